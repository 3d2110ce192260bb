//! One answer, played to one request.

use std::future;
use std::io;
use std::iter;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, header};

use super::ask::{Ask, Form};
use super::body::{Body, Step, cut};
use super::end::End;
use super::framing::with_unknown_fields;
use super::quirk::Quirk;
use super::said::Said;
use super::script::{Answer, Content, JSON, Speech};
use super::speaker::Brief;
use super::stream::{Plan, recut};

const EVENTS: HeaderValue = HeaderValue::from_static("text/event-stream; charset=utf-8");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The response of `answer` to what the request of this number asks.
///
/// # Errors
///
/// Fails if the connection is to end without a response.
pub(super) async fn play(
    mut answer: Answer,
    ask: Ask,
    number: usize,
    deltas_sent: Arc<AtomicUsize>,
) -> io::Result<Response<Body>> {
    // Even a sleep of zero takes up to a millisecond.
    if !answer.first_pause.is_zero() {
        tokio::time::sleep(answer.first_pause).await;
    }
    let headers = std::mem::take(&mut answer.headers);
    let left_out = std::mem::take(&mut answer.left_out);
    let mut response = match answer.content.clone() {
        Content::Nothing if answer.end == End::Never => future::pending().await,
        Content::Nothing => return Err(cut()),
        Content::Speech(speech) => spoken(answer, speech, ask, number, deltas_sent).await?,
        Content::Bytes {
            status,
            content_type,
            bytes,
        } => {
            let body = raw(bytes, answer.piece, answer.pause, answer.end);
            let mut response = response(content_type, body, number);
            *response.status_mut() = status;
            response
        }
    };
    let own = response.headers_mut();
    own.extend(headers);
    for name in left_out {
        own.remove(name);
    }
    Ok(response)
}

/// A response that has this JSON as its body.
pub(super) fn json(bytes: Bytes, number: usize) -> Response<Body> {
    response(JSON, Body::full(bytes), number)
}

fn response(content_type: HeaderValue, body: Body, number: usize) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type);
    if let Ok(id) = HeaderValue::from_str(&format!("req_{number}")) {
        headers.insert(REQUEST_ID, id);
    }
    response
}

/// What the model writes, in the form that was asked for.
async fn spoken(
    answer: Answer,
    speech: Speech,
    ask: Ask,
    number: usize,
    deltas_sent: Arc<AtomicUsize>,
) -> io::Result<Response<Body>> {
    let reasoning = answer.reasoning.clone();
    let said = Arc::new(Said::new(
        speech,
        reasoning,
        ask.tool.as_ref(),
        answer.quirks,
    ));
    let speaker = Brief {
        said: Arc::clone(&said),
        usage: answer.usage,
        prompt_tokens: ask.prompt_tokens,
        model: ask.model,
        number,
        form: ask.form,
        quirks: answer.quirks,
        end: answer.end.clone(),
    }
    .speaker(ask.api);
    if ask.form == Form::Whole {
        let body = match &answer.end {
            End::Never => future::pending().await,
            End::Event(data) => data.clone().into(),
            _ => speaker.whole()?,
        };
        return Ok(response(JSON, whole(body, answer), number));
    }
    let beats = said.beats(answer.end.is_said());
    let plan = Plan {
        speaker,
        keep_alives: answer.keep_alives,
        pause: answer.pause,
        quirks: answer.quirks,
        end: answer.end,
        deltas_sent,
    };
    let steps = plan.steps(beats, said.last());
    let body = match answer.piece {
        None => Body::chunked(steps),
        Some(size) => Body::chunked(recut(steps, size)),
    };
    Ok(response(EVENTS, body, number))
}

/// One body, with what comes before and after it.
fn whole(mut body: Bytes, answer: Answer) -> Body {
    if answer.quirks.has(Quirk::UnknownFields) {
        body = with_unknown_fields(&body).into();
    }
    let lines = match answer.end {
        End::KeepAlive => usize::MAX,
        _ => answer.keep_alives,
    };
    if lines > 0 {
        let line = move || {
            let pause = (!answer.pause.is_zero()).then_some(Ok(Step::Pause(answer.pause)));
            iter::once(Ok(Step::Write(Bytes::from_static(b"\n")))).chain(pause)
        };
        let lines = iter::repeat_with(line).take(lines).flatten();
        let body = iter::once(Ok(Step::Write(body)));
        return Body::chunked(lines.chain(body));
    }
    match answer.end {
        End::Cut | End::Reset => {
            let half = body.slice(..body.len() / 2);
            Body::sized(body.len(), [Ok(Step::Write(half)), Err(cut())])
        }
        end => raw(body, answer.piece, answer.pause, end),
    }
}

/// Bytes as they are, in pieces if a piece has a size.
fn raw(bytes: Bytes, piece: Option<usize>, pause: Duration, end: End) -> Body {
    let (last, more) = match end {
        End::Cut | End::Reset => (Some(Err(cut())), None),
        End::Never => (Some(Ok(Step::Hang)), None),
        End::Endless(text) => (None, Some(Bytes::from(text))),
        _ if piece.is_none() => return Body::full(bytes),
        _ => (None, None),
    };
    let size = piece.unwrap_or(bytes.len()).max(1);
    let pieces = (0..bytes.len())
        .step_by(size)
        .map(move |at| bytes.slice(at..bytes.len().min(at.saturating_add(size))));
    let more = more.into_iter().flat_map(iter::repeat);
    Body::chunked(paced(pieces.chain(more), pause).chain(last))
}

fn paced(
    pieces: impl Iterator<Item = Bytes>,
    pause: Duration,
) -> impl Iterator<Item = io::Result<Step>> {
    pieces.enumerate().flat_map(move |(index, piece)| {
        let wait = index > 0 && !pause.is_zero();
        let pause = wait.then_some(Ok(Step::Pause(pause)));
        pause.into_iter().chain([Ok(Step::Write(piece))])
    })
}
