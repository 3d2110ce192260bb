//! The driver: sends what a provider encodes, and reads what comes back.

mod body;
mod ending;
mod fault;
mod retry;
mod secrets;
mod send;
mod sse;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;
mod tries;

pub use sse::EventDecoder;
pub(crate) use trace::Trace;
pub(crate) use tries::Tries;

use crate::client::Client;
use crate::error::{Attempt, Error, ErrorKind, Result};
use crate::hooks::Hooks;
use crate::json::{Limits, thoughts};
use crate::provider::{Decoder, Delta, Reading, Request, Shapes};
use crate::response::Response;
use crate::stream::source::ReadText;
use body::Body;
use ending::Ending;
use send::send;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// What is read behind a closed root, for what may still come with the answer. The Responses API repeats the text there,
/// several times and with escapes, so this grows with it.
const DRAIN_BYTES: usize = 16 << 10;
const DRAIN_TIMES: usize = 8;
const DRAIN_TIME: Duration = Duration::from_secs(2);

/// What the envelope of a whole answer may need beyond the text in it.
const ENVELOPE: usize = 1 << 20;

/// A whole answer.
pub(crate) struct WholeAnswer {
    pub(crate) text: String,
    pub(crate) shapes: Shapes,
    /// What is wrong with what the model said, where the provider can tell.
    pub(crate) fault: Option<Error>,
    /// What the parser says of it.
    pub(crate) read: Response,
    ending: Ending,
    hooks: Hooks,
}

impl WholeAnswer {
    /// What is to hear of this attempt.
    pub(crate) fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    /// The answer as one that came to nothing.
    pub(crate) fn attempt(&self, error: &Error) -> Attempt {
        self.ending.attempt(&self.text, error)
    }

    /// Why the value is not whole, if the answer tells.
    pub(crate) fn cause(&self) -> Option<Error> {
        self.ending.cause(&self.text)
    }

    /// The error of what reads the value, which may quote it: without what authenticated the request.
    pub(crate) fn redact(&self, error: Error) -> Error {
        self.ending.redact(error)
    }

    /// What came with the value.
    pub(crate) fn into_response(self) -> Response {
        let mut response = self.ending.response;
        if response.reasoning.is_empty() {
            thoughts(&self.text).clone_into(&mut response.reasoning);
        }
        Response {
            text: self.text,
            repairs: self.read.repairs,
            trailing: self.read.trailing,
            ..response
        }
    }
}

/// Asks for a whole answer.
pub(crate) async fn ask_whole(
    client: &Client,
    request: &Request,
    limits: Limits,
    hooks: &Hooks,
) -> Result<WholeAnswer> {
    let (body, hooks) = send(client, request, hooks).await?;
    let answer = read_whole(client, request, limits, body, &hooks).await?;
    hooks.ended(&answer.ending.response, &answer.text);
    Ok(answer)
}

async fn read_whole(
    client: &Client,
    request: &Request,
    limits: Limits,
    mut body: Body,
    hooks: &Hooks,
) -> Result<WholeAnswer> {
    let mut ending = Ending::new(&body);
    let mut text = String::new();
    let limit = limits.bytes.saturating_add(ENVELOPE);
    let mut bytes = Vec::new();
    let reading = body.read_to(&mut bytes, limit);
    let read = match hooks.trace.during(reading).await {
        Ok(true) => {
            let mut emit = |delta: Delta<'_>| ending.take(delta, &mut text);
            let provider = client.provider();
            provider.decode_whole(request, body.head(), &bytes, &mut emit)
        }
        Ok(false) => {
            let message = format!("an answer of more than {limit} bytes");
            Err(Error::new(ErrorKind::Limit, message))
        }
        Err(error) => Err(error),
    };
    let fault = match read.map_err(|error| ending.redact(error)) {
        Ok(()) => None,
        Err(error) if ending.is_models(&error) => Some(error),
        Err(error) => {
            hooks.ended(&ending.response, &text);
            hooks.failed(&error);
            return Err(error.with_response(ending.response));
        }
    };
    ending.done = true;
    Ok(WholeAnswer {
        text,
        fault,
        read: Response::default(),
        shapes: body.shapes(),
        ending,
        hooks: hooks.clone(),
    })
}

/// Asks for an answer that comes while it is written.
pub(crate) async fn ask_stream(
    client: &Client,
    request: &Request,
    limits: Limits,
    hooks: &Hooks,
) -> Result<AnswerStream> {
    let (body, hooks) = send(client, request, hooks).await?;
    match client.provider().decoder(request, body.head(), &limits) {
        Reading::Stream(decoder) => Ok(AnswerStream {
            whole: None,
            fault: None,
            shapes: body.shapes(),
            ending: Ending::new(&body),
            limits,
            rest: Some(Rest { body, decoder }),
            silent: 0,
            drain: None,
            hooks,
            heard: Heard::default(),
        }),
        // A server that does not stream: its answer is one long piece.
        Reading::Whole => {
            let answer = read_whole(client, request, limits, body, &hooks).await?;
            Ok(AnswerStream {
                whole: Some(answer.text),
                fault: answer.fault,
                shapes: answer.shapes,
                ending: answer.ending,
                limits,
                rest: None,
                silent: 0,
                drain: None,
                hooks,
                heard: Heard::default(),
            })
        }
    }
}

/// An answer that is being streamed.
pub(crate) struct AnswerStream {
    /// The text of an answer that came whole, until it is read.
    whole: Option<String>,
    /// What is wrong with it.
    fault: Option<Error>,
    pub(crate) shapes: Shapes,
    ending: Ending,
    limits: Limits,
    /// What is still to come.
    rest: Option<Rest>,
    /// Bytes of the reads that brought nothing: signs of life, or what a decoder holds back.
    silent: usize,
    drain: Option<Drain>,
    hooks: Hooks,
    heard: Heard,
}

/// What the hooks have heard of an answer.
#[derive(Default)]
struct Heard {
    chunk: bool,
    token: bool,
    end: bool,
}

struct Rest {
    body: Body,
    decoder: Box<dyn Decoder>,
}

/// Bounds on what is read behind the value.
struct Drain {
    timer: Pin<Box<Sleep>>,
    /// How many bytes may still come.
    left: usize,
}

impl AnswerStream {
    /// Tells that the answer has ended, once. Not where it ends: what came in the same read is shown first.
    fn tell_end(&mut self, text: &str) {
        if !std::mem::replace(&mut self.heard.end, true) {
            self.hooks.ended(&self.ending.response, text);
        }
    }

    /// Whether what does not reach the parser is within bounds.
    fn check(&self) -> Result<()> {
        self.ending.check(self.limits.bytes)?;
        let limit = self.limits.bytes.saturating_add(ENVELOPE);
        if self.silent <= limit {
            return Ok(());
        }
        let message = format!("more than {limit} bytes of a stream with nothing in them");
        Err(Error::new(ErrorKind::Limit, message))
    }

    /// Reads once.
    fn poll_more(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>> {
        if let Some(whole) = self.whole.take() {
            text.push_str(&whole);
            return Poll::Ready(Ok(true));
        }
        if let Some(fault) = self.fault.take() {
            return Poll::Ready(Err(fault));
        }
        let Some(Rest { body, decoder }) = &mut self.rest else {
            self.tell_end(text);
            return Poll::Ready(Ok(false));
        };
        let bytes = ready!(body.poll_bytes(cx));
        if let Ok(Some(_)) = bytes
            && !std::mem::replace(&mut self.heard.chunk, true)
        {
            self.hooks.first_chunk();
        }
        let ending = &mut self.ending;
        let before = (text.len(), ending.beside);
        let read = match &bytes {
            Ok(Some(bytes)) => bytes.len(),
            _ => 0,
        };
        let mut emit = |delta: Delta<'_>| ending.take(delta, text);
        let decoded = match bytes {
            Ok(Some(bytes)) => decoder.decode(&bytes, &mut emit).map(|()| false),
            Ok(None) => decoder.finish(&mut emit).map(|()| true),
            Err(error) => Err(error),
        };
        if before == (text.len(), self.ending.beside) {
            self.silent += read;
        }
        let decoded = decoded
            .and_then(|ended| self.check().map(|()| ended))
            .map_err(|error| self.ending.redact(error));
        // Some servers keep the connection open behind the marker. It closes, or goes back to the pool.
        if !matches!(decoded, Ok(false)) || self.ending.done {
            self.rest = None;
        }
        Poll::Ready(decoded.map(|_| true))
    }

    /// Reads on behind the value, within bounds.
    fn poll_behind(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<()> {
        let drain = self.drain.get_or_insert_with(|| Drain {
            timer: Box::pin(sleep(DRAIN_TIME)),
            left: DRAIN_BYTES + DRAIN_TIMES * text.len(),
        });
        // The value is whole: what goes wrong behind it takes nothing from it.
        while let Some(Rest { body, decoder }) = &mut self.rest {
            if drain.timer.as_mut().poll(cx).is_ready() {
                break;
            }
            let Ok(Some(bytes)) = ready!(body.poll_bytes(cx)) else {
                break;
            };
            let left = drain.left.checked_sub(bytes.len());
            let ending = &mut self.ending;
            let mut behind = String::new();
            let decoded = decoder.decode(&bytes, &mut |delta| ending.take(delta, &mut behind));
            let room = self.limits.bytes.saturating_sub(text.len());
            text.push_str(&behind[..behind.floor_char_boundary(room)]);
            match left {
                Some(left) if decoded.is_ok() && !self.ending.done => drain.left = left,
                _ => break,
            }
        }
        self.rest = None;
        self.tell_end(text);
        Poll::Ready(())
    }
}

impl ReadText for AnswerStream {
    fn poll_text(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>> {
        let trace = self.hooks.trace.clone();
        let read = trace.within(|| self.poll_more(cx, text));
        if !text.is_empty() && !std::mem::replace(&mut self.heard.token, true) {
            self.hooks.first_token();
        }
        read
    }

    fn cause(&self, text: &str) -> Option<Error> {
        self.ending.cause(text)
    }

    fn redact(&self, error: Error) -> Error {
        self.ending.redact(error)
    }

    fn attempt(&self, text: &str, error: &Error) -> Option<Attempt> {
        Some(self.ending.attempt(text, error))
    }

    fn response(&self) -> Option<&Response> {
        Some(&self.ending.response)
    }

    fn poll_drain(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<()> {
        let trace = self.hooks.trace.clone();
        trace.within(|| self.poll_behind(cx, text))
    }

    fn hooks(&self) -> Hooks {
        self.hooks.clone()
    }

    fn failed(&mut self, error: &Error, text: &str) {
        match self.rest {
            None => self.tell_end(text),
            // An answer that is still being written has not ended.
            Some(_) => self.hooks.trace.told(&self.ending.response, Some(text)),
        }
        self.hooks.failed(error);
    }
}

impl Drop for AnswerStream {
    fn drop(&mut self) {
        // Nobody asked for the rest. What has been told of it stands in its span.
        if !self.heard.end {
            self.hooks.trace.told(&self.ending.response, None);
        }
    }
}
