//! aimock, a mock of the hosted services by others, if `AIMOCK` names its package: the name of the model picks what it does
//! (`servers/aimock.json` in the folder that `SHARED` names).

mod responses;

use crate::outcomes::Outcome::Gives;
use crate::outcomes::{BOTH, Order, STREAMED, WHOLE, WORDS, fails, status};
use crate::processes::{Process, Shared, client, named};
use instructor_core::Mode::{Json, JsonSchema, ResponsesJsonSchema, Tools};
use instructor_core::{ErrorKind, Extract, Retries, Timeout, Timeouts};
use instructor_openai::ClientBuilder;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// The server, with answers in deltas of few characters.
pub(crate) struct Aimock(Process);

static AIMOCK: Shared<Aimock> = Shared::new();

impl Aimock {
    /// `None`, and a word about it, if the environment does not name it.
    pub(crate) fn get() -> Option<Arc<Aimock>> {
        AIMOCK.get(|| {
            let package = named("AIMOCK", "aimock")?;
            let script = named("SHARED", "aimock")?.join("servers/start_aimock.sh");
            Some(Aimock(Process::start(|port| {
                let mut command = Command::new(&script);
                let port = port.to_string();
                command.envs([("PORT", &*port), ("KEYS", "sk-test"), ("CHUNK", "16")]);
                command.env("AIMOCK", &package);
                command
            })))
        })
    }

    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.0.port())
    }

    fn client(&self) -> ClientBuilder {
        client(&format!("http://{}/v1", self.address()), "sk-test")
    }

    /// For a client whose requests it counts from 0.
    fn counting(&self, name: &str) -> ClientBuilder {
        let name = HeaderValue::from_str(name).unwrap();
        let name = HeaderMap::from_iter([(HeaderName::from_static("x-test-id"), name)]);
        let http = reqwest::Client::builder().no_proxy().default_headers(name);
        self.client().http(http.build().unwrap())
    }
}

/// What comes of an answer that is cut.
const CUT: &str = r#"{"name":"Ana Núñez","age":41,"status":"active","address":{"city":"Málaga""#;

/// What it says with its statuses, whichever the API.
const TOO_MANY: &str = "the server answered 429 Too Many Requests: Rate limit exceeded";
const BAD_SCHEMA: &str =
    "the server answered 400 Bad Request: Invalid schema for response_format 'order'";

#[tokio::test]
async fn every_model() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let client = server.client().build().unwrap();
    let ana = || Order::of("Ana Núñez");
    let length = "the answer was cut at the token limit";
    let rows = [
        ("extract", JsonSchema, BOTH, Gives(Order::whole())),
        ("extract", Json, BOTH, Gives(Order::whole())),
        ("tool", Tools, BOTH, Gives(ana().with_item("SKU-1"))),
        // What it thinks has JSON in it, and is none of the value.
        (
            "thinking",
            JsonSchema,
            BOTH,
            Gives(Order::from_x("Ana", 41)),
        ),
        ("thinking", Json, BOTH, Gives(Order::from_x("Ana", 41))),
        ("rate-limited", JsonSchema, BOTH, status(429, TOO_MANY)),
        (
            "boom",
            JsonSchema,
            BOTH,
            status(
                500,
                "the server answered 500 Internal Server Error: The server had an error",
            ),
        ),
        (
            "overloaded",
            JsonSchema,
            BOTH,
            status(529, "the server answered 529: Overloaded"),
        ),
        ("badreq", JsonSchema, BOTH, status(400, BAD_SCHEMA)),
        (
            "cutoff",
            JsonSchema,
            BOTH,
            fails(ErrorKind::Length, length, CUT),
        ),
        ("cutoff", Tools, BOTH, fails(ErrorKind::Length, length, "")),
        // Only what is streamed can be cut.
        ("truncated", JsonSchema, WHOLE, Gives(ana())),
        (
            "truncated",
            JsonSchema,
            STREAMED,
            fails(ErrorKind::Connection, "the connection broke", ""),
        ),
        ("disconnect", JsonSchema, WHOLE, Gives(ana())),
        (
            "disconnect",
            JsonSchema,
            STREAMED,
            fails(
                ErrorKind::Connection,
                "the connection broke",
                "{\"name\":\"Ana",
            ),
        ),
        ("stall", JsonSchema, WHOLE, Gives(Order::from_x("Ana", 41))),
        // A stream ends at the first byte that is no value: that it was filtered is told behind it.
        (
            "refuse",
            JsonSchema,
            STREAMED,
            fails(ErrorKind::Syntax, "expected an object, found `I`", "I'm"),
        ),
        (
            "refuse",
            JsonSchema,
            WHOLE,
            fails(ErrorKind::Filter, "the provider's content filter", "I'm"),
        ),
        (
            "refuse",
            Tools,
            BOTH,
            fails(ErrorKind::Filter, "the provider's content filter", ""),
        ),
    ];
    for (model, mode, hows, outcome) in rows {
        outcome.of(&client, model, mode, hows).await;
    }
}

/// A delta comes every 1.5 s.
#[tokio::test]
async fn a_stall_runs_into_the_timeouts() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let limit = Duration::from_millis(200);
    let with = |set: fn(&mut Timeouts, Duration)| {
        let mut timeouts = Timeouts::default();
        set(&mut timeouts, limit);
        timeouts
    };
    for (timeouts, kind, says) in [
        (
            with(|timeouts, limit| timeouts.first_event = limit),
            ErrorKind::Timeout(Timeout::FirstEvent),
            "waited 200ms for the first bytes of the answer",
        ),
        (
            with(|timeouts, limit| timeouts.between_events = limit),
            ErrorKind::Timeout(Timeout::BetweenEvents),
            "waited 200ms for more of the answer",
        ),
        (
            with(|timeouts, limit| timeouts.whole = limit),
            ErrorKind::Timeout(Timeout::Whole),
            "waited 200ms for the whole answer",
        ),
    ] {
        let client = server.client().timeouts(timeouts).build().unwrap();
        let outcome = fails(kind, says, "");
        outcome.of(&client, "stall", JsonSchema, STREAMED).await;
    }
}

/// The first request of a client is answered with 503, the others with an order.
#[tokio::test]
async fn what_is_busy_is_asked_again() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let second = Gives(Order::from_x("second try", 1));
    for mode in [JsonSchema, Json, ResponsesJsonSchema] {
        for how in BOTH {
            let name = |retries: &str| format!("{mode:?} {how:?} {retries}");
            let how = std::slice::from_ref(how);
            let once = server.counting(&name("once")).build().unwrap();
            let busy = status(503, "the server answered 503 Service Unavailable: busy");
            busy.of(&once, "flaky", mode, how).await;
            second.of(&once, "flaky", mode, how).await;

            let again = server.counting(&name("again"));
            let again = again.retries(Retries::default()).build().unwrap();
            second.of(&again, "flaky", mode, how).await;
        }
    }
}

/// It asks to wait for a second.
#[tokio::test]
async fn an_error_tells_what_may_help() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let client = server.client().build().unwrap();
    for mode in [JsonSchema, Json, ResponsesJsonSchema] {
        let asked = Order::extract(&client, WORDS).model("rate-limited");
        let error = asked.mode(mode).await.unwrap_err();
        assert_eq!(error.code(), Some("rate_limit_exceeded"), "{mode:?}");
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(1)),
            "{mode:?}"
        );
        assert!(error.is_retryable(), "{mode:?}");
        assert!(
            error.request_id().is_some_and(|id| id.starts_with("req-")),
            "{mode:?}"
        );

        let error = Order::extract(&client, WORDS).model("badreq").mode(mode);
        assert!(!error.await.unwrap_err().is_retryable(), "{mode:?}");
    }
}

/// What the model thinks has JSON in it, and is none of the value.
#[tokio::test]
async fn what_it_thinks_is_kept_apart() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let client = server.client().build().unwrap();
    let thought = r#"Let me look at the order {"not": "this"}..."#;
    for mode in [JsonSchema, Json, ResponsesJsonSchema] {
        let asked = Order::extract(&client, WORDS).model("thinking").mode(mode);
        let (order, response) = asked.with_response().await.unwrap();
        assert_eq!(order, Order::from_x("Ana", 41), "{mode:?}");
        assert_eq!(response.reasoning, thought, "{mode:?}");
        assert!(response.text.starts_with(r#"{"name":"Ana""#), "{mode:?}");
        assert_eq!(response.model.as_deref(), Some("thinking"), "{mode:?}");
        assert!(
            response.request_id.is_some_and(|id| id.starts_with("req-")),
            "{mode:?}"
        );
        assert!(response.usage.is_some(), "{mode:?}");

        let asked = Order::stream_partial(&client, WORDS).model("thinking");
        let mut stream = asked.mode(mode).await.unwrap();
        while let Some(snapshot) = stream.next().await {
            snapshot.unwrap();
        }
        assert_eq!(stream.reasoning(), thought, "{mode:?}");
        assert!(stream.text().starts_with(r#"{"name":"Ana""#), "{mode:?}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_told() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let client = server.client().api_key("sk-wrong").build().unwrap();
    let outcome = status(401, "the server answered 401 Unauthorized: Invalid API key");
    outcome.of(&client, "extract", JsonSchema, BOTH).await;
}
