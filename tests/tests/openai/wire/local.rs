//! Answers of servers that one runs oneself, with their status lines and headers: `wire/servers`.

use super::{Outcome, Row, replay_all, responses, shared};
use instructor_core::ErrorKind::{
    Connection, Filter, Incomplete, Length, Protocol, Status, Syntax, Timeout, Type,
};
use instructor_core::Mode::{Json, JsonSchema, ResponsesTools, Tools};
use instructor_core::Timeout as Limit;
use serde_json::json;

/// What an event stream of another API is told to be.
const NOT_CHAT: &str = "no event of the stream is of Chat Completions";
const NOT_RESPONSES: &str = "no event of the stream is of the Responses API";

#[tokio::test]
async fn answers_of_local_servers() {
    let Some(folder) = shared("wire/servers") else {
        return;
    };
    let responses = responses::of_local_servers();
    let rows = [
        values(),
        calls(),
        ends(),
        statuses(),
        other_apis(),
        responses,
    ];
    replay_all(&folder, rows.into_iter().flatten().collect()).await;
}

fn values() -> Vec<Row> {
    let ana = json!({
        "name": "Ana Núñez 🦀", "age": 41, "status": "active",
        "address": {"city": "Málaga", "zip": "29001"},
        "items": [{"sku": "SKU-1 \"q\"\n", "qty": 2, "price": 9.99, "gift": false}],
    });
    let with_reasoning = json!({
        "name": "Ana", "age": 41, "status": "active",
        "address": {"city": "x", "zip": null}, "items": [],
    });
    let noise = json!({
        "name": ",3I}", "age": 4_444_441, "status": "active",
        "address": {"city": "55}1", "zip": "00🦀lm"}, "items": [],
    });
    let content = |name, mode| Row::new(name, mode, Outcome::GivesContent);
    vec![
        Row::gives("aimock-schema-stream", JsonSchema, ana.clone()),
        Row::gives("aimock-err-badschema", JsonSchema, ana.clone()),
        Row::gives("aimock-jsonobj-stream", Json, ana.clone()),
        Row::gives("aimock-text-stream", Json, ana.clone()),
        Row::gives("aimock-n2-stream", JsonSchema, ana.clone()),
        Row::gives("aimock-schema-plain", JsonSchema, ana.clone()),
        Row::gives("nginx-plain", JsonSchema, ana.clone()),
        Row::gives("nginx-buffered", JsonSchema, ana.clone()),
        Row::gives("nginx-slow", JsonSchema, ana),
        Row::gives("aimock-thinking", JsonSchema, with_reasoning),
        content("aimock-flaky2", JsonSchema),
        Row::gives("llama-schema-stream", JsonSchema, noise.clone()),
        Row::gives("llama-schema-plain", JsonSchema, noise),
        content("llama-qwen2vocab-schema-stream", JsonSchema),
    ]
}

/// Arguments of calls, of a model of random weights: compared with what serde_json reads of the same text.
fn calls() -> Vec<Row> {
    [
        "aimock-tool-forced-stream",
        "aimock-tool-required-plain",
        "llama-fn-tool-required-stream",
        "llama-fn-tool-required1-stream",
        "llama-fn-tool-required-plain",
        "llama-fn-tool-parallel-stream",
    ]
    .map(|name| Row::new(name, Tools, Outcome::GivesCall))
    .into()
}

/// Answers that end before their value is whole.
fn ends() -> Vec<Row> {
    let fails = Row::fails;
    let cut = "cut at the token limit";
    let length = |name, start| fails(name, JsonSchema, Length, cut, start);
    let nothing = "the answer is empty";
    let empty = |name, mode| fails(name, mode, Incomplete, nothing, "");
    let bad = |name, start| {
        let words = "the server answered with an error: The model produced output that";
        fails(name, JsonSchema, Status, words, start)
    };
    let endless = |name| {
        let words = "waited 500ms for the whole answer";
        fails(
            name,
            JsonSchema,
            Timeout(Limit::Whole),
            words,
            "{\"name\":\"",
        )
    };
    vec![
        length("aimock-cutoff", "{\"name\":\"Ana"),
        length("llama-length-stream", "{\"name\":\",3I}\","),
        length("llama-length-plain", "{\"name\":\",3I}\","),
        length("llama-n2-stream", "{\"name\":\",3I}\",\"age\":"),
        length("llama-logprobs-stream", "{\"name\""),
        // All of it is reasoning.
        length("llama-ds31-schema-stream", ""),
        fails("llama-fn-tool-length-stream", Tools, Length, cut, ""),
        // Words in place of a call.
        fails("llama-l31-tool-required-plain", Tools, Length, cut, ""),
        fails("aimock-refuse", JsonSchema, Syntax, "a value", "I'm"),
        fails("aimock-refuse", Tools, Filter, "content filter", ""),
        // A number of 441 digits.
        fails("llama-jsonobj-stream", Json, Type, "out of range", "{\"447"),
        empty("llama-text-stream", JsonSchema),
        empty("llama-text-plain", JsonSchema),
        empty("llama-ds31-text-stream", JsonSchema),
        empty("llama-fn-schema-stream", JsonSchema),
        empty("llama-fn-tool-auto-stream", Tools),
        empty("llama-tool-forced-stream", Tools),
        empty("nginx-empty", JsonSchema),
        bad("llama-badutf8-schema-stream-seed2", "{\"name\":\"yiH"),
        bad(
            "llama-badutf8-schema-stream-seed3",
            "{\"name\":\",1\",\"age\":6,",
        ),
        bad("llama-badutf8-schema-stream-seed4", "{\"name\""),
        bad("llama-badutf8-schema-stream-seed9", "{\"name\""),
        bad("llama-badutf8-schema-stream-seed12", "{\"name\""),
        // What the model wrote before it broke is no whole object, however it looks.
        bad("llama-badutf8-schema-stream-seed5", "{\"name\":\",8}"),
        fails(
            "aimock-disconnect",
            JsonSchema,
            Connection,
            "the connection broke",
            "{\"name\":\"Ana N",
        ),
        fails(
            "llama-killed-midstream",
            JsonSchema,
            Connection,
            "the connection broke",
            "{\"name\":\"Ana N",
        ),
        fails(
            "aimock-truncated",
            JsonSchema,
            Connection,
            "before an answer came",
            "",
        ),
        fails(
            "aimock-anth-truncated",
            JsonSchema,
            Connection,
            "before an answer came",
            "",
        ),
        fails(
            "nginx-hangup",
            JsonSchema,
            Connection,
            "before an answer came",
            "",
        ),
        endless("llama-err-nomodel"),
        endless("llama-long-schema-stream"),
    ]
}

/// Error statuses, and what is no answer at all.
fn statuses() -> Vec<Row> {
    let status = |name, words| Row::fails(name, JsonSchema, Status, words, "");
    let protocol = |name, words| Row::fails(name, JsonSchema, Protocol, words, "");
    vec![
        status(
            "aimock-badreq",
            "400 Bad Request: Invalid schema for response_format 'order'",
        ),
        status("aimock-err-badjson", "400 Bad Request: Malformed JSON"),
        status(
            "aimock-err-nomessages",
            "400 Bad Request: Missing required parameter",
        ),
        status("aimock-err401", "401 Unauthorized: Invalid API key"),
        status(
            "aimock-rate-limited",
            "429 Too Many Requests: Rate limit exceeded",
        ),
        status(
            "aimock-boom",
            "500 Internal Server Error: The server had an error",
        ),
        status("aimock-flaky", "503 Service Unavailable: busy"),
        status("aimock-overloaded", "529: Overloaded"),
        status("aimock-anth-overloaded", "529: Overloaded"),
        status(
            "llama-err-badformat",
            "400 Bad Request: response_format type must be",
        ),
        status(
            "llama-err-badschema",
            "400 Bad Request: Unable to generate parser",
        ),
        status(
            "llama-err-nomessages",
            "400 Bad Request: 'messages' is required",
        ),
        status(
            "llama-err-toolong",
            "400 Bad Request: request (200017 tokens) exceeds",
        ),
        status("llama-err401", "401 Unauthorized: Invalid API Key"),
        status("llama-err404", "404 Not Found: File Not Found"),
        status(
            "llama-err-badjson",
            "500 Internal Server Error: [json.exception",
        ),
        status(
            "llama-err503-loading-body",
            "503 Service Unavailable: Loading model",
        ),
        status(
            "nginx-tiny",
            "413 Payload Too Large: <html> <head><title>413",
        ),
        status(
            "nginx-limit",
            "429 Too Many Requests: <html> <head><title>429",
        ),
        status("nginx-dead", "502 Bad Gateway: <html> <head><title>502"),
        status(
            "nginx-maint",
            "503 Service Unavailable: <html> <head><title>503",
        ),
        status(
            "nginx-idle1s",
            "504 Gateway Timeout: <html> <head><title>504",
        ),
        status(
            "nginx-r302",
            "it redirects to `http://127.0.0.1:8181`, which is not followed",
        ),
        status(
            "nginx-r307",
            "it redirects to `http://127.0.0.1:8181`, which is not followed",
        ),
        protocol(
            "nginx-portal",
            "`text/html`, which is not an answer of its API",
        ),
        protocol(
            "nginx-gzip",
            "compressed (`gzip`), which it was not asked for",
        ),
    ]
}

/// Answers of other APIs.
fn other_apis() -> Vec<Row> {
    let stream = |name| Row::fails(name, JsonSchema, Protocol, NOT_CHAT, "");
    let whole = |name, words| Row::fails(name, JsonSchema, Protocol, words, "");
    vec![
        stream("aimock-anth-cutoff"),
        stream("aimock-anth-schema-stream"),
        stream("aimock-anth-tool-stream"),
        stream("aimock-gem-schema-stream"),
        stream("aimock-gem-tool-stream"),
        stream("llama-anth-schema-stream"),
        stream("llama-anth-text-stream"),
        stream("llama-fn-anth-tool-stream"),
        // Those of Responses, which are read elsewhere, are none of Chat Completions; nor the other way about.
        stream("aimock-resp-schema-stream"),
        stream("llama-resp-schema-stream"),
        Row::fails(
            "llama-schema-stream",
            ResponsesTools,
            Protocol,
            NOT_RESPONSES,
            "",
        ),
        whole(
            "aimock-anth-tool-plain",
            "the answer has no `choices`: {\"id\":\"msg_",
        ),
        whole(
            "aimock-oll-schema-stream",
            "`application/x-ndjson`, which is not an answer of its API",
        ),
    ]
}
