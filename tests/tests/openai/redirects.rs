//! Where a redirect is followed to, and that the key goes nowhere else.

use crate::{ANA, User, ana, builder};
use instructor_core::{Error, ErrorKind, Extract, Retries};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, Request, Server};

const KEY: &str = "0123456789abcdef-very-secret";

#[tokio::test]
async fn on_the_same_host_it_is_followed_with_all_that_was_asked() {
    if is_proxied() {
        return;
    }
    for status in [307, 308] {
        for location in ["/elsewhere/chat/completions", "completions?moved=1"] {
            let moved = Answer::redirect(status, location);
            let answers = [moved.clone(), Answer::text(ANA), moved, Answer::text(ANA)];
            for azure in [false, true] {
                let server = Server::start(answers.clone()).await.unwrap();
                let client = client(azure, &server.base_url());
                assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
                let stream = User::stream_partial(&client, "Who?").await.unwrap();
                assert_eq!(stream.complete().await.unwrap(), ana());
                for pair in server.requests().chunks(2) {
                    let [first, second] = pair else { panic!() };
                    assert_ne!(address(first), address(second));
                    assert_eq!(second.method(), "POST");
                    assert_eq!(second.text(), first.text());
                    assert_eq!(second.header("content-type"), Some("application/json"));
                    assert!(has_key(first) && has_key(second), "{status}, {location}");
                }
            }
        }
    }
}

#[tokio::test]
async fn to_another_host_or_port_it_is_not_followed() {
    if is_proxied() {
        return;
    }
    let other = Server::start(Answer::text(ANA)).await.unwrap();
    for status in [307, 308] {
        for to in [
            origin(&other),
            origin(&other).replace("127.0.0.1", "localhost"),
        ] {
            let location = format!("{to}/v1/chat/completions?token=0123456789");
            let server = Server::start(Answer::redirect(status, &location))
                .await
                .unwrap();
            for azure in [false, true] {
                for error in errors(&client(azure, &server.base_url())).await {
                    assert_eq!(error.kind(), ErrorKind::Status);
                    assert_eq!(error.status(), Some(status));
                    assert!(!error.is_retryable());
                    let message = error.to_string();
                    let told = format!(
                        ": it redirects to `{to}`, which is not followed: check the base URL"
                    );
                    assert!(message.ends_with(&told), "{message}");
                    assert!(!format!("{error:?}").contains("0123456789"), "{error:?}");
                }
            }
            assert_eq!(server.requests().len(), 6, "each is asked once");
        }
    }
    assert!(other.requests().is_empty(), "the key went along");
}

/// It would turn what is asked into a `GET`.
#[tokio::test]
async fn what_does_not_keep_the_question_is_not_followed() {
    if is_proxied() {
        return;
    }
    for status in [300, 301, 302, 303, 304] {
        let moved = Answer::redirect(status, "/elsewhere/chat/completions");
        let server = Server::start(moved).await.unwrap();
        for error in errors(&client(false, &server.base_url())).await {
            assert_eq!(error.status(), Some(status));
            let message = error.to_string();
            assert!(message.ends_with("check the base URL"), "{message}");
        }
        assert_eq!(server.requests().len(), 3, "{status}");
    }
}

#[tokio::test]
async fn a_loop_ends() {
    if is_proxied() {
        return;
    }
    let moved = Answer::redirect(307, "/v1/chat/completions");
    let server = Server::start(moved).await.unwrap();
    let client = client(false, &server.base_url());
    let error = User::extract(&client, "Who?").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status, "{error}");
    assert_eq!(error.status(), Some(307));
    assert_eq!(server.requests().len(), 6, "once, and five redirects");
}

/// Without an address it is an error like any other.
#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    if is_proxied() {
        return;
    }
    for answer in [
        Answer::status(307, "gone"),
        Answer::status(307, "gone").header("location", "http://[nonsense"),
        Answer::status(307, "gone").header("location", "file:///etc/passwd"),
    ] {
        let server = Server::start(answer).await.unwrap();
        for error in errors(&client(false, &server.base_url())).await {
            assert_eq!(error.status(), Some(307), "{error}");
            assert!(error.to_string().contains("gone"), "{error}");
        }
        assert_eq!(server.requests().len(), 3);
    }
}

/// It follows as it is told to, and reqwest keeps `authorization` from another host. It knows of no `api-key`:
/// `ClientBuilder::http` says so.
#[tokio::test]
async fn an_injected_http_client_keeps_the_bearer_to_itself() {
    let other = Server::start(Answer::text(ANA)).await.unwrap();
    let location = format!("{}/chat/completions", other.base_url());
    let server = Server::start(Answer::redirect(307, &location))
        .await
        .unwrap();
    let client = builder(&server).api_key(KEY).build().unwrap();
    assert_eq!(User::extract(&client, "Who?").await.unwrap(), ana());
    assert!(has_key(&server.requests()[0]));
    let went = &other.requests()[0];
    assert_eq!(went.header("authorization"), None);
    assert_eq!(went.text(), server.requests()[0].text());
}

/// With the HTTP client that is made where none is injected: redirects are its own.
/// Given our way with redirects, it takes a key in another header nowhere either.
#[tokio::test]
async fn an_injected_http_client_may_have_our_way_with_redirects() {
    let other = Server::start(Answer::text(ANA)).await.unwrap();
    let location = format!("{}/chat/completions", other.base_url());
    let server = Server::start(Answer::redirect(307, &location))
        .await
        .unwrap();
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(instructor_core::ClientBuilder::redirects())
        .build()
        .unwrap();
    let client = Client::builder_for("azure/mine")
        .unwrap()
        .base_url(format!("{}/openai", server.base_url()))
        .api_key(KEY)
        .http(http);
    let error = User::extract(client.build().unwrap(), "Who?");
    assert_eq!(error.await.unwrap_err().status(), Some(307));
    assert!(other.requests().is_empty());
}

fn client(azure: bool, base_url: &str) -> Client {
    let builder = match azure {
        true => Client::builder_for("azure/gpt-test").unwrap(),
        false => Client::builder().model("gpt-test"),
    };
    let builder = builder.api_key(KEY).base_url(base_url);
    builder.retries(Retries::none()).build().unwrap()
}

/// What each verb fails with.
async fn errors(client: &Client) -> [Error; 3] {
    [
        User::extract(client, "Who?").await.unwrap_err(),
        User::stream_partial(client, "Who?").await.unwrap_err(),
        Vec::<User>::stream_each(client, "Who?").await.unwrap_err(),
    ]
}

fn origin(server: &Server) -> String {
    server.base_url().replace("/v1", "")
}

fn address(request: &Request) -> (&str, Option<&str>) {
    (request.path(), request.query())
}

fn has_key(request: &Request) -> bool {
    let bearer = request.header("authorization");
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
    bearer.or(request.header("api-key")) == Some(KEY)
}

/// Whether requests to the loopback would go to a proxy: it is asked first, and may be anything.
pub(crate) fn is_proxied() -> bool {
    let proxied = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        .into_iter()
        .find(|name| std::env::var_os(name).is_some());
    if let Some(name) = proxied {
        eprintln!("skipped: `{name}` is set");
    }
    proxied.is_some()
}
