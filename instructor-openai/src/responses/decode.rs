//! Answers of the Responses API, whole and streamed.
//!
//! A stream tells each text several times: in pieces, and then whole in the events that close its part, its item and the
//! answer. What has come in pieces is not taken again; what has not, for some servers send none, is taken from the first of
//! these that has it. Servers differ in what they leave out, set to null or add: anything may be missing, and events of a
//! kind that is not known are skipped.

use super::items::Items;
use crate::error::{tells, told};
use crate::events::{Events, ReadEvent};
use crate::memo::Memo;
use crate::modes::{Call, Emit, Reader};
use crate::text::{Text, text};
use crate::usage;
use instructor_core::provider::{Decoder, Delta, excerpt};
use instructor_core::{Error, ErrorKind, Finish, Limits, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// One event of a stream.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    r#type: Option<Text<'a>>,
    #[serde(borrow)]
    item_id: Option<Text<'a>>,
    output_index: Option<usize>,
    /// Which part of a message.
    content_index: Option<usize>,
    /// Which part of what was thought.
    summary_index: Option<usize>,
    #[serde(borrow)]
    delta: Option<Text<'a>>,
    // What a part is in whole, each kind by its own name.
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    #[serde(borrow)]
    arguments: Option<Text<'a>>,
    /// An item, which begins or is whole.
    item: Option<Value>,
    /// The answer, which begins or is whole.
    response: Option<Value>,
    error: Option<Value>,
    // Of an event that is an error itself.
    message: Option<Value>,
    code: Option<Value>,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Content,
    /// Words before the answer.
    Commentary,
    Refusal,
    Arguments,
    Reasoning,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    id: &'a str,
    index: Option<usize>,
    part: usize,
}

/// What reads a stream.
pub(crate) fn decoder(reader: Box<dyn Reader>, limits: &Limits) -> Box<dyn Decoder> {
    Box::new(Events::new(Responses::new(reader), limits))
}

/// Reads an answer that came whole.
pub(crate) fn whole(reader: Box<dyn Reader>, body: &[u8], emit: Emit<'_>) -> Result<()> {
    Responses::new(reader).read_whole(body, emit)
}

fn parse<'a, T: Deserialize<'a>>(data: &'a [u8], what: &str) -> Result<T> {
    serde_json::from_slice(data).map_err(|error| {
        let data = excerpt(&String::from_utf8_lossy(data));
        // It quotes a text of the wrong type, all of it.
        let error = excerpt(&error.to_string());
        let message = format!("{what} is not of the Responses API: {error}: {data}");
        Error::new(ErrorKind::Protocol, message)
    })
}

/// What has been read of an answer.
struct Responses {
    reader: Box<dyn Reader>,
    items: Items,
    /// Texts are known by what they are and the number of their item.
    memo: Memo<(Kind, usize)>,
    has_begun: bool,
}

impl ReadEvent for Responses {
    const API: &'static str = "the Responses API";

    fn read(&mut self, data: &[u8], emit: Emit<'_>) -> Result<()> {
        if let Some(((kind, number), Text(text))) = self.memo.recall(data) {
            self.hand_on(kind, number, &text, emit);
            return Ok(());
        }
        // Another item may have begun, or ended.
        self.memo.forget();
        let event: Event<'_> = parse(data, "an event")?;
        let name = text(&event.r#type);
        self.has_begun |= name.starts_with("response.");
        if matches!(name, "" | "error") {
            return event.told();
        }
        let (what, stage) = name.rsplit_once('.').unwrap_or((name, ""));
        let kind = match what {
            "response" => {
                let response = event.response.unwrap_or_default();
                return match stage {
                    "completed" => {
                        // Some servers tell only within that it is not.
                        let status = response["status"].as_str().unwrap_or(stage);
                        self.close(&response, status, emit)
                    }
                    "incomplete" | "failed" | "cancelled" => self.close(&response, stage, emit),
                    _ => {
                        tell_origin(&response, emit);
                        Ok(())
                    }
                };
            }
            "response.output_item" => {
                let item = event.item.unwrap_or_default();
                match stage {
                    "added" => self.begin(&item, event.output_index, emit),
                    "done" => self.tell(&item, event.output_index, emit),
                    _ => {}
                }
                return Ok(());
            }
            "response.output_text" => Kind::Content,
            "response.refusal" => Kind::Refusal,
            "response.function_call_arguments" => Kind::Arguments,
            "response.reasoning_summary_text" | "response.reasoning_text" => Kind::Reasoning,
            _ => return Ok(()),
        };
        let place = Place {
            id: text(&event.item_id),
            index: event.output_index,
            part: event.content_index.or(event.summary_index).unwrap_or(0),
        };
        match (stage, kind) {
            ("delta", _) => {
                let text = text(&event.delta);
                if let Some(said) = self.say(kind, place, text, emit) {
                    self.memo.keep(data, said, text);
                }
            }
            ("done", Kind::Content | Kind::Reasoning) => {
                self.say_whole(kind, place, text(&event.text), emit);
            }
            ("done", Kind::Refusal) => self.say_whole(kind, place, text(&event.refusal), emit),
            ("done", Kind::Arguments) => self.say_whole(kind, place, text(&event.arguments), emit),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, emit: Emit<'_>) {
        self.reader.end(emit);
    }

    fn has_begun(&self) -> bool {
        self.has_begun
    }

    fn check(&self, limit: usize) -> Result<()> {
        if self.items.size() > limit {
            let message = format!("more than {limit} bytes of items");
            return Err(Error::new(ErrorKind::Limit, message));
        }
        self.reader.check(limit)
    }

    fn read_whole(&mut self, body: &[u8], emit: Emit<'_>) -> Result<()> {
        let response: Value = parse(body, "the answer")?;
        if !response["output"].is_array() && !tells(&response["error"]) {
            let body = excerpt(&String::from_utf8_lossy(body));
            let message = format!("the answer has no `output`: {body}");
            return Err(Error::new(ErrorKind::Protocol, message));
        }
        let mut is_cut = false;
        self.close(&response, string(&response["status"]), &mut |delta| {
            is_cut |= matches!(delta, Delta::Finish(finish) if finish != Finish::Stop);
            emit(delta);
        })?;
        if !is_cut {
            self.end(emit);
        }
        Ok(())
    }
}

impl Event<'_> {
    /// The error in an event that is one, or holds one and no more.
    fn told(self) -> Result<()> {
        match self.error {
            Some(error) if tells(&error) => Err(told(&error)),
            _ if text(&self.r#type) == "error" => {
                Err(told(&json!({"message": self.message, "code": self.code})))
            }
            _ => Ok(()),
        }
    }
}

impl Responses {
    fn new(reader: Box<dyn Reader>) -> Self {
        Responses {
            reader,
            items: Items::default(),
            memo: Memo::default(),
            has_begun: false,
        }
    }

    /// Tells that an item begins. What it holds already comes again.
    fn begin(&mut self, item: &Value, index: Option<usize>, emit: Emit<'_>) {
        let (number, begun) = self.items.begin(string(&item["id"]), index);
        begun.is_commentary |= item["phase"] == "commentary";
        if item["type"] == "function_call" {
            self.name(number, item, emit);
        }
    }

    /// Tells which function an item calls.
    fn name(&mut self, number: usize, item: &Value, emit: Emit<'_>) {
        let call = Call {
            index: number,
            id: item["call_id"].as_str().filter(|id| !id.is_empty()),
            name: item["name"].as_str().filter(|name| !name.is_empty()),
            arguments: "",
        };
        self.reader.call(call, emit);
    }

    /// Tells what is in an item and has not come yet.
    fn tell(&mut self, item: &Value, index: Option<usize>, emit: Emit<'_>) {
        let id = string(&item["id"]);
        let place = |part| Place { id, index, part };
        match string(&item["type"]) {
            "message" => {
                let (_, message) = self.items.find(id, index);
                message.is_commentary |= item["phase"] == "commentary";
                for (part, content) in parts(&item["content"]) {
                    let (kind, text) = match content["refusal"].as_str() {
                        Some(refusal) => (Kind::Refusal, refusal),
                        None => (Kind::Content, string(&content["text"])),
                    };
                    self.say_whole(kind, place(part), text, emit);
                }
            }
            "function_call" => {
                let (number, call) = self.items.find(id, index);
                if call.lacks(Kind::Arguments, 0) {
                    self.name(number, item, emit);
                }
                if let Ok(Text(arguments)) = Text::deserialize(&item["arguments"]) {
                    self.say_whole(Kind::Arguments, place(0), &arguments, emit);
                }
            }
            // A server tells the thoughts, or their summary.
            "reasoning" => {
                self.items.find(id, index);
                for (part, thought) in parts(&item["summary"]).chain(parts(&item["content"])) {
                    self.say_whole(Kind::Reasoning, place(part), string(&thought["text"]), emit);
                }
            }
            _ => {}
        }
    }

    /// Hands on a text that has come whole, if nothing of it came in pieces.
    fn say_whole(&mut self, kind: Kind, place: Place<'_>, text: &str, emit: Emit<'_>) {
        let (_, item) = self.items.of_text(place.id, place.index);
        if item.lacks(kind, place.part) {
            self.say(kind, place, text, emit);
        }
    }

    /// Hands on a text, or a piece of one; gives what it is, and the number of its item.
    fn say(
        &mut self,
        kind: Kind,
        place: Place<'_>,
        text: &str,
        emit: Emit<'_>,
    ) -> Option<(Kind, usize)> {
        if text.is_empty() {
            return None;
        }
        let (number, item) = self.items.of_text(place.id, place.index);
        let is_next = item.hears(kind, place.part);
        let kind = match kind {
            Kind::Content if item.is_commentary => Kind::Commentary,
            kind => kind,
        };
        // Each part of what was thought is a paragraph.
        if is_next && kind == Kind::Reasoning {
            emit(Delta::Reasoning("\n\n"));
        }
        self.hand_on(kind, number, text, emit);
        Some((kind, number))
    }

    fn hand_on(&mut self, kind: Kind, number: usize, text: &str, emit: Emit<'_>) {
        match kind {
            Kind::Content => self.reader.content(number, text, emit),
            Kind::Commentary => emit(Delta::Prose(text)),
            Kind::Refusal => emit(Delta::Refusal(text)),
            Kind::Reasoning => emit(Delta::Reasoning(text)),
            Kind::Arguments => {
                let call = Call {
                    index: number,
                    id: None,
                    name: None,
                    arguments: text,
                };
                self.reader.call(call, emit);
            }
        }
    }

    /// Tells what an answer says that has ended so.
    fn close(&mut self, response: &Value, status: &str, emit: Emit<'_>) -> Result<()> {
        tell_origin(response, emit);
        if let Some(usage) = usage::read(&response["usage"]) {
            emit(Delta::Usage(usage));
        }
        if tells(&response["error"]) {
            return Err(told(&response["error"]));
        }
        if status == "failed" {
            return Err(told(&json!("the answer failed, and nothing says why")));
        }
        for (index, item) in parts(&response["output"]) {
            self.tell(item, Some(index), emit);
        }
        let finish = match status {
            "cancelled" => return Err(told(&json!("the answer was cancelled"))),
            "incomplete" => match string(&response["incomplete_details"]["reason"]) {
                "max_output_tokens" => Finish::Length,
                "content_filter" => Finish::Filter,
                _ => Finish::Other,
            },
            "completed" | "" => Finish::Stop,
            _ => Finish::Other,
        };
        emit(Delta::Finish(finish));
        emit(Delta::Done);
        Ok(())
    }
}

fn tell_origin(response: &Value, emit: Emit<'_>) {
    emit(Delta::Id(string(&response["id"])));
    emit(Delta::Model(string(&response["model"])));
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The elements of a list, by number.
fn parts(list: &Value) -> impl Iterator<Item = (usize, &Value)> {
    list.as_array().into_iter().flatten().enumerate()
}
