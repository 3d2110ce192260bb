//! One text: what it is read as, what comes of it, and what should.

use instructor_core::{ErrorKind, Extract, Parser, Repair, Repaired};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::path::PathBuf;

/// A text as a model wrote it, and what should come of it.
#[derive(Deserialize, Debug)]
pub(super) struct Case {
    /// Which test of which project it is from. Shortened to what tells it apart when it is loaded.
    #[serde(rename = "source")]
    pub(super) name: String,
    pub(super) input: String,
    expected: Value,
}

impl Case {
    /// All of them, or `None` with a word about it if there are none.
    pub(super) fn load() -> Option<Vec<Case>> {
        let Some(shared) = std::env::var_os("SHARED") else {
            eprintln!("skipped: SHARED is not set, so no messy texts are read");
            return None;
        };
        let path = PathBuf::from(shared).join("cases/messy.json");
        let text = std::fs::read_to_string(path).unwrap();
        let mut cases: Vec<Case> = serde_json::from_str(&text).unwrap();
        let mut counts = HashMap::<String, usize>::new();
        for case in &mut cases {
            let (_, name) = case.name.rsplit_once('/').unwrap();
            case.name = name.replace(".rs::", "::").replace(".json", "");
            *counts.entry(case.name.clone()).or_default() += 1;
        }
        let mut ordinals = HashMap::<String, usize>::new();
        for case in &mut cases {
            if counts[&case.name] > 1 {
                let ordinal = ordinals.entry(case.name.clone()).or_default();
                *ordinal += 1;
                case.name = format!("{}#{ordinal}", case.name);
            }
        }
        Some(cases)
    }

    /// The group that it is from: the name of a file of tests, or of a folder of cases.
    pub(super) fn group(&self) -> &str {
        let (group, _) = self.name.split_once("::").unwrap_or(("recovery", ""));
        group
    }

    /// By what it is mapped: several texts of one test have one type.
    pub(super) fn test(&self) -> &str {
        self.name.split('#').next().unwrap_or_default()
    }

    /// Whether an error should come of it.
    pub(super) fn expects_error(&self) -> bool {
        self.expected.get("$error").is_some()
    }

    pub(super) fn passes(&self, read: &Read) -> bool {
        match &read.value {
            Ok(value) => !self.expects_error() && same(&self.expected, value),
            Err(_) => self.expects_error(),
        }
    }
}

/// The same JSON. A field that is absent is null, and a number is its value.
fn same(one: &Value, other: &Value) -> bool {
    let within = |one: &Map<String, Value>, other: &Map<String, Value>| {
        let mut fields = one.iter();
        fields.all(|(key, value)| same(value, other.get(key).unwrap_or(&Value::Null)))
    };
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => within(one, other) && within(other, one),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        _ => one == other,
    }
}

/// What came of a text: all that must be the same however it is cut.
#[derive(Debug, PartialEq)]
pub(super) struct Read {
    pub(super) value: Result<Value, ErrorKind>,
    /// Of the error.
    message: String,
    repairs: Vec<Repaired>,
}

/// Texts that are read as one type, by the names of their tests.
pub(super) struct Cases {
    pub(super) read: fn(&str) -> Read,
    pub(super) tests: &'static [&'static str],
}

/// Texts that are read as a `T`.
pub(super) const fn of<T: Extract + Serialize>(tests: &'static [&'static str]) -> Cases {
    Cases {
        read: read::<T>,
        tests,
    }
}

/// Reads a text as a `T`, whole and byte by byte.
pub(super) fn read<T: Extract + Serialize>(text: &str) -> Read {
    let whole = in_pieces::<T>([text.as_bytes()]);
    let bytes = in_pieces::<T>(text.as_bytes().chunks(1));
    assert_eq!(bytes, whole, "byte by byte, and whole: {text:?}");
    whole
}

fn in_pieces<'a, T: Extract + Serialize>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut parser = Parser::<T::Partial>::new().repair(Repair::Lenient);
    for piece in pieces {
        if parser.feed_bytes(piece).is_err() {
            break;
        }
    }
    // Its error, and that of a piece, are given by `finish` again.
    let _ = parser.end();
    let repairs = parser.repairs().to_vec();
    match parser.finish() {
        Ok(value) => Read {
            value: Ok(serde_json::to_value(value).unwrap()),
            message: String::new(),
            repairs,
        },
        Err(error) => Read {
            value: Err(error.kind()),
            message: error.to_string(),
            repairs,
        },
    }
}
