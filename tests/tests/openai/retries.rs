//! What is asked again, when, how often, and what is not.

use crate::{ANA, User, ana, builder};
use instructor_core::provider::{Delta, Encoded, Provider, Reading, Request, Shapes};
use instructor_core::provider::{bytes::Bytes, http};
use instructor_core::{Error, ErrorKind, Extract, Limits, Result, Retries, Timeout, Timeouts};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Script, Server};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};

const QUOTA: &str =
    r#"{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}"#;
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn statuses_that_pass_are_asked_for_three_times() {
    for status in [408, 409, 429, 500, 501, 502, 503, 504, 529] {
        for (verb, ask) in VERBS {
            let (server, client) = serve(Answer::status(status, "busy")).await;
            let error = ask(client).await.unwrap_err();
            assert_eq!(server.requests().len(), 3, "{status}, {verb}");
            assert_eq!(error.kind(), ErrorKind::Status, "{status}, {verb}");
            assert_eq!(error.status(), Some(status), "{verb}");
            assert!(error.is_retryable(), "{status}, {verb}");
            assert_eq!(error.request_id(), Some("req_3"), "the last one's");
            let message = error.to_string();
            assert!(message.ends_with(": busy (tried 3 times)"), "{message}");
        }
    }
}

#[tokio::test]
async fn other_statuses_are_final() {
    for status in [400, 401, 402, 403, 404, 405, 413, 415, 422, 451] {
        let (server, client) = serve(Answer::status(status, "no")).await;
        for (verb, ask) in VERBS {
            let error = ask(client.clone()).await.unwrap_err();
            assert_eq!(error.status(), Some(status), "{verb}");
            assert!(!error.is_retryable(), "{status}, {verb}");
            assert!(error.to_string().ends_with(": no"), "{verb}: {error}");
        }
        assert_eq!(server.requests().len(), VERBS.len(), "{status}");
    }
}

#[tokio::test]
async fn a_quota_that_is_used_up_is_final() {
    for status in [429, 503] {
        let answer = Answer::status(status, QUOTA).header("retry-after", "0");
        let (server, client) = serve(answer).await;
        for (verb, ask) in VERBS {
            let error = ask(client.clone()).await.unwrap_err();
            assert_eq!(error.status(), Some(status), "{verb}");
            assert_eq!(error.code(), Some("insufficient_quota"), "{verb}");
            assert!(!error.is_retryable(), "{verb}");
        }
        assert_eq!(server.requests().len(), VERBS.len(), "{status}");
    }
}

#[tokio::test]
async fn a_server_may_say_that_asking_again_will_not_help() {
    for (status, says, tries) in [
        (503, "false", 1),
        (429, "false", 1),
        (503, "true", 3),
        (400, "true", 1),
        (503, "perhaps", 3),
    ] {
        for (verb, ask) in VERBS {
            let answer = Answer::status(status, "no").header("x-should-retry", says);
            let (server, client) = serve(answer).await;
            let error = ask(client).await.unwrap_err();
            assert_eq!(server.requests().len(), tries, "{status}, {says}, {verb}");
            assert_eq!(error.is_retryable(), tries > 1, "{status}, {says}, {verb}");
        }
    }
}

/// Some providers number what went wrong by codes of their own.
#[tokio::test]
async fn a_number_that_is_no_status_is_not_retryable() {
    let told = r#"{"error":{"message":"the balance is used up","code":1113}}"#;
    for answer in [
        Answer::status(200, told),
        Answer::text("{").end(End::Event(told.to_owned())),
    ] {
        let (_server, client) = serve(answer).await;
        for (verb, ask) in VERBS {
            let error = ask(client.clone()).await.unwrap_err();
            assert!(!error.is_retryable(), "{verb}: {error:?}");
        }
    }
}

#[tokio::test]
async fn what_passes_gives_the_value() {
    for (verb, ask) in VERBS {
        let (server, client) = serve([
            Answer::status(503, "loading"),
            Answer::status(429, r#"{"error":{"message":"slow down"}}"#),
            Answer::text(match verb {
                "stream_each" => format!("[{ANA}]"),
                _ => ANA.to_owned(),
            }),
        ])
        .await;
        assert_eq!(ask(client).await.unwrap(), ana(), "{verb}");
        assert_eq!(server.requests().len(), 3, "{verb}");
    }
}

/// What was written was paid for.
#[tokio::test]
async fn an_answer_that_has_begun_is_not_asked_for_again() {
    let half = r#"{"name":"Ana","#;
    let failed = End::ErrorEvent {
        message: "overloaded".to_owned(),
        code: "server_error".to_owned(),
    };
    let told = r#"{"error":{"message":"overloaded","code":503}}"#;
    for answer in [
        Answer::text(half).end(End::Cut),
        Answer::text(half).end(End::Reset),
        Answer::text(half).end(failed),
        Answer::text(half).end(End::Event(told.to_owned())),
        Answer::text("").end(End::Cut),
        Answer::raw("text/event-stream", ": hello\n\n").end(End::Reset),
        Answer::status(200, told),
    ] {
        let (server, client) = serve(answer.clone()).await;
        for (verb, ask) in VERBS {
            let error = ask(client.clone()).await.unwrap_err();
            assert!(!error.to_string().contains("tried"), "{verb}: {error}");
        }
        assert_eq!(server.requests().len(), VERBS.len(), "{answer:?}");
    }
}

/// The server may be at work on it, or have been.
#[tokio::test]
async fn a_request_that_was_sent_is_not_sent_again() {
    for end in [End::Whole, End::Reset] {
        let (server, client) = serve(Answer::nothing().end(end.clone())).await;
        for (verb, ask) in VERBS {
            let error = ask(client.clone()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Connection, "{verb}: {error}");
            assert!(error.is_retryable(), "{verb}");
            let message = error.to_string();
            let told = "the connection broke before an answer came";
            assert!(message.starts_with(told), "{message}");
            assert!(!message.contains("tried"), "{message}");
        }
        assert_eq!(server.requests().len(), VERBS.len(), "{end:?}");
    }
}

/// Neither by the HTTP client, which may take a connection from its pool for one that was dead all along.
#[tokio::test]
async fn a_request_on_a_kept_connection_is_not_sent_again() {
    for end in [End::Whole, End::Reset] {
        for (verb, ask) in VERBS {
            let hang_up = Answer::nothing().end(end.clone());
            let (server, client) = serve([Answer::text(ANA), hang_up]).await;
            User::extract(&client, "Who?").await.unwrap();
            sleep(Duration::from_millis(20)).await;
            assert_eq!(server.open_connections(), 1);
            let error = ask(client).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Connection, "{verb}: {error}");
            assert_eq!(server.requests().len(), 2, "{verb}");
        }
    }
}

/// A connection that the server has closed in the meantime is no reason to fail, and none to ask twice.
#[tokio::test]
async fn a_kept_connection_that_has_closed_is_made_anew() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let between = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1", between.local_addr().unwrap());
    let client = builder(&server).base_url(base_url).build().unwrap();
    for times in 1..=5 {
        let asked = tokio::spawn(User::extract(&client, "Who?").into_future());
        let (mut near, _) = timeout(MINUTE, between.accept()).await.unwrap().unwrap();
        let mut far = connect(&server).await;
        tokio::select! {
            _ = copy_bidirectional(&mut near, &mut far) => panic!("closed too early"),
            value = asked => assert_eq!(value.unwrap().unwrap(), ana()),
        }
        drop(near);
        sleep(Duration::from_millis(20)).await;
        assert_eq!(server.requests().len(), times);
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    // A port that is ours, and that nobody listens on.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let base_url = format!("http://{}/v1", socket.local_addr().unwrap());
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let client = |limit, wait| {
        let builder = builder(&server).base_url(&base_url);
        builder.retries(retries(limit, wait)).build().unwrap()
    };

    for (verb, ask) in VERBS {
        let error = ask(client(2, 1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection, "{verb}");
        assert!(error.is_retryable(), "{verb}");
        let message = error.to_string();
        assert!(
            message.starts_with("the server was not reached"),
            "{verb}: {message}"
        );
        assert!(message.ends_with(" (tried 3 times)"), "{verb}: {message}");
    }

    let patient = client(100, 20);
    let asked = tokio::spawn(User::extract(&patient, "Who?").into_future());
    sleep(Duration::from_millis(100)).await;
    let listener = socket.listen(16).unwrap();
    let (mut near, _) = timeout(MINUTE, listener.accept()).await.unwrap().unwrap();
    let mut far = connect(&server).await;
    tokio::spawn(async move { copy_bidirectional(&mut near, &mut far).await });
    assert_eq!(asked.await.unwrap().unwrap(), ana());
    assert_eq!(server.requests().len(), 1);
}

/// 0.5 s, 1 s, 2 s, …, up to 8 s, each by up to a quarter shorter: here all of it a tenth.
#[tokio::test]
async fn the_wait_doubles() {
    let mut retries = retries(5, 50);
    retries.longest = Duration::from_millis(400);
    let (asked, client) = noting(Answer::status(503, ""), retries).await;
    let error = String::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    let waits = asked.waits();
    assert_eq!(waits.len(), 5);
    for (wait, longest) in waits.into_iter().zip([50, 100, 200, 400, 400]) {
        let longest = Duration::from_millis(longest);
        assert!(wait >= longest.mul_f64(0.75), "{wait:?} of {longest:?}");
        assert!(wait < longest + SLACK, "{wait:?} of {longest:?}");
    }
}

#[tokio::test]
async fn by_default_it_is_asked_twice_again_after_half_a_second_and_a_second() {
    let flaky = [Answer::status(500, ""), Answer::status(500, "")];
    let (asked, client) = noting([&flaky[..], &[said()]].concat(), Retries::default()).await;
    let value = String::extract(&client, "Who?").await.unwrap();
    assert_eq!(value, "Ana");
    let waits = asked.waits();
    assert_eq!(waits.len(), 2);
    for (wait, longest) in waits.into_iter().zip([500, 1000]) {
        let longest = Duration::from_millis(longest);
        assert!(wait >= longest.mul_f64(0.75), "{wait:?} of {longest:?}");
        assert!(wait < longest + SLACK, "{wait:?} of {longest:?}");
    }
}

#[tokio::test]
async fn each_try_is_authorized_anew_and_asks_for_the_same() {
    let answers = [Answer::status(503, ""), Answer::status(503, ""), said()];
    let (asked, client) = noting(answers, retries(2, 1)).await;
    assert_eq!(String::extract(&client, "Who?").await.unwrap(), "Ana");
    let sent = asked.server.requests();
    let keys: Vec<_> = sent
        .iter()
        .map(|sent| sent.header("authorization"))
        .collect();
    assert_eq!(keys, [Some("Key 0"), Some("Key 1"), Some("Key 2")]);
    for request in &sent {
        assert_eq!(request.text(), "what is asked");
        assert_eq!(request.header("x-of"), Some("the provider"));
    }
}

#[tokio::test]
async fn a_server_may_say_how_long_to_wait() {
    let past = "Sat, 05 Nov 1994 08:50:37 GMT";
    for (name, value, least) in [
        ("retry-after", "1", 1000),
        ("retry-after", "0.2", 200),
        ("retry-after", "0", 0),
        ("retry-after", past, 0),
        ("retry-after-ms", "150", 150),
    ] {
        let busy = Answer::status(429, "").header(name, value);
        // Without a word of the server it would be a minute.
        let (asked, client) = noting([busy, said()], retries(2, 60_000)).await;
        let asking = String::extract(&client, "Who?").into_future();
        assert_eq!(timeout(MINUTE / 2, asking).await.unwrap().unwrap(), "Ana");
        let least = Duration::from_millis(least);
        let [wait] = asked.waits()[..] else { panic!() };
        assert!(
            wait >= least && wait < least + SLACK,
            "{name}: {value}: {wait:?}"
        );
    }

    // The finer one counts.
    let busy = Answer::status(429, "").header("retry-after", "9");
    let busy = busy.header("retry-after-ms", "1");
    let (asked, client) = noting([busy, said()], retries(2, 60_000)).await;
    String::extract(&client, "Who?").await.unwrap();
    assert!(asked.waits()[0] < SLACK);

    // What cannot be read says nothing.
    let busy = Answer::status(429, "").header("retry-after", "soon");
    let busy = busy.header("retry-after-ms", "-1");
    let (asked, client) = noting([busy, said()], retries(2, 1)).await;
    String::extract(&client, "Who?").await.unwrap();
    assert_eq!(asked.waits().len(), 1);
}

#[tokio::test]
async fn a_server_that_asks_for_too_long_a_wait_gets_none() {
    let future = "Sat, 05 Nov 2157 08:50:37 GMT";
    for (name, value, told) in [
        ("retry-after", "61", Some(Duration::from_secs(61))),
        (
            "retry-after-ms",
            "60001",
            Some(Duration::from_millis(60_001)),
        ),
        (
            "retry-after",
            "1e18",
            Some(Duration::from_secs(10_u64.pow(18))),
        ),
        ("retry-after", future, None),
    ] {
        let (server, client) = serve(Answer::status(429, "").header(name, value)).await;
        for (verb, ask) in VERBS {
            let start = Instant::now();
            let error = ask(client.clone()).await.unwrap_err();
            assert!(start.elapsed() < SLACK, "{verb}");
            let wait = error.retry_after().unwrap();
            match told {
                Some(told) => assert_eq!(wait, told),
                None => assert!(wait > Duration::from_secs(1_000_000_000), "{wait:?}"),
            }
            assert!(error.is_retryable(), "{verb}");
            assert!(!error.to_string().contains("tried"), "{verb}: {error}");
        }
        assert_eq!(server.requests().len(), VERBS.len(), "{name}: {value}");
    }

    // Up to the bound it is obeyed.
    let mut bounded = retries(1, 1);
    bounded.longest_asked = Duration::from_millis(200);
    let busy = |millis| Answer::status(429, "").header("retry-after-ms", millis);
    let (asked, client) = noting([busy("200"), said()], bounded).await;
    String::extract(&client, "Who?").await.unwrap();
    assert_eq!(asked.waits().len(), 1);
    let (asked, client) = noting([busy("201"), said()], bounded).await;
    String::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(asked.waits().len(), 0);
}

#[tokio::test]
async fn a_wait_beyond_the_whole_time_is_not_begun() {
    let server = Server::start(Answer::status(503, "busy")).await.unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.whole = Duration::from_secs(5);
    let builder = builder(&server).timeouts(timeouts);
    let client = builder.retries(retries(2, 10_000)).build().unwrap();
    for (verb, ask) in VERBS {
        let start = Instant::now();
        let error = ask(client.clone()).await.unwrap_err();
        assert!(start.elapsed() < SLACK, "{verb}");
        assert_eq!(error.status(), Some(503), "the server's own word: {error}");
    }
    assert_eq!(server.requests().len(), VERBS.len());
}

/// The time for all of it is for the tries together.
#[tokio::test]
async fn the_whole_time_ends_the_last_try() {
    let silent = Answer::nothing().end(End::Never);
    let server = Server::start([Answer::status(503, ""), silent])
        .await
        .unwrap();
    let mut timeouts = Timeouts::default();
    timeouts.whole = Duration::from_millis(400);
    let builder = builder(&server).timeouts(timeouts);
    let client = builder.retries(retries(2, 200)).build().unwrap();
    let start = Instant::now();
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Whole), "{error}");
    let took = start.elapsed();
    assert!(
        took >= timeouts.whole && took < timeouts.whole + SLACK,
        "{took:?}"
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn none_is_none() {
    let server = Server::start(Answer::status(503, "")).await.unwrap();
    let client = builder(&server).retries(Retries::none()).build().unwrap();
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the server answered 503 Service Unavailable"
    );
    assert_eq!(server.requests().len(), 1);
}

/// What a busy machine may take longer.
const SLACK: Duration = Duration::from_secs(4);

/// What a request for a user comes to, by one of the verbs.
type Ask = fn(Client) -> Pin<Box<dyn Future<Output = Result<User>> + Send>>;

const VERBS: [(&str, Ask); 3] = [
    ("extract", |client| {
        Box::pin(async move { User::extract(&client, "Who?").await })
    }),
    ("stream_partial", |client| {
        Box::pin(async move {
            User::stream_partial(&client, "Who?")
                .await?
                .complete()
                .await
        })
    }),
    ("stream_each", |client| {
        Box::pin(async move {
            let mut users = Vec::<User>::stream_each(&client, "Who?").await?;
            users.next().await.unwrap()
        })
    }),
];

/// So often, with such a first wait in milliseconds.
fn retries(limit: u32, first: u64) -> Retries {
    let mut retries = Retries::default();
    retries.limit = limit;
    retries.first = Duration::from_millis(first);
    retries.longest = MINUTE;
    retries
}

/// A client that waits no time that matters.
async fn serve(script: impl Into<Script>) -> (Server, Client) {
    let server = Server::start(script).await.unwrap();
    let client = builder(&server).retries(retries(2, 1)).build().unwrap();
    (server, client)
}

async fn connect(server: &Server) -> TcpStream {
    let address = server.base_url().replace("http://", "").replace("/v1", "");
    TcpStream::connect(address).await.unwrap()
}

/// Whatever was said, as the value.
fn said() -> Answer {
    Answer::raw("text/plain", "\"Ana\"")
}

/// A provider that notes when it authorizes.
#[derive(Debug)]
struct Noting {
    base_url: String,
    at: Arc<Mutex<Vec<Instant>>>,
}

struct Asked {
    server: Server,
    at: Arc<Mutex<Vec<Instant>>>,
}

impl Asked {
    /// The times between two tries.
    fn waits(&self) -> Vec<Duration> {
        let at = self.at.lock().unwrap();
        at.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

async fn noting(script: impl Into<Script>, retries: Retries) -> (Asked, instructor_core::Client) {
    let server = Server::start(script).await.unwrap();
    let at = Arc::<Mutex<Vec<Instant>>>::default();
    let provider = Noting {
        base_url: server.base_url(),
        at: Arc::clone(&at),
    };
    let client = instructor_core::Client::builder(provider)
        .retries(retries)
        .http(reqwest::Client::builder().no_proxy().build().unwrap())
        .build()
        .unwrap();
    (Asked { server, at }, client)
}

impl Provider for Noting {
    fn encode(&self, _: &Request) -> Result<Encoded> {
        let request = http::Request::post(format!("{}/chat/completions", self.base_url))
            .header("x-of", "the provider")
            .body(Bytes::from_static(b"what is asked"))
            .unwrap();
        Ok(Encoded::new(request, Shapes::default()))
    }

    fn authorize<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let mut at = self.at.lock().unwrap();
        let key = format!("Key {}", at.len());
        at.push(Instant::now());
        let headers = request.headers_mut();
        headers.append("authorization", key.parse().unwrap());
        Box::pin(std::future::ready(Ok(())))
    }

    fn decoder(&self, _: &Request, _: &http::response::Parts, _: &Limits) -> Reading {
        Reading::Whole
    }

    fn decode_whole(
        &self,
        _: &Request,
        _: &http::response::Parts,
        body: &[u8],
        emit: &mut dyn FnMut(Delta<'_>),
    ) -> Result<()> {
        let text = str::from_utf8(body).unwrap();
        emit(Delta::Text { call: 0, text });
        Ok(())
    }

    fn decode_error(&self, _: &http::response::Parts, _: &[u8]) -> Error {
        Error::new(ErrorKind::Status, "no")
    }
}
