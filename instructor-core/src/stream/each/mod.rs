//! Elements of a list, one by one.
//!
//! A stream goes through these stages, and through all of them once more for each further answer:
//!
//! 1. The text is read. An element comes when it closes; one that is no good is skipped to its end, and comes as its error (`reading`).
//! 2. Which element it is, is known at once of a first answer. Of a later one, which is to have some of them, it is known when all have
//!    come, and until then they are held (`order`).
//! 3. It is completed and checked, and comes out in its turn (`checking`). An error is kept instead, while another answer may follow.
//! 4. When the list has closed, or never will, and all that was in it is out, the elements that are no good are asked for once
//!    more, and what has not come (`asking`). If that is not to be, their errors come out last.

mod asking;
mod checking;
mod order;
mod reading;

use super::again::Attempts;
use super::growing::GrowingStream;
use super::snapshot::Snapshot;
use super::source::{Answer, Source};
use crate::check::Checks;
use crate::error::{Attempt, Error, Result};
use crate::extract::Extract;
use crate::json::{Limits, Setup, partial_of};
use crate::partial::{Completion, Partial, Trail};
use crate::repair::Repair;
use crate::response::Response;
use checking::Queue;
use futures_core::Stream;
use order::Order;
use reading::{Came, Reading};
use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Yields each element of a list the moment that its last byte is there.
///
/// [`Extract::stream_each`] makes one of a request, [`from_text`](EachStream::from_text) and [`from_bytes`](EachStream::from_bytes)
/// of any stream of text. Dropping the stream closes its connection.
///
/// An element that lacks a field, does not fit its type or breaks a constraint is an error with its path (`[3].age`) and its
/// text, and the stream goes on behind it, unless it is told to [`fail_fast`](EachStream::fail_fast). It ends after any other error.
///
/// With [`max_retries`](crate::request::Ask::max_retries) such an error is held back as long as there are tries left: when the
/// list has closed, the elements that are no good are asked for once more, and come behind the others.
/// [`index`](EachStream::index) tells which they are.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use instructor_core::{EachStream, Error};
///
/// let pieces = ["[1", "0, 2", "56, 30]"].map(Ok::<_, Error>);
/// let mut numbers = EachStream::<u8>::from_text(futures_util::stream::iter(pieces));
/// assert_eq!(numbers.next().await.unwrap()?, 10);
/// let error = numbers.next().await.unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "256 is out of range for u8 at `[1]`, byte 5");
/// assert_eq!(numbers.next().await.unwrap()?, 30);
/// assert!(numbers.next().await.is_none());
/// # Ok::<(), Error>(()) }).unwrap();
/// ```
pub struct EachStream<T: Extract> {
    stage: Stage,
    answer: Answer,
    reading: Reading<T::Partial>,
    order: Order,
    /// Elements of which it is not known yet which they are.
    held: Vec<Came<T::Partial>>,
    queue: Queue<T>,
    /// Why the list did not close.
    failure: Option<(Error, Option<Attempt>)>,
    attempts: Attempts,
    /// The errors that follow all elements.
    last: VecDeque<(Option<usize>, Error)>,
    /// The index of the last element that was yielded.
    index: Option<usize>,
    fails_fast: bool,
    is_growing: bool,
}

/// Where a stream stands in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Reading,
    /// The list has closed, or never will. Some of its elements may not have come out.
    Closing,
    /// Nothing more is asked for.
    Ended,
}

impl<T: Extract> EachStream<T> {
    /// The elements of a list whose text comes from `stream`.
    pub fn from_text<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<str>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::new(Source::text(stream), Setup::default())
    }

    /// The elements of a list whose text comes from `stream` as bytes, which may be cut within a character.
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
    /// This, [`context`](EachStream::context) and [`limits`](EachStream::limits) are for a stream that is made of text, before anything of it
    /// is read; they change nothing later, nor of a request, which has its own.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use instructor_core::{EachStream, Error, Repair};
    ///
    /// let pieces = ["Here you are: ['on", "e', 'two',]"].map(Ok::<_, Error>);
    /// let mut names = EachStream::<String>::from_text(futures_util::stream::iter(pieces)).repair(Repair::Lenient);
    /// assert_eq!(names.next().await.unwrap()?, "one");
    /// assert_eq!(names.next().await.unwrap()?, "two");
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
            let mut setup = self.reading.parser().setup();
            set(&mut setup);
            self.reading = Reading::new(setup);
        }
        self
    }

    pub(crate) fn new(source: Source, setup: Setup) -> Self {
        EachStream {
            stage: Stage::Reading,
            answer: Answer::new(source),
            reading: Reading::new(setup),
            order: Order::default(),
            held: Vec::new(),
            queue: Queue::new(Checks::default()),
            failure: None,
            attempts: Attempts::default(),
            last: VecDeque::new(),
            index: None,
            fails_fast: false,
            is_growing: false,
        }
    }

    /// A stream of a request, which may be asked once more.
    #[cfg(feature = "http")]
    pub(crate) fn of(mut self, attempts: Attempts, checks: Checks<T>) -> Self {
        self.attempts = attempts;
        self.queue = Queue::new(checks);
        self
    }

    /// Ends the stream with the first element that is no good, and closes its connection.
    ///
    /// With tries left, the first one that is no good still is asked for once more.
    pub fn fail_fast(mut self) -> Self {
        self.fails_fast = true;
        self
    }

    /// The next element, or `None` after the last.
    ///
    /// That `None` may be up to 2 s later than the last element: what the server sends behind the list is read first, so
    /// that the connection can be used again.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Which element of the list the last one was, or the last error is about, counted from 0. They come in order, but for
    /// those that were asked for once more.
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// Which attempt at the answer is read, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.attempts.number()
    }

    /// The text of the answer so far, as the model wrote it. Of several attempts, that of the last.
    pub fn text(&self) -> &str {
        self.answer.text()
    }

    /// What the model has thought so far, where the provider tells. It comes before the first element:
    /// [`next`](EachStream::next) may be dropped and called again to look at it in between.
    pub fn reasoning(&self) -> &str {
        self.answer.reasoning()
    }

    /// What has come with the answer so far. Usage and the reason of its end come last: they are there once
    /// [`next`](EachStream::next) has given `None`. The usage is that of all attempts.
    pub fn response(&self) -> Response {
        let response = self.answer.response_of(self.reading.parser());
        self.attempts.sum(response)
    }

    /// Yields the element in progress as well, as it grows.
    pub fn growing(mut self) -> GrowingStream<T> {
        self.is_growing = true;
        self.reading.note_changes();
        GrowingStream::new(self)
    }

    pub(super) fn snapshot(&self) -> Option<Snapshot<T::Partial>> {
        let snapshot = self.reading.snapshot()?;
        Some(snapshot.of_attempt(self.attempts.number()))
    }

    /// Tells that the element in progress has grown.
    pub(super) fn tell_growing(&self) {
        if let Some((list, open)) = self.reading.open() {
            let text = list.start()..self.answer.text().len();
            let index = self.order.index(list.count());
            self.answer.tell_grown(index, false, text, open);
        }
    }

    /// The next element that is ready.
    pub(super) fn pop(&mut self, cx: &mut Context<'_>) -> Option<Result<T>> {
        while let Some((index, element)) = self.pop_checked(cx) {
            let error = match element {
                Ok(value) => {
                    self.index = Some(index);
                    return Some(Ok(value));
                }
                Err(error) => error,
            };
            // Nothing is known of it, nor would be of those behind it.
            if !error.kind().is_of_answer() {
                self.end_at(index, error);
                break;
            }
            match self.attempts.meanwhile(error) {
                Ok(kept) => self.order.note_bad(index, kept),
                Err(error) => {
                    if self.fails_fast {
                        self.close();
                    }
                    return Some(self.give(Some(index), error));
                }
            }
        }
        let (index, error) = self.last.pop_front()?;
        Some(self.give(index, error))
    }

    fn pop_checked(&mut self, cx: &mut Context<'_>) -> Option<(usize, Result<T>)> {
        let (answer, setup) = (&self.answer, self.reading.setup());
        let told = |error, text| told_of::<T::Partial>(error, text, answer, setup);
        self.queue.pop(cx, told)
    }

    /// An error, as the caller is given it.
    fn give(&mut self, index: Option<usize>, error: Error) -> Result<T> {
        self.index = index;
        self.attempts.given(&error);
        Err(error)
    }

    /// Ends it here.
    fn close(&mut self) {
        self.stage = Stage::Ended;
        self.answer.close();
        self.queue.clear();
    }

    /// Does what is next. `false` when all has been yielded.
    pub(super) fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        match self.stage {
            Stage::Reading => ready!(self.poll_read(cx)),
            // The checks wake it.
            Stage::Closing if !self.queue.is_empty() => return Poll::Pending,
            Stage::Closing => {
                // The connection is left to the next request; a stream that failed has closed it.
                ready!(self.answer.poll_drain(cx));
                self.ask_for_rest();
            }
            Stage::Ended => return Poll::Ready(false),
        }
        Poll::Ready(true)
    }

    /// Reads on, once.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !ready!(self.poll_begin(cx)) {
            return Poll::Ready(());
        }
        let before = self.answer.text().len();
        // Behind an element that ends the stream nothing would be yielded.
        let skips = !self.fails_fast || self.attempts.may_follow();
        let read = match ready!(self.answer.poll_read(cx)) {
            Ok(Some(_)) => self.reading.feed(self.answer.text(), before, skips),
            Ok(None) => self.reading.end(self.answer.cause()),
            Err(error) => Err(error),
        };
        if read.is_err() {
            // Of an element without an end there is more to say than that.
            self.reading.stop(self.answer.text().len());
        }
        for came in self.reading.take() {
            match self.order.index(came.place) {
                Some(index) => self.settle(came, index),
                None => self.held.push(came),
            }
        }
        if let Err(error) = read {
            self.fail(error);
        }
        if self.failure.is_some() || self.reading.is_closed() {
            self.stage = Stage::Closing;
            self.settle_held();
        }
        Poll::Ready(())
    }

    /// Hands on what was held, now that no more will come. Of a list that broke off nobody knows which they are.
    fn settle_held(&mut self) {
        let held = std::mem::take(&mut self.held);
        if self.failure.is_some() {
            return;
        }
        for came in held {
            if let Some(index) = self.order.index_among(came.place, self.reading.count()) {
                self.settle(came, index);
            }
        }
    }

    /// Completes an element and has it checked.
    fn settle(&mut self, came: Came<T::Partial>, index: usize) {
        let Came { partial, text, .. } = came;
        let (answer, setup) = (&self.answer, self.reading.setup());
        let element = match partial {
            Ok(partial) => {
                answer.tell_grown(Some(index), true, text.clone(), &partial);
                complete_element(partial, index, setup)
            }
            Err(error) => Err(error.of_element(index)),
        };
        let told = |error| told_of::<T::Partial>(error, text.clone(), answer, setup);
        self.queue.push(index, element.map_err(told), text);
    }
}

/// The error of an element that was read from `text`.
fn told_of<P: Partial>(error: Error, text: Range<usize>, answer: &Answer, setup: &Setup) -> Error {
    let text = answer.text().get(text).unwrap_or_default().trim_start();
    let error = answer.redact(error);
    answer.tell_problems(&error);
    error
        .with_request_id(answer.request_id())
        .with_partial(partial_of::<P>(text, setup.clone()))
        .with_partial_json(text)
}

/// Completes the element `index`.
fn complete_element<P: Partial>(partial: P, index: usize, setup: &Setup) -> Result<P::Complete> {
    let completion = Completion::of(setup);
    let root = Trail::root(&completion);
    partial
        .complete_at(&root.index(index))
        .ok_or_else(|| completion.into_error())
}

impl<T: Extract> Stream for EachStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(element) = self.pop(cx) {
                return Poll::Ready(Some(element));
            }
            if !ready!(self.poll_step(cx)) {
                return Poll::Ready(None);
            }
        }
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for EachStream<T> {}

impl<T: Extract> fmt::Debug for EachStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachStream")
            .field("came", &self.reading.count())
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}
