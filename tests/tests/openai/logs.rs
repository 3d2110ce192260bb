//! What is logged, at every level and by every crate below: what was asked and what became of it, and never the key.

use crate::{ANA, User, builder};
use instructor_core::{Extract, Mode, Retries};
use instructor_openai::testing::{Answer, End, Server};
use std::fmt::{self, Debug, Write as _};
use std::sync::{Mutex, Once};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const KEY: &str = "sk-logs-Zx93_very-secret";

/// All that is logged while the tests of this program run, of which only what matters here is kept.
static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Takes what is logged by `tracing`, and by `log`.
struct Recorder;

fn record(target: &str, line: &str) {
    // Other tests log at the same time.
    if line.contains(KEY) || target.starts_with("instructor") || target.starts_with("reqwest") {
        LINES.lock().unwrap().push(format!("{target}: {line}"));
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}

fn fields(of: impl FnOnce(&mut Fields)) -> String {
    let mut fields = Fields(String::new());
    of(&mut fields);
    fields.0
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        record(span.metadata().target(), &fields(|all| span.record(all)));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        record("a span", &fields(|all| values.record(all)));
    }

    fn event(&self, event: &Event<'_>) {
        let line = fields(|all| event.record(all));
        record(event.metadata().target(), &line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, line: &log::Record<'_>) {
        record(line.target(), &fmt::format(*line.args()));
    }

    fn flush(&self) {}
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Recorder).unwrap();
        log::set_logger(&Recorder).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

#[tokio::test]
async fn the_key_is_in_no_log() {
    listen();
    let echo = format!(r#"{{"error": {{"message": "{KEY}", "code": "{KEY}"}}}}"#);
    let server = Server::start([
        Answer::status(503, &echo),
        Answer::text(ANA),
        Answer::text(ANA),
        Answer::refusal(KEY),
        Answer::text(r#"{"name":"#).end(End::ErrorEvent {
            message: KEY.to_owned(),
            code: KEY.to_owned(),
        }),
        Answer::redirect(307, "/elsewhere"),
        Answer::status(401, echo),
    ])
    .await
    .unwrap();
    let mut retries = Retries::default();
    retries.first = Duration::from_millis(1);
    let client = builder(&server)
        .api_key(KEY)
        .retries(retries)
        .model("gpt-logs")
        .build()
        .unwrap();

    User::extract(&client, "Who?").await.unwrap();
    let stream = User::stream_partial(&client, "Who?").mode(Mode::Tools);
    stream.await.unwrap().complete().await.unwrap();
    for _ in 0..4 {
        if let Ok(stream) = User::stream_partial(&client, "Who?").await {
            stream.complete().await.unwrap_err();
        }
    }
    // One was redirected.
    assert_eq!(server.requests().len(), 8);

    let lines = LINES.lock().unwrap();
    for line in lines.iter() {
        assert!(!line.contains(KEY), "{line}");
    }
    // They were listened to.
    for part in [
        "asking",
        "path=\"/v1/chat/completions\"",
        "answered",
        "status=503",
        "asking again",
        "tried=1",
        "the answer has ended",
        "model: Some(\"gpt-logs\")",
        "reqwest",
    ] {
        assert!(lines.iter().any(|line| line.contains(part)), "{part}");
    }
}
