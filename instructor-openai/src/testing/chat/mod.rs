//! Chat Completions.

mod json;

use std::io;

use bytes::Bytes;

use super::ask::Form;
use super::end::End;
use super::quirk::Quirk;
use super::said::{Beat, Kind, Part};
use super::speaker::{Brief, CREATED, Speaker};
use super::wire::{self, Event, Failure};
use json::{Call, Choice, Completion, Function, Message, Said, Usage};

pub(super) struct Chat {
    brief: Brief,
    id: String,
}

impl Chat {
    pub(super) fn new(brief: Brief) -> Self {
        Self {
            id: brief.id("chatcmpl-", 0),
            brief,
        }
    }

    fn has(&self, quirk: Quirk) -> bool {
        self.brief.quirks.has(quirk)
    }

    /// Whether the usage has a chunk of its own, and the chunks before it have a null.
    fn has_usage_apart(&self) -> bool {
        let asked = self.brief.form == Form::Stream { usage: true };
        self.brief.usage && asked && !self.has(Quirk::UsageWithFinish)
    }

    fn usage(&self) -> Usage {
        self.brief.tokens().into()
    }

    /// The part that the first chunk opens, along with the message: the only one.
    fn opened_first(&self) -> Option<&Part> {
        match &*self.brief.said.parts {
            [part] if !self.is_at_once(part) => Some(part),
            _ => None,
        }
    }

    /// Whether a part is a call that one chunk carries.
    fn is_at_once(&self, part: &Part) -> bool {
        part.is_call() && self.has(Quirk::WholeCalls)
    }

    /// Says a text as what the part is. The first time, a call has its name.
    fn say<'a>(
        &self,
        message: &mut Message<'a>,
        part: &'a Part,
        text: Option<&'a str>,
        first: bool,
    ) {
        let named = first || self.has(Quirk::NameRepeated);
        let function = |name: &'a str| Function {
            name: named.then_some(name),
            arguments: text,
        };
        match &part.kind {
            Kind::Content => message.content = Some(text),
            Kind::Refusal => message.refusal = Some(text),
            Kind::Reasoning => message.reasoning_content = text,
            Kind::Function { name } => message.function_call = Some(function(name)),
            Kind::Call { index, name } => message.tool_calls.push(Call {
                index: (self.brief.form != Form::Whole).then_some(*index),
                id: named.then(|| self.brief.id("call_", *index)),
                kind: named.then_some("function"),
                function: function(name),
            }),
        }
    }

    /// What the first delta of a part says.
    fn first_text(&self, part: &Part) -> Option<&'static str> {
        let lacks = part.is_call() && self.has(Quirk::NoArguments);
        (!lacks).then_some("")
    }

    fn chunk(
        &self,
        message: Message<'_>,
        reason: Option<&str>,
        usage: Option<Usage>,
    ) -> io::Result<Event> {
        let choice = Choice {
            index: 0,
            said: Said::Delta(message),
            logprobs: (),
            finish_reason: reason,
        };
        let usage = match usage {
            None => self.has_usage_apart().then_some(None),
            usage => Some(usage),
        };
        Event::of(&self.completion("chat.completion.chunk", &[choice], usage))
    }

    fn completion<'a>(
        &'a self,
        object: &'static str,
        choices: &'a [Choice<'a>],
        usage: Option<Option<Usage>>,
    ) -> Completion<'a> {
        Completion {
            id: &self.id,
            object,
            created: CREATED,
            model: &self.brief.model,
            system_fingerprint: "fp_testing",
            choices,
            usage,
        }
    }

    fn finish_reason(&self) -> Option<&str> {
        let ended = match self.brief.said.parts.last().map(|part| &part.kind) {
            Some(Kind::Call { .. }) => "tool_calls",
            Some(Kind::Function { .. }) => "function_call",
            _ => "stop",
        };
        match &self.brief.end {
            End::Length => Some("length"),
            End::ContentFilter => Some("content_filter"),
            End::Reason(reason) => Some(reason),
            End::NoReason => None,
            _ => Some(ended),
        }
    }
}

impl Speaker for Chat {
    /// The role, and no text yet.
    fn opening(&mut self) -> io::Result<Vec<Event>> {
        let mut message = empty();
        if let Some(part) = self.opened_first() {
            self.say(&mut message, part, self.first_text(part), true);
        }
        Ok(vec![self.chunk(message, None, None)?])
    }

    fn beat(&mut self, beat: &Beat) -> io::Result<Vec<Event>> {
        let mut message = Message::default();
        match beat {
            Beat::Open(at) => {
                let part = &self.brief.said.parts[*at];
                if !part.is_call() || self.is_at_once(part) || self.opened_first().is_some() {
                    return Ok(Vec::new());
                }
                self.say(&mut message, part, self.first_text(part), true);
            }
            Beat::Delta(at, delta) => {
                let part = &self.brief.said.parts[*at];
                self.say(&mut message, part, Some(delta), self.is_at_once(part));
            }
            Beat::Close(_) | Beat::Pause => return Ok(Vec::new()),
        }
        Ok(vec![self.chunk(message, None, None)?])
    }

    /// No text, and why it ends; then the usage.
    fn finish(&mut self) -> io::Result<Vec<Event>> {
        let with_finish = self.brief.usage && self.has(Quirk::UsageWithFinish);
        let usage = with_finish.then(|| self.usage());
        let reason = self.finish_reason();
        let mut events = Vec::new();
        if reason.is_some() || usage.is_some() {
            events.push(self.chunk(Message::default(), reason, usage)?);
        }
        if self.has_usage_apart() {
            let usage = Some(Some(self.usage()));
            let chunk = self.completion("chat.completion.chunk", &[], usage);
            events.push(Event::of(&chunk)?);
        }
        Ok(events)
    }

    fn marker(&mut self) -> io::Result<Vec<Event>> {
        Ok(vec![Event {
            name: None,
            data: b"[DONE]".into(),
        }])
    }

    fn failure(&mut self, message: &str, code: &str) -> io::Result<Vec<Event>> {
        Ok(vec![Event::of(&Failure::server(message, code))?])
    }

    fn whole(&self) -> io::Result<Bytes> {
        if let End::ErrorEvent { message, code } = &self.brief.end {
            return wire::json(&Failure::server(message, code));
        }
        let mut message = empty();
        for part in &self.brief.said.parts {
            self.say(&mut message, part, Some(part.text.as_str()), true);
        }
        let choice = Choice {
            index: 0,
            said: Said::Message(message),
            logprobs: (),
            finish_reason: self.finish_reason(),
        };
        let usage = self.brief.usage.then(|| Some(self.usage()));
        wire::json(&self.completion("chat.completion", &[choice], usage))
    }
}

/// A message with all its keys, as a whole one and the first delta have them.
fn empty<'a>() -> Message<'a> {
    Message {
        role: Some("assistant"),
        content: Some(None),
        refusal: Some(None),
        ..Message::default()
    }
}
