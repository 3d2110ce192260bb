//! `#[serde(deny_unknown_fields)]`

use super::{refused, same};
use instructor_core::Extract;
use serde::Deserialize;
use serde_json::json;

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct User {
    name: String,
    #[serde(alias = "years")]
    age: Option<u8>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
enum External {
    Unit,
    Struct { a: u8 },
    User(User),
    Open(Open),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Open {
    b: u8,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(tag = "type", deny_unknown_fields)]
enum Internal {
    Unit,
    Struct { a: u8 },
    User(User),
    Open(Open),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(tag = "type", content = "data", deny_unknown_fields)]
enum Adjacent {
    Unit,
    Struct { a: u8 },
    Open(Open),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(untagged, deny_unknown_fields)]
enum Untagged {
    Short { a: u8 },
    Long { a: u8, b: u8 },
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Around {
    #[serde(flatten)]
    user: User,
}

#[test]
fn a_key_that_is_no_field_is_an_error_of_the_object() {
    same::<User>(r#"{"name": "Ana", "years": 7}"#);
    same::<User>(r#"{"na\u006de": "Ana"}"#);
    assert_eq!(
        refused::<Vec<User>>(r#"[{"name": "Ana"}, {"name": "Ben", "nick": {"a": [1]}}]"#),
        "unknown field `nick`, expected one of `name`, `age` at `[1]`, byte 34"
    );
    assert_eq!(
        refused::<User>(r#"{"": 1}"#),
        "unknown field ``, expected one of `name`, `age` at byte 1"
    );
    same::<Nothing>("{}");
    assert_eq!(
        refused::<Nothing>(r#"{"a": 1}"#),
        "unknown field `a`, there are no fields at byte 1"
    );
}

#[test]
fn of_a_variant_too() {
    for text in [
        r#""Unit""#,
        r#"{"Unit": null}"#,
        r#"{"Struct": {"a": 1}}"#,
        r#"{"User": {"name": ""}}"#,
        r#"{"Open": {"b": 1, "c": 2}}"#,
    ] {
        same::<External>(text);
    }
    assert_eq!(
        refused::<External>(r#"{"Struct": {"a": 1, "b": 2}}"#),
        "unknown field `b`, expected `a` at `Struct`, byte 20"
    );
    refused::<External>(r#"{"User": {"name": "", "b": 2}}"#);
}

#[test]
fn beside_a_tag() {
    for text in [
        r#"{"type": "Unit"}"#,
        r#"{"type": "Unit", "more": 1}"#,
        r#"{"type": "Struct", "a": 1}"#,
        r#"{"a": 1, "type": "Struct"}"#,
        r#"{"type": "User", "name": ""}"#,
        r#"{"name": "", "type": "User"}"#,
        r#"{"type": "Open", "b": 1, "c": 1}"#,
    ] {
        same::<Internal>(text);
    }
    assert_eq!(
        refused::<Internal>(r#"{"type": "Struct", "a": 1, "b": 2}"#),
        "unknown field `b`, expected one of `type`, `a` at byte 27"
    );
    refused::<Internal>(r#"{"b": 2, "type": "Struct", "a": 1}"#);
    refused::<Internal>(r#"{"name": "", "b": [], "type": "User"}"#);
    refused::<Internal>(r#"{"type": "User", "name": "", "b": []}"#);
}

#[test]
fn beside_a_tag_and_a_content() {
    same::<Adjacent>(r#"{"type": "Unit"}"#);
    same::<Adjacent>(r#"{"data": {"a": 1}, "type": "Struct"}"#);
    same::<Adjacent>(r#"{"data": {"b": 1, "c": 2}, "type": "Open"}"#);
    refused::<Adjacent>(r#"{"data": {"a": 1, "b": 1}, "type": "Struct"}"#);
    refused::<Adjacent>(r#"{"type": "Unit", "more": 1}"#);
    assert_eq!(
        refused::<Adjacent>(r#"{"type": "Struct", "data": {"a": 1}, "more": 1}"#),
        "unknown field `more`, expected one of `type`, `data` at byte 37"
    );
}

#[test]
fn it_tells_untagged_variants_apart() {
    assert_eq!(same::<Untagged>(r#"{"a": 1}"#), Untagged::Short { a: 1 });
    assert_eq!(
        same::<Untagged>(r#"{"a": 1, "b": 2}"#),
        Untagged::Long { a: 1, b: 2 }
    );
    refused::<Untagged>(r#"{"a": 1, "c": 2}"#);
}

#[test]
fn a_flattened_part_does_not_deny_what_is_around_it() {
    same::<Around>(r#"{"name": "", "more": 1}"#);
}

#[test]
fn the_schema_says_so() {
    let closed = |schema: instructor_core::Schema| {
        let schema = serde_json::to_value(schema).unwrap();
        let any = schema["anyOf"].as_array();
        let closed = |schema: &serde_json::Value| schema.get("additionalProperties").cloned();
        match any {
            Some(any) => any.iter().map(closed).collect(),
            None => vec![closed(&schema)],
        }
    };
    assert_eq!(closed(User::schema()), [Some(json!(false))]);
    let no = Some(json!(false));
    assert_eq!(closed(Around::schema()), [None]);
    assert_eq!(
        closed(Internal::schema()),
        [None, no.clone(), no.clone(), None]
    );
    assert_eq!(closed(Untagged::schema()), [no.clone(), no.clone()]);
    assert_eq!(
        closed(Adjacent::schema()),
        [no.clone(), no.clone(), no.clone()]
    );
    let schema = serde_json::to_value(Adjacent::schema()).unwrap();
    let content = &schema["anyOf"][1]["properties"]["data"];
    assert_eq!(content["additionalProperties"], false);
}
