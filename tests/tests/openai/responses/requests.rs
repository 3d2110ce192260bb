//! What is sent to the Responses API.

use super::*;
use instructor_core::Message;

/// A body of an answer in either mode.
fn answer() -> Answer {
    let output = [message(0, ANA), call(1, ANA)];
    Answer::raw(
        "application/json",
        completed(&output)["response"].to_string(),
    )
}

fn schema() -> Value {
    json!({
        "type": "object",
        "description": "Somebody mentioned in the text.",
        "properties": {
            "name": {"type": "string", "description": "Full name, as written."},
            "age": {"type": "integer", "minimum": 0, "maximum": 255},
            "role": {"anyOf": [{"$ref": "#/$defs/Role"}, {"type": "null"}]},
        },
        "required": ["name", "age", "role"],
        "additionalProperties": false,
        "$defs": {"Role": {"type": "string", "enum": ["Admin", "User", "Guest"]}},
    })
}

#[tokio::test]
async fn each_mode_asks_in_its_words() {
    let description = "Somebody mentioned in the text.";
    let input = json!([{"type": "message", "role": "user", "content": "Who?"}]);
    for (mode, expected) in [
        (
            ResponsesJsonSchema,
            json!({
                "model": "gpt-test",
                "input": input,
                "text": {"format": {
                    "type": "json_schema",
                    "name": "User", "description": description, "strict": true, "schema": schema(),
                }},
                "stream": false,
            }),
        ),
        (
            ResponsesTools,
            json!({
                "model": "gpt-test",
                "input": input,
                "tools": [{
                    "type": "function",
                    "name": "User", "description": description, "strict": true, "parameters": schema(),
                }],
                "tool_choice": "required",
                "parallel_tool_calls": false,
                "stream": false,
            }),
        ),
    ] {
        let (server, client) = serve(answer()).await;
        let value = User::extract(&client, "Who?").mode(mode).await.unwrap();
        assert_eq!(value, ana());
        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        stream.unwrap().complete().await.unwrap();

        let requests = server.requests();
        assert_eq!(requests[0].path(), "/v1/responses");
        assert_eq!(*requests[0].body(), expected, "{mode:?}");
        let mut streamed = expected;
        streamed["stream"] = true.into();
        assert_eq!(*requests[1].body(), streamed, "{mode:?}");
    }
}

#[tokio::test]
async fn options_and_messages_have_the_names_of_this_api() {
    let (server, client) = serve(answer()).await;
    let messages = [
        Message::user("Who?"),
        Message::assistant("Whom do you mean?"),
        Message::user("The first."),
    ];
    let ask = User::extract(&client, messages)
        .mode(ResponsesTools)
        .system("Be brief.")
        .temperature(0.25)
        .max_tokens(300)
        .body("store", false)
        .body("reasoning", json!({"effort": "low"}));
    ask.await.unwrap();

    let body = server.requests()[0].body().clone();
    assert_eq!(body["temperature"], 0.25);
    assert_eq!(body["max_output_tokens"], 300);
    assert_eq!(body["store"], false);
    assert_eq!(body["reasoning"]["effort"], "low");
    assert_eq!(
        body["input"],
        json!([
            {"type": "message", "role": "system", "content": "Be brief."},
            {"type": "message", "role": "user", "content": "Who?"},
            {
                "type": "message", "role": "assistant",
                "content": [{"type": "output_text", "text": "Whom do you mean?"}],
            },
            {"type": "message", "role": "user", "content": "The first."},
        ])
    );
    assert_eq!(body.get("instructions"), None);
}

#[tokio::test]
async fn what_this_api_cannot_be_asked_is_refused_and_nothing_is_sent() {
    let (server, client) = serve(answer()).await;
    let ask = || User::extract(&client, "Who?").mode(ResponsesJsonSchema);
    let error = ask().seed(7).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "the Responses API has no seed: ask by Chat Completions, or without one"
    );
    for field in ["input", "text", "tools", "stream"] {
        let error = ask().body(field, "x").await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the body field `{field}` is set by the request itself")
        );
    }
    assert!(server.requests().is_empty());
}
