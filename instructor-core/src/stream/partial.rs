//! Growing snapshots of one value.

use super::changes::ChangeStream;
use super::sides::Sides;
use super::snapshot::Snapshot;
use super::source::{Answer, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::Extract;
use crate::json::{Parser, Setup, complete, partial_of};
use crate::partial::Completion;
use crate::response::Response;
use futures_core::Stream;
use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Yields a snapshot of the value for each read that brings text, the last of which is the whole value.
///
/// [`Extract::stream_partial`] makes one of a request, [`from_text`](PartialStream::from_text) and
/// [`from_bytes`](PartialStream::from_bytes) of any stream of text. If the answer ends before the value is whole, the
/// last item is an error that holds what had arrived. Dropping the stream closes its connection.
///
/// A consumer that drops each snapshot before it asks for the next costs nothing beyond the parsing. For one that keeps
/// the last (in a `watch` channel, say) each byte is read twice.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use instructor_core::{Error, PartialStream};
///
/// let pieces = [r#"["on"#, r#"e", "t"#, r#"wo"]"#].map(Ok::<_, Error>);
/// let mut stream = PartialStream::<Vec<String>>::from_text(futures_util::stream::iter(pieces));
/// while let Some(snapshot) = stream.next().await {
///     println!("{:?}", snapshot?); // ["on"], then ["one", "t"], then ["one", "two"]
/// }
/// let whole: Vec<String> = stream.complete().await?;
/// assert_eq!(whole, ["one", "two"]);
/// # Ok::<(), Error>(()) }).unwrap();
/// ```
pub struct PartialStream<T: Extract> {
    answer: Answer,
    sides: Sides<T::Partial>,
    ended: bool,
    /// What the stream failed with, for a caller who asks for the value all the same.
    failure: Option<Error>,
}

impl<T: Extract> PartialStream<T> {
    /// Snapshots of the value whose text comes from `stream`.
    pub fn from_text<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<str>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::new(Source::text(stream), Setup::default())
    }

    /// Snapshots of the value whose text comes from `stream` as bytes, which may be cut within a character.
    pub fn from_bytes<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<[u8]>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::new(Source::bytes(stream), Setup::default())
    }

    pub(crate) fn new(source: Source, setup: Setup) -> Self {
        PartialStream {
            answer: Answer::new(source),
            sides: Sides::new(Parser::of(setup).with_changes()),
            ended: false,
            failure: None,
        }
    }

    /// The next snapshot, or `None` after the whole value or an error.
    ///
    /// That `None` may be up to 2 s later than the whole value: what the server sends behind it is read first, the usage
    /// among it, so that the connection can be used again.
    pub async fn next(&mut self) -> Option<Result<Snapshot<T::Partial>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads what is left of the answer, and completes the value.
    ///
    /// # Errors
    ///
    /// If the answer ended before the value was whole, in whichever way, or fields are missing. The error holds what had
    /// arrived.
    pub async fn complete(mut self) -> Result<T> {
        self.read_to_end().await?;
        self.completed()
    }

    async fn read_to_end(&mut self) -> Result<()> {
        while let Some(snapshot) = self.next().await {
            snapshot?;
        }
        if let Some(failure) = self.failure.take() {
            return Err(self.failed(failure));
        }
        Ok(())
    }

    /// The value of an answer that was read to its end.
    fn completed(self) -> Result<T> {
        let setup = self.sides.front().setup();
        let PartialStream {
            mut answer, sides, ..
        } = self;
        match sides.into_partial() {
            Some(partial) => complete(partial, Completion::of(&setup)).map_err(|error| {
                let partial = partial_of::<T::Partial>(answer.text(), setup);
                answer.fail(error).with_partial(partial)
            }),
            None => Err(answer.fail(Error::new(ErrorKind::Incomplete, "the answer is empty"))),
        }
    }

    /// As [`complete`](PartialStream::complete), with what came beside the value.
    ///
    /// # Errors
    ///
    /// As [`complete`](PartialStream::complete).
    pub async fn complete_with_response(mut self) -> Result<(T, Response)> {
        self.read_to_end().await?;
        let response = self.answer.response();
        Ok((self.completed()?, response))
    }

    /// The text of the answer so far, as the model wrote it.
    pub fn text(&self) -> &str {
        self.answer.text()
    }

    /// What the model has thought so far, where the provider tells. It comes before the value, and so before the first
    /// snapshot: [`next`](PartialStream::next) may be dropped and called again to look at it in between.
    ///
    /// ```no_run
    /// # use instructor_core::{Extract, PartialStream, Result};
    /// # use std::time::Duration;
    /// # async fn show(mut stream: PartialStream<String>) -> Result<()> {
    /// let mut frames = tokio::time::interval(Duration::from_millis(50));
    /// loop {
    ///     tokio::select! {
    ///         snapshot = stream.next() => match snapshot {
    ///             Some(snapshot) => println!("{:?}", snapshot?),
    ///             None => break,
    ///         },
    ///         _ = frames.tick() => println!("{}", stream.reasoning()),
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn reasoning(&self) -> &str {
        self.answer.reasoning()
    }

    /// What has come with the answer so far. Usage and the reason of its end come last: they are there once
    /// [`next`](PartialStream::next) has given `None`, and [`complete_with_response`](PartialStream::complete_with_response) has them.
    pub fn response(&self) -> Response {
        self.answer.response()
    }

    /// Yields what changes, and nothing else.
    pub fn changes(self) -> ChangeStream<T> {
        ChangeStream::new(self)
    }

    fn failed(&mut self, error: Error) -> Error {
        let partial = self.sides.front().partial().cloned();
        self.answer.fail(error).with_partial(partial)
    }
}

impl<T: Extract> Stream for PartialStream<T> {
    type Item = Result<Snapshot<T::Partial>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.ended {
            let step = match ready!(this.answer.poll_read(cx)) {
                Ok(Some(text)) => this.sides.feed(text),
                Ok(None) => this.sides.end(this.answer.cause()),
                Err(error) => Err(error),
            };
            if let Err(error) = step {
                this.ended = true;
                let error = this.failed(error);
                this.failure = Some(error.again());
                return Poll::Ready(Some(Err(error)));
            }
            this.ended = this.sides.front().is_closed();
            if let Some(snapshot) = this.sides.snapshot() {
                return Poll::Ready(Some(Ok(snapshot)));
            }
        }
        // The connection is left to the next request. A stream that failed has closed it.
        ready!(this.answer.poll_drain(cx));
        Poll::Ready(None)
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for PartialStream<T> {}

impl<T: Extract> fmt::Debug for PartialStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartialStream")
            .field("partial", &self.sides.front().partial())
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
