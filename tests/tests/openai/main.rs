//! The OpenAI wire from end to end: a client, HTTP over loopback, typed values.
//!
//! Nothing here needs a key or a network. Most tests talk to the in-process server of
//! `instructor_openai::testing`; `aimock`, `llama`, `nginx` and `wire` use what the environment names, and say when they are skipped.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aimock;
mod answers;
mod cancel;
mod closing;
mod content;
mod ends;
mod faults;
mod hooks;
mod keys;
mod limits;
mod llama;
mod load;
mod logs;
mod modes;
mod nginx;
mod outcomes;
mod parallel;
mod processes;
mod reask;
mod recorded;
mod redirects;
mod requests;
mod response;
mod responses;
mod retries;
mod roots;
mod run_time;
mod services;
mod silence;
mod spans;
mod sse;
mod stream;
mod strict_rules;
mod validate;
mod wire;

use instructor_core::{Error, Extract, Mode, Retries};
use instructor_openai::testing::{Script, Server};
use instructor_openai::{Client, ClientBuilder};
use std::collections::BTreeMap;

/// The ways in which Chat Completions are asked for one value.
const MODES: [Mode; 5] = [
    Mode::JsonSchema,
    Mode::Tools,
    Mode::Json,
    Mode::MdJson,
    Mode::Functions,
];

/// Somebody mentioned in the text.
#[derive(Extract, Debug, Clone, PartialEq)]
struct User {
    /// Full name, as written.
    name: String,
    age: u8,
    role: Option<Role>,
}

#[derive(Extract, Debug, Clone, Copy, PartialEq)]
enum Role {
    Admin,
    User,
    Guest,
}

/// What `ANA` says.
fn ana() -> User {
    User {
        name: "Ana Núñez 🦀".to_owned(),
        age: 41,
        role: Some(Role::Admin),
    }
}

const ANA: &str = r#"{"name":"Ana Núñez 🦀","age":41,"role":"Admin"}"#;

/// What `BO` says.
fn bo() -> User {
    User {
        name: "Bo".to_owned(),
        age: 7,
        role: None,
    }
}

const BO: &str = r#"{"name":"Bo","age":7,"role":null}"#;

/// What things cost. The model chooses the keys.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Prices {
    by_name: BTreeMap<String, Price>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Price {
    euros: u8,
}

/// Does not fit: the price of something is no `u8`, and of something else it is missing.
const DEAR: &str = r#"{"by_name":{"Bo's secret":{"euros":54321}}}"#;
const UNPRICED: &str = r#"{"by_name":{"Bo's secret":{}}}"#;

/// A server that plays this script, and a client that asks it.
async fn serve(script: impl Into<Script>) -> (Server, Client) {
    let server = Server::start(script).await.unwrap();
    let client = builder(&server).build().unwrap();
    (server, client)
}

/// For a client of `server` with something set. It asks once: `retries` is about asking again.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.base_url())
        .api_key("sk-test")
        .model("gpt-test")
        .retries(Retries::none())
        .http(reqwest::Client::builder().no_proxy().build().unwrap())
}

/// What each verb fails with.
async fn failures(client: &Client) -> [Error; 3] {
    [
        User::extract(client, "Who?").await.unwrap_err(),
        match User::stream_partial(client, "Who?").await {
            Ok(stream) => stream.complete().await.unwrap_err(),
            Err(error) => error,
        },
        match Vec::<User>::stream_each(client, "Who?").await {
            Ok(mut users) => users.next().await.unwrap().unwrap_err(),
            Err(error) => error,
        },
    ]
}
