//! The body of an answer, read within the timeouts.

use super::fault;
use super::secrets::Secrets;
use super::send::after;
use crate::client::Timeouts;
use crate::error::{Error, Result, Timeout};
use crate::provider::Shapes;
use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Instant, Sleep, sleep_until};

/// What an answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// Its first bytes.
    First,
    /// More of it. Nobody waits while the consumer is busy with what came.
    Next,
    Idle,
}

/// The body of an answer, as it arrives.
pub(super) struct Body {
    stream: Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>,
    head: Parts,
    wait: Wait,
    timer: Pin<Box<Sleep>>,
    timeouts: Timeouts,
    /// When the whole time is over.
    end: Instant,
    shapes: Shapes,
    secrets: Secrets,
}

/// Headers in which services tell a request's id.
const REQUEST_ID: [&str; 4] = [
    "x-request-id",
    "request-id",
    "apim-request-id",
    "x-ms-request-id",
];

impl Body {
    pub(super) fn new(
        response: reqwest::Response,
        first_end: Instant,
        end: Instant,
        timeouts: Timeouts,
        shapes: Shapes,
        secrets: Secrets,
    ) -> Self {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = response.status();
        head.version = response.version();
        head.headers = response.headers().clone();
        Body {
            head,
            stream: Box::pin(response.bytes_stream()),
            wait: Wait::First,
            timer: Box::pin(sleep_until(first_end)),
            timeouts,
            end,
            shapes,
            secrets,
        }
    }

    /// The status line and the headers.
    pub(super) fn head(&self) -> &Parts {
        &self.head
    }

    /// The id of the request, without the key should the server have put it there.
    pub(super) fn request_id(&self) -> Option<String> {
        let headers = &self.head.headers;
        let id = REQUEST_ID.iter().find_map(|name| headers.get(*name))?;
        Some(self.secrets.note(id.to_str().ok()?))
    }

    pub(super) fn shapes(&self) -> Shapes {
        self.shapes
    }

    pub(super) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(super) fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>>> {
        if self.wait == Wait::Idle {
            self.wait = Wait::Next;
            let next = after(self.timeouts.between_events);
            self.timer.as_mut().reset(next.min(self.end));
        }
        match self.stream.as_mut().poll_next(cx) {
            // Also for a server that always has something to send.
            Poll::Ready(Some(Ok(_))) if Instant::now() >= self.end => {
                let limit = self.timeouts.whole;
                Poll::Ready(Err(fault::timeout(Timeout::Whole, limit)))
            }
            Poll::Ready(Some(Ok(bytes))) => {
                self.wait = Wait::Idle;
                Poll::Ready(Ok(Some(bytes)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Err(fault::of_reading(error))),
            Poll::Ready(None) => Poll::Ready(Ok(None)),
            Poll::Pending => {
                ready!(self.timer.as_mut().poll(cx));
                Poll::Ready(Err(self.timed_out()))
            }
        }
    }

    fn timed_out(&self) -> Error {
        let deadline = self.timer.deadline();
        if self.wait == Wait::First || deadline >= self.end {
            return fault::first_or_whole(&self.timeouts, deadline, self.end);
        }
        fault::timeout(Timeout::BetweenEvents, self.timeouts.between_events)
    }

    /// Appends the body to `bytes`, up to `limit` of them; `false` if there is more.
    pub(super) async fn read_to(&mut self, bytes: &mut Vec<u8>, limit: usize) -> Result<bool> {
        while let Some(chunk) = std::future::poll_fn(|cx| self.poll_bytes(cx)).await? {
            let left = limit - bytes.len();
            if chunk.len() > left {
                bytes.extend_from_slice(&chunk[..left]);
                return Ok(false);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(true)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("status", &self.head.status)
            .field("wait", &self.wait)
            .finish_non_exhaustive()
    }
}
