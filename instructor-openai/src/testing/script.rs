//! What the server is told to answer.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::end::End;
use super::quirk::{Quirk, Quirks};
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
    pub(super) reasoning: Option<Text>,
    pub(super) headers: HeaderMap,
    /// Headers that the server does not send.
    pub(super) left_out: Vec<HeaderName>,
    pub(super) first_pause: Duration,
    pub(super) pause: Duration,
    /// Comments before the first event.
    pub(super) keep_alives: usize,
    /// Bytes a write; `None` is an event a write, or all at once.
    pub(super) piece: Option<usize>,
    pub(super) usage: bool,
    pub(super) quirks: Quirks,
    pub(super) end: End,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Speech(Speech),
    /// What the wire carries, whatever the request asked for.
    Bytes {
        status: StatusCode,
        content_type: HeaderValue,
        bytes: Bytes,
    },
    Nothing,
}

/// What the model writes.
#[derive(Debug, Clone)]
pub(super) enum Speech {
    /// Content, or the arguments of a call if the request has tools.
    Text(Text),
    Refusal(Text),
    /// Names and arguments.
    Calls(Vec<(String, Text)>),
}

impl Answer {
    /// A text, usually JSON, four characters a delta.
    ///
    /// If the request has `tools`, the text is the arguments of a call: of the tool that
    /// `tool_choice` names, or of the first. The same goes for `functions`.
    pub fn text(text: impl Into<String>) -> Self {
        Self::said(Speech::Text(Text::new(text.into())))
    }

    /// A refusal: the model says why it will not answer.
    pub fn refusal(text: impl Into<String>) -> Self {
        Self::said(Speech::Refusal(Text::new(text.into())))
    }

    /// Calls of these tools, by name and arguments, one after the other.
    ///
    /// They are made even if the request has no such tool. A request that has `functions` in
    /// place of tools gets the first one: there is room for one.
    ///
    /// ```
    /// use instructor_openai::testing::{Answer, Quirk};
    ///
    /// let both = Answer::calls([("Search", r#"{"query":"rain"}"#), ("Lights", "{}")]);
    /// let mixed = both.clone().quirk(Quirk::Interleaved);
    /// ```
    pub fn calls<N, A>(calls: impl IntoIterator<Item = (N, A)>) -> Self
    where
        N: Into<String>,
        A: Into<String>,
    {
        let calls = calls.into_iter();
        let calls = calls.map(|(name, arguments)| (name.into(), Text::new(arguments.into())));
        Self::said(Speech::Calls(calls.collect()))
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
        })
    }

    /// Another address to ask: `302`, `307` or the like, and the header `location`.
    ///
    /// ```
    /// use instructor_openai::testing::Answer;
    ///
    /// let moved = Answer::redirect(307, "http://127.0.0.1:9/v1/chat/completions");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the status is not one of a redirect, or no header can hold the address.
    #[track_caller]
    pub fn redirect(status: u16, location: &str) -> Self {
        assert!(
            (300..400).contains(&status),
            "{status} is not the status of a redirect"
        );
        Self::status(status, "").header("location", location)
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
        })
    }

    /// Nothing, not even a status: the request is read, and the connection closed.
    ///
    /// With [`End::Reset`] it is reset, with [`End::Never`] it stays open in silence.
    ///
    /// ```
    /// use instructor_openai::testing::{Answer, End};
    ///
    /// let silent = Answer::nothing().end(End::Never);
    /// let silent_after_headers = Answer::raw("text/event-stream", "").end(End::Never);
    /// ```
    pub fn nothing() -> Self {
        Self::new(Content::Nothing)
    }

    fn said(speech: Speech) -> Self {
        Self::new(Content::Speech(speech))
    }

    fn new(content: Content) -> Self {
        Self {
            content,
            reasoning: None,
            headers: HeaderMap::new(),
            left_out: Vec::new(),
            first_pause: Duration::ZERO,
            pause: Duration::ZERO,
            keep_alives: 0,
            piece: None,
            usage: true,
            quirks: Quirks::default(),
            end: End::default(),
        }
    }

    /// Reasons in this way first, four characters a delta.
    ///
    /// Chat Completions has it as `reasoning_content`, as DeepSeek does; Responses as the summary
    /// of a reasoning item.
    ///
    /// ```
    /// use instructor_openai::testing::Answer;
    ///
    /// let thought = Answer::text(r#"{"sum":4}"#).reasoning("Two and two is four.");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics for an answer that the model did not write.
    #[track_caller]
    pub fn reasoning(mut self, text: impl Into<String>) -> Self {
        self.speech_mut("reasoning");
        self.reasoning = Some(Text::new(text.into()));
        self
    }

    /// Sends `n` characters a delta, at least one.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes, which has [pieces](Self::pieces_of).
    #[track_caller]
    pub fn deltas_of(mut self, n: usize) -> Self {
        match self.speech_mut("deltas") {
            Speech::Text(text) | Speech::Refusal(text) => text.cut_every(n),
            Speech::Calls(calls) => calls.iter_mut().for_each(|call| call.1.cut_every(n)),
        }
        self
    }

    /// Sends these deltas, in place of the text given so far.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes, which has [pieces](Self::pieces_of), and for calls.
    #[track_caller]
    pub fn deltas(mut self, deltas: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        match self.speech_mut("deltas") {
            Speech::Text(text) | Speech::Refusal(text) => *text = Text::of_deltas(deltas),
            Speech::Calls(_) => panic!("calls have no text to replace"),
        }
        self
    }

    /// Sends `n` bytes a write, at least one, each as an HTTP chunk of its own.
    ///
    /// A text goes out as through a proxy that does not know where an event ends. With
    /// `usize::MAX` it is held back until the end, or until there is a mebibyte of it.
    pub fn pieces_of(mut self, n: usize) -> Self {
        self.piece = Some(n.max(1));
        self
    }

    /// Waits this long between two deltas, pieces of bytes, or signs of life.
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Waits this long before the first byte of the response.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Sends that many comments before the first event, or as many empty lines before a JSON
    /// body, a [pause](Self::pause) after each: signs of life, as long as the model has not begun.
    ///
    /// # Panics
    ///
    /// Panics for an answer that the model did not write.
    #[track_caller]
    pub fn keep_alives(mut self, n: usize) -> Self {
        self.speech_mut("signs of life");
        self.keep_alives = n;
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

    /// Leaves out a header that the server would send, such as `content-type`.
    ///
    /// # Panics
    ///
    /// Panics if HTTP does not allow that name.
    #[track_caller]
    pub fn without_header(mut self, name: &str) -> Self {
        let Ok(name) = name.parse::<HeaderName>() else {
            panic!("{name:?} is not the name of a header");
        };
        self.left_out.push(name);
        self
    }

    /// Leaves out the usage, although it was asked for.
    pub fn without_usage(mut self) -> Self {
        self.usage = false;
        self
    }

    /// Answers with this quirk, and those given so far.
    ///
    /// ```
    /// use instructor_openai::testing::{Answer, Quirk};
    ///
    /// let odd = Answer::text("{}").quirk(Quirk::Crlf).quirk(Quirk::NoSpace);
    /// ```
    ///
    /// # Panics
    ///
    /// Panics for an answer that the model did not write.
    #[track_caller]
    pub fn quirk(mut self, quirk: Quirk) -> Self {
        self.speech_mut("quirks");
        self.quirks.add(quirk);
        self
    }

    /// Ends the answer this way.
    ///
    /// # Panics
    ///
    /// Panics for an answer of bytes, or of nothing, if the end would have to write more than the
    /// script gives: a finish reason, an event or a sign of life. Nothing is not followed by a
    /// text without end either.
    #[track_caller]
    pub fn end(mut self, end: End) -> Self {
        match (&self.content, &end) {
            (Content::Speech(_), _)
            | (Content::Bytes { .. }, End::Endless(_))
            | (_, End::Whole | End::NoMarker | End::Stop | End::Cut | End::Reset | End::Never) => {}
            _ => panic!("{end:?} would write more than the bytes given"),
        }
        self.end = end;
        self
    }

    #[track_caller]
    fn speech_mut(&mut self, what: &str) -> &mut Speech {
        match &mut self.content {
            Content::Speech(speech) => speech,
            Content::Bytes { .. } | Content::Nothing => {
                panic!("only what the model writes has {what}")
            }
        }
    }
}
