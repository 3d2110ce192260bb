//! Maps whose keys are more than texts, against `serde_json`.

use crate::feed;
use indexmap::IndexMap;
use instructor_core::{Extract, Parser};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::net::IpAddr;
use std::num::NonZero;
use std::sync::Arc;

/// That map, as `serde_json` reads it, at every cut.
fn same<T: Extract + DeserializeOwned + PartialEq + Debug>(text: &str) {
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(feed::value::<T>(text), value, "{text}");
}

/// A key that neither takes.
fn wrong<T: Extract + DeserializeOwned + PartialEq + Debug>(text: &str, error: &str) {
    serde_json::from_str::<T>(text).unwrap_err();
    assert_eq!(feed::error::<T>(text), error, "{text}");
}

#[test]
fn integers() {
    macro_rules! integers {
        ($($type:ident)*) => {$(
            for key in [$type::MIN, 0, 1, 10, $type::MAX] {
                let text = format!(r#"{{"{key}": "a", "7": "b", "{key}": "c"}}"#);
                same::<BTreeMap<$type, String>>(&text);
                same::<HashMap<$type, String>>(&text);
                same::<IndexMap<$type, String>>(&text);
            }
            same::<BTreeMap<NonZero<$type>, String>>(r#"{"1": "a", "2": "b"}"#);
            for key in ["", "x", "01", "00", "+1", " 1", "1 ", "1.0", "1e1", "-", "--1", "0x1", "99999999999999999999999999999999999999999"] {
                let error = format!("expected an integer as a key, found `{}`", short(key));
                let text = format!(r#"{{"{key}": "a"}}"#);
                wrong::<BTreeMap<$type, String>>(&text, &format!("{error} at byte 1"));
                let text = format!(r#"[{{"{key}": "a"}}]"#);
                wrong::<Vec<HashMap<$type, String>>>(&text, &format!("{error} at `[0]`, byte 2"));
            }
            let error = "expected an integer other than 0 as a key, found `0` at byte 1";
            wrong::<BTreeMap<NonZero<$type>, u8>>(r#"{"0": 1}"#, error);
        )*};
    }
    integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
    wrong::<BTreeMap<u8, u8>>(
        r#"{"1": 1, "256": 2}"#,
        "expected an integer as a key, found `256` at byte 9",
    );
    wrong::<BTreeMap<u8, u8>>(
        r#"{"-1": 1}"#,
        "expected an integer as a key, found `-1` at byte 1",
    );
}

fn short(key: &str) -> String {
    match key.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}

#[test]
fn chars_and_bools() {
    for text in [
        "{}",
        r#"{"a": [1], "é": [], "\"": [2], "🦀": [3, 4], "\u0041": []}"#,
    ] {
        same::<BTreeMap<char, Vec<u8>>>(text);
        same::<HashMap<char, Vec<u8>>>(text);
    }
    wrong::<BTreeMap<char, u8>>(
        r#"{"ab": 1}"#,
        "expected one character as a key, found `ab` at byte 1",
    );
    wrong::<BTreeMap<char, u8>>(
        r#"{"": 1}"#,
        "expected one character as a key, found `` at byte 1",
    );
    same::<BTreeMap<bool, u8>>(r#"{"true": 1, "false": 2}"#);
    wrong::<BTreeMap<bool, u8>>(
        r#"{"yes": 1}"#,
        "expected `true` or `false` as a key, found `yes` at byte 1",
    );
}

#[test]
fn texts() {
    let text = r#"{"a": {"x": 1}, "": {}, "the \"key\"": {"y": 2, "y": 3}}"#;
    same::<HashMap<Box<str>, BTreeMap<Arc<str>, u8>>>(text);
    same::<IndexMap<Cow<'static, str>, HashMap<String, u8>>>(text);
    same::<BTreeMap<IpAddr, u8>>(r#"{"127.0.0.1": 1, "::1": 2}"#);
    wrong::<BTreeMap<IpAddr, u8>>(
        r#"{"127.0.0": 1}"#,
        "expected an IP address such as \"192.0.2.1\" as a key, found `127.0.0` at byte 1",
    );
    same::<BTreeMap<uuid::Uuid, u8>>(r#"{"67e55044-10b1-426f-9247-bb680e5fe0c8": 1}"#);
    same::<BTreeMap<chrono::NaiveDate, u8>>(r#"{"2024-06-19": 1}"#);
    same::<BTreeMap<jiff::civil::Date, u8>>(r#"{"2024-06-19": 1}"#);
}

/// The order is that of the text; a second value takes the place of the first.
#[test]
fn an_index_map_keeps_its_order() {
    for text in [
        r#"{"z": 1, "a": 2, "m": 3}"#,
        r#"{"z": 1, "a": 2, "m": 3, "z": 4}"#,
        r#"{"z": 1, "a": 2, "m": 3, "a": 4, "b": 5, "z": 6}"#,
        r#"{"z": 1, "z": 2}"#,
    ] {
        let read: IndexMap<String, u8> = serde_json::from_str(text).unwrap();
        let order: Vec<_> = read.iter().collect();
        for cut in 0..text.len() {
            let mut parser = Parser::<IndexMap<String, u8>>::new();
            parser.feed(&text[..cut]).unwrap();
            parser.feed(&text[cut..]).unwrap();
            let value = parser.finish().unwrap();
            assert_eq!(
                value.iter().collect::<Vec<_>>(),
                order,
                "cut at {cut} of {text}"
            );
        }
    }
    let text = r#"[{"key": "z", "value": 1}, {"value": 2, "key": "a"}, {"key": "z", "value": 3}]"#;
    let value = feed::value::<IndexMap<String, u8>>(text);
    assert_eq!(
        value.into_iter().collect::<Vec<_>>(),
        [("z".to_owned(), 3), ("a".to_owned(), 2)]
    );
}

/// Keys are read as numbers are, which is a little more than `serde_json` takes.
#[test]
fn more_than_serde_json_takes() {
    assert_eq!(
        feed::value::<BTreeMap<u8, u8>>(r#"{"-0": 1}"#),
        BTreeMap::from([(0, 1)])
    );
    assert_eq!(
        feed::value::<BTreeMap<u8, u8>>(r#"{"\u0031": 1}"#),
        BTreeMap::from([(1, 1)])
    );
}

#[test]
fn keys_are_told_by_their_text() {
    let mut parser = Parser::<BTreeMap<i8, BTreeMap<bool, String>>>::new().with_changes();
    parser
        .feed(r#"{"-3": {"true": "yes", "false": "n"#)
        .unwrap();
    assert_eq!(parser.path().to_string(), "-3.false");
    let changes: Vec<String> = parser.changes().iter().map(ToString::to_string).collect();
    assert_eq!(changes, [r#"-3.true + "yes", closed"#, r#"-3.false + "n""#]);
    let state = |path: &str| format!("{:?}", parser.state(&path.parse().unwrap()));
    assert_eq!(
        [state("-3.true"), state("-3.false"), state("3"), state("x")],
        ["Closed", "Open", "Absent", "Absent"]
    );

    #[derive(Extract, Debug, PartialEq)]
    struct Point {
        x: u8,
    }
    assert_eq!(
        feed::error::<HashMap<u16, Point>>(r#"{"500": {}}"#),
        "missing `500.x`"
    );
}

#[test]
fn entries_have_typed_keys_too() {
    let map = BTreeMap::from([(1u8, 'a'), (2, 'b')]);
    assert_eq!(
        feed::value::<BTreeMap<u8, char>>(
            r#"[{"key": "1", "value": "a"}, {"value": "b", "key": "2"}]"#
        ),
        map
    );
    for text in [
        r#"[{"key": "x", "value": "a"}]"#,
        r#"[{"value": "a", "key": "x"}]"#,
    ] {
        let at = text.find(r#""x""#).unwrap();
        assert_eq!(
            feed::error::<BTreeMap<u8, char>>(text),
            format!("expected an integer as a key, found `x` at byte {at}")
        );
    }
}

#[test]
fn the_schema_says_what_keys_are() {
    let schema = |schema: instructor_core::Schema| serde_json::to_value(schema.reshaped()).unwrap();
    assert_eq!(
        serde_json::to_value(BTreeMap::<u8, bool>::schema()).unwrap(),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "additionalProperties": {"type": "boolean"},
            "propertyNames": {"pattern": "^(0|[1-9][0-9]*)$"},
        })
    );
    assert_eq!(
        schema(HashMap::<char, bool>::schema()),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "key": {"type": "string", "minLength": 1, "maxLength": 1},
                    "value": {"type": "boolean"},
                },
                "required": ["key", "value"],
                "additionalProperties": false,
            },
        })
    );
}
