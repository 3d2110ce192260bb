//! What is logged, by the feature `tracing`: that something was asked, what became of it, and nothing that was said.

use crate::error::Error;
use crate::provider::Request;
use crate::response::Response;
use http::response::Parts;
use reqwest::Url;
use std::time::Duration;

#[cfg(feature = "tracing")]
pub(super) fn asking(request: &Request, url: &Url) {
    // A query may hold a key.
    tracing::debug!(
        host = url.host_str(),
        path = url.path(),
        value = request.name,
        mode = ?request.mode,
        stream = request.stream,
        "asking"
    );
}

#[cfg(feature = "tracing")]
pub(super) fn answered(head: &Parts) {
    tracing::debug!(status = head.status.as_u16(), "answered");
}

#[cfg(feature = "tracing")]
pub(super) fn again(error: &Error, tried: u32, wait: Duration) {
    tracing::warn!(%error, tried, ?wait, "asking again");
}

#[cfg(feature = "tracing")]
pub(super) fn ended(response: &Response) {
    tracing::debug!(?response, "the answer has ended");
}

#[cfg(not(feature = "tracing"))]
pub(super) fn asking(_: &Request, _: &Url) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn answered(_: &Parts) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn again(_: &Error, _: u32, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn ended(_: &Response) {}
