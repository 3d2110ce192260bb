//! What is said of names, and what only a serializer obeys.

use super::{refused, same};
use instructor_core::Extract;
use serde::{Deserialize, Serialize};

mod module {
    pub(super) fn serialize<S: serde::Serializer>(
        _: &u8,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

#[derive(Extract, Serialize, Deserialize, Debug, PartialEq)]
#[serde(crate = "serde", bound(serialize = ""))]
struct Passed {
    #[serde(skip_deserializing, skip_serializing_if = "String::is_empty")]
    skipped: String,
    #[serde(skip_deserializing, default = "seven")]
    seven: u8,
    #[serde(skip_serializing)]
    secret: String,
    #[serde(serialize_with = "module::serialize")]
    with: u8,
    #[serde(alias = "own", alias = "other", alias = "other")]
    own: u8,
    kind: Kind,
}

fn seven() -> u8 {
    7
}

#[derive(Extract, Serialize, Deserialize, Debug, Clone, PartialEq)]
#[allow(dead_code)]
enum Kind {
    #[serde(alias = "A", alias = "a")]
    A,
    #[serde(skip_serializing)]
    B,
    #[serde(skip_deserializing)]
    C,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Ours {
    #[extract(skip)]
    #[serde(skip)]
    skipped: Option<std::time::Instant>,
    shown: u8,
}

#[test]
fn what_a_serializer_obeys_passes() {
    let value = same::<Passed>(
        r#"{"skipped": 5, "seven": "x", "secret": "s", "with": 1, "other": 2, "kind": "a"}"#,
    );
    assert_eq!((value.skipped.as_str(), value.seven, value.own), ("", 7, 2));
    same::<Passed>(r#"{"secret": "s", "with": 1, "own": 2, "kind": "B"}"#);
    refused::<Passed>(r#"{"secret": "s", "with": 1, "own": 2, "kind": "C"}"#);
    refused::<Passed>(r#"{"secret": "s", "with": 1, "own": 2, "kind": null}"#);
    refused::<Passed>(r#"{"secret": "s", "own": 2, "kind": "A"}"#);
}

#[test]
fn what_is_skipped_is_not_asked_for() {
    assert_eq!(
        same::<Ours>(r#"{"skipped": {"a": 1}, "shown": 1}"#),
        Ours {
            skipped: None,
            shown: 1
        }
    );
    let names = |schema: instructor_core::Schema| -> Vec<String> {
        schema
            .properties()
            .iter()
            .map(|(name, _)| name.clone())
            .collect()
    };
    assert_eq!(names(Ours::schema()), ["shown"]);
    assert_eq!(names(Passed::schema()), ["secret", "with", "own", "kind"]);
    let schema = serde_json::to_value(Kind::schema()).unwrap();
    assert_eq!(schema["enum"], serde_json::json!(["A", "B"]));
}
