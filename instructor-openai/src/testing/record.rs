//! What the server was asked.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, Uri};
use serde_json::Value;

/// Headers whose values `Debug` is not to show: test output ends up in logs.
const SECRET: [&str; 4] = ["authorization", "api-key", "x-api-key", "cookie"];

/// A request that the server received.
///
/// Its `Debug` does not show the values of headers that carry keys.
#[derive(Debug, Clone)]
pub struct Request {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Value,
    text: String,
}

impl Request {
    pub(super) fn new(parts: Parts, body: &Bytes) -> Self {
        let mut headers = parts.headers;
        for (name, value) in &mut headers {
            if SECRET.contains(&name.as_str()) {
                value.set_sensitive(true);
            }
        }
        Self {
            method: parts.method,
            uri: parts.uri,
            headers,
            body: serde_json::from_slice(body).unwrap_or_default(),
            text: String::from_utf8_lossy(body).into_owned(),
        }
    }

    /// The method, such as `POST`.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path, such as `/v1/chat/completions`.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// What follows the `?`, if there is one.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The value of a header, if it was sent and is text. The name's case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, or null if it is not JSON.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// The body as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }
}
