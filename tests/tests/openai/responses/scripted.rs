//! Either mode against the testing server, which writes this API as OpenAI does: each verb, each end, each quirk.

use super::*;
use crate::{BO, bo};
use instructor_openai::testing::{End, Quirk};

const MODES: [Mode; 2] = [ResponsesJsonSchema, ResponsesTools];

#[tokio::test]
async fn each_verb_gives_its_values() {
    for mode in MODES {
        let list = format!(r#"{{"items":[{ANA},{BO}]}}"#);
        let (_server, client) = serve([
            Answer::text(ANA).reasoning("An age."),
            Answer::text(ANA).reasoning("An age."),
            Answer::text(&list),
            Answer::text(&list),
        ])
        .await;

        let ask = User::extract(&client, "Who?").mode(mode).with_response();
        let (value, whole) = ask.await.unwrap();
        assert_eq!(value, ana(), "{mode:?}");

        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        let read = stream.unwrap().complete_with_response().await;
        let (value, streamed) = read.unwrap();
        assert_eq!(value, ana(), "{mode:?}");
        for response in [&whole, &streamed] {
            assert_eq!(response.reasoning, "An age.");
            assert_eq!(response.finish, Some(Finish::Stop));
            assert!(response.id.is_some() && response.usage.is_some());
        }
        assert_eq!(whole.text, streamed.text);

        let ask = Vec::<User>::extract(&client, "Who?").mode(mode);
        assert_eq!(ask.await.unwrap(), [ana(), bo()], "{mode:?}");

        let each = Vec::<User>::stream_each(&client, "Who?").mode(mode).await;
        let mut each = each.unwrap();
        assert_eq!(each.next().await.unwrap().unwrap(), ana(), "{mode:?}");
        assert_eq!(each.next().await.unwrap().unwrap(), bo(), "{mode:?}");
        assert!(each.next().await.is_none(), "{mode:?}");
    }
}

/// Text grows while it comes.
#[tokio::test]
async fn snapshots_grow() {
    for mode in MODES {
        let (_server, client) = serve(Answer::text(ANA).deltas_of(1)).await;
        let stream = User::stream_partial(&client, "Who?").mode(mode).await;
        let mut stream = stream.unwrap();
        let mut names = Vec::new();
        while let Some(snapshot) = stream.next().await {
            names.extend(snapshot.unwrap().name.clone());
        }
        names.dedup();
        assert!(names.len() > 2, "{mode:?}: {names:?}");
        for pair in names.windows(2) {
            assert!(pair[1].starts_with(&pair[0]), "{mode:?}: {names:?}");
        }
    }
}

#[tokio::test]
async fn each_end_of_half_a_value_has_its_error() {
    let half = r#"{"name":"Ana Núñez"#;
    let error = |message: &str| End::ErrorEvent {
        message: message.to_owned(),
        code: "server_error".to_owned(),
    };
    for (end, kind) in [
        (End::Whole, ErrorKind::Incomplete),
        (End::Length, ErrorKind::Length),
        (End::ContentFilter, ErrorKind::Filter),
        (End::Reason("the_moon".into()), ErrorKind::Incomplete),
        (End::NoReason, ErrorKind::Incomplete),
        (End::NoMarker, ErrorKind::Incomplete),
        (End::Stop, ErrorKind::Incomplete),
        (End::Cut, ErrorKind::Connection),
        (error("it broke"), ErrorKind::Status),
        (
            End::Event(r#"{"error":{"code":503}}"#.into()),
            ErrorKind::Status,
        ),
    ] {
        for mode in MODES {
            let (_server, client) = serve(Answer::text(half).end(end.clone())).await;
            let stream = User::stream_partial(&client, "Who?").mode(mode).await;
            let error = stream.unwrap().complete().await.unwrap_err();
            assert_eq!(error.kind(), kind, "{mode:?} {end:?}: {error}");
            assert_eq!(error.partial_json(), Some(half), "{mode:?} {end:?}");
            if matches!(end, End::Stop | End::NoMarker | End::Cut) {
                continue;
            }
            let error = User::extract(&client, "Who?").mode(mode).await;
            let error = error.unwrap_err();
            assert_eq!(error.kind(), kind, "{mode:?} {end:?}: {error}");
        }
    }
}

/// Behind a value that is whole nothing takes it away.
#[tokio::test]
async fn each_end_of_a_whole_value_leaves_it() {
    for end in [
        End::Whole,
        End::Reason("the_moon".into()),
        End::NoReason,
        End::NoMarker,
        End::Stop,
        End::Cut,
    ] {
        for mode in MODES {
            let (_server, client) = serve(Answer::text(ANA).end(end.clone())).await;
            let stream = User::stream_partial(&client, "Who?").mode(mode).await;
            let value = stream.unwrap().complete().await;
            assert_eq!(value.unwrap(), ana(), "{mode:?} {end:?}");
        }
    }
}

#[tokio::test]
async fn no_quirk_changes_the_value() {
    for quirk in [
        Quirk::Crlf,
        Quirk::Cr,
        Quirk::Bom,
        Quirk::NoSpace,
        Quirk::DataLines,
        Quirk::NoLastLine,
        Quirk::TwoMarkers,
        Quirk::UnknownFields,
        Quirk::UnknownEvents,
        Quirk::WholeCalls,
    ] {
        for mode in MODES {
            for size in [1, 100, usize::MAX] {
                let answer = Answer::text(ANA).reasoning("An age.").quirk(quirk);
                let (_server, client) = serve(answer.pieces_of(size)).await;
                let stream = User::stream_partial(&client, "Who?").mode(mode).await;
                let read = stream.unwrap().complete_with_response().await;
                let (value, response) = read.unwrap();
                assert_eq!(value, ana(), "{mode:?} {quirk:?} {size}");
                assert_eq!(response.text, ANA, "{mode:?} {quirk:?} {size}");
                assert_eq!(response.reasoning, "An age.", "{mode:?} {quirk:?} {size}");
            }
        }
    }
}
