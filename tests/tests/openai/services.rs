//! Services by name, asked at the testing server's address.

use crate::{ANA, User, ana};
use instructor_core::{ErrorKind, Extract};
use instructor_openai::testing::{Answer, Server};
use instructor_openai::{Client, ClientBuilder};
use serde_json::json;

const KEY: &str = "0123456789abcdef-very-secret";

fn builder(name: &str, base_url: &str) -> ClientBuilder {
    Client::builder_for(name)
        .unwrap()
        .api_key(KEY)
        .base_url(base_url)
        .http(reqwest::Client::builder().no_proxy().build().unwrap())
}

#[tokio::test]
async fn azure_has_the_deployment_in_the_path_and_a_header_of_its_own() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let base_url = server.base_url().replace("/v1", "/openai");
    let client = builder("azure/my-gpt", &base_url).build().unwrap();
    assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
    let asked = User::extract(&client, "Who?").model("other").max_tokens(9);
    asked.await.unwrap();

    let sent = server.requests();
    for (request, model) in sent.iter().zip(["my-gpt", "other"]) {
        let path = format!("/openai/deployments/{model}/chat/completions");
        assert_eq!(request.path(), path);
        assert!(request.query().unwrap().starts_with("api-version=20"));
        assert_eq!(request.header("api-key"), Some(KEY));
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.body()["response_format"]["type"], "json_schema");
    }
    assert_eq!(sent[1].body()["max_completion_tokens"], 9);
    let shown = format!("{client:?} {sent:?}");
    assert!(!shown.contains(KEY), "{shown}");
}

#[tokio::test]
async fn the_newer_path_of_azure_has_neither() {
    let server = Server::start(Answer::text(ANA)).await.unwrap();
    let base_url = server.base_url().replace("/v1", "/openai/v1/");
    let client = builder("azure/my-gpt", &base_url).build().unwrap();
    User::extract(&client, "Who?").await.unwrap();
    let sent = &server.requests()[0];
    assert_eq!(sent.path(), "/openai/v1/chat/completions");
    assert_eq!(sent.query(), None);
    assert_eq!(sent.header("api-key"), Some(KEY));
    assert_eq!(sent.body()["model"], "my-gpt");
}

#[tokio::test]
async fn a_key_that_azure_sends_back_does_not_show() {
    let echo = json!({"error": {"message": format!("wrong key {KEY}"), "code": "401"}});
    let answer = Answer::status(401, echo.to_string());
    let server = Server::start(answer).await.unwrap();
    let client = builder("azure/m", &server.base_url()).build().unwrap();
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret"), "{shown}");
}

#[tokio::test]
async fn a_service_is_asked_in_its_way() {
    for (name, model, path) in [
        ("groq/a/b", "a/b", "/tools/0/function/parameters"),
        ("deepseek/c", "c", "/response_format/type"),
        ("ollama/d:3b", "d:3b", "/response_format/json_schema/schema"),
    ] {
        let server = Server::start(Answer::text(ANA)).await.unwrap();
        let client = builder(name, &server.base_url()).build().unwrap();
        assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
        let sent = &server.requests()[0];
        assert_eq!(sent.path(), "/v1/chat/completions");
        assert_eq!(
            sent.header("authorization"),
            Some(&*format!("Bearer {KEY}"))
        );
        assert_eq!(sent.body()["model"], model);
        assert!(
            sent.body().pointer(path).is_some(),
            "{name}: {}",
            sent.text()
        );
    }
}

#[tokio::test]
async fn further_headers_go_out_and_do_not_show() {
    let answers = [
        Answer::text(ANA),
        Answer::status(401, format!("wrong key {KEY}")),
    ];
    for (answer, is_right) in answers.into_iter().zip([true, false]) {
        let server = Server::start(answer).await.unwrap();
        let client = Client::builder()
            .base_url(server.base_url())
            .http(reqwest::Client::builder().no_proxy().build().unwrap())
            .header("HTTP-Referer", "https://old.example")
            .header("http-referer", "https://new.example")
            .header("X-Gateway-Key", KEY)
            .build()
            .unwrap();
        let answered = User::extract(&client, "Who?").await;
        assert_eq!(answered.is_ok(), is_right);
        assert!(!format!("{client:?} {answered:?}").contains(KEY));
        let sent = &server.requests()[0];
        assert_eq!(sent.header("http-referer"), Some("https://new.example"));
        assert_eq!(sent.header("x-gateway-key"), Some(KEY));
        assert_eq!(sent.header("authorization"), None);
    }
}
