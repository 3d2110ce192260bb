//! Audio.

use super::data::Data;
use super::kind::Kind;
use crate::error::Result;
use bytes::Bytes;
use std::path::Path;

/// Something that a model listens to.
///
/// Its type is told by its first bytes. OpenAI takes WAV and MP3; other servers take others.
///
/// ```no_run
/// # use instructor_core::{Audio, Client, Extract, Message};
/// # async fn ask(client: Client) -> instructor_core::Result<()> {
/// let call = Message::user("Who is speaking?").with(Audio::read("call.mp3")?);
/// let names = Vec::<String>::extract(&client, call).model("gpt-4o-audio-preview").await?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Audio {
    /// The recording.
    pub data: Data,
}

const AUDIO: Kind = Kind {
    name: "audio",
    known: "WAV, MP3, FLAC, Ogg, AAC, M4A, …",
    takes: |told| match told {
        // The container alone does not tell whether there are pictures in it; who gives it here says so.
        "video/mp4" => Some("audio/mp4"),
        "video/webm" => Some("audio/webm"),
        "audio/midi" => None,
        told => told.starts_with("audio/").then_some(told),
    },
};

impl Audio {
    fn of(data: Data) -> Self {
        Audio { data }
    }

    /// Audio in bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the first bytes are not those of audio.
    ///
    /// ```
    /// use instructor_core::Audio;
    ///
    /// let audio = Audio::bytes(&b"RIFF\x24\0\0\0WAVEfmt "[..])?;
    /// assert_eq!(audio.data.media_type(), "audio/wav");
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn bytes(bytes: impl Into<Bytes>) -> Result<Self> {
        AUDIO.data(bytes.into()).map(Audio::of)
    }

    /// Audio in a file, which is read here and now, blocking. Where that is a concern, read it by the runtime's means, and
    /// give its [`bytes`](Audio::bytes).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the file cannot be read, and as [`bytes`](Audio::bytes).
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        AUDIO.read(path.as_ref()).map(Audio::of)
    }

    /// Audio in base64, or in a data URL as browsers make it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the text is not base64, and as [`bytes`](Audio::bytes).
    pub fn base64(text: impl AsRef<str>) -> Result<Self> {
        AUDIO.base64(text.as_ref()).map(Audio::of)
    }
}
