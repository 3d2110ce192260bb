//! The one error type.

use crate::path::Path;
use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

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
#[error("{message}{}", Place(.path, .offset))]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    path: Option<Path>,
    missing: Vec<Path>,
    offset: Option<usize>,
    status: Option<u16>,
    partial: Option<Box<dyn Any + Send + Sync>>,
    partial_json: Option<String>,
    source: Option<Source>,
}

/// What went wrong, by what one would do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not JSON.
    Syntax,
    /// A value does not fit its type: another JSON kind, a number out of range, an unknown variant.
    Type,
    /// A value breaks a constraint of its schema, or the conversion that its type asks for failed.
    Invalid,
    /// The text is whole, but fields that the type needs are not in it.
    Missing,
    /// The text ended before its value was whole.
    Incomplete,
    /// A limit was passed: see [`Limits`](crate::Limits).
    Limit,
    /// The client is set up wrongly: no key, a base URL that cannot be used.
    Config,
    /// The request cannot be made: a mode that the provider lacks, a body field that it sets itself.
    Request,
    /// The server was not reached, or the connection broke.
    Connection,
    /// A timeout ran out.
    Timeout,
    /// The server answered with an error: a status, or an error event in its stream.
    Status,
    /// What came is not an answer of this wire: a page of HTML, an event that does not parse.
    Protocol,
    /// The model was cut at its token limit.
    Length,
    /// The model refused.
    Refusal,
    /// The provider's filter stopped the answer.
    Filter,
    /// The stream that the caller brought gave an error of its own.
    Source,
}

impl Error {
    /// An error with a message: lower case, no full stop, what is wrong and what would be right.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            path: None,
            missing: Vec::new(),
            offset: None,
            status: None,
            partial: None,
            partial_json: None,
            source: None,
        }))
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

    /// Takes `secret` out of the message, should a server have sent it back.
    #[cfg(feature = "http")]
    pub(crate) fn without(mut self, secret: &str) -> Self {
        if self.0.message.contains(secret) {
            self.0.message = self.0.message.replace(secret, "…").into();
        }
        // An excerpt may have been cut within it.
        let Some(quoted) = self.0.message.strip_suffix('…') else {
            return self;
        };
        let cut = (4..secret.len())
            .rev()
            .find_map(|len| quoted.strip_suffix(secret.get(..len)?));
        if let Some(before) = cut {
            self.0.message = format!("{before}…").into();
        }
        self
    }

    /// The same error once more, for a second caller: without its source and what had arrived.
    pub(crate) fn again(&self) -> Self {
        let mut error = Error::new(self.0.kind, self.0.message.clone());
        error.0.path = self.0.path.clone();
        error.0.missing = self.0.missing.clone();
        error.0.offset = self.0.offset;
        error.0.status = self.0.status;
        error
    }

    pub(crate) fn missing(paths: Vec<Path>) -> Self {
        let mut message = String::from("missing ");
        for (i, path) in paths.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            message.push_str(&format!("{comma}`{path}`"));
        }
        let mut error = Error::new(ErrorKind::Missing, message);
        error.0.path = paths.first().cloned();
        error.0.missing = paths;
        error
    }

    pub(crate) fn at_path(mut self, path: Path) -> Self {
        self.0.path = Some(path);
        self
    }

    /// Sets the place of the one field that is missing.
    pub(crate) fn at_missing(mut self, path: Path) -> Self {
        self.0.missing = vec![path.clone()];
        self.at_path(path)
    }

    pub(crate) fn at_offset(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }

    /// Takes over where `other` is.
    pub(crate) fn at_place_of(mut self, other: Error) -> Self {
        self.0.path = other.0.path;
        self.0.offset = other.0.offset;
        self
    }

    pub(crate) fn with_partial(mut self, partial: Option<impl Any + Send + Sync>) -> Self {
        self.0.partial = partial.map(|partial| Box::new(partial) as Box<dyn Any + Send + Sync>);
        self
    }

    pub(crate) fn with_partial_json(mut self, json: impl Into<String>) -> Self {
        self.0.partial_json = Some(json.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where in the value: what did not fit, the first missing field, or what was still open when the text ended.
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_ref()
    }

    /// Every missing field, if the kind is [`ErrorKind::Missing`].
    pub fn missing_fields(&self) -> &[Path] {
        &self.0.missing
    }

    /// Where in the text, in bytes from its start.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The HTTP status, if the server answered with an error.
    pub fn status(&self) -> Option<u16> {
        self.0.status
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
        if let Some(json) = &self.partial_json {
            debug.field("partial_json", &format_args!("{} bytes", json.len()));
        }
        if let Some(source) = &self.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

/// The start of a text, on one line: what an error quotes of something that a server sent.
///
/// ```
/// assert_eq!(instructor_core::provider::excerpt("<h1>\n  Not found\n</h1>"), "<h1> Not found </h1>");
/// ```
#[cfg(feature = "http")]
pub fn excerpt(text: &str) -> String {
    const CHARS: usize = 200;
    let mut short = String::new();
    for word in text.split_whitespace() {
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        if let Some((end, _)) = short.char_indices().nth(CHARS) {
            short.truncate(end);
            short.push('…');
            break;
        }
    }
    short
}
