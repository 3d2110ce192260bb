//! What hosted services and local servers really sent: recordings beside the project, in the folder that `SHARED` names.
//!
//! Each is replayed once in one piece and once byte by byte, with its headers and the way in which its transfer broke, and
//! has a known outcome. Without the variable nothing is replayed, and that is said.

mod hosted;
mod local;
mod recording;
mod responses;

use crate::builder;
use instructor_core::{Error, ErrorKind, Extract, Finish, Mode, Response, Result, Timeouts};
use instructor_openai::Client;
use instructor_openai::testing::Server;
use recording::{REQUEST_ID, Recording};
use reqwest::redirect::Policy;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Behind its value, the first of two calls, comes more than is waited for.
const GOES_ON: &str = "llama-fn-tool-parallel-stream";

/// A recording of this name, read in this mode.
struct Row {
    name: &'static str,
    mode: Mode,
    outcome: Outcome,
}

enum Outcome {
    Gives(Value),
    /// What serde_json reads of the text that the model wrote.
    GivesContent,
    /// What it reads of the arguments of the first call.
    GivesCall,
    /// This kind of error, with these words, after a text that starts so.
    Fails(ErrorKind, &'static str, &'static str),
}

impl Row {
    fn gives(name: &'static str, mode: Mode, value: Value) -> Self {
        Row::new(name, mode, Outcome::Gives(value))
    }

    fn fails(
        name: &'static str,
        mode: Mode,
        kind: ErrorKind,
        words: &'static str,
        arrived: &'static str,
    ) -> Self {
        Row::new(name, mode, Outcome::Fails(kind, words, arrived))
    }

    fn new(name: &'static str, mode: Mode, outcome: Outcome) -> Self {
        Row {
            name,
            mode,
            outcome,
        }
    }
}

/// Replays what the rows name, and holds the folder to have no file without a row.
async fn replay_all(folder: &Path, rows: Vec<Row>) {
    let mut names = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".curlerr").unwrap_or(&file);
        names.insert(name.strip_suffix(".txt").unwrap().to_owned());
    }
    let known: BTreeSet<_> = rows.iter().map(|row| row.name).collect();
    names.retain(|name| !known.contains(&**name));
    assert!(names.is_empty(), "recordings without a row: {names:#?}");
    let mut failed = Vec::new();
    for row in rows {
        let name = row.name;
        let recording = Recording::read(folder, name);
        // A task of its own, so that all that fail are told at once.
        if tokio::spawn(replay(row, recording)).await.is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "not as they should be: {failed:#?}");
}

async fn replay(row: Row, recording: Recording) {
    let Row { name, mode, .. } = row;
    // The short ones byte by byte.
    let smallest = if recording.is_short() { 1 } else { 19 };
    for piece in [smallest, usize::MAX] {
        let context = format!("{name} in {mode:?}, pieces of {piece}");
        let (_server, read) = stream(&recording, piece, mode).await;
        check(&row, &recording, read, &context);
    }
    if recording.is_json() {
        let server = Server::start(recording.answer(usize::MAX)).await.unwrap();
        let client = client(&server, &recording);
        let asked = Value::extract(&client, "What?").mode(mode);
        let read = asked.with_response().await;
        check(
            &row,
            &recording,
            read,
            &format!("{name} in {mode:?}, whole"),
        );
    }
}

/// One value of any kind: streamed, completed.
async fn stream(
    recording: &Recording,
    piece: usize,
    mode: Mode,
) -> (Server, Result<(Value, Response)>) {
    let server = Server::start(recording.answer(piece)).await.unwrap();
    let client = client(&server, recording);
    let read = match Value::stream_partial(&client, "What?").mode(mode).await {
        Ok(stream) => stream.complete_with_response().await,
        Err(error) => Err(error),
    };
    (server, read)
}

/// A client that follows no redirects, and waits for no endless answer.
fn client(server: &Server, recording: &Recording) -> Client {
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(Policy::none());
    let mut timeouts = Timeouts::default();
    if recording.is_endless() {
        timeouts.whole = Duration::from_millis(500);
    }
    builder(server)
        .http(http.build().unwrap())
        .timeouts(timeouts)
        .build()
        .unwrap()
}

fn check(row: &Row, recording: &Recording, read: Result<(Value, Response)>, context: &str) {
    let expected = match &row.outcome {
        Outcome::Gives(value) => Ok(value.clone()),
        Outcome::GivesContent => Ok(recording.content()),
        Outcome::GivesCall => Ok(recording.first_call()),
        Outcome::Fails(kind, words, start) => Err((kind, words, start)),
    };
    match (read, expected) {
        (Ok((value, response)), Ok(expected)) => {
            assert_eq!(value, expected, "{context}");
            beside(recording, &response, row.name != GOES_ON, context);
        }
        (Err(error), Err((kind, words, start))) => {
            assert_eq!(error.kind(), *kind, "{context}: {error}");
            let message = error.to_string();
            assert!(message.contains(words), "{context}: {message}");
            let arrived = error.partial_json().unwrap_or_default();
            assert!(arrived.starts_with(start), "{context}: {arrived}");
            readable(&error, context);
            of_head(recording, &error, context);
            if let Some(response) = error.response()
                && recording.was_kept()
                && *kind != ErrorKind::Protocol
            {
                // What does not fit ends the stream before its end.
                let is_read = !matches!(kind, ErrorKind::Syntax | ErrorKind::Type);
                beside(recording, response, is_read, context);
            }
        }
        (Ok((value, _)), Err((kind, ..))) => {
            panic!("{context}: {value} instead of {kind:?}")
        }
        (Err(error), Ok(expected)) => {
            panic!("{context}: {error} instead of {expected}")
        }
    }
}

/// What came with the answer is what the recording says, read in the plainest way.
fn beside(recording: &Recording, response: &Response, is_read: bool, context: &str) {
    let said = recording.said();
    assert_eq!(response.id, said.id, "{context}");
    assert_eq!(response.model, said.model, "{context}");
    let request_id = recording.header(REQUEST_ID);
    assert_eq!(response.request_id.as_deref(), request_id, "{context}");
    if is_read {
        let finish = said.finish.as_deref().map(|reason| match reason {
            "stop" | "tool_calls" => Finish::Stop,
            "length" => Finish::Length,
            "content_filter" => Finish::Filter,
            reason => panic!("{context}: {reason}"),
        });
        assert_eq!(response.finish, finish, "{context}");
        assert_eq!(
            response.usage.map(|usage| usage.total),
            said.total,
            "{context}"
        );
        assert_eq!(response.reasoning, said.reasoning, "{context}");
    } else {
        assert!(said.reasoning.starts_with(&response.reasoning), "{context}");
    }
    assert!(
        said.reasoning.is_empty() || !response.text.contains(&said.reasoning),
        "{context}: the value has the reasoning in it"
    );
}

/// What an error tells of the status and the headers.
fn of_head(recording: &Recording, error: &Error, context: &str) {
    if recording.status != 200 {
        assert_eq!(error.status(), Some(recording.status), "{context}");
    }
    let request_id = recording.header(REQUEST_ID);
    assert_eq!(error.request_id(), request_id, "{context}");
    match recording.header("retry-after") {
        None => assert_eq!(error.retry_after(), None, "{context}"),
        Some(wait) => {
            let told = error.retry_after().unwrap();
            // Else it is a date, which comes nearer each day.
            if let Ok(seconds) = wait.parse() {
                assert_eq!(told, Duration::from_secs(seconds), "{context}");
            }
        }
    }
}

pub(crate) fn readable(error: &Error, context: &str) {
    let message = error.to_string();
    assert!(
        !message.is_empty() && message.chars().count() < 400,
        "{context}: {message}"
    );
    assert!(
        !message.contains(|c: char| c.is_control() || c == '\u{fffd}'),
        "{context}: {message}"
    );
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
