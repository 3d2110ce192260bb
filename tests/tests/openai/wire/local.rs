//! Answers of servers that one runs oneself, with their status lines and headers: `wire/servers`.

use super::Outcome::{Fails, Gives};
use super::{Case, replays, shared};
use instructor_core::ErrorKind;
use instructor_core::Mode::{Json, JsonSchema, Tools};
use instructor_openai::testing::Answer;
use serde_json::{Value, json};
use std::fs;

#[tokio::test]
async fn answers_of_local_servers() {
    let Some(folder) = shared("wire/servers") else {
        return;
    };
    let ana = json!({
        "name": "Ana Núñez 🦀", "age": 41, "status": "active",
        "address": {"city": "Málaga", "zip": "29001"},
        "items": [{"sku": "SKU-1 \"q\"\n", "qty": 2, "price": 9.99, "gift": false}],
    });
    let bad_utf8 = |start| Fails(ErrorKind::Status, start);
    let cases: Vec<Case> = vec![
        ("aimock-schema-stream", JsonSchema, Gives(ana.clone())),
        ("aimock-jsonobj-stream", Json, Gives(ana.clone())),
        ("aimock-n2-stream", JsonSchema, Gives(ana.clone())),
        ("aimock-schema-plain", JsonSchema, Gives(ana.clone())),
        ("nginx-buffered", JsonSchema, Gives(ana)),
        (
            "aimock-thinking",
            JsonSchema,
            Gives(json!({
                "name": "Ana", "age": 41, "status": "active",
                "address": {"city": "x", "zip": null}, "items": [],
            })),
        ),
        (
            "llama-schema-stream",
            JsonSchema,
            Gives(json!({
                "name": ",3I}", "age": 4_444_441, "status": "active",
                "address": {"city": "55}1", "zip": "00🦀lm"}, "items": [],
            })),
        ),
        (
            "aimock-cutoff",
            JsonSchema,
            Fails(ErrorKind::Length, "{\"name\":\"Ana"),
        ),
        ("aimock-refuse", JsonSchema, Fails(ErrorKind::Syntax, "I'm")),
        (
            "aimock-disconnect",
            JsonSchema,
            Fails(ErrorKind::Incomplete, "{\"name\":\"Ana N"),
        ),
        (
            "aimock-rate-limited",
            JsonSchema,
            Fails(ErrorKind::Status, ""),
        ),
        ("aimock-boom", JsonSchema, Fails(ErrorKind::Status, "")),
        ("aimock-err401", JsonSchema, Fails(ErrorKind::Status, "")),
        ("llama-err401", JsonSchema, Fails(ErrorKind::Status, "")),
        ("llama-err404", JsonSchema, Fails(ErrorKind::Status, "")),
        (
            "llama-err-badschema",
            JsonSchema,
            Fails(ErrorKind::Status, ""),
        ),
        (
            "llama-length-stream",
            JsonSchema,
            Fails(ErrorKind::Length, "{\"name\":\",3I}\","),
        ),
        (
            "llama-length-plain",
            JsonSchema,
            Fails(ErrorKind::Length, "{\"name\""),
        ),
        (
            "llama-n2-stream",
            JsonSchema,
            Fails(ErrorKind::Length, "{\"name\""),
        ),
        (
            "llama-logprobs-stream",
            JsonSchema,
            Fails(ErrorKind::Length, "{\"name\""),
        ),
        (
            "llama-text-stream",
            JsonSchema,
            Fails(ErrorKind::Incomplete, ""),
        ),
        (
            "llama-badutf8-schema-stream-seed2",
            JsonSchema,
            bad_utf8("{\"name\":\"yiH"),
        ),
        (
            "llama-badutf8-schema-stream-seed3",
            JsonSchema,
            bad_utf8("{\"name\":\",1\",\"age\":6,"),
        ),
        (
            "llama-badutf8-schema-stream-seed4",
            JsonSchema,
            bad_utf8("{\"name\""),
        ),
        (
            "llama-badutf8-schema-stream-seed9",
            JsonSchema,
            bad_utf8("{\"name\""),
        ),
        (
            "llama-badutf8-schema-stream-seed12",
            JsonSchema,
            bad_utf8("{\"name\""),
        ),
        // What the model wrote before it broke is no whole object, however it looks.
        (
            "llama-badutf8-schema-stream-seed5",
            JsonSchema,
            bad_utf8("{\"name\":\",8}"),
        ),
        ("nginx-portal", JsonSchema, Fails(ErrorKind::Protocol, "")),
        ("nginx-maint", JsonSchema, Fails(ErrorKind::Status, "")),
        ("nginx-dead", JsonSchema, Fails(ErrorKind::Status, "")),
        ("nginx-limit", JsonSchema, Fails(ErrorKind::Status, "")),
    ];
    for (name, mode, outcome) in cases {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        replays(name, || http(&bytes), mode, &outcome).await;
    }
}

/// Arguments of calls, of a model of random weights: compared with what serde_json reads of the same text.
#[tokio::test]
async fn calls_of_local_servers() {
    let Some(folder) = shared("wire/servers") else {
        return;
    };
    for name in [
        "aimock-tool-forced-stream",
        "aimock-tool-required-plain",
        "llama-fn-tool-required-stream",
        "llama-fn-tool-required1-stream",
        "llama-fn-tool-required-plain",
        "llama-fn-tool-parallel-stream",
    ] {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap();
        let expected: Value = serde_json::from_str(&first_arguments(&bytes)).unwrap();
        replays(name, || http(&bytes), Tools, &Gives(expected)).await;
    }
}

/// A recording that has its status line and headers.
pub(super) fn http(bytes: &[u8]) -> Answer {
    let (head, body) = split_head(bytes);
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let content_type = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-type").then_some(value)
    });
    match status {
        200 => Answer::raw(content_type.unwrap_or("text/plain"), body),
        status => Answer::status(status, String::from_utf8(body.to_vec()).unwrap()),
    }
}

fn split_head(bytes: &[u8]) -> (String, &[u8]) {
    for gap in [&b"\r\n\r\n"[..], b"\n\n"] {
        if let Some(at) = bytes.windows(gap.len()).position(|window| window == gap) {
            let head = String::from_utf8_lossy(&bytes[..at]).into_owned();
            return (head, &bytes[at + gap.len()..]);
        }
    }
    panic!("a recording without a head")
}

/// The arguments of the first call, put together in the plainest way.
fn first_arguments(bytes: &[u8]) -> String {
    let (_, body) = split_head(bytes);
    let body = std::str::from_utf8(body).unwrap();
    let chunks = body.lines().filter_map(|line| {
        let data = line.strip_prefix("data: ").unwrap_or(line);
        serde_json::from_str::<Value>(data).ok()
    });
    let mut arguments = String::new();
    for chunk in chunks {
        let choice = &chunk["choices"][0];
        for said in ["delta", "message"] {
            let calls = choice[said]["tool_calls"].as_array();
            let first = calls.and_then(|calls| calls.first());
            if let Some(call) = first.filter(|call| call["index"].as_u64().unwrap_or(0) == 0) {
                arguments += call["function"]["arguments"].as_str().unwrap_or_default();
            }
        }
    }
    arguments
}
