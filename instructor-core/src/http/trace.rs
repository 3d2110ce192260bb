//! What is traced, by the feature `tracing`: a span for each attempt, with the names that OpenTelemetry has for generative
//! AI, and events for what happens in it. Nothing that was said is in them unless that is asked for.

use crate::error::{Error, ErrorKind, Problem};
use crate::message::{Message, Role};
use crate::provider::{Provider, Request};
use crate::response::{Finish, Response};
use http::Uri;
use http::response::Parts;
use reqwest::Url;
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, info, info_span, warn};

/// The spans of a call.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// Around all attempts, if there may be several.
    call: Span,
    /// Of the attempt under way.
    attempt: Span,
    /// Whether what is said is recorded.
    content: bool,
}

impl Trace {
    /// Records what is said, or does not.
    pub(crate) fn record_content(&mut self, content: bool) {
        self.content = content;
    }

    /// A call begins that may take several attempts.
    pub(crate) fn call(&mut self, request: &Request) {
        self.call = info_span!(
            "extract",
            otel.name = format!("extract {}", request.name),
            error.r#type = Empty,
            otel.status_code = Empty
        );
    }

    /// An attempt begins.
    pub(crate) fn attempt(
        &self,
        provider: &dyn Provider,
        request: &Request,
        uri: &Uri,
        attempt: u32,
    ) -> Self {
        let model = provider.model(request);
        // The names: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
        let span = || {
            info_span!(
                "chat",
                otel.name = format!("chat {}", model.unwrap_or_default()).trim_end(),
                otel.kind = "client",
                otel.status_code = Empty,
                gen_ai.operation.name = "chat",
                gen_ai.provider.name = provider.name(),
                gen_ai.output.r#type = "json",
                gen_ai.request.model = model,
                gen_ai.request.stream = request.stream,
                gen_ai.request.temperature = request.temperature,
                gen_ai.request.max_tokens = request.max_tokens,
                gen_ai.request.seed = request.seed,
                gen_ai.response.id = Empty,
                gen_ai.response.model = Empty,
                gen_ai.response.finish_reasons = Empty,
                gen_ai.response.time_to_first_chunk = Empty,
                gen_ai.usage.input_tokens = Empty,
                gen_ai.usage.output_tokens = Empty,
                gen_ai.usage.cache_read.input_tokens = Empty,
                gen_ai.usage.reasoning.output_tokens = Empty,
                gen_ai.input.messages = Empty,
                gen_ai.output.messages = Empty,
                server.address = uri.host(),
                server.port = port(uri),
                error.r#type = Empty,
                instructor.value = request.name,
                instructor.attempt = attempt
            )
        };
        let trace = Trace {
            attempt: self.call.in_scope(span),
            ..self.clone()
        };
        if trace.content && !trace.attempt.is_disabled() {
            let messages = request.messages.iter().map(said).collect::<Value>();
            trace.set("gen_ai.input.messages", messages.to_string());
        }
        trace
    }

    /// Does this within the attempt, or between attempts.
    pub(crate) fn within<T>(&self, act: impl FnOnce() -> T) -> T {
        match self.attempt.is_none() {
            true => self.call.in_scope(act),
            false => self.attempt.in_scope(act),
        }
    }

    /// Awaits this within the attempt.
    pub(crate) fn during<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.attempt.clone())
    }

    /// The first bytes of an answer have come.
    pub(crate) fn first_chunk(&self, after: Duration) {
        self.set("gen_ai.response.time_to_first_chunk", after.as_secs_f64());
    }

    /// The first text of a value has come.
    pub(crate) fn first_token(&self, after: Duration) {
        self.within(|| debug!(?after, "the first token has come"));
    }

    /// What an answer has told of itself so far, and its text where that is known.
    pub(crate) fn told(&self, response: &Response, text: Option<&str>) {
        if self.attempt.is_disabled() {
            return;
        }
        if let Some(id) = &response.id {
            self.set("gen_ai.response.id", id.as_str());
        }
        if let Some(model) = &response.model {
            self.set("gen_ai.response.model", model.as_str());
        }
        let finish = response.finish.map(reason);
        if let Some(finish) = finish {
            self.set("gen_ai.response.finish_reasons", format!("[{finish:?}]"));
        }
        if let Some(usage) = response.usage {
            self.set("gen_ai.usage.input_tokens", usage.input);
            self.set("gen_ai.usage.output_tokens", usage.output);
            self.set("gen_ai.usage.cache_read.input_tokens", usage.cached);
            self.set("gen_ai.usage.reasoning.output_tokens", usage.reasoning);
        }
        if let Some(text) = text
            && self.content
        {
            let mut parts = Vec::new();
            if !response.reasoning.is_empty() {
                parts.push(json!({"type": "reasoning", "content": response.reasoning}));
            }
            parts.push(json!({"type": "text", "content": text}));
            let said = json!([{"role": "assistant", "parts": parts, "finish_reason": finish}]);
            self.set("gen_ai.output.messages", said.to_string());
        }
    }

    /// The answer has ended: its text, and what came beside it.
    pub(crate) fn ended(&self, response: &Response, text: &str) {
        self.told(response, Some(text));
        let whole = || Response {
            text: text.to_owned(),
            ..response.clone()
        };
        self.within(|| debug!(response = ?whole(), "the answer has ended"));
    }

    /// Something is wrong with a value.
    pub(crate) fn problem(&self, kind: ErrorKind, problem: &Problem) {
        let Problem { path, message } = problem;
        // What is wrong with a value may quote it, and a key of a map is of it.
        let path = match self.content {
            true => path.to_string(),
            false => path.keyless().to_string(),
        };
        let problem = self.content.then_some(message);
        self.within(|| info!(?kind, path, problem, "the value is wrong"));
    }

    /// The attempt has failed.
    pub(crate) fn failed(&self, error: &Error) {
        fail(&self.attempt, error);
        let message = self.words(error);
        let (kind, status, code) = (error.kind(), error.status(), error.code());
        let request_id = error.request_id();
        self.within(|| {
            warn!(
                ?kind,
                status,
                code,
                request_id,
                error = message,
                "the attempt has failed"
            )
        });
    }

    /// No answer has begun, so often: the same request is to be sent again.
    pub(crate) fn again(&self, error: &Error, tried: u32, wait: Duration) {
        let message = self.words(error);
        let (kind, status, code) = (error.kind(), error.status(), error.code());
        self.within(|| {
            warn!(
                ?kind,
                status,
                code,
                error = message,
                tried,
                ?wait,
                "asking again"
            )
        });
    }

    /// The message of an error, unless it may quote what was said.
    fn words(&self, error: &Error) -> Option<String> {
        (self.content || is_ours(error)).then(|| error.to_string())
    }

    /// The model is asked once more.
    pub(crate) fn reask(&self, problems: &[Problem]) {
        let problems = problems.len();
        self.within(|| info!(problems, "asking for another try"));
    }

    /// The caller is given an error.
    pub(crate) fn error(&self, error: &Error) {
        fail(&self.call, error);
    }

    fn set(&self, field: &'static str, value: impl tracing::Value) {
        self.attempt.record(field, value);
    }
}

/// Nothing is traced yet.
impl Default for Trace {
    fn default() -> Self {
        Trace {
            call: Span::none(),
            attempt: Span::none(),
            content: false,
        }
    }
}

/// A request goes out.
pub(super) fn asking(request: &Request, url: &Url) {
    // A query may hold a key.
    debug!(
        host = url.host_str(),
        path = url.path(),
        value = request.name,
        mode = ?request.mode,
        stream = request.stream,
        "asking"
    );
}

/// The head of an answer is there.
pub(super) fn answered(head: &Parts) {
    debug!(status = head.status.as_u16(), "answered");
}

fn fail(span: &Span, error: &Error) {
    let of_type = match (error.status(), error.kind()) {
        (Some(status), _) => status.to_string(),
        (None, ErrorKind::Timeout(_)) => "timeout".to_owned(),
        (None, kind) => format!("{kind:?}").to_lowercase(),
    };
    span.record("error.type", of_type);
    span.record("otel.status_code", "ERROR");
}

/// Whether the error is about the request, in our words: those of a server may repeat what it was asked.
fn is_ours(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Connection | ErrorKind::Timeout(_) | ErrorKind::Config | ErrorKind::Request
    )
}

fn port(uri: &Uri) -> Option<u16> {
    let by_scheme = || match uri.scheme_str()? {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    };
    uri.port_u16().or_else(by_scheme)
}

fn reason(finish: Finish) -> &'static str {
    match finish {
        Finish::Stop => "stop",
        Finish::Length => "length",
        Finish::Filter => "content_filter",
        _ => "other",
    }
}

/// A message, as OpenTelemetry writes it. Of what is not text only the kind is said.
fn said(message: &Message) -> Value {
    use crate::content::Content;
    let part = |content: &Content| match content {
        Content::Text(text) => json!({"type": "text", "content": text}),
        Content::Image(_) => json!({"type": "image"}),
        Content::Audio(_) => json!({"type": "audio"}),
        _ => json!({"type": "file"}),
    };
    let role = match message.role {
        Role::System => "system",
        Role::Assistant => "assistant",
        _ => "user",
    };
    let parts = message.content.iter().map(part).collect::<Value>();
    json!({"role": role, "parts": parts})
}
