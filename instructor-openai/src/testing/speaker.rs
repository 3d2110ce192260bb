//! Who says an answer: one of the APIs, a beat at a time or all at once.

use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::ask::{Api, Form};
use super::chat::Chat;
use super::end::End;
use super::quirk::Quirks;
use super::responses::Responses;
use super::said::{Beat, Said, Tokens};
use super::wire::Event;

/// When everything is said to have been made.
pub(super) const CREATED: u32 = 1_727_346_169;

/// What a speaker is told.
pub(super) struct Brief {
    pub(super) said: Arc<Said>,
    pub(super) model: String,
    /// The request's, from 1.
    pub(super) number: usize,
    pub(super) form: Form,
    /// Whether the usage is to be told.
    pub(super) usage: bool,
    pub(super) prompt_tokens: usize,
    pub(super) quirks: Quirks,
    pub(super) end: End,
}

impl Brief {
    pub(super) fn speaker(self, api: Api) -> Box<dyn Speaker> {
        match api {
            Api::Chat => Box::new(Chat::new(self)),
            Api::Responses => Box::new(Responses::new(self)),
        }
    }

    /// How much was read and said, counted only now: a text can be long.
    pub(super) fn tokens(&self) -> Tokens {
        Tokens::new(self.prompt_tokens, &self.said)
    }

    /// A made up id, the same in every run: of the answer, or of a call in it.
    pub(super) fn id(&self, kind: &str, index: usize) -> String {
        match index {
            0 => format!("{kind}{}", self.number),
            _ => format!("{kind}{}_{}", self.number, index + 1),
        }
    }
}

/// Builds the events of one answer, or its one body.
pub(super) trait Speaker: Send {
    /// What comes before anything is said.
    fn opening(&mut self) -> io::Result<Vec<Event>>;

    /// What a beat is on the wire, if anything.
    fn beat(&mut self, beat: &Beat) -> io::Result<Vec<Event>>;

    /// What comes after the last beat of an answer that ends well, up to the marker.
    fn finish(&mut self) -> io::Result<Vec<Event>>;

    /// What marks the end.
    fn marker(&mut self) -> io::Result<Vec<Event>>;

    /// What is said of a failure of the server.
    fn failure(&mut self, message: &str, code: &str) -> io::Result<Vec<Event>>;

    /// The whole answer, not streamed.
    fn whole(&self) -> io::Result<Bytes>;
}
