//! The answer begins well, and does not end well.

use super::before::with;
use super::play::{Fault, each, fault, growing, survived, whole};
use crate::{ANA, BO, User};
use instructor_core::{ErrorKind, Timeout};
use instructor_openai::testing::{Answer, End};
use std::time::Duration;

/// Cut in the middle of a key, with two fields whole.
const HALF: &str = r#"{"name":"Ana","age":41,"ro"#;

const SHORT: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(10);

fn half(end: End) -> Answer {
    // In one piece: what is late under load is not to count as missing.
    Answer::text(HALF).deltas([HALF]).end(end)
}

fn event(data: &str) -> Answer {
    half(End::Event(data.to_owned()))
}

pub(super) fn faults() -> Vec<Fault> {
    let status = |what, data| fault(what, ErrorKind::Status, event(data));
    let mut faults = vec![
        fault("the token limit, within the value", ErrorKind::Length, half(End::Length)),
        fault("the same, for `extract`", ErrorKind::Length, half(End::Length)).asked(whole::<User>),
        fault("the token limit, before the value", ErrorKind::Length, Answer::text("").reasoning("Hm.").end(End::Length)),
        fault("a number that is the value is cut: 12 may have been 1200", ErrorKind::Length, Answer::text("12").end(End::Length))
            .asked(growing::<u32>),
        fault("the provider's filter", ErrorKind::Filter, half(End::ContentFilter)),
        fault("the model stops within the value", ErrorKind::Incomplete, half(End::Whole)),
        fault("an unknown finish reason within the value", ErrorKind::Incomplete, half(End::Reason("boredom".to_owned()))),
        fault("no finish reason", ErrorKind::Incomplete, half(End::NoReason)),
        fault("the stream ends within the value, without its marker", ErrorKind::Incomplete, half(End::Stop)),
        fault("the connection is closed", ErrorKind::Connection, half(End::Cut)),
        fault("the connection is reset", ErrorKind::Connection, half(End::Reset)),
        fault("the connection is closed, for `extract`", ErrorKind::Connection, half(End::Cut)).asked(whole::<User>),
        fault(
            "the connection is closed within a list",
            ErrorKind::Connection,
            Answer::text(format!("[{BO},{HALF}")).end(End::Cut),
        )
        .asked(each::<User>),
        fault(
            "the connection is closed within an event",
            ErrorKind::Connection,
            cut("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\":\\\"Ana\\\"\"}}]}\n\ndata: {\"choi"),
        ),
        fault(
            "the connection is closed within a character",
            ErrorKind::Connection,
            cut(*b"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\":\\\"An\xc3"),
        ),
        fault(
            "the stream ends within an event",
            ErrorKind::Incomplete,
            Answer::raw("text/event-stream", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"name\\\":\\\"Ana\\\"\"}}]}\n\ndata: {\"choi"),
        ),
        fault(
            "the server says that it fails",
            ErrorKind::Status,
            half(End::ErrorEvent { message: "The server had an error".to_owned(), code: "server_error".to_owned() }),
        ),
    ];
    faults.extend([
        status(
            "an error event whose code is a number",
            r#"{"error": {"message": "Provider disconnected", "code": 502}}"#,
        ),
        status(
            "an error event without a code",
            r#"{"error": {"message": "CUDA out of memory"}}"#,
        ),
        status(
            "an error event that is a string",
            r#"{"error": "model runner has stopped"}"#,
        ),
        status(
            "an error event with no more than a code",
            r#"{"error": {"code": 1234}}"#,
        ),
        status(
            "an error event without a message",
            r#"{"error": {}, "object": "error"}"#,
        ),
        status(
            "an error event as vLLM had it",
            r#"{"object": "error", "message": "max context length exceeded", "code": 400}"#,
        ),
        fault(
            "an event that is not JSON",
            ErrorKind::Protocol,
            event("upstream error"),
        ),
        fault(
            "an event of other JSON",
            ErrorKind::Protocol,
            event(r#"{"choices": "none"}"#),
        ),
        fault(
            "silence",
            ErrorKind::Timeout(Timeout::BetweenEvents),
            half(End::Never),
        )
        .set(|builder| with(builder, |timeouts| timeouts.between_events = SHORT)),
        fault(
            "silence within a list",
            ErrorKind::Timeout(Timeout::BetweenEvents),
            Answer::text(format!("[{BO},{HALF}")).end(End::Never),
        )
        .asked(each::<User>)
        .set(|builder| with(builder, |timeouts| timeouts.between_events = SHORT)),
        fault(
            "signs of life without end",
            ErrorKind::Timeout(Timeout::Whole),
            half(End::KeepAlive).pause(PAUSE),
        )
        .set(|builder| with(builder, |timeouts| timeouts.whole = 3 * SHORT)),
        fault(
            "an injected `reqwest::Client` has waited long enough",
            ErrorKind::Timeout(Timeout::Whole),
            half(End::Never),
        )
        .set(|builder| {
            let http = reqwest::Client::builder().timeout(3 * SHORT).no_proxy();
            builder.http(http.build().unwrap())
        }),
        survived(
            "the connection is closed behind the value",
            Answer::text(ANA).end(End::Cut),
        ),
        survived(
            "the filter comes behind the value",
            Answer::text(ANA).end(End::ContentFilter),
        ),
        survived(
            "the server fails behind the value",
            Answer::text(ANA).end(End::Event("?".to_owned())),
        ),
        survived(
            "silence behind the value",
            Answer::text(ANA).end(End::Never),
        )
        .set(|builder| with(builder, |timeouts| timeouts.between_events = SHORT)),
        survived(
            "words without end behind the value",
            Answer::text(ANA).end(End::Endless(" and".to_owned())),
        ),
        survived("no marker", Answer::text(ANA).end(End::NoMarker)),
        survived(
            "neither a finish reason nor a marker",
            Answer::text(ANA).end(End::Stop),
        ),
    ]);
    faults
}

/// A stream of these bytes, whose connection is closed behind them.
fn cut(bytes: impl Into<Vec<u8>>) -> Answer {
    Answer::raw("text/event-stream", bytes).end(End::Cut)
}
