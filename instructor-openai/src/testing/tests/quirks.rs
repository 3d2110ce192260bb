//! What servers and proxies do otherwise: lines, events, fields, headers, writes.

use std::time::Duration;

use super::super::{Answer, End, Quirk, Server};
use super::client::{Client, Reply};
use super::{STREAM, STREAM_USAGE, WHOLE};

async fn stream(answer: Answer) -> Reply {
    Reply::to(&Server::start(answer).await.unwrap(), STREAM).await
}

async fn quirky(quirk: Quirk) -> String {
    stream(Answer::text("{}").quirk(quirk)).await.body()
}

/// The same stream without a quirk.
async fn plain() -> String {
    stream(Answer::text("{}")).await.body()
}

#[tokio::test]
async fn lines_end_otherwise() {
    let plain = plain().await;
    assert_eq!(quirky(Quirk::Crlf).await, plain.replace('\n', "\r\n"));
    assert_eq!(quirky(Quirk::Cr).await, plain.replace('\n', "\r"));
    assert_eq!(
        quirky(Quirk::NoSpace).await,
        plain.replace("data: ", "data:")
    );
    assert_eq!(quirky(Quirk::Bom).await, format!("\u{feff}{plain}"));
    assert_eq!(
        quirky(Quirk::NoLastLine).await,
        plain.strip_suffix('\n').unwrap()
    );
}

#[tokio::test]
async fn quirks_add_up() {
    let answer = Answer::text("{}")
        .keep_alives(1)
        .quirk(Quirk::Bom)
        .quirk(Quirk::Crlf)
        .quirk(Quirk::NoSpace);
    let body = stream(answer).await.body();
    assert!(body.starts_with("\u{feff}: keep-alive\r\n\r\ndata:{\"id\""));
    assert!(body.ends_with("data:[DONE]\r\n\r\n"));
}

#[tokio::test]
async fn the_last_event_of_any_end_lacks_its_line() {
    for end in [End::NoMarker, End::Stop, End::Event("{}".to_owned())] {
        let answer = Answer::text("{}").end(end).quirk(Quirk::NoLastLine);
        for path in ["/chat/completions", "/responses"] {
            let server = Server::start(answer.clone()).await.unwrap();
            let client = Client::send(&server, "POST", path, STREAM_USAGE).await;
            let body = client.reply().await.body();
            assert!(body.ends_with("}\n") && !body.ends_with("\n\n"), "{body}");
        }
    }
}

#[tokio::test]
async fn data_is_on_several_lines() {
    let body = quirky(Quirk::DataLines).await;
    assert!(body.starts_with("data: {\ndata: \"id\":\"chatcmpl-1\","));
    assert!(body.contains("]\ndata: }\n\n"));
    assert!(body.ends_with("\ndata: }\n\ndata: [DONE]\n\n"));
}

#[tokio::test]
async fn the_marker_comes_twice() {
    let body = quirky(Quirk::TwoMarkers).await;
    assert_eq!(body, format!("{}data: [DONE]\n\n", plain().await));
}

#[tokio::test]
async fn unknown_events_come_in_between() {
    let reply = stream(Answer::text("{}").quirk(Quirk::UnknownEvents)).await;
    let unknown: Vec<usize> = (0..)
        .zip(&reply.chunks)
        .filter(|(_, chunk)| chunk.starts_with("event: x_unknown\ndata: {"))
        .map(|(at, _)| at)
        .collect();
    assert_eq!((unknown, reply.chunks.len()), (vec![1, 3], 6));
}

#[tokio::test]
async fn unknown_fields_are_in_every_object() {
    let answer = Answer::text("{\"a\":\"\\\\\"}").quirk(Quirk::UnknownFields);
    let server = Server::start(answer).await.unwrap();
    let reply = Reply::to(&server, STREAM).await;
    assert!(reply.events()[0].starts_with(r#"{"x_unknown":{"deep":"#));
    assert_eq!(reply.said("/content").concat(), "{\"a\":\"\\\\\"}");
    assert_eq!(reply.said("/x_unknown/deep/2").len(), 5);

    let whole = Reply::to(&server, WHOLE).await.json();
    assert!(whole["usage"].get("x_unknown").is_some());
    assert_eq!(
        whole["choices"][0]["message"]["content"],
        "{\"a\":\"\\\\\"}"
    );
}

#[tokio::test]
async fn headers_are_left_out() {
    let answer = Answer::text("{}")
        .without_header("Content-Type")
        .without_header("x-request-id");
    let reply = stream(answer).await;
    assert_eq!(reply.header("content-type"), None);
    assert_eq!(reply.header("x-request-id"), None);
    assert_eq!(reply.body(), plain().await);
}

#[tokio::test]
async fn a_redirect_says_where_to() {
    let reply = stream(Answer::redirect(307, "http://elsewhere.test/v1")).await;
    assert_eq!(reply.status, 307);
    assert_eq!(reply.header("location"), Some("http://elsewhere.test/v1"));
}

#[test]
#[should_panic(expected = "200 is not the status of a redirect")]
fn a_redirect_has_its_status() {
    let _ = Answer::redirect(200, "/");
}

#[tokio::test]
async fn a_proxy_cuts_the_stream_anew() {
    let plain = plain().await;
    let text = Answer::text("{}").pause(Duration::from_millis(1));
    let held = stream(text.clone().pieces_of(usize::MAX)).await;
    assert_eq!(held.chunks, [plain.as_str()]);

    let cut = stream(text.clone().pieces_of(100)).await;
    let (last, others) = cut.chunks.split_last().unwrap();
    assert!(others.iter().all(|chunk| chunk.len() == 100));
    assert!(last.len() <= 100);
    assert_eq!(cut.body(), plain);

    let lost = stream(text.pieces_of(100).end(End::Cut)).await;
    assert!(!lost.complete);
    assert!(plain.starts_with(&lost.body()));
    assert!(lost.body().contains(r#""content":"{}""#));
}

#[tokio::test]
async fn a_body_goes_out_in_pieces() {
    let server = Server::start(Answer::text("{}").pieces_of(1))
        .await
        .unwrap();
    let reply = Reply::to(&server, WHOLE).await;
    assert_eq!(reply.json()["object"], "chat.completion");
    assert!(reply.chunks.iter().all(|chunk| chunk.len() == 1));
}

#[tokio::test]
async fn what_is_held_back_is_bounded() {
    let answer = Answer::text("{}").end(End::Endless("x".repeat(1 << 16)));
    let server = Server::start(answer.pieces_of(usize::MAX)).await.unwrap();
    let mut client = Client::post(&server, STREAM).await;
    client.read_until("100000\r\ndata: {").await;
}

#[tokio::test]
async fn long_paths_are_deployments() {
    let server = Server::start(Answer::text("{}")).await.unwrap();
    for (path, object) in [
        (
            "/openai/deployments/mine/chat/completions?api-version=2024-10-21",
            "chat.completion",
        ),
        ("/openai/v1/responses?api-version=preview", "response"),
    ] {
        let client = Client::send(&server, "POST", path, WHOLE).await;
        assert_eq!(client.reply().await.json()["object"], object);
    }
}
