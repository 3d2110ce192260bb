//! What a message is made of: text, images, audio, files.
//!
//! They are plain data here. A provider puts them into its own words, and refuses what it has none for.

mod audio;
mod data;
mod file;
mod image;
mod kind;
#[cfg(test)]
mod tests;

pub use audio::Audio;
pub use data::{Data, Source};
pub use file::File;
pub use image::{Detail, Image};

use crate::message::{Message, Messages, Role};

/// A part of a message.
///
/// ```
/// use instructor_core::{Content, Image, Message};
///
/// # fn main() -> instructor_core::Result<()> {
/// let message = Message::user("What is on it?").with(Image::url("https://example.com/cat.png")?);
/// assert_eq!(message.content[0], Content::from("What is on it?"));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Plain text.
    Text(String),
    /// An image.
    Image(Image),
    /// Something to listen to.
    Audio(Audio),
    /// A PDF, or another file.
    File(File),
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Content::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::Text(text)
    }
}

macro_rules! media {
    ($($Kind:ident),*) => {$(
        impl From<$Kind> for Content {
            fn from(part: $Kind) -> Self {
                Content::$Kind(part)
            }
        }

        /// What the user shows.
        impl From<$Kind> for Message {
            fn from(part: $Kind) -> Self {
                Message {
                    role: Role::User,
                    content: vec![part.into()],
                }
            }
        }

        impl From<$Kind> for Messages {
            fn from(part: $Kind) -> Self {
                Message::from(part).into()
            }
        }
    )*};
}

media!(Image, Audio, File);
