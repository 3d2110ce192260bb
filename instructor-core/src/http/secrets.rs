//! What authenticated a request, kept out of errors.

use crate::error::Error;
use bytes::Bytes;

/// What authenticated the request. A server that sends it back does not get it into an error.
#[derive(Clone, Default)]
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    pub(super) fn of(request: &http::Request<Bytes>) -> Self {
        let headers = request.headers().values();
        let secret = |value: &http::HeaderValue| {
            // The scheme, as in `Bearer …`, is not secret.
            let value = value.to_str().ok()?.rsplit(' ').next()?;
            // A dummy such as `none` for a local server is a word, and would be taken out of our own.
            (value.is_ascii() && value.len() >= 8).then(|| value.to_owned())
        };
        let sensitive = headers.filter(|value| value.is_sensitive());
        Secrets(sensitive.filter_map(secret).collect())
    }

    /// The error, without what authenticated the request.
    pub(super) fn redact(&self, error: Error) -> Error {
        let secrets = self.0.iter();
        secrets.fold(error, |error, secret| error.without(secret))
    }
}
