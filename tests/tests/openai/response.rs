//! What comes with a value: ids, the model, the usage, the reasoning, the text.

use crate::{ANA, MODES, User, ana, builder, failures, serve};
use instructor_core::{ErrorKind, Extract, Finish, Limits, Mode, Response};
use instructor_openai::testing::{Answer, End, Quirk, Server};
use std::time::Duration;

#[tokio::test]
async fn a_value_that_is_asked_for_whole() {
    for mode in MODES {
        let (_server, client) = serve(Answer::text(ANA).reasoning("Who is it?")).await;
        let request = User::extract(&client, "Who?").mode(mode).with_response();
        let (user, response) = request.await.unwrap();
        assert_eq!(user, ana(), "{mode:?}");
        told(&response, ANA, &format!("{mode:?}"));
    }
}

#[tokio::test]
async fn a_value_that_grows() {
    for mode in MODES {
        let (_server, client) = serve(Answer::text(ANA).reasoning("Who is it?")).await;
        let stream = User::stream_partial(&client, "Who?").mode(mode);
        let (user, response) = stream
            .await
            .unwrap()
            .complete_with_response()
            .await
            .unwrap();
        assert_eq!(user, ana(), "{mode:?}");
        told(&response, ANA, &format!("{mode:?}"));
    }
}

/// The obvious loop has all of it at its end, as that of a list has.
#[tokio::test]
async fn a_value_that_is_read_to_its_end() {
    for mode in MODES {
        let (_server, client) = serve(Answer::text(ANA).reasoning("Who is it?")).await;
        let ask = async || {
            User::stream_partial(&client, "Who?")
                .mode(mode)
                .await
                .unwrap()
        };
        let mut stream = ask().await;
        while let Some(snapshot) = stream.next().await {
            snapshot.unwrap();
        }
        assert!(stream.next().await.is_none());
        told(&stream.response(), ANA, &format!("{mode:?}"));
        assert_eq!(stream.complete().await.unwrap(), ana());
    }
}

#[tokio::test]
async fn changes_of_a_value() {
    let (_server, client) = serve(Answer::text(ANA).reasoning("Who is it?")).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let mut changes = stream.changes();
    while let Some(change) = changes.next().await {
        change.unwrap();
        assert!(ANA.starts_with(changes.text()));
    }
    assert_eq!(changes.reasoning(), "Who is it?");
    told(&changes.response(), ANA, "at the end of the loop");
    let (user, response) = changes.complete_with_response().await.unwrap();
    assert_eq!(user, ana());
    told(&response, ANA, "with the value");
}

#[tokio::test]
async fn elements_of_a_list() {
    let list = format!("[{ANA}]");
    let (_server, client) = serve(Answer::text(&list).reasoning("Who is it?")).await;
    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    while let Some(user) = users.next().await {
        user.unwrap();
    }
    told(&users.response(), &list, "each");
    let growing = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let mut growing = growing.growing();
    while let Some(element) = growing.next().await {
        element.unwrap();
    }
    told(&growing.response(), &list, "growing");
}

/// What stands behind a value may come with it, or later: whichever, it is told.
#[tokio::test]
async fn words_behind_a_value() {
    let words = ["\n```\nThis is ", "Ana", ", I think."];
    let behind = words.concat();
    let one = format!("{ANA}{behind}");
    let list = format!("[{ANA}]{behind}");
    let slowly = |text: &str| {
        let value = text.strip_suffix(&behind).unwrap();
        let deltas = [value].into_iter().chain(words);
        Answer::text(text)
            .deltas(deltas)
            .pause(Duration::from_millis(5))
    };
    for mode in MODES {
        for answer in [Answer::text(&one), slowly(&one)] {
            let (_server, client) = serve(answer).await;
            let request = User::extract(&client, "Who?").mode(mode).with_response();
            let (_, response) = request.await.unwrap();
            stands_behind(&response, &one, &behind);
            let ask = || User::stream_partial(&client, "Who?").mode(mode);
            let stream = ask().await.unwrap();
            let (user, response) = stream.complete_with_response().await.unwrap();
            assert_eq!(user, ana());
            stands_behind(&response, &one, &behind);
            let mut changes = ask().await.unwrap().changes();
            while let Some(change) = changes.next().await {
                change.unwrap();
            }
            stands_behind(&changes.response(), &one, &behind);
        }
        for answer in [Answer::text(&list), slowly(&list)] {
            let (_server, client) = serve(answer).await;
            let ask = || Vec::<User>::stream_each(&client, "Who?").mode(mode);
            let mut users = ask().await.unwrap();
            while let Some(user) = users.next().await {
                assert_eq!(user.unwrap(), ana());
            }
            stands_behind(&users.response(), &list, &behind);
            let mut growing = ask().await.unwrap().growing();
            while let Some(element) = growing.next().await {
                element.unwrap();
            }
            stands_behind(&growing.response(), &list, &behind);
        }
    }

    // Within the limits, as all text.
    let server = Server::start(slowly(&one)).await.unwrap();
    let mut limits = Limits::default();
    limits.bytes = ANA.len() + 10;
    let client = builder(&server).limits(limits).build().unwrap();
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let (_, response) = stream.complete_with_response().await.unwrap();
    assert_eq!(response.trailing, behind[..10]);
}

fn stands_behind(response: &Response, text: &str, behind: &str) {
    assert_eq!(response.text, text);
    assert_eq!(response.trailing, behind);
    assert!(response.usage.is_some());
}

fn told(response: &Response, text: &str, context: &str) {
    let id = response.id.as_deref().unwrap();
    assert!(id.starts_with("chatcmpl-"), "{context}: {id}");
    assert!(
        response.request_id.as_deref().unwrap().starts_with("req_"),
        "{context}"
    );
    assert_eq!(response.model.as_deref(), Some("gpt-test"), "{context}");
    assert_eq!(response.finish, Some(Finish::Stop), "{context}");
    assert_eq!(response.text, text, "{context}");
    assert_eq!(response.reasoning, "Who is it?", "{context}");
    let usage = response.usage.unwrap();
    assert_eq!(usage.total, usage.input + usage.output, "{context}");
    assert_eq!(usage.cached, usage.input / 2, "{context}");
    assert!(
        usage.reasoning > 0 && usage.output > usage.reasoning,
        "{context}: {usage:?}"
    );
}

/// A model thinks before it writes: what it thinks can be looked at while nothing of the value is there yet.
#[tokio::test]
async fn reasoning_is_readable_while_it_comes() {
    let answer = Answer::text(ANA)
        .reasoning("one two three")
        .pause(Duration::from_millis(10));
    let (_server, client) = serve(answer).await;
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    let mut seen: Vec<String> = Vec::new();
    loop {
        tokio::select! {
            snapshot = stream.next() => match snapshot {
                Some(snapshot) => { snapshot.unwrap(); }
                None => break,
            },
            () = tokio::time::sleep(Duration::from_millis(3)) => {
                let thought = stream.reasoning().to_owned();
                if stream.text().is_empty() && seen.last() != Some(&thought) {
                    seen.push(thought);
                }
            }
        }
    }
    let parts = seen
        .iter()
        .filter(|thought| !thought.is_empty() && thought.len() < 13);
    assert!(parts.count() > 0, "{seen:?}");
    assert_eq!(stream.reasoning(), "one two three");
    assert_eq!(stream.complete().await.unwrap(), ana());
}

#[tokio::test]
async fn the_text_is_readable_while_it_comes() {
    let answer = Answer::text(ANA).pause(Duration::from_millis(1));
    let (_server, client) = serve(answer).await;
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    while let Some(snapshot) = stream.next().await {
        snapshot.unwrap();
        assert!(ANA.starts_with(stream.text()) && !stream.text().is_empty());
    }
    assert_eq!(stream.text(), ANA);
    assert_eq!(stream.response().id.unwrap(), "chatcmpl-1");
}

#[tokio::test]
async fn usage_is_asked_for_and_not_needed() {
    for answer in [
        Answer::text(ANA).without_usage(),
        Answer::text(ANA).end(End::NoMarker).without_usage(),
    ] {
        let (server, client) = serve(answer).await;
        let stream = User::stream_partial(&client, "Who?").await.unwrap();
        let (user, response) = stream.complete_with_response().await.unwrap();
        assert_eq!((user, response.usage), (ana(), None));
        let body = server.requests()[0].body().clone();
        assert_eq!(body["stream_options"]["include_usage"], true);
    }
    let (_server, client) = serve(Answer::text(ANA).quirk(Quirk::UsageWithFinish)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let (_, response) = stream.complete_with_response().await.unwrap();
    assert!(response.usage.is_some());
}

/// A request that says otherwise is left alone.
#[tokio::test]
async fn usage_need_not_be_asked_for() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let request = User::stream_partial(&client, "Who?").body(
        "stream_options",
        serde_json::json!({"include_usage": false}),
    );
    request.await.unwrap().complete().await.unwrap();
    let body = server.requests()[0].body().clone();
    assert_eq!(body["stream_options"]["include_usage"], false);
}

/// What was paid for is told with the error too.
#[tokio::test]
async fn an_error_holds_what_had_come() {
    let half = r#"{"name":"Ana","age":41,"ro"#;
    let server = Server::start(Answer::text(half).end(End::Length))
        .await
        .unwrap();
    let client = builder(&server).build().unwrap();
    for error in failures(&client).await {
        assert_eq!(error.kind(), ErrorKind::Length);
        let response = error.response().unwrap();
        assert_eq!(response.text, half);
        assert_eq!(response.finish, Some(Finish::Length));
        assert!(response.usage.unwrap().output > 0);
        assert!(response.id.is_some());
        assert_eq!(response.request_id.as_deref(), error.request_id());
        assert!(error.request_id().unwrap().starts_with("req_"));
    }
}

#[tokio::test]
async fn an_error_status_has_the_id_of_its_request() {
    let server = Server::start(Answer::status(400, "{}")).await.unwrap();
    let client = builder(&server).build().unwrap();
    for (error, id) in failures(&client)
        .await
        .iter()
        .zip(["req_1", "req_2", "req_3"])
    {
        assert_eq!(error.request_id(), Some(id));
        assert!(format!("{error:?}").contains(id));
    }
}

/// What a model says is not for a log.
#[tokio::test]
async fn the_text_is_not_in_what_is_printed() {
    let (_server, client) = serve(Answer::text(ANA).reasoning("Ana, surely")).await;
    let (_, response) = User::extract(&client, "Who?")
        .with_response()
        .await
        .unwrap();
    let shown = format!("{response:?}");
    assert!(!shown.contains("Ana"), "{shown}");
}

/// The Responses API tells a text several times more behind the value, before the usage.
#[tokio::test]
async fn a_long_answer_has_its_usage() {
    let long = format!(
        r#"{{"name":"{}","age":41,"role":null}}"#,
        "\"é ".repeat(5000).replace('"', "\\\"")
    );
    for mode in [
        Mode::JsonSchema,
        Mode::ResponsesJsonSchema,
        Mode::ResponsesTools,
    ] {
        let (_server, client) = serve(Answer::text(&long).deltas_of(200)).await;
        let stream = User::stream_partial(&client, "Who?")
            .mode(mode)
            .await
            .unwrap();
        let (user, response) = stream.complete_with_response().await.unwrap();
        assert_eq!(user.name.len(), 20_000, "{mode:?}");
        assert!(response.usage.is_some(), "{mode:?}");
        assert_eq!(response.finish, Some(Finish::Stop), "{mode:?}");
    }
}
