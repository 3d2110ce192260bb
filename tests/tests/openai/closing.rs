//! What is dropped stops costing: its connection closes, and the server writes no more.

use crate::{ANA, User, ana, builder, serve};
use instructor_core::{ErrorKind, Extract, Timeouts};
use instructor_openai::testing::{Answer, End, Server};
use std::time::Duration;
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let half = format!("[{ANA},{{");
    let (server, client) = serve(Answer::text(half).end(End::Never)).await;

    let mut stream = Vec::<User>::stream_partial(&client, "Who?").await.unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(server.open_connections(), 1);
    drop(stream);
    closes(&server).await;

    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    users.next().await.unwrap().unwrap();
    assert_eq!(server.open_connections(), 1);
    drop(users.growing());
    closes(&server).await;
}

/// Nobody has read anything of it yet.
#[tokio::test]
async fn dropping_a_fresh_stream_closes_its_connection() {
    let pause = Duration::from_millis(20);
    let (server, client) = serve(Answer::text(ANA.repeat(50)).pause(pause)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    drop(stream);
    closes(&server).await;
    let sent = server.deltas_sent();
    sleep(5 * pause).await;
    assert_eq!(server.deltas_sent(), sent, "the server writes on");
}

#[tokio::test]
async fn dropping_a_request_before_its_answer_closes_its_connection() {
    let late = Answer::text(ANA).first_pause(Duration::from_secs(60));
    let (server, client) = serve(late).await;
    let one = User::extract(&client, "Who?").into_future();
    let growing = User::stream_partial(&client, "Who?").into_future();
    let each = Vec::<User>::stream_each(&client, "Who?").into_future();

    let (one, growing, each) = (tokio::spawn(one), tokio::spawn(growing), tokio::spawn(each));
    asked(&server, 3).await;
    assert_eq!(server.open_connections(), 3);
    one.abort();
    growing.abort();
    each.abort();
    closes(&server).await;
}

#[tokio::test]
async fn dropping_a_whole_answer_half_way_closes_its_connection() {
    let body = format!("{{\"choices\":[{}", " ".repeat(100));
    let answer = Answer::raw("application/json", body).pieces_of(10);
    let (server, client) = serve(answer.end(End::Never)).await;
    let asking = User::extract(&client, "Who?").into_future();
    assert!(timeout(Duration::from_millis(200), asking).await.is_err());
    closes(&server).await;
}

/// A value that cannot come out right any more is not paid for to its end.
#[tokio::test]
async fn a_failed_stream_closes_its_connection_when_dropped() {
    let answer = Answer::text(r#"{"name": 5, "#).end(End::Never);
    let (server, client) = serve(answer).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let error = stream.complete().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Type);
    closes(&server).await;
}

/// Whoever still holds the stream does not hold the connection.
#[tokio::test]
async fn a_failed_stream_closes_its_connection_at_once() {
    let text = format!(r#"{{"name": 5, "{}"#, "x".repeat(4000));
    let answer = Answer::text(text).pause(Duration::from_millis(2));
    let (server, client) = serve(answer).await;
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    while let Some(Ok(_)) = stream.next().await {}
    closes(&server).await;
    assert!(
        server.deltas_sent() < 500,
        "{} deltas",
        server.deltas_sent()
    );

    let answer = Answer::text(r#"[{"name": 5, "#).end(End::Never);
    let (server, client) = serve(answer).await;
    // Else it would wait for the elements behind that one.
    let users = Vec::<User>::stream_each(&client, "Who?").fail_fast();
    let mut users = users.await.unwrap();
    assert!(users.next().await.unwrap().is_err());
    closes(&server).await;
    drop(users);
}

/// What may follow a whole value is waited for, but not for long: 2 s, if no timeout is shorter.
#[tokio::test]
async fn completing_does_not_wait_for_a_server_that_does_not_end() {
    let (server, client) = serve(Answer::text(ANA).end(End::Never)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let whole = timeout(Duration::from_secs(5), stream.complete()).await;
    assert_eq!(whole.unwrap().unwrap(), ana());
    closes(&server).await;

    let mut timeouts = Timeouts::default();
    timeouts.between_events = Duration::from_millis(50);
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let whole = timeout(Duration::from_secs(1), stream.complete()).await;
    assert_eq!(whole.unwrap().unwrap(), ana());
    closes(&server).await;
}

/// A connection whose answer was read to its end serves the next request.
#[tokio::test]
async fn a_finished_answer_leaves_its_connection_to_the_next() {
    let (server, client) = serve(Answer::text(ANA)).await;
    User::extract(&client, "Who?").await.unwrap();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.open_connections(), 1, "after extract");
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.complete().await.unwrap();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.open_connections(), 1, "after stream_partial");
}

#[tokio::test]
async fn a_value_that_was_read_to_its_end_leaves_its_connection_to_the_next() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    while stream.next().await.is_some() {}
    drop(stream);
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.open_connections(), 1);
}

/// The end of the loop waits no longer than completing does, nor twice.
#[tokio::test]
async fn the_end_of_a_loop_does_not_wait_for_a_server_that_does_not_end() {
    let (server, client) = serve(Answer::text(ANA).end(End::Never)).await;
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    let whole = async {
        while stream.next().await.is_some() {}
        closes(&server).await;
        stream.complete().await
    };
    let whole = timeout(Duration::from_secs(5), whole).await;
    assert_eq!(whole.unwrap().unwrap(), ana());
}

#[tokio::test]
async fn a_finished_list_leaves_its_connection_to_the_next() {
    let (server, client) = serve(Answer::text(format!("[{ANA}]"))).await;
    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    while users.next().await.is_some() {}
    drop(users);
    sleep(Duration::from_millis(50)).await;
    assert_eq!(server.open_connections(), 1);
}

#[tokio::test]
async fn an_injected_http_client_is_used() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let http = reqwest::Client::builder()
        .user_agent("a test")
        .pool_max_idle_per_host(0)
        .build()
        .unwrap();
    let client = builder(&server).http(http).build().unwrap();
    User::extract(&client, "Who?").await.unwrap();
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.complete().await.unwrap();
    for request in server.requests() {
        assert_eq!(request.header("user-agent"), Some("a test"));
    }
    // It keeps no pool: the connections of finished answers are gone.
    closes(&server).await;
}

async fn closes(server: &Server) {
    let closed = timeout(Duration::from_secs(1), server.closed()).await;
    assert!(closed.is_ok(), "{server:?}");
}

/// Waits until the server has been asked this often.
async fn asked(server: &Server, times: usize) {
    let asked = async {
        while server.requests().len() < times {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(10), asked).await.unwrap();
}
