//! `#[extract(literal = "…")]`: a field of one value.

use crate::feed::{error, outcome, value};
use instructor_core::{Extract, Parser};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Message {
    /// What it is.
    #[extract(literal = "message é\"")]
    kind: String,
    #[serde(rename = "v", alias = "version", default = "first")]
    #[extract(literal = "v1")]
    version: Arc<str>,
    #[extract(literal = "")]
    empty: Box<str>,
    #[extract(needed)]
    #[extract(literal = "needed")]
    needed: String,
    text: String,
}

fn first() -> Arc<str> {
    "v0".into()
}

const MESSAGE: &str =
    r#"{"kind": "message \u00e9\"", "v": "v1", "empty": "", "needed": "needed", "text": "t"}"#;

#[test]
fn any_cut_gives_the_value() {
    assert_eq!(
        value::<Message>(MESSAGE),
        serde_json::from_str(MESSAGE).unwrap()
    );
    let alias = MESSAGE.replace("\"v\"", "\"version\"");
    assert_eq!(&*value::<Message>(&alias).version, "v1");
    for replaced in ["", "\"v\": null, "] {
        let text = MESSAGE.replace("\"v\": \"v1\", ", replaced);
        assert_eq!(value::<Message>(&text).version, first());
    }
}

/// It shows when it is whole, as a name does.
#[test]
fn it_shows_when_whole() {
    let mut parser = Parser::<PartialMessage>::new();
    parser
        .feed("{\"text\": \"t\", \"kind\": \"message é\\\"\", \"needed\": \"neede")
        .unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("d").unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("\", \"v\": \"v1").unwrap();
    let message = parser.partial().unwrap();
    assert_eq!(
        (message.needed.as_deref(), message.version.as_deref()),
        (Some("needed"), None)
    );
    parser.feed("\"").unwrap();
    assert_eq!(
        parser.partial().unwrap().version.as_deref().map(|v| &**v),
        Some("v1")
    );
}

#[test]
fn anything_else_is_an_error() {
    for (text, message) in [
        (r#"{"v": "v2"}"#, "expected `v1`, found `v2` at `v`, byte 6"),
        (r#"{"v": "v"}"#, "expected `v1`, found `v` at `v`, byte 6"),
        (
            r#"{"v": "v11"}"#,
            "expected `v1`, found `v11` at `v`, byte 6",
        ),
        (
            r#"{"empty": " "}"#,
            "expected ``, found ` ` at `empty`, byte 10",
        ),
        (
            r#"{"kind": "message e\""}"#,
            "expected `message é\"`, found `message e\"` at `kind`, byte 9",
        ),
        (
            r#"{"kind": 7}"#,
            "expected a string, found a number at `kind`, byte 9",
        ),
        (
            r#"{"kind": null}"#,
            "expected a string, found null at `kind`, byte 9",
        ),
    ] {
        let fault = outcome::<Message>(text).fault();
        assert_eq!(fault.message, message);
        assert_eq!(fault.partial, None, "what is needed has not come");
    }
    assert_eq!(
        error::<Message>(r#"{"needed": "needed"}"#),
        "missing `kind`, `empty`, `text`"
    );
}

#[test]
fn its_schema_is_a_const() {
    let schema = serde_json::to_value(Message::schema()).unwrap();
    let properties = json!({
        "kind": {"type": "string", "description": "What it is.", "const": "message é\""},
        "v": {"type": "string", "const": "v1"},
        "empty": {"type": "string", "const": ""},
        "needed": {"type": "string", "const": "needed"},
        "text": {"type": "string"},
    });
    assert_eq!(schema["properties"], properties);
    assert_eq!(
        schema["required"],
        json!(["kind", "empty", "needed", "text"])
    );
}
