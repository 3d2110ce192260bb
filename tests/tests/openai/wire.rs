//! What hosted services and local servers really sent: recordings beside the project, in the folder that `SHARED` names.
//!
//! Each is replayed once in one piece and once byte by byte, and has a known outcome. Without the variable nothing is
//! replayed, and that is said.

mod hosted;
mod local;
mod responses;

use crate::serve;
use instructor_core::{Error, ErrorKind, Extract, Mode, Result};
use instructor_openai::testing::Answer;
use serde_json::Value;
use std::path::PathBuf;

/// A recording of this name, read in this mode.
type Case = (&'static str, Mode, Outcome);

enum Outcome {
    Gives(Value),
    /// This kind of error, after a text that starts so.
    Fails(ErrorKind, &'static str),
}

async fn replays(name: &str, answer: impl Fn() -> Answer, mode: Mode, outcome: &Outcome) {
    for piece in [1, usize::MAX] {
        let context = format!("{name} in {mode:?}, pieces of {piece}");
        match (value(answer().pieces_of(piece), mode).await, outcome) {
            (Ok(value), Outcome::Gives(expected)) => assert_eq!(value, *expected, "{context}"),
            (Err(error), Outcome::Fails(kind, start)) => {
                assert_eq!(error.kind(), *kind, "{context}: {error}");
                let arrived = error.partial_json().unwrap_or_default();
                assert!(arrived.starts_with(start), "{context}: {arrived}");
                readable(&error, &context);
            }
            (Ok(value), Outcome::Fails(kind, _)) => {
                panic!("{context}: {value} instead of {kind:?}")
            }
            (Err(error), Outcome::Gives(expected)) => {
                panic!("{context}: {error} instead of {expected}")
            }
        }
    }
}

/// One value of any kind: streamed, completed.
async fn value(answer: Answer, mode: Mode) -> Result<Value> {
    let (_server, client) = serve(answer).await;
    let stream = Value::stream_partial(&client, "What?").mode(mode).await?;
    stream.complete().await
}

pub(crate) fn readable(error: &Error, context: &str) {
    let message = error.to_string();
    assert!(
        !message.is_empty() && message.chars().count() < 400,
        "{context}: {message}"
    );
    assert!(!message.contains(['\n', '\r']), "{context}: {message}");
}

/// A folder in the one that `SHARED` names.
fn shared(folder: &str) -> Option<PathBuf> {
    let Some(shared) = std::env::var_os("SHARED") else {
        eprintln!("skipped: SHARED is not set, so no recordings of {folder} are replayed");
        return None;
    };
    let folder = PathBuf::from(shared).join(folder);
    assert!(folder.is_dir(), "SHARED names a folder without {folder:?}");
    Some(folder)
}
