//! JSON that does not fit the type: which kind, where, and in which words.

use crate::feed::{error, error_kind, outcome, value};
use crate::types::*;
use instructor_core::{ErrorKind, Extract, Parser};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

#[test]
fn another_kind_of_value() {
    assert_eq!(
        error::<Vec<bool>>("[1]"),
        "expected a bool, found a number at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<u8>>("[\"1\"]"),
        "expected an integer, found a string at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<f64>>("[null]"),
        "expected a number, found null at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<String>>("[{}]"),
        "expected a string, found an object at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<char>>("[true]"),
        "expected a string of one character, found a bool at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<Vec<u8>>>("[[], {}]"),
        "expected a list, found an object at `[1]`, byte 5"
    );
    assert_eq!(
        error::<Point>(" []"),
        "expected an object, found a list at byte 1"
    );
    assert_eq!(
        error::<BTreeMap<String, u8>>("\"a\""),
        "expected an object, found a string at byte 0"
    );
    assert_eq!(
        error::<Vec<Role>>("[false]"),
        "expected a string, found a bool at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<Option<u8>>>("[null, []]"),
        "expected an integer, found a list at `[1]`, byte 7"
    );
}

#[test]
fn every_kind_of_value_for_every_kind_of_type() {
    const VALUES: &[(&str, &str)] = &[
        ("null", "null"),
        ("bool", "true"),
        ("number", "1"),
        ("string", "\"a\""),
        ("list", "[1]"),
        ("object", "{\"a\": 1}"),
    ];

    fn takes<T: Extract + Debug + PartialEq>(kinds: &[&str]) {
        for (kind, text) in VALUES {
            let text = format!("[{text}]");
            if kinds.contains(kind) {
                value::<Vec<T>>(&text);
            } else {
                assert_eq!(error_kind::<Vec<T>>(&text), ErrorKind::Type, "{text}");
            }
        }
    }

    takes::<bool>(&["bool"]);
    takes::<u128>(&["number"]);
    takes::<f32>(&["number"]);
    takes::<char>(&["string"]);
    takes::<String>(&["string"]);
    takes::<Tag>(&["string"]);
    takes::<Box<str>>(&["string"]);
    takes::<Vec<u8>>(&["list"]);
    takes::<Empty>(&["object"]);
    takes::<BTreeMap<String, u8>>(&["object"]);
    takes::<Option<String>>(&["null", "string"]);
    takes::<Box<Option<Vec<u8>>>>(&["null", "list"]);
    takes::<Value>(&["null", "bool", "number", "string", "list", "object"]);
    takes::<Role>(&[]);
}

#[test]
fn integers_out_of_range() {
    assert_eq!(
        error::<Vec<u8>>("[255, 256]"),
        "256 is out of range for u8 at `[1]`, byte 6"
    );
    assert_eq!(
        error::<Vec<i8>>("[-128, -129]"),
        "-129 is out of range for i8 at `[1]`, byte 7"
    );
    assert_eq!(
        error::<Vec<u64>>("[-1]"),
        "-1 is out of range for u64 at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<i64>>("[99999999999999999999]"),
        "99999999999999999999 is out of range for i64 at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<u128>>("[3402823669209384634633746074317682114560]"),
        "34028236692093846346337460743176… is out of range for u128 at `[0]`, byte 1"
    );
}

#[test]
fn floats_for_integers() {
    assert_eq!(
        error::<Vec<u8>>("[1.0]"),
        "expected an integer, found 1.0 at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<i64>>("[1e3]"),
        "expected an integer, found 1e3 at `[0]`, byte 1"
    );
    for float in ["1.5", "-0.0", "1E0", "0e0", "1e-1"] {
        assert_eq!(
            error_kind::<Vec<i32>>(&format!("[{float}]")),
            ErrorKind::Type,
            "{float}"
        );
    }
}

#[test]
fn integers_at_their_bounds() {
    fn both<T: Extract + Debug + PartialEq + std::str::FromStr>(bounds: [&str; 2]) {
        let text = format!("[{}, {}]", bounds[0], bounds[1]);
        let parsed = bounds.map(|bound| bound.parse::<T>().ok());
        assert_eq!(
            value::<Vec<T>>(&text)
                .into_iter()
                .map(Some)
                .collect::<Vec<_>>(),
            parsed
        );
    }

    both::<i8>(["-128", "127"]);
    both::<u16>(["0", "65535"]);
    both::<i64>(["-9223372036854775808", "9223372036854775807"]);
    both::<u64>(["0", "18446744073709551615"]);
    both::<i128>([
        "-170141183460469231731687303715884105728",
        "170141183460469231731687303715884105727",
    ]);
    both::<u128>(["0", "340282366920938463463374607431768211455"]);
    both::<isize>(["-9223372036854775808", "9223372036854775807"]);
    both::<usize>(["0", "18446744073709551615"]);
}

/// An integer of JSON Schema, which servers that constrain the output by one let through.
#[test]
fn minus_zero() {
    assert_eq!(value::<Vec<u8>>("[-0]"), [0]);
    assert_eq!(value::<Vec<i128>>("[-0]"), [0]);
    assert!(value::<Vec<f64>>("[-0]")[0].is_sign_negative());
    assert!(value::<Vec<f32>>("[-0.0]")[0].is_sign_negative());
    let value = value::<Vec<Value>>("[-0]");
    assert_eq!(value, serde_json::from_str::<Vec<Value>>("[-0]").unwrap());
    assert_eq!(value[0].to_string(), "-0.0");
}

#[test]
fn floats_out_of_range() {
    assert_eq!(
        error::<Vec<f64>>("[1e999]"),
        "1e999 is out of range for f64 at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<f32>>("[-1e39]"),
        "-1e39 is out of range for f32 at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<Value>>("[1e999]"),
        "1e999 is out of range for f64 at `[0]`, byte 1"
    );
    assert_eq!(
        value::<Vec<f64>>("[1e-999, 1.7976931348623157e308, 5e-324]"),
        [0.0, f64::MAX, 5e-324]
    );
    // Nobody asked for it.
    assert_eq!(value::<Empty>("{\"a\": 1e999}"), Empty {});
}

#[test]
fn floats_are_rounded_once() {
    // By way of an f64 the first would be 1.0.
    assert_eq!(
        value::<Vec<f32>>("[1.00000005960464478]")[0].to_bits(),
        1.000_000_1_f32.to_bits()
    );
    assert_eq!(
        value::<Vec<f64>>("[9007199254740993, 0.1e1]"),
        [9_007_199_254_740_992.0, 1.0]
    );
}

#[test]
fn numbers_of_any_size_without_a_type() {
    let text = "[18446744073709551615, 18446744073709551616, -9223372036854775808, -9223372036854775809, 1.0, 1e2]";
    assert_eq!(
        value::<Value>(text),
        serde_json::from_str::<Value>(text).unwrap()
    );
}

#[test]
fn characters() {
    assert_eq!(
        value::<Vec<char>>(r#"["a", "\n", "\u00e9", "\ud83d\ude00", "漢"]"#),
        ['a', '\n', 'é', '😀', '漢']
    );
    assert_eq!(
        error::<Vec<char>>("[\"\"]"),
        "expected one character, found \"\" at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<char>>("[\"ab\"]"),
        "expected one character, found \"ab\" at `[0]`, byte 1"
    );
    assert_eq!(
        error::<Vec<char>>("[\"a long string that nobody wants to read\"]"),
        "expected one character, found \"a long string that nobody wants …\" at `[0]`, byte 1"
    );
}

#[test]
fn variants() {
    let roles = value::<Vec<Role>>(
        r#"["admin", "visitor", "guest", "\u0061dmin-of-everything", "admin \"of\" nöthing 🦀"]"#,
    );
    assert_eq!(
        roles,
        [
            Role::Admin,
            Role::Guest,
            Role::Guest,
            Role::AdminOfEverything,
            Role::AdminOfNothing
        ]
    );
    assert_eq!(
        error::<Vec<Role>>("[\"Admin\"]"),
        "unknown variant `Admin`, expected one of `admin`, `admin-of-everything`, `admin \"of\" nöthing 🦀`, `guest` at `[0]`, byte 1"
    );
    for text in ["", "admi", "admin-", "admin-of-everything!", "GUEST"] {
        assert_eq!(
            error_kind::<Vec<Role>>(&format!("[\"{text}\"]")),
            ErrorKind::Type,
            "{text}"
        );
    }
}

#[test]
fn the_path_leads_to_the_place() {
    let text = r#"{"customer": {"name": "A", "roles": ["guest", 7]}}"#;
    assert_eq!(
        error::<Invoice>(text),
        "expected a string, found a number at `customer.roles[1]`, byte 46"
    );
    assert_eq!(
        error::<Invoice>(r#"{"lines": [{"text": "", "count": -1}]}"#),
        "-1 is out of range for u32 at `lines[0].count`, byte 33"
    );
    assert_eq!(
        error::<Invoice>(r#"{"extra": {"a b": null}}"#),
        "expected a string, found null at `extra[\"a b\"]`, byte 18"
    );
    assert_eq!(
        error::<BTreeMap<String, u8>>(r#"{"é-1": {}}"#),
        "expected an integer, found an object at `é-1`, byte 9"
    );
    let node = r#"{"children": [{}, {"next": {"children": [{"name": 0}]}}]}"#;
    assert_eq!(
        error::<Node>(node),
        "expected a string, found a number at `children[1].next.children[0].name`, byte 50"
    );
    // By the name that it has in the JSON, whichever alias stood there.
    assert_eq!(
        error::<Names>(r#"{"mail": 1}"#),
        "expected a string, found a number at `emailAddress`, byte 9"
    );
    assert_eq!(
        error::<Names>(r#"{"größe 📏": ""}"#),
        "expected a number, found a string at `[\"größe 📏\"]`, byte 17"
    );
}

#[test]
fn what_was_read_before_an_error_stays() {
    let fault =
        outcome::<Invoice>(r#"{"number": "7", "lines": [{"text": "abc\n", "count": []}]}"#).fault();
    let partial = fault.partial.unwrap();
    assert_eq!(partial.number.as_deref(), Some("7"));
    assert_eq!(partial.lines.unwrap()[0].text.as_deref(), Some("abc\n"));
}

#[test]
fn an_error_repeats() {
    let mut parser = Parser::<Vec<u8>>::new();
    parser.feed("[1, ").unwrap();
    let first = parser.feed("x").unwrap_err().to_string();
    assert_eq!(parser.feed(" 2]").unwrap_err().to_string(), first);
    assert_eq!(parser.feed("").unwrap_err().to_string(), first);
    assert_eq!(parser.feed_bytes(b"\xff").unwrap_err().to_string(), first);
    assert_eq!(parser.partial(), Some(&vec![1]));
    assert!(!parser.is_closed());
    let last = parser.finish().unwrap_err();
    assert_eq!(last.to_string(), first);
    assert_eq!(last.partial(), Some(&vec![1u8]));
}
