//! How far each field has come, at every byte, by its path.

use crate::everything::*;
use crate::feed::json_of;
use crate::samples::{Sample, run, texts_of};
use crate::spans;
use crate::types::*;
use instructor_core::FieldState::{self, Absent, Closed, Null, Open};
use instructor_core::{Extract, Parser, Partial, Path, Segment};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// The paths to ask for: all in the text, and some that are not there.
pub(crate) fn paths(text: &str) -> Vec<Path> {
    let spans = spans::of(text);
    let mut all: BTreeMap<String, Path> = BTreeMap::new();
    for span in &spans {
        let below = |segment| {
            let segments = span.path.segments().iter().cloned().chain([segment]);
            segments.collect::<Path>()
        };
        let beside = [
            below(Segment::Index(99)),
            below(Segment::Field("absent".into())),
            below(Segment::Index(0)),
        ];
        for path in beside.into_iter().chain([span.path.clone()]) {
            all.insert(path.to_string(), path);
        }
    }
    all.into_values().collect()
}

fn is_empty(value: &Value) -> bool {
    *value == serde_json::json!({}) || *value == serde_json::json!([])
}

/// By what shows as JSON, by the open path, and by nothing else.
fn expected(open: Option<&Path>, json: Option<&Value>, path: &Path) -> FieldState {
    let asked = path.segments();
    let leads = |(a, b): (&Segment, &Segment)| match (a, b) {
        (Segment::Index(a), Segment::Index(b)) => a == b,
        _ => a.name().is_some() && a.name() == b.name(),
    };
    if let Some(open) = open.map(Path::segments)
        && asked.len() <= open.len()
        && asked.iter().zip(open).all(leads)
    {
        return Open;
    }
    match json.and_then(|json| spans::at(json, path)) {
        None => Absent,
        Some(value) if value.is_null() => Null,
        // The content of an adjacent variant is written before it comes.
        Some(value) if path.to_string() == "act.with" && is_empty(value) => Absent,
        Some(_) => Closed,
    }
}

/// Feeds a text byte by byte and checks each path's state by what shows, and that it goes one way.
fn check<P: Partial>(mut parser: Parser<P>, text: &str) -> Result<(), TestCaseError> {
    let paths = paths(text);
    let mut last = vec![Absent; paths.len()];
    for path in &paths {
        prop_assert_eq!(parser.state(path), Absent, "{} before the text", path);
    }
    for (at, byte) in text.bytes().enumerate() {
        parser.feed_bytes(&[byte]).unwrap();
        let json = parser.partial().map(json_of);
        let open = (!parser.is_closed()).then(|| parser.path());
        for (path, last) in paths.iter().zip(&mut last) {
            let state = parser.state(path);
            let expected = expected(open.as_ref(), json.as_ref(), path);
            prop_assert_eq!(state, expected, "{} at byte {}", path, at);
            prop_assert!(
                rank(state) >= rank(*last) && (rank(*last) < 2 || state == *last),
                "{} at byte {} was {:?}, is {:?}",
                path,
                at,
                last,
                state
            );
            *last = state;
        }
    }
    prop_assert!(parser.is_closed());
    prop_assert!(!last.contains(&Open));
    Ok(())
}

#[test]
fn an_adjacent_content_is_absent_until_it_comes() {
    for (variant, content) in [("Go", "{"), ("Swap", "[")] {
        let mut parser = Parser::<PartialAct>::new();
        let path = "with".parse().unwrap();
        parser.feed(&format!("{{\"do\": \"{variant}\"")).unwrap();
        assert_eq!(parser.state(&path), Absent);
        parser.feed(&format!(", \"with\": {content}")).unwrap();
        assert_eq!(parser.state(&path), Open);
    }
}

/// Nothing of it shows, so it counts as not there when it has closed.
#[test]
fn an_adjacent_content_of_nothing_is_absent() {
    #[derive(Extract, Debug, PartialEq)]
    #[serde(tag = "do", content = "with")]
    enum Act {
        Go { fast: Option<bool> },
        Wait,
    }
    let mut parser = Parser::<PartialAct>::new();
    let path = "with".parse().unwrap();
    parser.feed("{\"do\": \"Go\", \"with\": {").unwrap();
    assert_eq!(parser.state(&path), Open);
    parser.feed("}").unwrap();
    assert_eq!(parser.state(&path), Absent);
    parser.feed("}").unwrap();
    assert_eq!(parser.finish().unwrap(), Act::Go { fast: None });
    let _ = Act::Wait;
}

fn rank(state: FieldState) -> u8 {
    match state {
        Absent => 0,
        Open => 1,
        Null | Closed => 2,
    }
}

#[test]
fn by_path_it_is_what_shows() {
    for text in ALL {
        check(Parser::<PartialEvery>::new(), text).unwrap();
    }
}

#[test]
fn by_path_it_is_what_shows_of_any_document() {
    fn any_document<T: Sample>() {
        run(3, texts_of::<T>(), |text| {
            check(Parser::<T::Partial>::new(), &text)
        });
    }
    any_document::<Invoice>();
    any_document::<Node>();
    any_document::<Maps>();
    any_document::<Options>();
    any_document::<Lists>();
    any_document::<Pointers>();
    any_document::<Untyped>();
    any_document::<Option<Vec<Tag>>>();
}

/// By the places in the text, where all shows as it comes.
#[test]
fn by_path_it_is_where_the_text_stands() {
    let spans = spans::of(AT_ONCE);
    assert!(spans.len() > 60);
    let mut parser = Parser::<PartialEvery>::new();
    for (at, byte) in AT_ONCE.bytes().enumerate() {
        parser.feed_bytes(&[byte]).unwrap();
        let read = at + 1;
        for span in &spans {
            let expected = match span {
                span if read < span.begun => Absent,
                span if read < span.closed => Open,
                span if span.null => Null,
                _ => Closed,
            };
            let state = parser.state(&span.path);
            assert_eq!(
                state,
                expected,
                "{} after {:?}",
                span.path,
                &AT_ONCE.as_bytes()[..read]
                    .utf8_chunks()
                    .next()
                    .map(|c| c.valid())
            );
        }
    }
}

#[test]
fn roots() {
    fn states<T: Extract>(pieces: &[&str]) -> Vec<FieldState> {
        let mut parser = Parser::<T::Partial>::new().unwrapping();
        let mut states = vec![parser.state(&Path::default())];
        for piece in pieces {
            parser.feed(piece).unwrap();
            states.push(parser.state(&Path::default()));
        }
        states
    }
    let pieces = ["{", "\"value\"", ":", "nul", "l", "}"];
    assert_eq!(
        states::<Option<u8>>(&pieces),
        [Absent, Open, Open, Open, Open, Open, Null]
    );
    assert_eq!(states::<u8>(&["1", "2", " "]), [Absent, Open, Open, Closed]);
    assert_eq!(states::<Option<Point>>(&["nul", "l"]), [Absent, Open, Null]);
    assert_eq!(
        states::<Vec<u8>>(&["", "[", "", "]"]),
        [Absent, Absent, Open, Open, Closed]
    );
}

/// After an error, what was open stays so.
#[test]
fn an_error_closes_nothing() {
    let mut parser = Parser::<PartialPoint>::new();
    parser.feed("{\"label\": \"ab\", \"x\": true").unwrap_err();
    let states = ["", "label", "x", "y"].map(|path| parser.state(&path.parse().unwrap()));
    assert_eq!(states, [Open, Closed, Open, Absent]);
    let shown = parser.partial().unwrap();
    assert_eq!(parser.state_of(&shown.x), Open);
    assert_eq!(parser.state_of(&shown.label), Closed);
}
