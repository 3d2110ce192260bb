//! What bytes are, by the first of them.

use super::data::{Data, from_base64, read};
use crate::error::{Error, ErrorKind, Result};
use bytes::Bytes;
use std::path::Path;

/// The media type that the first bytes tell, if they are of a known kind.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    // Two letters of a bitmap, a program, a script, a page: any text may begin so.
    let is_short = [b"BM", b"MZ", b"#!", b"%!"]
        .iter()
        .any(|first| bytes.starts_with(*first));
    if is_short && is_text(bytes) {
        return None;
    }
    let told = infer::get(bytes)?.mime_type();
    Some(match told {
        // The registered names, and the container where the name is of what is in it.
        "audio/m4a" => "audio/mp4",
        "audio/opus" => "audio/ogg",
        "audio/x-aiff" => "audio/aiff",
        "audio/x-flac" => "audio/flac",
        "audio/x-wav" => "audio/wav",
        told => told,
    })
}

/// Whether the bytes are a text. The zeros in what is not are valid UTF-8.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok()
}

/// A kind of content that is told by its first bytes.
pub(super) struct Kind {
    /// With its article.
    pub(super) name: &'static str,
    /// Some of its types, to be named.
    pub(super) known: &'static str,
    /// The media type, if it is one of this kind.
    pub(super) takes: fn(&'static str) -> Option<&'static str>,
}

impl Kind {
    /// Bytes of this kind.
    pub(super) fn data(&self, bytes: Bytes) -> Result<Data> {
        self.named(None, bytes)
    }

    /// A file of this kind.
    pub(super) fn read(&self, path: &Path) -> Result<Data> {
        self.named(Some(path), read(path)?)
    }

    /// Base64 of this kind. What a data URL says that it is, its bytes say better.
    pub(super) fn base64(&self, text: &str) -> Result<Data> {
        let (_, bytes) = from_base64(text)?;
        self.data(bytes)
    }

    fn named(&self, path: Option<&Path>, bytes: Bytes) -> Result<Data> {
        let told = media_type(&bytes);
        if let Some(media_type) = told.and_then(self.takes) {
            return Ok(Data {
                media_type: media_type.into(),
                bytes,
            });
        }
        let Kind { name, known, .. } = self;
        let what = path.map_or("this".to_owned(), |path| format!("`{}`", path.display()));
        let mut message = format!("{what} is not {name} of a known type ({known})");
        match told {
            Some(told) => message.push_str(&format!(", but `{told}`")),
            None if bytes.is_empty() => message.push_str(", but empty"),
            None => {}
        }
        Err(Error::new(ErrorKind::Request, message))
    }
}
