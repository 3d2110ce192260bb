//! Values asked for by schemas that are made at run time.

use crate::{builder, serve};
use instructor_core::{ErrorKind, Extract, Schema};
use instructor_openai::testing::{Answer, Server};
use instructor_openai::{Client, Dialect};
use serde_json::{Value, json};

const PERSON: &str = r#"{
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "age": {"type": "integer", "default": 0},
        "value": {"type": "string"}
    },
    "required": ["name"]
}"#;

fn schema(text: &str) -> Schema {
    text.parse().unwrap()
}

/// What was sent last as the schema, and whether strictly.
fn sent(server: &Server) -> (Value, bool) {
    let body = server.requests().pop().unwrap().body().clone();
    let named = &body["response_format"]["json_schema"];
    (named["schema"].clone(), named["strict"] == true)
}

/// Strings in it are strings, also those that would be JSON.
#[tokio::test]
async fn an_object_is_read_as_its_schema_has_it() {
    for text in [
        r#"{"value": "41", "name": "[]", "age": 3}"#,
        r#"{"name": "[]", "age": 3, "value": "41"}"#,
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        let person = Value::extract(&client, "Who?")
            .schema(schema(PERSON))
            .await
            .unwrap();
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(person, expected);
        let (schema, strict) = sent(&server);
        assert!(strict);
        assert_eq!(
            schema,
            json!({
                "type": "object",
                "properties": {
                    "name": {"type": "string", "description": "minLength: 1"},
                    "age": {"type": ["integer", "null"], "description": "default: 0"},
                    "value": {"type": ["string", "null"]},
                },
                "required": ["name", "age", "value"],
                "additionalProperties": false,
            })
        );
    }
}

#[tokio::test]
async fn a_value_grows_as_the_rest_does() {
    let text = r#"{"name": "Ana", "age": 41, "value": "x"}"#;
    let (_server, client) = serve(Answer::text(text)).await;
    let asked = Value::stream_partial(&client, "Who?").schema(schema(PERSON));
    let mut stream = asked.await.unwrap();
    let mut last = Value::Null;
    while let Some(value) = stream.next().await {
        last = (*value.unwrap()).clone();
    }
    assert_eq!(last, json!({"name": "Ana", "age": 41, "value": "x"}));
    assert_eq!(stream.complete().await.unwrap(), last);
}

/// A root that is no object is asked for in a wrapper, and comes out of it.
#[tokio::test]
async fn a_root_that_is_no_object_is_unwrapped() {
    for (text, schema_text, value) in [
        (
            r#"{"items": ["1", "2"]}"#,
            r#"{"type": "array", "items": {"type": "string"}}"#,
            json!(["1", "2"]),
        ),
        (r#"{"value": "{}"}"#, r#"{"type": "string"}"#, json!("{}")),
        (
            r#"{"value": {"is": "a"}}"#,
            r#"{"oneOf": [{"type": "object", "properties": {"is": {"const": "a"}}}, {"type": "null"}]}"#,
            json!({"is": "a"}),
        ),
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        for _ in 0..2 {
            let read = Value::extract(&client, "What?")
                .schema(schema(schema_text))
                .await;
            assert_eq!(read.unwrap(), value);
            let stream = Value::stream_partial(&client, "What?")
                .schema(schema(schema_text))
                .await;
            assert_eq!(stream.unwrap().complete().await.unwrap(), value);
        }
        let (sent, strict) = sent(&server);
        assert!(strict, "{sent}");
        assert_eq!(crate::strict_rules::check(&sent), Vec::<String>::new());
    }
}

#[tokio::test]
async fn elements_of_a_list() {
    let (server, client) = serve(Answer::text(
        r#"{"items": [{"name": "1"}, {"name": "[]"}]}"#,
    ))
    .await;
    let list = Schema::of_type("array").with("items", schema(PERSON));
    let mut each = Vec::<Value>::stream_each(&client, "Who?")
        .schema(list)
        .await
        .unwrap();
    let mut names = Vec::new();
    while let Some(person) = each.next().await {
        names.push(person.unwrap()["name"].take());
    }
    assert_eq!(names, ["1", "[]"]);
    let (schema, strict) = sent(&server);
    assert!(strict);
    assert_eq!(
        schema["properties"]["items"]["items"]["required"],
        json!(["name", "age", "value"])
    );
}

/// What the strict dialect would put in another shape goes as it is: the value is to have the shape of the schema.
#[tokio::test]
async fn what_would_be_reshaped_is_not_strict() {
    let map = r#"{"type": "object", "additionalProperties": {"type": "string"}}"#;
    let (server, client) = serve(Answer::text(r#"{"items": "41", "key": "[]"}"#)).await;
    let read = Value::extract(&client, "What?")
        .schema(schema(map))
        .await
        .unwrap();
    assert_eq!(read, json!({"items": "41", "key": "[]"}));
    let (sent, strict) = sent(&server);
    assert!(!strict);
    assert_eq!(sent, serde_json::from_str::<Value>(map).unwrap());
}

/// Nor is it where only a type that the root refers to has untyped values.
#[tokio::test]
async fn untyped_values_in_other_types_keep_their_shape() {
    #[derive(Extract)]
    struct Page {
        parts: Vec<Part>,
    }
    #[derive(Extract)]
    struct Part {
        any: Value,
    }
    let text = r#"{
        "type": "object",
        "properties": {"parts": {"type": "array", "items": {
            "type": "object",
            "properties": {"any": {"type": "string"}, "rest": {"type": "object"}},
            "required": ["any"]
        }}},
        "required": ["parts"]
    }"#;
    let (server, client) = serve(Answer::text(r#"{"parts": [{"any": "41"}]}"#)).await;
    let page = Page::extract(&client, "What?").schema(schema(text)).await;
    assert_eq!(page.unwrap().parts[0].any, json!("41"));
    assert!(!sent(&server).1);
}

/// The same of a client that takes plain JSON Schema.
#[tokio::test]
async fn plain() {
    let server = Server::start(Answer::text(r#"{"items": ["1"]}"#))
        .await
        .unwrap();
    let client: Client = builder(&server).dialect(Dialect::Plain).build().unwrap();
    let list =
        r#"{"type": "array", "items": {"type": "string", "maxLength": 3}, "uniqueItems": true}"#;
    let read = Value::extract(&client, "What?")
        .schema(schema(list))
        .await
        .unwrap();
    assert_eq!(read, json!(["1"]));
    let (sent, strict) = sent(&server);
    assert!(!strict);
    assert_eq!(
        sent["properties"]["items"],
        serde_json::from_str::<Value>(list).unwrap()
    );
}

#[tokio::test]
async fn what_is_no_schema_is_not_sent() {
    let (server, client) = serve(Answer::text("{}")).await;
    let mut deep = Schema::of_type("string");
    for _ in 0..500 {
        deep = Schema::of_type("array").with("items", deep);
    }
    for schema in [
        Schema::from(json!(1)),
        Schema::from(json!({"anyOf": 1})),
        deep,
    ] {
        let error = Value::extract(&client, "What?")
            .schema(schema)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    }
    assert!(server.requests().is_empty());
}
