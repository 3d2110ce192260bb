//! A server that falls silent: each timeout, its kind, and what had arrived.

use crate::redirects::is_proxied;
use crate::{ANA, PartialUser, User, ana, builder, failures};
use instructor_core::{Error, ErrorKind, Extract, Retries, Timeout, Timeouts};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};

const SHORT: Duration = Duration::from_millis(100);

/// What a busy machine may take longer.
const SLACK: Duration = Duration::from_secs(4);

/// For a connection: of a server that accepts none, and of one that accepts it but does not shake hands.
#[tokio::test]
async fn before_there_is_a_connection() {
    if is_proxied() {
        return;
    }
    let full = TcpSocket::new_v4().unwrap();
    full.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = full.listen(1).unwrap();
    let address = full.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(connected) = timeout(SHORT, TcpStream::connect(address)).await {
        waiting.push(connected.unwrap());
    }
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let shakes_no_hands = format!("https://{}/v1", mute.local_addr().unwrap());

    for base_url in [format!("http://{address}/v1"), shakes_no_hands] {
        let mut timeouts = Timeouts::default();
        timeouts.connect = SHORT;
        let builder = Client::builder().base_url(&base_url).timeouts(timeouts);
        let client = builder.clone().retries(Retries::none()).build().unwrap();
        for (error, took) in timed_errors(&client).await {
            let kind = ErrorKind::Timeout(Timeout::Connect);
            assert_eq!(error.kind(), kind, "{base_url}: {error}");
            assert!(error.is_retryable());
            assert!((SHORT..SHORT + SLACK).contains(&took), "{took:?}");
        }

        // Nothing was sent, so nothing was paid.
        let mut retries = Retries::default();
        retries.first = Duration::from_millis(1);
        let client = builder.retries(retries).build().unwrap();
        let start = Instant::now();
        let error = User::extract(&client, "Who?").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Connect));
        assert!(error.to_string().ends_with(" (tried 3 times)"), "{error}");
        assert!(start.elapsed() >= 3 * SHORT);
    }
}

/// The other limits hold while a connection is made, too.
#[tokio::test]
async fn before_there_is_a_connection_for_all_of_it() {
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let base_url = format!("https://{}/v1", mute.local_addr().unwrap());
    let mut timeouts = Timeouts::default();
    timeouts.first_event = SHORT;
    timeouts.whole = 2 * SHORT;
    let builder = builder(&server).base_url(base_url).timeouts(timeouts);
    let client = builder.build().unwrap();
    let [whole, growing, each] = timed_errors(&client).await;
    for ((error, took), which, limit) in [
        (whole, Timeout::Whole, 2 * SHORT),
        (growing, Timeout::FirstEvent, SHORT),
        (each, Timeout::FirstEvent, SHORT),
    ] {
        assert_eq!(error.kind(), ErrorKind::Timeout(which), "{error}");
        assert!((limit..limit + SLACK).contains(&took), "{took:?}");
    }
}

/// It accepts, reads, and says nothing; or its headers, and then nothing.
#[tokio::test]
async fn before_the_first_event() {
    for answer in [
        Answer::nothing().end(End::Never),
        Answer::raw("text/event-stream", "").end(End::Never),
    ] {
        let server = Server::start(answer.clone()).await.unwrap();
        let mut timeouts = Timeouts::default();
        timeouts.first_event = SHORT;
        timeouts.whole = 3 * SHORT;
        let client = builder(&server).timeouts(timeouts);
        let client = client.retries(Retries::default()).build().unwrap();
        let [whole, growing, each] = timed_errors(&client).await;
        for ((error, took), which, limit) in [
            // One that is not streamed has no event before all of it is written.
            (whole, Timeout::Whole, 3 * SHORT),
            (growing, Timeout::FirstEvent, SHORT),
            (each, Timeout::FirstEvent, SHORT),
        ] {
            assert_eq!(error.kind(), ErrorKind::Timeout(which), "{error}");
            assert!(error.is_retryable(), "by the caller, who knows the price");
            assert!((limit..limit + SLACK).contains(&took), "{took:?}");
        }
        assert_eq!(server.requests().len(), 3, "none is sent again");
        let gone = timeout(SLACK, server.closed()).await;
        assert!(gone.is_ok(), "{server:?}");
    }
}

#[tokio::test]
async fn between_two_events_and_for_all_of_them() {
    let half = r#"[{"name":"Ana","age":41,"ro"#;
    for (end, which, limit) in [
        (End::Never, Timeout::BetweenEvents, SHORT),
        // It shows that it is still there, and no more.
        (End::KeepAlive, Timeout::Whole, 5 * SHORT),
        (End::Endless("x".to_owned()), Timeout::Whole, 5 * SHORT),
    ] {
        let answer = Answer::text(half).end(end).pause(SHORT / 20);
        let server = Server::start(answer).await.unwrap();
        let mut timeouts = Timeouts::default();
        timeouts.between_events = SHORT;
        timeouts.whole = 5 * SHORT;
        let client = builder(&server).timeouts(timeouts);
        let client = client.retries(Retries::default()).build().unwrap();

        let start = Instant::now();
        let stream = Vec::<User>::stream_partial(&client, "Who?").await.unwrap();
        let growing = stream.complete().await.unwrap_err();
        let took = start.elapsed();
        assert!(
            (limit..limit + SLACK).contains(&took),
            "{which:?}: {took:?}"
        );
        let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
        let each = users.next().await.unwrap().unwrap_err();
        for error in [growing, each] {
            assert_eq!(error.kind(), ErrorKind::Timeout(which), "{error}");
            assert!(error.partial_json().unwrap().starts_with(half), "{error}");
        }
        assert_eq!(server.requests().len(), 2, "none is sent again");
    }
}

/// Signs of life are life, however long the model takes to begin.
#[tokio::test]
async fn a_server_that_shows_that_it_is_there_is_waited_for() {
    let answer = Answer::text(ANA).keep_alives(12).pause(SHORT / 2);
    let server = Server::start(answer.deltas_of(1000)).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.first_event = 5 * SHORT;
    timeouts.between_events = 5 * SHORT;
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let start = Instant::now();
    assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
    assert!(start.elapsed() > 6 * SHORT);
    let start = Instant::now();
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), ana());
    assert!(start.elapsed() > 6 * SHORT);
}

/// Its own time is not the server's.
#[tokio::test]
async fn a_slow_consumer_does_not_run_out_of_time() {
    let answer = Answer::text(ANA).deltas_of(20).pause(SHORT / 5);
    let server = Server::start(answer).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.between_events = 2 * SHORT;
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    while let Some(snapshot) = stream.next().await {
        snapshot.unwrap();
        sleep(3 * SHORT).await;
    }
    assert_eq!(stream.complete().await.unwrap(), ana());

    // Nor does one that looks away while it waits.
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    loop {
        match timeout(Duration::from_millis(1), stream.next()).await {
            Ok(Some(snapshot)) => drop(snapshot.unwrap()),
            Ok(None) => break,
            Err(_) => sleep(3 * SHORT).await,
        }
    }
    assert_eq!(stream.complete().await.unwrap(), ana());
}

/// The status says what went wrong: the rest of its page is not worth a minute.
#[tokio::test]
async fn within_an_error() {
    for (body, message) in [
        ("busy", "the server answered 503 Service Unavailable: busy"),
        ("", "the server answered 503 Service Unavailable"),
    ] {
        let server = Server::start(Answer::status(503, body).end(End::Never)).await;
        let server = server.unwrap();
        let client = builder(&server).build().unwrap();
        let start = Instant::now();
        let error = User::extract(&client, "Who?").await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(start.elapsed() < 2 * SLACK);
    }
}

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
    failures(&client).await
}

/// What each verb fails with, and after what time.
async fn timed_errors(client: &Client) -> [(Error, Duration); 3] {
    let (whole, growing, each) = tokio::join!(
        timed(async { User::extract(client, "Who?").await.unwrap_err() }),
        timed(async {
            match User::stream_partial(client, "Who?").await {
                Ok(stream) => stream.complete().await.unwrap_err(),
                Err(error) => error,
            }
        }),
        timed(async {
            match Vec::<User>::stream_each(client, "Who?").await {
                Ok(mut users) => users.next().await.unwrap().unwrap_err(),
                Err(error) => error,
            }
        }),
    );
    [whole, growing, each]
}

async fn timed(error: impl Future<Output = Error>) -> (Error, Duration) {
    let start = Instant::now();
    (error.await, start.elapsed())
}
