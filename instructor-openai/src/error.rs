//! What servers of this wire say went wrong.

use instructor_core::provider::excerpt;
use instructor_core::{Error, ErrorKind};
use serde_json::Value;

/// The error in an `{"error": …}` object, of a body or of an event.
pub(crate) fn told(error: &Value) -> Error {
    let message = message(error).unwrap_or_else(|| "it has no message".to_owned());
    let status = error["code"]
        .as_u64()
        .and_then(|code| u16::try_from(code).ok());
    let told = Error::new(
        ErrorKind::Status,
        format!("the server answered with an error: {message}"),
    );
    match status {
        Some(status) => told.with_status(status),
        None => told,
    }
}

/// The error that an error status tells of.
pub(crate) fn of_status(status: http::StatusCode, body: &[u8]) -> Error {
    let parsed: Value = serde_json::from_slice(body).unwrap_or_default();
    let told = [&parsed["error"], &parsed["detail"], &parsed]
        .into_iter()
        .find_map(message);
    let what = told.unwrap_or_else(|| excerpt(&String::from_utf8_lossy(body)));
    let mut text = format!("the server answered {}", status.as_str());
    if let Some(reason) = status.canonical_reason() {
        text.push_str(&format!(" {reason}"));
    }
    if !what.is_empty() {
        text.push_str(&format!(": {what}"));
    }
    Error::new(ErrorKind::Status, text).with_status(status.as_u16())
}

/// A body that is not an answer of this wire: a portal's page, a proxy's.
pub(crate) fn foreign(media_type: &str, body: &[u8]) -> Error {
    let body = excerpt(&String::from_utf8_lossy(body));
    let message = format!(
        "the server answered with `{media_type}`, which is not an answer of its API (check the base URL): {body}"
    );
    Error::new(ErrorKind::Protocol, message)
}

fn message(error: &Value) -> Option<String> {
    let text = error.as_str().or_else(|| error["message"].as_str())?;
    Some(excerpt(text))
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
        assert_eq!(say("<h1>\n  no\n</h1>"), format!("{bad}: <h1> no </h1>"));
        assert_eq!(say(""), bad);
        assert!(say(&"long ".repeat(1000)).chars().count() < 400);
    }
}
