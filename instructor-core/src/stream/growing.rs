//! Elements of a list as they grow.

use super::each::EachStream;
use super::snapshot::Snapshot;
use crate::error::Result;
use crate::extract::Extract;
use crate::response::Response;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

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
    pub(super) fn new(each: EachStream<T>) -> Self {
        GrowingStream { each, fresh: false }
    }

    /// Which element the last one was that closed, or that the last error is about: see [`EachStream::index`].
    pub fn index(&self) -> Option<usize> {
        self.each.index()
    }

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
            if let Some(element) = self.each.pop(cx) {
                return Poll::Ready(Some(element.map(Element::Closed)));
            }
            if std::mem::take(&mut self.fresh)
                && let Some(snapshot) = self.each.snapshot()
            {
                self.each.tell_growing();
                return Poll::Ready(Some(Ok(Element::Growing(snapshot))));
            }
            let before = (self.each.attempt(), self.each.text().len());
            if !ready!(self.each.poll_step(cx)) {
                return Poll::Ready(None);
            }
            self.fresh = before != (self.each.attempt(), self.each.text().len());
        }
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for GrowingStream<T> {}

impl<T: Extract> fmt::Debug for GrowingStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GrowingStream").field(&self.each).finish()
    }
}
