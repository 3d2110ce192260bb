//! What goes wrong on the way: the errors of the HTTP client, and the timeouts.

use crate::client::Timeouts;
use crate::error::{Error, ErrorKind, Timeout, excerpt};
use std::borrow::Cow;
use std::error::Error as StdError;
use std::io;
use std::time::Duration;
use tokio::time::Instant;

/// The error of a timeout that ran out.
pub(super) fn timeout(which: Timeout, limit: Duration) -> Error {
    let what = match which {
        Timeout::Connect => "for a connection",
        Timeout::FirstEvent => "for the first bytes of the answer",
        Timeout::BetweenEvents => "for more of the answer",
        Timeout::Whole => "for the whole answer",
    };
    let message = format!("waited {limit:?} {what}, which is the limit");
    Error::new(ErrorKind::Timeout(which), message)
}

/// The error of an answer that has not begun by `first_end`. However late that is noticed, it was before `end` or not.
pub(super) fn first_or_whole(timeouts: &Timeouts, first_end: Instant, end: Instant) -> Error {
    match first_end < end {
        true => timeout(Timeout::FirstEvent, timeouts.first_event),
        false => timeout(Timeout::Whole, timeouts.whole),
    }
}

/// An error of the HTTP client before an answer began.
pub(super) fn of_sending(error: reqwest::Error) -> Error {
    let (kind, message) = if error.is_builder() {
        (
            ErrorKind::Config,
            "the request cannot be sent: check the base URL",
        )
    } else if error.is_timeout() && error.is_connect() {
        (
            ErrorKind::Timeout(Timeout::Connect),
            "waited for a connection up to the limit",
        )
    } else if error.is_timeout() {
        (
            ErrorKind::Timeout(Timeout::FirstEvent),
            "the HTTP client's own timeout ran out",
        )
    } else if error.is_connect() {
        return broken("the server was not reached", error);
    } else {
        return broken("the connection broke before an answer came", error);
    };
    with(kind, message, error)
}

/// An error of the HTTP client within an answer.
pub(super) fn of_reading(error: reqwest::Error) -> Error {
    match error.is_timeout() {
        true => with(
            ErrorKind::Timeout(Timeout::Whole),
            "the HTTP client's own timeout ran out",
            error,
        ),
        false => broken("the connection broke", error),
    }
}

/// The error of a connection, with the cause underneath all others: refused, no such name, no TLS.
fn broken(message: &str, error: reqwest::Error) -> Error {
    let mut cause: &(dyn StdError + 'static) = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    let cause = match cause.downcast_ref::<io::Error>() {
        // Without the system's number.
        Some(cause) if cause.raw_os_error().is_some() => cause.kind().to_string(),
        _ => cause.to_string(),
    };
    let message = format!("{message}: {}", excerpt(&cause));
    with(ErrorKind::Connection, message, error)
}

/// Without the URL, which may hold more than an error should show.
fn with(kind: ErrorKind, message: impl Into<Cow<'static, str>>, error: reqwest::Error) -> Error {
    Error::new(kind, message).with_source(error.without_url())
}
