//! Images.

use super::data::{Data, Source, after_data};
use super::kind::Kind;
use crate::error::Result;
use bytes::Bytes;
use std::path::Path;

/// An image that a model is shown.
///
/// Its type is told by its first bytes. OpenAI takes PNG, JPEG, WebP and GIF; other servers take others.
///
/// ```no_run
/// # use instructor_core::{Client, Extract, Image, Message};
/// # async fn ask(client: Client) -> instructor_core::Result<()> {
/// let total = f64::extract(&client, Message::user("The total?").with(Image::read("invoice.png")?)).await?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Image {
    /// Where it is.
    pub source: Source,
    /// How closely to look; none for the provider's default.
    pub detail: Option<Detail>,
}

/// How closely a model looks at an image, and so what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Detail {
    /// At a small copy.
    Low,
    /// At every part.
    High,
    /// As the model thinks fit.
    Auto,
}

const IMAGE: Kind = Kind {
    name: "an image",
    known: "PNG, JPEG, GIF, WebP, …",
    takes: |told| told.starts_with("image/").then_some(told),
};

impl Image {
    fn new(source: Source) -> Self {
        Image {
            source,
            detail: None,
        }
    }

    fn of(data: Data) -> Self {
        Image::new(Source::Data(data))
    }

    /// An image that the provider reads from the web, or one in a data URL.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the URL begins with neither `https://`, `http://` nor `data:`,
    /// or has a name or a password in it, and as [`base64`](Image::base64).
    ///
    /// ```
    /// use instructor_core::Image;
    ///
    /// assert!(Image::url("https://example.com/cat.png").is_ok());
    /// assert!(Image::url("cat.png").is_err());
    /// ```
    pub fn url(url: impl Into<String>) -> Result<Self> {
        let url = url.into();
        match after_data(&url) {
            Some(_) => Image::base64(url),
            None => {
                Source::url("an image", "`https://`, `http://` or `data:`", url).map(Image::new)
            }
        }
    }

    /// An image in bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the first bytes are not those of an image.
    ///
    /// ```
    /// use instructor_core::Image;
    ///
    /// let error = Image::bytes("%PDF-1.7").unwrap_err();
    /// assert_eq!(error.to_string(), "this is not an image of a known type (PNG, JPEG, GIF, WebP, …), but `application/pdf`");
    /// ```
    pub fn bytes(bytes: impl Into<Bytes>) -> Result<Self> {
        IMAGE.data(bytes.into()).map(Image::of)
    }

    /// An image in a file, which is read here and now, blocking. Where that is a concern, read it by the runtime's means, and
    /// give its [`bytes`](Image::bytes).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the file cannot be read, and as [`bytes`](Image::bytes).
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        IMAGE.read(path.as_ref()).map(Image::of)
    }

    /// An image in base64, or in a data URL as browsers make it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the text is not base64, and as [`bytes`](Image::bytes).
    pub fn base64(text: impl AsRef<str>) -> Result<Self> {
        IMAGE.base64(text.as_ref()).map(Image::of)
    }

    /// An image that was uploaded to the provider.
    pub fn id(id: impl Into<String>) -> Self {
        Image::new(Source::Id(id.into()))
    }

    /// Sets how closely to look.
    ///
    /// ```
    /// use instructor_core::Image;
    /// use instructor_core::content::Detail;
    ///
    /// let image = Image::url("https://example.com/cat.png")?.detail(Detail::Low);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }
}
