//! Leaves that their own parser reads, without the derive around them.

use instructor_core::__private::{ByFromStr, BySerde, DeserializeWith, With};
use instructor_core::{ErrorKind, FieldState, Leaf, Parser, Partial};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A type of which nothing is known but how it is read.
struct Version(u32, u32);

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('.').ok_or("expected two numbers")?;
        let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number"));
        Ok(Version(number(numbers.0)?, number(numbers.1)?))
    }
}

#[derive(Deserialize)]
struct Point {
    x: i64,
    #[serde(default)]
    y: Option<f32>,
}

/// Seconds or their name.
enum Seconds {}

impl DeserializeWith<u64> for Seconds {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(0),
            value => value
                .as_u64()
                .ok_or_else(|| serde::de::Error::custom("no seconds")),
        }
    }
}

/// What shows at each cut in two, and the value, which is the same at each.
fn every_split<P: Partial>(
    text: &str,
    shows: impl Fn(Option<&P>, usize),
    check: impl Fn(P::Complete),
) {
    for cut in 0..=text.len() {
        let mut parser = Parser::<P>::new();
        parser.feed_bytes(&text.as_bytes()[..cut]).unwrap();
        shows(parser.partial(), cut);
        parser.feed_bytes(&text.as_bytes()[cut..]).unwrap();
        check(parser.finish().unwrap());
    }
}

#[test]
fn a_string_is_read_by_from_str() {
    type P = Leaf<Version, ByFromStr>;
    for text in [r#""12.345""#, r#" "\u0031\u0032.345" "#] {
        let shows = |shown: Option<&P>, cut| {
            assert_eq!(shown.is_some(), cut >= text.trim_end().len());
        };
        every_split::<P>(text, shows, |version| {
            assert_eq!((version.0, version.1), (12, 345));
        });
    }
}

#[test]
fn any_json_is_read_by_serde() {
    type P = Leaf<Point, BySerde>;
    let text = r#"{"x": -9223372036854775808, "more": [1, {"a": "}"}], "y": 0.1}"#;
    let shows = |shown: Option<&P>, cut| assert_eq!(shown.is_some(), cut == text.len());
    every_split::<P>(text, shows, |point| {
        assert_eq!((point.x, point.y), (i64::MIN, Some(0.1)));
    });
    type Q = Leaf<u64, With<Seconds>>;
    every_split::<Q>("null", |_, _| {}, |seconds| assert_eq!(seconds, 0));
    let text = "[null, 7 ,null, 12]";
    let shows = |shown: Option<&Vec<Q>>, cut: usize| {
        // Each from where its text is delimited.
        let ends = [5, 9, 14, 19];
        let closed = ends.iter().filter(|&&end| end <= cut).count();
        assert_eq!(shown.map_or(0, Vec::len), closed, "cut at {cut}");
    };
    every_split::<Vec<Q>>(text, shows, |seconds| assert_eq!(seconds, [0, 7, 0, 12]));
}

#[test]
fn what_its_parser_refuses_is_an_error_at_its_place() {
    let error = |text: &str| {
        let mut parser = Parser::<BTreeMap<String, Leaf<Version, ByFromStr>>>::new();
        parser.feed(text).unwrap_err()
    };
    let refused = error(r#"{"a": "1.2", "b": "1.x"}"#);
    assert_eq!(refused.kind(), ErrorKind::Type);
    assert_eq!(
        refused.to_string(),
        r#"cannot read "1.x": `x` is no number at `b`, byte 18"#
    );
    assert_eq!(
        error(r#"{"a": 12}"#).to_string(),
        "expected a string, found a number at `a`, byte 6"
    );
    let mut parser = Parser::<Vec<Leaf<Point, BySerde>>>::new();
    let refused = parser.feed(r#"[{"x": 1}, {"x": "1"}]"#).unwrap_err();
    assert_eq!(
        refused.to_string(),
        r#"cannot read {"x": "1"}: invalid type: string "1", expected i64 at `[1]`, byte 11"#
    );
}

#[test]
fn a_value_that_a_snapshot_shares_is_made_once_more() {
    let mut parser = Parser::<Vec<Leaf<Version, ByFromStr>>>::new();
    parser.feed(r#"["1.2", "3.4"]"#).unwrap();
    let kept = parser.partial().unwrap().clone();
    assert_eq!(kept, *parser.partial().unwrap());
    let versions = parser.finish().unwrap();
    assert_eq!((versions[1].0, versions[1].1), (3, 4));
    assert_eq!((kept[1].0, kept[1].1), (3, 4));
    assert_eq!(format!("{kept:?}"), r#"["1.2", "3.4"]"#);
}

#[test]
fn it_is_written_as_it_was_read() {
    use instructor_core::__private::Wire;
    let mut parser = Parser::<(
        Option<Leaf<Point, BySerde>>,
        Option<Leaf<Version, ByFromStr>>,
    )>::new();
    parser.feed(r#"[{"x": 1, "y": null}, "1.2"]"#).unwrap();
    let written = serde_json::to_value(Wire(parser.partial().unwrap())).unwrap();
    assert_eq!(written, json!([{"x": 1, "y": null}, "1.2"]));
}

#[test]
fn it_is_one_leaf() {
    let mut parser = Parser::<Vec<Leaf<Point, BySerde>>>::new().with_changes();
    parser.feed(r#"[{"x": 1}, {"x""#).unwrap();
    let changes: Vec<_> = parser.changes().iter().map(ToString::to_string).collect();
    assert_eq!(changes, [r#"[0] + "{\"x\": 1}", closed"#]);
    assert_eq!(parser.leaves(), 1);
    assert_eq!(parser.path().to_string(), "[1]");
    assert_eq!(parser.state(&"[1]".parse().unwrap()), FieldState::Open);
    parser.feed(r#": 2}"#).unwrap();
    assert_eq!(parser.leaves(), 2);
}
