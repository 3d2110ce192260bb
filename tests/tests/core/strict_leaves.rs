//! What serde reads, in the strict dialect: as it is, or as JSON in a string.

use instructor_core::{Extract, Parser, Schema};
use instructor_openai::strict;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All required, or null where it is not there.
#[derive(Deserialize, JsonSchema, Debug, PartialEq)]
struct Plain {
    name: String,
    age: Option<u8>,
    within: Vec<Plain>,
}

#[derive(Deserialize, JsonSchema, Debug, PartialEq)]
struct WithMap {
    prices: BTreeMap<String, f64>,
}

/// Null is not its default.
#[derive(Deserialize, JsonSchema, Debug, PartialEq)]
struct WithDefault {
    #[serde(default)]
    count: u8,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Told(BTreeMap<String, u8>);

fn told() -> Schema {
    r#"{"type": "object", "additionalProperties": {"type": "integer"}}"#
        .parse()
        .unwrap()
}

#[derive(Extract, Debug, PartialEq)]
struct Leaves {
    #[extract(serde)]
    plain: Plain,
    #[extract(serde)]
    with_map: Option<WithMap>,
    #[extract(serde)]
    with_default: Vec<WithDefault>,
    #[extract(serde, schema = told)]
    told: Told,
    #[extract(serde)]
    any: Value,
    #[extract(serde)]
    either: Either,
    #[extract(serde, schema = Other::schema)]
    other: Other,
}

/// Of which the schema is made by itself, with definitions.
#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Other {
    list: Vec<Inner>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Inner {
    x: u8,
}

/// An object that is one of several, and has a tag beside.
#[derive(Deserialize, JsonSchema, Debug, PartialEq)]
#[serde(tag = "tag")]
enum Either {
    Text(Text),
    Nothing,
}

#[derive(Deserialize, JsonSchema, Debug, PartialEq)]
struct Text {
    text: String,
}

fn form() -> Value {
    serde_json::to_value(strict(Leaves::schema()).unwrap()).unwrap()
}

#[test]
fn what_the_dialect_has_stays() {
    let form = form();
    assert_eq!(crate::strict_rules::check(&form), Vec::<String>::new());
    let plain = &form["$defs"]["Plain"];
    assert_eq!(plain["required"], json!(["name", "within", "age"]));
    assert_eq!(
        plain["properties"]["within"]["items"]["$ref"],
        "#/$defs/Plain"
    );
    let definitions: Vec<_> = form["$defs"].as_object().unwrap().keys().collect();
    assert_eq!(definitions, ["Inner", "Plain"]);
    let items = &form["properties"]["other"]["properties"]["list"]["items"];
    assert_eq!(items["$ref"], "#/$defs/Inner");
}

#[test]
fn what_it_lacks_is_json_in_a_string() {
    let form = form();
    let properties = &form["properties"];
    for packed in [
        &properties["with_default"]["items"],
        &properties["told"],
        &properties["any"],
        &properties["either"],
    ] {
        assert_eq!(packed["properties"]["json"]["type"], "string", "{packed}");
    }
    let [packed, null] = properties["with_map"]["anyOf"]
        .as_array()
        .unwrap()
        .as_slice()
    else {
        panic!("{}", properties["with_map"]);
    };
    assert_eq!(null["type"], "null");
    let description = packed["properties"]["json"]["description"]
        .as_str()
        .unwrap();
    assert!(description.contains(r#""prices""#), "{description}");
    // What it refers to is told with it.
    let either = properties["either"]["properties"]["json"]["description"]
        .as_str()
        .unwrap();
    assert!(
        either.contains("$ref") && either.contains("$defs"),
        "{either}"
    );
}

#[test]
fn the_answer_is_read_back_at_every_split() {
    let answer = json!({
        "plain": {"name": "Ana", "age": null, "within": [{"name": "Jo", "age": 3, "within": []}]},
        "with_map": {"json": r#"{"prices": {"tea": 2.5}}"#},
        "with_default": [{"json": "{}"}, {"json": r#"{"count": 3}"#}],
        "told": {"json": "{\"a\": 1}"},
        "any": {"json": "\"42\""},
        "other": {"list": [{"x": 1}]},
        "either": {"json": "{\"tag\": \"Text\", \"text\": \"t\"}"},
    });
    let text = answer.to_string();
    let within = vec![Plain {
        name: "Jo".into(),
        age: Some(3),
        within: Vec::new(),
    }];
    let expected = Leaves {
        plain: Plain {
            name: "Ana".into(),
            age: None,
            within,
        },
        with_map: Some(WithMap {
            prices: BTreeMap::from([("tea".into(), 2.5)]),
        }),
        with_default: vec![WithDefault { count: 0 }, WithDefault { count: 3 }],
        told: Told(BTreeMap::from([("a".into(), 1)])),
        // The text in it is JSON as well, and stays what it is.
        any: json!("42"),
        other: Other {
            list: vec![Inner { x: 1 }],
        },
        either: Either::Text(Text { text: "t".into() }),
    };
    for cut in 0..=text.len() {
        let mut parser = Parser::<PartialLeaves>::new().reshaped();
        parser.feed_bytes(&text.as_bytes()[..cut]).unwrap();
        parser.feed_bytes(&text.as_bytes()[cut..]).unwrap();
        assert_eq!(parser.finish().unwrap(), expected, "cut at {cut}");
    }
    let none = text.replace(r#"{"json":"{\"prices\": {\"tea\": 2.5}}"}"#, "null");
    let mut parser = Parser::<PartialLeaves>::new().reshaped();
    parser.feed(&none).unwrap();
    assert_eq!(parser.finish().unwrap().with_map, None);
}
