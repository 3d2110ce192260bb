//! Answers of Chat Completions, whole and streamed.
//!
//! Servers differ in what they leave out, set to null or add: only what is needed is looked at, and anything may be
//! missing. Texts are borrowed from the event where they have no escapes.

use super::memo::Memo;
use super::text::Text;
use crate::error::told;
use instructor_core::provider::{Decoder, Delta, EventDecoder, Finish, excerpt};
use instructor_core::{Error, ErrorKind, Mode, Result};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// One event of a stream, or a whole answer.
#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    choices: Option<Vec<Choice<'a>>>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    index: Option<u32>,
    /// In an event.
    #[serde(borrow)]
    delta: Option<Body<'a>>,
    /// In a whole answer.
    #[serde(borrow)]
    message: Option<Body<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<Call<'a>>>,
}

#[derive(Deserialize)]
struct Call<'a> {
    index: Option<usize>,
    #[serde(borrow)]
    function: Option<Function<'a>>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow)]
    arguments: Option<Text<'a>>,
}

/// The state of one stream.
pub(super) struct ChatDecoder {
    events: EventDecoder,
    reader: EventReader,
    /// The start of what came before any event, to be shown if none comes.
    head: Vec<u8>,
}

/// Reads one event after the other.
struct EventReader {
    mode: Mode,
    memo: Memo,
    seen_event: bool,
}

/// What is kept of a stream without events.
const HEAD: usize = 512;

impl ChatDecoder {
    pub(super) fn new(mode: Mode) -> Self {
        ChatDecoder {
            events: EventDecoder::new(),
            reader: EventReader {
                mode,
                memo: Memo::default(),
                seen_event: false,
            },
            head: Vec::new(),
        }
    }
}

impl Decoder for ChatDecoder {
    fn decode(&mut self, bytes: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        self.events
            .decode(bytes, |data| self.reader.read(data, emit))?;
        if !self.reader.seen_event {
            let room = HEAD - self.head.len();
            self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
        Ok(())
    }

    fn finish(&mut self, emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        self.events.finish(|data| self.reader.read(data, emit))?;
        let head = excerpt(&String::from_utf8_lossy(&self.head));
        // Of nothing at all the core says that it is empty.
        if self.reader.seen_event || head.is_empty() {
            return Ok(());
        }
        let message = format!("the server sent no event of a stream (check the base URL): {head}");
        Err(Error::new(ErrorKind::Protocol, message))
    }
}

impl EventReader {
    fn read(&mut self, data: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        self.seen_event = true;
        if let Some((call, Text(text))) = self.memo.recall(data) {
            emit(Delta::Text { call, text: &text });
            return Ok(());
        }
        match data.trim_ascii() {
            b"" => {}
            b"[DONE]" => emit(Delta::Done),
            data => {
                let chunk: Chunk<'_> = parse(data, "an event")?;
                if let Some((call, text)) = chunk.only_text(self.mode) {
                    self.memo.keep(data, call, text);
                }
                deltas(self.mode, chunk, emit)?;
            }
        }
        Ok(())
    }
}

impl Chunk<'_> {
    /// The text of an event that tells nothing else, and the call that it belongs to.
    fn only_text(&self, mode: Mode) -> Option<(usize, &str)> {
        let (None, Some([choice])) = (&self.error, self.choices.as_deref()) else {
            return None;
        };
        let body = choice.delta.as_ref()?;
        if choice.index.unwrap_or(0) != 0
            || choice.finish_reason.is_some()
            || body.refusal.is_some()
        {
            return None;
        }
        let (call, text) = match (mode, &body.content, body.tool_calls.as_deref()) {
            (Mode::Tools, None, Some([call])) => (
                call.index.unwrap_or(0),
                call.function.as_ref()?.arguments.as_ref()?,
            ),
            (Mode::Tools, ..) => return None,
            (_, Some(content), None) => (0, content),
            _ => return None,
        };
        match &text.0 {
            Cow::Borrowed(text) => Some((call, text)),
            Cow::Owned(_) => None,
        }
    }
}

/// Reads an answer that came whole.
pub(super) fn whole(mode: Mode, body: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
    if body.trim_ascii().is_empty() {
        // Of nothing at all the core says that it is empty.
        return Ok(());
    }
    let chunk: Chunk<'_> = parse(body, "the answer")?;
    if deltas(mode, chunk, emit)? {
        return Ok(());
    }
    let body = excerpt(&String::from_utf8_lossy(body));
    let message = format!("the answer has no `choices`: {body}");
    Err(Error::new(ErrorKind::Protocol, message))
}

fn parse<'a>(data: &'a [u8], what: &str) -> Result<Chunk<'a>> {
    serde_json::from_slice(data).map_err(|error| {
        let data = excerpt(&String::from_utf8_lossy(data));
        let message = format!("{what} is not of Chat Completions: {error}: {data}");
        Error::new(ErrorKind::Protocol, message)
    })
}

/// Whether an `error` tells of one: some servers send an empty one with each answer.
fn tells(error: &Value) -> bool {
    match error {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// Emits what is in the first choice; `false` if there is none.
fn deltas(mode: Mode, chunk: Chunk<'_>, emit: &mut dyn FnMut(Delta<'_>)) -> Result<bool> {
    if let Some(error) = chunk.error
        && tells(&error)
    {
        return Err(told(&error));
    }
    let mut choices = chunk.choices.into_iter().flatten();
    let Some(choice) = choices.find(|choice| choice.index.unwrap_or(0) == 0) else {
        return Ok(false);
    };
    if let Some(body) = choice.delta.or(choice.message) {
        if let Some(Text(refusal)) = body.refusal
            && !refusal.is_empty()
        {
            emit(Delta::Refusal(&refusal));
        }
        match mode {
            Mode::Tools => {
                if let Some(Text(text)) = body.content
                    && !text.is_empty()
                {
                    emit(Delta::Prose(&text));
                }
                for (place, call) in body.tool_calls.into_iter().flatten().enumerate() {
                    let arguments = call.function.and_then(|function| function.arguments);
                    if let Some(Text(text)) = arguments {
                        // A whole answer numbers its calls by their place alone.
                        let call = call.index.unwrap_or(place);
                        emit(Delta::Text { call, text: &text });
                    }
                }
            }
            _ => {
                if let Some(Text(text)) = body.content {
                    emit(Delta::Text {
                        call: 0,
                        text: &text,
                    });
                }
            }
        }
    }
    match choice.finish_reason.as_ref().map(|Text(reason)| &**reason) {
        None | Some("") => {}
        Some("stop" | "tool_calls" | "function_call") => emit(Delta::Finish(Finish::Stop)),
        Some("length") => emit(Delta::Finish(Finish::Length)),
        Some("content_filter") => emit(Delta::Finish(Finish::Filter)),
        Some(_) => emit(Delta::Finish(Finish::Other)),
    }
    Ok(true)
}
