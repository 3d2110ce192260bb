//! Chat Completions (<https://platform.openai.com/docs/api-reference/chat>).

mod decode;
mod encode;
mod memo;
mod text;

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use instructor_core::provider::{Decoder, Delta, Provider, Request};
use instructor_core::{Error, Mode, Result};
use std::future::Future;
use std::pin::Pin;

/// Chat Completions at one address.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) url: String,
    /// Marked as sensitive, so that it does not show.
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) organization: Option<HeaderValue>,
    pub(crate) project: Option<HeaderValue>,
    pub(crate) model: String,
    pub(crate) mode: Mode,
}

impl Chat {
    fn mode(&self, request: &Request) -> Mode {
        request.mode.unwrap_or(self.mode)
    }
}

impl Provider for Chat {
    fn encode(&self, request: &Request) -> Result<http::Request<Bytes>> {
        encode::encode(self, request)
    }

    fn authorize<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        if let Some(value) = &self.authorization {
            request.headers_mut().insert(AUTHORIZATION, value.clone());
        }
        Box::pin(std::future::ready(Ok(())))
    }

    fn decoder(&self, request: &Request) -> Box<dyn Decoder> {
        Box::new(decode::ChatDecoder::new(self.mode(request)))
    }

    fn decode_whole(
        &self,
        request: &Request,
        body: &[u8],
        emit: &mut dyn FnMut(Delta<'_>),
    ) -> Result<()> {
        decode::whole(self.mode(request), body, emit)
    }

    fn decode_error(&self, status: http::StatusCode, body: &[u8]) -> Error {
        crate::error::of_status(status, body)
    }
}
