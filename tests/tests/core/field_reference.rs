//! How far a field has come, by reference to it: as by its path, of the parser and of snapshots.

use crate::everything::*;
use crate::field_state::paths;
use crate::pieces;
use crate::types::PartialPoint;
use instructor_core::FieldState::{self, Absent, Closed, Null, Open};
use instructor_core::{Parser, Partial, PartialStream, Path, Segment, Snapshot};
use std::collections::BTreeSet;
use std::ops::Deref;

/// A parser or a snapshot of it: what tells how far a field has come.
trait States<P: Partial> {
    fn shown(&self) -> Option<&P>;
    fn at(&self, path: &Path) -> FieldState;
    fn of<F: Partial>(&self, field: &Option<F>) -> FieldState;
}

impl<P: Partial> States<P> for Parser<P> {
    fn shown(&self) -> Option<&P> {
        self.partial()
    }

    fn at(&self, path: &Path) -> FieldState {
        self.state(path)
    }

    fn of<F: Partial>(&self, field: &Option<F>) -> FieldState {
        self.state_of(field)
    }
}

impl<P: Partial> States<P> for Snapshot<P> {
    fn shown(&self) -> Option<&P> {
        Some(self.deref())
    }

    fn at(&self, path: &Path) -> FieldState {
        self.state(path)
    }

    fn of<F: Partial>(&self, field: &Option<F>) -> FieldState {
        self.state_of(field)
    }
}

/// The state of each field that can be reached, by reference, with its path.
fn by_reference<S: States<PartialEvery>>(states: &S) -> Vec<(String, FieldState)> {
    let Some(every) = states.shown() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    macro_rules! field {
        ($path:expr, $field:expr) => {
            all.push(($path.to_string(), states.of($field)))
        };
    }
    field!("name", &every.name);
    field!("count", &every.count);
    field!("flag", &every.flag);
    field!("nick", &every.nick);
    field!("nested", &every.nested);
    field!("color", &every.color);
    field!("shape", &every.shape);
    field!("act", &every.act);
    field!("out", &every.out);
    field!("outs", &every.outs);
    field!("any", &every.any);
    field!("pair", &every.pair);
    field!("boxed", &every.boxed);
    field!("tree", &every.tree);
    field!("couple", &every.couple);
    field!("unit", &every.unit);
    field!("array", &every.array);
    for (key, points) in every.nested.iter().flatten() {
        for (index, point) in points.iter().enumerate() {
            let path: Path = ["nested".to_owned(), key.clone()]
                .map(Segment::Key)
                .into_iter()
                .chain([Segment::Index(index)])
                .collect();
            field!(format!("{path}.x"), &point.x);
            field!(format!("{path}.y"), &point.y);
            field!(format!("{path}.label"), &point.label);
        }
    }
    match &every.shape {
        Some(PartialShape::Circle { radius, label }) => {
            field!("shape.radius", radius);
            field!("shape.label", label);
        }
        Some(PartialShape::Dot(Some(inner))) => {
            field!("shape.title", &inner.title);
            field!("shape.deep", &inner.deep);
        }
        _ => {}
    }
    match &every.act {
        Some(PartialAct::Say(text)) => field!("act.with", text),
        Some(PartialAct::Go { to, fast }) => {
            field!("act.with.to", to);
            field!("act.with.fast", fast);
        }
        Some(PartialAct::Swap(a, b)) => {
            field!("act.with[0]", a);
            field!("act.with[1]", b);
        }
        _ => {}
    }
    let outs = every.outs.iter().flatten().enumerate();
    let outs = outs.map(|(index, out)| (format!("outs[{index}]"), out));
    for (path, out) in every
        .out
        .iter()
        .map(|out| ("out".to_owned(), out))
        .chain(outs)
    {
        match out {
            PartialOut::Word(text) => field!(format!("{path}.Word"), text),
            PartialOut::Maybe(count) => field!(format!("{path}.Maybe"), count),
            PartialOut::Place { x, note } => {
                field!(format!("{path}.Place.x"), x);
                field!(format!("{path}.Place.note"), note);
            }
            PartialOut::Two(a, b) => {
                field!(format!("{path}.Two[0]"), a);
                field!(format!("{path}.Two[1]"), b);
            }
            PartialOut::Stop => {}
        }
    }
    match &every.any {
        Some(PartialAny::Number(number)) => field!("any", number),
        Some(PartialAny::Text(text)) => field!("any", text),
        Some(PartialAny::List(list)) => field!("any", list),
        Some(PartialAny::Small { x }) => field!("any.x", x),
        Some(PartialAny::Named { title }) => field!("any.title", title),
        None => {}
    }
    if let Some((a, b, c)) = &every.pair {
        field!("pair[0]", a);
        field!("pair[1]", b);
        field!("pair[2]", c);
    }
    let mut inner = every.boxed.as_deref();
    let mut path = "boxed".to_owned();
    while let Some(open) = inner {
        field!(format!("{path}.title"), &open.title);
        field!(format!("{path}.deep"), &open.deep);
        path += ".deep";
        inner = open.deep.as_ref().and_then(|deep| deep.as_deref());
    }
    if let Some(PartialCouple(a, b)) = &every.couple {
        field!("couple[0]", a);
        field!("couple[1]", b);
    }
    if let Some(base) = &every.base {
        field!("id", &base.id);
        field!("remark", &base.remark);
    }
    all
}

#[test]
fn by_reference_it_is_as_by_path() {
    let mut seen = BTreeSet::new();
    for text in ALL {
        let mut parser = Parser::<PartialEvery>::new();
        for (at, byte) in text.bytes().enumerate() {
            parser.feed_bytes(&[byte]).unwrap();
            for (path, state) in by_reference(&parser) {
                let by_path = parser.state(&path.parse().unwrap());
                assert_eq!(state, by_path, "{path} at byte {at} of {text}");
                seen.insert((path, format!("{state:?}")));
            }
        }
    }
    let paths: BTreeSet<_> = seen.iter().map(|(path, _)| path).collect();
    assert!(paths.len() >= 50, "only {}: {paths:?}", paths.len());
    for path in paths {
        let closes = [Null, Closed].map(|state| format!("{state:?}"));
        let closes = closes
            .iter()
            .any(|state| seen.contains(&(path.clone(), state.clone())));
        // Of a value that shows when whole, nothing is seen open.
        let opens = seen.contains(&(path.clone(), "Open".to_owned()));
        let whole = ["any.title", "any.x", "act.with"].contains(&path.as_str());
        assert!(closes && (opens || whole), "{path} of {seen:?}");
    }
}

#[test]
fn a_newtype_content_is_open_before_it_shows() {
    let mut parser = Parser::<PartialAct>::new();
    parser.feed("{\"do\": \"Say\", \"with\":").unwrap();
    let Some(PartialAct::Say(text)) = parser.partial() else {
        panic!("it has no tag");
    };
    assert_eq!(parser.state(&"with".parse().unwrap()), Open);
    assert_eq!(parser.state_of(text), Open);
}

/// What holds no key of its own is open where the enum is.
#[test]
fn an_untagged_newtype_is_open_as_its_enum_is() {
    let mut parser = Parser::<PartialAny>::new();
    parser.feed("[\"p\"").unwrap();
    let Some(PartialAny::List(list)) = parser.partial() else {
        panic!()
    };
    assert_eq!(parser.state_of(list), Open);

    let mut parser = Parser::<PartialShape>::new();
    parser.feed("{\"kind\": \"Dot\", \"title\": \"t\"").unwrap();
    let Some(PartialShape::Dot(inner)) = parser.partial() else {
        panic!()
    };
    assert_eq!(parser.state_of(inner), Open);
}

/// A flattened part stands where the struct does: open until that has closed.
#[test]
fn a_flattened_part_is_open_as_long_as_its_struct() {
    for text in ALL {
        let mut parser = Parser::<PartialEvery>::new();
        for (at, byte) in text.bytes().enumerate() {
            parser.feed_bytes(&[byte]).unwrap();
            let Some(every) = parser.partial() else {
                continue;
            };
            if parser.is_closed() {
                assert_eq!(parser.state_of(&every.base), Closed);
                assert_eq!(parser.state_of(&every.rest), Closed);
                continue;
            }
            let path = parser.path().to_string();
            let (base, rest) = (parser.state_of(&every.base), parser.state_of(&every.rest));
            let in_base = ["id", "remark"].contains(&path.as_str());
            let in_rest = ["more", "other"].contains(&path.as_str());
            if in_base || path.is_empty() {
                assert_eq!(base, Open, "base, at {path:?}, byte {at}");
            }
            if in_rest || path.is_empty() {
                assert_eq!(rest, Open, "rest, at {path:?}, byte {at}");
            }
        }
    }
}

#[test]
fn a_flattened_map_is_open_where_an_entry_is_to_show() {
    let mut parser = Parser::<PartialEvery>::new();
    for piece in ["{", "\"id\": 1, ", "\"more\": ", "7", ", "] {
        parser.feed(piece).unwrap();
        let every = parser.partial().unwrap();
        assert_eq!(parser.state_of(&every.rest), Open, "after {piece}");
    }
}

#[tokio::test]
async fn snapshots_say_what_the_parser_says() {
    for text in ALL {
        let pieces = pieces::of(text, 1);
        let mut parser = Parser::<PartialEvery>::new();
        let mut stream = PartialStream::<Every>::from_text(pieces::stream(pieces.clone()));
        let paths = paths(text);
        let mut kept = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            if parser.is_closed() {
                break;
            }
            parser.feed(piece).unwrap();
            if parser.partial().is_none() {
                continue;
            }
            let snapshot = stream.next().await.unwrap().unwrap();
            assert_eq!(by_reference(&snapshot), by_reference(&parser));
            for path in &paths {
                assert_eq!(
                    States::at(&snapshot, path),
                    States::at(&parser, path),
                    "{path}"
                );
            }
            if i % 40 == 0 {
                let states: Vec<_> = paths.iter().map(|path| snapshot.state(path)).collect();
                kept.push((by_reference(&snapshot), states, snapshot));
            }
        }
        assert!(stream.next().await.is_none());
        assert!(kept.len() > 5);
        for (references, states, snapshot) in kept {
            assert_eq!(by_reference(&snapshot), references);
            let again: Vec<_> = paths.iter().map(|path| snapshot.state(path)).collect();
            assert_eq!(again, states);
        }
    }
}

/// A field that is not of the partial that shows is as it is: nothing in it is open.
#[test]
fn a_field_of_another_value_is_not_open() {
    let mut parser = Parser::<PartialPoint>::new();
    parser.feed("{\"x\": 1, \"label\": \"ab").unwrap();
    let shown = parser.partial().unwrap();
    let copy = shown.clone();
    assert_eq!(parser.state_of(&shown.label), Open);
    assert_eq!(parser.state_of(&copy.label), Closed);
    assert_eq!(parser.state_of(&copy.y), Absent);
}
