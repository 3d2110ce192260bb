//! Event streams of hosted services: `wire/apis`.

use super::Outcome::{Fails, Gives};
use super::{Case, replays, shared, value};
use instructor_core::ErrorKind;
use instructor_core::Mode::{Json, JsonSchema, Tools};
use instructor_openai::testing::Answer;
use serde_json::json;
use std::fs;

#[tokio::test]
async fn event_streams_of_hosted_services() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let edinburgh = json!({"city": "Edinburgh", "country": "UK", "units": "c"});
    let cases: Vec<Case> = vec![
        (
            "openai_chat_json_schema",
            JsonSchema,
            Gives(json!({"city": "San Francisco", "temperature": 61, "units": "f"})),
        ),
        // Three answers at once: the first is the answer.
        (
            "openai_chat_json_schema_n3",
            JsonSchema,
            Gives(json!({"city": "San Francisco", "temperature": 65, "units": "f"})),
        ),
        ("openai_chat_tool_strict", Tools, Gives(edinburgh)),
        (
            "openai_chat_tool_strict2",
            Tools,
            Gives(json!({"city": "San Francisco", "state": "CA"})),
        ),
        (
            "openai_chat_tool_nonstrict",
            Tools,
            Gives(json!({"city": "New York City"})),
        ),
        // Two calls: the first is the answer.
        (
            "openai_chat_tools_parallel",
            Tools,
            Gives(json!({"city": "Edinburgh", "country": "GB", "units": "c"})),
        ),
        (
            "xai_chat_tool_call",
            Tools,
            Gives(json!({"location": "San Francisco"})),
        ),
        (
            "openai_chat_length",
            JsonSchema,
            Fails(ErrorKind::Length, "{\""),
        ),
        (
            "openai_chat_refusal",
            JsonSchema,
            Fails(ErrorKind::Refusal, ""),
        ),
        (
            "openai_chat_refusal_logprobs",
            JsonSchema,
            Fails(ErrorKind::Refusal, ""),
        ),
        ("openai_chat_text", Json, Fails(ErrorKind::Syntax, "I'm")),
        (
            "openai_chat_logprobs",
            Json,
            Fails(ErrorKind::Syntax, "Foo"),
        ),
        (
            "openai_chat_obfuscation_usage_null",
            Json,
            Fails(ErrorKind::Syntax, "**"),
        ),
        (
            "azure_chat_model_router",
            JsonSchema,
            Fails(ErrorKind::Syntax, "Capital"),
        ),
        ("openai_chat_text", Tools, Fails(ErrorKind::Incomplete, "")),
    ];
    for (name, mode, outcome) in cases {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        replays(
            name,
            || Answer::raw("text/event-stream", &*bytes),
            mode,
            &outcome,
        )
        .await;
    }
}

/// A proxy that counts a text as the answer's first part, so that its one call has the index 1.
#[tokio::test]
async fn a_call_behind_a_text() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let name = "openai_compat_tool_call_fallback";
    let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
    let outcome = Gives(json!({"path": "a.txt"}));
    replays(
        name,
        || Answer::raw("text/event-stream", &*bytes),
        Tools,
        &outcome,
    )
    .await;
}

/// Long, and with white space between the tokens.
#[tokio::test]
async fn a_long_answer_of_a_hosted_service() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let bytes = fs::read(folder.join("openai_chat_json_object_long.txt")).unwrap();
    for piece in [1, usize::MAX] {
        let answer = Answer::raw("text/event-stream", &*bytes).pieces_of(piece);
        let value = value(answer, Json).await.unwrap();
        assert_eq!(value["location"], "San Francisco, CA");
        assert_eq!(value["weather"]["temperature"], "18°C");
        assert!(value["forecast"].as_array().unwrap().len() > 1);
    }
}
