//! What the user shows: images, audio, files, as they go out.

use crate::{ANA, MODES, User, ana, serve};
use instructor_core::content::Detail;
use instructor_core::{Audio, ErrorKind, Extract, File, Image, Message};
use instructor_openai::testing::{Answer, Server};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PNG_URL: &str = "data:image/png;base64,iVBORw0KGgo=";

#[tokio::test]
async fn each_kind_goes_out_beside_the_text() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let message = Message::user("Who?")
        .with(Image::bytes(PNG).unwrap())
        .with(
            Image::url("https://example.com/a.jpg")
                .unwrap()
                .detail(Detail::High),
        )
        .with(Audio::bytes(&b"RIFF\0\0\0\0WAVE"[..]).unwrap())
        .with(File::bytes("a.pdf", "%PDF-1.7"))
        .with(File::id("file-1"));
    for mode in MODES {
        let asked = User::extract(&client, message.clone()).mode(mode);
        assert_eq!(asked.await.unwrap(), ana());
        assert_eq!(
            said(&server),
            json!([
                {"type": "text", "text": "Who?"},
                {"type": "image_url", "image_url": {"url": PNG_URL}},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.jpg", "detail": "high"}},
                {"type": "input_audio", "input_audio": {"data": "UklGRgAAAABXQVZF", "format": "wav"}},
                {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0xLjc="}},
                {"type": "file", "file": {"file_id": "file-1"}},
            ])
        );
    }
}

#[tokio::test]
async fn an_image_alone_is_a_message_and_streams_are_the_same() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let image = Image::bytes(PNG).unwrap();
    let alone = json!([{"type": "image_url", "image_url": {"url": PNG_URL}}]);

    User::extract(&client, image.clone()).await.unwrap();
    assert_eq!(said(&server), alone);

    let stream = User::stream_partial(&client, [Message::from(image)]);
    let stream = stream.system("Look closely.").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), ana());
    assert_eq!(said(&server), alone);
}

/// Of a megabyte, each byte.
#[tokio::test]
async fn what_is_large_arrives_whole() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let image: Vec<u8> = PNG
        .iter()
        .copied()
        .chain((0..=255).cycle().take(1 << 20))
        .collect();
    let sent = Image::bytes(image.clone()).unwrap();
    User::extract(&client, sent.clone()).await.unwrap();
    let body = said(&server);
    let arrived = Image::url(body[0]["image_url"]["url"].as_str().unwrap()).unwrap();
    assert!(arrived == sent);
}

#[tokio::test]
async fn what_the_wire_has_no_words_for_is_refused_and_nothing_is_sent() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let image = Image::bytes(PNG).unwrap();
    let messages = [
        Message::system("Like this one.").with(image.clone()),
        Message::assistant("This one?").with(image),
        Message::user("This one.").with(File::url("https://example.com/a.pdf").unwrap()),
        Message::user("This one.").with(Image::id("file-1")),
    ];
    for message in messages {
        let error = User::extract(&client, message.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        let streamed = User::stream_partial(&client, message).await;
        assert_eq!(streamed.unwrap_err().kind(), ErrorKind::Request);
    }
    assert!(server.requests().is_empty());
}

/// The content of the last message that was sent.
fn said(server: &Server) -> Value {
    let request = server.requests().pop().unwrap();
    let messages = request.body()["messages"].as_array().unwrap();
    messages.last().unwrap()["content"].clone()
}
