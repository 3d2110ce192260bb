//! Elements of a list, one by one.

use super::sides::Sides;
use super::snapshot::Snapshot;
use super::source::{Answer, Source};
use crate::error::{Error, Result};
use crate::extract::Extract;
use crate::json::list::{self, Items};
use crate::json::{Cursor, Parser, Setup, Step, Turn, partial_of};
use crate::partial::{Kinds, Missing, Partial, Trail, fill};
use crate::response::Response;
use futures_core::Stream;
use serde::Serializer;
use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A list of which only the element in progress is kept, and those that have closed until they are taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Each<P> {
    open: Option<P>,
    /// Where the open element starts in the text, in bytes.
    start: usize,
    closed: VecDeque<ClosedElement<P>>,
    /// How many have closed in all.
    count: usize,
}

/// An element that has closed, and its place in the text.
#[derive(Debug, Clone, PartialEq)]
struct ClosedElement<P> {
    partial: P,
    text: Range<usize>,
}

impl<P> Each<P> {
    /// How many elements have closed in all: the index of the open one.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn open(&self) -> Option<&P> {
        self.open.as_ref()
    }
}

impl<P> Default for Each<P> {
    fn default() -> Self {
        Each {
            open: None,
            start: 0,
            closed: VecDeque::new(),
            count: 0,
        }
    }
}

impl<P: Partial> Items for Each<P> {
    const SINGLE: Kinds = P::KINDS;

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if turn == Turn::Begin {
            cursor.restart_progress();
            self.start = cursor.offset();
        }
        fill(&mut self.open, turn, cursor)?;
        let text = self.start..cursor.offset();
        let closed = self
            .open
            .take()
            .map(|partial| ClosedElement { partial, text });
        self.closed.extend(closed);
        self.count += 1;
        Ok(())
    }
}

impl<P: Partial> Partial for Each<P> {
    type Complete = ();

    const KINDS: Kinds = Kinds::LIST;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        list::begin(slot, cursor)
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        list::resume(self, cursor)
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<()> {
        Some(())
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.open.serialize_partial(serializer)
    }
}

/// Yields each element of a list the moment that its last byte is there.
///
/// [`Extract::stream_each`] makes one of a request, [`from_text`](EachStream::from_text) and [`from_bytes`](EachStream::from_bytes)
/// of any stream of text. An element that lacks a field is an error with its path, and the stream goes on; after any
/// other error it ends. Dropping the stream closes its connection.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use instructor_core::{EachStream, Error};
///
/// let pieces = ["[1", "0, 2", "0]"].map(Ok::<_, Error>);
/// let mut numbers = EachStream::<u8>::from_text(futures_util::stream::iter(pieces));
/// assert_eq!(numbers.next().await.unwrap()?, 10);
/// assert_eq!(numbers.next().await.unwrap()?, 20);
/// assert!(numbers.next().await.is_none());
/// # Ok::<(), Error>(()) }).unwrap();
/// ```
pub struct EachStream<T: Extract> {
    answer: Answer,
    sides: Sides<Each<T::Partial>>,
    /// How many elements have been taken out of the list.
    taken: usize,
    ready: VecDeque<Result<T>>,
    /// The error that follows what is ready.
    failed: Option<Error>,
    ended: bool,
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

    pub(crate) fn new(source: Source, setup: Setup) -> Self {
        EachStream {
            answer: Answer::new(source),
            sides: Sides::new(Parser::of(setup)),
            taken: 0,
            ready: VecDeque::new(),
            failed: None,
            ended: false,
        }
    }

    /// The next element, or `None` after the last.
    ///
    /// That `None` may be up to 2 s later than the last element: what the server sends behind the list is read first, so
    /// that the connection can be used again.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The text of the answer so far, as the model wrote it.
    pub fn text(&self) -> &str {
        self.answer.text()
    }

    /// What the model has thought so far, where the provider tells. It comes before the first element:
    /// [`next`](EachStream::next) may be dropped and called again to look at it in between.
    pub fn reasoning(&self) -> &str {
        self.answer.reasoning()
    }

    /// What has come with the answer so far. Usage and the reason of its end come last: they are there once
    /// [`next`](EachStream::next) has given `None`.
    pub fn response(&self) -> Response {
        self.answer.response()
    }

    /// Yields the element in progress as well, as it grows.
    pub fn growing(mut self) -> GrowingStream<T> {
        self.sides.note_changes();
        GrowingStream {
            each: self,
            fresh: false,
        }
    }

    fn pop(&mut self) -> Option<Result<T>> {
        self.ready
            .pop_front()
            .or_else(|| self.failed.take().map(Err))
    }

    /// Reads on, once. `false` when the list has ended.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        if self.ended {
            // All elements have been handed out. The connection is left to the next request; a stream that failed has
            // closed it.
            ready!(self.answer.poll_drain(cx));
            return Poll::Ready(false);
        }
        let step = match ready!(self.answer.poll_read(cx)) {
            Ok(Some(text)) => self.sides.feed(text),
            Ok(None) => self.sides.end(self.answer.cause()),
            Err(error) => Err(error),
        };
        self.take_closed();
        if let Err(error) = step {
            self.ended = true;
            let open = self.sides.front().partial().and_then(Each::open).cloned();
            self.failed = Some(self.answer.fail(error).with_partial(open));
        }
        self.ended |= self.sides.front().is_closed();
        Poll::Ready(true)
    }

    fn take_closed(&mut self) {
        let mut setup = self.sides.front().setup();
        setup.shapes.wrapped = false;
        let Some(list) = self.sides.fresh() else {
            return;
        };
        let first = list.count - list.closed.len();
        for (index, element) in (first..).zip(list.closed.drain(..)) {
            // The side that catches up closes elements again which the other has handed out.
            if index >= self.taken {
                let text = self.answer.text().get(element.text).unwrap_or_default();
                let completed = complete_element(element.partial, index, text, &setup);
                let completed = completed.map_err(|error| {
                    let error = self.answer.redact(error);
                    error.with_request_id(self.answer.request_id())
                });
                self.ready.push_back(completed);
            }
        }
        self.taken = self.taken.max(list.count);
    }
}

/// Completes the element `index`, which was read from `text`.
fn complete_element<P: Partial>(
    partial: P,
    index: usize,
    text: &str,
    setup: &Setup,
) -> Result<P::Complete> {
    let missing = Missing::default();
    let root = Trail::root(&missing);
    partial.complete_at(&root.index(index)).ok_or_else(|| {
        missing
            .into_error()
            .with_partial(partial_of::<P>(text, setup.clone()))
            .with_partial_json(text.trim_start())
    })
}

impl<T: Extract> Stream for EachStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(element) = self.pop() {
                return Poll::Ready(Some(element));
            }
            if !ready!(self.poll_read(cx)) {
                return Poll::Ready(None);
            }
        }
    }
}

/// What a [`GrowingStream`] yields.
#[derive(Debug)]
pub enum Element<T: Extract> {
    /// The element in progress.
    Growing(Snapshot<T::Partial>),
    /// An element that has closed.
    Closed(T),
}

/// Yields each element of a list as it grows and when it closes. [`EachStream::growing`] makes one.
///
/// One read from the network yields the elements that closed in it, and then at most one snapshot of the next.
pub struct GrowingStream<T: Extract> {
    each: EachStream<T>,
    /// Whether text has come since the last snapshot.
    fresh: bool,
}

impl<T: Extract> GrowingStream<T> {
    /// The text of the answer so far, as the model wrote it.
    pub fn text(&self) -> &str {
        self.each.text()
    }

    /// What the model has thought so far: see [`EachStream::reasoning`].
    pub fn reasoning(&self) -> &str {
        self.each.reasoning()
    }

    /// What has come with the answer so far: see [`EachStream::response`].
    pub fn response(&self) -> Response {
        self.each.response()
    }

    /// The next item, or `None` after the last element.
    pub async fn next(&mut self) -> Option<Result<Element<T>>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Extract> Stream for GrowingStream<T> {
    type Item = Result<Element<T>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Element<T>>>> {
        loop {
            if let Some(element) = self.each.ready.pop_front() {
                return Poll::Ready(Some(element.map(Element::Closed)));
            }
            if std::mem::take(&mut self.fresh)
                && let Some(snapshot) = self.each.sides.snapshot()
            {
                return Poll::Ready(Some(Ok(Element::Growing(snapshot))));
            }
            if let Some(error) = self.each.failed.take() {
                return Poll::Ready(Some(Err(error)));
            }
            let before = self.each.answer.text().len();
            if !ready!(self.each.poll_read(cx)) {
                return Poll::Ready(None);
            }
            self.fresh = self.each.answer.text().len() > before;
        }
    }
}

// Nothing in them is pinned: the source has its own box.
impl<T: Extract> Unpin for EachStream<T> {}
impl<T: Extract> Unpin for GrowingStream<T> {}

impl<T: Extract> fmt::Debug for EachStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachStream")
            .field("taken", &self.taken)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

impl<T: Extract> fmt::Debug for GrowingStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GrowingStream").field(&self.each).finish()
    }
}
