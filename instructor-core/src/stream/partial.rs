//! Growing snapshots of one value.

use super::again::{ALL, Attempts};
use super::changes::ChangeStream;
use super::sides::Sides;
use super::snapshot::Snapshot;
use super::source::{Answer, Source};
use crate::check::{Checking, Checks};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::Extract;
use crate::json::{Limits, Parser, Setup, complete, partial_of};
use crate::partial::Completion;
use crate::repair::Repair;
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
    stage: Stage,
    /// What the stream failed with, for a caller who asks for the value all the same.
    failure: Option<Error>,
    attempts: Attempts,
    checks: Checks<T>,
}

/// Where a stream stands in an answer.
enum Stage {
    Reading,
    /// The value is whole; what the server sends behind it is read.
    Whole,
    Checking(Checking),
    Ended,
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

    /// Says what is done about a text that is not quite JSON, or does not quite fit: [`Repair::Strict`] unless it is said.
    ///
    /// This, [`context`](PartialStream::context) and [`limits`](PartialStream::limits) are for a stream that is made of text, before anything of it
    /// is read; they change nothing later, nor of a request, which has its own.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use instructor_core::{Error, PartialStream, Repair};
    ///
    /// let pieces = ["Here you are: ['on", "e', 'two',]"].map(Ok::<_, Error>);
    /// let stream = PartialStream::<Vec<String>>::from_text(futures_util::stream::iter(pieces)).repair(Repair::Lenient);
    /// assert_eq!(stream.complete().await?, ["one", "two"]);
    /// # Ok::<(), Error>(()) }).unwrap();
    /// ```
    pub fn repair(self, repair: Repair) -> Self {
        self.set_up(|setup| setup.repair = repair)
    }

    /// Sets what validators are told beside the value.
    pub fn context(self, context: crate::Context) -> Self {
        self.set_up(|setup| setup.context = context)
    }

    /// Sets the bounds on the text.
    pub fn limits(self, limits: Limits) -> Self {
        self.set_up(|setup| setup.limits = limits)
    }

    fn set_up(mut self, set: impl FnOnce(&mut Setup)) -> Self {
        if self.attempts.is_only() && self.answer.is_unread() {
            let mut setup = self.sides.front().setup();
            set(&mut setup);
            self.sides = Sides::new(Parser::of(setup).with_changes());
        }
        self
    }

    pub(crate) fn new(source: Source, setup: Setup) -> Self {
        PartialStream {
            answer: Answer::new(source),
            sides: Sides::new(Parser::of(setup).with_changes()),
            stage: Stage::Reading,
            failure: None,
            attempts: Attempts::default(),
            checks: Checks::default(),
        }
    }

    /// A stream of a request, which may be asked once more.
    #[cfg(feature = "http")]
    pub(crate) fn of(mut self, attempts: Attempts, checks: Checks<T>) -> Self {
        self.attempts = attempts;
        self.checks = checks;
        self
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
        match self.failure.take() {
            Some(failure) => Err(self.failed(failure)),
            None => Ok(()),
        }
    }

    /// The value of an answer that was read to its end.
    fn completed(self) -> Result<T> {
        let setup = self.sides.front().setup();
        let PartialStream {
            mut answer,
            sides,
            mut attempts,
            ..
        } = self;
        let completed = match sides.into_partial() {
            Some(partial) => complete(partial, Completion::of(&setup)),
            None => Err(Error::new(ErrorKind::Incomplete, "the answer is empty")),
        };
        completed.map_err(|error| {
            let error = answer.redact(error);
            let attempt = answer.attempt(&error);
            let partial = partial_of::<T::Partial>(answer.text(), setup);
            let error = answer.fail(error).with_partial(partial);
            let error = match attempts.over(attempt, ALL) {
                Err(Some(over)) => error.after(over),
                _ => error,
            };
            attempts.given(&error);
            error
        })
    }

    /// As [`complete`](PartialStream::complete), with what came beside the value.
    ///
    /// # Errors
    ///
    /// As [`complete`](PartialStream::complete).
    pub async fn complete_with_response(mut self) -> Result<(T, Response)> {
        self.read_to_end().await?;
        let response = self.response();
        Ok((self.completed()?, response))
    }

    /// The text of the answer so far, as the model wrote it. Of several attempts, that of the last.
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
    /// The usage is that of all attempts.
    pub fn response(&self) -> Response {
        let response = self.answer.response_of(self.sides.front());
        self.attempts.sum(response)
    }

    /// Which attempt at the answer is read, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.attempts.number()
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

impl<T: Extract> PartialStream<T> {
    /// Reads on, once: tells whether there may be more to show.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool>> {
        if let Some(next) = ready!(self.attempts.poll_next(cx)) {
            let (source, setup) = match next {
                Ok(next) => next,
                Err(error) => {
                    self.attempts.given(&error);
                    return Poll::Ready(Err(self.end(error)));
                }
            };
            self.answer = Answer::new(source);
            self.sides = Sides::new(Parser::of(setup).with_changes());
        }
        let step = match ready!(self.answer.poll_read(cx)) {
            Ok(Some(text)) => self.sides.feed(text),
            Ok(None) => self.sides.end(self.answer.cause()),
            Err(error) => Err(error),
        };
        if let Err(error) = step {
            let again = self.try_again(error).map(|()| false);
            return Poll::Ready(again.map_err(|error| self.end(error)));
        }
        if self.sides.front().is_closed() {
            self.stage = Stage::Whole;
        }
        Poll::Ready(Ok(true))
    }

    /// Ends the stream with this error.
    fn end(&mut self, error: Error) -> Error {
        self.stage = Stage::Ended;
        self.failure = Some(error.again());
        error
    }

    /// The value failed with this error: asks once more, or returns the error with what had arrived.
    fn try_again(&mut self, error: Error) -> Result<()> {
        let error = self.answer.redact(error);
        let attempt = self.answer.attempt(&error);
        let error = self.failed(error);
        let again = self.attempts.failed(error, attempt, ALL);
        again.inspect_err(|error| self.attempts.given(error))?;
        self.stage = Stage::Reading;
        Ok(())
    }

    /// Looks at the whole value where more than the end of the stream depends on it. What is wrong, and is not asked for once
    /// more, is for [`complete`](PartialStream::complete) to tell.
    fn look(&mut self) {
        self.stage = Stage::Ended;
        if self.checks.is_empty() && !self.attempts.may_follow() {
            return;
        }
        let Some(partial) = self.sides.front().partial().cloned() else {
            return;
        };
        let setup = self.sides.front().setup();
        match complete(partial, Completion::of(&setup)) {
            Ok(value) => self.stage = Stage::Checking(self.checks.of(&value)),
            Err(error) => self.failure = self.try_again(error).err(),
        }
    }
}

impl<T: Extract> Stream for PartialStream<T> {
    type Item = Result<Snapshot<T::Partial>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.stage {
                Stage::Reading => {
                    let shows = match ready!(this.poll_read(cx)) {
                        Ok(shows) => shows,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    if shows && let Some(snapshot) = this.sides.snapshot() {
                        let closed = matches!(this.stage, Stage::Whole);
                        let text = 0..this.answer.text().len();
                        this.answer.tell_grown(None, closed, text, &*snapshot);
                        let snapshot = snapshot.of_attempt(this.attempts.number());
                        return Poll::Ready(Some(Ok(snapshot)));
                    }
                }
                // The connection is left to the next request.
                Stage::Whole => {
                    ready!(this.answer.poll_drain(cx));
                    this.look();
                }
                Stage::Checking(checking) => {
                    ready!(checking.poll(cx));
                    let passed = checking.passed();
                    this.stage = Stage::Ended;
                    if let Err(error) = passed {
                        this.failure = this.try_again(error).err();
                    }
                }
                Stage::Ended => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for PartialStream<T> {}

impl<T: Extract> fmt::Debug for PartialStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartialStream")
            .field("partial", &self.sides.front().partial())
            .field("ended", &matches!(self.stage, Stage::Ended))
            .finish_non_exhaustive()
    }
}
