//! The same by the Responses API, where it is told in other words.

use super::play::{Fault, fault, survived, whole};
use crate::{ANA, User};
use instructor_core::{ErrorKind, Mode};
use instructor_openai::testing::{Answer, End, Quirk};

/// Cut in the middle of a key, with two fields whole.
const HALF: &str = r#"{"name":"Ana","age":41,"ro"#;

fn half(end: End) -> Answer {
    Answer::text(HALF).end(end)
}

fn event(data: &str) -> Answer {
    half(End::Event(data.to_owned()))
}

pub(super) fn faults() -> Vec<Fault> {
    let status = |what, data| fault(what, ErrorKind::Status, event(data));
    let faults = [
        fault(
            "the token limit, within the value",
            ErrorKind::Length,
            half(End::Length),
        ),
        fault(
            "the same, for `extract`",
            ErrorKind::Length,
            half(End::Length),
        )
        .asked(whole::<User>),
        fault(
            "the provider's filter",
            ErrorKind::Filter,
            half(End::ContentFilter),
        ),
        fault(
            "an answer that is incomplete for another reason",
            ErrorKind::Incomplete,
            half(End::Reason("boredom".to_owned())),
        ),
        fault(
            "the model refuses",
            ErrorKind::Refusal,
            Answer::refusal("I won't name anybody."),
        ),
        fault("it says nothing", ErrorKind::Incomplete, Answer::text("")),
        fault(
            "it thinks until its tokens are used",
            ErrorKind::Length,
            Answer::text("").reasoning("Who is meant?").end(End::Length),
        ),
        status(
            "the answer fails",
            r#"{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"The model failed"}}}"#,
        ),
        status(
            "it fails, and nothing says why",
            r#"{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":null}}"#,
        ),
        status(
            "it is cancelled",
            r#"{"type":"response.cancelled","response":{"id":"resp_1","status":"cancelled"}}"#,
        ),
        status(
            "an error event",
            r#"{"type":"error","code":"rate_limit_exceeded","message":"Rate limit reached","param":null}"#,
        ),
        fault(
            "an event that is not JSON",
            ErrorKind::Protocol,
            event("upstream error"),
        ),
        fault(
            "the stream ends without its last event",
            ErrorKind::Incomplete,
            half(End::Stop),
        ),
        fault(
            "the connection is closed",
            ErrorKind::Connection,
            half(End::Cut),
        ),
        fault(
            "JSON of something else",
            ErrorKind::Protocol,
            Answer::raw("application/json", r#"{"choices": []}"#),
        ),
        survived(
            "the stream ends behind the value, without its last event",
            Answer::text(ANA).end(End::Stop),
        ),
        survived(
            "the server fails behind the value",
            Answer::text(ANA).end(End::Event(r#"{"type":"error"}"#.to_owned())),
        ),
        survived(
            "unknown events",
            Answer::text(ANA).quirk(Quirk::UnknownEvents),
        ),
        survived(
            "unknown fields",
            Answer::text(ANA).quirk(Quirk::UnknownFields),
        ),
        survived("a byte at a time", Answer::text(ANA).pieces_of(1)),
    ];
    let tools = [
        fault(
            "half of a call (`ResponsesTools`)",
            ErrorKind::Incomplete,
            Answer::calls([("User", HALF)]),
        ),
        survived(
            "a call in one event (`ResponsesTools`)",
            Answer::text(ANA).quirk(Quirk::WholeCalls),
        ),
    ];
    let schema = faults.map(|fault| fault.set(|builder| builder.mode(Mode::ResponsesJsonSchema)));
    let tools = tools.map(|fault| fault.set(|builder| builder.mode(Mode::ResponsesTools)));
    schema.into_iter().chain(tools).collect()
}
