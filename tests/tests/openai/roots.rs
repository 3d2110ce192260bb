//! Roots that are no structs, types beyond the strict dialect, names: how they are asked for, and read back.

use crate::{ANA, Role, User, ana, builder, serve};
use instructor_core::{ErrorKind, Extract, Mode};
use instructor_openai::Dialect;
use instructor_openai::testing::{Answer, Server};
use serde_json::{Value, json};
use std::collections::HashMap;

#[tokio::test]
async fn a_scalar_is_asked_for_in_a_wrapper_too() {
    for text in ["41", r#"{"value": 41}"#] {
        let (server, client) = serve(Answer::text(text)).await;
        assert_eq!(u8::extract(&client, "How old?").await.unwrap(), 41);
        assert_eq!(
            last(&server)["response_format"]["json_schema"],
            json!({
                "name": "u8",
                "strict": true,
                "schema": {
                    "type": "object",
                    "properties": {"value": {"type": "integer", "minimum": 0, "maximum": 255}},
                    "required": ["value"],
                    "additionalProperties": false,
                },
            })
        );
    }
}

/// What the schema asks for in a wrapper comes out of it, whatever the root.
#[tokio::test]
async fn every_root_that_is_wrapped_is_unwrapped() {
    async fn extract<T: Extract>(value: &str) -> T {
        let wrapped = format!(r#"{{"value": {value}}}"#);
        let (server, client) = serve(Answer::text(wrapped)).await;
        let extracted = T::extract(&client, "What?").await.unwrap();
        let schema = &last(&server)["response_format"]["json_schema"]["schema"];
        let value = &schema["properties"]["value"];
        assert!(value.is_object(), "no wrapper is asked for: {schema}");
        extracted
    }
    assert_eq!(extract::<String>(r#""Ana""#).await, "Ana");
    assert_eq!(extract::<Role>(r#""Guest""#).await, Role::Guest);
    assert_eq!(extract::<Option<Role>>("null").await, None);
    assert_eq!(extract::<Option<User>>("null").await, None);
    assert_eq!(extract::<Option<User>>(ANA).await, Some(ana()));
    assert_eq!(
        extract::<Box<Option<User>>>(ANA).await,
        Box::new(Some(ana()))
    );
}

/// JSON of any kind, too.
#[tokio::test]
async fn a_value_of_any_kind_is_what_the_schema_asks_for() {
    let (server, client) = serve(Answer::text(r#"{"value": 41}"#)).await;
    let value = Value::extract(&client, "What?").await.unwrap();
    let schema = &last(&server)["response_format"]["json_schema"]["schema"];
    match schema["properties"]["value"].is_object() {
        true => assert_eq!(value, json!(41), "asked for with {schema}"),
        false => assert_eq!(value, json!({"value": 41}), "asked for with {schema}"),
    }
}

/// OpenAI takes `a-z`, `A-Z`, `0-9`, `_` and `-` in names, 64 of them.
#[tokio::test]
async fn a_name_that_the_wire_does_not_take_is_made_one() {
    #[derive(Extract, Debug)]
    struct Größe {
        #[expect(dead_code, reason = "what is of interest is the request")]
        meter: f64,
    }
    let (server, client) = serve(Answer::text(r#"{"meter": 1.5}"#)).await;
    Größe::extract(&client, "How tall?").await.unwrap();
    Vec::<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Größe>>>>>>>>>>>>>>>>::extract(
        &client, "How tall?",
    )
    .await
    .unwrap_err();
    for request in server.requests() {
        let name = &request.body()["response_format"]["json_schema"]["name"];
        let name = name.as_str().unwrap();
        let taken = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        assert!(name.chars().all(taken), "{name}");
        assert!((1..=64).contains(&name.len()), "{name}");
    }
}

/// The strict dialect has no maps: a list of entries is asked for, and read as either.
#[tokio::test]
async fn a_map_is_asked_for_as_a_list_of_entries() {
    #[derive(Extract, Debug, PartialEq)]
    struct Prices {
        shop: String,
        euros: HashMap<String, f64>,
        note: Option<String>,
    }
    let schema = json!({
        "type": "object",
        "properties": {
            "shop": {"type": "string"},
            "euros": {"type": "array", "items": {
                "type": "object",
                "properties": {"key": {"type": "string"}, "value": {"type": "number"}},
                "required": ["key", "value"],
                "additionalProperties": false,
            }},
            "note": {"type": ["string", "null"]},
        },
        "required": ["shop", "euros", "note"],
        "additionalProperties": false,
    });
    for text in [
        r#"{"shop": "Rosa", "euros": [{"key": "tea", "value": 2.5}], "note": null}"#,
        r#"{"shop": "Rosa", "euros": {"tea": 2.5}}"#,
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        let prices = Prices::extract(&client, "How much?").await.unwrap();
        assert_eq!(prices.euros["tea"], 2.5);
        assert_eq!(
            last(&server)["response_format"]["json_schema"],
            json!({"name": "Prices", "strict": true, "schema": schema})
        );

        let prices = Prices::extract(&client, "How much?").mode(Mode::Tools);
        assert_eq!(prices.await.unwrap().note, None);
        assert_eq!(
            last(&server)["tools"][0]["function"],
            json!({"name": "Prices", "strict": true, "parameters": schema})
        );
    }
}

/// A schema of the caller's goes through the dialect, as the type's own does.
#[tokio::test]
async fn a_schema_of_the_callers_goes_in_the_dialect() {
    let text = r#"{"value": "Jason"}"#;
    let schema = || String::schema().with("maxLength", 5);
    let sent = |strict: bool, value: Value| {
        let mut schema =
            json!({"type": "object", "properties": {"value": value}, "required": ["value"]});
        if strict {
            schema["additionalProperties"] = false.into();
        }
        json!({"name": "String", "strict": strict, "schema": schema})
    };

    let (server, client) = serve(Answer::text(text)).await;
    let name = String::extract(&client, "Jason is 25").schema(schema());
    assert_eq!(name.await.unwrap(), "Jason");
    let told = json!({"type": "string", "description": "maxLength: 5"});
    assert_eq!(
        last(&server)["response_format"]["json_schema"],
        sent(true, told)
    );

    let server = Server::start(Answer::text(text)).await.unwrap();
    let client = builder(&server).dialect(Dialect::Plain).build().unwrap();
    let name = String::extract(&client, "Jason is 25").schema(schema());
    assert_eq!(name.await.unwrap(), "Jason");
    let said = json!({"type": "string", "maxLength": 5});
    assert_eq!(
        last(&server)["response_format"]["json_schema"],
        sent(false, said)
    );
}

/// Enums, in every form: wrapped as a root, closed and with all of their fields required, and read back bare or wrapped.
#[tokio::test]
async fn an_enum_with_data_is_strict() {
    #[derive(Extract, Debug, PartialEq)]
    #[serde(tag = "type")]
    enum Shape {
        Circle { radius: f64, label: Option<String> },
        Nothing,
    }
    let circle = Shape::Circle {
        radius: 1.5,
        label: None,
    };
    let fields = r#"{"type": "Circle", "radius": 1.5, "label": null}"#;
    for text in [fields.to_owned(), format!(r#"{{"value": {fields}}}"#)] {
        let (server, client) = serve(Answer::text(text)).await;
        assert_eq!(Shape::extract(&client, "Draw").await.unwrap(), circle);
        assert_eq!(
            last(&server)["response_format"]["json_schema"],
            json!({
                "name": "Shape",
                "strict": true,
                "schema": {
                    "type": "object",
                    "properties": {"value": {"anyOf": [
                        {
                            "type": "object",
                            "properties": {
                                "type": {"type": "string", "const": "Circle"},
                                "radius": {"type": "number"},
                                "label": {"type": ["string", "null"]},
                            },
                            "required": ["type", "radius", "label"],
                            "additionalProperties": false,
                        },
                        {
                            "type": "object",
                            "properties": {"type": {"type": "string", "const": "Nothing"}},
                            "required": ["type"],
                            "additionalProperties": false,
                        },
                    ]}},
                    "required": ["value"],
                    "additionalProperties": false,
                },
            })
        );
    }
}

/// The strict dialect has no lists of that kind.
#[tokio::test]
async fn a_tuple_is_asked_for_as_an_object() {
    for text in [
        r#"{"0": "Jason", "1": 25}"#,
        r#"{"items": ["Jason", 25]}"#,
        r#"{"value": {"0": "Jason", "1": 25}}"#,
        r#"["Jason", 25]"#,
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        let pair = <(String, u8)>::extract(&client, "Jason is 25");
        assert_eq!(pair.await.unwrap(), ("Jason".to_owned(), 25));
        assert_eq!(
            last(&server)["response_format"]["json_schema"],
            json!({"name": "String_and_u8", "strict": true, "schema": {
                "type": "object",
                "properties": {
                    "0": {"type": "string"},
                    "1": {"type": "integer", "minimum": 0, "maximum": 255},
                },
                "required": ["0", "1"],
                "additionalProperties": false,
            }})
        );
    }
}

/// A map as a root is a list, and so it is wrapped.
#[tokio::test]
async fn a_map_as_a_root_is_wrapped() {
    for text in [
        r#"{"items": [{"key": "items", "value": 1}]}"#,
        r#"[{"value": 1, "key": "items"}]"#,
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        let counts = HashMap::<String, u8>::extract(&client, "Count")
            .await
            .unwrap();
        assert_eq!(counts, HashMap::from([("items".to_owned(), 1)]));
        let schema = &last(&server)["response_format"]["json_schema"]["schema"];
        assert_eq!(schema["properties"]["items"]["type"], "array");
    }
    // In plain JSON Schema it is an object, whose keys are data.
    let server = Server::start(Answer::text(r#"{"items": 1}"#))
        .await
        .unwrap();
    let client = builder(&server).dialect(Dialect::Plain).build().unwrap();
    let counts = HashMap::<String, u8>::extract(&client, "Count")
        .await
        .unwrap();
    assert_eq!(counts, HashMap::from([("items".to_owned(), 1)]));
}

/// A value may be anything: it comes as JSON in a string. Anything but a string is read as it is.
#[tokio::test]
async fn an_untyped_value_is_asked_for_as_json_in_a_string() {
    #[derive(Extract, Debug, PartialEq)]
    struct Page {
        meta: Value,
        more: Option<Value>,
    }
    for (text, meta, more) in [
        (
            r#"{"meta": "{\"a\": \"1\"}", "more": null}"#,
            json!({"a": "1"}),
            None,
        ),
        (
            r#"{"meta": {"a": "1"}, "more": "[]"}"#,
            json!({"a": "1"}),
            Some(json!([])),
        ),
    ] {
        let (server, client) = serve(Answer::text(text)).await;
        let page = Page { meta, more };
        assert_eq!(Page::extract(&client, "What?").await.unwrap(), page);
        let stream = Page::stream_partial(&client, "What?").await.unwrap();
        assert_eq!(stream.complete().await.unwrap(), page);
        let schema = &last(&server)["response_format"]["json_schema"];
        assert_eq!(schema["strict"], true);
        let text = json!({"type": "string", "description": "The value as JSON text."});
        assert_eq!(schema["schema"]["properties"]["meta"], text);
    }
}

/// What cannot be read back is not asked for.
#[tokio::test]
async fn variants_that_nothing_tells_apart_are_not_asked_for() {
    #[derive(Extract, Debug, PartialEq)]
    struct Name {
        text: String,
    }
    #[derive(Extract, Debug, PartialEq)]
    struct Title {
        text: String,
    }
    type Alias = Name;
    #[derive(Extract, Debug, PartialEq)]
    #[serde(untagged)]
    enum Named {
        Name(Name),
        Alias(Alias),
        Title(Title),
    }
    let (server, client) = serve(Answer::text("{}")).await;
    let error = Named::extract(&client, "Jason").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "`Named` cannot be asked for: its variants `Name` and `Alias` cannot be told apart, since both are the same in the JSON \
         and it is untagged; `Named` cannot be asked for: its variants `Name` and `Title` cannot be told apart, since both are \
         the same in the JSON and it is untagged"
    );
    assert!(server.requests().is_empty());
}

/// The body that was sent last.
fn last(server: &Server) -> Value {
    server.requests().pop().unwrap().body().clone()
}
