//! Event streams of hosted services: `wire/apis`.

use super::{Outcome, Row, replay_all, responses, shared};
use instructor_core::ErrorKind::{Incomplete, Length, Protocol, Refusal, Status, Syntax};
use instructor_core::Mode::{Json, JsonSchema, Tools};
use serde_json::json;

#[tokio::test]
async fn event_streams_of_hosted_services() {
    let Some(folder) = shared("wire/apis") else {
        return;
    };
    let responses = responses::of_hosted_services();
    let rows = [values(), ends(), framings(), other_apis(), responses];
    replay_all(&folder, rows.into_iter().flatten().collect()).await;
}

fn values() -> Vec<Row> {
    let gives = Row::gives;
    vec![
        gives(
            "openai_chat_json_schema",
            JsonSchema,
            json!({"city": "San Francisco", "temperature": 61, "units": "f"}),
        ),
        // Three answers at once: the first is the answer.
        gives(
            "openai_chat_json_schema_n3",
            JsonSchema,
            json!({"city": "San Francisco", "temperature": 65, "units": "f"}),
        ),
        // Long, and with white space between the tokens.
        Row::new("openai_chat_json_object_long", Json, Outcome::GivesContent),
        gives(
            "openai_chat_tool_strict",
            Tools,
            json!({"city": "Edinburgh", "country": "UK", "units": "c"}),
        ),
        gives(
            "openai_chat_tool_strict2",
            Tools,
            json!({"city": "San Francisco", "state": "CA"}),
        ),
        gives(
            "openai_chat_tool_nonstrict",
            Tools,
            json!({"city": "New York City"}),
        ),
        // Two calls: the first is the answer.
        gives(
            "openai_chat_tools_parallel",
            Tools,
            json!({"city": "Edinburgh", "country": "GB", "units": "c"}),
        ),
        gives(
            "xai_chat_tool_call",
            Tools,
            json!({"location": "San Francisco"}),
        ),
        // A proxy that counts a text as the answer's first part, so that its one call has the index 1.
        gives(
            "openai_compat_tool_call_fallback",
            Tools,
            json!({"path": "a.txt"}),
        ),
    ]
}

/// Answers that end before their value is whole, or are none.
fn ends() -> Vec<Row> {
    let fails = Row::fails;
    let no_value = "there is no value of the type in the text";
    let not_json = "expected a value";
    let sorry = "the model refused: I'm sorry, I can't assist with";
    let very_sorry = "the model refused: I'm very sorry, but I can't";
    let words = "the model answered in words, not with a value: I'm unable to provide";
    vec![
        fails(
            "openai_chat_length",
            JsonSchema,
            Length,
            "cut at the token limit",
            "{\"",
        ),
        fails("openai_chat_refusal", JsonSchema, Refusal, sorry, ""),
        fails(
            "openai_chat_refusal_logprobs",
            JsonSchema,
            Refusal,
            very_sorry,
            "",
        ),
        fails("openai_chat_text", Json, Syntax, no_value, "I'm"),
        fails("openai_chat_text", Tools, Incomplete, words, ""),
        fails("openai_chat_logprobs", Json, Syntax, no_value, "Foo"),
        fails(
            "openai_chat_obfuscation_usage_null",
            Json,
            Syntax,
            no_value,
            "**",
        ),
        fails(
            "azure_chat_model_router",
            JsonSchema,
            Syntax,
            not_json,
            "Capital",
        ),
    ]
}

/// Framings of events, of which few are an answer.
fn framings() -> Vec<Row> {
    let fails = Row::fails;
    let other = |name| fails(name, Json, Protocol, NOT_CHAT, "");
    vec![
        Row::gives("sse_edge_comments_keepalive", Json, json!({})),
        fails(
            "sse_edge_error_in_data",
            Json,
            Status,
            "The server had an error while",
            "{",
        ),
        fails(
            "sse_edge_json_error_body_200",
            Json,
            Status,
            "Invalid schema for function",
            "",
        ),
        fails(
            "sse_edge_event_without_data",
            Json,
            Protocol,
            "no event of a stream",
            "",
        ),
        fails(
            "sse_edge_mixed_endings_utf8_eof",
            Json,
            Protocol,
            "not of Chat Completions",
            "",
        ),
        other("sse_edge_bom"),
        other("sse_edge_cr_only"),
        other("sse_edge_crlf"),
        other("sse_edge_multi_data_lines"),
        other("sse_edge_u2028_in_json"),
        other("sse_edge_unterminated_last_event"),
        // Without a blank line these are one event, of three objects.
        fails(
            "sse_edge_no_blank_line_between_events",
            Json,
            Protocol,
            "an event is not of Chat Completions",
            "",
        ),
    ]
}

/// What an event stream of another API is told to be.
const NOT_CHAT: &str = "no event of the stream is of Chat Completions";

fn other_apis() -> Vec<Row> {
    let mut rows: Vec<_> = [
        "anthropic_duplicate_message_start",
        "anthropic_fallback",
        "anthropic_json_tool",
        "anthropic_json_tool_with_prose",
        "anthropic_output_format_json",
        "anthropic_refusal",
        "anthropic_refusal_stop_details",
        "anthropic_spliced_message_start",
        "anthropic_text",
        "anthropic_tool_no_args",
        "anthropic_tool_use",
        "anthropic_tool_use_max_tokens",
        "gemini_function_call_partial_args",
        "gemini_function_call_partial_args_nested",
        "gemini_function_call_whole",
        "gemini_interactions_basic",
        "gemini_reasoning",
        "gemini_sdk_recording_text",
        "gemini_text",
    ]
    .map(|name| Row::fails(name, Json, Protocol, NOT_CHAT, ""))
    .into();
    // A JSON text a line, and no events.
    let lines = "ollama_generate_doc.ndjson";
    rows.push(Row::fails(
        lines,
        Json,
        Protocol,
        "not of Chat Completions",
        "",
    ));
    rows
}
