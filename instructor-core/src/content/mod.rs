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
use crate::response::Call;

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
    /// A call that the model made.
    Call(Call),
    /// What came of a call.
    Returned(Returned),
}

/// What came of a call of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Returned {
    /// The id of the call, if it has one.
    pub id: Option<String>,
    /// The name of the function.
    pub name: String,
    /// What it returned.
    pub text: String,
}

impl Returned {
    /// What came of this call.
    pub fn of(call: &Call, text: impl Into<String>) -> Self {
        Returned {
            id: call.id.clone(),
            name: call.name.clone(),
            text: text.into(),
        }
    }
}

impl From<Call> for Content {
    fn from(call: Call) -> Self {
        Content::Call(call)
    }
}

impl From<Returned> for Content {
    fn from(returned: Returned) -> Self {
        Content::Returned(returned)
    }
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
