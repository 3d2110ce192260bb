//! Answers that are not those of a model: statuses, pages, bodies of another kind, no server at all.

use crate::{ANA, User, ana, failures, serve};
use instructor_core::{Error, ErrorKind, Extract};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, Script};
use serde_json::json;

#[tokio::test]
async fn an_error_status_is_told_with_what_the_server_says() {
    let openai = |message: &str| {
        json!({"error": {"message": message, "type": "invalid_request_error", "param": null, "code": null}}).to_string()
    };
    let page = "<html>\n<head><title>Oops</title></head>\n</html>";
    for (status, body, message) in [
        (
            401,
            openai("Incorrect API key provided."),
            "the server answered 401 Unauthorized: Incorrect API key provided.",
        ),
        (
            404,
            openai("The model `gpt-test` does not exist"),
            "the server answered 404 Not Found: The model `gpt-test` does not exist",
        ),
        (
            429,
            openai("Rate limit reached"),
            "the server answered 429 Too Many Requests: Rate limit reached",
        ),
        (
            500,
            openai("The server had an error"),
            "the server answered 500 Internal Server Error: The server had an error",
        ),
        (
            401,
            page.to_owned(),
            "the server answered 401 Unauthorized: <html> <head><title>Oops</title></head> </html>",
        ),
        (
            500,
            page.to_owned(),
            "the server answered 500 Internal Server Error: <html> <head><title>Oops</title></head> </html>",
        ),
        (404, String::new(), "the server answered 404 Not Found"),
        (
            429,
            String::new(),
            "the server answered 429 Too Many Requests",
        ),
    ] {
        for error in fails(Answer::status(status, &body)).await {
            assert_eq!(error.kind(), ErrorKind::Status, "{status} {body}");
            assert_eq!(error.status(), Some(status), "{body}");
            assert_eq!(error.to_string(), message);
            assert_eq!(error.partial_json(), None);
        }
    }
}

#[tokio::test]
async fn a_status_without_a_name_is_told_by_its_number() {
    let body = r#"{"error": {"message": "Overloaded", "type": "overloaded_error"}}"#;
    for error in fails(Answer::status(529, body)).await {
        assert_eq!(error.status(), Some(529));
        assert_eq!(error.to_string(), "the server answered 529: Overloaded");
    }
}

/// A page of a megabyte is not shown, and not even read to its end.
#[tokio::test]
async fn a_long_error_page_is_cut_short() {
    let page = format!("<h1>{}</h1>", "Bad Gateway ".repeat(100_000));
    for error in fails(Answer::status(502, page)).await {
        assert_eq!(error.status(), Some(502));
        let message = error.to_string();
        assert!(message.chars().count() < 300, "{message}");
    }
}

#[tokio::test]
async fn a_page_is_no_answer() {
    let page = "<!doctype html>\n<title>Sign in</title>\n<p>Please sign in to this network.</p>";
    for error in fails(Answer::raw("text/html; charset=utf-8", page)).await {
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert_eq!(
            error.to_string(),
            "the server answered with `text/html`, which is not an answer of its API (check the base URL): \
             <!doctype html> <title>Sign in</title> <p>Please sign in to this network.</p>"
        );
    }
}

#[tokio::test]
async fn a_page_that_claims_to_be_a_stream_is_no_answer() {
    let [_, growing, each] = fails(Answer::raw("text/event-stream", "<h1>Hello</h1>\n\n")).await;
    for error in [growing, each] {
        assert_eq!(error.kind(), ErrorKind::Protocol);
        let message = error.to_string();
        assert!(message.contains("<h1>Hello</h1>"), "{message}");
    }
}

/// Nobody asked for it, and nobody undoes it: what it says is not quoted as noise.
#[tokio::test]
async fn a_compressed_answer_is_said_to_be_so() {
    let noise = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    for content_type in ["text/event-stream", "application/json"] {
        let answer = Answer::raw(content_type, noise).header("content-encoding", "gzip");
        for error in fails(answer).await {
            assert_eq!(error.kind(), ErrorKind::Protocol);
            let message = error.to_string();
            let start =
                "the server sent its answer compressed (`gzip`), which it was not asked for";
            assert!(message.starts_with(start), "{message}");
        }
    }
    let answer = Answer::status(502, "noise").header("content-encoding", "br");
    for error in fails(answer).await {
        assert_eq!(error.to_string(), "the server answered 502 Bad Gateway");
    }
    let answer = Answer::status(502, "no").header("content-encoding", "identity");
    for error in fails(answer).await {
        assert_eq!(error.to_string(), "the server answered 502 Bad Gateway: no");
    }
}

/// A server that answers as a whole, and calls it a stream or nothing at all.
#[tokio::test]
async fn a_body_without_events_is_read_as_a_whole() {
    let message = json!({"role": "assistant", "content": ANA});
    let body = json!({"choices": [{"message": message, "finish_reason": "stop"}]});
    for content_type in ["text/event-stream", "text/plain"] {
        for body in [format!("{body}"), format!("\n{body:#}\n")] {
            let (_server, client) = serve(Answer::raw(content_type, body).pieces_of(9)).await;
            let stream = User::stream_partial(&client, "Who?").await.unwrap();
            assert_eq!(stream.complete().await.unwrap(), ana(), "{content_type}");
        }
    }
}

#[tokio::test]
async fn an_error_in_a_good_status_is_the_servers_error() {
    let body =
        r#"{"error": {"message": "no such deployment", "type": "server_error", "code": 503}}"#;
    for error in fails(Answer::raw("application/json", body)).await {
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(error.to_string().contains("no such deployment"), "{error}");
        assert_eq!(error.status(), Some(503));
    }
    // And so it is as the only event of a stream.
    let event = format!("data: {body}\n\n");
    let [_, growing, each] = fails(Answer::raw("text/event-stream", event)).await;
    for error in [growing, each] {
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(error.to_string().contains("no such deployment"), "{error}");
    }
}

#[tokio::test]
async fn json_that_is_no_answer_is_quoted() {
    for (body, quoted) in [
        (r#"{"ok": true}"#, r#"{"ok": true}"#),
        (r#"{"choices": []}"#, r#"{"choices": []}"#),
        (r#"{"choices": "none"}"#, r#"{"choices": "none"}"#),
        ("[1, 2]", "[1, 2]"),
        (r#"{"choices": [{"#, r#"{"choices": [{"#),
    ] {
        for error in fails(Answer::raw("application/json", body)).await {
            assert_eq!(error.kind(), ErrorKind::Protocol, "{body}: {error}");
            assert!(error.to_string().contains(quoted), "{body}: {error}");
        }
    }
}

#[tokio::test]
async fn nothing_at_all_is_an_error() {
    let [_, growing, each] = fails(Answer::raw("text/event-stream", "")).await;
    for error in [growing, each] {
        assert_eq!(error.kind(), ErrorKind::Incomplete);
        assert_eq!(error.to_string(), "the answer is empty");
        assert_eq!(error.partial_json(), Some(""));
    }
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_empty() {
    for error in fails(Answer::raw("application/json", "")).await {
        let kind = error.kind();
        let expected = [ErrorKind::Protocol, ErrorKind::Incomplete];
        assert!(expected.contains(&kind), "{kind:?}: {error}");
        assert!(error.to_string().contains("empty"), "{error}");
    }
}

/// Some servers know no streams, and answer as if none had been asked for.
#[tokio::test]
async fn a_stream_that_comes_as_one_body_is_read_all_the_same() {
    let body = |text: &str| {
        let message = json!({"role": "assistant", "content": text});
        json!({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).to_string()
    };
    let list = format!("[{ANA}]");
    let (_server, client) = serve([
        Answer::raw("application/json", body(ANA)),
        Answer::raw("application/json; charset=utf-8", body(ANA)).pieces_of(5),
        Answer::raw("application/json", body(&list)),
        Answer::raw("application/json", body(r#"{"name":"Ana"#)),
    ])
    .await;

    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    assert!(stream.next().await.unwrap().unwrap().is_closed());
    assert!(stream.next().await.is_none());
    assert_eq!(stream.complete().await.unwrap(), ana());
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    assert_eq!(stream.complete().await.unwrap(), ana());

    let mut users = Vec::<User>::stream_each(&client, "Who?").await.unwrap();
    assert_eq!(users.next().await.unwrap().unwrap(), ana());
    assert!(users.next().await.is_none());

    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let error = stream.complete().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(error.partial_json(), Some(r#"{"name":"Ana"#));
}

/// And some send an event stream where one body was asked for. That is not read, but it is said.
#[tokio::test]
async fn a_body_that_comes_as_a_stream_is_told_apart() {
    let (_server, client) = serve(Answer::raw("text/event-stream", "data: {}\n\n")).await;
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert!(error.to_string().contains("`text/event-stream`"), "{error}");
}

#[tokio::test]
async fn no_server_is_a_connection_that_failed() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder().base_url(format!("http://{address}/v1"));
    for error in failures(&client.build().unwrap()).await {
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert_eq!(
            error.to_string(),
            "the server was not reached: connection refused (tried 3 times)"
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[test]
fn a_base_url_that_is_none_is_refused_when_the_client_is_built() {
    for url in [
        "",
        "localhost:8080/v1",
        "/v1",
        "ftp://localhost/v1",
        "http://",
        "not a url",
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        assert_eq!(
            error.to_string(),
            format!("`{url}` is not a base URL: it is to be like `https://api.openai.com/v1`")
        );
    }
}

/// What each verb fails with.
async fn fails(script: impl Into<Script>) -> [Error; 3] {
    let (_server, client) = serve(script).await;
    failures(&client).await
}
