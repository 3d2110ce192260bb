//! Chat Completions (<https://platform.openai.com/docs/api-reference/chat>).

mod decode;
mod encode;
mod memo;
mod text;

use crate::dialect::Dialect;
use crate::endpoint::Endpoint;
use crate::services::Quirks;
use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use instructor_core::provider::{Delta, Encoded, Provider, Reading, Request};
use instructor_core::{Error, Mode, Result};
use std::future::Future;
use std::pin::Pin;

/// Chat Completions at one address.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) endpoint: Endpoint,
    pub(crate) quirks: Quirks,
    pub(crate) organization: Option<HeaderValue>,
    pub(crate) project: Option<HeaderValue>,
    pub(crate) model: String,
    pub(crate) mode: Mode,
    pub(crate) dialect: Dialect,
}

impl Chat {
    fn mode(&self, request: &Request) -> Mode {
        request.mode.unwrap_or(self.mode)
    }
}

impl Provider for Chat {
    fn encode(&self, request: &Request) -> Result<Encoded> {
        encode::encode(self, request)
    }

    fn authorize<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        self.endpoint.authorize(request.headers_mut());
        Box::pin(std::future::ready(Ok(())))
    }

    fn decoder(&self, request: &Request, head: &Parts) -> Reading {
        match media_type(head) {
            // Some servers name no type, or any.
            "text/event-stream" | "text/plain" | "" => {
                Reading::Stream(Box::new(decode::ChatDecoder::new(self.mode(request))))
            }
            _ => Reading::Whole,
        }
    }

    fn decode_whole(
        &self,
        request: &Request,
        head: &Parts,
        body: &[u8],
        emit: &mut dyn FnMut(Delta<'_>),
    ) -> Result<()> {
        match media_type(head) {
            "application/json" | "text/plain" | "" => decode::whole(self.mode(request), body, emit),
            other => Err(crate::error::foreign(other, body)),
        }
    }

    fn decode_error(&self, head: &Parts, body: &[u8]) -> Error {
        crate::error::of_status(head.status, body)
    }
}

/// The type of the body, without its parameters.
fn media_type(head: &Parts) -> &str {
    let value = head.headers.get(CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}
