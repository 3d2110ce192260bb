//! Answers of the Responses API, of hosted services (`wire/apis`) and of local servers (`wire/servers`).

use super::Row;
use instructor_core::ErrorKind::{Incomplete, Length, Status, Syntax};
use instructor_core::Mode::{ResponsesJsonSchema, ResponsesTools};
use serde_json::json;

pub(super) fn of_hosted_services() -> Vec<Row> {
    let fails = Row::fails;
    let (schema, tools) = (ResponsesJsonSchema, ResponsesTools);
    let no_value = "expected a value";
    let words = "the model answered in words, not with a value";
    vec![
        // A commentary of two pieces, and an answer in prose: what is read is the answer.
        fails(
            "openai_responses_phase",
            schema,
            Syntax,
            no_value,
            "Here are a",
        ),
        fails("openai_responses_phase", tools, Incomplete, words, ""),
        // Prose too, from its middle on.
        fails(
            "openai_responses_raw_head_tail",
            schema,
            Syntax,
            no_value,
            " with the span that",
        ),
        fails(
            "openai_responses_raw_head_tail",
            tools,
            Incomplete,
            words,
            "",
        ),
        fails(
            "openai_responses_incomplete",
            schema,
            Syntax,
            no_value,
            "Hello,",
        ),
        fails(
            "openai_responses_incomplete",
            tools,
            Length,
            "cut at the token limit",
            "",
        ),
        fails(
            "openai_responses_error_quota",
            schema,
            Status,
            "You exceeded your current quota",
            "",
        ),
    ]
}

pub(super) fn of_local_servers() -> Vec<Row> {
    vec![
        Row::gives(
            "aimock-resp-schema-stream",
            ResponsesJsonSchema,
            json!({
                "name": "Ana Núñez 🦀", "age": 41, "status": "active",
                "address": {"city": "Málaga", "zip": "29001"},
                "items": [{"sku": "SKU-1 \"q\"\n", "qty": 2, "price": 9.99, "gift": false}],
            }),
        ),
        Row::gives(
            "aimock-resp-tool-stream",
            ResponsesTools,
            json!({
                "name": "Ana Núñez", "age": 41, "status": "active",
                "address": {"city": "Málaga", "zip": "29001"},
                "items": [{"sku": "SKU-1", "qty": 2, "price": 9.99, "gift": false}],
            }),
        ),
        // It has no deltas, and nothing in its output.
        Row::fails(
            "llama-resp-schema-stream",
            ResponsesJsonSchema,
            Incomplete,
            "the answer is empty",
            "",
        ),
        Row::gives(
            "llama-fn-resp-tool-stream",
            ResponsesTools,
            json!({
                "name": "", "age": 4473, "status": "inactive",
                "address": {"city": "=V7中}y", "zip": ",🦀ingg"}, "items": [],
            }),
        ),
    ]
}
