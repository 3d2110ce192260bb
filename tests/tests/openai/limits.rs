//! Bounds on an answer: whatever a server sends, and however long, it ends.

use crate::{ANA, User, ana, builder};
use instructor_core::{Error, ErrorKind, Extract, Limits, Mode};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Quirk, Server};
use serde_json::json;
use std::fmt::Debug;
use std::time::Duration;
use tokio::time::timeout;

const LONG: Duration = Duration::from_secs(60);

#[test]
fn defaults() {
    let limits = Limits::default();
    assert_eq!(limits.depth, 128);
    assert_eq!(limits.bytes, 64 << 20);
    assert_eq!(limits.token, 64 << 10);
    assert_eq!(limits.whitespace, 4 << 10);
    assert_eq!(limits.elements, 1_000_000);
    assert_eq!(limits.event, 16 << 20);
}

#[tokio::test]
async fn depth() {
    let nested = "[[1], [2, [[[3]]]]]";
    #[derive(Extract, Debug, PartialEq)]
    #[serde(untagged)]
    enum Nested {
        Number(u8),
        List(Vec<Nested>),
    }
    at_the_edge::<Nested>(
        nested,
        5,
        |limits, depth| limits.depth = depth,
        |error| {
            assert!(
                error
                    .to_string()
                    .starts_with("more than 4 levels of nesting")
            );
            assert_eq!(error.offset(), Some(12));
        },
    )
    .await;
    at_the_edge::<Vec<Vec<u8>>>(
        "[[[1]]]",
        3,
        |limits, depth| limits.depth = depth,
        |error| {
            let message = "more than 2 levels of nesting at `[0][0]`, byte 2";
            assert_eq!(error.to_string(), message);
            assert_eq!(error.path().unwrap().to_string(), "[0][0]");
        },
    )
    .await;
}

#[tokio::test]
async fn bytes() {
    let text = r#"["a", "é", "🦀"]"#;
    at_the_edge::<String>(
        text,
        text.len(),
        |limits, bytes| limits.bytes = bytes,
        |error| {
            let last = text.len() - 1;
            let message = format!("more than {last} bytes of text at byte {last}");
            assert_eq!(error.to_string(), message);
            assert_eq!(error.offset(), Some(last));
        },
    )
    .await;
}

#[tokio::test]
async fn token() {
    at_the_edge::<u32>(
        "[1, 12345]",
        5,
        |limits, token| limits.token = token,
        |error| {
            assert_eq!(
                error.to_string(),
                "a key, a number or a short string of more than 4 bytes at `[1]`, byte 4"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn whitespace() {
    at_the_edge::<u8>(
        "[1, \n\t\r 2]",
        5,
        |limits, run| limits.whitespace = run,
        |error| {
            assert_eq!(
                error.to_string(),
                "more than 4 bytes of white space at `[1]`, byte 7"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn elements() {
    at_the_edge::<u8>(
        "[1, 2, 3]",
        3,
        |limits, most| limits.elements = most,
        |error| {
            assert_eq!(error.kind(), ErrorKind::Limit);
            assert!(
                error
                    .to_string()
                    .starts_with("more than 2 elements and entries at"),
                "{error}"
            );
        },
    )
    .await;
    // In all, wherever they are.
    at_the_edge::<Vec<u8>>(
        "[[1], [2]]",
        4,
        |limits, most| limits.elements = most,
        |error| {
            assert!(
                error
                    .to_string()
                    .starts_with("more than 3 elements and entries at")
            );
        },
    )
    .await;
}

/// Bytes of the event, whoever cuts it.
#[tokio::test]
async fn event() {
    let event = format!("data: {}", said("content", "[1, 2]"));
    let body = format!("{event}\n\ndata: [DONE]\n\n");
    for size in [1, 7, 64, usize::MAX] {
        let answer = Answer::raw("text/event-stream", body.clone()).pieces_of(size);
        let server = Server::start(answer).await.unwrap();
        for (events, fits) in [(event.len(), true), (event.len() - 1, false)] {
            let mut limits = Limits::default();
            limits.event = events;
            for (client, asked) in set(&server, limits) {
                let streamed = streamed::<u8>(&client, asked, Mode::JsonSchema).await;
                for (values, ended) in streamed {
                    match ended {
                        Ok(()) => assert!(fits && values == [1, 2]),
                        Err(error) => {
                            assert!(!fits, "{error}");
                            assert_eq!(error.kind(), ErrorKind::Limit);
                            let message = format!("an event of more than {events} bytes");
                            assert_eq!(error.to_string(), message);
                        }
                    }
                }
            }
        }
    }
}

/// What a model thinks or says beside the value is bounded as the value is, though by itself.
#[tokio::test]
async fn what_is_beside_the_value() {
    for (field, what) in [
        ("reasoning_content", "of reasoning"),
        ("refusal", "beside the value"),
    ] {
        let thought = format!("data: {}\n\n", said(field, &"x".repeat(50)));
        let body = format!("{thought}{thought}data: [DONE]\n\n");
        let answer = Answer::raw("text/event-stream", body);
        let server = Server::start(answer).await.unwrap();
        for (bytes, fits) in [(100, true), (99, false)] {
            let mut limits = Limits::default();
            limits.bytes = bytes;
            for (client, asked) in set(&server, limits) {
                for (_, ended) in streamed::<u8>(&client, asked, Mode::JsonSchema).await {
                    let error = ended.unwrap_err();
                    let message = format!("more than 99 bytes {what}");
                    assert_eq!(error.kind() != ErrorKind::Limit, fits, "{error}");
                    assert_eq!(error.to_string() != message, fits, "{error}");
                    let thought = error.response().unwrap().reasoning.len();
                    let is_kept = field == "reasoning_content";
                    assert_eq!(thought, if is_kept { 100 } else { 0 });
                }
            }
        }
    }
}

/// Each ends, and the connection closes with it.
#[tokio::test]
async fn events_without_end() {
    let call = |index: usize, text: &str| {
        let function = json!({"name": "Numbers", "arguments": text});
        json!({"choices": [{"index": 0, "delta": {"tool_calls": [{"index": index, "function": function}]}}]})
    };
    let first = format!("data: {}\n\n", call(0, "[1,"));
    let long = "word ".repeat(1000);
    for (mode, start, more) in [
        (Mode::JsonSchema, "", said("reasoning_content", &long)),
        (Mode::JsonSchema, "", said("reasoning", &long)),
        (Mode::JsonSchema, "", said("refusal", &long)),
        (Mode::Tools, "", said("content", &long)),
        (Mode::Tools, &*first, call(1, &long).to_string()),
        (Mode::MdJson, "", said("content", &long)),
    ] {
        let answer = Answer::raw("text/event-stream", start);
        let event = format!("data: {more}\n\n");
        let mut limits = Limits::default();
        limits.bytes = 1 << 20;
        ends(answer.end(End::Endless(event)), mode, limits, |error| {
            let message = error.to_string();
            let told = message.strip_prefix("more than 1048576 bytes ");
            let is_known = matches!(
                told,
                Some("of reasoning" | "beside the value" | "of text at byte 1048576")
            );
            assert!(is_known, "{message}, of {mode:?} and {more}");
        })
        .await;
    }
}

/// Signs of life, events without a word, and what waits until a call before it has ended.
#[tokio::test]
async fn a_stream_without_a_word() {
    #[derive(Extract, Debug)]
    enum Tool {
        #[allow(dead_code, reason = "it does not come")]
        Add { n: Vec<u8> },
    }
    let call = |index: usize, arguments: &str| {
        let function = json!({"name": "Add", "arguments": arguments});
        let calls = json!([{"index": index, "function": function}]);
        json!({"choices": [{"index": 0, "delta": {"tool_calls": calls}}]})
    };
    let long = "1,".repeat(1000);
    let nothing = "more than 1049576 bytes of a stream with nothing in them";
    let waiting = "more than 1000 bytes of calls that wait for others";
    for (start, more, message) in [
        ("", ": keep-alive\n\n".repeat(50), nothing),
        (
            "",
            format!("data: {}\n\n", said("content", "")).repeat(50),
            nothing,
        ),
        ("", "data: {}\n\n".repeat(50), nothing),
        (
            &*format!("data: {}\n\n", call(0, "{\"n\":[1,")),
            format!("data: {}\n\n", call(1, &long)),
            waiting,
        ),
    ] {
        let answer = Answer::raw("text/event-stream", start);
        let server = Server::start(answer.end(End::Endless(more))).await.unwrap();
        let mut limits = Limits::default();
        limits.bytes = 1000;
        let client = builder(&server).limits(limits).build().unwrap();
        let asking = streamed::<Tool>(&client, None, Mode::ParallelTools);
        for (tools, ended) in timeout(LONG, asking).await.unwrap() {
            let error = ended.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
            assert_eq!(error.to_string(), message);
            assert!(tools.is_empty());
        }
        timeout(LONG, server.closed()).await.unwrap();
    }
}

#[tokio::test]
async fn a_line_without_end() {
    for start in ["data: ", ": ", "event: ", "<html>"] {
        let answer = Answer::raw("text/event-stream", start);
        let answer = answer.end(End::Endless("x".repeat(10_000)));
        let mut limits = Limits::default();
        limits.event = 1 << 20;
        ends(answer, Mode::JsonSchema, limits, |error| {
            assert_eq!(error.to_string(), "an event of more than 1048576 bytes");
        })
        .await;
    }
}

#[tokio::test]
async fn an_event_without_end() {
    let answer = Answer::raw("text/event-stream", "");
    let line = format!("data: {}\n", "x".repeat(100_000));
    ends(
        answer.end(End::Endless(line)),
        Mode::JsonSchema,
        Limits::default(),
        |error| {
            assert_eq!(error.to_string(), "an event of more than 16777216 bytes");
        },
    )
    .await;
}

#[tokio::test]
async fn white_space_without_end() {
    for (start, message) in [
        ("", "more than 4096 bytes of white space at byte 4096"),
        (
            "[1,",
            "more than 4096 bytes of white space at `[1]`, byte 4099",
        ),
    ] {
        let answer = Answer::text(start).end(End::Endless(" \n\t ".repeat(10)));
        ends(answer, Mode::JsonSchema, Limits::default(), |error| {
            assert_eq!(error.to_string(), message);
            assert!(error.partial_json().unwrap().starts_with(start));
        })
        .await;
    }
}

#[tokio::test]
async fn a_text_without_end() {
    let answer = Answer::text("[").end(End::Endless("1,".repeat(100)));
    let mut limits = Limits::default();
    limits.bytes = 100_001;
    ends(answer.clone(), Mode::JsonSchema, limits, |error| {
        let message = "more than 100001 bytes of text at `[50000]`, byte 100001";
        assert_eq!(error.to_string(), message);
        assert!(error.partial_json().unwrap().len() > 100_000);
    })
    .await;
    let mut limits = Limits::default();
    limits.elements = 10_000;
    ends(answer, Mode::JsonSchema, limits, |error| {
        let message = error.to_string();
        let told = "more than 10000 elements and entries at `[";
        assert!(message.starts_with(told), "{message}");
    })
    .await;
    let answer = Answer::text("[1").end(End::Endless("1".repeat(100)));
    ends(answer, Mode::JsonSchema, Limits::default(), |error| {
        assert_eq!(
            error.to_string(),
            "a key, a number or a short string of more than 65536 bytes at `[0]`, byte 1"
        );
    })
    .await;
}

/// By whichever verb it was asked for.
#[tokio::test]
async fn a_body_without_end() {
    let answer = Answer::raw("application/json", "{\"choices\":[");
    let answer = answer.end(End::Endless(" ".repeat(10_000)));
    let mut limits = Limits::default();
    limits.bytes = 1000;
    let check = |error: &Error| {
        assert_eq!(error.to_string(), "an answer of more than 1049576 bytes");
    };
    ends(answer.clone(), Mode::JsonSchema, limits, check).await;
    let server = Server::start(answer).await.unwrap();
    for (client, asked) in set(&server, limits) {
        let ask = User::extract(&client, "Who?");
        let ask = match asked {
            Some(limits) => ask.limits(limits),
            None => ask,
        };
        let error = timeout(LONG, ask.into_future()).await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        check(&error);
        timeout(LONG, server.closed()).await.unwrap();
    }
}

/// The page of an error is quoted, not kept.
#[tokio::test]
async fn an_error_without_end() {
    let answer = Answer::status(500, "busy").end(End::Endless(" busy".repeat(1000)));
    let server = Server::start(answer).await.unwrap();
    let client = builder(&server).build().unwrap();
    let asking = User::extract(&client, "Who?").into_future();
    let error = timeout(LONG, asking).await.unwrap().unwrap_err();
    assert_eq!(error.status(), Some(500));
    assert!(error.to_string().len() < 500, "{error}");
    timeout(LONG, server.closed()).await.unwrap();
}

/// What a server sends around the value does not count.
#[tokio::test]
async fn the_envelope_is_not_the_text() {
    let answer = Answer::text(ANA)
        .quirk(Quirk::UnknownFields)
        .keep_alives(100);
    let server = Server::start(answer).await.unwrap();
    let mut limits = Limits::default();
    limits.bytes = ANA.len();
    let client = builder(&server).limits(limits).build().unwrap();
    assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), ana());
}

/// A list that `edge` of something is enough for, and one less is not: with what had arrived in the error.
async fn at_the_edge<E>(
    text: &str,
    edge: usize,
    limit: fn(&mut Limits, usize),
    check: impl Fn(&Error),
) where
    E: Extract + Debug + PartialEq,
{
    let (mut fits, mut short) = (Limits::default(), Limits::default());
    limit(&mut fits, edge);
    limit(&mut short, edge - 1);
    for size in [1, 3, 1000] {
        let server = Server::start(Answer::text(text).deltas_of(size))
            .await
            .unwrap();
        for (client, asked) in set(&server, fits) {
            let expected = Vec::<E>::extract(&client, "Which?");
            let expected = match asked {
                Some(limits) => expected.limits(limits),
                None => expected,
            };
            let expected = expected.await.unwrap();
            for (values, ended) in streamed::<E>(&client, asked, Mode::JsonSchema).await {
                ended.unwrap();
                assert_eq!(values, expected);
            }
        }
        for (client, asked) in set(&server, short) {
            let whole = Vec::<E>::extract(&client, "Which?");
            let whole = match asked {
                Some(limits) => whole.limits(limits),
                None => whole,
            };
            let whole = whole.await.unwrap_err();
            let streamed = streamed::<E>(&client, asked, Mode::JsonSchema).await;
            let [growing, each] = streamed.map(|(_, ended)| ended.unwrap_err());
            for error in [&whole, &growing, &each] {
                assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
                assert!(!error.is_retryable());
                check(error);
                assert!(text.starts_with(error.partial_json().unwrap()));
            }
            type PartialOf<E> = <Vec<E> as Extract>::Partial;
            let kept = |error: &Error| error.partial::<PartialOf<E>>().cloned();
            assert!(kept(&whole).is_some());
            assert_eq!(kept(&whole), kept(&growing));
        }
    }
}

/// A client that has the limits, and one whose requests are given them.
fn set(server: &Server, limits: Limits) -> [(Client, Option<Limits>); 2] {
    let by_client = builder(server).limits(limits).build().unwrap();
    let by_request = builder(server).build().unwrap();
    [(by_client, None), (by_request, Some(limits))]
}

/// What `stream_partial` and `stream_each` give of a list, and how they end.
async fn streamed<E: Extract>(
    client: &Client,
    limits: Option<Limits>,
    mode: Mode,
) -> [(Vec<E>, Result<(), Error>); 2] {
    let growing = Vec::<E>::stream_partial(client, "Which?").mode(mode);
    let growing = match limits {
        Some(limits) => growing.limits(limits),
        None => growing,
    };
    let each = Vec::<E>::stream_each(client, "Which?").mode(mode);
    let each = match limits {
        Some(limits) => each.limits(limits),
        None => each,
    };
    let growing = match growing.await {
        Ok(stream) => stream.complete().await,
        Err(error) => Err(error),
    };
    let growing = match growing {
        Ok(values) => (values, Ok(())),
        Err(error) => (Vec::new(), Err(error)),
    };
    let mut values = Vec::new();
    let mut ended = Ok(());
    match each.await {
        Ok(mut each) => {
            while let Some(value) = each.next().await {
                match value {
                    Ok(value) => values.push(value),
                    Err(error) => ended = Err(error),
                }
            }
        }
        Err(error) => ended = Err(error),
    }
    [growing, (values, ended)]
}

/// Both streams end, though the answer does not, with an error of kind `Limit`, and the server sees them go.
async fn ends(answer: Answer, mode: Mode, limits: Limits, check: impl Fn(&Error)) {
    let server = Server::start(answer).await.unwrap();
    let client = builder(&server).limits(limits).build().unwrap();
    let asking = streamed::<u64>(&client, None, mode);
    for (_, ended) in timeout(LONG, asking).await.unwrap() {
        let error = ended.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
        check(&error);
    }
    timeout(LONG, server.closed()).await.unwrap();
}

/// The data of an event with this text in this field.
fn said(field: &str, text: &str) -> String {
    json!({"choices": [{"index": 0, "delta": {field: text}}]}).to_string()
}
