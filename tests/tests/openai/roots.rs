//! Roots that are no structs, types beyond the strict dialect, names: how they are asked for, and read back.

use crate::{ANA, Role, User, ana, serve};
use instructor_core::{Extract, Mode};
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

/// The strict dialect has no maps: the schema goes as it is, and is not promised to be held.
#[tokio::test]
async fn a_type_with_a_map_is_not_strict() {
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
            "euros": {"type": "object", "additionalProperties": {"type": "number"}},
            "note": {"type": ["string", "null"]},
        },
        "required": ["shop", "euros"],
    });
    let text = r#"{"shop": "Rosa", "euros": {"tea": 2.5}}"#;
    let (server, client) = serve(Answer::text(text)).await;

    let prices = Prices::extract(&client, "How much?").await.unwrap();
    assert_eq!(prices.euros["tea"], 2.5);
    assert_eq!(
        last(&server)["response_format"]["json_schema"],
        json!({"name": "Prices", "strict": false, "schema": schema})
    );

    let prices = Prices::extract(&client, "How much?").mode(Mode::Tools);
    assert_eq!(prices.await.unwrap().note, None);
    assert_eq!(
        last(&server)["tools"][0]["function"],
        json!({"name": "Prices", "strict": false, "parameters": schema})
    );
}

/// The body that was sent last.
fn last(server: &Server) -> Value {
    server.requests().pop().unwrap().body().clone()
}
