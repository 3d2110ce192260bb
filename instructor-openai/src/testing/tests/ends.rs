//! Each end of an answer, streamed and not.

use std::time::Duration;

use tokio::time::timeout;

use super::super::{Answer, End, Server};
use super::client::{Client, Reply};
use super::{STREAM, STREAM_USAGE, WHOLE};

async fn server(end: End) -> Server {
    Server::start(Answer::text("{\"a\":1}").end(end))
        .await
        .unwrap()
}

fn overloaded() -> End {
    End::ErrorEvent {
        message: "overloaded".to_owned(),
        code: "server_error".to_owned(),
    }
}

#[tokio::test]
async fn a_finish_reason_says_why_it_ended() {
    for (end, reason) in [
        (End::Length, "length"),
        (End::ContentFilter, "content_filter"),
    ] {
        let server = server(end).await;
        let streamed = Reply::to(&server, STREAM).await;
        let [.., finish, done] = streamed.events()[..] else {
            panic!("too few events")
        };
        assert!(finish.contains(&format!(
            r#""delta":{{}},"logprobs":null,"finish_reason":"{reason}""#
        )));
        assert_eq!(done, "[DONE]");

        let whole = Reply::to(&server, WHOLE).await.json();
        assert_eq!(whole["choices"][0]["finish_reason"], reason);
    }
}

#[tokio::test]
async fn no_marker_leaves_out_the_marker_only() {
    let server = server(End::NoMarker).await;
    let reply = Reply::to(&server, STREAM_USAGE).await;
    assert!(reply.complete);
    let [.., finish, usage] = reply.events()[..] else {
        panic!("too few events")
    };
    assert!(finish.contains(r#""finish_reason":"stop""#));
    assert!(usage.contains(r#""choices":[]"#));
    assert_eq!(
        Reply::to(&server, WHOLE).await.json()["object"],
        "chat.completion"
    );
}

#[tokio::test]
async fn stop_ends_after_the_last_delta() {
    let server = server(End::Stop).await;
    let reply = Reply::to(&server, STREAM_USAGE).await;
    assert!(reply.complete);
    assert_eq!(reply.events().len(), 3);
    assert_eq!(reply.said("/content").concat(), "{\"a\":1}");
    assert_eq!(
        Reply::to(&server, WHOLE).await.json()["object"],
        "chat.completion"
    );
}

#[tokio::test]
async fn cut_leaves_the_body_incomplete() {
    let server = server(End::Cut).await;
    let streamed = Reply::to(&server, STREAM).await;
    assert!(!streamed.complete);
    assert_eq!(streamed.said("/content").concat(), "{\"a\":1}");

    let whole = Reply::to(&server, WHOLE).await;
    assert!(!whole.complete);
    assert!(whole.body().starts_with(r#"{"id":"#));
    server.closed().await;
}

#[tokio::test]
async fn an_error_event_is_the_last_thing() {
    let server = server(overloaded()).await;
    let error = r#"{"error":{"message":"overloaded","type":"server_error","param":null,"code":"server_error"}}"#;
    let streamed = Reply::to(&server, STREAM).await;
    assert!(streamed.complete);
    assert_eq!(streamed.events()[3..], [error]);

    let whole = Reply::to(&server, WHOLE).await;
    assert_eq!(whole.status, 200);
    assert_eq!(whole.body(), error);
}

#[tokio::test]
async fn never_is_silent_until_the_client_leaves() {
    let server = server(End::Never).await;
    for (request, last) in [(STREAM, Some(r#""content":":1}""#)), (WHOLE, None)] {
        let mut client = Client::post(&server, request).await;
        if let Some(last) = last {
            client.read_until(last).await;
        }
        let silence = timeout(Duration::from_millis(50), client.read()).await;
        assert!(silence.is_err());
        assert_eq!(server.open_connections(), 1);

        drop(client);
        server.closed().await;
    }
}

#[tokio::test]
async fn raw_bytes_can_be_cut_or_left_open() {
    let raw = Answer::raw("text/event-stream", "data: 1\n\n");
    let server = Server::start([raw.clone().end(End::Cut), raw.end(End::Never)])
        .await
        .unwrap();
    let cut = Reply::to(&server, STREAM).await;
    assert!(!cut.complete);
    assert_eq!(cut.events(), ["1"]);

    let mut client = Client::post(&server, STREAM).await;
    client.read_until("data: 1\n\n").await;
    assert_eq!(server.open_connections(), 1);
}

#[test]
#[should_panic(expected = "would write more than the bytes given")]
fn raw_bytes_have_no_finish_reason() {
    let _ = Answer::raw("text/event-stream", "").end(End::Length);
}
