//! Sending a request, and reading the body of its answer within the timeouts.

use super::secrets::Secrets;
use crate::client::{Client, Timeouts};
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{Encoded, Request, Shapes};
use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

/// What is read of the body of an error status.
const ERROR_BODY: usize = 64 << 10;

/// What an answer is waited for.
#[derive(Debug, Clone, Copy)]
enum Wait {
    First,
    Next,
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
    secrets: Secrets,
    shapes: Shapes,
}

/// Sends the request that `client`'s provider makes of `request`.
pub(super) async fn send(client: &Client, request: &Request) -> Result<Body> {
    let timeouts = *client.timeouts();
    let end = after(timeouts.whole);
    let provider = client.provider();
    request.schema.check()?;
    let Encoded {
        request: mut encoded,
        shapes,
    } = provider.encode(request)?;
    let authorized = timeout_at(end, provider.authorize(&mut encoded)).await;
    authorized.unwrap_or_else(|_| Err(timeout("for a key", timeouts.whole)))?;
    let secrets = Secrets::of(&encoded);
    let encoded = reqwest::Request::try_from(encoded)
        .map_err(|error| sending(error, "the request cannot be sent"))?;

    // A server that answers as a whole sends nothing until it has all of it.
    let first = match request.stream {
        true => timeouts.first_event.min(timeouts.whole),
        false => timeouts.whole,
    };
    let first_end = after(first);
    let response = match timeout_at(first_end, client.http().execute(encoded)).await {
        Ok(response) => response.map_err(|error| sending(error, "the connection broke"))?,
        Err(_) => return Err(timeout("for the first bytes of the answer", first)),
    };

    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = response.status();
    head.version = response.version();
    head.headers = response.headers().clone();
    let mut body = Body {
        head,
        stream: Box::pin(response.bytes_stream()),
        wait: Wait::First,
        timer: Box::pin(sleep_until(first_end)),
        timeouts: Timeouts {
            first_event: first,
            ..timeouts
        },
        end,
        secrets,
        shapes,
    };
    if !body.head.status.is_success() {
        // What there is of the body says more than how it broke off.
        let mut bytes = Vec::new();
        let _ = body.read_to(&mut bytes, ERROR_BODY).await;
        let error = provider.decode_error(&body.head, &bytes);
        let error = error.with_status(body.head.status.as_u16());
        return Err(body.secrets.redact(error));
    }
    Ok(body)
}

impl Body {
    /// The status line and the headers.
    pub(super) fn head(&self) -> &Parts {
        &self.head
    }

    pub(super) fn shapes(&self) -> Shapes {
        self.shapes
    }

    pub(super) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(super) fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>>> {
        match self.stream.as_mut().poll_next(cx) {
            // Also for a server that always has something to send.
            Poll::Ready(Some(Ok(_))) if Instant::now() >= self.end => {
                Poll::Ready(Err(self.timed_out()))
            }
            Poll::Ready(Some(Ok(bytes))) => {
                self.wait = Wait::Next;
                let next = after(self.timeouts.between_events);
                self.timer.as_mut().reset(next.min(self.end));
                Poll::Ready(Ok(Some(bytes)))
            }
            Poll::Ready(Some(Err(error))) => {
                Poll::Ready(Err(sending(error, "the connection broke")))
            }
            Poll::Ready(None) => Poll::Ready(Ok(None)),
            Poll::Pending => {
                std::task::ready!(self.timer.as_mut().poll(cx));
                Poll::Ready(Err(self.timed_out()))
            }
        }
    }

    fn timed_out(&self) -> Error {
        if Instant::now() >= self.end {
            return timeout("for the whole answer", self.timeouts.whole);
        }
        match self.wait {
            Wait::First => timeout(
                "for the first bytes of the answer",
                self.timeouts.first_event,
            ),
            Wait::Next => timeout("for more of the answer", self.timeouts.between_events),
        }
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

/// The instant so far from now. What the clock cannot hold is as good as never.
fn after(duration: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(duration).unwrap_or(now + NEVER)
}

fn timeout(what: &str, limit: Duration) -> Error {
    Error::new(
        ErrorKind::Timeout,
        format!("waited {limit:?} {what}, which is the limit"),
    )
}

/// An error of the HTTP client, without the URL, which may hold more than an error should show.
fn sending(error: reqwest::Error, otherwise: &'static str) -> Error {
    let (kind, message) = if error.is_builder() {
        (
            ErrorKind::Config,
            "the request cannot be sent: check the base URL",
        )
    } else if error.is_timeout() && error.is_connect() {
        (
            ErrorKind::Timeout,
            "waited for a connection up to the limit",
        )
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "the HTTP client's own timeout ran out")
    } else if error.is_connect() {
        (ErrorKind::Connection, "the server was not reached")
    } else {
        (ErrorKind::Connection, otherwise)
    };
    Error::new(kind, message).with_source(error.without_url())
}
