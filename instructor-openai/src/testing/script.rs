//! What the server is told to answer.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::text::Text;

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
const HTML: HeaderValue = HeaderValue::from_static("text/html");

/// The answers of a server, one a request in order. The last one repeats.
///
/// Made from one [`Answer`], an array or a `Vec` of them.
#[derive(Debug, Clone)]
pub struct Script(pub(super) Vec<Answer>);

impl From<Answer> for Script {
    fn from(answer: Answer) -> Self {
        Self(vec![answer])
    }
}

impl From<Vec<Answer>> for Script {
    fn from(answers: Vec<Answer>) -> Self {
        Self(answers)
    }
}

impl<const N: usize> From<[Answer; N]> for Script {
    fn from(answers: [Answer; N]) -> Self {
        Self(answers.into())
    }
}

/// What one request is answered with.
///
/// ```
/// use std::time::Duration;
/// use instructor_openai::testing::{Answer, End};
///
/// let slow = Answer::text(r#"{"city":"Lima"}"#).pause(Duration::from_millis(20));
/// let lost = Answer::text(r#"{"city":"Li"#).end(End::Cut);
/// let busy = Answer::status(503, "<h1>Service Unavailable</h1>").header("retry-after", "2");
/// ```
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) content: Content,
    pub(super) headers: HeaderMap,
    pub(super) first_pause: Duration,
    pub(super) pause: Duration,
    pub(super) end: End,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    /// What the model writes: content, or the arguments of a call if the request has tools.
    Text(Text),
    Refusal(Text),
    /// What the wire carries, whatever the request asked for.
    Bytes {
        status: StatusCode,
        content_type: HeaderValue,
        bytes: Bytes,
        /// Bytes a write; `None` is all at once.
        piece: Option<usize>,
    },
}

/// How an answer ends.
///
/// [`Whole`](End::Whole), [`Length`](End::Length) and [`ContentFilter`](End::ContentFilter) are
/// what OpenAI does; the others are what goes wrong on the way. [`NoMarker`](End::NoMarker) and
/// [`Stop`](End::Stop) are about event streams: an answer that is one JSON body is whole with
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum End {
    /// A finish reason (`stop`, or `tool_calls` for a call), the usage if it was asked for, and
    /// `data: [DONE]`.
    #[default]
    Whole,
    /// As [`Whole`](End::Whole), with the finish reason `length`: the token limit was reached.
    Length,
    /// As [`Whole`](End::Whole), with the finish reason `content_filter`.
    ContentFilter,
    /// As [`Whole`](End::Whole), without `data: [DONE]`.
    NoMarker,
    /// Nothing after the last delta. The body ends well as far as HTTP knows.
    Stop,
    /// The connection is cut in the body: after the last delta, or half-way through a JSON body.
    Cut,
    /// The server fails after the last delta: an error event, and the body ends. An answer that
    /// is one JSON body is the error, with status 200.
    ErrorEvent {
        /// What the server says.
        message: String,
        /// The error's code, such as `server_error`.
        code: String,
    },
    /// Silence after the last delta, until the client leaves. An answer that is one JSON body
    /// does not even begin.
    Never,
}

impl Answer {
    /// A text, usually JSON, four characters a delta.
    ///
    /// If the request has `tools`, the text is the arguments of a call: of the tool that
    /// `tool_choice` names, or of the first.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Content::Text(Text::new(text.into())))
    }

    /// A refusal: the model says why it will not answer.
    pub fn refusal(text: impl Into<String>) -> Self {
        Self::new(Content::Refusal(Text::new(text.into())))
    }

    /// A status with a body, usually an error.
    ///
    /// The content type is `application/json` if the body is JSON, else `text/html`, as of the
    /// proxies that servers stand behind.
    ///
    /// # Panics
    ///
    /// Panics if no answer can have that status: it is below 200 or above 999.
    #[track_caller]
    pub fn status(status: u16, body: impl Into<String>) -> Self {
        let status = match StatusCode::from_u16(status) {
            Ok(status) if !status.is_informational() => status,
            _ => panic!("{status} is not the status of an answer"),
        };
        let body = body.into();
        let json = serde_json::from_str::<serde::de::IgnoredAny>(&body).is_ok();
        let content_type = if json { JSON } else { HTML };
        Self::new(Content::Bytes {
            status,
            content_type,
            bytes: body.into(),
            piece: None,
        })
    }

    /// Exactly these bytes, with status 200.
    ///
    /// # Panics
    ///
    /// Panics if the content type cannot be the value of a header.
    #[track_caller]
    pub fn raw(content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let Ok(content_type) = HeaderValue::from_str(content_type) else {
            panic!("{content_type:?} is not a content type");
        };
        Self::new(Content::Bytes {
            status: StatusCode::OK,
            content_type,
            bytes: bytes.into().into(),
            piece: None,
        })
    }

    fn new(content: Content) -> Self {
        Self {
            content,
            headers: HeaderMap::new(),
            first_pause: Duration::ZERO,
            pause: Duration::ZERO,
            end: End::default(),
        }
    }

    /// Sends `n` characters a delta, at least one.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes, which has [pieces](Self::pieces_of).
    #[track_caller]
    pub fn deltas_of(mut self, n: usize) -> Self {
        self.text_mut().cut_every(n);
        self
    }

    /// Sends these deltas, in place of the text given so far.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes, which has [pieces](Self::pieces_of).
    #[track_caller]
    pub fn deltas(mut self, deltas: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        *self.text_mut() = Text::of_deltas(deltas);
        self
    }

    /// Sends `n` bytes a write, at least one, each as an HTTP chunk of its own.
    ///
    /// # Panics
    ///
    /// Panics for a text or a refusal, which has [deltas](Self::deltas_of).
    #[track_caller]
    pub fn pieces_of(mut self, n: usize) -> Self {
        match &mut self.content {
            Content::Bytes { piece, .. } => *piece = Some(n.max(1)),
            Content::Text(_) | Content::Refusal(_) => panic!("a text has deltas, not pieces"),
        }
        self
    }

    /// Waits this long between two deltas or pieces.
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Waits this long before the first byte of the response.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Adds a header to the response. The server's own of that name gives way.
    ///
    /// # Panics
    ///
    /// Panics if HTTP does not allow that name or value.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value))
        else {
            panic!("{name:?}: {value:?} is not a header");
        };
        self.headers.append(name, value);
        self
    }

    /// Ends the answer this way.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes if the end would have to write more of them:
    /// [`Length`](End::Length), [`ContentFilter`](End::ContentFilter),
    /// [`ErrorEvent`](End::ErrorEvent).
    #[track_caller]
    pub fn end(mut self, end: End) -> Self {
        if matches!(self.content, Content::Bytes { .. }) {
            match end {
                End::Whole | End::NoMarker | End::Stop | End::Cut | End::Never => {}
                End::Length | End::ContentFilter | End::ErrorEvent { .. } => {
                    panic!("{end:?} would write more than the bytes given")
                }
            }
        }
        self.end = end;
        self
    }

    #[track_caller]
    fn text_mut(&mut self) -> &mut Text {
        match &mut self.content {
            Content::Text(text) | Content::Refusal(text) => text,
            Content::Bytes { .. } => panic!("bytes have pieces, not deltas"),
        }
    }
}
