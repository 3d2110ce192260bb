//! The Responses API, streamed and not.

use serde_json::{Value, json};

use super::super::{Answer, End, Quirk, Server};
use super::client::{Client, Reply};
use super::{STREAM, WHOLE};

const TOOLS: &str = r#""tools":[
    {"type":"function","name":"first","parameters":{}},
    {"type":"function","name":"second","parameters":{}}
]"#;

async fn ask(server: &Server, body: &str) -> Reply {
    let client = Client::send(server, "POST", "/responses", body).await;
    client.reply().await
}

async fn answer(answer: Answer, body: &str) -> Reply {
    ask(&Server::start(answer).await.unwrap(), body).await
}

/// The events, each under the name that it also has in its data, numbered from zero.
fn events(reply: &Reply) -> Vec<Value> {
    let chunks = reply.chunks.iter().enumerate();
    chunks
        .map(|(number, chunk)| {
            let (name, data) = chunk.split_once('\n').unwrap();
            let data = data.strip_prefix("data: ").unwrap();
            let event: Value = serde_json::from_str(data.strip_suffix("\n\n").unwrap()).unwrap();
            assert_eq!(name, format!("event: {}", event["type"].as_str().unwrap()));
            assert_eq!(event["sequence_number"], number);
            event
        })
        .collect()
}

fn kinds(events: &[Value]) -> Vec<&str> {
    let kinds = events.iter().map(|event| event["type"].as_str().unwrap());
    kinds
        .map(|kind| kind.strip_prefix("response.").unwrap_or(kind))
        .collect()
}

fn deltas(events: &[Value], kind: &str) -> String {
    let events = events.iter().filter(|event| event["type"] == kind);
    events.filter_map(|event| event["delta"].as_str()).collect()
}

#[tokio::test]
async fn a_stream_is_byte_for_byte_what_openai_sends() {
    let reply = answer(Answer::text("{\"a\":1}"), STREAM).await;
    assert_eq!(
        reply.header("content-type"),
        Some("text/event-stream; charset=utf-8")
    );
    let begun = r#""response":{"id":"resp_1","object":"response","created_at":1727346169,"status":"in_progress","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-x","output":[],"parallel_tool_calls":true,"previous_response_id":null,"store":true,"temperature":1.0,"top_p":1.0,"truncation":"disabled","usage":null,"user":null}"#;
    let at = r#""item_id":"msg_1","output_index":0,"content_index":0"#;
    let part = r#"{"type":"output_text","annotations":[],"logprobs":[],"text":"{\"a\":1}"}"#;
    let item = format!(
        r#"{{"id":"msg_1","type":"message","status":"completed","content":[{part}],"role":"assistant"}}"#
    );
    let usage = r#""usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":3},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":9}"#;
    let ended = begun
        .replace("in_progress", "completed")
        .replace(r#""output":[]"#, &format!(r#""output":[{item}]"#))
        .replace(r#""usage":null"#, usage);
    let expected = [
        ("response.created", begun.to_owned()),
        ("response.in_progress", begun.to_owned()),
        (
            "response.output_item.added",
            r#""output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}"#.to_owned(),
        ),
        (
            "response.content_part.added",
            format!(r#"{at},"part":{{"type":"output_text","annotations":[],"logprobs":[],"text":""}}"#),
        ),
        (
            "response.output_text.delta",
            format!(r#"{at},"delta":"{{\"a\"","logprobs":[]"#),
        ),
        (
            "response.output_text.delta",
            format!(r#"{at},"delta":":1}}","logprobs":[]"#),
        ),
        (
            "response.output_text.done",
            format!(r#"{at},"text":"{{\"a\":1}}","logprobs":[]"#),
        ),
        ("response.content_part.done", format!(r#"{at},"part":{part}"#)),
        (
            "response.output_item.done",
            format!(r#""output_index":0,"item":{item}"#),
        ),
        ("response.completed", ended),
    ];
    let expected: Vec<String> = (0..)
        .zip(expected)
        .map(|(number, (kind, rest))| {
            format!(
                "event: {kind}\ndata: {{\"type\":\"{kind}\",\"sequence_number\":{number},{rest}}}\n\n"
            )
        })
        .collect();
    assert_eq!(reply.chunks, expected);
}

#[tokio::test]
async fn a_whole_answer_is_one_response() {
    let reply = answer(Answer::text("{\"a\":1}").reasoning("Hm, well"), WHOLE).await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let body = reply.json();
    assert_eq!(body["status"], "completed");
    assert_eq!(
        body["output"],
        json!([
            {
                "id": "rs_1",
                "type": "reasoning",
                "summary": [{"type": "summary_text", "text": "Hm, well"}]
            },
            {
                "id": "msg_1",
                "type": "message",
                "status": "completed",
                "role": "assistant",
                "content": [{
                    "type": "output_text",
                    "annotations": [],
                    "logprobs": [],
                    "text": "{\"a\":1}"
                }]
            }
        ])
    );
    assert_eq!(body["usage"]["output_tokens"], 4);
    assert_eq!(
        body["usage"]["output_tokens_details"]["reasoning_tokens"],
        2
    );
}

#[tokio::test]
async fn reasoning_is_a_summary_of_an_item_of_its_own() {
    let reply = answer(Answer::text("{\"a\":1}").reasoning("Hm, well"), STREAM).await;
    let events = events(&reply);
    assert_eq!(
        kinds(&events)[2..10],
        [
            "output_item.added",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done",
            "output_item.done",
            "output_item.added",
        ]
    );
    let kind = "response.reasoning_summary_text.delta";
    assert_eq!(deltas(&events, kind), "Hm, well");
    assert_eq!(events[4]["item_id"], "rs_1");
    assert_eq!(events[4]["summary_index"], 0);
    assert_eq!(events[9]["output_index"], 1);
    let kind = "response.output_text.delta";
    assert_eq!(deltas(&events, kind), "{\"a\":1}");
}

#[tokio::test]
async fn a_text_is_a_call_of_the_chosen_function() {
    let choice = r#""tool_choice":{"type":"function","name":"second"}"#;
    let server = Server::start(Answer::text("{\"a\":1}")).await.unwrap();
    let reply = ask(&server, &format!(r#"{{"stream":true,{choice},{TOOLS}}}"#)).await;
    let events = events(&reply);
    assert_eq!(
        kinds(&events)[2..],
        [
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "completed",
        ]
    );
    let mut item = json!({
        "id": "fc_1",
        "type": "function_call",
        "status": "in_progress",
        "arguments": "",
        "call_id": "call_1",
        "name": "second"
    });
    assert_eq!(events[2]["item"], item);
    assert_eq!(events[3]["item_id"], "fc_1");
    assert_eq!(events[3]["output_index"], 0);
    assert_eq!(events[5]["arguments"], "{\"a\":1}");
    item["status"] = json!("completed");
    item["arguments"] = json!("{\"a\":1}");
    assert_eq!(events[6]["item"], item);
    assert_eq!(events[7]["response"]["output"], json!([item]));

    let body = ask(&server, &format!("{{{TOOLS}}}")).await.json();
    assert_eq!(body["output"][0]["name"], "first");
}

#[tokio::test]
async fn several_calls_are_items_that_may_take_turns() {
    let calls = Answer::calls([("Search", r#"{"q":"x"}"#), ("Lights", "{\"on\":1}")]);
    let server = Server::start([
        calls.clone(),
        calls.clone().quirk(Quirk::Interleaved),
        calls.quirk(Quirk::WholeCalls),
    ])
    .await
    .unwrap();
    let order = |events: &[Value]| -> Vec<u64> {
        let places = events.iter().filter(|event| event.get("delta").is_some());
        places
            .map(|event| event["output_index"].as_u64().unwrap())
            .collect()
    };
    for expected in [&[0, 0, 0, 1, 1][..], &[0, 1, 0, 1, 0], &[]] {
        let events = events(&ask(&server, STREAM).await);
        assert_eq!(order(&events), expected);
        let last = &events.last().unwrap()["response"];
        assert_eq!(last["output"][0]["arguments"], r#"{"q":"x"}"#);
        assert_eq!(last["output"][1]["name"], "Lights");
    }
    assert_eq!(server.deltas_sent(), 10);
}

#[tokio::test]
async fn a_call_without_end_is_never_whole() {
    let call = Answer::calls([("Lights", "{}")]).quirk(Quirk::WholeCalls);
    let server = Server::start(call.end(End::Endless("{}".to_owned())))
        .await
        .unwrap();
    let mut client = Client::send(&server, "POST", "/responses", STREAM).await;
    client.read_until(r#""sequence_number":9,"#).await;
}

#[tokio::test]
async fn a_refusal_is_a_part_of_its_own() {
    let server = Server::start(Answer::refusal("I can't.")).await.unwrap();
    let events = events(&ask(&server, STREAM).await);
    assert_eq!(deltas(&events, "response.refusal.delta"), "I can't.");
    let part = json!({"type": "refusal", "refusal": "I can't."});
    let [.., done, closed, _, last] = &events[..] else {
        panic!("too few events")
    };
    assert_eq!(done["type"], "response.refusal.done");
    assert_eq!(done["refusal"], "I can't.");
    assert_eq!(closed["part"], part);
    assert_eq!(last["response"]["output"][0]["content"], json!([part]));

    let body = ask(&server, WHOLE).await.json();
    assert_eq!(body["output"][0]["content"], json!([part]));
}

#[tokio::test]
async fn an_end_makes_the_response_incomplete() {
    for (end, reason) in [
        (End::Length, "max_output_tokens"),
        (End::ContentFilter, "content_filter"),
        (End::Reason("boredom".to_owned()), "boredom"),
    ] {
        let server = Server::start(Answer::text("{").end(end)).await.unwrap();
        let events = events(&ask(&server, STREAM).await);
        let [.., item, last] = &events[..] else {
            panic!("too few events")
        };
        assert_eq!(item["item"]["status"], "incomplete");
        assert_eq!(last["type"], "response.incomplete");
        let whole = ask(&server, WHOLE).await.json();
        for response in [&last["response"], &whole] {
            assert_eq!(response["status"], "incomplete");
            assert_eq!(response["incomplete_details"], json!({"reason": reason}));
            assert_eq!(response["output"][0]["status"], "incomplete");
        }
    }
}

#[tokio::test]
async fn an_end_may_leave_out_the_last_events() {
    for (end, last) in [
        (End::NoMarker, "output_item.done"),
        (End::Stop, "output_text.delta"),
    ] {
        let reply = answer(Answer::text("{}").end(end), STREAM).await;
        assert!(reply.complete);
        assert_eq!(kinds(&events(&reply)).last(), Some(&last));
    }
    let reply = answer(Answer::text("{}").end(End::NoReason), STREAM).await;
    let last = events(&reply).pop().unwrap();
    assert_eq!(last["type"], "response.completed");
    assert!(last["response"].get("status").is_none());
}

#[tokio::test]
async fn a_failure_is_an_error_and_a_failed_response() {
    let end = End::ErrorEvent {
        message: "overloaded".to_owned(),
        code: "server_error".to_owned(),
    };
    let server = Server::start(Answer::text("{").end(end)).await.unwrap();
    let events = events(&ask(&server, STREAM).await);
    let [.., delta, error, failed] = &events[..] else {
        panic!("too few events")
    };
    assert_eq!(delta["delta"], "{");
    assert_eq!(error["type"], "error");
    assert_eq!(error["error"]["message"], "overloaded");
    assert_eq!(failed["type"], "response.failed");

    let whole = ask(&server, WHOLE).await;
    assert_eq!(whole.status, 200);
    for response in [&failed["response"], &whole.json()] {
        assert_eq!(response["status"], "failed");
        assert_eq!(
            response["error"],
            json!({"code": "server_error", "message": "overloaded"})
        );
    }
}

#[tokio::test]
async fn usage_is_left_out() {
    let server = Server::start(Answer::text("{}").without_usage())
        .await
        .unwrap();
    let last = events(&ask(&server, STREAM).await).pop().unwrap();
    assert!(last["response"]["usage"].is_null());
    assert!(ask(&server, WHOLE).await.json()["usage"].is_null());
}
