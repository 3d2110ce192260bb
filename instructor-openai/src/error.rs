//! What servers of this wire say went wrong.

use instructor_core::provider::excerpt;
use instructor_core::{Error, ErrorKind};
use serde_json::Value;

/// A quota that is used up stays so, whatever status tells of it.
const USED_UP: &str = "insufficient_quota";

/// The error in an `{"error": …}` object, of a body or of an event.
pub(crate) fn told(error: &Value) -> Error {
    let message = message(error).unwrap_or_else(|| "it has no message".to_owned());
    let text = format!("the server answered with an error: {message}");
    let told = coded(Error::new(ErrorKind::Status, text), error);
    // Some servers give the status as the code.
    let status = [&error["code"], &error["status"]]
        .into_iter()
        .find_map(Value::as_u64);
    match status.and_then(|status| u16::try_from(status).ok()) {
        Some(status) => told.with_status(status),
        None => told,
    }
}

/// Whether an `error` tells of one: some servers send an empty one with each answer.
pub(crate) fn tells(error: &Value) -> bool {
    match error {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// The error that an error status tells of.
pub(crate) fn of_status(status: http::StatusCode, body: &[u8]) -> Error {
    let parsed = match serde_json::from_slice(body) {
        // Google puts it into a list.
        Ok(Value::Array(errors)) => errors.into_iter().next().unwrap_or_default(),
        Ok(parsed) => parsed,
        Err(_) => Value::Null,
    };
    let places = [&parsed["error"], &parsed["detail"], &parsed];
    let told = places.into_iter().find_map(message);
    let what = told.unwrap_or_else(|| excerpt(&String::from_utf8_lossy(body)));
    let mut text = format!("the server answered {}", status.as_str());
    if let Some(reason) = status.canonical_reason() {
        text.push_str(&format!(" {reason}"));
    }
    if !what.is_empty() {
        text.push_str(&format!(": {what}"));
    }
    let error = Error::new(ErrorKind::Status, text).with_status(status.as_u16());
    match &parsed["error"] {
        Value::Object(_) => coded(error, &parsed["error"]),
        _ => coded(error, &parsed),
    }
}

/// The error with the code that `told` has for it: `code`, or `type` where that is all.
fn coded(error: Error, told: &Value) -> Error {
    let code = [&told["code"], &told["type"]]
        .into_iter()
        .find_map(Value::as_str);
    let used_up = [&told["code"], &told["type"]]
        .into_iter()
        .any(|code| code == USED_UP);
    let error = match code {
        Some(code) => error.with_code(excerpt(code)),
        None => error,
    };
    match used_up {
        true => error.not_retryable(),
        false => error,
    }
}

/// A body that is not an answer of this wire: a portal's page, a proxy's.
pub(crate) fn foreign(media_type: &str, body: &[u8]) -> Error {
    let body = excerpt(&String::from_utf8_lossy(body));
    let message = format!(
        "the server answered with `{media_type}`, which is not an answer of its API (check the base URL): {body}"
    );
    Error::new(ErrorKind::Protocol, message)
}

/// What an error says of itself: it is a text, has one, or is a list of what was wrong with the request, as FastAPI's.
fn message(error: &Value) -> Option<String> {
    let first = &error[0];
    let places = [
        error,
        &error["message"],
        &error["msg"],
        &first["msg"],
        &first["message"],
    ];
    let text = places.into_iter().find_map(Value::as_str)?;
    (!text.is_empty()).then(|| excerpt(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;

    #[test]
    fn bodies_of_every_shape_become_one_message() {
        let say = |body: &str| of_status(StatusCode::BAD_REQUEST, body.as_bytes()).to_string();
        let bad = "the server answered 400 Bad Request";
        assert_eq!(
            say(r#"{"error":{"message":"no","code":null}}"#),
            format!("{bad}: no")
        );
        assert_eq!(say(r#"{"error":"no"}"#), format!("{bad}: no"));
        assert_eq!(say(r#"{"detail":"no"}"#), format!("{bad}: no"));
        assert_eq!(say(r#"{"message":"no"}"#), format!("{bad}: no"));
        assert_eq!(say(r#""no""#), format!("{bad}: no"));
        assert_eq!(
            say(r#"{"detail":[{"loc":["body"],"msg":"no"}]}"#),
            format!("{bad}: no")
        );
        assert_eq!(
            say(r#"[{"error":{"code":400,"message":"no"}}]"#),
            format!("{bad}: no")
        );
        assert_eq!(say("<h1>\n  no\n</h1>"), format!("{bad}: <h1> no </h1>"));
        assert_eq!(say(""), bad);
        assert!(say(&"long ".repeat(1000)).chars().count() < 400);
    }
    #[test]
    fn the_code_is_kept_and_a_used_up_quota_is_final() {
        let of = |body: &str| of_status(StatusCode::TOO_MANY_REQUESTS, body.as_bytes());
        let limited =
            of(r#"{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}"#);
        assert_eq!(limited.code(), Some("rate_limit_exceeded"));
        assert!(limited.is_retryable());
        for body in [
            r#"{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}"#,
            r#"{"error":{"message":"pay","type":"insufficient_quota","code":null}}"#,
        ] {
            let used_up = of(body);
            assert_eq!(used_up.code(), Some("insufficient_quota"));
            assert!(!used_up.is_retryable());
        }
        assert!(told(&serde_json::json!({"message": "busy", "code": 503})).is_retryable());
    }
}
