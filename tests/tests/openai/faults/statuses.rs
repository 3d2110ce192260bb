//! The answer is the status of an error.

use super::before::with;
use super::play::{Fault, fault, survived};
use crate::ANA;
use instructor_core::ErrorKind;
use instructor_openai::testing::{Answer, End};
use serde_json::json;
use std::time::Duration;

/// An error as OpenAI writes it.
fn openai(status: u16, message: &str, kind: &str, code: Option<&str>) -> Answer {
    let error = json!({"message": message, "type": kind, "param": null, "code": code});
    Answer::status(status, json!({ "error": error }).to_string())
}

fn limited() -> Answer {
    openai(
        429,
        "Rate limit reached for gpt-test",
        "requests",
        Some("rate_limit_exceeded"),
    )
}

pub(super) fn faults() -> Vec<Fault> {
    let status = |what, answer: Answer| fault(what, ErrorKind::Status, answer);
    vec![
        status(
            "400: the request is refused",
            openai(
                400,
                "Invalid schema for response_format 'User'",
                "invalid_request_error",
                None,
            ),
        ),
        status(
            "400: the filter of Azure refuses what is asked",
            openai(400, "The response was filtered", "", Some("content_filter")),
        ),
        status(
            "400: the error is in a list, as Google sends it",
            Answer::status(
                400,
                r#"[{"error": {"code": 400, "message": "API key not valid", "status": "INVALID_ARGUMENT"}}]"#,
            ),
        ),
        status(
            "401: the key is wrong, and comes back",
            openai(
                401,
                "Incorrect API key provided: sk-0123456789abcdef.",
                "invalid_request_error",
                Some("invalid_api_key"),
            ),
        ),
        status(
            "403, as a string",
            Answer::status(403, r#""Country, region, or territory not supported""#),
        ),
        status(
            "404: the model is unknown",
            openai(
                404,
                "The model `gpt-test` does not exist",
                "invalid_request_error",
                Some("model_not_found"),
            ),
        ),
        status("404, empty: the base URL is wrong", Answer::status(404, "")),
        status(
            "403, with what a terminal would obey in it",
            Answer::status(403, "\u{1b}[2J\u{7}forbidden"),
        ),
        status(
            "413, by a proxy",
            Answer::status(
                413,
                "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n</html>",
            ),
        ),
        status(
            "422, as FastAPI sends it",
            Answer::status(
                422,
                r#"{"detail": [{"loc": ["body", "model"], "msg": "Field required", "type": "missing"}]}"#,
            ),
        ),
        status(
            "422, with a `detail`",
            Answer::status(422, r#"{"detail": "no such deployment"}"#),
        ),
        status("408", Answer::status(408, "")),
        status("409", openai(409, "The resource is busy", "conflict", None)),
        status("429: too many requests", limited()),
        status(
            "429, with `retry-after-ms: 1`",
            limited().header("retry-after-ms", "1"),
        ),
        status(
            "429, with `retry-after: 3600`",
            limited().header("retry-after", "3600"),
        ),
        status(
            "429: the quota is used up",
            openai(
                429,
                "You exceeded your current quota",
                "insufficient_quota",
                Some("insufficient_quota"),
            ),
        ),
        survived("429, then an answer", [limited(), Answer::text(ANA)]),
        survived(
            "500 and 503, then an answer",
            [
                Answer::status(500, ""),
                Answer::status(503, ""),
                Answer::text(ANA),
            ],
        ),
        status(
            "500",
            openai(
                500,
                "The server had an error while processing your request",
                "server_error",
                None,
            ),
        ),
        status(
            "500, with an error that is a string",
            Answer::status(500, r#"{"error": "model runner has stopped"}"#),
        ),
        status(
            "502, by a proxy",
            Answer::status(
                502,
                "<html>\n<body>\n<h1>502 Bad Gateway</h1>\n</body>\n</html>",
            ),
        ),
        status(
            "502, with a page of a megabyte",
            Answer::status(502, "Bad Gateway ".repeat(100_000)),
        ),
        status(
            "503: a model is being loaded, as llama.cpp says",
            Answer::status(
                503,
                r#"{"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}"#,
            ),
        ),
        status(
            "503, with `retry-after: 0`",
            Answer::status(503, "").header("retry-after", "0"),
        ),
        status(
            "504, and the connection breaks in the body",
            Answer::status(504, "upstream request timeout").end(End::Cut),
        ),
        status(
            "400, and the body does not end",
            Answer::status(400, "no such model").end(End::Never),
        )
        .set(|builder| {
            with(builder, |timeouts| {
                timeouts.between_events = Duration::from_millis(200)
            })
        }),
        status(
            "529: overloaded, as Anthropic says",
            Answer::status(
                529,
                r#"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#,
            ),
        ),
        status("a status that nobody knows", Answer::status(799, "?")),
    ]
}
