//! Answers of Chat Completions, whole and streamed.
//!
//! Servers differ in what they leave out, set to null or add: only what is needed is looked at, and anything may be
//! missing. Texts are borrowed from the event where they have no escapes.

use crate::error::told;
use instructor_core::{
    Decoder, Delta, Error, ErrorKind, EventDecoder, Finish, Mode, Result, excerpt,
};
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, de};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

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

/// A text, borrowed if it can be. (In an `Option`, serde borrows no `Cow`.)
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// The state of one stream.
pub(super) struct ChatDecoder {
    events: EventDecoder,
    mode: Mode,
    /// The start of what came before any event, to be shown if none comes.
    head: Vec<u8>,
    seen_event: bool,
}

/// What is kept of a stream without events.
const HEAD: usize = 512;

impl ChatDecoder {
    pub(super) fn new(mode: Mode) -> Self {
        ChatDecoder {
            events: EventDecoder::new(),
            mode,
            head: Vec::new(),
            seen_event: false,
        }
    }
}

impl Decoder for ChatDecoder {
    fn decode(&mut self, bytes: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        let (mode, seen) = (self.mode, &mut self.seen_event);
        self.events.decode(bytes, |data| {
            *seen = true;
            event(mode, data, emit)
        })?;
        if !self.seen_event {
            let room = HEAD - self.head.len();
            self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
        Ok(())
    }

    fn finish(&mut self, emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        let (mode, seen) = (self.mode, &mut self.seen_event);
        self.events.finish(|data| {
            *seen = true;
            event(mode, data, emit)
        })?;
        let head = excerpt(&String::from_utf8_lossy(&self.head));
        // Of nothing at all the core says that it is empty.
        if self.seen_event || head.is_empty() {
            return Ok(());
        }
        let message = format!("the server sent no event of a stream (check the base URL): {head}");
        Err(Error::new(ErrorKind::Protocol, message))
    }
}

fn event(mode: Mode, data: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
    match data.trim_ascii() {
        b"" => Ok(()),
        b"[DONE]" => {
            emit(Delta::Done);
            Ok(())
        }
        data => {
            let chunk: Chunk<'_> = parse(data, "an event")?;
            deltas(mode, chunk, emit).map(|_| ())
        }
    }
}

/// Reads an answer that came whole.
pub(super) fn whole(mode: Mode, body: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
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

/// Emits what is in the first choice; `false` if there is none.
fn deltas(mode: Mode, chunk: Chunk<'_>, emit: &mut dyn FnMut(Delta<'_>)) -> Result<bool> {
    if let Some(error) = chunk.error {
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
