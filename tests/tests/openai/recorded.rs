//! Streams as servers sent them at byte for byte: the files of `recorded/`.
//!
//! Their names say the server and the case: answers to `User` in the modes JsonSchema (`…_content`) and Tools (`…_call`),
//! and what else such servers do. They come from llama-server 0.5.0-dev (llama.cpp; models of random weights, so the
//! names are noise) and from aimock 1.43.

use crate::{Role, User, ana, bo, serve};
use instructor_core::{ErrorKind, Extract, Finish, Mode};
use instructor_openai::testing::Answer;
use serde_json::{Value, json};

/// One stream, and what it says.
pub(crate) struct Recorded {
    pub(crate) name: &'static str,
    pub(crate) mode: Mode,
    pub(crate) body: &'static str,
    pub(crate) value: User,
}

pub(crate) fn all() -> [Recorded; 3] {
    [
        Recorded {
            name: "aimock_content",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/aimock_content.sse"),
            value: ana(),
        },
        Recorded {
            name: "aimock_call",
            mode: Mode::Tools,
            body: include_str!("recorded/aimock_call.sse"),
            value: ana(),
        },
        Recorded {
            name: "llama_content",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/llama_content.sse"),
            value: User {
                name: ",3Xtheinsжжé".to_owned(),
                age: 61,
                role: Some(Role::User),
            },
        },
    ]
}

/// The value that comes of these bytes, which are sent in pieces of this size.
pub(crate) async fn value_of(bytes: impl Into<Vec<u8>>, piece: usize, mode: Mode) -> User {
    let answer = Answer::raw("text/event-stream", bytes).pieces_of(piece);
    let (_server, client) = serve(answer).await;
    let stream = User::stream_partial(&client, "Who?").mode(mode);
    stream.await.unwrap().complete().await.unwrap()
}

#[tokio::test]
async fn each_is_read_however_it_is_cut() {
    for recorded in all() {
        let Recorded {
            name,
            mode,
            body,
            value,
        } = recorded;
        for piece in [1, 2, 7, 64, 1000, usize::MAX] {
            let read = value_of(body, piece, mode).await;
            assert_eq!(read, value, "{name} in pieces of {piece}");
        }
    }
}

/// A stream, and how it ends.
struct Ended {
    name: &'static str,
    mode: Mode,
    body: &'static str,
    /// The value; or the kind of the error, words of it, and the text that had arrived.
    outcome: Result<Value, (ErrorKind, &'static str, &'static str)>,
    finish: Option<Finish>,
    /// Tokens in all.
    total: Option<u64>,
    reasoning: &'static str,
}

fn ended() -> [Ended; 8] {
    let ana = json!({"name": "Ana Núñez 🦀", "age": 41, "role": "Admin"});
    [
        Ended {
            name: "aimock_reasoning",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/aimock_reasoning.sse"),
            outcome: Ok(ana.clone()),
            finish: Some(Finish::Stop),
            total: Some(13),
            reasoning: r#"Ana is {"name":"not this"}, an admin."#,
        },
        // Two calls: the first is the answer.
        Ended {
            name: "aimock_parallel",
            mode: Mode::Tools,
            body: include_str!("recorded/aimock_parallel.sse"),
            outcome: Ok(ana),
            finish: Some(Finish::Stop),
            total: Some(23),
            reasoning: "",
        },
        // More calls than there were tokens for.
        Ended {
            name: "llama_parallel",
            mode: Mode::Tools,
            body: include_str!("recorded/llama_parallel.sse"),
            outcome: Ok(json!({"age": 70})),
            finish: Some(Finish::Length),
            total: Some(686),
            reasoning: "",
        },
        // Two answers at once, the second first.
        Ended {
            name: "llama_n2",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/llama_n2.sse"),
            outcome: Ok(json!({"age": 39})),
            finish: Some(Finish::Stop),
            total: Some(41),
            reasoning: "",
        },
        Ended {
            name: "aimock_length",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/aimock_length.sse"),
            outcome: Err((
                ErrorKind::Length,
                "cut at the token limit",
                r#"{"name":"Ana Núñez","a"#,
            )),
            finish: Some(Finish::Length),
            total: Some(7),
            reasoning: "",
        },
        Ended {
            name: "llama_length",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/llama_length.sse"),
            outcome: Err((ErrorKind::Length, "cut at the token limit", r#"{"name"#)),
            finish: Some(Finish::Length),
            total: Some(27),
            reasoning: "",
        },
        Ended {
            name: "aimock_filter",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/aimock_filter.sse"),
            outcome: Err((ErrorKind::Filter, "content filter", r#"{"name":"An"#)),
            finish: Some(Finish::Filter),
            total: Some(4),
            reasoning: "",
        },
        // What the model wrote was no UTF-8: an error in a stream with status 200.
        Ended {
            name: "llama_error",
            mode: Mode::JsonSchema,
            body: include_str!("recorded/llama_error.sse"),
            outcome: Err((
                ErrorKind::Status,
                "answered with an error: The model produced output that does not match",
                r#"{"name":",8}"#,
            )),
            finish: None,
            total: None,
            reasoning: "",
        },
    ]
}

#[tokio::test]
async fn each_ends_alike_however_it_is_cut() {
    for Ended {
        name,
        mode,
        body,
        outcome,
        finish,
        total,
        reasoning,
    } in ended()
    {
        for piece in [1, 2, 7, 64, 1000, usize::MAX] {
            let context = format!("{name} in pieces of {piece}");
            let answer = Answer::raw("text/event-stream", body).pieces_of(piece);
            let (_server, client) = serve(answer).await;
            let stream = Value::stream_partial(&client, "Who?").mode(mode).await;
            let read = stream.unwrap().complete_with_response().await;
            let response = match (read, &outcome) {
                (Ok((value, response)), Ok(expected)) => {
                    assert_eq!(value, *expected, "{context}");
                    response
                }
                (Err(error), Err((kind, words, arrived))) => {
                    assert_eq!(error.kind(), *kind, "{context}: {error}");
                    assert!(error.to_string().contains(words), "{context}: {error}");
                    assert_eq!(error.partial_json(), Some(*arrived), "{context}");
                    error.response().unwrap().clone()
                }
                (read, _) => panic!("{context}: {read:?}"),
            };
            assert_eq!(response.finish, finish, "{context}");
            let tokens = response.usage.map(|usage| usage.total);
            assert_eq!(tokens, total, "{context}");
            assert_eq!(response.reasoning, reasoning, "{context}");
            assert!(
                response.id.is_some() && response.model.is_some(),
                "{context}"
            );
        }
    }
}

/// A call of one of three functions.
#[derive(Extract, Debug, Clone, PartialEq)]
enum Call {
    User(User),
    Age { age: u8 },
    Years { age: u8 },
}

/// The same calls as a list; one that was cut in its midst has handed out what was whole.
#[tokio::test]
async fn calls_in_parallel_are_the_elements_of_a_list() {
    for (body, expected, end) in [
        (
            include_str!("recorded/aimock_parallel.sse"),
            [Call::User(ana()), Call::User(bo())],
            None,
        ),
        (
            include_str!("recorded/llama_parallel.sse"),
            [Call::Years { age: 70 }, Call::Years { age: 51 }],
            Some(ErrorKind::Length),
        ),
    ] {
        for piece in [1, 64, usize::MAX] {
            let answer = Answer::raw("text/event-stream", body).pieces_of(piece);
            let (_server, client) = serve(answer).await;
            let calls = Vec::<Call>::stream_each(&client, "Who?").mode(Mode::ParallelTools);
            let mut calls = calls.await.unwrap();
            for expected in &expected {
                let call = calls.next().await.unwrap().unwrap();
                assert_eq!(call, *expected, "pieces of {piece}");
            }
            let last = calls.next().await.map(|last| last.unwrap_err().kind());
            assert_eq!(last, end, "pieces of {piece}");
        }
    }
}

/// What is read in another mode than it was asked for has no value in it.
#[tokio::test]
async fn content_is_no_call_and_a_call_no_content() {
    for Recorded {
        name, mode, body, ..
    } in all()
    {
        let other = match mode {
            Mode::Tools => Mode::JsonSchema,
            _ => Mode::Tools,
        };
        let (_server, client) = serve(Answer::raw("text/event-stream", body)).await;
        let stream = User::stream_partial(&client, "Who?").mode(other);
        let error = stream.await.unwrap().complete().await.unwrap_err();
        let said = error.to_string();
        let expected = match other {
            Mode::Tools => "the model answered in words, not with a value: {",
            _ => "the answer is empty",
        };
        assert!(said.starts_with(expected), "{name}: {said}");
    }
}
