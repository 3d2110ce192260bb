//! What goes wrong with the genuine server: it is killed, still loads, breaks off or answers in words.

use super::server::{Llama, Model};
use crate::processes::START;
use crate::wire::readable;
use crate::{PartialUser, User};
use instructor_core::{ErrorKind, Extract, Mode, Retries};
use instructor_openai::{Dialect, ToolChoice};
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// More than is written before the server is killed.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Long {
    first: bool,
    #[extract(min_items = 400)]
    flags: Vec<bool>,
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_mid_stream() {
    let Some(mut server) = Llama::start(Model::Plain).await else {
        return;
    };
    let client = server
        .client("sk-llama")
        .dialect(Dialect::Plain)
        .build()
        .unwrap();
    let asked = Long::stream_partial(&client, "Go on.").max_tokens(2000);
    let mut stream = asked.await.unwrap();
    let mut last = None;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(snapshot) => {
                assert!(
                    !snapshot.is_closed(),
                    "the answer was shorter than it was to be"
                );
                if snapshot
                    .flags
                    .as_ref()
                    .is_some_and(|flags| flags.len() == 3)
                {
                    server.kill();
                }
                last = Some(snapshot);
            }
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    assert!(
        error.to_string().starts_with("the connection broke"),
        "{error}"
    );
    assert_eq!(error.partial(), last.as_deref());
    let flags = last.unwrap().flags.as_ref().unwrap().len();
    assert!(flags >= 3);
    let text = error.partial_json().unwrap();
    assert!(
        text.trim_start().starts_with('{') && text.contains("\"flags\""),
        "{text}"
    );

    // Nobody is there any more.
    let error = Long::extract(&client, "Go on.").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    assert_eq!(
        error.to_string(),
        "the server was not reached: connection refused"
    );
}

#[tokio::test]
async fn while_the_model_is_loaded() {
    let name = format!("loading-{}.gguf", std::process::id());
    let pipe = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let Some(server) = Llama::loading(&pipe) else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();
    let started = Instant::now();
    let error = loop {
        let error = User::extract(&client, "Who?").await.unwrap_err();
        if error.kind() != ErrorKind::Connection {
            break error;
        }
        assert!(started.elapsed() < START, "{error}");
        sleep(Duration::from_millis(20)).await;
    };
    for error in [
        error,
        User::stream_partial(&client, "Who?").await.unwrap_err(),
    ] {
        assert_eq!(error.status(), Some(503));
        assert_eq!(
            error.to_string(),
            "the server answered 503 Service Unavailable: Loading model"
        );
    }
    std::fs::remove_file(pipe).unwrap();
}

/// Connections are refused, then answered with 503, then with a value.
#[tokio::test]
async fn a_server_that_starts_is_asked_again() {
    let Some(server) = Llama::begin(Model::Plain) else {
        return;
    };
    let mut retries = Retries::default();
    retries.limit = 20;
    let client = server.client("sk-llama").retries(retries).build().unwrap();
    let asked = User::extract(&client, "Jason is 25").seed(1);
    asked.max_tokens(300).await.unwrap();
}

/// With some seeds what the model writes is no UTF-8: the server tells so in an event behind what it has sent.
#[tokio::test(flavor = "multi_thread")]
async fn an_error_event_within_the_answer() {
    let Some(server) = Llama::start(Model::BadUtf8).await else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();
    for seed in 1..=50 {
        let asked = User::stream_partial(&client, "Jason is 25").seed(seed);
        let stream = asked.max_tokens(300).await.unwrap();
        let Err(error) = stream.complete().await else {
            continue;
        };
        if error.kind() == ErrorKind::Length {
            continue;
        }
        assert_eq!(error.kind(), ErrorKind::Status, "seed {seed}: {error}");
        assert_eq!(error.status(), Some(500), "seed {seed}: {error}");
        let told =
            "the server answered with an error: The model produced output that does not match";
        assert!(error.to_string().starts_with(told), "seed {seed}: {error}");
        if error.partial_json() != Some("") {
            assert!(error.partial::<PartialUser>().is_some(), "seed {seed}");
            return;
        }
    }
    panic!("no seed broke an answer off");
}

/// Though a call is required the model may write something else first, until it is cut or the server gives up. Under the
/// template for calls a schema is not enforced at all.
#[tokio::test(flavor = "multi_thread")]
async fn words_instead_of_a_value() {
    let Some(server) = Llama::start(Model::Tools).await else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();
    for (mode, seed) in [Mode::Tools, Mode::JsonSchema]
        .into_iter()
        .flat_map(|mode| (1..=4).map(move |seed| (mode, seed)))
    {
        let context = format!("{mode:?}, seed {seed}");
        let streamed = User::stream_partial(&client, "Jason is 25").mode(mode);
        let stream = streamed.seed(seed).max_tokens(100).await.unwrap();
        let streamed = stream.complete().await;
        let whole = User::extract(&client, "Jason is 25").mode(mode).seed(seed);
        let whole = whole.max_tokens(100).await;
        assert_eq!(streamed.as_ref().ok(), whole.as_ref().ok(), "{context}");
        for error in [streamed.err(), whole.err()].into_iter().flatten() {
            let kinds = [
                ErrorKind::Length,
                ErrorKind::Status,
                ErrorKind::Incomplete,
                ErrorKind::Syntax,
            ];
            assert!(kinds.contains(&error.kind()), "{context}: {error}");
            readable(&error, &context);
        }
    }
}

/// It ignores an object as `tool_choice`, and the model writes what it likes.
#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_is_ignored() {
    let Some(server) = Llama::start(Model::Tools).await else {
        return;
    };
    let client = server
        .client("sk-llama")
        .tool_choice(ToolChoice::Named)
        .build()
        .unwrap();
    for seed in 1..=4 {
        let asked = User::stream_partial(&client, "Jason is 25").mode(Mode::Tools);
        let Err(error) = async { asked.seed(seed).max_tokens(40).await?.complete().await }.await
        else {
            panic!("seed {seed}: a call, though nothing held the model to one");
        };
        readable(&error, &format!("seed {seed}"));
        match error.kind() {
            // Cut at 40 tokens, as noise mostly is; some builds refuse to read it at all.
            ErrorKind::Length | ErrorKind::Status => {}
            ErrorKind::Incomplete => {
                let said = "the model answered in words, not with a value";
                assert!(error.to_string().starts_with(said), "seed {seed}: {error}");
            }
            kind => panic!("seed {seed}: {kind:?}: {error}"),
        }
    }
}
