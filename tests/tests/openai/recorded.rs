//! Streams as servers sent them at byte for byte: the files of `recorded/`.
//!
//! They are answers to `User` in the modes JsonSchema (`…_content`) and Tools (`…_call`), recorded with curl from
//! llama-server 0.5.0-dev (llama.cpp; a model of random weights, so the name is noise) and from aimock 1.43.

use crate::{Role, User, ana, serve};
use instructor_core::{Extract, Mode};
use instructor_openai::testing::Answer;

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
