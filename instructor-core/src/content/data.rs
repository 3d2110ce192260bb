//! Bytes with their media type, and the other places where a provider finds what is shown to a model.

use crate::error::{Error, ErrorKind, Result};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD};
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// Where a provider finds an image or a file.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Source {
    /// At this address, where the provider reads it. Nothing is downloaded here.
    Url(String),
    /// In the request itself.
    Data(Data),
    /// Among the files that were uploaded to the provider, under this id.
    Id(String),
}

impl Source {
    /// At an address of the web, where `what` is to be.
    pub(super) fn url(what: &str, schemes: &str, url: String) -> Result<Self> {
        // The URL is not quoted: it may have a secret in it.
        let message = match reqwest::Url::parse(&url) {
            Ok(url) if !url.username().is_empty() || url.password().is_some() => format!(
                "the address of {what} has a name or a password in it, which would show: leave it out, or give what is there"
            ),
            Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => {
                return Ok(Source::Url(url));
            }
            _ => format!("the address of {what} is to be a URL that begins with {schemes}"),
        };
        Err(Error::new(ErrorKind::Request, message))
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A query may be a signature, with which anybody could read what is there.
            Source::Url(url) => match url.split_once(['?', '#']) {
                Some((url, _)) => write!(f, "Url(\"{url}?…\")"),
                None => write!(f, "Url({url:?})"),
            },
            Source::Data(data) => data.fmt(f),
            Source::Id(id) => f.debug_tuple("Id").field(id).finish(),
        }
    }
}

/// Bytes, and what they are. Cheap to clone; `Debug` shows how many there are.
///
/// ```
/// use instructor_core::File;
/// use instructor_core::content::Source;
///
/// let file = File::bytes("hello.txt", "Hello");
/// let Source::Data(data) = file.source else { panic!() };
/// assert_eq!(data.media_type(), "text/plain");
/// assert_eq!(data.url(), "data:text/plain;base64,SGVsbG8=");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Data {
    pub(super) media_type: Cow<'static, str>,
    pub(super) bytes: Bytes,
}

impl Data {
    /// What the bytes are, such as `image/png`.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes in base64.
    pub fn base64(&self) -> String {
        BASE64_STANDARD.encode(&self.bytes)
    }

    /// A URL that holds the bytes: `data:image/png;base64,…`.
    pub fn url(&self) -> String {
        let mut url = format!("data:{};base64,", self.media_type);
        BASE64_STANDARD.encode_string(&self.bytes, &mut url);
        url
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Data({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// What is read, at once and whole, from a file.
pub(super) fn read(path: &Path) -> Result<Bytes> {
    let read = std::fs::read(path).map(Bytes::from);
    read.map_err(|error| {
        let message = format!("cannot read `{}`: {error}", path.display());
        Error::new(ErrorKind::Request, message).with_source(error)
    })
}

/// What base64 stands for, and the media type that is named if the text is a whole data URL.
pub(super) fn from_base64(text: &str) -> Result<(Option<&str>, Bytes)> {
    let (media_type, text) = match after_data(text) {
        Some(rest) => in_data_url(rest)?,
        None => (None, text),
    };
    // Some write it in lines, some leave the padding out.
    let text: Cow<'_, str> = match text.contains(|c: char| c.is_ascii_whitespace()) {
        true => text.split_ascii_whitespace().collect::<String>().into(),
        false => text.into(),
    };
    let decoded = BASE64_STANDARD_NO_PAD.decode(text.trim_end_matches('='));
    let bytes = decoded.map_err(|error| {
        Error::new(ErrorKind::Request, "the text is not base64").with_source(error)
    })?;
    Ok((media_type, bytes.into()))
}

/// What follows the scheme of a data URL.
pub(super) fn after_data(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_at_checked(5)?;
    scheme.eq_ignore_ascii_case("data:").then_some(rest)
}

/// The media type and the text of `image/png;base64,…`.
fn in_data_url(rest: &str) -> Result<(Option<&str>, &str)> {
    let parts = rest.split_once(',');
    let parts = parts.and_then(|(head, text)| Some((head.strip_suffix(";base64")?, text)));
    let Some((head, text)) = parts else {
        return Err(Error::new(
            ErrorKind::Request,
            "a data URL is to be in base64: `data:image/png;base64,…`",
        ));
    };
    let media_type = head.split(';').next().unwrap_or_default();
    Ok((Some(media_type).filter(|name| !name.is_empty()), text))
}
