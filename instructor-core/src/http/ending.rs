//! How an answer ended.

use crate::error::{Error, ErrorKind, excerpt};
use crate::provider::{Delta, Finish};

/// What is kept of words that are not the value.
const WORDS: usize = 4 << 10;

/// What an answer has said of itself so far, beside its value.
#[derive(Debug, Default)]
pub(super) struct Ending {
    /// The call whose text is taken.
    call: Option<usize>,
    refusal: String,
    prose: String,
    finish: Option<Finish>,
    /// Nothing more is to come: the terminal marker was there, or the answer came whole.
    pub(super) done: bool,
}

impl Ending {
    /// Notes a piece of the answer; its text goes to `text`.
    pub(super) fn take(&mut self, delta: Delta<'_>, text: &mut String) {
        match delta {
            // One value is asked for: that of the first call. Servers count from 0, or count a text before it.
            Delta::Text { call, text: more } => {
                if *self.call.get_or_insert(call) == call {
                    text.push_str(more);
                }
            }
            Delta::Prose(more) => push(&mut self.prose, more),
            Delta::Refusal(more) => push(&mut self.refusal, more),
            Delta::Finish(finish) => self.finish = Some(finish),
            Delta::Done => self.done = true,
        }
    }

    /// Why a value that has not closed never will, if the end tells.
    pub(super) fn cause(&self, text: &str) -> Option<Error> {
        if !self.refusal.is_empty() {
            let message = format!("the model refused: {}", excerpt(&self.refusal));
            return Some(Error::new(ErrorKind::Refusal, message));
        }
        let (kind, message) = match self.finish {
            Some(Finish::Length) => (
                ErrorKind::Length,
                "the answer was cut at the token limit (raise `max_tokens`) before its value was whole",
            ),
            Some(Finish::Filter) => (
                ErrorKind::Filter,
                "the provider's content filter stopped the answer",
            ),
            _ if text.is_empty() && !self.prose.is_empty() => {
                let prose = excerpt(&self.prose);
                let message = format!("the model answered in words, not with a call: {prose}");
                return Some(Error::new(ErrorKind::Incomplete, message));
            }
            _ if text.is_empty() => (ErrorKind::Incomplete, "the answer is empty"),
            None if !self.done => (
                ErrorKind::Incomplete,
                "the stream broke off before its value was whole",
            ),
            _ => return None,
        };
        Some(Error::new(kind, message))
    }
}

/// Appends `more` while there is room: it is to be quoted, not kept.
fn push(words: &mut String, more: &str) {
    if words.len() < WORDS {
        let room = more.floor_char_boundary(WORDS - words.len());
        words.push_str(&more[..room]);
    }
}
