//! The server: what it records, counts and closes.

use std::io;
use std::time::{Duration, Instant};

use super::super::{Answer, End, Server};
use super::client::{Client, Reply};
use super::{STREAM, WHOLE};

const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Server>();
    shared::<Answer>();
};

#[tokio::test]
async fn answers_come_in_order_and_the_last_repeats() {
    let server = Server::start(vec![Answer::text("1"), Answer::text("2")])
        .await
        .unwrap();
    for text in ["1", "2", "2"] {
        let body = Reply::to(&server, WHOLE).await.json();
        assert_eq!(body["choices"][0]["message"]["content"], text);
    }
}

#[tokio::test]
async fn an_empty_script_is_refused() {
    let error = Server::start([]).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn requests_are_recorded_without_showing_keys() {
    let server = Server::start(Answer::text("{}")).await.unwrap();
    Reply::to(&server, WHOLE).await;
    let path = "/deployments/x/chat/completions?api-version=1";
    Client::send(&server, "POST", path, "not json")
        .await
        .reply()
        .await;

    let [first, second] = &server.requests()[..] else {
        panic!("not two requests")
    };
    assert_eq!(
        (first.method(), first.path()),
        ("POST", "/v1/chat/completions")
    );
    assert_eq!(first.body()["model"], "gpt-x");
    assert_eq!(first.header("Authorization"), Some("Bearer sk-secret"));
    assert_eq!(first.header("x-other"), None);
    assert!(!format!("{first:?}").contains("sk-secret"));
    assert!(second.body().is_null());
    assert_eq!(second.text(), "not json");
    assert_eq!(second.query(), Some("api-version=1"));
}

#[tokio::test]
async fn other_paths_are_not_found_and_use_up_no_answer() {
    let server = Server::start([Answer::text("1"), Answer::text("2")])
        .await
        .unwrap();
    for (method, path) in [("POST", "/embeddings"), ("GET", "/chat/completions")] {
        let reply = Client::send(&server, method, path, "").await.reply().await;
        assert_eq!(reply.status, 404);
        assert_eq!(reply.json()["error"]["type"], "invalid_request_error");
    }
    let body = Reply::to(&server, WHOLE).await.json();
    assert_eq!(body["choices"][0]["message"]["content"], "1");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_client_that_leaves_stops_the_answer() {
    let answer = Answer::text("abc")
        .deltas_of(1)
        .pause(Duration::from_secs(60));
    let server = Server::start(answer).await.unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client.read_until(r#""content":"a""#).await;
    assert_eq!(server.open_connections(), 1);
    assert_eq!(server.deltas_sent(), 1);

    drop(client);
    server.closed().await;
    assert_eq!(server.open_connections(), 0);
    assert_eq!(server.deltas_sent(), 1);
}

#[tokio::test]
async fn a_slow_reader_holds_back_the_answer() {
    let deltas = 64;
    let answer = Answer::text("x".repeat(deltas << 20)).deltas_of(1 << 20);
    let server = Server::start(answer).await.unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client.read_until("assistant").await;
    let mut sent = 0;
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if std::mem::replace(&mut sent, server.deltas_sent()) == server.deltas_sent() {
            break;
        }
    }
    assert!(sent < deltas / 2, "{sent} of {deltas} MiB are under way");
}

#[tokio::test]
async fn pauses_are_before_the_first_byte_and_between_deltas() {
    let answer = Answer::text("abc")
        .deltas_of(1)
        .first_pause(Duration::from_millis(40))
        .pause(Duration::from_millis(30));
    let server = Server::start(answer).await.unwrap();
    let start = Instant::now();
    let mut client = Client::post(&server, STREAM).await;
    client.read().await;
    assert!(start.elapsed() >= Duration::from_millis(40));
    client.reply().await;
    assert!(start.elapsed() >= Duration::from_millis(100));
    assert_eq!(server.deltas_sent(), 3);
}

#[tokio::test]
async fn dropping_the_server_closes_its_connections() {
    let answer = Answer::text("abc")
        .deltas_of(1)
        .pause(Duration::from_secs(60));
    let server = Server::start(answer).await.unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client.read_until(r#""content":"a""#).await;
    drop(server);
    assert!(!client.reply().await.complete);
}

#[tokio::test]
async fn a_thousand_connections_are_open_at_once() {
    let server = Server::start(Answer::text("abc").deltas_of(1).end(End::Never))
        .await
        .unwrap();
    let mut clients = Vec::new();
    for _ in 0..1000 {
        clients.push(Client::post(&server, STREAM).await);
    }
    for client in &mut clients {
        client.read_until(r#""content":"c""#).await;
    }
    assert_eq!(server.open_connections(), 1000);
    assert_eq!(server.deltas_sent(), 3000);
    drop(clients);
    server.closed().await;
}
