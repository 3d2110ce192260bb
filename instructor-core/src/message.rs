//! What the model is told.

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
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// Plain text.
    Text(String),
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

    /// What the user says.
    pub fn user(text: impl Into<String>) -> Self {
        Message::new(Role::User, text)
    }

    /// What the model said.
    pub fn assistant(text: impl Into<String>) -> Self {
        Message::new(Role::Assistant, text)
    }
}

/// The messages of a request: a text, which the user says, a [`Message`], or a list of them.
///
/// ```
/// use instructor_core::{Message, Messages};
///
/// let one: Messages = "Jason is 25".into();
/// let two: Messages = [Message::system("Answer in French."), Message::user("Jason is 25")].into();
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Messages(pub(crate) Vec<Message>);

impl From<&str> for Messages {
    fn from(text: &str) -> Self {
        Messages(vec![Message::user(text)])
    }
}

impl From<&String> for Messages {
    fn from(text: &String) -> Self {
        Messages(vec![Message::user(text)])
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Messages(vec![Message::user(text)])
    }
}

impl From<Message> for Messages {
    fn from(message: Message) -> Self {
        Messages(vec![message])
    }
}

impl From<Vec<Message>> for Messages {
    fn from(messages: Vec<Message>) -> Self {
        Messages(messages)
    }
}

impl From<&[Message]> for Messages {
    fn from(messages: &[Message]) -> Self {
        Messages(messages.to_vec())
    }
}

impl<const N: usize> From<[Message; N]> for Messages {
    fn from(messages: [Message; N]) -> Self {
        Messages(messages.into())
    }
}

impl FromIterator<Message> for Messages {
    fn from_iter<I: IntoIterator<Item = Message>>(messages: I) -> Self {
        Messages(messages.into_iter().collect())
    }
}
