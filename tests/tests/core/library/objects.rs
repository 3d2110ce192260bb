//! Ranges, durations and points in time: objects, as `serde` has them.

use super::{refuses, same, schema_of};
use crate::contract::assert_shown;
use crate::feed::{error, value};
use instructor_core::{
    ErrorKind, Extract, FieldState, Parser, Partial, PartialDuration, PartialRange,
};
use serde::Deserialize;
use serde_json::json;
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};
use std::time::{Duration, SystemTime};

#[test]
fn they_are_what_serde_reads() {
    same::<Range<i8>>(&[
        r#"{"start": -1, "end": 5}"#,
        r#"{"end": 5, "start": 7}"#,
        r#" { "st\u0061rt" : 1 , "end" : 2 } "#,
    ]);
    same::<Range<String>>(&[r#"{"start": "a\u00e9", "end": ""}"#]);
    same::<RangeInclusive<char>>(&[r#"{"start": "a", "end": "é"}"#]);
    same::<RangeFrom<u8>>(&[r#"{"start": 0}"#]);
    same::<RangeTo<f64>>(&[r#"{"end": 0.5}"#]);
    same::<Range<Range<u8>>>(&[
        r#"{"start": {"start": 1, "end": 2}, "end": {"start": 3, "end": 4}}"#,
    ]);
    same::<Duration>(&[
        r#"{"secs": 1, "nanos": 0}"#,
        r#"{"nanos": 999999999, "secs": 18446744073709551615}"#,
    ]);
    same::<SystemTime>(&[
        r#"{"secs_since_epoch": 1718810565, "nanos_since_epoch": 500}"#,
        r#"{"secs_since_epoch": 0, "nanos_since_epoch": 0}"#,
    ]);
}

/// Nanoseconds of a second and more count as seconds.
#[test]
fn nanoseconds_are_carried_over() {
    let text = r#"{"secs": 1, "nanos": 4294967295}"#;
    assert_eq!(value::<Duration>(text), serde_json::from_str(text).unwrap());
    let text = r#"{"secs_since_epoch": 1, "nanos_since_epoch": 1000000000}"#;
    assert_eq!(
        value::<SystemTime>(text),
        serde_json::from_str(text).unwrap()
    );
    refuses::<Duration>(
        r#"{"secs": 18446744073709551615, "nanos": 1000000000}"#,
        "the duration is too long at `[0]`",
    );
    refuses::<SystemTime>(
        r#"{"secs_since_epoch": 18446744073709551615, "nanos_since_epoch": 0}"#,
        "the point in time is too late at `[0]`",
    );
}

/// What does not fit as a whole is told at its path, beside what is missing.
#[test]
fn a_duration_that_is_too_long_is_a_fault_of_its_type() {
    #[derive(Extract, Deserialize, Debug, PartialEq)]
    struct Task {
        name: String,
        takes: Vec<Duration>,
    }
    const LONG: &str = r#"{"secs": 18446744073709551615, "nanos": 1000000000}"#;
    let long = format!(r#"{{"name": "n", "takes": [{{"secs": 1, "nanos": 0}}, {LONG}]}}"#);
    assert_eq!(
        error::<Task>(&long),
        "the duration is too long at `takes[1]`"
    );
    let nameless = format!(r#"{{"takes": [{LONG}]}}"#);
    assert_eq!(
        error::<Task>(&nameless),
        "the duration is too long at `takes[0]`; missing `name`"
    );
    let partial = PartialDuration {
        secs: Some(u64::MAX),
        nanos: Some(u32::MAX),
    };
    assert_eq!(partial.complete().unwrap_err().kind(), ErrorKind::Invalid);
    // It fits no variant that is one.
    #[derive(Extract, Deserialize, Debug, PartialEq)]
    #[serde(untagged)]
    enum Either {
        Duration(Duration),
        Else { secs: u64 },
    }
    assert_eq!(value::<Either>(LONG), Either::Else { secs: u64::MAX });
}

#[test]
fn their_fields_show_one_by_one() {
    assert_shown! { Range<String>:
        "{" => "{}", "";
        "\"start\":\"a" => r#"{"start":"a"}"#, "start";
        "b\",\"end\"" => r#"{"start":"ab"}"#, "end";
        ":\"" => r#"{"end":"","start":"ab"}"#, "end";
    }
    assert_shown! { Vec<Duration>:
        "[{\"secs\": 1" => "[{}]", "[0].secs";
        "9, " => r#"[{"secs":19}]"#, "[0]";
    }
    let mut parser = Parser::<PartialRange<u8>>::new();
    parser.feed(r#"{"start": 1, "#).unwrap();
    assert_eq!(parser.progress(), (1, 2));
    let range = parser.partial().unwrap();
    assert_eq!(parser.state_of(&range.start), FieldState::Closed);
    assert_eq!(parser.state_of(&range.end), FieldState::Absent);
}

#[test]
fn anything_else_is_an_error() {
    refuses::<Range<u8>>(r#"{"start": 1}"#, "missing `[0].end`");
    refuses::<Range<u8>>(
        "\"1..2\"",
        "expected an object, found a string at `[0]`, byte 1",
    );
    refuses::<RangeTo<u8>>(
        r#"{"end": "2"}"#,
        "expected an integer, found a string at `[0].end`, byte 9",
    );
    refuses::<Duration>("90", "expected an object, found a number at `[0]`, byte 1");
    refuses::<Duration>(
        r#"{"secs": 1.5, "nanos": 0}"#,
        "expected an integer, found 1.5 at `[0].secs`, byte 10",
    );
    refuses::<SystemTime>(
        r#"{"secs_since_epoch": null}"#,
        "expected an integer, found null at `[0].secs_since_epoch`, byte 22",
    );
}

/// As in our structs; `serde` refuses them here.
#[test]
fn unknown_keys_are_skipped() {
    let text = r#"{"start": 1, "unit": {"a": []}, "end": 2}"#;
    assert_eq!(value::<Range<u8>>(text), 1..2);
    assert!(serde_json::from_str::<Range<u8>>(text).is_err());
}

#[test]
fn their_schemas_are_objects() {
    assert_eq!(
        schema_of::<Duration>(),
        json!({
            "type": "object",
            "description": "A duration: whole seconds, and nanoseconds beyond them.",
            "properties": {
                "secs": {"type": "integer", "minimum": 0},
                "nanos": {"type": "integer", "minimum": 0, "maximum": 4294967295u32},
            },
            "required": ["secs", "nanos"],
        })
    );
    let ranges = schema_of::<Vec<Range<u8>>>();
    assert_eq!(ranges["items"], json!({"$ref": "#/$defs/Range_u8"}));
    assert_eq!(
        ranges["$defs"]["Range_u8"]["required"],
        json!(["start", "end"])
    );
    assert_eq!(schema_of::<RangeFrom<u8>>()["required"], json!(["start"]));
    assert_eq!(schema_of::<RangeTo<u8>>()["required"], json!(["end"]));
}

/// They share the object of a struct.
#[test]
fn they_can_be_flattened() {
    #[derive(Extract, Deserialize, Debug, PartialEq)]
    struct Span {
        text: String,
        #[serde(flatten)]
        place: Range<usize>,
    }
    let text = r#"{"start": 1, "text": "t", "end": 3}"#;
    assert_eq!(value::<Span>(text), serde_json::from_str(text).unwrap());
}
