//! Server-sent events in every framing that the standard allows or servers use, and chunks with parts missing.

use crate::recorded::{self, Recorded, value_of};
use crate::{ANA, MODES, User, ana, bo, serve};
use instructor_core::{ErrorKind, Extract, Mode};
use instructor_openai::testing::Answer;
use serde_json::{Value, json};

/// The same events, framed in another way.
type Reframe = (&'static str, fn(&str) -> String);

const REFRAMED: &[Reframe] = &[
    ("CRLF", |body| body.replace('\n', "\r\n")),
    ("CR", |body| body.replace('\n', "\r")),
    ("mixed line ends", |body| {
        body.replace("\n\n", "\r\n\n").replacen("\r\n\n", "\r\r", 2)
    }),
    ("a byte order mark", |body| format!("\u{feff}{body}")),
    ("no space", |body| body.replace("data: ", "data:")),
    ("comments", |body| {
        let events = body.replace("data: ", ": ping\ndata: ");
        format!(":\n\n: OPENROUTER PROCESSING\n\n{events}")
    }),
    ("keep-alives between", |body| {
        body.replace("\n\n", "\n\n: keep-alive\n\n")
    }),
    ("other fields", |body| {
        body.replace(
            "data: ",
            "id: 7\nevent: chunk\nretry: 10\ndataset: {}\ndata: ",
        )
    }),
    ("empty events", |body| {
        body.replace("data: ", "event: ping\n\ndata:\n\ndata\n\ndata: ")
    }),
    ("data over several lines", |body| {
        body.replace(",\"object", ",\ndata: \"object")
            .replace(":[{", ":[\ndata:{")
    }),
    ("space around the data", |body| {
        body.replace("data: ", "data:   ").replace("\n\n", "  \n\n")
    }),
    ("more blank lines", |body| body.replace("\n\n", "\n\n\n\n")),
    ("no marker", |body| body.replace("data: [DONE]\n\n", "")),
    ("no blank line at the end", |body| {
        body.trim_end().to_owned()
    }),
    ("no marker, no line end", |body| {
        body.replace("data: [DONE]\n\n", "").trim_end().to_owned()
    }),
    ("more behind the marker", |body| {
        format!("{body}data: nonsense\n\n<h1>Hello</h1>")
    }),
];

#[tokio::test]
async fn every_framing_gives_the_same_value() {
    for Recorded {
        name,
        mode,
        body,
        value,
    } in recorded::all()
    {
        for (framing, reframe) in REFRAMED {
            let reframed = reframe(body);
            assert_ne!(reframed, body, "{framing} changes nothing of {name}");
            // The short ones byte by byte.
            let smallest = if body.len() < 4000 { 1 } else { 50 };
            for piece in [smallest, 313, usize::MAX] {
                let read = value_of(&*reframed, piece, mode).await;
                assert_eq!(read, value, "{name}, {framing}, pieces of {piece}");
            }
        }
    }
}

/// The pieces of one byte above cut every character; here each is cut at each of its bytes, once.
#[tokio::test]
async fn a_character_cut_by_a_read_is_whole() {
    let body = event(&json!({"choices": [{"delta": {"content": ANA}}]}));
    let crab = body.find('🦀').unwrap();
    for piece in crab..crab + 5 {
        let read = value_of(&*body, piece, Mode::JsonSchema).await;
        assert_eq!(read, ana(), "cut at {piece}");
    }
}

#[tokio::test]
async fn what_servers_leave_out_or_add_does_no_harm() {
    let (start, end) = ANA.split_at(20);
    let content = |text: &str| json!({"choices": [{"index": 0, "delta": {"content": text}}]});
    let harmless = [
        json!({}),
        json!({"choices": null}),
        json!({"choices": []}),
        json!({"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}}),
        json!({"choices": [], "prompt_filter_results": [{"prompt_index": 0}], "object": ""}),
        json!({"choices": [{}]}),
        json!({"choices": [{"index": null, "delta": null, "finish_reason": null, "logprobs": null}]}),
        json!({"choices": [{"index": 0, "delta": {}, "finish_reason": ""}]}),
        json!({"choices": [{"index": 0, "delta": {"role": "assistant"}}]}),
        json!({"choices": [{"index": 0, "delta": {"role": "assistant", "content": null, "refusal": null, "tool_calls": null}}]}),
        json!({"choices": [{"index": 0, "delta": {"content": "", "refusal": "", "tool_calls": []}}]}),
        json!({"choices": [{"index": 0, "delta": {"reasoning_content": "First, the name.", "annotations": [{}]}}]}),
        json!({"choices": [{"index": 1, "delta": {"content": "another choice"}, "finish_reason": "stop"}]}),
        json!({"choices": [], "error": null, "x_groq": {"id": "req"}, "obfuscation": "a1B2"}),
    ];
    for harmless in harmless {
        for chunks in [
            vec![harmless.clone(), content(ANA)],
            vec![content(start), harmless.clone(), content(end)],
            vec![content(ANA), harmless.clone()],
        ] {
            let body: String = chunks.iter().map(event).collect();
            let read = value_of(&*body, usize::MAX, Mode::JsonSchema).await;
            assert_eq!(read, ana(), "{body}");
        }
    }
}

#[tokio::test]
async fn a_choice_without_an_index_is_the_first() {
    for choice in [
        json!({"delta": {"content": ANA}}),
        json!({"index": null, "delta": {"content": ANA}, "finish_reason": "stop"}),
        // As a whole answer has it, in an event.
        json!({"message": {"content": ANA}}),
    ] {
        let body = event(&json!({"choices": [choice]}));
        let read = value_of(body, usize::MAX, Mode::Json).await;
        assert_eq!(read, ana(), "{choice}");
    }
}

#[tokio::test]
async fn calls_come_in_many_shapes() {
    let call = |call: Value| json!({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]});
    let (start, end) = ANA.split_at(20);
    for chunks in [
        // All of it in one delta, and no index.
        vec![call(
            json!({"id": "a", "type": "function", "function": {"name": "User", "arguments": ANA}}),
        )],
        // The arguments are null until there are some.
        vec![
            call(json!({"index": 0, "id": "a", "function": {"name": "User", "arguments": null}})),
            call(json!({"index": 0, "function": {"arguments": start}})),
            call(json!({"index": 0, "function": {"name": null, "arguments": end}})),
        ],
        // The name alone, then no name; an index of null.
        vec![
            call(json!({"index": 0, "id": "a", "function": {"name": "User"}})),
            call(json!({"index": null, "function": {"arguments": start}})),
            call(json!({"index": 0, "function": null})),
            call(json!({"function": {"arguments": end}})),
        ],
        // A second call, which was not asked for, interleaved with the first.
        vec![
            call(json!({"index": 0, "function": {"name": "User", "arguments": start}})),
            call(json!({"index": 1, "function": {"name": "User", "arguments": "{\"name\""}})),
            call(json!({"index": 0, "function": {"arguments": end}})),
        ],
    ] {
        let body: String = chunks.iter().map(event).collect();
        let read = value_of(&*body, usize::MAX, Mode::Tools).await;
        assert_eq!(read, ana(), "{body}");
    }
}

/// A proxy that counts a text before the call as the answer's first part.
#[tokio::test]
async fn the_first_call_may_be_numbered_from_one() {
    let call = json!([{"index": 1, "id": "a", "function": {"name": "User", "arguments": ANA}}]);
    let body = event(&json!({"choices": [{"index": 0, "delta": {"tool_calls": call}}]}));
    assert_eq!(value_of(body, usize::MAX, Mode::Tools).await, ana());
}

#[tokio::test]
async fn elements_come_out_of_any_framing_too() {
    let list = format!(r#"{{"items": [{ANA}, {{"name":"Bo","age":7,"role":null}}]}}"#);
    let mut body = String::new();
    for text in list.split_inclusive(' ') {
        body += &event(&json!({"choices": [{"delta": {"content": text}}]})).replace('\n', "\r\n");
    }
    for piece in [1, 3, usize::MAX] {
        let answer = Answer::raw("text/event-stream", &*body).pieces_of(piece);
        let (_server, client) = serve(answer).await;
        let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
        assert_eq!(users.next().await.unwrap().unwrap(), ana());
        assert_eq!(users.next().await.unwrap().unwrap(), bo());
        assert!(users.next().await.is_none());
    }
}

/// The bytes of an event are checked when it is read, not when it is split.
#[tokio::test]
async fn an_event_that_does_not_parse_is_quoted() {
    for (data, quoted) in [
        (
            &b"data: {\"choices\": [{\"delta\": \n\n"[..],
            "{\"choices\"",
        ),
        (b"data: nonsense\n\n", "nonsense"),
        (b"data: {\"choices\": 7}\n\n", "{\"choices\": 7}"),
        (
            b"data: {\"choices\": [{\"delta\": {\"content\": \"\xFF\"}}]}\n\n",
            "\u{fffd}",
        ),
    ] {
        for mode in MODES {
            let (_server, client) = serve(Answer::raw("text/event-stream", data)).await;
            let stream = User::stream_partial(&client, "Who?").mode(mode);
            let error = stream.await.unwrap().complete().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Protocol, "{error}");
            assert!(error.to_string().contains(quoted), "{error}");
        }
    }
}

/// What came before it is not lost.
#[tokio::test]
async fn an_error_behind_text_in_one_read_leaves_the_text() {
    let text = r#"{"name":"Ana","#;
    let content = event(&json!({"choices": [{"delta": {"content": text}}]}));
    for (tail, kind) in [
        ("data: nonsense\n\n", ErrorKind::Protocol),
        (
            "data: {\"error\": \"out of memory\"}\n\n",
            ErrorKind::Status,
        ),
    ] {
        let answer = Answer::raw("text/event-stream", format!("{content}{tail}"));
        let (_server, client) = serve(answer).await;
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        let snapshot = stream.next().await.unwrap().unwrap();
        assert_eq!(snapshot.name.as_deref(), Some("Ana"));
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.partial_json(), Some(text));
    }
}

fn event(chunk: &Value) -> String {
    format!("data: {chunk}\n\n")
}

/// Some servers send an empty `error` with each event.
#[tokio::test]
async fn an_error_that_says_nothing_is_none() {
    for error in ["null", "false", r#""""#, "{}"] {
        let event = |text: &str| {
            format!(
                r#"data: {{"error":{error},"choices":[{{"index":0,"delta":{{"content":{text:?}}},"finish_reason":null}}]}}"#
            )
        };
        let body = format!("{}\n\n{}\n\n", event(&ANA[..20]), event(&ANA[20..]));
        let (_server, client) = serve(Answer::raw("text/event-stream", body)).await;
        let stream = User::stream_partial(&client, "Who?").await.unwrap();
        assert_eq!(stream.complete().await.unwrap(), ana(), "{error}");
    }
}
