//! How an answer ends, well or badly: the value, or an error with its reason and all that had arrived.

use crate::{ANA, MODES, PartialUser, User, ana, bo, serve};
use instructor_core::{Error, ErrorKind, Extract, Result};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::time::Duration;

/// Cut in the middle of a key, with two fields whole.
const HALF: &str = r#"{"name":"Ana","age":41,"ro"#;

/// The same, as the second element of a list.
fn half_list() -> String {
    format!(r#"[{{"name":"Bo","age":7,"role":null}},{HALF}"#)
}

fn error_event() -> End {
    End::ErrorEvent {
        message: "the model crashed".to_owned(),
        code: "server_error".to_owned(),
    }
}

/// Each end after half a value, as a stream tells of it.
fn bad_ends() -> Vec<(End, ErrorKind, &'static str)> {
    let broke_off = "the stream broke off before its value was whole";
    vec![
        (
            End::Whole,
            ErrorKind::Incomplete,
            "the text ended before its value was whole",
        ),
        (
            End::NoMarker,
            ErrorKind::Incomplete,
            "the text ended before its value was whole",
        ),
        (End::Stop, ErrorKind::Incomplete, broke_off),
        (End::Cut, ErrorKind::Connection, "the connection broke"),
        (
            End::Length,
            ErrorKind::Length,
            "the answer was cut at the token limit (raise `max_tokens`) before its value was whole",
        ),
        (
            End::ContentFilter,
            ErrorKind::Filter,
            "the provider's content filter stopped the answer",
        ),
        (
            error_event(),
            ErrorKind::Status,
            "the server answered with an error: the model crashed",
        ),
    ]
}

#[tokio::test]
async fn a_growing_value_that_breaks_off() {
    for (end, kind, message) in bad_ends() {
        for mode in MODES {
            let (_server, client) = serve(Answer::text(HALF).end(end.clone())).await;
            let stream = User::stream_partial(&client, "Who?").mode(mode);
            let error = stream.await.unwrap().complete().await.unwrap_err();
            assert_eq!(error.kind(), kind, "{end:?} {mode:?}: {error}");
            assert!(error.to_string().starts_with(message), "{end:?}: {error}");
            holds(&error, HALF, &format!("{end:?} {mode:?}"));
        }
    }
}

/// Read item by item, the same error is the last item.
#[tokio::test]
async fn the_error_is_the_last_item() {
    for (end, kind, _) in bad_ends() {
        let pause = Duration::from_millis(2);
        let (_server, client) = serve(Answer::text(HALF).pause(pause).end(end.clone())).await;
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        let mut snapshots = Vec::new();
        let error = loop {
            match stream.next().await.unwrap() {
                Ok(snapshot) => snapshots.push(snapshot),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), kind, "{end:?}: {error}");
        holds(&error, HALF, &format!("{end:?}"));
        let last = snapshots.last().unwrap();
        assert_eq!(error.partial(), Some(&**last), "{end:?}");
        assert!(stream.next().await.is_none(), "{end:?}");

        let error = stream.complete().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{end:?}: {error}");
        holds(&error, HALF, &format!("{end:?}, completed after its error"));
    }
}

#[tokio::test]
async fn a_list_that_breaks_off_has_handed_out_what_was_whole() {
    for (end, kind, message) in bad_ends() {
        let text = half_list();
        let (_server, client) = serve(Answer::text(&text).end(end.clone())).await;
        let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
        assert_eq!(users.next().await.unwrap().unwrap(), bo(), "{end:?}");
        let error = users.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), kind, "{end:?}: {error}");
        assert!(error.to_string().starts_with(message), "{end:?}: {error}");
        assert_eq!(error.partial_json(), Some(&*text), "{end:?}");
        assert!(users.next().await.is_none(), "{end:?}");
    }
}

/// The elements before it are handed out: what the error holds is the element in progress.
#[tokio::test]
async fn a_list_that_breaks_off_leaves_the_element_in_progress() {
    for (end, _, _) in bad_ends() {
        let text = half_list();
        let (_server, client) = serve(Answer::text(&text).end(end.clone())).await;
        let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
        users.next().await.unwrap().unwrap();
        let error = users.next().await.unwrap().unwrap_err();
        holds(&error, &text, &format!("{end:?}"));
    }
}

/// An answer that is not streamed arrives as a whole, or none of it can be read.
#[tokio::test]
async fn a_whole_answer_that_holds_half_a_value() {
    for (end, kind, message) in bad_ends() {
        let (kind, message, arrived) = match end {
            // For a body there is no difference between these.
            End::Stop => (
                ErrorKind::Incomplete,
                "the text ended before its value was whole",
                true,
            ),
            End::Cut | End::ErrorEvent { .. } => (kind, message, false),
            _ => (kind, message, true),
        };
        for mode in MODES {
            let (_server, client) = serve(Answer::text(HALF).end(end.clone())).await;
            let asked = User::extract(&client, "Who?").mode(mode);
            let error = asked.await.unwrap_err();
            assert_eq!(error.kind(), kind, "{end:?} {mode:?}: {error}");
            assert!(error.to_string().starts_with(message), "{end:?}: {error}");
            if arrived {
                holds(&error, HALF, &format!("{end:?} {mode:?}"));
            } else {
                assert_eq!(error.partial_json(), None, "{end:?}");
                assert_eq!(error.partial::<PartialUser>(), None, "{end:?}");
            }
        }
    }
}

/// What has closed is whole, whatever follows it.
#[tokio::test]
async fn a_whole_value_counts_however_its_answer_ends() {
    let ends = bad_ends().into_iter().map(|(end, ..)| end);
    for end in ends {
        for mode in MODES {
            let (server, client) = serve(Answer::text(ANA).end(end.clone())).await;
            let stream = User::stream_partial(&client, "Who?").mode(mode);
            let value = stream.await.unwrap().complete().await;
            assert_eq!(value.unwrap(), ana(), "{end:?} {mode:?}");

            let broken = matches!(end, End::Cut | End::ErrorEvent { .. });
            let value = User::extract(&client, "Who?").mode(mode).await;
            assert_eq!(value.ok(), (!broken).then(ana), "{end:?} {mode:?}");

            let list = Answer::text(format!("[{ANA}]")).end(end.clone());
            let listing = Server::start(list).await.unwrap();
            let users = each(&crate::builder(&listing).build().unwrap()).await;
            assert_eq!(users.unwrap(), [ana()], "{end:?} {mode:?}");
            drop(server);
        }
    }
}

#[tokio::test]
async fn a_refusal_says_what_the_model_says() {
    for mode in MODES {
        let (_server, client) = serve(Answer::refusal("I won't name anybody.")).await;
        let growing = User::stream_partial(&client, "Who?").mode(mode);
        let errors = [
            User::extract(&client, "Who?").mode(mode).await.unwrap_err(),
            growing.await.unwrap().complete().await.unwrap_err(),
            each(&client).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Refusal, "{mode:?}: {error}");
            assert_eq!(
                error.to_string(),
                "the model refused: I won't name anybody."
            );
            assert_eq!(error.partial_json(), Some(""), "{mode:?}");
            assert_eq!(error.partial::<PartialUser>(), None);
        }
    }
}

/// Cut, filtered or left before its first character.
#[tokio::test]
async fn an_empty_answer_has_its_reason_too() {
    for (end, kind) in [
        (End::Whole, ErrorKind::Incomplete),
        (End::Stop, ErrorKind::Incomplete),
        (End::Length, ErrorKind::Length),
        (End::ContentFilter, ErrorKind::Filter),
    ] {
        let (_server, client) = serve(Answer::text("").end(end.clone())).await;
        let stream = User::stream_partial(&client, "Who?").await.unwrap();
        for error in [
            stream.complete().await.unwrap_err(),
            User::extract(&client, "Who?").await.unwrap_err(),
            each(&client).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), kind, "{end:?}: {error}");
            assert_eq!(error.partial_json(), Some(""), "{end:?}");
        }
    }
}

#[tokio::test]
async fn a_whole_value_without_a_field_names_it() {
    let text = r#"{"name":"Ana"}"#;
    let (_server, client) = serve(Answer::text(text)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    for error in [
        stream.complete().await.unwrap_err(),
        User::extract(&client, "Who?").await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Missing);
        assert_eq!(error.to_string(), "missing `age`");
        assert_eq!(error.partial_json(), Some(text));
        let arrived = error.partial::<PartialUser>().unwrap();
        assert_eq!(arrived.name.as_deref(), Some("Ana"));
    }
}

async fn each(client: &Client) -> Result<Vec<User>> {
    let mut users = Vec::<User>::stream_each(client, "Who?").await?;
    let mut all = Vec::new();
    while let Some(user) = users.next().await {
        all.push(user?);
    }
    Ok(all)
}

/// The error holds the text that had arrived, and the fields that were in it.
fn holds(error: &Error, text: &str, context: &str) {
    assert_eq!(error.partial_json(), Some(text), "{context}");
    let partial = error.partial::<PartialUser>();
    let expected = PartialUser {
        name: Some("Ana".to_owned()),
        age: Some(41),
        role: None,
    };
    assert_eq!(partial, Some(&expected), "{context}");
}

/// `12` may have been on its way to `1200`: the end of an answer that was cut does not delimit a number.
#[tokio::test]
async fn a_number_that_is_cut_is_not_whole() {
    for (end, kind) in [
        (End::Length, ErrorKind::Length),
        (End::ContentFilter, ErrorKind::Filter),
        // Whether it was done nobody knows.
        (End::Reason("the moon".to_owned()), ErrorKind::Incomplete),
    ] {
        let (_server, client) = serve(Answer::text("12").end(end)).await;
        let error = u32::extract(&client, "How many?").await.unwrap_err();
        assert_eq!((error.kind(), error.partial_json()), (kind, Some("12")));
        let stream = u32::stream_partial(&client, "How many?").await.unwrap();
        assert_eq!(stream.complete().await.unwrap_err().kind(), kind);
    }
    let (_server, client) = serve(Answer::text("12").end(End::Stop)).await;
    let stream = u32::stream_partial(&client, "How many?").await.unwrap();
    assert_eq!(
        stream.complete().await.unwrap_err().kind(),
        ErrorKind::Incomplete
    );

    let (_server, client) = serve(Answer::text("12")).await;
    assert_eq!(u32::extract(&client, "How many?").await.unwrap(), 12);
    let stream = u32::stream_partial(&client, "How many?").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), 12);
}
