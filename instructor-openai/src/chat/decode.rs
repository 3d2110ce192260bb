//! Answers of Chat Completions, whole and streamed.
//!
//! Servers differ in what they leave out, set to null or add: only what is needed is looked at, and anything may be
//! missing. Texts are borrowed from the event where they have no escapes.

use crate::error::{message, tells, told};
use crate::events::{Events, ReadEvent};
use crate::memo::Memo;
use crate::modes::{Call, Emit, Reader};
use crate::text::{Text, text};
use crate::usage;
use instructor_core::provider::{Decoder, Delta, excerpt};
use instructor_core::{Error, ErrorKind, Finish, Limits, Result};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// One event of a stream, or a whole answer.
#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    choices: Option<Vec<Choice<'a>>>,
    usage: Option<Value>,
    error: Option<Value>,
    /// `error` where the rest of the event is one, as is `type`.
    #[serde(borrow)]
    object: Option<Text<'a>>,
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    message: Option<Value>,
    detail: Option<Value>,
    code: Option<Value>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    index: Option<usize>,
    /// In an event.
    #[serde(borrow)]
    delta: Option<Said<'a>>,
    /// In a whole answer.
    #[serde(borrow)]
    message: Option<Said<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Said<'a> {
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    /// What the model thinks, as most servers name it.
    #[serde(borrow)]
    reasoning_content: Option<Text<'a>>,
    /// As some others do, or both.
    #[serde(borrow)]
    reasoning: Option<Text<'a>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<ToolCall<'a>>>,
    #[serde(borrow)]
    function_call: Option<Function<'a>>,
}

#[derive(Deserialize)]
struct ToolCall<'a> {
    index: Option<usize>,
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    function: Option<Function<'a>>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    arguments: Option<Text<'a>>,
}

/// Where the text of an event stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Content,
    Reasoning,
    /// In the arguments of the call of this number.
    Arguments(usize),
}

/// What reads a stream.
pub(crate) fn decoder(reader: Box<dyn Reader>, limits: &Limits) -> Box<dyn Decoder> {
    let chat = ChatEvents::new(reader);
    Box::new(Events::new(chat, limits))
}

struct ChatEvents {
    reader: Box<dyn Reader>,
    memo: Memo<Place>,
    /// Whether the id and the model have been told: they are the same in each event.
    has_id: bool,
    /// Whether an event of this API has come.
    is_chat: bool,
}

impl ChatEvents {
    fn new(reader: Box<dyn Reader>) -> Self {
        ChatEvents {
            reader,
            memo: Memo::default(),
            has_id: false,
            is_chat: false,
        }
    }
}

impl ReadEvent for ChatEvents {
    const API: &'static str = "Chat Completions";

    fn read(&mut self, data: &[u8], emit: Emit<'_>) -> Result<()> {
        if let Some((place, Text(text))) = self.memo.recall(data) {
            say(&mut *self.reader, place, &text, emit);
            return Ok(());
        }
        let mut spare = Value::Null;
        let mut chunk = parse(data, &mut spare, "an event")?;
        if let Some((place, text)) = chunk.only_text() {
            self.memo.keep(data, place, text);
        }
        self.is_chat |= chunk.is_chat();
        if !self.is_chat {
            // Whatever it counts, it is not told as this API tells it.
            chunk.usage = None;
        }
        if !self.has_id {
            // Azure begins with an event that has none.
            self.has_id = !text(&chunk.id).is_empty();
            chunk.tell_origin(emit);
        }
        chunk.tell(&mut *self.reader, emit)?;
        Ok(())
    }

    fn end(&mut self, emit: Emit<'_>) {
        self.reader.end(emit);
    }

    fn has_begun(&self) -> bool {
        self.is_chat
    }

    fn check(&self, limit: usize) -> Result<()> {
        self.reader.check(limit)
    }

    fn read_whole(&mut self, body: &[u8], emit: Emit<'_>) -> Result<()> {
        whole(&mut *self.reader, body, emit)
    }
}

/// Reads an answer that came whole.
pub(crate) fn whole(reader: &mut dyn Reader, body: &[u8], emit: Emit<'_>) -> Result<()> {
    let mut spare = Value::Null;
    let mut chunk = parse(body, &mut spare, "the answer")?;
    if !chunk.is_chat() {
        chunk.usage = None;
    }
    chunk.tell_origin(emit);
    let mut is_cut = false;
    let found = chunk.tell(reader, &mut |delta| {
        is_cut |= matches!(delta, Delta::Finish(finish) if finish != Finish::Stop);
        emit(delta);
    })?;
    if found {
        if !is_cut {
            reader.end(emit);
        }
        return reader.check(usize::MAX);
    }
    let body = excerpt(&String::from_utf8_lossy(body));
    let message = format!("the answer has no `choices`: {body}");
    Err(Error::new(ErrorKind::Protocol, message))
}

/// Reads what `data` says. `spare` holds what cannot be borrowed from it.
fn parse<'a>(data: &'a [u8], spare: &'a mut Value, what: &str) -> Result<Chunk<'a>> {
    let error = match serde_json::from_slice(data) {
        Ok(chunk) => return Ok(chunk),
        Err(error) => error,
    };
    // A field that comes twice is all that may be wrong: the last one counts.
    if let Ok(value) = serde_json::from_slice(data) {
        *spare = value;
        if let Ok(chunk) = Chunk::deserialize(&*spare) {
            return Ok(chunk);
        }
    }
    let data = excerpt(&String::from_utf8_lossy(data));
    // It quotes a text of the wrong type, all of it.
    let error = excerpt(&error.to_string());
    let message = format!("{what} is not of Chat Completions: {error}: {data}");
    Err(Error::new(ErrorKind::Protocol, message))
}

/// Why an answer ended: in OpenAI's words, or in those of servers that pass on what their model or its maker says.
fn finish(reason: &str) -> Option<Finish> {
    Some(match &*reason.to_ascii_lowercase() {
        "" => return None,
        "stop" | "tool_calls" | "function_call" => Finish::Stop,
        "end_turn" | "eos" | "eos_token" | "stop_sequence" | "tool_use" => Finish::Stop,
        "length" | "max_tokens" | "model_length" => Finish::Length,
        "content_filter" | "safety" => Finish::Filter,
        _ => Finish::Other,
    })
}

/// Hands a text to the reader, from where it stood.
fn say(reader: &mut dyn Reader, place: Place, text: &str, emit: Emit<'_>) {
    match place {
        Place::Content => reader.content(0, text, emit),
        Place::Reasoning => emit(Delta::Reasoning(text)),
        Place::Arguments(index) => reader.call(
            Call {
                index,
                id: None,
                name: None,
                arguments: text,
            },
            emit,
        ),
    }
}

impl Chunk<'_> {
    /// The text of an event that tells nothing else, and where it stands.
    fn only_text(&self) -> Option<(Place, &str)> {
        let (None, None, Some([choice])) = (&self.error, &self.usage, self.choices.as_deref())
        else {
            return None;
        };
        if choice.index.unwrap_or(0) != 0 || choice.finish_reason.is_some() {
            return None;
        }
        match choice.delta.as_ref()?.only_text()? {
            (place, Text(Cow::Borrowed(text))) => Some((place, text)),
            (_, Text(Cow::Owned(_))) => None,
        }
    }

    fn tell_origin(&self, emit: Emit<'_>) {
        emit(Delta::Id(text(&self.id)));
        emit(Delta::Model(text(&self.model)));
    }

    fn is_chat(&self) -> bool {
        self.choices.is_some() || text(&self.object).starts_with("chat.completion")
    }

    /// The error that it is, if it is one.
    fn error(&self) -> Option<Error> {
        let choices = self.choices.iter().flatten().enumerate();
        let first = choices.filter(|(place, choice)| choice.is_first(*place));
        let within = first.filter_map(|(_, choice)| choice.error.as_ref());
        let mut errors = self.error.iter().chain(within);
        if let Some(error) = errors.find(|error| tells(error)) {
            return Some(told(error));
        }
        let is_named = [&self.object, &self.r#type]
            .into_iter()
            .any(|name| text(name) == "error");
        let message = [&self.message, &self.detail]
            .into_iter()
            .find_map(|words| message(words.as_ref()?));
        let is_bare = self.choices.is_none() && message.is_some();
        let fields = || serde_json::json!({"message": message, "code": self.code});
        (is_named || is_bare).then(|| told(&fields()))
    }

    /// Tells what is in the first choice; `false` if there is none.
    fn tell(self, reader: &mut dyn Reader, emit: Emit<'_>) -> Result<bool> {
        // What it says beside its error had arrived.
        let error = self.error();
        if let Some(usage) = self.usage.as_ref().and_then(usage::read) {
            emit(Delta::Usage(usage));
        }
        let mut found = false;
        for (place, choice) in self.choices.into_iter().flatten().enumerate() {
            if !choice.is_first(place) {
                continue;
            }
            // In an event there may be more of it. A second answer is another, however it is counted.
            if choice.message.is_some() && found {
                break;
            }
            found = true;
            choice.tell(reader, emit);
        }
        error.map_or(Ok(found), Err)
    }
}

impl Choice<'_> {
    /// Whether it is of the first answer, by its index or else by its place in the event.
    fn is_first(&self, place: usize) -> bool {
        self.index.unwrap_or(place) == 0
    }

    fn tell(self, reader: &mut dyn Reader, emit: Emit<'_>) {
        if let Some(said) = self.delta.or(self.message) {
            said.tell(reader, emit);
        }
        if let Some(finish) = finish(text(&self.finish_reason)) {
            emit(Delta::Finish(finish));
        }
    }
}

impl<'a> Said<'a> {
    /// The one text in it, if there is no more than that.
    fn only_text(&self) -> Option<(Place, &Text<'a>)> {
        if self.refusal.is_some() {
            return None;
        }
        let mut texts = [
            self.content.as_ref().map(|text| (Place::Content, text)),
            self.reasoning_content
                .as_ref()
                .map(|text| (Place::Reasoning, text)),
            self.reasoning.as_ref().map(|text| (Place::Reasoning, text)),
            self.function_call
                .as_ref()
                .and_then(|function| function.only_arguments(0)),
        ]
        .into_iter()
        .flatten();
        let (first, second) = (texts.next(), texts.next());
        match (first, second, self.tool_calls.as_deref()) {
            (only, None, None) => only,
            (None, None, Some([call])) if text(&call.id).is_empty() => {
                let function = call.function.as_ref()?;
                function.only_arguments(call.index.unwrap_or(0))
            }
            _ => None,
        }
    }

    fn tell(self, reader: &mut dyn Reader, emit: Emit<'_>) {
        let refusal = text(&self.refusal);
        if !refusal.is_empty() {
            emit(Delta::Refusal(refusal));
        }
        // Some servers write it twice, under either name.
        let thought = [text(&self.reasoning_content), text(&self.reasoning)];
        if let Some(thought) = thought.into_iter().find(|thought| !thought.is_empty()) {
            emit(Delta::Reasoning(thought));
        }
        if let Some(Text(content)) = self.content {
            reader.content(0, &content, emit);
        }
        for (place, call) in self.tool_calls.into_iter().flatten().enumerate() {
            // A whole answer numbers its calls by their place alone.
            let index = call.index.unwrap_or(place);
            if let Some(function) = call.function {
                function.tell(index, text(&call.id), reader, emit);
            }
        }
        if let Some(function) = self.function_call {
            function.tell(0, "", reader, emit);
        }
    }
}

impl<'a> Function<'a> {
    fn only_arguments(&self, index: usize) -> Option<(Place, &Text<'a>)> {
        match &self.name {
            None => Some((Place::Arguments(index), self.arguments.as_ref()?)),
            Some(_) => None,
        }
    }

    fn tell(&self, index: usize, id: &str, reader: &mut dyn Reader, emit: Emit<'_>) {
        let name = text(&self.name);
        let call = Call {
            index,
            id: (!id.is_empty()).then_some(id),
            name: (!name.is_empty()).then_some(name),
            arguments: text(&self.arguments),
        };
        reader.call(call, emit);
    }
}

#[cfg(test)]
mod tests;
