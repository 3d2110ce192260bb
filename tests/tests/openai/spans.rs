//! The spans of requests: the names that OpenTelemetry has for generative AI, and what is said only if it is asked for.

use crate::{ANA, BO, DEAR, Prices, UNPRICED, User, builder, serve};
use instructor_core::{Extract, Retries};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::OnceCell;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

type Fields = BTreeMap<&'static str, String>;

/// What was traced, by this crate's own spans.
#[derive(Default)]
struct Traced {
    spans: Vec<Span>,
    events: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Span {
    name: &'static str,
    /// The index of the one that it was made in.
    parent: Option<usize>,
    fields: Fields,
    /// How often it was entered and not left.
    entered: usize,
    handles: usize,
}

impl Span {
    fn get(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    fn is_over(&self) -> bool {
        self.handles == 0
    }
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Traced>>);

impl Recorder {
    /// Records what this thread does, which is all that a test of one thread does.
    ///
    /// Each place that traces asks once whether anybody listens. Where another test comes by it for the first time while this
    /// one begins to listen, it may be told that nobody does. So all of them have been come by before.
    async fn listen() -> (Recorder, DefaultGuard) {
        static KNOWN: OnceCell<()> = OnceCell::const_new();
        KNOWN.get_or_init(come_by_all).await;
        let recorder = Recorder::default();
        let guard = tracing::subscriber::set_default(recorder.clone());
        (recorder, guard)
    }

    fn spans(&self) -> Vec<Span> {
        self.0.lock().unwrap().spans.clone()
    }

    fn events(&self) -> Vec<String> {
        self.0.lock().unwrap().events.clone()
    }

    fn with<T>(&self, id: &Id, act: impl FnOnce(&mut Span) -> T) -> T {
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        act(&mut self.0.lock().unwrap().spans[index])
    }
}

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("instructor")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let spans = &mut self.0.lock().unwrap().spans;
        let mut new = Span {
            name: span.metadata().name(),
            parent: spans.iter().rposition(|span| span.entered > 0),
            handles: 1,
            ..Span::default()
        };
        span.record(&mut Into(&mut new.fields));
        spans.push(new);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.with(id, |span| values.record(&mut Into(&mut span.fields)));
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        let mut traced = self.0.lock().unwrap();
        let within = traced.spans.iter().any(|span| span.entered > 0);
        let place = if within { "in" } else { "out" };
        traced.events.push(format!("{place}: {fields:?}"));
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.with(id, |span| span.handles += 1);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        self.with(&id, |span| {
            span.handles -= 1;
            span.is_over()
        })
    }

    fn enter(&self, id: &Id) {
        self.with(id, |span| span.entered += 1);
    }

    fn exit(&self, id: &Id) {
        self.with(id, |span| span.entered -= 1);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
}

/// Has all spans and events happen once.
async fn come_by_all() {
    ask_in_every_way(true).await;
    let (_server, client) = server_that_is_busy(true).await;
    User::extract(&client, "Who?").await.unwrap();
    let bad = r#"{"name":"Bo","age":700,"role":null}"#;
    let (_server, client) = serve([bad, BO].map(Answer::text)).await;
    let asked = User::extract(&client, "Who?").max_retries(1).await;
    asked.unwrap();
    // Others, which have come by one at the same time, are done with it.
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test]
async fn a_request_is_a_span() {
    let (recorder, _guard) = Recorder::listen().await;
    let server = Server::start([Answer::text(ANA), Answer::text(ANA)]);
    let server = server.await.unwrap();
    let client = builder(&server).build().unwrap();
    let ask = User::extract(&client, "Who?").temperature(0.5).seed(7);
    let (_, response) = ask.max_tokens(99).with_response().await.unwrap();
    let stream = User::stream_partial(&client, "Who?").model("gpt-other");
    stream.await.unwrap().complete().await.unwrap();

    let spans = recorder.spans();
    let [whole, streamed] = &spans[..] else {
        panic!("{spans:#?}");
    };
    let port = server.base_url().rsplit(':').next().unwrap().to_owned();
    let usage = response.usage.unwrap();
    for (field, value) in [
        ("otel.name", "chat gpt-test"),
        ("otel.kind", "client"),
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", "openai"),
        ("gen_ai.output.type", "json"),
        ("gen_ai.request.model", "gpt-test"),
        ("gen_ai.request.stream", "false"),
        ("gen_ai.request.temperature", "0.5"),
        ("gen_ai.request.max_tokens", "99"),
        ("gen_ai.request.seed", "7"),
        ("gen_ai.response.id", &response.id.unwrap()),
        ("gen_ai.response.model", "gpt-test"),
        ("gen_ai.response.finish_reasons", r#"["stop"]"#),
        ("gen_ai.usage.input_tokens", &usage.input.to_string()),
        ("gen_ai.usage.output_tokens", &usage.output.to_string()),
        ("server.address", "127.0.0.1"),
        ("server.port", port.trim_end_matches("/v1")),
        ("instructor.attempt", "1"),
        ("instructor.value", "User"),
    ] {
        assert_eq!(whole.get(field), Some(value), "{field}");
    }
    for absent in [
        "error.type",
        "otel.status_code",
        "gen_ai.input.messages",
        "gen_ai.output.messages",
        "gen_ai.response.time_to_first_chunk",
    ] {
        assert_eq!(whole.get(absent), None, "{absent}");
    }
    assert_eq!(streamed.get("otel.name"), Some("chat gpt-other"));
    assert_eq!(streamed.get("gen_ai.request.stream"), Some("true"));
    assert!(
        streamed
            .get("gen_ai.response.time_to_first_chunk")
            .is_some()
    );
    assert!(streamed.get("gen_ai.usage.output_tokens").is_some());
    for span in &spans {
        assert_eq!((span.name, span.entered), ("chat", 0));
        assert!(span.is_over(), "{span:?}");
    }
    let events = recorder.events();
    assert!(
        events.iter().all(|event| event.starts_with("in:")),
        "{events:#?}"
    );
    assert!(events.iter().any(|event| event.contains("the first token")));
}

#[tokio::test]
async fn a_span_lasts_as_long_as_its_stream() {
    let (recorder, _guard) = Recorder::listen().await;
    let pause = Duration::from_millis(20);
    let server = Server::start(Answer::text(ANA).pause(pause)).await.unwrap();
    let client = builder(&server).build().unwrap();
    let mut stream = User::stream_partial(&client, "Who?").await.unwrap();
    stream.next().await.unwrap().unwrap();
    let [span] = &recorder.spans()[..] else {
        panic!("{:#?}", recorder.spans());
    };
    // Not while nobody polls it.
    assert_eq!(span.entered, 0);
    assert!(!span.is_over());
    drop(stream);
    let [span] = &recorder.spans()[..] else {
        panic!("{:#?}", recorder.spans());
    };
    assert!(span.is_over());
    // What had been told by then.
    assert_eq!(span.get("gen_ai.response.model"), Some("gpt-test"));
    assert_eq!(span.get("error.type"), None);
}

#[tokio::test]
async fn what_is_said_is_not_traced() {
    let (recorder, _guard) = Recorder::listen().await;
    ask_in_every_way(false).await;
    let spans = recorder.spans();
    let errors: Vec<_> = spans.iter().map(|span| span.get("error.type")).collect();
    let expected = [
        None,
        Some("type"),
        Some("missing"),
        Some("connection"),
        Some("401"),
        Some("type"),
        Some("missing"),
    ];
    assert_eq!(errors, expected);
    for span in &spans {
        let failed = span.get("error.type").map(|_| "ERROR");
        assert_eq!(span.get("otel.status_code"), failed, "{span:?}");
        assert!(span.is_over(), "{span:?}");
        let all = format!("{span:?}");
        assert!(!all.contains("Bo") && !all.contains("secret"), "{all}");
    }
    for event in recorder.events() {
        for said in ["Bo", "secret", "out of range"] {
            assert!(!event.contains(said), "{event}");
        }
    }
    // A key is the model's.
    let expected = [
        ("Type", "age"),
        ("Missing", "age"),
        ("Type", "by_name[…].euros"),
        ("Missing", "by_name[…].euros"),
    ];
    let expected = expected.map(|(kind, path)| {
        format!(r#"in: {{"kind": "{kind}", "message": "the value is wrong", "path": "{path}"}}"#)
    });
    let mut problems = recorder.events();
    problems.retain(|event| event.contains("the value is wrong"));
    assert_eq!(problems, expected);
    // Nor does a server's word stand in a log; that the server failed does, and how.
    let told = recorder.events();
    let told = told.iter().find(|event| event.contains("bad_key"));
    let told = told.unwrap();
    for part in [r#""status": "401""#, r#""request_id": "req_5""#] {
        assert!(told.contains(part), "{told}");
    }
}

#[tokio::test]
async fn what_is_said_is_traced_if_asked_for() {
    let (recorder, _guard) = Recorder::listen().await;
    ask_in_every_way(true).await;
    let spans = recorder.spans();
    assert_eq!(
        spans[0].get("gen_ai.input.messages"),
        Some(r#"[{"parts":[{"content":"What of Bo's secret?","type":"text"}],"role":"user"}]"#)
    );
    let said = serde_json::json!([{
        "role": "assistant",
        "parts": [{"type": "text", "content": BO}],
        "finish_reason": "stop",
    }]);
    let traced = spans[0].get("gen_ai.output.messages").unwrap();
    assert_eq!(traced.parse::<serde_json::Value>().unwrap(), said);
    // Of a stream that was not read to its end, what was read.
    let traced = spans[1].get("gen_ai.output.messages").unwrap();
    assert!(traced.contains(r#"\"age\":"#), "{traced}");
    let events = recorder.events();
    for part in [
        r#""path": "by_name[\"Bo's secret\"].euros", "problem": "54321 is out of range"#,
        "is the key of Bo's secret",
    ] {
        let is_there = events.iter().any(|event| event.contains(part));
        assert!(is_there, "{part}: {events:#?}");
    }
    for event in events {
        assert!(!event.contains("sk-test"), "{event}");
    }
}

/// Once well, and then with an age that is no number, without one, cut, and refused by the server, which repeats what it was
/// asked; and in a map.
async fn ask_in_every_way(content: bool) {
    let server = Server::start([
        Answer::text(BO),
        Answer::text(r#"{"name":"Bo","age":54321}"#),
        Answer::text(r#"{"name":"Bo"}"#),
        Answer::text(r#"{"name":"Bo""#).end(End::Cut),
        Answer::status(
            401,
            r#"{"error":{"message":"no: is the key of Bo's secret","code":"bad_key"}}"#,
        ),
        Answer::text(DEAR),
        Answer::text(UNPRICED),
    ])
    .await
    .unwrap();
    let client = builder(&server).trace_content(content).build().unwrap();
    for n in 0..5 {
        let stream = User::stream_partial(&client, "What of Bo's secret?").await;
        match stream {
            Ok(stream) => assert_eq!(stream.complete().await.is_ok(), n == 0),
            Err(_) => assert_eq!(n, 4),
        }
    }
    for _ in 0..2 {
        let stream = Prices::stream_partial(&client, "What of Bo's secret?").await;
        stream.unwrap().complete().await.unwrap_err();
    }
}

/// It has no time, and then it has.
async fn server_that_is_busy(content: bool) -> (Server, Client) {
    let busy = r#"{"error":{"message":"no time for Bo","code":"busy"}}"#;
    let server = Server::start([Answer::status(503, busy), Answer::text(BO)]);
    let server = server.await.unwrap();
    let mut retries = Retries::default();
    retries.first = Duration::from_millis(1);
    let client = builder(&server).retries(retries).trace_content(content);
    let client = client.build().unwrap();
    (server, client)
}

/// What is logged of a server that is asked again is no more than of one that is not.
#[tokio::test]
async fn what_a_server_says_of_a_try_is_not_traced() {
    for content in [false, true] {
        let (recorder, _guard) = Recorder::listen().await;
        let (_server, client) = server_that_is_busy(content).await;
        User::extract(&client, "Who?").await.unwrap();
        let events = recorder.events();
        let again = events.iter().find(|event| event.contains("asking again"));
        let again = again.unwrap();
        for part in [r#""status": "503""#, r#""code": "busy""#, r#""tried": "1""#] {
            assert!(again.contains(part), "{again}");
        }
        assert_eq!(again.contains("no time for Bo"), content, "{again}");
    }
}

/// Of a request that may be asked for once more, whether or not it is.
#[tokio::test]
async fn several_attempts_have_a_span_around_them() {
    let (recorder, _guard) = Recorder::listen().await;
    let bad = r#"{"name":"Bo","age":700,"role":null}"#;
    let server = Server::start([bad, BO, bad, BO].map(Answer::text));
    let server = server.await.unwrap();
    let client = builder(&server).build().unwrap();
    let asked = User::extract(&client, "Who?").max_retries(1).await;
    assert_eq!(asked.unwrap().name, "Bo");
    let stream = User::stream_partial(&client, "Who?").max_retries(1).await;
    assert_eq!(stream.unwrap().complete().await.unwrap().name, "Bo");

    let spans = recorder.spans();
    assert_eq!(spans.len(), 6, "{spans:#?}");
    for (n, call) in spans.chunks(3).enumerate() {
        let names: Vec<_> = call.iter().map(|span| span.get("otel.name")).collect();
        let expected = ["extract User", "chat gpt-test", "chat gpt-test"].map(Some);
        assert_eq!(names, expected);
        let parents: Vec<_> = call.iter().map(|span| span.parent).collect();
        assert_eq!(parents, [None, Some(3 * n), Some(3 * n)]);
        let errors: Vec<_> = call.iter().map(|span| span.get("error.type")).collect();
        assert_eq!(errors, [None, Some("type"), None]);
        let attempts: Vec<_> = call
            .iter()
            .map(|span| span.get("instructor.attempt"))
            .collect();
        assert_eq!(attempts, [None, Some("1"), Some("2")]);
        assert!(call.iter().all(Span::is_over), "{call:#?}");
    }
    let events = recorder.events();
    assert!(
        events.iter().all(|event| event.starts_with("in:")),
        "{events:#?}"
    );
    assert!(
        events
            .iter()
            .any(|event| event.contains("asking for another try"))
    );
}
