//! The Responses API.

mod json;

use std::io;

use bytes::Bytes;

use super::end::End;
use super::quirk::Quirk;
use super::said::{Beat, Kind, Part};
use super::speaker::{Brief, CREATED, Speaker};
use super::wire::{self, Event};
use json::{Error, ErrorEvent, Incomplete, Item, Place, Response, What};

pub(super) struct Responses {
    brief: Brief,
    id: String,
    /// The number of the next event.
    sequence: usize,
}

impl Responses {
    pub(super) fn new(brief: Brief) -> Self {
        Self {
            id: brief.id("resp_", 0),
            sequence: 0,
            brief,
        }
    }

    fn part(&self, at: usize) -> &Part {
        &self.brief.said.parts[at]
    }

    fn item_id(&self, at: usize) -> String {
        match self.part(at).kind {
            Kind::Reasoning => self.brief.id("rs_", 0),
            Kind::Content | Kind::Refusal => self.brief.id("msg_", 0),
            Kind::Call { index, .. } => self.brief.id("fc_", index),
            Kind::Function { .. } => self.brief.id("fc_", 0),
        }
    }

    /// An item as it is at first, with its status, or at the end.
    fn item(&self, at: usize, done: bool) -> Item<'_> {
        let part = self.part(at);
        let is_cut = at + 1 == self.brief.said.parts.len() && self.incomplete().is_some();
        let status = match done {
            false => "in_progress",
            true if is_cut => "incomplete",
            true => "completed",
        };
        let parts = || {
            let text = part.text.as_str();
            done.then(|| content(&part.kind, text))
                .into_iter()
                .collect()
        };
        let item = Item {
            id: self.item_id(at),
            status: Some(status),
            ..Item::default()
        };
        match &part.kind {
            Kind::Reasoning => Item {
                kind: "reasoning",
                status: None,
                summary: Some(parts()),
                ..item
            },
            Kind::Content | Kind::Refusal => Item {
                kind: "message",
                content: Some(parts()),
                role: Some("assistant"),
                ..item
            },
            Kind::Call { name, .. } | Kind::Function { name } => {
                let index = match part.kind {
                    Kind::Call { index, .. } => index,
                    _ => 0,
                };
                Item {
                    kind: "function_call",
                    arguments: Some(if done { part.text.as_str() } else { "" }),
                    call_id: Some(self.brief.id("call_", index)),
                    name: Some(name),
                    ..item
                }
            }
        }
    }

    /// Where the text of a part is.
    fn place(&self, at: usize) -> Place {
        let place = Place {
            item_id: Some(self.item_id(at)),
            output_index: Some(at),
            ..Place::default()
        };
        match self.part(at).kind {
            Kind::Content | Kind::Refusal => Place {
                content_index: Some(0),
                ..place
            },
            Kind::Reasoning => Place {
                summary_index: Some(0),
                ..place
            },
            Kind::Call { .. } | Kind::Function { .. } => place,
        }
    }

    /// Why the response is incomplete, if it is.
    fn incomplete(&self) -> Option<&str> {
        match &self.brief.end {
            End::Length => Some("max_output_tokens"),
            End::ContentFilter => Some("content_filter"),
            End::Reason(reason) => Some(reason),
            _ => None,
        }
    }

    /// The response as it is at first.
    fn begun(&self) -> Response<'_> {
        Response {
            id: &self.id,
            object: "response",
            created_at: CREATED,
            status: Some("in_progress"),
            background: false,
            error: None,
            incomplete_details: None,
            instructions: (),
            max_output_tokens: (),
            model: &self.brief.model,
            output: Vec::new(),
            parallel_tool_calls: true,
            previous_response_id: (),
            store: true,
            temperature: 1.0,
            top_p: 1.0,
            truncation: "disabled",
            usage: None,
            user: (),
        }
    }

    fn ended(&self) -> Response<'_> {
        let items = 0..self.brief.said.parts.len();
        let reason = self.incomplete();
        Response {
            status: match self.brief.end {
                End::NoReason => None,
                _ if reason.is_some() => Some("incomplete"),
                _ => Some("completed"),
            },
            incomplete_details: reason.map(|reason| Incomplete { reason }),
            output: items.map(|at| self.item(at, true)).collect(),
            usage: self.brief.usage.then(|| self.brief.tokens().into()),
            ..self.begun()
        }
    }

    fn failed<'a>(&'a self, message: &'a str, code: &'a str) -> Response<'a> {
        Response {
            status: Some("failed"),
            error: Some(Error { code, message }),
            ..self.begun()
        }
    }

    /// The next events, numbered from here.
    fn events<'a>(
        &self,
        events: impl IntoIterator<Item = (&'static str, Place, What<'a>)>,
    ) -> io::Result<Vec<Event>> {
        let numbered = events.into_iter().zip(self.sequence..);
        let event = |((kind, place, what), sequence_number)| {
            let event = json::Event {
                kind,
                sequence_number,
                place,
                what,
                logprobs: kind.starts_with("response.output_text").then_some([]),
            };
            Event::named(kind, &event)
        };
        numbered.map(event).collect()
    }

    fn opened(&self, at: usize) -> io::Result<Vec<Event>> {
        let added = match self.part(at).kind {
            Kind::Reasoning => Some("response.reasoning_summary_part.added"),
            Kind::Content | Kind::Refusal => Some("response.content_part.added"),
            Kind::Call { .. } | Kind::Function { .. } => None,
        };
        let item = What::Item(self.item(at, false));
        let part = added.map(|kind| {
            let part = What::Part(content(&self.part(at).kind, ""));
            (kind, self.place(at), part)
        });
        let item = ("response.output_item.added", output(at), item);
        self.events([item].into_iter().chain(part))
    }

    fn delta(&self, at: usize, text: &str) -> io::Result<Vec<Event>> {
        let kind = match self.part(at).kind {
            Kind::Reasoning => "response.reasoning_summary_text.delta",
            Kind::Content => "response.output_text.delta",
            Kind::Refusal => "response.refusal.delta",
            Kind::Call { .. } | Kind::Function { .. } => {
                // What has no end is never whole.
                let ends = !matches!(self.brief.end, End::Endless(_));
                if ends && self.brief.quirks.has(Quirk::WholeCalls) {
                    return Ok(Vec::new());
                }
                "response.function_call_arguments.delta"
            }
        };
        self.events([(kind, self.place(at), What::Delta(text))])
    }

    fn closed(&self, at: usize) -> io::Result<Vec<Event>> {
        let part = self.part(at);
        let text = part.text.as_str();
        let (kind, what) = match part.kind {
            Kind::Reasoning => ("response.reasoning_summary_text.done", What::Text(text)),
            Kind::Content => ("response.output_text.done", What::Text(text)),
            Kind::Refusal => ("response.refusal.done", What::Refusal(text)),
            Kind::Call { .. } | Kind::Function { .. } => (
                "response.function_call_arguments.done",
                What::Arguments(text),
            ),
        };
        let done = match part.kind {
            Kind::Reasoning => Some("response.reasoning_summary_part.done"),
            Kind::Content | Kind::Refusal => Some("response.content_part.done"),
            Kind::Call { .. } | Kind::Function { .. } => None,
        };
        let part = done.map(|kind| {
            let part = What::Part(content(&part.kind, text));
            (kind, self.place(at), part)
        });
        let item = What::Item(self.item(at, true));
        let item = ("response.output_item.done", output(at), item);
        let text = (kind, self.place(at), what);
        self.events([text].into_iter().chain(part).chain([item]))
    }

    /// Counts on from these events.
    fn counted(&mut self, events: Vec<Event>) -> Vec<Event> {
        self.sequence += events.len();
        events
    }
}

impl Speaker for Responses {
    fn opening(&mut self) -> io::Result<Vec<Event>> {
        let events = ["response.created", "response.in_progress"]
            .map(|kind| (kind, Place::default(), What::Response(self.begun())));
        let events = self.events(events)?;
        Ok(self.counted(events))
    }

    fn beat(&mut self, beat: &Beat) -> io::Result<Vec<Event>> {
        let events = match beat {
            Beat::Open(at) => self.opened(*at)?,
            Beat::Delta(at, delta) => self.delta(*at, delta)?,
            Beat::Close(at) => self.closed(*at)?,
            Beat::Pause => Vec::new(),
        };
        Ok(self.counted(events))
    }

    /// Nothing: the last part is closed, and all else is in the last event.
    fn finish(&mut self) -> io::Result<Vec<Event>> {
        Ok(Vec::new())
    }

    fn marker(&mut self) -> io::Result<Vec<Event>> {
        let kind = match self.incomplete() {
            Some(_) => "response.incomplete",
            None => "response.completed",
        };
        let events = self.events([(kind, Place::default(), What::Response(self.ended()))])?;
        Ok(self.counted(events))
    }

    fn failure(&mut self, message: &str, code: &str) -> io::Result<Vec<Event>> {
        let error = What::Error(ErrorEvent {
            kind: "server_error",
            code,
            message,
            param: (),
        });
        let failed = What::Response(self.failed(message, code));
        let events = self.events([
            ("error", Place::default(), error),
            ("response.failed", Place::default(), failed),
        ])?;
        Ok(self.counted(events))
    }

    fn whole(&self) -> io::Result<Bytes> {
        match &self.brief.end {
            End::ErrorEvent { message, code } => wire::json(&self.failed(message, code)),
            _ => wire::json(&self.ended()),
        }
    }
}

/// The place of an item in the output.
fn output(at: usize) -> Place {
    Place {
        output_index: Some(at),
        ..Place::default()
    }
}

fn content<'a>(kind: &Kind, text: &'a str) -> json::Part<'a> {
    match kind {
        Kind::Reasoning => json::Part::SummaryText { text },
        Kind::Refusal => json::Part::Refusal { refusal: text },
        _ => json::Part::OutputText {
            annotations: [],
            logprobs: [],
            text,
        },
    }
}
