//! Texts that are not quite JSON, mended in the same pass.

mod before;

use instructor_core::{Extract, Parser, Partial, Repair};
use serde_json::{Value, json};

/// What came of a text: the value and what was mended, or the error.
type Outcome = Result<(Value, Vec<String>), String>;

/// Reads `text` in the pieces that end at `cuts`.
fn read_at<P: Partial>(text: &str, cuts: &[usize]) -> Outcome {
    let mut parser = Parser::<P>::new().repair(Repair::Lenient);
    let mut start = 0;
    for &end in cuts.iter().chain([&text.len()]) {
        let piece = &text.as_bytes()[start..end];
        parser
            .feed_bytes(piece)
            .map_err(|error| error.to_string())?;
        start = end;
    }
    parser.end().map_err(|error| error.to_string())?;
    let repairs = parser.repairs().iter().map(ToString::to_string).collect();
    let value = match parser.partial() {
        Some(partial) => {
            parser.clone().finish().map_err(|error| error.to_string())?;
            as_json(partial)
        }
        None => Value::Null,
    };
    Ok((value, repairs))
}

fn as_json<P: Partial>(partial: &P) -> Value {
    struct Shown<'a, P>(&'a P);
    impl<P: Partial> serde::Serialize for Shown<'_, P> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize_partial(serializer)
        }
    }
    serde_json::to_value(Shown(partial)).unwrap()
}

/// Reads `text` whole, cut at each place, and byte by byte: always the same.
fn read<P: Partial>(text: &str) -> Outcome {
    let whole = read_at::<P>(text, &[]);
    for cut in 1..text.len() {
        assert_eq!(read_at::<P>(text, &[cut]), whole, "{text:?} cut at {cut}");
    }
    let cuts: Vec<usize> = (1..text.len()).collect();
    assert_eq!(read_at::<P>(text, &cuts), whole, "{text:?} byte by byte");
    whole
}

#[derive(Extract)]
#[allow(dead_code, reason = "it is looked at as JSON")]
struct Person {
    name: String,
    age: Option<u8>,
    tags: Option<Vec<String>>,
    boss: Option<Box<Person>>,
}

#[track_caller]
fn person(text: &str, expected: Value) {
    let (value, repairs) =
        read::<PartialPerson>(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(value, expected, "{text:?} {repairs:?}");
}

#[track_caller]
fn any(text: &str, expected: Value, repairs: &[&str]) {
    let (value, found) = read::<Value>(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(value, expected, "{text:?} {found:?}");
    assert_eq!(found, repairs, "{text:?}");
}

#[test]
fn what_stands_around_the_value_is_not_read() {
    let ana = || json!({"name": "Ana"});
    for text in [
        r#"{"name": "Ana"}"#,
        "\u{feff}{\"name\": \"Ana\"}",
        "Sure! Here it is:\n```json\n{\"name\": \"Ana\"}\n```\nAnything else?",
        "~~~\n{\"name\": \"Ana\"}\n~~~",
        "<think>Is {\"name\": \"Bo\"} right? No.</think>{\"name\": \"Ana\"}",
        "I {think} that [it] is { \"x\": 1 } \"so\" {\"name\": \"Ana\"} {\"name\": \"Bo\"}",
        "A < B, and <thing> {\"name\": \"Ana\"}",
        "{\"result\": {\"name\": \"Ana\"}",
    ] {
        person(text, ana());
    }
}

#[test]
fn syntax() {
    any(
        "[1, 2,]",
        json!([1, 2]),
        &["an extra comma at `[2]`, byte 6"],
    );
    any("[,1]", json!([1]), &["an extra comma at `[0]`, byte 1"]);
    any(
        "[1,,2]",
        json!([1, 2]),
        &["an extra comma at `[1]`, byte 3"],
    );
    any("[1 2]", json!([1, 2]), &["a missing comma at byte 3"]);
    any(
        "[\"a\" \"b\"]",
        json!(["a", "b"]),
        &["a missing comma at byte 5"],
    );
    any(
        "{\"a\": 1,}",
        json!({"a": 1}),
        &["an extra comma at byte 8"],
    );
    any(
        "{,\"a\": 1}",
        json!({"a": 1}),
        &["an extra comma at byte 1"],
    );
    any(
        "{\"a\": 1 \"b\": 2}",
        json!({"a": 1, "b": 2}),
        &["a missing comma at byte 8"],
    );
    any(
        "{\"a\" 1}",
        json!({"a": 1}),
        &["a missing colon at `a`, byte 5"],
    );
    any(
        "{\"a\" = 1}",
        json!({"a": 1}),
        &["a missing colon at `a`, byte 5"],
    );
    any(
        "{\"a\": , \"b\": 1}",
        json!({"a": null, "b": 1}),
        &["a missing value at `a`, byte 6"],
    );
    any(
        "{'a': 'it''s'}",
        json!({"a": "it''s"}),
        &["other quotes at byte 1", "other quotes at `a`, byte 6"],
    );
    any(
        "{a: b c, d: True, e: None, f: .5}",
        json!({"a": "b c", "d": true, "e": null, "f": 0.5}),
        &[
            "missing quotes at byte 1",
            "missing quotes at `a`, byte 4",
            "missing quotes at byte 9",
            "a word of another language at `d`, byte 12",
            "missing quotes at byte 18",
            "a word of another language at `e`, byte 21",
            "missing quotes at byte 27",
            "a number in another form at `f`, byte 30",
        ],
    );
    any(
        "{\"a\": 12-03-2024, \"b\": tru}",
        json!({"a": "12-03-2024", "b": "tru"}),
        &[
            "missing quotes at `a`, byte 6",
            "missing quotes at `b`, byte 23",
        ],
    );
    any(
        "{\"a\": \"say \"hi\", now\"}",
        json!({"a": "say \"hi\", now"}),
        &[
            "a quote in a string at `a`, byte 11",
            "a quote in a string at `a`, byte 14",
        ],
    );
    any(
        "{\"a\": \"one\ntwo\"}",
        json!({"a": "one\ntwo"}),
        &["a control character in a string at `a`, byte 10"],
    );
    any(
        r#"{"a": "\d\'\u12 \ud83d!"}"#,
        json!({"a": "\\d'\\u12 \u{fffd}!"}),
        &[
            "an invalid escape at `a`, byte 8",
            "an invalid escape at `a`, byte 10",
            "an invalid escape at `a`, byte 15",
            "an invalid escape at `a`, byte 22",
        ],
    );
    any(
        "{\"a\": [1, 2}",
        json!({"a": [1, 2]}),
        &["a missing bracket at `a`, byte 11"],
    );
    any("[1, 2}", json!([1, 2]), &["a wrong bracket at byte 5"]);
    any(
        "// so\n{\"a\": /* 1 */ 2 // two\n, # three\n\"b\": 3}",
        json!({"a": 2, "b": 3}),
        &[
            "a comment at `a`, byte 12",
            "a comment at byte 22",
            "a comment at byte 31",
        ],
    );
    any(
        "{\"a\": \"\"\"so \"it\" is\"\"\"}",
        json!({"a": "so \"it\" is"}),
        &["other quotes at `a`, byte 7"],
    );
}

/// What a review found: each was a wrong value, or another one where the text was cut.
#[test]
fn no_wrong_values() {
    let words = read::<Vec<bool>>("[maybe, true]").unwrap_err();
    assert!(words.contains("a bool"), "{words}");
    let words = read::<Vec<u8>>("[1, three]").unwrap_err();
    assert_eq!(words, "expected a number, found \"three\" at `[1]`, byte 4");
    let thousands = read::<Vec<f64>>("[1,000, 2]").unwrap_err();
    assert!(thousands.contains("three digits"), "{thousands}");
    assert!(read::<Vec<f64>>("[[1, 2], [3]]").is_err());
    let range = read::<Vec<u8>>("[300, 1, 2]").unwrap_err();
    assert_eq!(range, "300 is out of range for u8 at `[0]`, byte 1");
    // A predicted key is one only where a colon follows.
    let _ = read::<PartialPerson>(
        r#"{"name": "Ana", "age": 3, "tags"x: ["a"], "boss": {"name": "Bo"}}"#,
    );
    // Many backticks, and words behind a brace, are read once.
    for text in [
        format!("[\"a\",{}", "`".repeat(60_000)),
        format!("{{ {}", "word ".repeat(12_000)),
    ] {
        let mut parser = Parser::<Vec<String>>::new().repair(Repair::Lenient);
        let mut pieces = text.as_bytes().chunks(1);
        let _ = pieces.try_for_each(|piece| parser.feed_bytes(piece));
    }
}

/// Somebody who is quoted in a text sets no field, and what is cut off a text is not lost without a word.
#[test]
fn a_quote_in_a_text_is_no_key() {
    person(
        r#"{"age": 3, "name": "he wrote "ok", age: 40"}"#,
        json!({"age": 3, "name": "he wrote \"ok\", age: 40"}),
    );
    person(
        "{'name': 'Ana \"Nu\"', age: 3}",
        json!({"name": "Ana \"Nu\"", "age": 3}),
    );
    person(
        "{name: 'Ana', tags: ['a'], age: 3}",
        json!({"name": "Ana", "tags": ["a"], "age": 3}),
    );
    for text in [
        r#"{"name": "print("a", "b")", "age": 3}"#,
        r#"{"name": "a = ["x", "y"]", "age": 3}"#,
        r#"{"name": "see "a", "b"", "age": 3}"#,
        r#"{"age": 3, "name": "see "a", "age"", "tags": []}"#,
    ] {
        let error = read::<PartialPerson>(text).unwrap_err();
        assert!(
            error.contains("not written as an escape"),
            "{text}: {error}"
        );
    }
    assert!(
        read::<std::collections::BTreeMap<String, Option<u8>>>(r#"{"a": 1, "b", "c": 2}"#).is_err()
    );
}

#[test]
fn other_marks_between_key_and_value() {
    for mark in ["=", "=>", " => ", " "] {
        let text = format!(r#"{{"name"{mark}"Ana"}}"#);
        person(&text, json!({"name": "Ana"}));
    }
}
