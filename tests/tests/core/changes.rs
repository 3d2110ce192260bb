//! What changes, as paths and text: put together it is the value, however the text is cut.

use crate::everything::*;
use crate::feed::json_of;
use crate::samples::{Sample, run, texts_of};
use crate::spans;
use crate::types::*;
use instructor_core::{Change, Extract, Parser, Partial, Path, Segment};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// A value that has closed: its path, and all of its text.
pub(crate) type Whole = (String, String);

/// Puts changes together by path, in the order in which the values close.
#[derive(Default)]
pub(crate) struct Together {
    pub(crate) open: Option<Whole>,
    pub(crate) closed: Vec<Whole>,
    paths: HashSet<Path>,
}

impl Together {
    pub(crate) fn take(&mut self, change: &Change) {
        let path = change.path.to_string();
        assert!(
            !self.paths.contains(&change.path),
            "it has closed before: {change}"
        );
        if change.closed {
            self.paths.insert(change.path.clone());
        }
        // A string that is open is all that can be: what changes next is more of it.
        let (open, mut text) = self.open.take().unwrap_or((path.clone(), String::new()));
        assert_eq!(open, path, "left open");
        text.push_str(&change.text);
        match change.closed {
            true => self.closed.push((path, text)),
            false => self.open = Some((path, text)),
        }
    }
}

/// The leaves and containers of `text` that are in the value, in the order in which they close.
pub(crate) fn expected(text: &str, value: &Value) -> Vec<Whole> {
    let spans = spans::of(text).into_iter();
    let there = spans.filter(|span| spans::at(value, &span.path).is_some());
    there
        .map(|span| (span.name(), span.leaf.unwrap_or_default()))
        .collect()
}

/// The paths and texts of all leaves of a value, but for numbers, which are written in many ways.
fn leaves(value: &Value, path: &str, all: &mut BTreeSet<Whole>) {
    let below = |segment: Segment| {
        let base: Path = path.parse().unwrap();
        let way: Path = base.segments().iter().cloned().chain([segment]).collect();
        way.to_string()
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, &below(Segment::Index(index)), all);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                leaves(member, &below(Segment::Key(key.clone())), all);
            }
        }
        Value::String(text) => {
            all.insert((path.to_owned(), text.clone()));
        }
        Value::Number(_) => {
            all.insert((path.to_owned(), "a number".to_owned()));
        }
        other => {
            all.insert((path.to_owned(), other.to_string()));
        }
    }
}

/// Feeds pieces, and puts together what each changed. Checks that progress and leaves never fall.
fn fed<P: Partial>(pieces: &[&[u8]]) -> (Vec<Whole>, Value, usize) {
    let mut parser = Parser::<P>::new().with_changes();
    let mut together = Together::default();
    let (mut progress, mut leaves) = (parser.progress(), 0);
    for piece in pieces {
        parser.feed_bytes(piece).unwrap();
        for change in parser.changes() {
            together.take(&change);
        }
        assert_eq!(parser.changes(), parser.changes());
        let (closed, fields) = parser.progress();
        assert!(closed >= progress.0 && fields == progress.1 && closed <= fields);
        assert!(parser.leaves() >= leaves, "leaves fell");
        (progress, leaves) = ((closed, fields), parser.leaves());
    }
    assert!(parser.is_closed());
    assert_eq!(progress.0, progress.1);
    assert_eq!(together.open, None);
    let value = json_of(parser.partial().unwrap());
    (together.closed, value, parser.leaves())
}

/// Every cut into two, of a long text many of them, and pieces of a few sizes, give the changes that the text says.
fn check<T: Extract>(text: &str) -> Result<(), TestCaseError> {
    let bytes = text.as_bytes();
    let (whole, value, count) = fed::<T::Partial>(&[bytes]);
    prop_assert_eq!(&whole, &expected(text, &value), "{}", text);

    // By the value alone: each leaf of it, and no other.
    let mut of_value = BTreeSet::new();
    leaves(&value, "", &mut of_value);
    let mut told = whole.clone();
    for (path, text) in &mut told {
        let path: Path = path.parse().unwrap();
        match spans::at(&value, &path) {
            Some(Value::Number(_)) => *text = "a number".to_owned(),
            // An enum's name is whichever the text has.
            Some(Value::String(name)) if name == "guest" && text == "visitor" => {
                *text = name.clone()
            }
            Some(Value::Array(_) | Value::Object(_)) => text.push_str("(container)"),
            _ => {}
        }
    }
    told.retain(|(_, text)| text != "(container)");
    prop_assert_eq!(count, told.len(), "leaves of {}", text);
    prop_assert_eq!(&told.into_iter().collect::<BTreeSet<_>>(), &of_value);
    prop_assert_eq!(count, of_value.len());

    let step = bytes.len() / 150 + 1;
    for cut in (0..=bytes.len()).step_by(step) {
        let (before, after) = bytes.split_at(cut);
        let (cut_changes, again, leaves) = fed::<T::Partial>(&[before, after]);
        prop_assert_eq!(&cut_changes, &whole, "cut at byte {} of {}", cut, text);
        prop_assert_eq!((&again, leaves), (&value, count));
    }
    for size in [1, 2, 3, 7, 20] {
        let pieces: Vec<_> = bytes.chunks(size).collect();
        let (changes, again, leaves) = fed::<T::Partial>(&pieces);
        prop_assert_eq!(&changes, &whole, "{} bytes at a time: {}", size, text);
        prop_assert_eq!((&again, leaves), (&value, count));
    }
    Ok(())
}

#[test]
fn put_together_they_are_the_value() {
    for text in ALL {
        check::<Every>(text).unwrap();
    }
}

#[test]
fn put_together_they_are_the_value_of_any_document() {
    fn any_document<T: Sample>() {
        run(4, texts_of::<T>(), |text| check::<T>(&text));
    }
    any_document::<Invoice>();
    any_document::<Node>();
    any_document::<Maps>();
    any_document::<Options>();
    any_document::<Lists>();
    any_document::<Pointers>();
    any_document::<Vec<Vec<u8>>>();
    any_document::<Option<Point>>();
    any_document::<Tags>();
    any_document::<String>();
}

/// Of untyped JSON a key within may be there twice, by chance: then a path changes again. Without such, the same holds.
#[test]
fn put_together_they_are_untyped_json() {
    let text = r#"{"value": {"a": [1, {}, [], {"b": null, "": "x\n"}], "c d": 1e3}, "list": [[], true], "map": {"k": "\ud83d\ude00"}}"#;
    check::<Untyped>(text).unwrap();
    check::<Value>(text).unwrap();
}

/// More of a string is text: half an escape is none.
#[test]
fn a_change_without_text_is_a_beginning_or_an_end() {
    let pieces = ["[\"", "", "\\", "u00", "41", "\"", "]"];
    assert_eq!(
        changes::<Vec<String>>(&pieces),
        [
            vec!["[0]"],
            vec![],
            vec![],
            vec![],
            vec!["[0] + \"A\""],
            vec!["[0], closed"],
            vec![", closed"]
        ]
    );
}

fn changes<T: Extract>(pieces: &[&str]) -> Vec<Vec<String>> {
    let mut parser = Parser::<T::Partial>::new().unwrapping().with_changes();
    let mut all = Vec::new();
    for piece in pieces {
        parser.feed(piece).unwrap();
        all.push(parser.changes().iter().map(Change::to_string).collect());
    }
    all
}

#[test]
fn without_being_asked_for_there_are_none() {
    let mut parser = Parser::<Vec<u8>>::new();
    parser.feed("[1, 2]").unwrap();
    assert_eq!(parser.changes(), []);
    assert_eq!(parser.leaves(), 2);
}

#[test]
fn of_each_piece() {
    assert_eq!(
        changes::<Node>(&[
            "{\"na",
            "me\"",
            ": \"J",
            "o\\n\", \"children\": [{\"name\": \"a",
            "\", \"children\": []}",
            ", {\"name\"",
            ": \"b\", \"children\": []}], \"next\": nul",
            "l}",
        ]),
        [
            vec![],
            vec![],
            vec!["name + \"J\""],
            vec!["name + \"o\\n\", closed", "children[0].name + \"a\""],
            vec![
                "children[0].name, closed",
                "children[0].children, closed",
                "children[0], closed"
            ],
            vec![],
            vec![
                "children[1].name + \"b\", closed",
                "children[1].children, closed",
                "children[1], closed",
                "children, closed"
            ],
            vec!["next + \"null\", closed", ", closed"],
        ]
    );
}

#[test]
fn a_number_changes_when_it_closes_with_its_own_text() {
    assert_eq!(
        changes::<Vec<f64>>(&["[1", "2.50", "e1", ",", "-0]"]),
        [
            vec![],
            vec![],
            vec![],
            vec!["[0] + \"12.50e1\", closed"],
            vec!["[1] + \"-0\", closed", ", closed"]
        ]
    );
}

/// The wrapper has no name.
#[test]
fn paths_do_not_name_the_wrapper() {
    for key in ["items", "value"] {
        let opening = format!("{{\"{key}\": [");
        assert_eq!(
            changes::<Vec<Option<String>>>(&[&opening, "\"a", "b\", null]", ", \"x\": [1]}"]),
            [
                vec![],
                vec!["[0] + \"a\""],
                vec!["[0] + \"b\", closed", "[1] + \"null\", closed"],
                vec![", closed"]
            ]
        );
    }
    let wrapped =
        changes::<Option<Node>>(&["{\"value\": {\"name\": \"a", "\", \"children\": []}", "}"]);
    assert_eq!(
        wrapped,
        [
            vec!["name + \"a\""],
            vec!["name, closed", "children, closed"],
            vec![", closed"]
        ]
    );
    let bare = changes::<Option<Node>>(&["{\"name\": \"a", "\", \"children\": []", "}"]);
    assert_eq!(bare, wrapped);
    assert_eq!(
        changes::<u8>(&["{\"value\": 7", " ", "}"]),
        [vec![], vec![" + \"7\""], vec![", closed"]]
    );
}

#[test]
fn unknown_keys_change_nothing() {
    let pieces = [
        "{\"no\": {\"x\": [1, \"a\"]}, ",
        "\"x\": 1, \"nor\": \"b",
        "\", \"y\": 2, \"label\": \"\"}",
    ];
    assert_eq!(
        changes::<Point>(&pieces),
        [
            vec![],
            vec!["x + \"1\", closed"],
            vec!["y + \"2\", closed", "label, closed", ", closed"]
        ]
    );
    let mut parser = Parser::<PartialPoint>::new();
    for piece in pieces {
        parser.feed(piece).unwrap();
    }
    assert_eq!(parser.leaves(), 3);
}

/// A tag is a leaf, wherever it stands.
#[test]
fn tags_are_changes() {
    assert_eq!(
        changes::<Shape>(&["{\"kind\": \"Cir", "cle\"", ", \"radius\": 1}"]),
        [
            vec![],
            vec!["kind + \"Circle\", closed"],
            vec!["radius + \"1\", closed", ", closed"]
        ]
    );
    assert_eq!(
        changes::<Shape>(&[
            "{\"label\": \"a\", \"no\": 1, \"radius\"",
            ": 1, \"kind\": \"Circle\"",
            "}"
        ]),
        [
            vec![],
            vec![
                "label + \"a\", closed",
                "radius + \"1\", closed",
                "kind + \"Circle\", closed"
            ],
            vec![", closed"]
        ]
    );
    assert_eq!(
        changes::<Vec<Act>>(&["[{\"with\": \"a", "\", \"do\": \"Say", "\"", "}]"]),
        [
            vec![],
            vec![],
            vec!["[0].with + \"a\", closed", "[0].do + \"Say\", closed"],
            vec!["[0], closed", ", closed"]
        ]
    );
    assert_eq!(
        changes::<Vec<Out>>(&["[\"St", "op\"", ", {\"Word\": \"a", "b\"", "}]"]),
        [
            vec![],
            vec!["[0] + \"Stop\", closed"],
            vec!["[1].Word + \"a\""],
            vec!["[1].Word + \"b\", closed"],
            vec!["[1], closed", ", closed"]
        ]
    );
}

/// Values that show only when whole change then, all of them at once.
#[test]
fn what_shows_when_whole_changes_when_whole() {
    #[derive(Extract, Debug, PartialEq)]
    struct Careful {
        #[extract(needed)]
        id: u8,
        #[extract(atomic)]
        name: String,
        #[extract(atomic)]
        point: Inner,
    }
    assert_eq!(
        changes::<Vec<Careful>>(&[
            "[{\"name\": \"a",
            "b\", \"point\": {\"title\": \"t",
            "\"}, \"id\": 4",
            "2}",
            "]"
        ]),
        [
            vec![],
            vec![],
            vec![],
            vec![
                "[0].name + \"ab\", closed",
                "[0].point.title + \"t\", closed",
                "[0].point, closed",
                "[0].id + \"42\", closed",
                "[0], closed"
            ],
            vec![", closed"]
        ]
    );
    assert_eq!(
        changes::<Careful>(&[
            "{\"id\": 1",
            ", \"point\": {\"title\": \"t\"",
            "}, \"name\": \"a",
            "\"}"
        ]),
        [
            vec![],
            vec!["id + \"1\", closed"],
            vec!["point.title + \"t\", closed", "point, closed"],
            vec!["name + \"a\", closed", ", closed"]
        ]
    );
    assert_eq!(
        changes::<Vec<Any>>(&["[{\"x\": 3, \"y\": [1]", "}", ", \"a", "b\"]"]),
        [
            vec![],
            vec!["[0].x + \"3\", closed", "[0], closed"],
            vec!["[1] + \"a\""],
            vec!["[1] + \"b\", closed", ", closed"]
        ]
    );
}

#[test]
fn null_for_a_default_is_a_leaf() {
    assert_eq!(
        changes::<Settings>(&["{\"MAX-WIDTH\": null", ", \"ROLE\": \"guest\"}"]),
        [
            vec!["MAX-WIDTH + \"null\", closed"],
            vec!["ROLE + \"guest\", closed", ", closed"]
        ]
    );
}

/// What follows the root is ignored: it changes nothing.
#[test]
fn behind_the_root_there_are_none() {
    let mut parser = Parser::<String>::new().with_changes();
    parser.feed("\"a\"").unwrap();
    assert_eq!(parser.changes().len(), 1);
    parser.feed(" more").unwrap();
    assert_eq!(parser.changes(), []);
}
