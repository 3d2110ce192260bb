//! Answers of the Responses API, of hosted services (`wire/apis`) and of local servers (`wire/servers`).

use super::Outcome::{Fails, Gives};
use super::local::http;
use super::{Case, replays, shared, value};
use instructor_core::ErrorKind;
use instructor_core::Mode::{ResponsesJsonSchema, ResponsesTools};
use instructor_openai::testing::Answer;
use serde_json::json;
use std::fs;

#[tokio::test]
async fn event_streams_of_hosted_services() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let cases: Vec<Case> = vec![
        // A commentary of two pieces, and an answer in prose: what is read is the answer.
        (
            "openai_responses_phase",
            ResponsesJsonSchema,
            Fails(ErrorKind::Syntax, "Here are a"),
        ),
        (
            "openai_responses_phase",
            ResponsesTools,
            Fails(ErrorKind::Incomplete, ""),
        ),
        // Prose too, from its middle on.
        (
            "openai_responses_raw_head_tail",
            ResponsesJsonSchema,
            Fails(ErrorKind::Syntax, " with the span that"),
        ),
        (
            "openai_responses_raw_head_tail",
            ResponsesTools,
            Fails(ErrorKind::Incomplete, ""),
        ),
        (
            "openai_responses_incomplete",
            ResponsesJsonSchema,
            Fails(ErrorKind::Syntax, "Hello,"),
        ),
        (
            "openai_responses_incomplete",
            ResponsesTools,
            Fails(ErrorKind::Length, ""),
        ),
        (
            "openai_responses_error_quota",
            ResponsesJsonSchema,
            Fails(ErrorKind::Status, ""),
        ),
    ];
    for (name, mode, outcome) in cases {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        let answer = || Answer::raw("text/event-stream", &*bytes);
        replays(name, answer, mode, &outcome).await;
    }
}

#[tokio::test]
async fn a_quota_that_is_used_up_stays_so() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let bytes = fs::read(folder.join("openai_responses_error_quota.txt")).unwrap();
    let answer = Answer::raw("text/event-stream", bytes);
    let error = value(answer, ResponsesJsonSchema).await.unwrap_err();
    assert_eq!(error.code(), Some("insufficient_quota"));
    assert!(!error.is_retryable());
    let told = error.response().unwrap();
    assert_eq!(told.model.as_deref(), Some("gpt-5-nano-2025-08-07"));
}

#[tokio::test]
async fn answers_of_local_servers() {
    let Some(folder) = shared("wire/servers") else {
        return;
    };
    let cases: Vec<Case> = vec![
        (
            "aimock-resp-schema-stream",
            ResponsesJsonSchema,
            Gives(json!({
                "name": "Ana Núñez 🦀", "age": 41, "status": "active",
                "address": {"city": "Málaga", "zip": "29001"},
                "items": [{"sku": "SKU-1 \"q\"\n", "qty": 2, "price": 9.99, "gift": false}],
            })),
        ),
        (
            "aimock-resp-tool-stream",
            ResponsesTools,
            Gives(json!({
                "name": "Ana Núñez", "age": 41, "status": "active",
                "address": {"city": "Málaga", "zip": "29001"},
                "items": [{"sku": "SKU-1", "qty": 2, "price": 9.99, "gift": false}],
            })),
        ),
        // It has no deltas, and nothing in its output.
        (
            "llama-resp-schema-stream",
            ResponsesJsonSchema,
            Fails(ErrorKind::Incomplete, ""),
        ),
        (
            "llama-fn-resp-tool-stream",
            ResponsesTools,
            Gives(json!({
                "name": "", "age": 4473, "status": "inactive",
                "address": {"city": "=V7中}y", "zip": ",🦀ingg"}, "items": [],
            })),
        ),
    ];
    for (name, mode, outcome) in cases {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        replays(name, || http(&bytes), mode, &outcome).await;
    }
}
