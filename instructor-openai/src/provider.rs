//! The provider: one server, asked by either API.

use crate::chat;
use crate::dialect::Dialect;
use crate::draft::{Api, Asked, Draft};
use crate::endpoint::Endpoint;
use crate::modes::{self, Ask};
use crate::responses;
use crate::services::Quirks;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use http::response::Parts;
use http::{HeaderMap, HeaderValue};
use instructor_core::provider::{Delta, Encoded, Provider, Reading, Request, sent_back};
use instructor_core::{Attempt, Error, ErrorKind, Limits, Message, Mode, Result};
use std::future::Future;
use std::pin::Pin;

/// A server that speaks the OpenAI wire.
#[derive(Debug)]
pub(crate) struct OpenAi {
    pub(crate) endpoint: Endpoint,
    pub(crate) organization: Option<HeaderValue>,
    pub(crate) project: Option<HeaderValue>,
    /// Those that go out beside these. Their values are marked as sensitive.
    pub(crate) headers: HeaderMap,
    pub(crate) model: String,
    pub(crate) mode: Mode,
    pub(crate) dialect: Dialect,
    pub(crate) quirks: Quirks,
    /// The service, as OpenTelemetry names it.
    pub(crate) system: &'static str,
}

impl OpenAi {
    fn mode(&self, request: &Request) -> Result<&'static dyn Ask> {
        modes::of(request.mode.unwrap_or(self.mode))
    }

    pub(crate) fn model<'a>(&'a self, request: &'a Request) -> &'a str {
        request.model.as_deref().unwrap_or(&self.model)
    }
}

impl Provider for OpenAi {
    fn name(&self) -> &str {
        self.system
    }

    fn model<'a>(&'a self, request: &'a Request) -> Option<&'a str> {
        Some(self.model(request))
    }

    fn encode(&self, request: &Request) -> Result<Encoded> {
        let mode = self.mode(request)?;
        let api = mode.api();
        let Asked { body, shapes } = mode.ask(Draft {
            provider: self,
            request,
            api,
            told: None,
        })?;
        let url = self.endpoint.url(api.path(), self.model(request));
        let mut encoded = http::Request::post(url)
            .header(CONTENT_TYPE, "application/json")
            .body(Bytes::from(body))
            .map_err(|error| {
                Error::new(ErrorKind::Config, "the base URL cannot be asked").with_source(error)
            })?;
        let accept = match request.stream {
            true => "text/event-stream",
            false => "application/json",
        };
        let headers = encoded.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        if let Some(id) = &self.organization {
            headers.insert("openai-organization", id.clone());
        }
        if let Some(id) = &self.project {
            headers.insert("openai-project", id.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        Ok(Encoded::new(encoded, shapes))
    }

    fn authorize<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        self.endpoint.authorize(request.headers_mut());
        Box::pin(std::future::ready(Ok(())))
    }

    fn decoder(&self, request: &Request, head: &Parts, limits: &Limits) -> Reading {
        // Some servers name no type, or any.
        let is_stream = matches!(
            media_type(head).as_str(),
            "text/event-stream" | "text/plain" | ""
        );
        match self.mode(request) {
            Ok(mode) if is_stream && encoding(head).is_none() => {
                let reader = mode.reader(request);
                Reading::Stream(match mode.api() {
                    Api::Chat => chat::decoder(reader, limits),
                    Api::Responses => responses::decoder(reader, limits),
                })
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
        let mode = self.mode(request)?;
        if let Some(encoding) = encoding(head) {
            return Err(crate::error::compressed(encoding));
        }
        match (media_type(head).as_str(), mode.api()) {
            // Of nothing at all the core says that it is empty.
            _ if body.trim_ascii().is_empty() => Ok(()),
            ("application/json" | "text/plain" | "", Api::Chat) => {
                chat::whole(&mut *mode.reader(request), body, emit)
            }
            ("application/json" | "text/plain" | "", Api::Responses) => {
                responses::whole(mode.reader(request), body, emit)
            }
            (other, _) => Err(crate::error::foreign(other, body)),
        }
    }

    fn decode_error(&self, head: &Parts, body: &[u8]) -> Error {
        let body = match encoding(head) {
            Some(_) => &[],
            None => body,
        };
        crate::error::of_status(head.status, body)
    }

    fn reask(&self, request: &Request, attempt: &Attempt, told: &str) -> Vec<Message> {
        let has_ids = self.mode(request).is_ok_and(|mode| mode.has_call_ids());
        let mut calls = attempt.calls.clone();
        for (number, call) in calls.iter_mut().enumerate() {
            call.id = match call.id.take() {
                _ if !has_ids => None,
                // Not every server gives ids, and each wants them.
                None => Some(format!("call_{number}")),
                id => id,
            };
        }
        sent_back(attempt, calls, told)
    }
}

/// How the body is compressed. What the HTTP client undoes it takes out of the headers.
fn encoding(head: &Parts) -> Option<&str> {
    let encoding = head.headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    (!encoding.is_empty() && !encoding.eq_ignore_ascii_case("identity")).then_some(encoding)
}

/// The type of the body, without its parameters, in small letters.
fn media_type(head: &Parts) -> String {
    let value = head.headers.get(CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}
