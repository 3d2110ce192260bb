//! What the model is told.

use crate::content::{Content, Returned};
use crate::response::Call;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The developer: what to do, and how.
    System,
    /// The person who asks, or the text to read.
    User,
    /// The model.
    Assistant,
    /// The functions that the model called.
    Tool,
}

/// One message of a conversation.
///
/// ```
/// use instructor_core::{Message, Role};
///
/// let message = Message::user("Jason is 25");
/// assert_eq!(message.role, Role::User);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said, part by part.
    pub content: Vec<Content>,
}

impl Message {
    /// A message of text.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Message {
            role,
            content: vec![Content::Text(text.into())],
        }
    }

    /// What the developer says.
    pub fn system(text: impl Into<String>) -> Self {
        Message::new(Role::System, text)
    }

    /// What the user says. Images and the like are added by [`with`](Message::with).
    pub fn user(text: impl Into<String>) -> Self {
        Message::new(Role::User, text)
    }

    /// What the model said.
    pub fn assistant(text: impl Into<String>) -> Self {
        Message::new(Role::Assistant, text)
    }

    /// What the model called.
    ///
    /// ```
    /// use instructor_core::content::Returned;
    /// use instructor_core::{Call, Message};
    ///
    /// let call = Call::new("weather", r#"{"city": "Lima"}"#).id("call_1");
    /// let returned = Message::returned([Returned::of(&call, "19 °C")]);
    /// let messages = [Message::user("How warm is it in Lima?"), Message::calls([call]), returned];
    /// ```
    pub fn calls(calls: impl IntoIterator<Item = Call>) -> Self {
        Message {
            role: Role::Assistant,
            content: calls.into_iter().map(Content::Call).collect(),
        }
    }

    /// What came of the calls.
    pub fn returned(returned: impl IntoIterator<Item = Returned>) -> Self {
        Message {
            role: Role::Tool,
            content: returned.into_iter().map(Content::Returned).collect(),
        }
    }

    /// Adds a part: a text, an [`Image`](crate::Image), an [`Audio`](crate::Audio), a [`File`](crate::File).
    ///
    /// ```
    /// use instructor_core::{File, Image, Message};
    ///
    /// # fn main() -> instructor_core::Result<()> {
    /// let message = Message::user("Is this what we ordered?")
    ///     .with(Image::url("https://example.com/parcel.jpg")?)
    ///     .with(File::id("file-6F2ksmvXxt4VdoqmHRw6kL"));
    /// assert_eq!(message.content.len(), 3);
    /// # Ok(()) }
    /// ```
    pub fn with(mut self, part: impl Into<Content>) -> Self {
        self.content.push(part.into());
        self
    }
}

/// What the user says.
impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Message::user(text)
    }
}

/// What the user says.
impl From<String> for Message {
    fn from(text: String) -> Self {
        Message::user(text)
    }
}

/// The messages of a request: a text or an image, which is the user's, a [`Message`], or a list of either.
///
/// ```
/// use instructor_core::{Message, Messages};
///
/// let one: Messages = "Jason is 25".into();
/// let two: Messages = [Message::system("Answer in French."), "Jason is 25".into()].into();
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Messages(pub(crate) Vec<Message>);

impl From<&str> for Messages {
    fn from(text: &str) -> Self {
        Message::from(text).into()
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Message::from(text).into()
    }
}

impl From<&String> for Messages {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Message> for Messages {
    fn from(message: Message) -> Self {
        Messages(vec![message])
    }
}

impl<M: Into<Message>> From<Vec<M>> for Messages {
    fn from(messages: Vec<M>) -> Self {
        messages.into_iter().collect()
    }
}

impl<M: Into<Message>, const N: usize> From<[M; N]> for Messages {
    fn from(messages: [M; N]) -> Self {
        messages.into_iter().collect()
    }
}

impl<M: Into<Message> + Clone> From<&[M]> for Messages {
    fn from(messages: &[M]) -> Self {
        messages.iter().cloned().collect()
    }
}

impl<M: Into<Message>> FromIterator<M> for Messages {
    fn from_iter<I: IntoIterator<Item = M>>(messages: I) -> Self {
        Messages(messages.into_iter().map(Into::into).collect())
    }
}
