//! Where requests go, and what authenticates them.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use instructor_core::{Error, ErrorKind, Result};

/// The address of a server, and the key to it.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// Without a slash at its end.
    pub(crate) base_url: String,
    /// Azure's. With one, the model stands in the path.
    pub(crate) api_version: Option<String>,
    /// Its value is marked as sensitive, so that it does not show.
    pub(crate) key: Option<(HeaderName, HeaderValue)>,
}

/// How a key is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Auth {
    /// `authorization: Bearer …`
    #[default]
    Bearer,
    /// `api-key: …`
    ApiKey,
}

impl Endpoint {
    /// The address of `path`, such as `chat/completions`, for a request to `model`.
    pub(crate) fn url(&self, path: &str, model: &str) -> String {
        let base_url = &self.base_url;
        let Some(version) = &self.api_version else {
            return format!("{base_url}/{path}");
        };
        let version = escaped(version);
        // The Responses API has the model in the body everywhere.
        match path {
            "responses" => format!("{base_url}/{path}?api-version={version}"),
            _ => {
                let model = escaped(model);
                format!("{base_url}/deployments/{model}/{path}?api-version={version}")
            }
        }
    }

    /// Adds the key.
    pub(crate) fn authorize(&self, headers: &mut HeaderMap) {
        if let Some((name, value)) = &self.key {
            headers.insert(name, value.clone());
        }
    }
}

impl Auth {
    /// The header that carries `key`.
    pub(crate) fn header(self, key: &str) -> Result<(HeaderName, HeaderValue)> {
        let key = key.trim();
        let (name, value) = match self {
            Auth::Bearer => (AUTHORIZATION, format!("Bearer {key}")),
            Auth::ApiKey => (HeaderName::from_static("api-key"), key.to_owned()),
        };
        let mut value = HeaderValue::try_from(value).map_err(|_| {
            let message = "the key has a character that cannot stand in a header";
            Error::new(ErrorKind::Config, message)
        })?;
        value.set_sensitive(true);
        Ok((name, value))
    }
}

/// Text as one part of a path or a query.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(char::from(byte));
            }
            byte => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(api_version: Option<&str>) -> Endpoint {
        Endpoint {
            base_url: "https://ana.example/openai".to_owned(),
            api_version: api_version.map(str::to_owned),
            key: None,
        }
    }

    #[test]
    fn the_model_is_in_the_path_where_there_is_a_version() {
        let plain = endpoint(None);
        assert_eq!(
            plain.url("chat/completions", "a/b"),
            "https://ana.example/openai/chat/completions"
        );
        let azure = endpoint(Some("2024-10-21"));
        assert_eq!(
            azure.url("chat/completions", "my-gpt_4.1"),
            "https://ana.example/openai/deployments/my-gpt_4.1/chat/completions?api-version=2024-10-21"
        );
        assert_eq!(
            azure.url("responses", "my-gpt"),
            "https://ana.example/openai/responses?api-version=2024-10-21"
        );
    }

    #[test]
    fn a_model_does_not_change_the_path() {
        let url = endpoint(Some("1&x=y")).url("chat/completions", "../a?b#é");
        assert_eq!(
            url,
            "https://ana.example/openai/deployments/..%2Fa%3Fb%23%C3%A9/chat/completions?api-version=1%26x%3Dy"
        );
    }

    #[test]
    fn a_key_is_sensitive() {
        for (auth, name, text) in [
            (Auth::Bearer, "authorization", "Bearer sk-secret"),
            (Auth::ApiKey, "api-key", "sk-secret"),
        ] {
            let mut endpoint = endpoint(None);
            endpoint.key = Some(auth.header(" sk-secret\n").unwrap());
            let mut headers = HeaderMap::new();
            endpoint.authorize(&mut headers);
            assert_eq!(headers[name], text);
            assert!(!format!("{headers:?} {endpoint:?}").contains("secret"));
        }
        let error = Auth::ApiKey.header("sk-\u{7}").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
