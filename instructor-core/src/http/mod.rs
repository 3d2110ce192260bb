//! The driver: sends what a provider encodes, and reads what comes back.

mod body;
mod sse;

pub use sse::EventDecoder;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::json::Limits;
use crate::provider::{Decoder, Delta, Finish, Request};
use crate::stream::source::ReadText;
use body::{Body, Secrets, send};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// What is read behind a closed root, for what may still come with the answer.
const DRAIN_BYTES: usize = 16 << 10;
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// What is read of a body that is no answer.
const FOREIGN: usize = 4 << 10;

/// What the envelope of a whole answer may need beyond the text in it.
const ENVELOPE: usize = 1 << 20;

/// A whole answer.
#[derive(Default)]
pub(crate) struct WholeAnswer {
    pub(crate) text: String,
    ending: Ending,
    secrets: Secrets,
}

/// How an answer ended, as far as it has said.
#[derive(Debug, Default)]
struct Ending {
    /// The call whose text is taken.
    call: Option<usize>,
    refusal: String,
    finish: Option<Finish>,
    /// The terminal marker came.
    done: bool,
}

impl Ending {
    /// Notes a piece of the answer; its text goes to `text`.
    fn take(&mut self, delta: Delta<'_>, text: &mut String) {
        match delta {
            // One value is asked for: that of the first call. Servers count from 0, or count a text before it.
            Delta::Text { call, text: more } => {
                if *self.call.get_or_insert(call) == call {
                    text.push_str(more);
                }
            }
            Delta::Refusal(more) => self.refusal.push_str(more),
            Delta::Finish(finish) => self.finish = Some(finish),
            Delta::Done => self.done = true,
        }
    }

    /// Why the value is not whole, if the answer's end tells.
    fn cause(&self, text: &str) -> Option<Error> {
        if !self.refusal.is_empty() {
            let message = format!("the model refused: {}", excerpt(&self.refusal));
            return Some(Error::new(ErrorKind::Refusal, message));
        }
        let (kind, message) = match self.finish {
            Some(Finish::Length) => (
                ErrorKind::Length,
                "the answer was cut at the token limit (raise `max_tokens`) before its value was whole",
            ),
            Some(Finish::Filter) => (
                ErrorKind::Filter,
                "the provider's content filter stopped the answer",
            ),
            _ if text.is_empty() => (ErrorKind::Incomplete, "the answer is empty"),
            None => (
                ErrorKind::Incomplete,
                "the stream broke off before its value was whole",
            ),
            Some(Finish::Stop | Finish::Other) => return None,
        };
        Some(Error::new(kind, message))
    }
}

impl WholeAnswer {
    /// Why the value is not whole, if the answer tells.
    pub(crate) fn cause(&self) -> Option<Error> {
        let cause = self.ending.cause(&self.text)?;
        Some(self.secrets.redact(cause))
    }
}

/// Asks for a whole answer.
pub(crate) async fn ask_whole(
    client: &Client,
    request: &Request,
    limits: Limits,
) -> Result<WholeAnswer> {
    let body = send(client, request).await?;
    read_whole(client, request, limits, body).await
}

async fn read_whole(
    client: &Client,
    request: &Request,
    limits: Limits,
    mut body: Body,
) -> Result<WholeAnswer> {
    let limit = limits.bytes.saturating_add(ENVELOPE);
    let mut bytes = Vec::new();
    if !body.read_to(&mut bytes, limit).await? {
        let message = format!("an answer of more than {limit} bytes");
        return Err(Error::new(ErrorKind::Limit, message));
    }
    if !is_json(&body) {
        return Err(foreign(&body, &bytes));
    }
    let mut answer = WholeAnswer::default();
    let mut emit = |delta: Delta<'_>| answer.ending.take(delta, &mut answer.text);
    let decoded = client.provider().decode_whole(request, &bytes, &mut emit);
    decoded.map_err(|error| body.secrets().redact(error))?;
    answer.secrets = body.secrets().clone();
    Ok(answer)
}

/// Asks for an answer that comes while it is written.
pub(crate) async fn ask_stream(
    client: &Client,
    request: &Request,
    limits: Limits,
) -> Result<AnswerStream> {
    let mut body = send(client, request).await?;
    match body.media_type() {
        "text/event-stream" | "text/plain" | "" => {}
        "application/json" => {
            // A server that does not stream: its answer is one long piece.
            let answer = read_whole(client, request, limits, body).await?;
            return Ok(AnswerStream {
                whole: Some(answer.text),
                ending: answer.ending,
                secrets: answer.secrets,
                rest: None,
                drain: None,
            });
        }
        _ => {
            let mut bytes = Vec::new();
            let _ = body.read_to(&mut bytes, FOREIGN).await;
            return Err(foreign(&body, &bytes));
        }
    }
    Ok(AnswerStream {
        whole: None,
        ending: Ending::default(),
        secrets: body.secrets().clone(),
        rest: Some(Rest {
            body,
            decoder: client.provider().decoder(request),
        }),
        drain: None,
    })
}

/// Some servers name no type; what says that it is something else is.
fn is_json(body: &Body) -> bool {
    matches!(body.media_type(), "application/json" | "" | "text/plain")
}

/// A body that is no answer: a portal's page, a proxy's.
fn foreign(body: &Body, bytes: &[u8]) -> Error {
    let text = String::from_utf8_lossy(bytes);
    let message = format!(
        "the server answered with `{}`, which is no answer of its API (check the base URL): {}",
        body.media_type(),
        excerpt(&text)
    );
    body.secrets()
        .redact(Error::new(ErrorKind::Protocol, message))
}

/// An answer that is being streamed.
pub(crate) struct AnswerStream {
    /// The text of an answer that came whole, until it is read.
    whole: Option<String>,
    ending: Ending,
    secrets: Secrets,
    /// What is still to come.
    rest: Option<Rest>,
    drain: Option<Drain>,
}

struct Rest {
    body: Body,
    decoder: Box<dyn Decoder>,
}

/// Bounds on what is read behind the value.
struct Drain {
    timer: Pin<Box<Sleep>>,
    bytes: usize,
}

impl ReadText for AnswerStream {
    fn poll_text(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>> {
        if let Some(whole) = self.whole.take() {
            text.push_str(&whole);
            return Poll::Ready(Ok(true));
        }
        let Some(Rest { body, decoder }) = &mut self.rest else {
            return Poll::Ready(Ok(false));
        };
        let bytes = ready!(body.poll_bytes(cx));
        let ending = &mut self.ending;
        let mut emit = |delta: Delta<'_>| ending.take(delta, text);
        let decoded = match bytes {
            Ok(Some(bytes)) => decoder.decode(&bytes, &mut emit).map(|()| false),
            Ok(None) => decoder.finish(&mut emit).map(|()| true),
            Err(error) => Err(error),
        };
        let decoded = decoded.map_err(|error| self.secrets.redact(error));
        // Some servers keep the connection open behind the marker.
        if !matches!(decoded, Ok(false)) || self.ending.done {
            self.rest = None;
        }
        Poll::Ready(decoded.map(|_| true))
    }

    fn cause(&self, text: &str) -> Option<Error> {
        let cause = self.ending.cause(text)?;
        Some(self.secrets.redact(cause))
    }

    fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let drain = self.drain.get_or_insert_with(|| Drain {
            timer: Box::pin(sleep(DRAIN_TIME)),
            bytes: 0,
        });
        // The value is whole: what goes wrong behind it takes nothing from it.
        while let Some(Rest { body, decoder }) = &mut self.rest {
            if drain.timer.as_mut().poll(cx).is_ready() {
                break;
            }
            let Ok(Some(bytes)) = ready!(body.poll_bytes(cx)) else {
                break;
            };
            drain.bytes += bytes.len();
            let ending = &mut self.ending;
            let mut behind = String::new();
            let decoded = decoder.decode(&bytes, &mut |delta| ending.take(delta, &mut behind));
            if decoded.is_err() || self.ending.done || drain.bytes > DRAIN_BYTES {
                break;
            }
        }
        self.rest = None;
        Poll::Ready(())
    }
}
