//! What changes, as a stream.

use super::partial::PartialStream;
use crate::error::Result;
use crate::extract::Extract;
use crate::json::Change;
use crate::response::Response;
use futures_core::Stream;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Yields what changes of a value while it arrives, as paths and text: for a consumer that passes it on, and needs no
/// value in between. [`PartialStream::changes`] makes one.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use instructor_core::{Error, PartialStream};
/// use std::collections::BTreeMap;
///
/// let pieces = [r#"{"title": "On"#, r#"e", "pages": 12}"#].map(Ok::<_, Error>);
/// let stream = PartialStream::<BTreeMap<String, serde_json::Value>>::from_text(futures_util::stream::iter(pieces));
/// let mut changes = stream.changes();
/// let mut seen = Vec::new();
/// while let Some(change) = changes.next().await {
///     seen.push(change?.to_string());
/// }
/// assert_eq!(seen, [r#"title + "On""#, r#"title + "e", closed"#, r#"pages + "12", closed"#, ", closed"]);
/// # Ok::<(), Error>(()) }).unwrap();
/// ```
pub struct ChangeStream<T: Extract> {
    snapshots: PartialStream<T>,
    ready: VecDeque<Change>,
    attempt: u32,
}

impl<T: Extract> ChangeStream<T> {
    pub(crate) fn new(snapshots: PartialStream<T>) -> Self {
        ChangeStream {
            snapshots,
            ready: VecDeque::new(),
            attempt: 1,
        }
    }

    /// The next change, or `None` after the root has closed or an error: see [`PartialStream::next`].
    pub async fn next(&mut self) -> Option<Result<Change>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads what is left of the answer, and completes the value.
    ///
    /// # Errors
    ///
    /// As [`PartialStream::complete`].
    pub async fn complete(self) -> Result<T> {
        self.snapshots.complete().await
    }

    /// As [`complete`](ChangeStream::complete), with what came beside the value.
    ///
    /// # Errors
    ///
    /// As [`PartialStream::complete`].
    pub async fn complete_with_response(self) -> Result<(T, Response)> {
        self.snapshots.complete_with_response().await
    }

    /// Which attempt at the answer the last change was of, counted from 1. Each begins with nothing: what changed before is
    /// void.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The text of the answer so far, as the model wrote it.
    pub fn text(&self) -> &str {
        self.snapshots.text()
    }

    /// What the model has thought so far: see [`PartialStream::reasoning`].
    pub fn reasoning(&self) -> &str {
        self.snapshots.reasoning()
    }

    /// What has come with the answer so far: see [`PartialStream::response`].
    pub fn response(&self) -> Response {
        self.snapshots.response()
    }
}

impl<T: Extract> Stream for ChangeStream<T> {
    type Item = Result<Change>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(change) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(change)));
            }
            match ready!(Pin::new(&mut self.snapshots).poll_next(cx)) {
                Some(Ok(snapshot)) => {
                    self.attempt = snapshot.attempt();
                    self.ready.extend(snapshot.changes());
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for ChangeStream<T> {}

impl<T: Extract> fmt::Debug for ChangeStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChangeStream")
            .field(&self.snapshots)
            .finish()
    }
}
