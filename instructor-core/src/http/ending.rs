//! What an answer says of itself, and how it ended.

use super::body::Body;
use super::secrets::Secrets;
use crate::error::{Attempt, Error, ErrorKind, Result, excerpt};
use crate::provider::Delta;
use crate::response::{Call, Finish, Response};

/// What is kept of words that are not the value.
const WORDS: usize = 4 << 10;

/// What an answer has said of itself so far, beside its value.
#[derive(Default)]
pub(super) struct Ending {
    /// The call whose text is taken.
    call: Option<usize>,
    calls: Vec<Called>,
    refusal: String,
    prose: String,
    /// Bytes of all that was said beside the value.
    pub(super) beside: usize,
    /// Without the text, which is the value's.
    pub(super) response: Response,
    /// Nothing more is to come: the terminal marker was there, or the answer came whole.
    pub(super) done: bool,
    secrets: Secrets,
}

/// A call that the model made.
#[derive(Default)]
struct Called {
    /// Which, as the provider counts.
    call: usize,
    id: Option<String>,
    name: Option<String>,
    /// None where they are the text of the value.
    arguments: Option<String>,
}

impl Ending {
    pub(super) fn new(body: &Body) -> Self {
        let mut ending = Ending {
            secrets: body.secrets().clone(),
            ..Ending::default()
        };
        ending.response.request_id = body.request_id();
        ending
    }

    /// The error, without what authenticated the request.
    pub(super) fn redact(&self, error: Error) -> Error {
        self.secrets.redact(error)
    }

    /// Notes a piece of the answer; its text goes to `text`.
    pub(super) fn take(&mut self, delta: Delta<'_>, text: &mut String) {
        let response = &mut self.response;
        match delta {
            // One value is asked for: that of the first call. Servers count from 0, or count a text before it.
            Delta::Text { call, text: more } if *self.call.get_or_insert(call) == call => {
                text.push_str(more);
            }
            Delta::Text { text: more, .. } => self.beside += more.len(),
            Delta::Call {
                call,
                id,
                name,
                arguments,
            } => {
                let called = self.called(call);
                called.id = called.id.take().or_else(|| id.map(str::to_owned));
                called.name = called.name.take().or_else(|| name.map(str::to_owned));
                if let Some(more) = arguments {
                    called.arguments.get_or_insert_default().push_str(more);
                }
            }
            Delta::Prose(more) => {
                self.beside += more.len();
                push(&mut self.prose, more);
            }
            Delta::Refusal(more) => {
                self.beside += more.len();
                push(&mut self.refusal, more);
            }
            Delta::Reasoning(more) => {
                self.beside += more.len();
                response.reasoning.push_str(more);
            }
            Delta::Id(id) => note(&mut response.id, id, &self.secrets),
            Delta::Model(model) => note(&mut response.model, model, &self.secrets),
            Delta::Usage(usage) => response.usage = Some(usage),
            Delta::Finish(finish) => response.finish = Some(finish),
            Delta::Done => self.done = true,
        }
    }

    /// The call of this number, which may be new. Mostly it is the last.
    fn called(&mut self, call: usize) -> &mut Called {
        let known = self.calls.iter().rposition(|called| called.call == call);
        let place = known.unwrap_or_else(|| {
            self.calls.push(Called {
                call,
                ..Called::default()
            });
            self.calls.len() - 1
        });
        &mut self.calls[place]
    }

    /// The answer, which came to nothing: its value failed with `error`.
    pub(super) fn attempt(&self, text: &str, error: &Error) -> Attempt {
        let response = Response {
            text: text.to_owned(),
            ..self.response.clone()
        };
        let mut attempt = Attempt::new(error, response);
        let calls = self.calls.iter().filter_map(|called| {
            let arguments = match &called.arguments {
                Some(arguments) => arguments,
                // Of several calls where one was asked for, the value is that of one.
                None if self.call == Some(called.call) => text,
                None => return None,
            };
            let mut call = Call::new(called.name.as_deref()?, arguments);
            call.id.clone_from(&called.id);
            Some(call)
        });
        attempt.calls = calls.collect();
        attempt.prose.clone_from(&self.prose);
        attempt.is_models = self.is_models(error);
        attempt
    }

    /// Whether `error` is of what the model said, which it ended by itself, and not of how the answer was cut.
    pub(super) fn is_models(&self, error: &Error) -> bool {
        let is_cut = matches!(self.response.finish, Some(Finish::Length | Finish::Filter));
        if is_cut || !self.refusal.is_empty() {
            return false;
        }
        match error.kind() {
            ErrorKind::Syntax | ErrorKind::Type | ErrorKind::Invalid | ErrorKind::Missing => true,
            ErrorKind::Incomplete => match self.response.finish {
                Some(finish) => finish == Finish::Stop,
                None => self.done,
            },
            _ => false,
        }
    }

    /// Whether all beside the value is within `limit` bytes. The text of the value is the parser's to bound.
    pub(super) fn check(&self, limit: usize) -> Result<()> {
        if self.beside <= limit {
            return Ok(());
        }
        let what = match self.response.reasoning.len() > limit {
            true => "of reasoning",
            false => "beside the value",
        };
        let message = format!("more than {limit} bytes {what}");
        Err(Error::new(ErrorKind::Limit, message))
    }

    /// Why a value that has not closed never will, if the end tells.
    pub(super) fn cause(&self, text: &str) -> Option<Error> {
        self.why(text).map(|error| self.redact(error))
    }

    fn why(&self, text: &str) -> Option<Error> {
        if !self.refusal.is_empty() {
            let message = format!("the model refused: {}", excerpt(&self.refusal));
            return Some(Error::new(ErrorKind::Refusal, message));
        }
        let (kind, message) = match self.response.finish {
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
                let message = format!("the model answered in words, not with a value: {prose}");
                return Some(Error::new(ErrorKind::Incomplete, message));
            }
            _ if text.is_empty() && !self.response.reasoning.is_empty() => (
                ErrorKind::Incomplete,
                "the answer is empty: the model reasoned, and gave no value",
            ),
            _ if text.is_empty() => (ErrorKind::Incomplete, "the answer is empty"),
            None if !self.done => {
                let message = "the stream broke off before its value was whole";
                return Some(Error::new(ErrorKind::Incomplete, message).retryable());
            }
            Some(Finish::Other) => (
                ErrorKind::Incomplete,
                "the answer ended, for a reason that is not known, before its value was whole",
            ),
            _ => return None,
        };
        Some(Error::new(kind, message))
    }
}

/// Keeps the first of what is told more than once.
fn note(told: &mut Option<String>, more: &str, secrets: &Secrets) {
    if told.is_none() && !more.is_empty() {
        *told = Some(secrets.note(more));
    }
}

/// Appends `more` while there is room: it is to be quoted, not kept.
fn push(words: &mut String, more: &str) {
    if words.len() < WORDS {
        let room = more.floor_char_boundary(WORDS - words.len());
        words.push_str(&more[..room]);
    }
}
