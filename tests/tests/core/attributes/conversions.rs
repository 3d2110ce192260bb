//! `#[serde(from = "…")]` and `#[serde(try_from = "…")]`

use super::{refused, same};
use crate::feed;
use instructor_core::{ErrorKind, Extract, Parser};
use serde::Deserialize;
use serde_json::json;

/// A name in parts.
#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(from = "String", into = "String")]
struct Name {
    parts: Vec<String>,
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        let parts = name.split(' ').map(str::to_owned).collect();
        Name { parts }
    }
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Bounds {
    low: i64,
    high: i64,
}

/// From low to high.
#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(try_from = "Bounds")]
struct Range(i64, i64);

impl TryFrom<Bounds> for Range {
    type Error = String;

    fn try_from(bounds: Bounds) -> Result<Self, String> {
        match bounds.low <= bounds.high {
            true => Ok(Range(bounds.low, bounds.high)),
            false => Err(format!("{} is above {}", bounds.low, bounds.high)),
        }
    }
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(try_from = "u8")]
enum Level {
    Low,
    High,
}

impl TryFrom<u8> for Level {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        match level {
            0 => Ok(Level::Low),
            1 => Ok(Level::High),
            _ => Err("there are two levels"),
        }
    }
}

/// What there is one of, or many.
#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(from = "OneOrMany<T>")]
struct Many<T>(Vec<T>);

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> From<OneOrMany<T>> for Many<T> {
    fn from(some: OneOrMany<T>) -> Self {
        match some {
            OneOrMany::Many(many) => Many(many),
            OneOrMany::One(one) => Many(vec![one]),
        }
    }
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Everything {
    name: Name,
    ranges: Vec<Range>,
    level: Option<Level>,
    many: Many<u8>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum LevelOrNumber {
    Level(Level),
    Number(u8),
}

#[test]
fn the_value_is_converted() {
    same::<Name>(r#""Ana Maria""#);
    same::<Everything>(
        r#"{"name": "A B", "ranges": [{"low": 1, "high": 2}, {"high": 9, "low": 9}], "level": 1, "many": 7}"#,
    );
    same::<Everything>(r#"{"name": "", "ranges": [], "level": null, "many": [7, 8]}"#);
    same::<Everything>(r#"{"name": "", "ranges": [], "many": []}"#);
    assert_eq!(
        same::<LevelOrNumber>("1"),
        LevelOrNumber::Level(Level::High)
    );
    assert_eq!(same::<LevelOrNumber>("2"), LevelOrNumber::Number(2));
}

#[test]
fn it_shows_as_what_it_is_read_as() {
    let mut parser = Parser::<PartialName>::new();
    parser.feed(r#""Ana Ma"#).unwrap();
    assert_eq!(parser.partial().map(|name| name.as_str()), Some("Ana Ma"));
    let mut parser = Parser::<PartialRange>::new();
    parser.feed(r#"{"low": 5, "high": 3"#).unwrap();
    assert_eq!(parser.partial().unwrap().low, Some(5));
    assert_eq!(parser.partial().unwrap().high, None);
}

#[test]
fn what_cannot_be_converted_is_an_error_where_it_stands() {
    let text = r#"{"name": "", "ranges": [{"low": 5, "high": 3}], "many": 1}"#;
    assert!(refused::<Everything>(text).starts_with("5 is above 3 at `ranges[0]`"));
    assert_eq!(feed::error_kind::<Everything>(text), ErrorKind::Invalid);
    let text = r#"{"name": "", "ranges": [], "many": 1, "level": 2}"#;
    assert!(refused::<Everything>(text).starts_with("there are two levels at `level`"));
    assert_eq!(
        refused::<Everything>(r#"{"name": null, "ranges": [], "many": 1}"#),
        "expected a string, found null at `name`, byte 9"
    );
    assert_eq!(
        refused::<Everything>(r#"{"ranges": [{"high": 3}]}"#),
        "missing `name`, `ranges[0].low`, `many`"
    );
}

#[test]
fn the_schema_is_that_of_the_other_type_under_its_own_name() {
    let schema = serde_json::to_value(Everything::schema()).unwrap();
    let definitions = &schema["$defs"];
    assert_eq!(
        definitions["Name"],
        json!({"type": "string", "description": "A name in parts."})
    );
    assert_eq!(
        definitions["Range"],
        json!({"$ref": "#/$defs/Bounds", "description": "From low to high."})
    );
    assert_eq!(definitions["Level"]["maximum"], 255);
    assert_eq!(definitions["Many_u8"]["$ref"], "#/$defs/OneOrMany_u8");
}
