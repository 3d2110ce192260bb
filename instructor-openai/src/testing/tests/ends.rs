//! Each end of an answer, streamed and not.

use std::io;
use std::time::Duration;

use tokio::time::timeout;

use super::super::{Answer, End, Quirk, Server};
use super::client::{Client, Reply};
use super::{STREAM, STREAM_USAGE, WHOLE};

async fn server(end: End) -> Server {
    Server::start(Answer::text("{\"a\":1}").end(end))
        .await
        .unwrap()
}

async fn is_silent(client: &mut Client) {
    let silence = timeout(Duration::from_millis(50), client.read()).await;
    assert!(silence.is_err());
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
async fn a_finish_reason_is_any_or_none() {
    let odd = server(End::Reason("boredom".to_owned())).await;
    let reply = Reply::to(&odd, STREAM).await;
    assert!(reply.events()[3].contains(r#""finish_reason":"boredom""#));
    let whole = Reply::to(&odd, WHOLE).await.json();
    assert_eq!(whole["choices"][0]["finish_reason"], "boredom");

    let none = server(End::NoReason).await;
    let reply = Reply::to(&none, STREAM_USAGE).await;
    assert_eq!(reply.said("/content").concat(), "{\"a\":1}");
    let [.., delta, usage, done] = reply.events()[..] else {
        panic!("too few events")
    };
    assert!(delta.contains(r#""finish_reason":null"#));
    assert!(usage.contains(r#""choices":[],"usage":{"#));
    assert_eq!(done, "[DONE]");
    let whole = Reply::to(&none, WHOLE).await.json();
    assert!(whole["choices"][0]["finish_reason"].is_null());
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
async fn reset_is_no_clean_end() {
    let resetting = server(End::Reset).await;
    for (request, last) in [(STREAM, r#""content":":1}""#), (WHOLE, r#"{"id":"#)] {
        let (received, end) = Client::post(&resetting, request).await.rest().await;
        assert!(received.contains(last));
        assert_eq!(end, Some(io::ErrorKind::ConnectionReset));
    }
    let cut = server(End::Cut).await;
    assert_eq!(Client::post(&cut, STREAM).await.rest().await.1, None);
}

#[tokio::test]
async fn nothing_is_not_even_a_status() {
    let nothing = Answer::nothing();
    let server = Server::start([
        nothing.clone(),
        nothing.clone().end(End::Reset),
        nothing.end(End::Never),
    ])
    .await
    .unwrap();
    for end in [None, Some(io::ErrorKind::ConnectionReset)] {
        let rest = Client::post(&server, STREAM).await.rest().await;
        assert_eq!(rest, (String::new(), end));
    }
    is_silent(&mut Client::post(&server, STREAM).await).await;
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn headers_may_be_all_there_is() {
    let server = Server::start(Answer::raw("text/event-stream", "").end(End::Never))
        .await
        .unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client.read_until("\r\n\r\n").await;
    is_silent(&mut client).await;
}

#[tokio::test]
async fn any_event_is_the_last_thing() {
    for data in [
        r#"{"error":{"message":"no","code":503}}"#,
        r#"{"error":"no"}"#,
        "not json",
    ] {
        let server = server(End::Event(data.to_owned())).await;
        assert_eq!(Reply::to(&server, STREAM).await.events()[3..], [data]);
        let whole = Reply::to(&server, WHOLE).await;
        assert_eq!((whole.status, whole.body()), (200, data.to_owned()));

        let client = Client::send(&server, "POST", "/responses", STREAM).await;
        let last = client.reply().await.chunks.pop().unwrap();
        assert_eq!(last, format!("data: {data}\n\n"));
    }
    let lines = server(End::Event("{\n}".to_owned())).await;
    let last = Reply::to(&lines, STREAM).await.chunks.pop().unwrap();
    assert_eq!(last, "data: {\ndata: }\n\n");

    let data = r#"{"type":"error","message":"no"}"#;
    let server = server(End::Event(data.to_owned())).await;
    let client = Client::send(&server, "POST", "/responses", STREAM).await;
    let last = client.reply().await.chunks.pop().unwrap();
    assert_eq!(last, format!("event: error\ndata: {data}\n\n"));
}

#[tokio::test]
async fn a_text_may_have_no_end() {
    let server = server(End::Endless("  ".to_owned())).await;
    for path in ["/chat/completions", "/responses"] {
        let mut client = Client::send(&server, "POST", path, STREAM).await;
        let sent = server.deltas_sent();
        client.read_until(r#":":1}""#).await;
        client.read_until(r#":"  ""#).await;
        while server.deltas_sent() < sent + 50 {
            client.read().await;
        }
        drop(client);
        server.closed().await;
    }
    let mut client = Client::post(&server, WHOLE).await;
    client.read_until("}}}\r\n2\r\n  \r\n2\r\n  \r\n").await;
    drop(client);
    server.closed().await;
}

#[tokio::test]
async fn bytes_may_have_no_end() {
    let answer = Answer::raw("text/event-stream", "data: 1\n\n");
    let pause = Duration::from_millis(1);
    let answer = answer
        .end(End::Endless(": ping\n\n".to_owned()))
        .pause(pause);
    let server = Server::start(answer).await.unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client
        .read_until("data: 1\n\n\r\n8\r\n: ping\n\n\r\n8\r\n: ping\n\n")
        .await;
    drop(client);
    server.closed().await;
}

#[tokio::test]
async fn signs_of_life_come_first_or_forever() {
    let text = Answer::text("{}").pause(Duration::from_millis(1));
    let server = Server::start([
        text.clone().keep_alives(2),
        text.clone().keep_alives(2),
        text.end(End::KeepAlive),
    ])
    .await
    .unwrap();
    let reply = Reply::to(&server, STREAM).await;
    assert_eq!(reply.chunks[..2], [": keep-alive\n\n"; 2]);
    assert!(reply.chunks[2].starts_with("data: "));

    let reply = Reply::to(&server, WHOLE).await;
    assert!(reply.body().starts_with("\n\n{"));
    assert_eq!(reply.json()["object"], "chat.completion");

    for (request, life) in [
        (STREAM, "E\r\n: keep-alive\n\n\r\n".repeat(3)),
        (WHOLE, "1\r\n\n\r\n".repeat(3)),
    ] {
        let mut client = Client::post(&server, request).await;
        client.read_until(&life).await;
        drop(client);
        server.closed().await;
    }
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
        is_silent(&mut client).await;
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

#[test]
#[should_panic(expected = "would write more than the bytes given")]
fn nothing_has_no_end_to_come_to() {
    let _ = Answer::nothing().end(End::Endless(" ".to_owned()));
}

#[test]
#[should_panic(expected = "only what the model writes has quirks")]
fn raw_bytes_have_no_quirks() {
    let _ = Answer::raw("text/event-stream", "").quirk(Quirk::Crlf);
}
