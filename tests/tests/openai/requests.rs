//! What the user configures: options, messages, headers, further body fields.

use crate::{ANA, MODES, User, ana, builder, serve};
use instructor_core::{ErrorKind, Extract, Message, Mode, Result};
use instructor_openai::ToolChoice;
use instructor_openai::testing::{Answer, Server};
use serde_json::{Value, json};

#[tokio::test]
async fn options_are_fields_of_the_body() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let asked = User::extract(&client, "Who?")
        .mode(Mode::Json)
        .model("gpt-other")
        .temperature(0.25)
        .max_tokens(300)
        .seed(7)
        .body("top_p", 0.5)
        .body("metadata", json!({"for": "a test"}))
        .body("n", 1);
    asked.await.unwrap();

    let mut body = sent(&server);
    body.as_object_mut().unwrap().remove("messages");
    assert_eq!(
        body,
        json!({
            "model": "gpt-other",
            "response_format": {"type": "json_object"},
            "temperature": 0.25,
            "max_tokens": 300,
            "seed": 7,
            "stream": false,
            "top_p": 0.5,
            "metadata": {"for": "a test"},
            "n": 1,
        })
    );
}

#[tokio::test]
async fn the_client_has_a_mode_and_a_model_for_requests_that_name_none() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let client = builder(&server).mode(Mode::Json).model("gpt-mine").build();
    User::extract(client.unwrap(), "Who?").await.unwrap();
    let body = sent(&server);
    assert_eq!(body["model"], "gpt-mine");
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
}

#[tokio::test]
async fn a_field_that_the_request_makes_is_refused_and_nothing_is_sent() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let ask = || User::extract(&client, "Who?");

    let made_always = [
        "messages",
        "model",
        "parallel_tool_calls",
        "response_format",
        "stream",
        "tool_choice",
        "tools",
    ];
    for field in made_always {
        for mode in MODES {
            refused(ask().mode(mode).body(field, Value::Null).await, field);
        }
    }
    refused(ask().seed(1).body("seed", 2).await, "seed");
    let temperature = ask().temperature(0.0).body("temperature", 1);
    refused(temperature.await, "temperature");
    for field in ["max_tokens", "max_completion_tokens"] {
        refused(ask().max_tokens(1).body(field, 2).await, field);
    }

    let streamed = User::stream_partial(&client, "Who?").body("stream", false);
    refused(streamed.await, "stream");
    let streamed = Vec::<User>::stream_each(&client, "Who?").body("stream", false);
    refused(streamed.await, "stream");
    assert!(server.requests().is_empty());
}

/// `max_completion_tokens` for a server that wants it, `temperature` for one that takes a word.
#[tokio::test]
async fn a_field_that_no_method_set_is_the_users() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let asked = User::extract(&client, "Who?")
        .body("max_completion_tokens", 9)
        .body("temperature", "low");
    asked.await.unwrap();
    assert_eq!(sent(&server)["max_completion_tokens"], 9);
    assert_eq!(sent(&server)["temperature"], "low");
}

/// Then the last event has the usage and no choice.
#[tokio::test]
async fn usage_can_be_asked_for() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let asked = User::stream_partial(&client, "Who?");
    let asked = asked.body("stream_options", json!({"include_usage": true}));
    assert_eq!(asked.await.unwrap().complete().await.unwrap(), ana());
    assert_eq!(sent(&server)["stream_options"]["include_usage"], true);
}

#[tokio::test]
async fn messages_keep_their_order_behind_the_system_message() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let conversation = [
        Message::user("Hello"),
        Message::assistant("Hello!"),
        Message::user("Who am I?"),
    ];
    let asked = User::extract(&client, conversation).system("Be brief.");
    asked.await.unwrap();
    assert_eq!(
        sent(&server)["messages"],
        json!([
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hello!"},
            {"role": "user", "content": "Who am I?"},
        ])
    );
}

#[tokio::test]
async fn the_schema_in_words_goes_before_the_users_system_message() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let asked = User::extract(&client, vec![Message::user("Who?")])
        .system("Be brief.")
        .mode(Mode::Json);
    asked.await.unwrap();
    let messages = sent(&server)["messages"].clone();
    assert_eq!(messages[0]["role"], "system");
    assert!(messages[0]["content"].as_str().unwrap().contains("`User`"));
    assert_eq!(
        messages[1],
        json!({"role": "system", "content": "Be brief."})
    );
    assert_eq!(messages[2], json!({"role": "user", "content": "Who?"}));
}

#[tokio::test]
async fn headers_say_who_asks_and_what_for() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let client = builder(&server)
        .api_key("sk-test\n")
        .organization("org-1")
        .project("proj-1")
        .build()
        .unwrap();
    User::extract(&client, "Who?").await.unwrap();
    let stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.complete().await.unwrap();

    for (request, accept) in server
        .requests()
        .iter()
        .zip(["application/json", "text/event-stream"])
    {
        assert_eq!(request.method(), "POST");
        assert_eq!(request.path(), "/v1/chat/completions");
        assert_eq!(request.query(), None);
        assert_eq!(request.header("authorization"), Some("Bearer sk-test"));
        assert_eq!(request.header("openai-organization"), Some("org-1"));
        assert_eq!(request.header("openai-project"), Some("proj-1"));
        assert_eq!(request.header("content-type"), Some("application/json"));
        assert_eq!(request.header("accept"), Some(accept));
    }
}

#[tokio::test]
async fn without_a_key_none_is_sent() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    // A slash at the end of the base URL does no harm.
    let base_url = format!("{}/", server.base_url());
    let client = instructor_openai::Client::builder().base_url(base_url);
    User::extract(client.build().unwrap(), "Who?")
        .await
        .unwrap();
    let request = server.requests().pop().unwrap();
    assert_eq!(request.path(), "/v1/chat/completions");
    for header in ["authorization", "openai-organization", "openai-project"] {
        assert_eq!(request.header(header), None);
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>, field: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request, "{field}: {error}");
    assert_eq!(
        error.to_string(),
        format!("the body field `{field}` is set by the request itself")
    );
}

fn sent(server: &Server) -> Value {
    server.requests().pop().unwrap().body().clone()
}

#[tokio::test]
async fn system_messages_keep_the_order_of_the_calls() {
    let (server, client) = serve(Answer::text(ANA)).await;
    let request = User::extract(&client, "Who?").system("one").system("two");
    request.await.unwrap();
    let requests = server.requests();
    let messages = requests[0].body()["messages"].as_array().unwrap();
    let said: Vec<_> = messages
        .iter()
        .map(|message| message["content"].as_str().unwrap())
        .collect();
    assert_eq!(said, ["one", "two", "Who?"]);
}

/// A name on the wire has letters, digits and `_`.
#[tokio::test]
async fn a_name_is_made_plain() {
    #[derive(Extract)]
    #[serde(rename = "größe/2")]
    struct Size {
        #[allow(dead_code)]
        value: u8,
    }
    let (server, client) = serve(Answer::text(r#"{"value": 1}"#)).await;
    Size::extract(&client, "How big?").await.unwrap();
    let requests = server.requests();
    let name = &requests[0].body()["response_format"]["json_schema"]["name"];
    assert_eq!(name, "gr__e_2");
}

/// Proxies, certificates and the rest are those of the HTTP client that one brings.
#[tokio::test]
async fn a_proxy_of_the_injected_http_client_is_asked() {
    let proxy = Server::start(Answer::text(ANA)).await.unwrap();
    let address = proxy.base_url();
    let http = reqwest::Client::builder()
        .proxy(reqwest::Proxy::http(address.trim_end_matches("/v1")).unwrap())
        .build()
        .unwrap();
    let client = instructor_openai::Client::builder()
        .base_url("http://models.invalid/v1")
        .http(http);
    let user = User::extract(client.build().unwrap(), "Who?");
    assert_eq!(user.await.unwrap(), ana());
    let request = proxy.requests().pop().unwrap();
    assert_eq!(request.header("host"), Some("models.invalid"));
}

/// A call is asked for as the server can be asked.
#[tokio::test]
async fn a_call_is_asked_for_in_several_ways() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let named = json!({"type": "function", "function": {"name": "User"}});
    for (choice, chat, responses) in [
        (
            ToolChoice::Named,
            named,
            json!({"type": "function", "name": "User"}),
        ),
        (ToolChoice::Required, json!("required"), json!("required")),
        (ToolChoice::Any, json!("any"), json!("any")),
        (ToolChoice::Auto, Value::Null, Value::Null),
    ] {
        let client = builder(&server).tool_choice(choice).build().unwrap();
        for (mode, expected) in [(Mode::Tools, chat), (Mode::ResponsesTools, responses)] {
            let user = User::extract(&client, "Who?").mode(mode).await.unwrap();
            assert_eq!(user, ana(), "{choice:?} {mode:?}");
            assert_eq!(
                sent(&server)["tool_choice"],
                expected,
                "{choice:?} {mode:?}"
            );
        }
    }
}
