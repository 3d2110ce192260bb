//! How often: up to a number, tokens, a time; and never for an answer that was cut, filtered or refused.

use super::*;
use crate::{builder, serve};
use instructor_core::{ErrorKind, Usage};
use instructor_openai::Client;
use instructor_openai::testing::End;
use std::time::Duration;

async fn whole(client: &Client, retries: u32) -> Error {
    let guest = Guest::extract(client, "Who?").max_retries(retries);
    guest.await.unwrap_err()
}

async fn grown(client: &Client, retries: u32) -> Error {
    let stream = Guest::stream_partial(client, "Who?").max_retries(retries);
    stream.await.unwrap().complete().await.unwrap_err()
}

#[tokio::test]
async fn the_last_error_has_every_attempt() {
    let answers = [
        Answer::text(OLD),
        Answer::text(r#"{"name":"Ana"}"#),
        Answer::text("what?"),
    ];
    for is_streamed in [false, true] {
        let (server, client) = serve(answers.clone()).await;
        let error = match is_streamed {
            false => whole(&client, 2).await,
            true => grown(&client, 2).await,
        };
        assert_eq!(asked(&server), 3);
        assert_eq!(error.kind(), ErrorKind::Syntax);
        let message = error.to_string();
        assert!(message.ends_with("at byte 0 (tried 3 times)"), "{message}");
        assert_eq!(
            problems(&error),
            [
                vec![format!("age: {TOO_OLD}")],
                vec!["age: missing".to_owned(), "town: missing".to_owned()],
                vec!["expected an object, found `w`".to_owned()],
            ]
        );
        let attempts = error.attempts();
        assert_eq!(attempts[1].response.text, r#"{"name":"Ana"}"#);
        assert_eq!(attempts[2].response.request_id.as_deref(), Some("req_3"));
        assert_eq!(error.partial_json(), Some(&*attempts[2].response.text));
        let shown = format!("{error:?} {attempts:?}");
        assert!(!shown.contains("Lima"), "{shown}");
        if !is_streamed {
            assert!(
                attempts
                    .iter()
                    .all(|attempt| attempt.response.usage.is_some())
            );
        }
    }
}

#[tokio::test]
async fn without_tries_the_error_has_the_one() {
    let (server, client) = serve(Answer::text(OLD)).await;
    for error in [whole(&client, 0).await, grown(&client, 0).await] {
        assert_eq!(problems(&error), [[format!("age: {TOO_OLD}")]]);
        assert!(!error.to_string().contains("tried"), "{error}");
    }
    assert_eq!(asked(&server), 2);
}

#[tokio::test]
async fn the_client_may_say_how_often() {
    let server = Server::start(bad_then_good()).await.unwrap();
    let client = builder(&server).max_retries(1).build().unwrap();
    assert_eq!(Guest::extract(&client, "Who?").await.unwrap(), ana());

    let server = Server::start(bad_then_good()).await.unwrap();
    let client = builder(&server).max_retries(1).build().unwrap();
    assert_eq!(whole(&client, 0).await.attempts().len(), 1);
}

#[tokio::test]
async fn usage_is_that_of_all_attempts() {
    let (_server, client) = serve(bad_then_good()).await;
    let asked = Guest::extract(&client, "Who?").max_retries(1);
    let (_, response) = asked.with_response().await.unwrap();
    let one = |client: Client| async move {
        let (_, response) = Guest::extract(&client, "Who?")
            .with_response()
            .await
            .unwrap();
        response.usage.unwrap()
    };
    let (_server, client) = serve(Answer::text(GOOD)).await;
    let once = one(client).await;
    let both = response.usage.unwrap();
    assert_eq!(response.text, GOOD);
    assert!(both.output >= 2 * once.output, "{both:?} {once:?}");
    assert!(both.total > 2 * once.total, "the second request is longer");

    // What is missing is seen at the end, when the usage has come.
    let answers = [Answer::text(r#"{"name":"Ana"}"#), Answer::text(GOOD)];
    let (_server, client) = serve(answers).await;
    let stream = Guest::stream_partial(&client, "Who?").max_retries(1);
    let mut stream = stream.await.unwrap();
    while let Some(snapshot) = stream.next().await {
        snapshot.unwrap();
    }
    let told = stream.response().usage.unwrap();
    let (_, response) = stream.complete_with_response().await.unwrap();
    assert_eq!(response.usage, Some(told));
    assert!(told.total > once.total + once.input, "{told:?} {once:?}");
    assert_ne!(told, Usage::default());
}

#[tokio::test]
async fn tokens_and_time_are_bounded() {
    let (server, client) = serve(Answer::text(OLD)).await;
    let guest = Guest::extract(&client, "Who?").max_retries(100);
    let error = guest.max_total_tokens(1).await.unwrap_err();
    let used = error.attempts()[0].response.usage.unwrap().total;
    assert_eq!(
        error.to_string(),
        format!(
            "{TOO_OLD} at `age` (not tried again: {used} tokens are used, and 1 are the limit)"
        )
    );
    assert_eq!(asked(&server), 1);

    // A stream that was stopped has told no usage.
    let (server, client) = serve(Answer::text(OLD)).await;
    let stream = Guest::stream_partial(&client, "Who?").max_retries(100);
    let stream = stream.max_total_tokens(20).await.unwrap();
    let error = stream.complete().await.unwrap_err();
    assert!(error.to_string().contains("tokens are used"), "{error}");
    assert!((2..=5).contains(&asked(&server)), "{}", asked(&server));

    let answer = Answer::text(OLD).first_pause(Duration::from_millis(50));
    let (server, client) = serve(answer).await;
    let guest = Guest::extract(&client, "Who?").max_retries(100);
    let error = guest
        .max_total_time(Duration::from_millis(120))
        .await
        .unwrap_err();
    let message = error.to_string();
    assert!(
        message.ends_with("have passed, and 120ms are the limit)"),
        "{message}"
    );
    assert!(asked(&server) <= 3, "{}", asked(&server));
}

#[tokio::test]
async fn what_was_cut_filtered_or_refused_is_not_asked_again() {
    let cut = r#"{"name":"Ana","#;
    for (answer, kind) in [
        (Answer::text(cut).end(End::Length), ErrorKind::Length),
        (Answer::text(cut).end(End::ContentFilter), ErrorKind::Filter),
        (Answer::refusal("I will not."), ErrorKind::Refusal),
        (
            Answer::text(cut).end(End::Reason("odd".into())),
            ErrorKind::Incomplete,
        ),
        (Answer::text(cut).end(End::Cut), ErrorKind::Connection),
        (Answer::status(500, "{}"), ErrorKind::Status),
    ] {
        for is_streamed in [false, true] {
            let context = format!("{answer:?} {is_streamed}");
            let (server, client) = serve([answer.clone(), Answer::text(GOOD)]).await;
            let error = match is_streamed {
                false => whole(&client, 3).await,
                true => match Guest::stream_partial(&client, "Who?").max_retries(3).await {
                    Ok(stream) => stream.complete().await.unwrap_err(),
                    Err(error) => error,
                },
            };
            assert_eq!(error.kind(), kind, "{context}");
            assert_eq!(asked(&server), 1, "{context}");

            // The same behind one that was asked again.
            let answers = [Answer::text(OLD), answer.clone(), Answer::text(GOOD)];
            let (server, client) = serve(answers).await;
            let error = match is_streamed {
                false => whole(&client, 3).await,
                true => grown(&client, 3).await,
            };
            assert_eq!(error.kind(), kind, "{context}");
            assert!(
                error.to_string().ends_with(" (at attempt 2)"),
                "{context}: {error}"
            );
            assert_eq!(
                problems(&error)[0],
                [format!("age: {TOO_OLD}")],
                "{context}"
            );
            assert_eq!(asked(&server), 2, "{context}");
        }
    }
}
