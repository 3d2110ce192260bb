//! What is missing, null, empty, repeated or unknown, and where else servers differ.

use super::*;
use serde_json::json;

/// An event of this `delta`.
fn delta(delta: Value) -> String {
    json!({"id": "c1", "choices": [{"index": 0, "delta": delta}]}).to_string()
}

/// What is told of an answer of this content, and of no more.
fn content(content: &str) -> Told {
    Told {
        content: content.to_owned(),
        ..Told::default()
    }
}

/// The call of this index.
fn call(index: usize, names: &[&str], arguments: &str) -> (usize, (Vec<String>, String)) {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    (index, (names, arguments.to_owned()))
}

#[test]
fn what_says_nothing_does_no_harm() {
    let a = r#"{"choices":[{"delta":{"content":"a"}}]}"#;
    let b = r#"{"choices":[{"delta":{"content":"b"}}]}"#;
    for nothing in [
        "{}",
        r#"{"choices":null}"#,
        r#"{"choices":[]}"#,
        r#"{"choices":[{}]}"#,
        r#"{"choices":[{"index":null,"delta":null,"message":null,"finish_reason":null,"error":null}]}"#,
        r#"{"choices":[{"index":0,"delta":{},"finish_reason":""}]}"#,
        r#"{"choices":[{"delta":{"role":"assistant"}}]}"#,
        r#"{"choices":[{"delta":{"content":null,"refusal":null,"reasoning":null,"tool_calls":null,"function_call":null}}]}"#,
        r#"{"choices":[{"delta":{"content":"","refusal":"","reasoning":"","reasoning_content":"","tool_calls":[]}}]}"#,
        r#"{"choices":[{"delta":{"content":[]}}]}"#,
        r#"{"choices":[{"index":1,"delta":{"content":"x"},"finish_reason":"length"}]}"#,
        r#"{"choices":[],"object":"","id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}"#,
        r#"{"choices":[],"usage":null,"error":null,"detail":null,"message":null,"code":null,"type":null}"#,
        r#"{"choices":[],"usage":{},"error":{},"message":""}"#,
        r#"{"choices":[],"error":{"message":"","code":0,"type":null},"x":[{"y":1e99}]}"#,
        r#"{"choices":[{"index":1,"error":{"message":"of another answer"}}]}"#,
        r#"{"choices":[],"error":false}"#,
        r#"{"choices":[],"error":[]}"#,
        r#"{"choices":[],"error":""}"#,
        r#"{"choices":[],"message":"processing"}"#,
        r#"{"type":"ping"}"#,
        "",
        "  ",
    ] {
        for events in [[nothing, a, b], [a, nothing, b], [a, b, nothing]] {
            assert_eq!(told_by(&events), content("ab"), "{nothing}");
        }
    }
}

#[test]
fn choices_are_told_apart_by_index_else_by_place() {
    let both = |first: Value, second: Value| json!({"choices": [first, second]}).to_string();
    let said = |index: Value, text: &str| json!({"index": index, "delta": {"content": text}});
    for (events, expected) in [
        (vec![both(said(json!(0), "a"), said(json!(1), "x"))], "a"),
        (vec![both(said(json!(1), "x"), said(json!(0), "a"))], "a"),
        (
            vec![both(said(json!(null), "a"), said(json!(null), "x"))],
            "a",
        ),
        // The first in two pieces.
        (vec![both(said(json!(0), "a"), said(json!(0), "b"))], "ab"),
    ] {
        assert_eq!(told_by(&events), content(expected), "{events:?}");
    }
    let events = [(1, "x"), (0, "a"), (2, "y"), (0, "b"), (1, "z")];
    let events =
        events.map(|(index, text)| json!({"choices": [said(json!(index), text)]}).to_string());
    assert_eq!(told_by(&events), content("ab"));
}

#[test]
fn a_content_may_come_in_parts() {
    let parts = json!({"content": [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
        {"type": "text", "text": "a"}, {"type": "text", "text": "b"}, {"type": "text", "text": null},
    ]});
    assert_eq!(told_by(&[delta(parts)]).content, "ab");
}

#[test]
fn refusals_and_reasoning_are_kept_apart() {
    let told = told_by(&[
        delta(json!({"role": "assistant", "content": null, "refusal": ""})),
        delta(json!({"refusal": "I can"})),
        delta(json!({"refusal": "not."})),
    ]);
    assert_eq!(
        (told.refusal.as_str(), told.content.as_str()),
        ("I cannot.", "")
    );
    for thought in [
        json!({"reasoning_content": "hm"}),
        json!({"reasoning": "hm"}),
        json!({"reasoning": "hm", "reasoning_content": "hm"}),
        json!({"reasoning": "hm", "reasoning_content": null}),
        json!({"reasoning": "", "reasoning_content": "hm"}),
    ] {
        let told = told_by(&[
            delta(thought.clone()),
            delta(thought),
            delta(json!({"content": "a"})),
        ]);
        assert_eq!(
            (told.reasoning.as_str(), told.content.as_str()),
            ("hmhm", "a")
        );
    }
}

#[test]
fn the_last_usage_counts_wherever_it_comes() {
    let usage =
        |n: u64| json!({"prompt_tokens": 10, "completion_tokens": n, "total_tokens": 10 + n});
    let with = |usage: Value| {
        json!({"choices": [{"delta": {"content": "a"}}], "usage": usage}).to_string()
    };
    let without = |usage: Value| json!({"choices": [], "usage": usage}).to_string();
    for events in [
        vec![with(usage(7))],
        vec![with(json!(null)), without(usage(7))],
        vec![with(usage(1)), with(usage(2)), with(usage(7))],
        vec![with(usage(1)), without(usage(7)), without(json!(null))],
        vec![
            with(usage(7)),
            without(json!({"prompt_tokens": null, "total_tokens": null})),
        ],
        vec![with(json!({})), json!({"usage": usage(7)}).to_string()],
        vec![with(
            json!({"prompt_tokens": 10, "completion_tokens": 7, "total_tokens": null, "prompt_tokens_details": null}),
        )],
    ] {
        assert_eq!(
            told_by(&events).usage,
            Some(Usage::new(10, 7)),
            "{events:?}"
        );
    }
}

#[test]
fn a_call_comes_whole_or_in_pieces() {
    let calls = |calls: Value| delta(json!({"tool_calls": calls}));
    let named = |arguments: Value| json!({"name": "f", "arguments": arguments});
    for (events, expected) in [
        // Whole; and as the object that the arguments are.
        (
            vec![calls(
                json!([{"index": 0, "id": "1", "type": "function", "function": named(json!("{}"))}]),
            )],
            vec![call(0, &["f"], "{}")],
        ),
        (
            vec![calls(
                json!([{"index": 0, "function": named(json!({"a": [1]}))}]),
            )],
            vec![call(0, &["f"], r#"{"a":[1]}"#)],
        ),
        // Without arguments, or with none, at first.
        (
            vec![
                calls(json!([{"index": 0, "function": {"name": "f"}}])),
                calls(json!([{"index": 0, "function": {"name": null, "arguments": null}}])),
                calls(json!([{"index": 0}])),
                calls(json!([{"index": 0, "function": null}])),
                calls(json!([{"index": 0, "function": {"arguments": "{}"}}])),
            ],
            vec![call(0, &["f"], "{}")],
        ),
        // The name and the id each time, the second time empty.
        (
            vec![
                calls(json!([{"index": 0, "id": "1", "function": named(json!("{"))}])),
                calls(json!([{"index": 0, "id": "", "function": {"name": "", "arguments": ""}}])),
                calls(json!([{"index": 0, "id": "1", "function": named(json!("}"))}])),
            ],
            vec![call(0, &["f", "f"], "{}")],
        ),
        // Without an index the place counts.
        (
            vec![calls(
                json!([{"function": named(json!("1"))}, {"index": null, "function": named(json!("2"))}]),
            )],
            vec![call(0, &["f"], "1"), call(1, &["f"], "2")],
        ),
        // Mixed.
        (
            vec![
                calls(json!([{"index": 1, "function": named(json!("2"))}])),
                calls(json!([{"index": 0, "function": named(json!("1"))}])),
                calls(
                    json!([{"index": 1, "function": {"arguments": "3"}}, {"index": 0, "function": {"arguments": "4"}}]),
                ),
            ],
            vec![call(0, &["f"], "14"), call(1, &["f"], "23")],
        ),
        // As it was before there were tools.
        (
            vec![
                delta(json!({"function_call": {"name": "f", "arguments": ""}})),
                delta(json!({"function_call": {"arguments": "{}"}})),
            ],
            vec![call(0, &["f"], "{}")],
        ),
    ] {
        let told = told_by(&events);
        assert_eq!(told.calls, expected.into_iter().collect(), "{events:?}");
        assert_eq!(
            (told.error, told.content.as_str()),
            (None, ""),
            "{events:?}"
        );
    }
}

#[test]
fn each_finish_reason_is_one_of_four() {
    for (reason, expected) in [
        (json!(null), None),
        (json!(""), None),
        (json!("stop"), Some(Finish::Stop)),
        (json!("tool_calls"), Some(Finish::Stop)),
        (json!("function_call"), Some(Finish::Stop)),
        (json!("length"), Some(Finish::Length)),
        (json!("model_length"), Some(Finish::Length)),
        (json!("max_tokens"), Some(Finish::Length)),
        (json!("content_filter"), Some(Finish::Filter)),
        (json!("insufficient_system_resource"), Some(Finish::Other)),
    ] {
        let with = json!({"choices": [{"delta": {"content": "a"}, "finish_reason": reason}]});
        let apart = json!({"choices": [{"delta": {}, "finish_reason": reason}]});
        for events in [
            vec![with.to_string()],
            vec![delta(json!({"content": "a"})), apart.to_string()],
        ] {
            let told = told_by(&events);
            assert_eq!(
                (told.finish, told.content.as_str()),
                (expected, "a"),
                "{reason}"
            );
            let is_whole = expected == Some(Finish::Stop);
            assert_eq!(told.is_whole, is_whole, "{reason}");
        }
    }
}

#[test]
fn an_error_in_a_stream_is_told_in_whatever_shape() {
    for (event, code, status) in [
        (r#"{"error":{"message":"no","code":503}}"#, None, Some(503)),
        (
            r#"{"error":{"message":"no","code":"503"}}"#,
            Some("503"),
            Some(503),
        ),
        (
            r#"{"error":{"message":"no","code":1302}}"#,
            Some("1302"),
            None,
        ),
        (
            r#"{"error":{"message":"no","code":"rate_limit_exceeded"}}"#,
            Some("rate_limit_exceeded"),
            None,
        ),
        (
            r#"{"error":{"message":"no","type":"server_error","param":null,"code":null}}"#,
            Some("server_error"),
            None,
        ),
        (r#"{"error":{"message":"no"}}"#, None, None),
        (r#"{"error":"no"}"#, None, None),
        (
            r#"{"error":{"error":{"message":"no","code":"c"}}}"#,
            Some("c"),
            None,
        ),
        (r#"{"error":{"error":"no"}}"#, None, None),
        (
            r#"{"error":{"message":"no"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#,
            None,
            None,
        ),
        (
            r#"{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"message":"no","code":502}}]}"#,
            None,
            Some(502),
        ),
        (
            r#"{"object":"error","message":"no","code":400}"#,
            None,
            Some(400),
        ),
        (
            r#"{"type":"error","error":{"type":"overloaded_error","message":"no"}}"#,
            Some("overloaded_error"),
            None,
        ),
        (
            r#"{"type":"error","message":"no","code":"c","param":null}"#,
            Some("c"),
            None,
        ),
        (r#"{"detail":"no"}"#, None, None),
        (r#"{"detail":[{"msg":"no"}]}"#, None, None),
        (r#"{"message":"no"}"#, None, None),
        (r#"{"message":"no","choices":null}"#, None, None),
    ] {
        let told = told_by(&[delta(json!({"content": "a"})), event.to_owned()]);
        let message = "the server answered with an error: no";
        assert_eq!(told.error.as_deref(), Some(message), "{event}");
        assert_eq!(told.content, "a", "{event}");
        let mut spare = Value::Null;
        let Ok(chunk) = parse(event.as_bytes(), &mut spare, "an event") else {
            panic!("{event}");
        };
        let error = chunk.error().unwrap();
        assert_eq!((error.code(), error.status()), (code, status), "{event}");
        assert_eq!(error.kind(), ErrorKind::Status, "{event}");
    }
}

#[test]
fn what_comes_with_an_error_is_kept() {
    let told = told_by(&[
        r#"{"choices":[{"delta":{"content":"a"}}]}"#,
        r#"{"error":{"message":"no"},"usage":{"total_tokens":3},"choices":[{"delta":{"content":"b"},"finish_reason":"error"}]}"#,
    ]);
    assert_eq!(told.content, "ab");
    assert_eq!(told.usage.map(|usage| usage.total), Some(3));
    assert!(told.error.is_some() && !told.is_whole);
}

#[test]
fn a_field_that_comes_twice_counts_as_the_last() {
    let told = told_by(&[
        r#"{"id":"x","id":"c1","choices":[],"choices":[{"index":0,"index":0,"delta":{"content":"x","content":"a"}}]}"#,
        r#"{"choices":[{"delta":{"role":"assistant","role":"assistant","content":"b"}}]}"#,
    ]);
    let expected = Told {
        id: "c1".to_owned(),
        ..content("ab")
    };
    assert_eq!(told, expected);
}

#[test]
fn an_id_may_be_a_number_and_the_first_of_any_counts() {
    let told = told_by(&[
        r#"{"id":"","model":"","choices":[]}"#,
        r#"{"id":7,"model":"m","choices":[{"delta":{"content":"a"}}]}"#,
        r#"{"id":8,"model":"n","choices":[{"delta":{"content":"b"}}]}"#,
    ]);
    let expected = Told {
        id: "7".to_owned(),
        model: "m".to_owned(),
        ..content("ab")
    };
    assert_eq!(told, expected);
}

#[test]
fn the_marker_may_be_missing_padded_or_come_twice() {
    let a = r#"data: {"choices":[{"delta":{"content":"a"}}]}"#;
    let done = |is_done| Told {
        is_done,
        is_whole: is_done,
        ..content("a")
    };
    for (end, is_done) in [
        ("", false),
        ("\n\n", false),
        ("\n\ndata: [DONE]", true),
        ("\n\ndata:[DONE]\n\n", true),
        ("\r\n\r\ndata:   [DONE] \r\n\r\n", true),
        ("\n\ndata: [DONE]\n\ndata: [DONE]\n\n", true),
        (
            "\n\nevent: done\nid: 7\nretry: 9\n: bye\ndata: [DONE]\n\n",
            true,
        ),
    ] {
        assert_eq!(told_of(&format!("{a}{end}")), done(is_done), "{end:?}");
    }
    assert_eq!(
        told_of("data: [DONE]\n\n"),
        Told {
            content: String::new(),
            ..done(true)
        }
    );
}

#[test]
fn an_event_may_span_several_lines() {
    let event = r#"{"choices":[{"delta":{"content":"a"}}]}"#;
    let lines = event.replace(':', ":\ndata: ");
    assert_eq!(told_of(&format!("data: {lines}\n\n")), content("a"));
    assert_eq!(
        told_of(&format!("\u{feff}data:{lines}\r\r").replace('\n', "\r")),
        content("a")
    );
}

#[test]
fn what_is_no_event_of_this_api_is_said_to_be_none() {
    let other = r#"{"type":"message_start","message":{"model":"m","usage":{"input_tokens":1}}}"#;
    let usage = r#"{"type":"message_delta","usage":{"output_tokens":9}}"#;
    for end in ["", "data: [DONE]\n\n"] {
        let told = told_of(&format!("data: {other}\n\ndata: {usage}\n\n{end}"));
        let message = format!(
            "no event of the stream is of Chat Completions (check the base URL and the mode): {other}"
        );
        assert_eq!(told.error, Some(message));
        assert_eq!((told.usage, told.is_done), (None, false));
    }
    for event in [
        "3",
        "null",
        "\"x\"",
        "[]",
        "{",
        "nonsense",
        r#"{"choices":[3]}"#,
    ] {
        let error = told_by(&[event]).error.unwrap();
        let start = "an event is not of Chat Completions: ";
        assert!(
            error.starts_with(start) && error.ends_with(event),
            "{error}"
        );
    }
}

#[test]
fn a_whole_answer_may_come_in_place_of_a_stream() {
    let answer = json!({
        "id": "c1", "model": "m", "usage": {"prompt_tokens": 1, "completion_tokens": 2},
        "choices": [{"message": {"content": "a"}, "finish_reason": "stop"}, {"message": {"content": "x"}}],
    });
    let expected = Told {
        id: "c1".to_owned(),
        model: "m".to_owned(),
        usage: Some(Usage::new(1, 2)),
        finish: Some(Finish::Stop),
        is_whole: true,
        is_done: true,
        ..content("a")
    };
    assert_eq!(told_of(&answer.to_string()), expected);
    assert_eq!(told_of(&format!("\n\n{answer:#}\n")), expected);
    let error = json!({"error": {"message": "no"}});
    let told = told_of(&error.to_string());
    assert_eq!(
        told.error.as_deref(),
        Some("the server answered with an error: no")
    );
    for no_answer in [r#"{"ok":true}"#, r#"{"choices":[]}"#, r#"{"choices"#] {
        let error = told_of(no_answer).error.unwrap();
        assert!(error.ends_with(no_answer), "{error}");
    }
}

#[test]
fn what_is_of_another_type_is_quoted_in_short() {
    let event = json!({"choices": "a".repeat(1 << 20)}).to_string();
    let error = parse(event.as_bytes(), &mut Value::Null, "an event").err();
    let error = error.unwrap().to_string();
    let start = "an event is not of Chat Completions: invalid type: string \"aaa";
    assert!(error.starts_with(start) && error.len() < 600, "{error}");
}
