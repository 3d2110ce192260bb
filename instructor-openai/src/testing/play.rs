//! One answer, played to one request.

use std::future;
use std::io;
use std::iter;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, header};

use super::ask::{Ask, Form};
use super::body::{Body, Step};
use super::script::{Answer, Content, End, JSON};
use super::speaker::{Speaker, Voice};
use super::text::Text;
use super::wire::{self, Failure, Usage};

const EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream; charset=utf-8");

/// The response of `answer` to what the request of this number asks.
pub(super) async fn play(
    answer: Answer,
    ask: Ask,
    number: usize,
    deltas_sent: Arc<AtomicUsize>,
) -> io::Result<Response<Body>> {
    // Even a sleep of zero takes up to a millisecond.
    if !answer.first_pause.is_zero() {
        tokio::time::sleep(answer.first_pause).await;
    }
    let (text, voice) = match answer.content {
        Content::Text(text) => (text, Voice::new(ask.tool, number)),
        Content::Refusal(text) => (text, Voice::Refusal),
        Content::Bytes {
            status,
            content_type,
            bytes,
            piece,
        } => {
            let body = raw(bytes, piece, answer.pause, &answer.end);
            let mut response = response(content_type, body, answer.headers);
            *response.status_mut() = status;
            return Ok(response);
        }
    };
    let speech = Speech {
        speaker: Speaker {
            id: format!("chatcmpl-{number}"),
            model: ask.model,
            voice,
            usage: matches!(ask.form, Form::Stream { usage: true }),
        },
        text,
        prompt_tokens: ask.prompt_tokens,
        pause: answer.pause,
        end: answer.end,
    };
    let (content_type, body) = match ask.form {
        Form::Stream { .. } => (EVENTS, speech.stream(deltas_sent)),
        Form::Whole => (JSON, speech.whole().await?),
    };
    Ok(response(content_type, body, answer.headers))
}

/// A response that has this JSON as its body.
pub(super) fn json(bytes: Bytes) -> Response<Body> {
    response(JSON, Body::full(bytes), HeaderMap::new())
}

fn response(content_type: HeaderValue, body: Body, headers: HeaderMap) -> Response<Body> {
    let mut response = Response::new(body);
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, content_type);
    own.extend(headers);
    response
}

/// A text that is to be said.
struct Speech {
    speaker: Speaker,
    text: Text,
    prompt_tokens: usize,
    pause: Duration,
    end: End,
}

impl Speech {
    fn stream(self, deltas_sent: Arc<AtomicUsize>) -> Body {
        let speech = Arc::new(self);
        let opening = {
            let speech = Arc::clone(&speech);
            iter::once_with(move || speech.speaker.opening().map(Step::Write))
        };
        let deltas = {
            let speech = Arc::clone(&speech);
            let ranges = speech.text.deltas();
            ranges.map(move |range| speech.speaker.delta(&speech.text.as_str()[range]))
        };
        let deltas = paced(deltas, speech.pause).inspect(move |step| {
            if let Ok(Step::Write(_)) = step {
                deltas_sent.fetch_add(1, Ordering::Relaxed);
            }
        });
        let ending = iter::once_with(move || speech.ending()).flatten();
        Body::chunked(opening.chain(deltas).chain(ending))
    }

    /// What follows the last delta.
    fn ending(&self) -> Vec<io::Result<Step>> {
        let last = match &self.end {
            End::Whole | End::Length | End::ContentFilter => Some(wire::MARKER),
            End::NoMarker => None,
            End::Stop => return Vec::new(),
            End::Cut => return vec![Err(cut())],
            End::Never => return vec![Ok(Step::Hang)],
            End::ErrorEvent { message, code } => {
                let event = wire::event(&Failure::server(message, code));
                return vec![event.map(Step::Write)];
            }
        };
        let finish = self.speaker.finish(&self.end);
        let usage = (self.speaker.usage).then(|| self.speaker.usage(self.usage()));
        iter::once(finish)
            .chain(usage)
            .chain(last.map(Ok))
            .map(|event| event.map(Step::Write))
            .collect()
    }

    async fn whole(self) -> io::Result<Body> {
        let body = match &self.end {
            End::Never => future::pending().await,
            End::ErrorEvent { message, code } => wire::json(&Failure::server(message, code))?,
            end => self.speaker.whole(self.text.as_str(), end, self.usage())?,
        };
        Ok(match self.end {
            End::Cut => {
                let half = body.slice(..body.len() / 2);
                Body::sized(body.len(), [Ok(Step::Write(half)), Err(cut())])
            }
            _ => Body::full(body),
        })
    }

    fn usage(&self) -> Usage {
        Usage::new(self.prompt_tokens, self.text.deltas().count())
    }
}

/// Bytes as they are, in pieces if a piece has a size.
fn raw(bytes: Bytes, piece: Option<usize>, pause: Duration, end: &End) -> Body {
    let last = match end {
        End::Cut => Some(Err(cut())),
        End::Never => Some(Ok(Step::Hang)),
        _ if piece.is_none() => return Body::full(bytes),
        _ => None,
    };
    let size = piece.unwrap_or(bytes.len()).max(1);
    let pieces = (0..bytes.len())
        .step_by(size)
        .map(move |at| Ok(bytes.slice(at..bytes.len().min(at + size))));
    Body::chunked(paced(pieces, pause).chain(last))
}

fn paced(
    pieces: impl Iterator<Item = io::Result<Bytes>>,
    pause: Duration,
) -> impl Iterator<Item = io::Result<Step>> {
    pieces.enumerate().flat_map(move |(index, piece)| {
        let wait = index > 0 && !pause.is_zero();
        let pause = wait.then_some(Ok(Step::Pause(pause)));
        pause.into_iter().chain([piece.map(Step::Write)])
    })
}

fn cut() -> io::Error {
    io::Error::new(
        io::ErrorKind::ConnectionAborted,
        "the script cuts the connection",
    )
}
