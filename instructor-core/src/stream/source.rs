//! Where the text of an answer comes from, and what has come.

use crate::error::{Attempt, Error, ErrorKind, Result};
#[cfg(feature = "http")]
use crate::hooks::{Grown, Hooks};
use crate::json::utf8::Tail;
use crate::json::{Parser, thoughts};
use crate::partial::Partial;
use crate::response::Response;
use futures_core::Stream;
use std::any::Any;
use std::error::Error as StdError;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Something that brings the text of an answer.
pub(crate) trait ReadText: Send {
    /// Appends what one read brings, which may be nothing. `false` at the end.
    fn poll_text(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>>;

    /// At the end: why a value that is not whole is not, if there is more to say than that.
    fn cause(&self, text: &str) -> Option<Error> {
        let _ = text;
        None
    }

    /// The error, without what is not to be shown.
    fn redact(&self, error: Error) -> Error {
        error
    }

    /// The answer as one that came to nothing, if it is one to a request.
    fn attempt(&self, text: &str, error: &Error) -> Option<Attempt> {
        let _ = (text, error);
        None
    }

    /// What has come beside the value, if the source knows of such.
    fn response(&self) -> Option<&Response> {
        None
    }

    /// After the value, which is in `text`: reads on for what may follow it, within bounds. Appends what is text.
    fn poll_drain(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<()> {
        let _ = (cx, text);
        Poll::Ready(())
    }

    /// Who wants to hear what becomes of the text.
    #[cfg(feature = "http")]
    fn hooks(&self) -> Hooks {
        Hooks::default()
    }

    /// No value comes of `text`.
    fn failed(&mut self, error: &Error, text: &str) {
        let _ = (error, text);
    }
}

pub(crate) struct Source(Box<dyn ReadText>);

impl Source {
    #[cfg(feature = "http")]
    pub(crate) fn new(read: impl ReadText + 'static) -> Self {
        Source(Box::new(read))
    }

    pub(crate) fn text<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<str>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Source(Box::new(TextStream(Box::pin(stream))))
    }

    pub(crate) fn bytes<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<[u8]>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Source(Box::new(ByteStream {
            stream: Box::pin(stream),
            tail: Tail::default(),
        }))
    }
}

struct TextStream<S>(Pin<Box<S>>);

impl<S, I, E> ReadText for TextStream<S>
where
    S: Stream<Item = Result<I, E>> + Send,
    I: AsRef<str>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn poll_text(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>> {
        match ready!(self.0.as_mut().poll_next(cx)) {
            Some(Ok(piece)) => text.push_str(piece.as_ref()),
            Some(Err(error)) => return Poll::Ready(Err(source_error(error))),
            None => return Poll::Ready(Ok(false)),
        }
        Poll::Ready(Ok(true))
    }
}

struct ByteStream<S> {
    stream: Pin<Box<S>>,
    tail: Tail,
}

impl<S, I, E> ReadText for ByteStream<S>
where
    S: Stream<Item = Result<I, E>> + Send,
    I: AsRef<[u8]>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn poll_text(&mut self, cx: &mut Context<'_>, text: &mut String) -> Poll<Result<bool>> {
        let not_utf8 = || Error::new(ErrorKind::Syntax, "the text is not UTF-8");
        match ready!(self.stream.as_mut().poll_next(cx)) {
            Some(Ok(piece)) => match self.tail.push(piece.as_ref(), text) {
                Ok(()) => Poll::Ready(Ok(true)),
                Err(_) => Poll::Ready(Err(not_utf8())),
            },
            Some(Err(error)) => Poll::Ready(Err(source_error(error))),
            // A character that the end cuts was text that is missing; the parser knows of what.
            None => Poll::Ready(Ok(false)),
        }
    }
}

fn source_error(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    let error = error.into();
    Error::new(ErrorKind::Source, format!("the stream failed: {error}")).with_source(error)
}

/// The text of an answer as it is read.
pub(crate) struct Answer {
    /// None once nothing more is wanted of it.
    source: Option<Source>,
    text: String,
    /// Where in it the part begins that was read behind the value, and which no parser has seen.
    drained: Option<usize>,
    /// An error that came in one read with text, which goes first.
    failed: Option<Error>,
    /// What had come beside the value when the source was closed.
    last: Response,
    #[cfg(feature = "http")]
    hooks: Hooks,
}

impl Answer {
    pub(crate) fn new(source: Source) -> Self {
        Answer {
            #[cfg(feature = "http")]
            hooks: source.0.hooks(),
            source: Some(source),
            text: String::new(),
            drained: None,
            failed: None,
            last: Response::default(),
        }
    }

    /// All the text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing has come yet.
    pub(crate) fn is_unread(&self) -> bool {
        self.text.is_empty() && self.source.is_some()
    }

    /// What the model has thought so far.
    pub(crate) fn reasoning(&self) -> &str {
        match &*self.beside().reasoning {
            "" => thoughts(&self.text),
            told => told,
        }
    }

    /// The id of the request, if a server told one.
    pub(crate) fn request_id(&self) -> Option<String> {
        self.beside().request_id.clone()
    }

    /// What has come with the answer so far, and what the parser of its value says of it.
    pub(crate) fn response_of<P: Partial>(&self, parser: &Parser<P>) -> Response {
        let mut response = self.response();
        parser.tell(&mut response);
        let drained = self.drained.and_then(|start| self.text.get(start..));
        response.trailing.push_str(drained.unwrap_or_default());
        response
    }

    fn response(&self) -> Response {
        Response {
            text: self.text.clone(),
            reasoning: self.reasoning().to_owned(),
            ..self.beside().clone()
        }
    }

    /// What has come beside the text.
    fn beside(&self) -> &Response {
        let source = self.source.as_ref();
        let open = source.and_then(|Source(source)| source.response());
        open.unwrap_or(&self.last)
    }

    /// The text of the next read that brings some, or `None` at the end.
    pub(crate) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<&str>>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Err(error));
        }
        let before = self.text.len();
        let Some(Source(source)) = &mut self.source else {
            return Poll::Ready(Ok(None));
        };
        loop {
            let more = match ready!(source.poll_text(cx, &mut self.text)) {
                Ok(more) => more,
                Err(error) if self.text.len() == before => return Poll::Ready(Err(error)),
                Err(error) => {
                    self.failed = Some(error);
                    true
                }
            };
            if self.text.len() > before {
                return Poll::Ready(Ok(Some(&self.text[before..])));
            }
            if !more {
                return Poll::Ready(Ok(None));
            }
        }
    }

    /// At the end, before the value has closed: why it never will, if the source tells.
    pub(crate) fn cause(&self) -> Option<Error> {
        self.source.as_ref()?.0.cause(&self.text)
    }

    /// The answer as one that came to nothing, if it is one to a request that is still open.
    pub(crate) fn attempt(&self, error: &Error) -> Option<Attempt> {
        self.source.as_ref()?.0.attempt(&self.text, error)
    }

    /// The error that ends the stream, with the text that had arrived. The source is closed: a model that goes on writing
    /// is to be paid.
    pub(crate) fn fail(&mut self, error: Error) -> Error {
        let error = self.redact(error);
        self.tell_failed(&error);
        self.close();
        error
            .with_response(self.response())
            .with_partial_json(&self.text)
    }

    /// Nothing more is wanted of it.
    pub(crate) fn close(&mut self) {
        self.last = self.beside().clone();
        self.source = None;
    }

    /// The error, without what is not to be shown. Once the source is closed nothing is read that could show it.
    pub(crate) fn redact(&self, error: Error) -> Error {
        match &self.source {
            Some(Source(source)) => source.redact(error),
            None => error,
        }
    }

    /// Tells that the value has grown to this text, or its element `index`.
    pub(crate) fn tell_grown(
        &self,
        index: Option<usize>,
        closed: bool,
        text: Range<usize>,
        partial: &dyn Any,
    ) {
        #[cfg(feature = "http")]
        self.hooks.grown(Grown {
            index,
            closed,
            text: self.text.get(text).unwrap_or_default(),
            partial,
        });
        #[cfg(not(feature = "http"))]
        let _ = (index, closed, text, partial);
    }

    /// Tells what is wrong with an element.
    pub(crate) fn tell_problems(&self, error: &Error) {
        #[cfg(feature = "http")]
        self.hooks.problems(error);
        #[cfg(not(feature = "http"))]
        let _ = error;
    }

    /// Tells that no value comes of the answer. What follows is another attempt, or the error is the caller's.
    pub(crate) fn tell_failed(&mut self, error: &Error) {
        if let Some(Source(source)) = &mut self.source {
            source.failed(error, &self.text);
        }
    }

    /// Reads on behind the value, within bounds.
    pub(crate) fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.drained.get_or_insert(self.text.len());
        match &mut self.source {
            Some(Source(source)) => source.poll_drain(cx, &mut self.text),
            None => Poll::Ready(()),
        }
    }
}
