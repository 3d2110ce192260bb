//! The Responses API: what is sent, and what its answers say, whole and streamed.
//!
//! Of the files of `recorded/`, `…_responses_…` are its streams: from aimock 1.43 and from llama-server 0.5.0-dev, which
//! names no places and holds no answer to a schema, so that only a call is a value.

mod ends;
mod items;
mod requests;
mod scripted;
mod whole;

use crate::recorded::value_of;
use crate::{ANA, Role, User, ana, serve};
use instructor_core::Mode::{ResponsesJsonSchema, ResponsesTools};
use instructor_core::{Error, ErrorKind, Extract, Finish, Mode, Response, Usage};
use instructor_openai::testing::Answer;
use serde_json::{Value, json};

const RECORDED: [(&str, Mode, &str); 3] = [
    (
        "aimock_responses_content",
        ResponsesJsonSchema,
        include_str!("recorded/aimock_responses_content.sse"),
    ),
    (
        "aimock_responses_call",
        ResponsesTools,
        include_str!("recorded/aimock_responses_call.sse"),
    ),
    (
        "llama_responses_call",
        ResponsesTools,
        include_str!("recorded/llama_responses_call.sse"),
    ),
];

fn recorded_value(name: &str) -> User {
    match name {
        "llama_responses_call" => User {
            name: "in🦀u".to_owned(),
            age: 4,
            role: Some(Role::Admin),
        },
        _ => ana(),
    }
}

#[tokio::test]
async fn recordings_are_read_however_they_are_cut() {
    for (name, mode, body) in RECORDED {
        for piece in [1, 2, 7, 64, 1000, usize::MAX] {
            let read = value_of(body, piece, mode).await;
            assert_eq!(read, recorded_value(name), "{name} in pieces of {piece}");
        }
    }
}

#[tokio::test]
async fn recordings_are_read_however_they_are_framed() {
    for (name, mode, body) in RECORDED {
        let unnamed = body.lines().filter(|line| !line.starts_with("event:"));
        let unnamed = unnamed.collect::<Vec<_>>().join("\n");
        for reframed in [
            body.replace('\n', "\r\n"),
            body.replace("data: ", "data:"),
            body.replace("\n\n", "\n\n: keep-alive\n\n"),
            body.trim_end().to_owned(),
            format!("{body}data: [DONE]\n\n"),
            unnamed,
        ] {
            for piece in [5, usize::MAX] {
                let read = value_of(&*reframed, piece, mode).await;
                assert_eq!(read, recorded_value(name), "{name}: {reframed}");
            }
        }
    }
}

/// The events that close a part, an item and the answer each have all of its text again.
#[tokio::test]
async fn no_text_is_taken_twice() {
    for (name, mode, body) in RECORDED {
        let (_, response) = read(body, mode).await;
        let times = response.text.matches("\"name\"").count();
        assert_eq!(times, 1, "{name}: {}", response.text);
    }
}

#[tokio::test]
async fn what_comes_with_the_value_is_told() {
    let (_, mode, body) = RECORDED[0];
    let (_, response) = read(body, mode).await;
    assert!(response.id.unwrap().starts_with("resp-"));
    assert_eq!(response.model.as_deref(), Some("thinking"));
    assert_eq!(response.finish, Some(Finish::Stop));
    assert_eq!(response.reasoning, "An age is a \"number\".");

    let (_, mode, body) = RECORDED[2];
    let (_, response) = read(body, mode).await;
    assert_eq!(response.model.as_deref(), Some("tiny"));
    let mut usage = Usage::new(626, 45);
    usage.cached = 625;
    assert_eq!(response.usage, Some(usage));
}

#[tokio::test]
async fn recordings_of_what_goes_wrong() {
    let cut = include_str!("recorded/aimock_responses_cut.sse");
    let error = fails(cut, ResponsesJsonSchema).await;
    assert_eq!(error.kind(), ErrorKind::Incomplete, "{error}");
    assert_eq!(error.response().unwrap().finish, Some(Finish::Other));
    assert_eq!(error.partial_json(), Some(r#"{"name":"Ana Núñez 🦀","ag"#));

    let broken = include_str!("recorded/llama_responses_error.sse");
    let error = fails(broken, ResponsesTools).await;
    assert_eq!(error.kind(), ErrorKind::Status, "{error}");
    assert_eq!(error.status(), Some(500));
    assert_eq!(error.code(), Some("server_error"));
}

/// What is read in another mode than it was asked for has no value in it.
#[tokio::test]
async fn content_is_no_call_and_a_call_no_content() {
    let [(_, _, content), (_, _, call), _] = RECORDED;
    let error = fails(content, ResponsesTools).await;
    assert!(error.to_string().contains("answered in words"), "{error}");
    let error = fails(call, ResponsesJsonSchema).await;
    assert_eq!(error.to_string(), "the answer is empty");
}

/// A stream of these events.
fn events(events: &[Value]) -> String {
    let event = |event: &Value| {
        let name = event["type"].as_str().unwrap_or("message");
        format!("event: {name}\ndata: {event}\n\n")
    };
    events.iter().map(event).collect()
}

/// A piece of the text of the item at this place.
fn piece(place: usize, text: &str) -> Value {
    json!({
        "type": "response.output_text.delta",
        "item_id": format!("msg_{place}"), "output_index": place, "content_index": 0, "delta": text,
    })
}

/// A message that is whole.
fn message(place: usize, text: &str) -> Value {
    let content = json!([{"type": "output_text", "text": text, "annotations": []}]);
    json!({"type": "message", "id": format!("msg_{place}"), "role": "assistant", "content": content})
}

/// A call that is whole.
fn call(place: usize, arguments: &str) -> Value {
    json!({"type": "function_call", "id": format!("fc_{place}"), "name": "User", "arguments": arguments})
}

/// The end of an answer, with what it was.
fn completed(output: &[Value]) -> Value {
    let usage = json!({"input_tokens": 9, "output_tokens": 5, "total_tokens": 14});
    json!({
        "type": "response.completed",
        "response": {"id": "resp_1", "model": "gpt-test", "status": "completed", "output": output, "usage": usage},
    })
}

/// The value of this stream, and what came with it, which are the same at every cut of it.
async fn read(body: &str, mode: Mode) -> (User, Response) {
    let mut first = None;
    for size in [1, 50, usize::MAX] {
        let answer = Answer::raw("text/event-stream", body).pieces_of(size);
        let (_server, client) = serve(answer).await;
        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        let read = stream.unwrap().complete_with_response().await.unwrap();
        assert_eq!(*first.get_or_insert_with(|| read.clone()), read, "{size}");
    }
    first.unwrap()
}

/// What this stream fails with, which is the same at every cut of it.
async fn fails(body: &str, mode: Mode) -> Error {
    let mut errors = Vec::new();
    for size in [1, 50, usize::MAX] {
        let answer = Answer::raw("text/event-stream", body).pieces_of(size);
        let (_server, client) = serve(answer).await;
        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        errors.push(stream.unwrap().complete().await.unwrap_err());
    }
    let last = errors.pop().unwrap();
    for error in errors {
        assert_eq!(error.kind(), last.kind());
        assert_eq!(error.to_string(), last.to_string());
        assert_eq!(error.response(), last.response());
    }
    last
}

/// The value of this body, asked for whole.
async fn extract(body: &Value, mode: Mode) -> instructor_core::Result<(User, Response)> {
    let answer = Answer::raw("application/json", body.to_string());
    let (_server, client) = serve(answer).await;
    let ask = User::extract(&client, "Who?").mode(mode);
    ask.with_response().await
}
