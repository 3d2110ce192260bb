//! A server that falls silent: each timeout, its kind, and what had arrived.

use crate::{ANA, PartialUser, User, builder};
use instructor_core::{Error, ErrorKind, Extract, Timeout, Timeouts};
use instructor_openai::testing::{Answer, End, Server};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(100);

#[tokio::test]
async fn before_the_first_byte() {
    let answer = Answer::text(ANA).first_pause(Duration::from_secs(60));
    let stalled = |limit: fn(&mut Timeouts)| fails(answer.clone(), limit);

    let [whole, growing, each] = stalled(|timeouts| {
        timeouts.first_event = SHORT;
        timeouts.whole = 3 * SHORT;
    })
    .await;
    // An answer that is not streamed has no first byte before all of it is written.
    assert_eq!(whole.kind(), ErrorKind::Timeout(Timeout::Whole), "{whole}");
    assert!(whole.to_string().starts_with("waited 300ms for"), "{whole}");
    for error in [growing, each] {
        assert_eq!(
            error.kind(),
            ErrorKind::Timeout(Timeout::FirstEvent),
            "{error}"
        );
        assert_eq!(
            error.to_string(),
            "waited 100ms for the first bytes of the answer, which is the limit"
        );
        assert_eq!(error.partial_json(), None);
    }
    for error in stalled(|timeouts| timeouts.whole = SHORT).await {
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Whole), "{error}");
        assert_eq!(error.partial_json(), None);
    }
}

#[tokio::test]
async fn between_two_events() {
    let half = r#"{"name":"Ana","age":41,"ro"#;
    let answer = Answer::text(half).end(End::Never);
    let server = Server::start(answer).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.between_events = SHORT;
    let client = builder(&server).timeouts(timeouts).build().unwrap();

    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(snapshot) => assert!(!snapshot.is_closed()),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::BetweenEvents));
    assert_eq!(
        error.to_string(),
        "waited 100ms for more of the answer, which is the limit"
    );
    assert_eq!(error.partial_json(), Some(half));
    let arrived = error.partial::<PartialUser>().unwrap();
    assert_eq!(
        (arrived.name.as_deref(), arrived.age),
        (Some("Ana"), Some(41))
    );
    assert!(stream.next().await.is_none(), "the error is the last item");

    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let error = users.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::BetweenEvents));
    assert_eq!(error.partial_json(), Some(half));
    assert!(users.next().await.is_none());
}

/// Events come fast enough, but without end.
#[tokio::test]
async fn for_the_whole_answer() {
    let long = format!(r#"[{{"name":"{}"#, "a".repeat(4000));
    let answer = Answer::text(long).pause(Duration::from_millis(10));
    let server = Server::start(answer).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.whole = 3 * SHORT;
    let client = builder(&server).timeouts(timeouts).build().unwrap();

    let stream = Vec::<User>::stream_partial(&client, "Who?").await.unwrap();
    let growing = stream.complete().await.unwrap_err();
    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    let each = users.next().await.unwrap().unwrap_err();
    for error in [growing, each] {
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Whole));
        assert_eq!(
            error.to_string(),
            "waited 300ms for the whole answer, which is the limit"
        );
        let arrived = error.partial_json().unwrap();
        assert!(arrived.starts_with(r#"[{"name":"aaaa"#), "{arrived}");
    }
}

/// A body that stops half-way, not streamed.
#[tokio::test]
async fn within_a_body() {
    let answer = Answer::raw("application/json", r#"{"choices":["#).pieces_of(4);
    let server = Server::start(answer.end(End::Never)).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.between_events = SHORT;
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::BetweenEvents));
}

/// No limit is a limit that is never reached.
#[tokio::test]
async fn a_timeout_may_be_as_long_as_can_be() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let with = |limit: fn(&mut Timeouts)| {
        let mut timeouts = Timeouts::default();
        limit(&mut timeouts);
        timeouts
    };
    for timeouts in [
        with(|timeouts| timeouts.connect = Duration::MAX),
        with(|timeouts| timeouts.first_event = Duration::MAX),
        with(|timeouts| timeouts.between_events = Duration::MAX),
        with(|timeouts| timeouts.whole = Duration::MAX),
    ] {
        let client = builder(&server).timeouts(timeouts).build().unwrap();
        User::extract(&client, "Who?").await.unwrap();
        let stream = User::stream_partial(&client, "Who?").await.unwrap();
        stream.complete().await.unwrap();
    }
}

/// What each verb fails with, within these limits.
async fn fails(answer: Answer, limit: fn(&mut Timeouts)) -> [Error; 3] {
    let server = Server::start(answer).await.unwrap();
    let mut timeouts = Timeouts::default();
    limit(&mut timeouts);
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    [
        User::extract(&client, "Who?").await.unwrap_err(),
        match User::stream_partial(&client, "Who?").await {
            Ok(stream) => stream.complete().await.unwrap_err(),
            Err(error) => error,
        },
        match Vec::<User>::stream_each(&client, "Who?").await {
            Ok(mut users) => users.next().await.unwrap().unwrap_err(),
            Err(error) => error,
        },
    ]
}
