//! Constraints: in the schema, and checked when a value closes.

use crate::feed::{self, Outcome};
use instructor_core::{ErrorKind, Extract, Parser};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Debug;
use std::str::FromStr;

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct All {
    #[extract(min = 0, max = 150)]
    age: u8,
    #[extract(min = -2.5, exclusive_max = 1)]
    offset: Option<f64>,
    #[extract(exclusive_min = -5, multiple_of = 3)]
    step: Option<i64>,
    #[extract(multiple_of = 0.1)]
    price: Option<f32>,
    #[extract(min_length = 2, max_length = 3, pattern = "^[a-zé]+$")]
    code: Option<Box<str>>,
    #[extract(format = "date")]
    #[serde(default)]
    day: String,
    #[extract(min_items = 1, max_items = 3, unique_items)]
    list: Option<Vec<Point>>,
    #[extract(unique_items)]
    pair: Option<[u8; 2]>,
    #[extract(atomic, min_items = 1)]
    whole: Option<Vec<u8>>,
    #[extract(from_str, max_length = 1)]
    small: Option<Number>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Point {
    x: f64,
    y: Option<u8>,
}

#[derive(Debug, PartialEq)]
struct Number(u64);

impl FromStr for Number {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Number)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A percentage.
#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Percent(#[extract(min = 0, max = 100)] i32);

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(transparent)]
struct Words {
    #[extract(min_items = 1)]
    words: Vec<Word>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[extract(atomic)]
struct Word(#[extract(pattern = "^[a-z]+$")] String);

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Two(#[extract(max = 5)] u8, #[extract(min_length = 1)] String);

#[derive(Extract, Deserialize, Debug, PartialEq)]
enum Event {
    Said(#[extract(max_length = 5)] String),
    Moved {
        #[extract(min = 0)]
        by: f32,
    },
    Two(#[extract(max = 5)] u8, u8),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Size {
    Small(#[extract(max = 9)] u32),
    Large(u32),
    Name(#[extract(format = "uuid")] String),
    Other(String),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Nested {
    percents: Vec<Percent>,
    maybe: Option<Percent>,
    words: Words,
    event: Event,
    two: Two,
}

/// The error of a document of `All` in which one field has this value, without its place.
fn broken(field: &str, value: &str) -> Option<String> {
    let text = match field {
        "age" => format!(r#"{{"age": {value}}}"#),
        _ => format!(r#"{{"age": 1, "{field}": {value}}}"#),
    };
    // The schema says the same.
    let json: Value = serde_json::from_str(&text).unwrap();
    let schema = serde_json::to_value(All::schema()).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let is_valid = validator.is_valid(&json);
    match feed::outcome::<All>(&text) {
        Outcome::Value(value) => {
            assert!(is_valid, "{text}: {:?}", validator.validate(&json));
            assert_eq!(value, serde_json::from_str(&text).unwrap());
            None
        }
        Outcome::Fault(fault) => {
            assert!(!is_valid, "{text}: {}", fault.message);
            assert_eq!(fault.kind, ErrorKind::Invalid, "{text}");
            assert_eq!(fault.path, field, "{text}");
            let place = fault.message.find(&format!(" at `{field}`")).unwrap();
            Some(fault.message[..place].to_owned())
        }
    }
}

fn breaks(field: &str, value: &str, message: &str) {
    assert_eq!(broken(field, value).as_deref(), Some(message), "{value}");
}

fn holds(field: &str, values: &[&str]) {
    for value in values {
        assert_eq!(broken(field, value), None, "{field}: {value}");
    }
}

#[test]
fn numbers() {
    holds("age", &["0", "1", "150"]);
    breaks("age", "151", "151 is more than the maximum of 150");
    holds("offset", &["-2.5", "0.999999", "null", "-0"]);
    breaks("offset", "-2.51", "-2.51 is less than the minimum of -2.5");
    breaks("offset", "1", "1 is not less than 1");
    breaks("offset", "1e3", "1000 is not less than 1");
    holds("step", &["-3", "0", "3", "9223372036854775806"]);
    breaks("step", "-6", "-6 is not more than -5");
    breaks("step", "4", "4 is not a multiple of 3");
    holds("price", &["0.3", "12.7", "0", "-1.1"]);
    breaks("price", "0.35", "0.35 is not a multiple of 0.1");
}

#[test]
fn texts() {
    holds("code", &[r#""ab""#, r#""é\u00e9é""#, "null"]);
    breaks("code", r#""a""#, "expected at least 2 characters, found 1");
    breaks(
        "code",
        r#""éééé""#,
        "expected at most 3 characters, found 4",
    );
    breaks(
        "code",
        r#""a1""#,
        r#""a1" does not match the pattern ^[a-zé]+$"#,
    );
    holds("day", &[r#""2024-02-29""#]);
    breaks(
        "day",
        r#""2023-02-29""#,
        r#""2023-02-29" is not of the format `date`"#,
    );
    assert_eq!(feed::value::<All>(r#"{"age": 1, "day": null}"#).day, "");
    holds("small", &[r#""7""#, "null"]);
    breaks("small", r#""12""#, "expected at most 1 character, found 2");
}

#[test]
fn lists() {
    let point = r#"{"x": 1}"#;
    holds(
        "list",
        &[
            "null",
            &format!("[{point}]"),
            r#"[{"x": 1}, {"x": 1, "y": null}]"#,
        ],
    );
    breaks("list", "[]", "expected at least 1 element, found 0");
    breaks(
        "list",
        r#"[{"x": 1}, {"x": 2}, {"x": 3}, {"x": 4}]"#,
        "expected at most 3 elements, found 4",
    );
    breaks(
        "list",
        r#"[{"x": 1, "y": 2}, {"x": 1}, {"y": 2, "x": 1.0}]"#,
        "the elements 0 and 2 are equal",
    );
    holds("pair", &["[1, 2]"]);
    breaks("pair", "[7, 7]", "the elements 0 and 1 are equal");
    holds("whole", &["[1]", "null"]);
    breaks("whole", "[]", "expected at least 1 element, found 0");
}

#[test]
fn what_shows_when_a_constraint_is_broken() {
    let shown = |text: &str| {
        let mut parser = Parser::<PartialAll>::new();
        parser.feed(text).unwrap_err();
        parser.partial().unwrap().clone()
    };
    assert_eq!(shown(r#"{"age": 200,"#).age, None);
    assert_eq!(shown(r#"{"offset": 200,"#).offset, None);
    assert_eq!(
        shown(r#"{"age": 1, "list": []"#).list,
        Some(Some(Vec::new()))
    );
    assert_eq!(
        shown(r#"{"code": "abcd""#)
            .code
            .flatten()
            .as_deref()
            .map(String::as_str),
        Some("abcd")
    );
    assert_eq!(shown(r#"{"whole": []"#).whole, None);
}

#[test]
fn wherever_the_type_stands() {
    let good = r#"{"percents": [0, 100], "maybe": 5, "words": ["a"], "event": {"Said": "hello"}, "two": [5, "a"]}"#;
    feed::value::<Nested>(good);
    let broken = |from: &str, to: &str| {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        assert_eq!(feed::error_kind::<Nested>(&text), ErrorKind::Invalid);
        let message = feed::error::<Nested>(&text);
        let place = message.find(", byte").unwrap();
        message[..place].to_owned()
    };
    assert_eq!(
        broken("100", "101"),
        "101 is more than the maximum of 100 at `percents[1]`"
    );
    assert_eq!(
        broken("5,", "-1,"),
        "-1 is less than the minimum of 0 at `maybe`"
    );
    assert_eq!(
        broken(r#"["a"]"#, "[]"),
        "expected at least 1 element, found 0 at `words`"
    );
    assert_eq!(
        broken(r#"["a"]"#, r#"["a", "B"]"#),
        r#""B" does not match the pattern ^[a-z]+$ at `words[1]`"#
    );
    assert_eq!(
        broken("hello", "hello!"),
        "expected at most 5 characters, found 6 at `event.Said`"
    );
    assert_eq!(
        broken(r#"{"Said": "hello"}"#, r#"{"Moved": {"by": -1}}"#),
        "-1 is less than the minimum of 0 at `event.Moved.by`"
    );
    assert_eq!(
        broken(r#"{"Said": "hello"}"#, r#"{"Two": [6, 7]}"#),
        "6 is more than the maximum of 5 at `event.Two[0]`"
    );
    assert_eq!(
        broken(r#"[5, "a"]"#, r#"[5, ""]"#),
        "expected at least 1 character, found 0 at `two[1]`"
    );
}

#[test]
fn they_tell_untagged_variants_apart() {
    assert_eq!(feed::value::<Size>("9"), Size::Small(9));
    assert_eq!(feed::value::<Size>("10"), Size::Large(10));
    let id = "2EB8AA08-aa98-11ea-b4aa-73b441d16380";
    assert_eq!(
        feed::value::<Size>(&format!("{id:?}")),
        Size::Name(id.to_owned())
    );
    assert_eq!(feed::value::<Size>(r#""a""#), Size::Other("a".to_owned()));
}

#[test]
fn the_schema_says_them() {
    let schema = serde_json::to_value(All::schema()).unwrap();
    let properties = &schema["properties"];
    assert_eq!(
        properties["age"],
        json!({"type": "integer", "minimum": 0, "maximum": 150})
    );
    assert_eq!(
        properties["offset"],
        json!({"type": ["number", "null"], "minimum": -2.5, "exclusiveMaximum": 1})
    );
    assert_eq!(
        properties["step"],
        json!({"type": ["integer", "null"], "exclusiveMinimum": -5, "multipleOf": 3})
    );
    assert_eq!(
        properties["code"],
        json!({"type": ["string", "null"], "minLength": 2, "maxLength": 3, "pattern": "^[a-zé]+$"})
    );
    assert_eq!(
        properties["day"],
        json!({"type": "string", "format": "date"})
    );
    assert_eq!(properties["list"]["minItems"], 1);
    assert_eq!(properties["list"]["maxItems"], 3);
    assert_eq!(properties["list"]["uniqueItems"], true);
    let schema = serde_json::to_value(Nested::schema()).unwrap();
    assert_eq!(
        schema["$defs"]["Percent"],
        json!({"type": "integer", "minimum": 0, "maximum": 100, "description": "A percentage."})
    );
    assert_eq!(schema["$defs"]["Words"]["minItems"], 1);
}

#[test]
fn many_elements_are_compared_in_linear_time() {
    #[derive(Extract, Debug)]
    struct List {
        #[extract(unique_items)]
        list: Vec<u32>,
    }

    let numbers: Vec<String> = (0..200_000u32).map(|n| n.to_string()).collect();
    let text = format!(r#"{{"list": [{}]}}"#, numbers.join(","));
    // Each with each would be 20 000 000 000 comparisons.
    let mut parser = Parser::<PartialList>::new();
    parser.feed(&text).unwrap();
    assert_eq!(parser.finish().unwrap().list.len(), 200_000);
}

/// They were compared as they were written: a map in the order of its hashes, a float with its fraction.
#[test]
fn equal_elements_are_found_however_they_are_written() {
    #[derive(Extract, Debug)]
    struct Maps {
        #[extract(unique_items)]
        list: Vec<HashMap<String, serde_json::Value>>,
    }

    for (first, second, equal) in [
        (
            r#"{"a": 1, "b": [2], "c": null}"#,
            r#"{"c": null, "b": [2], "a": 1}"#,
            true,
        ),
        (r#"{"a": 1}"#, r#"{"a": 1.0}"#, true),
        (r#"{"a": 0}"#, r#"{"a": -0.0}"#, true),
        (
            r#"{"a": 9007199254740993}"#,
            r#"{"a": 9007199254740992}"#,
            false,
        ),
        (r#"{"a": "1"}"#, r#"{"a": 1}"#, false),
        (r#"{"a": [1, 2]}"#, r#"{"a": [12]}"#, false),
    ] {
        let text = format!(r#"{{"list": [{first}, {second}]}}"#);
        let mut parser = Parser::<PartialMaps>::new();
        let read = parser.feed(&text).and_then(|()| parser.finish());
        assert_eq!(
            read.map_or(0, |maps| maps.list.len()),
            if equal { 0 } else { 2 },
            "{text}"
        );
    }
}

#[test]
fn the_bounds_of_the_type_stay_where_they_are_tighter() {
    #[derive(Extract)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Tight {
        #[extract(min_items = 1, max_items = 5)]
        array: [u8; 3],
        #[extract(min = -5, max = 1000)]
        byte: u8,
    }

    let schema = serde_json::to_value(Tight::schema()).unwrap();
    let array = &schema["properties"]["array"];
    assert_eq!(
        (&array["minItems"], &array["maxItems"]),
        (&json!(3), &json!(3))
    );
    let byte = &schema["properties"]["byte"];
    assert_eq!(
        (&byte["minimum"], &byte["maximum"]),
        (&json!(0), &json!(255))
    );
}

/// What the type says and what the attributes say is one schema, which some value has to fit.
#[test]
fn a_constraint_that_no_value_of_the_type_keeps_to_is_refused() {
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Beyond {
        #[extract(min = 256)]
        byte: u8,
        #[extract(exclusive_max = 0)]
        unsigned: Option<u64>,
        #[extract(min_items = 4)]
        array: [u8; 3],
        inner: Inner,
    }
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Inner(#[extract(exclusive_min = 127)] i8);

    let error = Beyond::schema().check().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "`byte`: no value is within `minimum` 256 and `maximum` 255; \
         `unsigned`: no value is within `minimum` 0 and `exclusiveMaximum` 0; \
         `array`: no value is within `minItems` 4 and `maxItems` 3; \
         `Inner`: no value is within `exclusiveMinimum` 127 and `maximum` 127"
    );
}

#[test]
fn a_constraint_that_one_value_of_the_type_keeps_to_is_fine() {
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Last {
        #[extract(min = 255)]
        byte: u8,
        #[extract(exclusive_min = 126)]
        signed: i8,
        #[extract(min_items = 3)]
        array: [u8; 3],
    }
    Last::schema().check().unwrap();
}
