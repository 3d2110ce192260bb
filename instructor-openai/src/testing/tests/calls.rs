//! Calls: of functions, of several tools, and as other servers send them.

use serde_json::json;

use super::super::{Answer, Quirk, Server};
use super::client::Reply;
use super::{STREAM, TWO_TOOLS, WHOLE};

const FUNCTIONS: &str = r#""functions":[{"name":"first"},{"name":"second"}]"#;

fn both() -> Answer {
    Answer::calls([("Search", r#"{"query":"x"}"#), ("Lights", "{}")])
}

async fn streamed(answer: Answer) -> Reply {
    Reply::to(&Server::start(answer).await.unwrap(), STREAM).await
}

/// The `tool_calls` of each delta that has some.
fn tool_calls(reply: &Reply) -> Vec<&str> {
    let events = reply.events().into_iter();
    events
        .filter_map(|event| {
            let (_, calls) = event.split_once(r#""tool_calls":["#)?;
            Some(calls.split_once(r#"]},"logprobs"#)?.0)
        })
        .collect()
}

#[tokio::test]
async fn a_function_is_called_as_before_there_were_tools() {
    let server = Server::start(Answer::text("{\"a\":1}")).await.unwrap();
    let reply = Reply::to(&server, &format!(r#"{{"stream":true,{FUNCTIONS}}}"#)).await;
    assert!(reply.events()[0].contains(
        r#""delta":{"role":"assistant","content":null,"function_call":{"name":"first","arguments":""},"refusal":null}"#
    ));
    assert!(
        reply.events()[1].contains(r#""delta":{"function_call":{"arguments":"{\"a\""}},"logprobs"#)
    );
    assert!(reply.events()[3].contains(r#""finish_reason":"function_call""#));

    let chosen = format!(r#"{{"function_call":{{"name":"second"}},{FUNCTIONS}}}"#);
    let body = Reply::to(&server, &chosen).await.json();
    assert_eq!(
        body["choices"][0]["message"]["function_call"],
        json!({"name": "second", "arguments": "{\"a\":1}"})
    );
    assert_eq!(body["choices"][0]["finish_reason"], "function_call");

    let none = format!(r#"{{"function_call":"none",{FUNCTIONS}}}"#);
    let body = Reply::to(&server, &none).await.json();
    assert_eq!(body["choices"][0]["message"]["content"], "{\"a\":1}");
}

#[tokio::test]
async fn several_calls_come_one_after_the_other() {
    let server = Server::start(both().deltas_of(8)).await.unwrap();
    let reply = Reply::to(&server, STREAM).await;
    assert!(reply.events()[0].contains(r#""delta":{"role":"assistant","content":null"#));
    assert_eq!(
        tool_calls(&reply),
        [
            r#"{"index":0,"id":"call_1","type":"function","function":{"name":"Search","arguments":""}}"#,
            r#"{"index":0,"function":{"arguments":"{\"query\""}}"#,
            r#"{"index":0,"function":{"arguments":":\"x\"}"}}"#,
            r#"{"index":1,"id":"call_1_2","type":"function","function":{"name":"Lights","arguments":""}}"#,
            r#"{"index":1,"function":{"arguments":"{}"}}"#,
        ]
    );
    assert!(reply.body().contains(r#""finish_reason":"tool_calls""#));
    assert_eq!(server.deltas_sent(), 3);

    let body = Reply::to(&server, WHOLE).await.json();
    assert_eq!(
        body["choices"][0]["message"]["tool_calls"],
        json!([
            {
                "id": "call_2",
                "type": "function",
                "function": {"name": "Search", "arguments": "{\"query\":\"x\"}"}
            },
            {
                "id": "call_2_2",
                "type": "function",
                "function": {"name": "Lights", "arguments": "{}"}
            }
        ])
    );
}

#[tokio::test]
async fn a_request_for_functions_gets_the_first_call() {
    let server = Server::start(both()).await.unwrap();
    let body = Reply::to(&server, &format!("{{{FUNCTIONS}}}")).await.json();
    let message = &body["choices"][0]["message"];
    assert_eq!(message["function_call"]["name"], "Search");
    assert!(message.get("tool_calls").is_none());
}

#[tokio::test]
async fn calls_take_turns() {
    let reply = streamed(both().deltas_of(5).quirk(Quirk::Interleaved)).await;
    let indices: Vec<&str> = tool_calls(&reply)
        .iter()
        .map(|call| &call[..r#"{"index":0"#.len()])
        .collect();
    let of = |index| format!(r#"{{"index":{index}"#);
    assert_eq!(indices, [0, 1, 0, 1, 0, 0].map(of));
}

#[tokio::test]
async fn a_call_is_whole_at_once() {
    let calls = Answer::calls([("Search", "{\"query\":1}"), ("Lights", "")]);
    assert_eq!(
        tool_calls(&streamed(calls.quirk(Quirk::WholeCalls)).await),
        [
            r#"{"index":0,"id":"call_1","type":"function","function":{"name":"Search","arguments":"{\"query\":1}"}}"#,
            r#"{"index":1,"id":"call_1_2","type":"function","function":{"name":"Lights","arguments":""}}"#,
        ]
    );
}

#[tokio::test]
async fn a_name_is_repeated_or_comes_without_arguments() {
    let odd = Answer::text("{}")
        .quirk(Quirk::NameRepeated)
        .quirk(Quirk::NoArguments);
    let server = Server::start(odd).await.unwrap();
    let reply = Reply::to(&server, &format!(r#"{{"stream":true,{TWO_TOOLS}}}"#)).await;
    assert!(reply.events()[0].contains(
        r#""tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"first"}}]"#
    ));
    assert!(reply.events()[1].contains(
        r#""tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"first","arguments":"{}"}}]"#
    ));
}

#[test]
#[should_panic(expected = "calls have no text to replace")]
fn calls_have_no_deltas_of_one_text() {
    let _ = both().deltas(["a"]);
}
