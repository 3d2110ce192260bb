//! Where the text of an answer comes from, and what has come.

use crate::error::{Error, ErrorKind, Result};
use crate::json::utf8::Tail;
use futures_core::Stream;
use std::error::Error as StdError;
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

    /// After the value: reads on for what may follow it, within bounds.
    fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let _ = cx;
        Poll::Ready(())
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

/// What the end of the answer tells says more than that something was open.
pub(crate) fn explain(error: Error, cause: Option<Error>) -> Error {
    match cause {
        Some(cause) if error.kind() == ErrorKind::Incomplete => cause.at_place_of(error),
        _ => error,
    }
}

/// The text of an answer as it is read.
pub(crate) struct Answer {
    source: Source,
    text: String,
    /// An error that came in one read with text, which goes first.
    failed: Option<Error>,
}

impl Answer {
    pub(crate) fn new(source: Source) -> Self {
        Answer {
            source,
            text: String::new(),
            failed: None,
        }
    }

    /// All the text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text of the next read that brings some, or `None` at the end.
    pub(crate) fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<&str>>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Err(error));
        }
        let before = self.text.len();
        loop {
            let more = match ready!(self.source.0.poll_text(cx, &mut self.text)) {
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

    /// Ends the parser, and explains why the value is not whole.
    pub(crate) fn end(&self, end: impl FnOnce() -> Result<()>) -> Result<()> {
        end().map_err(|error| explain(error, self.source.0.cause(&self.text)))
    }

    /// The error, with the text that had arrived.
    pub(crate) fn attach(&self, error: Error) -> Error {
        error.with_partial_json(&self.text)
    }

    /// Reads on behind the value, within bounds.
    pub(crate) fn poll_drain(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.source.0.poll_drain(cx)
    }
}
