//! Answers of the Responses API that come in one body.

use super::*;

/// An answer that holds these items.
fn answer(output: &[Value]) -> Value {
    completed(output)["response"].clone()
}

#[tokio::test]
async fn the_value_is_in_the_first_item_of_its_kind() {
    let reasoning = json!({"type": "reasoning", "id": "rs_0", "summary": []});
    for (mode, item) in [
        (ResponsesJsonSchema, message(1, ANA)),
        (ResponsesTools, call(1, ANA)),
    ] {
        let body = answer(&[reasoning.clone(), item]);
        let (value, response) = extract(&body, mode).await.unwrap();
        assert_eq!(value, ana());
        assert_eq!(response.id.as_deref(), Some("resp_1"));
        assert_eq!(response.model.as_deref(), Some("gpt-test"));
        assert_eq!(response.finish, Some(Finish::Stop));
        assert_eq!(response.usage, Some(Usage::new(9, 5)));
        assert_eq!(response.text, ANA);
    }
}

/// Arguments that are the object itself, a message in two parts, and little else.
#[tokio::test]
async fn bodies_that_differ_are_read() {
    let object: Value = serde_json::from_str(ANA).unwrap();
    let call = json!({"type": "function_call", "arguments": object});
    let body = json!({"output": [call]});
    let (value, response) = extract(&body, ResponsesTools).await.unwrap();
    assert_eq!(value, ana());
    assert_eq!(response.model, None);

    let (start, rest) = ANA.split_at(20);
    let parts = json!([{"text": start}, {"text": rest}, {"text": null}, {}]);
    let message = json!({"type": "message", "content": parts});
    let body = json!({"status": null, "error": null, "usage": null, "output": [message]});
    let (value, _) = extract(&body, ResponsesJsonSchema).await.unwrap();
    assert_eq!(value, ana());
}

/// A server that knows no streams is read all the same.
#[tokio::test]
async fn a_stream_that_comes_as_one_body_is_read() {
    for (mode, item) in [
        (ResponsesJsonSchema, message(0, ANA)),
        (ResponsesTools, call(0, ANA)),
    ] {
        let body = answer(&[item]).to_string();
        let (_server, client) = serve(Answer::raw("application/json", body)).await;
        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        assert_eq!(stream.unwrap().complete().await.unwrap(), ana());
    }
}

#[tokio::test]
async fn a_body_without_a_value_is_an_error() {
    let mut cut = answer(&[message(0, r#"{"name":"Ana","#)]);
    cut["status"] = "incomplete".into();
    cut["incomplete_details"] = json!({"reason": "max_output_tokens"});
    let mut failed = answer(&[]);
    failed["status"] = "failed".into();
    failed["error"] = json!({"code": "rate_limit_exceeded", "message": "slow down"});
    let error = json!({"error": {"message": "no such model", "code": 404}});
    for (body, kind, said) in [
        (
            &cut,
            ErrorKind::Length,
            "the answer was cut at the token limit",
        ),
        (
            &failed,
            ErrorKind::Status,
            "the server answered with an error: slow down",
        ),
        (
            &error,
            ErrorKind::Status,
            "the server answered with an error: no such model",
        ),
        (
            &json!({"ok": true}),
            ErrorKind::Protocol,
            "the answer has no `output`: {\"ok\":true}",
        ),
        (
            &json!({"output": null}),
            ErrorKind::Protocol,
            "the answer has no `output`",
        ),
        (
            &json!([1, 2]),
            ErrorKind::Protocol,
            "the answer has no `output`: [1,2]",
        ),
        (&answer(&[]), ErrorKind::Incomplete, "the answer is empty"),
    ] {
        let error = extract(body, ResponsesJsonSchema).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{body}: {error}");
        assert!(error.to_string().starts_with(said), "{body}: {error}");
    }
    let error = extract(&cut, ResponsesJsonSchema).await.unwrap_err();
    assert_eq!(error.response().unwrap().usage, Some(Usage::new(9, 5)));

    // One that was asked for in the background, and has not begun.
    let mut queued = answer(&[]);
    queued["status"] = "queued".into();
    let error = extract(&queued, ResponsesJsonSchema).await.unwrap_err();
    assert_eq!(error.response().unwrap().finish, Some(Finish::Other));
}
