//! The one error type.

mod attempt;
mod kind;
mod made;
mod problem;

pub use attempt::Attempt;
pub use kind::{ErrorKind, Timeout};
pub use problem::Problem;

use crate::path::Path;
use crate::problem::{IntoProblems, told_by};
use crate::response::Response;
use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn StdError + Send + Sync + 'static>;

/// Whatever went wrong between the request and the finished value.
///
/// The error is one pointer wide. [`kind`](Error::kind) says what to do about it; [`path`](Error::path) and
/// [`offset`](Error::offset) say where; [`partial`](Error::partial) and [`partial_json`](Error::partial_json) hold what had
/// arrived. The key and the headers of the request are never in it, and of the model's answer no more than a short quote of a value
/// that does not fit.
///
/// ```
/// use instructor_core::{ErrorKind, Parser};
///
/// let mut parser = Parser::<Vec<u8>>::new();
/// let error = parser.feed("[1, 256]").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Type);
/// assert_eq!(error.to_string(), "256 is out of range for u8 at `[1]`, byte 4");
/// ```
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(thiserror::Error)]
#[error("{message}{}{}", Place(.path, .offset), .note.as_deref().unwrap_or_default())]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    path: Option<Path>,
    missing: Vec<Path>,
    problems: Vec<Problem>,
    offset: Option<usize>,
    status: Option<u16>,
    code: Option<String>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    /// Where the kind and the status do not tell.
    is_retryable: Option<bool>,
    response: Option<Response>,
    partial: Option<Box<dyn Any + Send + Sync>>,
    partial_json: Option<String>,
    attempts: Option<Arc<[Attempt]>>,
    /// What is said behind all else: why there was no further attempt.
    note: Option<Cow<'static, str>>,
    source: Option<Source>,
}

impl Error {
    /// An error with a message: lower case, no full stop, what is wrong and what would be right.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            path: None,
            missing: Vec::new(),
            problems: Vec::new(),
            offset: None,
            status: None,
            code: None,
            request_id: None,
            retry_after: None,
            is_retryable: None,
            response: None,
            partial: None,
            partial_json: None,
            attempts: None,
            note: None,
            source: None,
        }))
    }

    /// What a check says of a value that is not as it should be: a text, [`Problem`]s with their paths, or a list of them.
    ///
    /// A check that fails with an [`Error`] can so say something of its own, and use `?` for the rest: see [`IntoProblems`].
    ///
    /// ```
    /// use instructor_core::{Error, ErrorKind};
    ///
    /// let error = Error::invalid("nobody is called so");
    /// assert_eq!(error.kind(), ErrorKind::Invalid);
    /// assert_eq!(error.problems()[0].message, "nobody is called so");
    /// ```
    pub fn invalid(what: impl IntoProblems) -> Self {
        match told_by(what) {
            Ok(problems) => Error::of_problems(problems, Vec::new()),
            Err(error) => error,
        }
    }

    /// An error of the caller's own, of the kind [`Source`](ErrorKind::Source): a check could not be made, and nothing is known of the
    /// value. See [`IntoProblems`].
    ///
    /// ```
    /// use instructor_core::{Error, ErrorKind, Result};
    ///
    /// fn names() -> Result<String> {
    ///     std::fs::read_to_string("no/such/file").map_err(Error::other)
    /// }
    ///
    /// assert_eq!(names().unwrap_err().kind(), ErrorKind::Source);
    /// ```
    pub fn other(error: impl Into<Source>) -> Self {
        let error = error.into();
        Error::new(ErrorKind::Source, error.to_string()).with_source(error)
    }

    /// Why a check could not be made. What came with another answer, which it asked for, is of no use to who asked for this one:
    /// that error is the one underneath.
    pub(crate) fn of_check(mut self) -> Self {
        let message = format!("a check could not be made: {}", self.0.message);
        if self.0.kind.is_of_answer() {
            let mut error = Error::new(ErrorKind::Source, message);
            error.0.is_retryable = Some(self.is_retryable());
            return error.with_source(self);
        }
        self.0.message = message.into();
        self
    }

    /// Sets the error underneath, which [`source`](std::error::Error::source) returns.
    pub fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Sets the HTTP status that the server answered with.
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Sets the provider's code for what went wrong.
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Says that the same request will fail again, whatever the status says of others: a quota that is used up.
    pub fn not_retryable(mut self) -> Self {
        self.0.is_retryable = Some(false);
        self
    }

    /// Says that the same request may go well the next time, though no status tells so: the server failed while it answered.
    pub fn retryable(mut self) -> Self {
        self.0.is_retryable = Some(true);
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where in the value: what did not fit, the first missing field, the object without its tag, or what was still open when
    /// the text ended.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_ref()
    }

    /// Every missing field, if the kind is [`ErrorKind::Missing`], or [`ErrorKind::Invalid`] of a whole value.
    pub fn missing_fields(&self) -> &[Path] {
        &self.0.missing
    }

    /// All that is wrong with the value, each with its path. Of a whole answer that is every problem of every field; a stream
    /// stops at the first field that is wrong, and says all that is wrong with that. Of an error that is about no value (a
    /// timeout, a status) there are none. Of a whole answer that is no JSON or does not fit its type, what had closed by then
    /// is looked at too.
    ///
    /// ```
    /// use instructor_core::{Extract, Partial};
    ///
    /// #[derive(Extract, Debug)]
    /// struct User {
    ///     name: String,
    ///     #[extract(max = 150)]
    ///     age: u8,
    /// }
    ///
    /// let user = PartialUser { name: None, age: Some(250) };
    /// let error = user.complete().unwrap_err();
    /// assert_eq!(error.to_string(), "250 is more than the maximum of 150 at `age`; missing `name`");
    /// let problems: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    /// assert_eq!(problems, ["age: 250 is more than the maximum of 150", "name: missing"]);
    /// ```
    pub fn problems(&self) -> Vec<Problem> {
        let inner = &*self.0;
        if !inner.problems.is_empty() {
            return inner.problems.clone();
        }
        if !inner.missing.is_empty() {
            let missing = |path: &Path| Problem::new(path.clone(), "missing");
            return inner.missing.iter().map(missing).collect();
        }
        match inner.kind {
            ErrorKind::Syntax | ErrorKind::Type | ErrorKind::Invalid => {
                let path = inner.path.clone().unwrap_or_default();
                vec![Problem::new(path, inner.message.clone())]
            }
            _ => Vec::new(),
        }
    }

    /// The problems, or the whole of it as one.
    pub(crate) fn told(&self) -> Vec<Problem> {
        match self.problems() {
            problems if problems.is_empty() => {
                let path = self.0.path.clone().unwrap_or_default();
                vec![Problem::new(path, self.0.message.clone())]
            }
            problems => problems,
        }
    }

    /// Whether it is about a value that the caller has: one that was checked, or a text that was parsed. What a model answered to
    /// a question of the check's is not.
    pub(crate) fn is_of_value(&self) -> bool {
        let kind = self.0.kind;
        let is_answered = self.0.response.is_some() || self.0.partial_json.is_some();
        !is_answered
            && matches!(
                kind,
                ErrorKind::Syntax
                    | ErrorKind::Type
                    | ErrorKind::Invalid
                    | ErrorKind::Missing
                    | ErrorKind::Incomplete
            )
    }

    /// The answers of this request that came to nothing, the last one too, each with what was wrong with it.
    ///
    /// Without `max_retries` there is the one that this error is about, if an answer came. There are none without the client: of
    /// a [`Parser`](crate::Parser), and of the streams over any other stream.
    pub fn attempts(&self) -> &[Attempt] {
        self.0.attempts.as_deref().unwrap_or_default()
    }

    /// Where in the text, in bytes from its start.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The HTTP status, if the server answered with an error.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The provider's own code for what went wrong: `rate_limit_exceeded`, `insufficient_quota`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The id of the request, from a header of the answer: what a provider's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Whether the same request may go well when it is sent again: the network failed, a timeout ran out, the server
    /// answered with a status that passes (408, 409, 429, 500 to 599), or it failed
    /// while it answered.
    ///
    /// The client has sent a request again already where no answer has begun, as hardly anything can have been billed for
    /// it: see `Retries`. After any other error it is for the caller to weigh what was paid.
    pub fn is_retryable(&self) -> bool {
        match (self.0.is_retryable, self.0.kind) {
            (Some(told), _) => told,
            (None, ErrorKind::Connection | ErrorKind::Timeout(_)) => true,
            (None, ErrorKind::Status) => {
                matches!(self.0.status, Some(408 | 409 | 429 | 500..=599))
            }
            _ => false,
        }
    }

    /// How long the server asked to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What came with the answer that this is about: its id, its usage, why it ended.
    pub fn response(&self) -> Option<&Response> {
        self.0.response.as_ref()
    }

    /// The text of the answer that had arrived.
    pub fn partial_json(&self) -> Option<&str> {
        self.0.partial_json.as_deref()
    }

    /// The partial that had been filled, if it is a `P`.
    ///
    /// ```
    /// use instructor_core::Parser;
    ///
    /// let mut parser = Parser::<Vec<u8>>::new();
    /// parser.feed("[1, 2, 3").unwrap();
    /// let error = parser.finish().unwrap_err();
    /// // Whether that was to be 3 or 34 is not known.
    /// assert_eq!(error.partial::<Vec<u8>>(), Some(&vec![1, 2]));
    /// ```
    pub fn partial<P: 'static>(&self) -> Option<&P> {
        self.0.partial.as_ref()?.downcast_ref()
    }
}

/// ` at `users[3].age`, byte 120`
struct Place<'a>(&'a Option<Path>, &'a Option<usize>);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text of a missing field has no place, and its message names the path.
        let Some(offset) = self.1 else {
            return Ok(());
        };
        match self.0 {
            Some(path) if !path.is_root() => write!(f, " at `{path}`, byte {offset}"),
            _ => write!(f, " at byte {offset}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.kind)
            .field("message", &self.message);
        if let Some(path) = &self.path {
            debug.field("path", &format_args!("`{path}`"));
        }
        if let Some(offset) = self.offset {
            debug.field("offset", &offset);
        }
        if let Some(status) = self.status {
            debug.field("status", &status);
        }
        if let Some(code) = &self.code {
            debug.field("code", code);
        }
        if let Some(id) = &self.request_id {
            debug.field("request_id", id);
        }
        if let Some(wait) = &self.retry_after {
            debug.field("retry_after", wait);
        }
        if let Some(response) = &self.response {
            debug.field("response", response);
        }
        if let Some(attempts) = &self.attempts {
            debug.field("attempts", &attempts.len());
        }
        if let Some(json) = &self.partial_json {
            debug.field("partial_json", &format_args!("{} bytes", json.len()));
        }
        if let Some(source) = &self.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

/// The start of a text, on one line: what an error quotes of something that a server sent. Control characters, which a
/// terminal would obey, are not in it.
///
/// ```
/// use instructor_core::provider::excerpt;
///
/// assert_eq!(excerpt("<h1>\n  Not found\n</h1>"), "<h1> Not found </h1>");
/// assert_eq!(excerpt("\u{1b}[2Jgone"), "\u{fffd}[2Jgone");
/// ```
#[cfg(feature = "http")]
pub fn excerpt(text: &str) -> String {
    const CHARS: usize = 200;
    let mut short = String::new();
    for word in text.split_whitespace() {
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().map(|c| match c.is_control() {
            true => char::REPLACEMENT_CHARACTER,
            false => c,
        }));
        if let Some((end, _)) = short.char_indices().nth(CHARS) {
            short.truncate(end);
            short.push('…');
            break;
        }
    }
    short
}
