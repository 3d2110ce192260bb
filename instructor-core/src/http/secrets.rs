//! What authenticated a request, kept out of errors.

use crate::error::Error;
use bytes::Bytes;
use std::borrow::Cow;

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
        error.rewritten(|text| self.hidden(text))
    }

    /// What a server told of its answer, such as an id: without what authenticated the request, and no longer than one would read.
    pub(super) fn note(&self, told: &str) -> String {
        const CHARS: usize = 256;
        let mut told = self.hidden(told).unwrap_or_else(|| told.to_owned());
        if let Some((end, _)) = told.char_indices().nth(CHARS) {
            told.truncate(end);
            told.push('…');
        }
        told
    }

    /// The text without what authenticated the request, or `None` if that is not in it.
    fn hidden(&self, text: &str) -> Option<String> {
        let mut hidden = Cow::Borrowed(text);
        for secret in &self.0 {
            if hidden.contains(secret) {
                hidden = hidden.replace(secret, "…").into();
            }
            if hidden.contains('…') {
                hidden = without_starts(&hidden, secret).into();
            }
        }
        (hidden != text).then(|| hidden.into_owned())
    }
}

/// The text without the start of `secret` where an excerpt was cut within it.
fn without_starts(text: &str, secret: &str) -> String {
    let mut pieces: Vec<&str> = text.split('…').collect();
    if let Some((_, cut)) = pieces.split_last_mut() {
        for piece in cut {
            let starts = (4..secret.len()).rev().filter_map(|len| secret.get(..len));
            let mut before = starts.filter_map(|start| piece.strip_suffix(start));
            *piece = before.next().unwrap_or(piece);
        }
    }
    pieces.join("…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets(vec!["sk-very-secret".to_owned(), "other-secret".to_owned()])
    }

    #[test]
    fn what_is_hidden() {
        for (text, hidden) in [
            ("sk-very-secret", "…"),
            ("<sk-very-secret> other-secretother-secret", "<…> ……"),
            ("cut sk-very-secre…", "cut …"),
            ("cut sk-v… and othe…: more", "cut … and …: more"),
        ] {
            assert_eq!(secrets().hidden(text).as_deref(), Some(hidden));
        }
        for text in ["", "…", "sk-…", "sk-very", "é… sk-other"] {
            assert_eq!(secrets().hidden(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_noted_is_bounded() {
        assert_eq!(secrets().note("req_1"), "req_1");
        let long = "é".repeat(256);
        assert_eq!(secrets().note(&long), long);
        assert_eq!(secrets().note(&format!("{long}é")), format!("{long}…"));
        let late = format!("{}sk-very-secret", "x".repeat(250));
        assert_eq!(secrets().note(&late), format!("{}…", "x".repeat(250)));
    }
}
