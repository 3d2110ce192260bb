//! The key shows nowhere: not in what is printed of ours, and not when a server sends it back.

use crate::{ANA, User, builder, serve};
use instructor_core::{Error, ErrorKind, Extract};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::error::Error as _;
use std::fmt::Debug;

const KEY: &str = "sk-proj-Zx81_very-secret";

#[tokio::test]
async fn not_in_what_is_printed() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let builder = builder(&server).api_key(KEY);
    hides(&builder);
    let client = builder.build().unwrap();
    hides(&client);
    hides(AsRef::<instructor_core::Client>::as_ref(&client));

    let request = User::extract(&client, "Who?");
    hides(&request);
    hides(&request.into_future());
    let request = User::stream_partial(&client, "Who?").temperature(0.0);
    hides(&request);
    let mut stream = request.await.unwrap();
    hides(&stream);
    hides(&stream.next().await);
    hides(&stream);
    let request = Vec::<User>::stream_each(&client, "Who?");
    hides(&request);
    let users = request.await.unwrap();
    hides(&users);
    hides(&users.growing());

    let (_, response) = User::extract(&client, "Who?")
        .with_response()
        .await
        .unwrap();
    hides(&response);
    let service = Client::builder_for("groq/llama").unwrap().api_key(KEY);
    hides(&service);
    hides(&service.build().unwrap());
    // Azure's is sent in a header of its own.
    let azure = Client::builder_for("azure/mine").unwrap();
    let azure = azure.base_url(format!("{}/openai", server.base_url()));
    let azure = azure.api_key(KEY);
    hides(&azure);
    let azure = azure.build().unwrap();
    hides(&azure);
    hides(&User::extract(&azure, "Who?"));
    User::extract(&azure, "Who?").await.unwrap();
    assert_eq!(
        server.requests().pop().unwrap().header("api-key"),
        Some(KEY)
    );

    // It was sent, though, and the testing server hides it as well.
    let sent = server.requests();
    assert_eq!(
        sent[0].header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
    hides(&sent);
    hides(&server);
}

#[tokio::test]
async fn not_when_a_server_sends_it_back() {
    let message = format!("Incorrect API key provided: {KEY}. (Authorization: Bearer {KEY})");
    let json = serde_json::json!({"error": {"message": &message, "code": &message}}).to_string();
    let page = format!("<h1>Debug</h1> <pre>Authorization: Bearer {KEY}</pre>");
    for answer in [
        Answer::status(401, &json),
        Answer::status(500, &page),
        Answer::status(500, &message),
        Answer::raw("text/html", &*page),
        Answer::raw("application/json", &*json),
        Answer::raw("application/json", format!("{{\"echo\": \"{KEY}\"}}")),
        Answer::raw("application/json", format!("[\"{KEY}\"")),
        Answer::raw("text/event-stream", format!("data: {json}\n\n")),
        Answer::raw("text/event-stream", format!("data: {KEY}\n\n")),
        Answer::raw("text/event-stream", page.clone()),
        Answer::text(r#"{"name":"#).end(End::ErrorEvent {
            message: message.clone(),
            code: KEY.to_owned(),
        }),
    ] {
        let (server, _) = serve(answer.clone()).await;
        let client = builder(&server).api_key(KEY).build().unwrap();
        for error in fails(&client).await {
            let context = format!("{answer:?}").replace(KEY, "KEY");
            shows_none(&error, &context);
        }
    }
}

/// What the model says is the server's doing too.
#[tokio::test]
async fn not_in_a_refusal() {
    let (server, _) = serve(Answer::refusal(format!("I must not say {KEY}."))).await;
    let client = builder(&server).api_key(KEY).build().unwrap();
    for error in fails(&client).await {
        shows_none(&error, "a refusal");
    }
}

/// A server may also send back what it had cut off, or masked.
#[tokio::test]
async fn a_long_echo_is_cut_before_or_behind_the_key_but_shows_no_part_of_it() {
    for padding in 150..210 {
        let body = format!("{} {KEY}", "x".repeat(padding));
        let (server, _) = serve(Answer::status(500, body)).await;
        let client = builder(&server).api_key(KEY).build().unwrap();
        let error = User::extract(&client, "Who?").await.unwrap_err();
        // Half of it is as good as none, but the start that is shown is no more than half.
        let shown = error.to_string();
        assert!(!shown.contains(&KEY[..KEY.len() / 2]), "{padding}: {shown}");
    }
}

/// Words of ours may follow what is cut, and the provider's code is cut as well.
#[tokio::test]
async fn a_key_that_is_cut_is_looked_for_wherever_an_excerpt_ends() {
    for padding in 170..200 {
        let filled = format!("{}{KEY}", "x".repeat(padding));
        let code = serde_json::json!({"error": {"message": "no", "code": &filled}}).to_string();
        let redirect =
            Answer::status(302, &*filled).header("location", "http://elsewhere.example/");
        for answer in [redirect, Answer::status(400, code)] {
            let (server, _) = serve(answer).await;
            let client = builder(&server).api_key(KEY).build().unwrap();
            let error = User::extract(&client, "Who?").await.unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(&KEY[..4]), "{padding}: {shown}");
        }
    }
}

/// Ids and the model are told with values, errors and in logs.
#[tokio::test]
async fn not_in_what_comes_with_an_answer() {
    let whole = |content: &str| {
        let choice = serde_json::json!({"index": 0, "message": {"content": content}, "finish_reason": "stop"});
        let body =
            serde_json::json!({"id": format!("id of {KEY}"), "model": KEY, "choices": [choice]});
        Answer::raw("application/json", body.to_string())
    };
    let events = |content: &str| {
        let choice =
            serde_json::json!({"index": 0, "delta": {"content": content}, "finish_reason": "stop"});
        let event =
            serde_json::json!({"id": format!("id of {KEY}"), "model": KEY, "choices": [choice]});
        Answer::raw(
            "text/event-stream",
            format!("data: {event}\n\ndata: [DONE]\n\n"),
        )
    };
    let ask = async |answer: Answer| {
        let (server, _) = serve(answer.header("x-request-id", KEY)).await;
        let client = builder(&server).api_key(KEY).build().unwrap();
        (server, client)
    };

    for answer in [whole(r#"{"name":"#), events(r#"{"name":"#)] {
        let (_server, client) = ask(answer).await;
        for error in fails(&client).await {
            shows_none(&error, "with an answer that is cut");
            assert_eq!(error.request_id(), Some("…"));
        }
    }
    let (_server, client) = ask(whole(ANA)).await;
    let asked = User::extract(&client, "Who?").with_response().await;
    let (_, from_whole) = asked.unwrap();
    let (_server, client) = ask(events(ANA)).await;
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    let (_, from_stream) = stream.complete_with_response().await.unwrap();
    for response in [from_whole, from_stream] {
        assert_eq!(response.id.as_deref(), Some("id of …"));
        assert_eq!(response.model.as_deref(), Some("…"));
        assert_eq!(response.request_id.as_deref(), Some("…"));
    }
}

#[tokio::test]
async fn ids_are_bounded() {
    let long = "x".repeat(1 << 20);
    let body = format!(r#"{{"id":"{long}","model":"{long}","choices":[]}}"#);
    let answer = Answer::raw("application/json", body).header("x-request-id", &"x".repeat(4000));
    let (_server, client) = serve(answer).await;
    let error = User::extract(&client, "Who?").await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(shown.len() < 2000, "{} bytes", shown.len());
}

/// What does not fit is quoted, and what is missing is named.
#[tokio::test]
async fn not_as_the_value() {
    #[derive(Extract, Debug)]
    struct Named {
        #[allow(dead_code, reason = "it is to be missing")]
        by_name: std::collections::BTreeMap<String, User>,
    }
    let role = format!(r#"{{"name":"Ana","age":41,"role":"{KEY}"}}"#);
    let cut = format!(r#"{{"name":"Ana","age":"{}{KEY}"}}"#, "x".repeat(20));
    for value in [&role, &cut] {
        let (server, _) = serve(Answer::text(value)).await;
        let client = builder(&server).api_key(KEY).build().unwrap();
        for error in fails(&client).await {
            shows_none(&error, value);
            let shown = error.to_string();
            assert!(!shown.contains(&KEY[..8]), "{shown}");
        }
        // Also when the error is asked for once more.
        let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
        while let Some(Ok(_)) = stream.next().await {}
        let error = stream.complete().await.unwrap_err();
        shows_none(&error, value);
        // The text of it stays as the model wrote it.
        assert!(error.partial_json().unwrap().contains("Ana"));
    }
    let missing = format!(r#"{{"by_name":{{"{KEY}":{{"name":"Ana"}}}}}}"#);
    for text in [&missing, &format!("[{missing}]")] {
        let (server, _) = serve(Answer::text(text)).await;
        let client = builder(&server).api_key(KEY).build().unwrap();
        let error = match text.starts_with('[') {
            true => {
                let mut each = Vec::<Named>::stream_each(&client, "Who?").await.unwrap();
                each.next().await.unwrap().unwrap_err()
            }
            false => Named::extract(&client, "Who?").await.unwrap_err(),
        };
        assert_eq!(error.kind(), ErrorKind::Missing);
        shows_none(&error, "a key of a map");
        assert!(!format!("{:?}", error.missing_fields()).contains(KEY));
    }
}

#[test]
fn not_when_the_client_cannot_be_built() {
    let key = format!("{KEY}\u{7}");
    let error = Client::builder().api_key(key).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    shows_none(&error, "a key with a control character");
}

#[test]
fn not_in_a_base_url_that_has_a_password() {
    let builder = Client::builder().base_url(format!("http://ana:{KEY}@localhost/v1"));
    hides(&builder);
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    shows_none(&error, "a password in the base URL");
    let error = Client::builder().base_url(format!("ftp://ana:{KEY}@host"));
    shows_none(&error.build().unwrap_err(), "a base URL that is none");
}

/// What each verb fails with, where it fails.
async fn fails(client: &Client) -> Vec<Error> {
    let mut errors: Vec<Error> = User::extract(client, "Who?")
        .await
        .err()
        .into_iter()
        .collect();
    match User::stream_partial(client, "Who?").await {
        Ok(stream) => {
            hides(&stream);
            errors.extend(stream.complete().await.err());
        }
        Err(error) => errors.push(error),
    }
    match Vec::<User>::stream_each(client, "Who?").await {
        Ok(mut users) => errors.extend(users.next().await.unwrap().err()),
        Err(error) => errors.push(error),
    }
    assert!(errors.len() >= 2);
    errors
}

fn shows_none(error: &Error, context: &str) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!shown.contains(KEY), "{context}: {shown}");
}

fn hides(value: &impl Debug) {
    let shown = format!("{value:?} {value:#?}");
    assert!(!shown.contains(KEY), "{shown}");
}
