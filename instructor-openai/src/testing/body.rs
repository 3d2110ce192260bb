//! A response body that plays steps.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::Sleep;

/// What a body does next.
pub(super) enum Step {
    Write(Bytes),
    Pause(Duration),
    /// Nothing, until the client leaves.
    Hang,
}

/// Takes one step at a time, when hyper has room for it: a slow reader holds back the script.
pub(super) struct Body {
    /// An error cuts the connection.
    steps: Box<dyn Iterator<Item = io::Result<Step>> + Send>,
    length: Option<u64>,
    state: State,
}

enum State {
    Ready,
    Written,
    Paused(Pin<Box<Sleep>>),
    Hung,
}

impl Body {
    /// A body that goes out in chunks.
    pub(super) fn chunked<S>(steps: S) -> Self
    where
        S: IntoIterator<Item = io::Result<Step>, IntoIter: Send + 'static>,
    {
        Self {
            steps: Box::new(steps.into_iter()),
            length: None,
            state: State::Ready,
        }
    }

    /// A body that promises its length.
    pub(super) fn sized<S>(length: usize, steps: S) -> Self
    where
        S: IntoIterator<Item = io::Result<Step>, IntoIter: Send + 'static>,
    {
        Self {
            length: Some(length as u64),
            ..Self::chunked(steps)
        }
    }

    /// These bytes, all at once.
    pub(super) fn full(bytes: Bytes) -> Self {
        Self::sized(bytes.len(), [Ok(Step::Write(bytes))])
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            match &mut self.state {
                State::Ready => {}
                State::Written => {
                    // hyper collects what it gets until the body is pending, and only then
                    // writes. An error right behind a write would lose the write.
                    self.state = State::Ready;
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                State::Paused(pause) => {
                    ready!(pause.as_mut().poll(cx));
                    self.state = State::Ready;
                }
                State::Hung => return Poll::Pending,
            }
            self.state = match self.steps.next().transpose()? {
                None => return Poll::Ready(None),
                Some(Step::Pause(pause)) => State::Paused(Box::pin(tokio::time::sleep(pause))),
                Some(Step::Hang) => State::Hung,
                Some(Step::Write(bytes)) => {
                    self.state = State::Written;
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
            };
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// The error that cuts the connection.
pub(super) fn cut() -> io::Error {
    io::Error::new(
        io::ErrorKind::ConnectionAborted,
        "the script cuts the connection",
    )
}
