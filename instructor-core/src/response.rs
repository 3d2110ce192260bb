//! What came with an answer, beside its value.

use crate::repair::Repaired;
use std::fmt;

/// What came with an answer, beside its value. What the server did not say is `None`, or empty.
///
/// [`with_response`](crate::request::Ask::with_response) gives it with a value, the streams while they run, an error for
/// the answer that it is about.
///
/// ```no_run
/// # use instructor_core::{Client, Extract};
/// # async fn ask(client: Client) -> instructor_core::Result<()> {
/// let (age, response) = u8::extract(&client, "Jason is 25. How old is he?").with_response().await?;
/// println!("{age}, by {:?}, for {:?} tokens", response.model, response.usage.map(|usage| usage.total));
/// # Ok(()) }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The provider's id of the answer.
    pub id: Option<String>,
    /// The id of the request, from a header: what a provider's support asks for.
    pub request_id: Option<String>,
    /// The model that answered, which may be another than was asked.
    pub model: Option<String>,
    /// Why the model ended its answer.
    pub finish: Option<Finish>,
    /// How many tokens it took. Of a stream it comes last, behind the value.
    pub usage: Option<Usage>,
    /// What the model thought before it answered, where the provider tells.
    pub reasoning: String,
    /// The text that the value was read from, as the model wrote it.
    pub text: String,
    /// What was mended in that text: nothing, unless it was read with [`Repair::Lenient`](crate::Repair::Lenient).
    pub repairs: Vec<Repaired>,
    /// What stood behind the value, as far as it was read: behind a streamed one that is for 2 s, and a few KiB, at most.
    pub trailing: String,
}

/// The texts by their length alone: what a model says is not for a log.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("id", &self.id)
            .field("request_id", &self.request_id)
            .field("model", &self.model)
            .field("finish", &self.finish)
            .field("usage", &self.usage)
            .field("reasoning", &format_args!("{} bytes", self.reasoning.len()))
            .field("text", &format_args!("{} bytes", self.text.len()))
            .field("repairs", &self.repairs.len())
            .field("trailing", &format_args!("{} bytes", self.trailing.len()))
            .finish()
    }
}

/// How many tokens an answer took. A provider that does not count one of them leaves it at 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the request.
    pub input: u64,
    /// Tokens of the answer, those of its reasoning included.
    pub output: u64,
    /// All of them, as the provider counts.
    pub total: u64,
    /// Of those of the request: read from the provider's cache.
    pub cached: u64,
    /// Of those of the answer: spent on reasoning.
    pub reasoning: u64,
}

impl Usage {
    /// A usage of so many tokens of the request and of the answer.
    pub fn new(input: u64, output: u64) -> Self {
        Usage {
            input,
            output,
            total: input.saturating_add(output),
            ..Usage::default()
        }
    }
}

impl Usage {
    /// Both together.
    #[cfg(feature = "http")]
    pub(crate) fn plus(self, other: Usage) -> Self {
        Usage {
            input: self.input.saturating_add(other.input),
            output: self.output.saturating_add(other.output),
            total: self.total.saturating_add(other.total),
            cached: self.cached.saturating_add(other.cached),
            reasoning: self.reasoning.saturating_add(other.reasoning),
        }
    }
}

/// A call of a function, as a model makes it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The id by which its result is told to be of it. None where the wire has none.
    pub id: Option<String>,
    /// The name of the function.
    pub name: String,
    /// The arguments, as they were written: usually JSON.
    pub arguments: String,
}

impl Call {
    /// A call without an id.
    pub fn new(name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Call {
            id: None,
            name: name.into(),
            arguments: arguments.into(),
        }
    }

    /// Sets the id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// The arguments by their length alone: what a model says is not for a log.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("arguments", &format_args!("{} bytes", self.arguments.len()))
            .finish()
    }
}

/// Why a model ended its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Finish {
    /// It was done.
    Stop,
    /// It had used its tokens.
    Length,
    /// A filter of the provider stopped it.
    Filter,
    /// Something else: whether it was done is not known.
    Other,
}
