//! Which of the items of an answer is the value, and from where its text is taken.

use super::*;

fn added(item: &Value, place: usize) -> Value {
    json!({"type": "response.output_item.added", "output_index": place, "item": item})
}

fn done(item: &Value, place: usize) -> Value {
    json!({"type": "response.output_item.done", "output_index": place, "item": item})
}

fn arguments(place: usize, delta: &str) -> Value {
    json!({
        "type": "response.function_call_arguments.delta",
        "item_id": format!("fc_{place}"), "output_index": place, "delta": delta,
    })
}

/// A message of this phase, which says nothing yet.
fn empty(place: usize, phase: &str) -> Value {
    json!({"type": "message", "id": format!("msg_{place}"), "phase": phase, "content": []})
}

/// With a phase, what goes before the answer is told apart from it.
#[tokio::test]
async fn commentary_is_not_the_value() {
    let (start, rest) = ANA.split_at(20);
    let mut commentary = message(0, "Let me look.");
    commentary["phase"] = "commentary".into();
    let told = [
        added(&empty(0, "commentary"), 0),
        piece(0, "Let me"),
        piece(0, " look."),
        done(&commentary, 0),
    ];
    let answer = [
        added(&empty(1, "final_answer"), 1),
        piece(1, start),
        piece(1, rest),
        completed(&[commentary.clone(), message(1, ANA)]),
    ];
    let body = events(&[&told[..], &answer[..]].concat());
    let (value, response) = read(&body, ResponsesJsonSchema).await;
    assert_eq!(value, ana());
    assert_eq!(response.text, ANA);

    // A call that is not made, after words about it.
    let silence = events(&[&told[..], &[completed(&[])][..]].concat());
    let error = fails(&silence, ResponsesTools).await;
    assert_eq!(
        error.to_string(),
        "the model answered in words, not with a value: Let me look."
    );

    // Where the text comes with the end alone, or whole.
    let output = [commentary, message(1, ANA)];
    let (value, _) = read(&events(&[completed(&output)]), ResponsesJsonSchema).await;
    assert_eq!(value, ana());
    let body = &completed(&output)["response"];
    let (value, _) = extract(body, ResponsesJsonSchema).await.unwrap();
    assert_eq!(value, ana());
}

#[tokio::test]
async fn of_several_answers_the_first_is_the_value() {
    let both = [message(0, ANA), message(1, crate::BO)];
    let streamed = events(&[piece(0, ANA), piece(1, crate::BO), completed(&both)]);
    let (value, response) = read(&streamed, ResponsesJsonSchema).await;
    assert_eq!((value, &*response.text), (ana(), ANA));

    let calls = [call(0, ANA), call(1, crate::BO)];
    let streamed = events(&[
        arguments(0, ANA),
        arguments(1, crate::BO),
        completed(&calls),
    ]);
    let (value, response) = read(&streamed, ResponsesTools).await;
    assert_eq!((value, &*response.text), (ana(), ANA));
    let (value, _) = extract(&completed(&calls)["response"], ResponsesTools)
        .await
        .unwrap();
    assert_eq!(value, ana());
}

/// Servers that send no pieces send the whole in one of these events, or in several.
#[tokio::test]
async fn a_text_that_comes_in_no_pieces_is_taken_where_it_comes() {
    let text = json!({
        "type": "response.output_text.done", "item_id": "msg_0", "output_index": 0, "content_index": 0, "text": ANA,
    });
    let said = json!({
        "type": "response.function_call_arguments.done", "item_id": "fc_0", "output_index": 0, "arguments": ANA,
    });
    let modes = [
        (ResponsesJsonSchema, text, message(0, ANA), piece(0, ANA)),
        (ResponsesTools, said, call(0, ANA), arguments(0, ANA)),
    ];
    for (mode, text, item, piece) in modes {
        let done = done(&item, 0);
        let [nothing, all] = [completed(&[]), completed(&[item])];
        for stream in [
            vec![&text, &nothing],
            vec![&done, &nothing],
            vec![&all],
            vec![&text, &done, &all],
            vec![&piece, &text, &done, &all],
            vec![&piece, &nothing],
        ] {
            let stream: Vec<Value> = stream.into_iter().cloned().collect();
            let (value, response) = read(&events(&stream), mode).await;
            assert_eq!(value, ana(), "{stream:?}");
            assert_eq!(response.text, ANA, "{stream:?}");
        }
    }
}

#[tokio::test]
async fn an_item_is_known_by_its_id_or_by_its_place() {
    let (start, rest) = ANA.split_at(20);
    let stream = |fields: [Value; 3]| {
        let mut stream = [
            json!({"type": "response.output_text.delta", "delta": start}),
            json!({"type": "response.output_text.delta", "delta": rest}),
            json!({"type": "response.output_text.done", "text": ANA}),
        ];
        for (event, fields) in stream.iter_mut().zip(fields) {
            let fields = fields.as_object().unwrap().clone();
            event.as_object_mut().unwrap().extend(fields);
        }
        let mut thought = empty(0, "commentary");
        thought["id"] = "another".into();
        let mut begun = vec![added(&thought, 0)];
        if stream[0]["output_index"].is_null() {
            begun.push(json!({"type": "response.output_item.added", "item": {"type": "message", "id": "a"}}));
        }
        events(&[&begun[..], &stream, &[completed(&[])]].concat())
    };
    for fields in [
        // No places.
        [
            json!({"item_id": "a"}),
            json!({"item_id": "a"}),
            json!({"item_id": "a"}),
        ],
        // No ids.
        [
            json!({"output_index": 1}),
            json!({"output_index": 1}),
            json!({"output_index": 1}),
        ],
        // An id that is another with each event.
        [
            json!({"item_id": "a", "output_index": 1}),
            json!({"item_id": "b", "output_index": 1}),
            json!({"item_id": "c", "output_index": 1}),
        ],
        // Null for what is not known.
        [
            json!({"item_id": "a", "output_index": null}),
            json!({"item_id": "a", "output_index": null}),
            json!({"item_id": "a", "output_index": null, "content_index": null}),
        ],
    ] {
        let (value, response) = read(&stream(fields.clone()), ResponsesJsonSchema).await;
        assert_eq!((value, &*response.text), (ana(), ANA), "{fields:?}");
    }

    // The same place for each item.
    let mut answer = empty(1, "final_answer");
    answer["id"] = "msg_1".into();
    let mut pieces = [piece(1, start), piece(1, rest)];
    for piece in &mut pieces {
        piece["output_index"] = 0.into();
    }
    let [first, second] = pieces;
    let commentary = [added(&empty(0, "commentary"), 0), piece(0, "Well.")];
    let answer = [added(&answer, 0), first, second, completed(&[])];
    let stream = events(&[&commentary[..], &answer[..]].concat());
    let (value, _) = read(&stream, ResponsesJsonSchema).await;
    assert_eq!(value, ana());

    // Neither of them: one item after the other.
    let bare = [
        json!({"type": "response.output_text.delta", "delta": start}),
        json!({"type": "response.output_text.delta", "delta": rest}),
        completed(&[message(0, ANA)]),
    ];
    let (value, response) = read(&events(&bare), ResponsesJsonSchema).await;
    assert_eq!((value, &*response.text), (ana(), ANA));
}

/// Where they have no places, either.
#[tokio::test]
async fn an_id_that_was_not_announced_is_of_the_last_item() {
    let (start, rest) = ANA.split_at(20);
    let modes = [
        (ResponsesJsonSchema, "output_text", "text", message(0, "")),
        (
            ResponsesTools,
            "function_call_arguments",
            "arguments",
            call(0, ""),
        ),
    ];
    for (mode, what, field, item) in modes {
        let delta = format!("response.{what}.delta");
        let done = format!("response.{what}.done");
        let whole = json!({"type": done, "item_id": "c", field: ANA});
        let pieces = [
            json!({"type": delta, "item_id": "a", "delta": start}),
            json!({"type": delta, "item_id": "b", "delta": rest}),
            whole.clone(),
            completed(&[]),
        ];
        let begun = json!({"type": "response.output_item.added", "item": item});
        let thought =
            json!({"type": "response.reasoning_text.delta", "item_id": "r", "delta": "Hm."});
        for stream in [
            pieces.to_vec(),
            [&[begun][..], &pieces].concat(),
            [&[thought.clone()][..], &pieces].concat(),
            vec![thought, whole, completed(&[])],
        ] {
            let (value, response) = read(&events(&stream), mode).await;
            assert_eq!((value, &*response.text), (ana(), ANA), "{stream:?}");
        }
    }

    // An item that comes whole is its own.
    let done = |item: Value| json!({"type": "response.output_item.done", "item": item});
    let thought = |id: &str| {
        let text = json!([{"type": "reasoning_text", "text": id}]);
        json!({"type": "reasoning", "id": id, "content": text})
    };
    let stream = [
        done(thought("x")),
        done(thought("y")),
        done(message(0, ANA)),
        completed(&[]),
    ];
    let (value, response) = read(&events(&stream), ResponsesJsonSchema).await;
    assert_eq!((value, &*response.text), (ana(), ANA));
    assert_eq!(response.reasoning, "xy");
}

/// Events that are alike but for their text are of another item when another has begun.
#[tokio::test]
async fn pieces_without_a_name_are_of_the_item_that_began_last() {
    let bare = |text: &str| json!({"type": "response.output_text.delta", "delta": text});
    let begin = |phase: &str| json!({"type": "response.output_item.added", "item": {"type": "message", "phase": phase}});
    let (start, rest) = ANA.split_at(20);
    let stream = [
        begin("commentary"),
        bare("Let me "),
        bare("look."),
        begin("final_answer"),
        bare(start),
        bare(rest),
        completed(&[]),
    ];
    let (value, response) = read(&events(&stream), ResponsesJsonSchema).await;
    assert_eq!((value, &*response.text), (ana(), ANA));
}

/// As OpenAI sends them: with a number, and with something random to hide their length.
#[tokio::test]
async fn events_that_differ_in_what_does_not_count() {
    let mut stream: Vec<Value> = ANA
        .chars()
        .map(|char| piece(0, &char.to_string()))
        .collect();
    for (number, event) in stream.iter_mut().enumerate() {
        event["sequence_number"] = (number + 4).into();
        event["obfuscation"] = "x".repeat(number % 7).into();
        event["logprobs"] = json!([]);
    }
    stream.push(completed(&[message(0, ANA)]));
    let (value, response) = read(&events(&stream), ResponsesJsonSchema).await;
    assert_eq!((value, &*response.text), (ana(), ANA));
}

/// The parts of what was thought are paragraphs, streamed and whole; none is part of the text.
#[tokio::test]
async fn what_the_model_thinks_is_kept_apart() {
    let summary = |part: usize, delta: &str| {
        json!({
            "type": "response.reasoning_summary_text.delta",
            "item_id": "rs_0", "output_index": 0, "summary_index": part, "delta": delta,
        })
    };
    let text = |delta: &str| {
        json!({
            "type": "response.reasoning_text.delta",
            "item_id": "rs_0", "output_index": 0, "content_index": 0, "delta": delta,
        })
    };
    let summarized = json!({
        "type": "reasoning", "id": "rs_0",
        "summary": [{"type": "summary_text", "text": "**A name.**"}, {"type": "summary_text", "text": "An {age}."}],
    });
    let thought = json!({
        "type": "reasoning", "id": "rs_0", "summary": [], "encrypted_content": "gAAAA",
        "content": [{"type": "reasoning_text", "text": "A name. An {age}."}],
    });
    for (item, pieces, expected) in [
        (
            summarized,
            vec![
                summary(0, "**A "),
                summary(0, "name.**"),
                summary(1, "An "),
                summary(1, "{age}."),
            ],
            "**A name.**\n\nAn {age}.",
        ),
        (
            thought,
            vec![text("A name. "), text("An {age}.")],
            "A name. An {age}.",
        ),
    ] {
        let output = [item.clone(), message(1, ANA)];
        let ended = [done(&item, 0), piece(1, ANA), completed(&output)];
        let mut in_pieces = vec![added(&json!({"type": "reasoning", "id": "rs_0"}), 0)];
        in_pieces.extend(pieces);
        in_pieces.extend(ended.clone());
        for stream in [&in_pieces[..], &ended[..]] {
            let (value, response) = read(&events(stream), ResponsesJsonSchema).await;
            assert_eq!((value, &*response.text), (ana(), ANA));
            assert_eq!(response.reasoning, expected);
        }
        let body = &completed(&output)["response"];
        let (_, response) = extract(body, ResponsesJsonSchema).await.unwrap();
        assert_eq!(response.reasoning, expected);
    }
}

#[tokio::test]
async fn what_servers_leave_out_or_add_does_no_harm() {
    let (start, rest) = ANA.split_at(20);
    for harmless in [
        json!({}),
        json!({"type": null}),
        json!({"type": "ping"}),
        json!({"type": "keepalive", "sequence_number": 3}),
        json!({"type": "response.created"}),
        json!({"type": "response.queued", "response": null}),
        json!({"type": "response.in_progress", "response": {"id": null, "model": null, "error": null, "usage": null}}),
        json!({"type": "response.output_item.added", "output_index": 0}),
        json!({"type": "response.output_item.done", "output_index": 9, "item": {"type": "message"}}),
        json!({"type": "response.output_item.done", "output_index": 9, "item": {"type": "message", "content": null}}),
        json!({"type": "response.output_item.done", "output_index": 9, "item": {"type": "function_call", "arguments": null}}),
        json!({"type": "response.output_item.done", "output_index": 9, "item": {"type": "web_search_call", "action": {}}}),
        json!({"type": "response.output_text.delta", "output_index": 0}),
        json!({"type": "response.output_text.delta", "output_index": 0, "delta": null}),
        json!({"type": "response.output_text.delta", "output_index": 0, "delta": "", "logprobs": []}),
        json!({"type": "response.output_text.annotation.added", "annotation": {"url": "x"}, "output_index": 0}),
        json!({"type": "response.content_part.added", "output_index": 0, "part": {"type": "output_text", "text": ""}}),
        json!({"type": "response.web_search_call.searching", "output_index": 0, "item_id": "ws_0"}),
        json!({"type": "response.mcp_call_arguments.delta", "output_index": 0, "delta": "{}"}),
        json!({"type": "response.refusal.delta", "output_index": 0, "delta": ""}),
    ] {
        let stream = [
            harmless.clone(),
            piece(0, start),
            harmless.clone(),
            piece(0, rest),
            harmless.clone(),
            completed(&[]),
        ];
        let (value, response) = read(&events(&stream), ResponsesJsonSchema).await;
        assert_eq!((value, &*response.text), (ana(), ANA), "{harmless}");
    }
}
