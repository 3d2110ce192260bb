//! What a type is asked for as: the schemas of its forms, and those types that cannot be asked for.

use crate::everything::*;
use crate::types::Point;
use instructor_core::{ErrorKind, Extract, PartialStream, Schema};
use instructor_openai::testing::{Answer, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Without what is the same of all.
fn schema<T: Extract>() -> Value {
    let mut schema = serde_json::to_value(T::schema()).unwrap();
    let object = schema.as_object_mut().unwrap();
    object.remove("$schema");
    object.remove("$defs");
    object.remove("description");
    schema
}

#[test]
fn a_tag_comes_first() {
    assert_eq!(
        schema::<Shape>(),
        json!({"anyOf": [
            {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "const": "Circle"},
                    "radius": {"type": "number"},
                    "label": {"type": ["string", "null"]},
                },
                "required": ["kind", "radius"],
            },
            {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "const": "Dot"},
                    "title": {"type": "string"},
                    "deep": {"anyOf": [{"$ref": "#/$defs/Inner"}, {"type": "null"}]},
                },
                "required": ["kind", "title"],
            },
            {
                "type": "object",
                "properties": {"kind": {"type": "string", "const": "Nothing"}},
                "required": ["kind"],
            },
        ]})
    );
    // As text: a `Value` does not keep the order.
    for (schema, tag, count) in [(Shape::schema(), "kind", 3), (Act::schema(), "do", 4)] {
        let text = serde_json::to_string(&schema).unwrap();
        let first = format!("\"properties\":{{\"{tag}\":{{\"type\":\"string\",\"const\":");
        assert_eq!(text.matches(&first).count(), count, "{text}");
    }
}

#[test]
fn a_content_has_its_key() {
    let pair = json!([{"type": "integer", "minimum": 0, "maximum": 255}, {"type": "string"}]);
    let swap = json!({"type": "array", "prefixItems": pair, "minItems": 2, "maxItems": 2});
    assert_eq!(
        schema::<Act>(),
        json!({"anyOf": [
            {
                "type": "object",
                "properties": {"do": {"type": "string", "const": "Say"}, "with": {"type": "string"}},
                "required": ["do", "with"],
            },
            {
                "type": "object",
                "properties": {
                    "do": {"type": "string", "const": "Go"},
                    "with": {
                        "type": "object",
                        "properties": {"to": {"type": "string"}, "fast": {"type": ["boolean", "null"]}},
                        "required": ["to"],
                    },
                },
                "required": ["do", "with"],
            },
            {
                "type": "object",
                "properties": {"do": {"type": "string", "const": "Swap"}, "with": swap},
                "required": ["do", "with"],
            },
            {
                "type": "object",
                "properties": {"do": {"type": "string", "const": "Wait"}},
                "required": ["do"],
            },
        ]})
    );
    let out = schema::<Out>();
    let any = out["anyOf"].as_array().unwrap();
    assert_eq!(any[0], json!({"type": "string", "const": "Stop"}));
    let keys = |schema: &Value| {
        let properties = schema["properties"].as_object().unwrap();
        let keys: Vec<_> = properties.keys().cloned().collect();
        assert_eq!(schema["required"], json!(keys));
        keys.concat()
    };
    let names: Vec<_> = any[1..].iter().map(keys).collect();
    assert_eq!(names, ["Word", "Maybe", "Place", "Two"]);
    assert_eq!(any[4]["properties"]["Two"], swap);
}

#[test]
fn untagged_is_any_of_the_contents() {
    let object = |name: &str, kind: Value| json!({"type": "object", "properties": {name: kind}, "required": [name]});
    assert_eq!(
        schema::<Any>(),
        json!({"anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 4294967295u32},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            object("x", json!({"type": "integer", "minimum": 0, "maximum": 255})),
            object("title", json!({"type": "string"})),
        ]})
    );
}

#[test]
fn all_that_is_sound_can_be_asked_for() {
    for schema in [
        Every::schema(),
        Option::<Any>::schema(),
        Vec::<Act>::schema(),
        BTreeMap::<String, Out>::schema(),
        Shape::schema().wrapped(),
    ] {
        schema.check().unwrap();
    }
}

/// The derive sees two names of types. That they are one in the JSON shows in the schema alone.
#[derive(Extract, Debug)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is only asked for")]
enum Twins {
    Named { at: String },
    Placed { at: Box<str> },
}

#[derive(Extract, Debug)]
#[allow(dead_code, reason = "it is only asked for")]
struct Clash {
    x: u8,
    #[serde(flatten)]
    point: Point,
}

#[derive(Extract, Debug)]
#[allow(dead_code, reason = "it is only asked for")]
struct Maps {
    #[serde(flatten)]
    one: BTreeMap<String, u8>,
    #[serde(flatten)]
    other: BTreeMap<String, String>,
}

#[derive(Extract, Debug)]
#[serde(tag = "label")]
#[allow(dead_code, reason = "it is only asked for")]
enum Tagged {
    Point(Point),
    None,
}

const CLASH: &str = "`Clash` cannot be asked for: two of its fields are called `x`";

#[test]
fn what_cannot_be_asked_for() {
    let problem = |schema: Schema| {
        let error = schema.check().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        error.to_string()
    };
    assert_eq!(problem(Clash::schema()), CLASH);
    assert!(
        problem(Twins::schema()).contains("its variants `Named` and `Placed` cannot be told apart")
    );
    assert!(
        problem(Maps::schema()).starts_with("`Maps` cannot be asked for: two maps are flattened")
    );
    assert_eq!(
        problem(Tagged::schema()),
        "`Tagged::Point` cannot be asked for: two of its fields are called `label`"
    );
    // Wherever it is.
    assert_eq!(problem(Vec::<Clash>::schema()), CLASH);
    assert_eq!(problem(Vec::<Clash>::schema().wrapped()), CLASH);
    assert_eq!(problem(Option::<BTreeMap<String, Clash>>::schema()), CLASH);
    // All that is wrong, each once.
    let both = problem(<(Clash, Tagged, Clash)>::schema());
    assert_eq!(both.matches("cannot be asked for").count(), 2, "{both}");
}

/// Nothing is sent.
#[tokio::test]
async fn a_request_for_it_fails() {
    let server = Server::start(Answer::text("{}")).await.unwrap();
    let client = instructor_openai::Client::builder()
        .base_url(server.base_url())
        .api_key("sk-test")
        .model("gpt-test")
        .http(reqwest::Client::builder().no_proxy().build().unwrap())
        .build()
        .unwrap();
    let error = Clash::extract(&client, "What?").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string()),
        (ErrorKind::Request, CLASH.to_owned())
    );
    let error = Twins::extract(&client, "What?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let error = match Vec::<Clash>::stream_each(&client, "What?").await {
        Ok(mut stream) => stream.next().await.unwrap().unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.kind(), ErrorKind::Request);
    let stream: Result<PartialStream<Tagged>, _> = Tagged::stream_partial(&client, "What?").await;
    let error = match stream {
        Ok(mut stream) => stream.next().await.unwrap().unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(server.requests().is_empty());
}
