//! PDFs and other files.

use super::data::{self, Data, Source};
use super::kind;
use crate::error::Result;
use bytes::Bytes;
use std::borrow::Cow;
use std::path::Path;

/// A PDF or another file that a model reads.
///
/// What it is, its first bytes tell, else its name; of a text, its name first. OpenAI takes PDFs, texts, tables and what offices write.
///
/// ```no_run
/// # use instructor_core::{Client, Extract, File, Message};
/// # async fn ask(client: Client) -> instructor_core::Result<()> {
/// let report = Message::user("Who wrote it?").with(File::read("report.pdf")?);
/// let authors = Vec::<String>::extract(&client, report).await?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct File {
    /// Where it is.
    pub source: Source,
    /// What it is called; none where the provider knows.
    pub name: Option<String>,
}

impl File {
    /// A file of this name, in bytes.
    ///
    /// ```
    /// use instructor_core::File;
    ///
    /// let report = File::bytes("report.pdf", "%PDF-1.7 …");
    /// assert_eq!(report.name.as_deref(), Some("report.pdf"));
    /// ```
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let (name, bytes) = (name.into(), bytes.into());
        File {
            source: Source::Data(Data {
                media_type: media_type(&name, &bytes).into(),
                bytes,
            }),
            name: Some(name),
        }
    }

    /// A file that is read here and now, blocking. Where that is a concern, read it by the runtime's means, and give its
    /// [`bytes`](File::bytes).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the file cannot be read.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(File::bytes(name.to_string_lossy(), data::read(path)?))
    }

    /// A file of this name, in base64 or in a data URL as browsers make it, whose media type it then has.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the text is not base64.
    pub fn base64(name: impl Into<String>, text: impl AsRef<str>) -> Result<Self> {
        let (media_type, bytes) = data::from_base64(text.as_ref())?;
        let file = File::bytes(name, bytes);
        Ok(match media_type {
            Some(media_type) => file.media_type(media_type.to_owned()),
            None => file,
        })
    }

    /// A file that the provider reads from the web. Chat Completions has no words for that, Responses has.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the URL begins with neither `https://` nor `http://`, or has a
    /// name or a password in it.
    pub fn url(url: impl Into<String>) -> Result<Self> {
        Ok(File {
            source: Source::url("a file", "`https://` or `http://`", url.into())?,
            name: None,
        })
    }

    /// A file that was uploaded to the provider.
    ///
    /// ```
    /// use instructor_core::File;
    ///
    /// let report = File::id("file-6F2ksmvXxt4VdoqmHRw6kL");
    /// ```
    pub fn id(id: impl Into<String>) -> Self {
        File {
            source: Source::Id(id.into()),
            name: None,
        }
    }

    /// Sets what the bytes are, where neither they nor the name tell.
    ///
    /// ```
    /// use instructor_core::File;
    ///
    /// let table = File::bytes("prices", "apple;1.20\n").media_type("text/csv");
    /// ```
    pub fn media_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        if let Source::Data(data) = &mut self.source {
            data.media_type = media_type.into();
        }
        self
    }
}

/// Types of texts. Their first bytes are anybody's: `BMW;320d` would be an image.
const TEXTS: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("json", "application/json"),
    ("md", "text/markdown"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("xml", "application/xml"),
];

/// Types of packed documents, of which first bytes tell that they are packed.
const PACKED: &[(&str, &str)] = &[
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

fn media_type(name: &str, bytes: &[u8]) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let among = |types: &[(&str, &'static str)]| {
        let mut types = types.iter();
        let found = types.find(|(known, _)| extension.eq_ignore_ascii_case(known));
        found.map(|(_, media_type)| *media_type)
    };
    let (text, packed) = (among(TEXTS), among(PACKED));
    match (text, kind::media_type(bytes)) {
        (Some(text), _) if kind::is_text(bytes) => text,
        (_, Some("application/zip")) => packed.or(text).unwrap_or("application/zip"),
        (_, Some(told)) => told,
        (_, None) => match text.or(packed) {
            Some(named) => named,
            None if std::str::from_utf8(bytes).is_ok() => "text/plain",
            None => "application/octet-stream",
        },
    }
}
