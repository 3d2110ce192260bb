//! How a stream of the Responses API ends, and what that means for the value.

use super::*;

const START: &str = r#"{"name":"Ana","#;

/// A stream that wrote `START`, and ends with this event.
async fn ends_with(event: Value) -> Error {
    let error = fails(&events(&[piece(0, START), event]), ResponsesJsonSchema).await;
    assert_eq!(error.partial_json(), Some(START), "{error}");
    error
}

fn ended(event: &str, response: Value) -> Value {
    json!({"type": format!("response.{event}"), "response": response})
}

#[tokio::test]
async fn an_answer_that_was_cut_says_why() {
    let usage = json!({"input_tokens": 9, "output_tokens": 5, "total_tokens": 14});
    for (reason, kind, finish) in [
        ("max_output_tokens", ErrorKind::Length, Finish::Length),
        ("content_filter", ErrorKind::Filter, Finish::Filter),
        ("the_moon", ErrorKind::Incomplete, Finish::Other),
    ] {
        let response = json!({
            "status": "incomplete", "incomplete_details": {"reason": reason}, "usage": usage,
        });
        // Some servers call it completed, and tell within that it is not.
        for event in ["incomplete", "completed"] {
            let error = ends_with(ended(event, response.clone())).await;
            assert_eq!(error.kind(), kind, "{event} {reason}: {error}");
            let told = error.response().unwrap();
            assert_eq!(told.finish, Some(finish));
            assert_eq!(told.usage, Some(Usage::new(9, 5)));
        }
    }
    let error = ends_with(ended("incomplete", json!(null))).await;
    assert_eq!(error.kind(), ErrorKind::Incomplete, "{error}");
}

#[tokio::test]
async fn an_error_event_is_the_servers_error() {
    let quota = json!({"code": "insufficient_quota", "message": "pay first"});
    for (event, message, status, code) in [
        (
            json!({"type": "error", "code": "server_error", "message": "it broke", "param": null, "sequence_number": 3}),
            "it broke",
            None,
            Some("server_error"),
        ),
        (
            json!({"type": "error", "error": {"type": "server_error", "code": null, "message": "it broke"}}),
            "it broke",
            None,
            Some("server_error"),
        ),
        (
            json!({"type": "error", "error": {"code": 503, "message": "it broke"}}),
            "it broke",
            Some(503),
            None,
        ),
        (
            json!({"type": "error", "code": 503, "message": "it broke"}),
            "it broke",
            Some(503),
            None,
        ),
        (
            json!({"type": "error", "message": "it broke"}),
            "it broke",
            None,
            None,
        ),
        (
            json!({"type": "error", "error": "it broke"}),
            "it broke",
            None,
            None,
        ),
        (
            json!({"error": {"message": "it broke", "code": 500}}),
            "it broke",
            Some(500),
            None,
        ),
        (
            json!({"type": "error", "error": null}),
            "it has no message",
            None,
            None,
        ),
        (
            ended(
                "failed",
                json!({"status": "failed", "error": {"code": "server_error", "message": "it broke"}}),
            ),
            "it broke",
            None,
            Some("server_error"),
        ),
        (
            ended("failed", json!({"status": "failed", "error": null})),
            "the answer failed, and nothing says why",
            None,
            None,
        ),
        (
            ended("completed", json!({"status": "failed", "error": quota})),
            "pay first",
            None,
            Some("insufficient_quota"),
        ),
        (
            ended("cancelled", json!({"status": "cancelled"})),
            "the answer was cancelled",
            None,
            None,
        ),
    ] {
        let error = ends_with(event.clone()).await;
        assert_eq!(error.kind(), ErrorKind::Status, "{event}: {error}");
        assert_eq!(
            error.to_string(),
            format!("the server answered with an error: {message}"),
            "{event}"
        );
        assert_eq!(error.status(), status, "{event}");
        assert_eq!(error.code(), code, "{event}");
        if code == Some("insufficient_quota") {
            assert!(!error.is_retryable(), "{event}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_told_with_its_words() {
    let refused = json!({"type": "refusal", "refusal": "I can't do that."});
    let item = json!({"type": "message", "id": "msg_0", "content": [refused]});
    let delta = |text: &str| {
        json!({
            "type": "response.refusal.delta",
            "item_id": "msg_0", "output_index": 0, "content_index": 0, "delta": text,
        })
    };
    let done = json!({
        "type": "response.refusal.done",
        "item_id": "msg_0", "output_index": 0, "content_index": 0, "refusal": "I can't do that.",
    });
    let all = completed(&[item]);
    for stream in [
        vec![
            delta("I can't"),
            delta(" do that."),
            done.clone(),
            all.clone(),
        ],
        vec![done, all.clone()],
        vec![all.clone()],
    ] {
        for mode in [ResponsesJsonSchema, ResponsesTools] {
            let error = fails(&events(&stream), mode).await;
            assert_eq!(error.kind(), ErrorKind::Refusal, "{error}");
            assert_eq!(error.to_string(), "the model refused: I can't do that.");
        }
    }
    let error = extract(&all["response"], ResponsesJsonSchema).await;
    let error = error.unwrap_err();
    assert_eq!(error.to_string(), "the model refused: I can't do that.");
}

/// The event that closes the answer is its marker; behind a value that is whole it may be missing.
#[tokio::test]
async fn a_stream_may_stop_behind_the_value_and_not_before() {
    let (value, response) = read(&events(&[piece(0, ANA)]), ResponsesJsonSchema).await;
    assert_eq!(value, ana());
    assert_eq!(response.finish, None);

    let error = fails(&events(&[piece(0, START)]), ResponsesJsonSchema).await;
    assert_eq!(
        error.to_string(),
        "the stream broke off before its value was whole at byte 14"
    );
    assert_eq!(error.partial_json(), Some(START));

    let error = fails(&events(&[completed(&[])]), ResponsesJsonSchema).await;
    assert_eq!(error.to_string(), "the answer is empty");
}

/// The connection may stay open behind the marker.
#[tokio::test]
async fn nothing_is_read_behind_the_marker() {
    let stream = events(&[piece(0, ANA), completed(&[message(0, ANA)])]);
    let behind = format!("{stream}data: [DONE]\n\ndata: nonsense\n\n<h1>Hello</h1>");
    let (value, response) = read(&behind, ResponsesJsonSchema).await;
    assert_eq!(value, ana());
    assert_eq!(response.finish, Some(Finish::Stop));
    assert_eq!(response.usage, Some(Usage::new(9, 5)));
}

#[tokio::test]
async fn what_is_no_event_is_quoted() {
    for nonsense in ["nonsense", "{\"type\": true}", "[1, 2]"] {
        let stream = format!("{}data: {nonsense}\n\n", events(&[piece(0, START)]));
        let error = fails(&stream, ResponsesJsonSchema).await;
        assert_eq!(error.kind(), ErrorKind::Protocol, "{error}");
        assert!(error.to_string().contains(nonsense), "{error}");
        assert_eq!(error.partial_json(), Some(START));
    }
}

#[tokio::test]
async fn what_is_of_another_type_is_quoted_in_short() {
    let event = json!({"type": "response.output_text.delta", "output_index": "a".repeat(1 << 16)});
    let error = ends_with(event).await.to_string();
    let start = "an event is not of the Responses API: invalid type: string \"aaa";
    assert!(error.starts_with(start) && error.len() < 600, "{error}");
}
