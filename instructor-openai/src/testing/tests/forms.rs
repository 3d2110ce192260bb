//! The form of an answer, as the request decides it.

use serde_json::json;

use super::super::{Answer, Quirk, Server};
use super::client::{Client, Reply};
use super::{STREAM, STREAM_USAGE, TWO_TOOLS, WHOLE};

#[tokio::test]
async fn a_stream_is_byte_for_byte_what_openai_sends() {
    let server = Server::start(Answer::text("{\"a\":1}").deltas_of(4))
        .await
        .unwrap();
    let reply = Reply::to(&server, STREAM).await;

    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-type"),
        Some("text/event-stream; charset=utf-8")
    );
    let head = r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1727346169,"model":"gpt-x","system_fingerprint":"fp_testing","choices":[{"index":0,"delta":"#;
    let tail = r#","logprobs":null,"finish_reason":null}]}"#;
    assert_eq!(
        reply.events(),
        [
            format!(r#"{head}{{"role":"assistant","content":"","refusal":null}}{tail}"#),
            format!(r#"{head}{{"content":"{{\"a\""}}{tail}"#),
            format!(r#"{head}{{"content":":1}}"}}{tail}"#),
            format!(r#"{head}{{}},"logprobs":null,"finish_reason":"stop"}}]}}"#),
            "[DONE]".to_owned(),
        ]
    );
}

#[tokio::test]
async fn usage_has_a_chunk_of_its_own_if_asked_for() {
    let server = Server::start(Answer::text("abcdef").deltas_of(2))
        .await
        .unwrap();
    let reply = Reply::to(&server, STREAM_USAGE).await;

    let events = reply.events();
    let (&done, chunks) = events.split_last().unwrap();
    let (last, others) = chunks.split_last().unwrap();
    assert_eq!(done, "[DONE]");
    assert!(
        others
            .iter()
            .all(|chunk| chunk.ends_with(r#","usage":null}"#))
    );
    assert!(last.contains(r#""choices":[],"#));
    assert!(last.contains(r#""completion_tokens":3,"#));
}

#[tokio::test]
async fn a_whole_answer_is_one_body() {
    let server = Server::start(Answer::text("{\"a\":1}")).await.unwrap();
    let reply = Reply::to(&server, WHOLE).await;

    assert_eq!(reply.header("content-type"), Some("application/json"));
    let usage = json!({
        "prompt_tokens": 4,
        "completion_tokens": 2,
        "total_tokens": 6,
        "prompt_tokens_details": {"cached_tokens": 2},
        "completion_tokens_details": {"reasoning_tokens": 0}
    });
    let message = json!({"role": "assistant", "content": "{\"a\":1}", "refusal": null});
    let body = reply.json();
    assert_eq!(body["object"], "chat.completion");
    assert_eq!(body["usage"], usage);
    assert_eq!(
        body["choices"],
        json!([{"index": 0, "message": message, "logprobs": null, "finish_reason": "stop"}])
    );
}

#[tokio::test]
async fn usage_is_left_out_or_early() {
    let early = Answer::text("{}").quirk(Quirk::UsageWithFinish);
    let without = Answer::text("{}").without_usage();
    let server = Server::start([early, without.clone(), without])
        .await
        .unwrap();

    let reply = Reply::to(&server, STREAM).await;
    let [.., last, done] = reply.events()[..] else {
        panic!("too few events")
    };
    assert!(last.contains(r#""finish_reason":"stop"}],"usage":{"prompt_tokens":"#));
    assert_eq!(done, "[DONE]");
    assert!(!reply.events()[0].contains("usage"));

    let reply = Reply::to(&server, STREAM_USAGE).await;
    assert!(!reply.body().contains("usage"));
    assert!(Reply::to(&server, WHOLE).await.json()["usage"].is_null());
}

#[tokio::test]
async fn reasoning_comes_before_the_text() {
    let answer = Answer::text("{\"a\":1}").reasoning("Let me see.");
    let server = Server::start(answer).await.unwrap();
    let reply = Reply::to(&server, STREAM_USAGE).await;
    assert!(
        reply.events()[0].contains(r#""delta":{"role":"assistant","content":null,"refusal":null}"#)
    );
    assert!(reply.events()[1].contains(r#""delta":{"reasoning_content":"Let "}"#));
    assert_eq!(reply.said("/reasoning_content").concat(), "Let me see.");
    assert_eq!(reply.said("/content").concat(), "{\"a\":1}");
    assert!(reply.body().find("see.") < reply.body().find(r#""content":""#));
    assert!(reply.body().contains(
        r#""completion_tokens":5,"total_tokens":22,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":3}}"#
    ));
    assert_eq!(server.deltas_sent(), 5);

    let message = &Reply::to(&server, WHOLE).await.json()["choices"][0]["message"];
    assert_eq!(message["reasoning_content"], "Let me see.");
    assert_eq!(message["content"], "{\"a\":1}");
}

#[tokio::test]
async fn a_request_has_an_id() {
    let server = Server::start([Answer::text("{}"), Answer::status(500, "")])
        .await
        .unwrap();
    for (path, id) in [
        ("/chat/completions", "req_1"),
        ("/none", "req_2"),
        ("/chat/completions", "req_3"),
    ] {
        let client = Client::send(&server, "POST", path, WHOLE).await;
        assert_eq!(client.reply().await.header("x-request-id"), Some(id));
    }
}

#[tokio::test]
async fn a_text_is_a_call_of_the_first_tool() {
    let server = Server::start(Answer::text("{\"a\":1}")).await.unwrap();
    let reply = Reply::to(&server, &format!(r#"{{"stream":true,{TWO_TOOLS}}}"#)).await;

    assert!(reply.events()[0].contains(
        r#""delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"first","arguments":""}}],"refusal":null}"#
    ));
    assert!(
        reply.events()[1]
            .contains(r#""delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]}"#)
    );
    assert_eq!(
        reply.said("/tool_calls/0/function/arguments"),
        ["", "{\"a\"", ":1}"]
    );
    assert!(reply.events()[3].contains(r#""finish_reason":"tool_calls""#));
}

#[tokio::test]
async fn the_tool_choice_names_the_tool() {
    let server = Server::start(Answer::text("{}")).await.unwrap();
    let choice = r#""tool_choice":{"type":"function","function":{"name":"second"}}"#;
    let body = Reply::to(&server, &format!("{{{choice},{TWO_TOOLS}}}"))
        .await
        .json();

    let choice = &body["choices"][0];
    assert_eq!(choice["finish_reason"], "tool_calls");
    assert_eq!(choice["message"]["content"], json!(null));
    assert_eq!(
        choice["message"]["tool_calls"],
        json!([{
            "id": "call_1",
            "type": "function",
            "function": {"name": "second", "arguments": "{}"}
        }])
    );

    let none = format!(r#"{{"tool_choice":"none",{TWO_TOOLS}}}"#);
    let body = Reply::to(&server, &none).await.json();
    assert_eq!(body["choices"][0]["message"]["content"], "{}");
}

#[tokio::test]
async fn a_refusal_is_not_content() {
    let server = Server::start(Answer::refusal("I can't.")).await.unwrap();
    let streamed = Reply::to(&server, STREAM).await;
    assert!(streamed.events()[0].contains(r#""content":null,"refusal":"""#));
    assert_eq!(streamed.said("/refusal"), ["", "I ca", "n't."]);
    assert!(streamed.said("/content").is_empty());

    let whole = Reply::to(&server, &format!("{{{TWO_TOOLS}}}")).await.json();
    let message = json!({"role": "assistant", "content": null, "refusal": "I can't."});
    assert_eq!(whole["choices"][0]["message"], message);
    assert_eq!(whole["choices"][0]["finish_reason"], "stop");
}

#[tokio::test]
async fn deltas_are_cut_between_characters_or_where_told() {
    let server = Server::start([
        Answer::text("aé漢🦀").deltas_of(0),
        Answer::text("aé漢🦀").deltas_of(3),
        Answer::text("").deltas(["a", "", "bc"]),
        Answer::text(""),
    ])
    .await
    .unwrap();
    for deltas in [
        &["", "a", "é", "漢", "🦀"][..],
        &["", "aé漢", "🦀"],
        &["", "a", "", "bc"],
        &[""],
    ] {
        assert_eq!(Reply::to(&server, STREAM).await.said("/content"), deltas);
    }
}

#[tokio::test]
async fn a_status_has_its_body_and_headers() {
    let server = Server::start([
        Answer::status(429, r#"{"error":{"message":"slow down"}}"#).header("Retry-After", "1"),
        Answer::status(502, "<h1>Bad Gateway</h1>"),
        Answer::text("{}").header("content-type", "text/plain"),
        Answer::status(500, "{}").header("content-type", "text/plain"),
    ])
    .await
    .unwrap();

    let limited = Reply::to(&server, STREAM).await;
    assert_eq!(limited.status, 429);
    assert_eq!(limited.header("retry-after"), Some("1"));
    assert_eq!(limited.header("content-type"), Some("application/json"));
    assert_eq!(limited.json()["error"]["message"], "slow down");

    let gateway = Reply::to(&server, STREAM).await;
    assert_eq!(gateway.status, 502);
    assert_eq!(gateway.header("content-type"), Some("text/html"));
    assert_eq!(gateway.body(), "<h1>Bad Gateway</h1>");

    for _ in 0..2 {
        let typed = Reply::to(&server, STREAM).await;
        assert_eq!(typed.header("content-type"), Some("text/plain"));
    }
}

#[tokio::test]
async fn raw_bytes_go_out_as_they_are() {
    let bytes = "\u{feff}data: {}\r\n\r\n";
    let server = Server::start([
        Answer::raw("text/event-stream", bytes),
        Answer::raw("text/event-stream", b"abc").pieces_of(1),
    ])
    .await
    .unwrap();

    let once = Reply::to(&server, WHOLE).await;
    assert_eq!(once.header("content-type"), Some("text/event-stream"));
    assert_eq!(once.body(), bytes);
    assert_eq!(Reply::to(&server, WHOLE).await.chunks, ["a", "b", "c"]);
}
