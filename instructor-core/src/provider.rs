//! For those who write a provider: requests to HTTP, answers to text.

pub use crate::error::excerpt;
pub use crate::http::EventDecoder;
pub use crate::json::shapes::Shapes;
pub use {bytes, http};

use crate::content::Returned;
use crate::error::{Attempt, Error, Result};
use crate::json::Limits;
use crate::message::Message;
use crate::response::{Call, Finish, Usage};
use crate::schema::Schema;
use bytes::Bytes;
use serde_json::{Map, Value};
use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;

/// How a provider is asked for structure. The names are those of Python's `instructor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// A function to call, whose arguments are the value.
    Tools,
    /// Several functions to call at once: of a list of an enum, one for each variant; each call is an element.
    ParallelTools,
    /// An answer that the provider holds to a JSON Schema.
    JsonSchema,
    /// An answer that the provider holds to be JSON; the schema is told in words.
    Json,
    /// An answer in words with a block of JSON in it; the schema is told in words. For models that know nothing else.
    MdJson,
    /// A function to call, as OpenAI had it before tools.
    Functions,
    /// As [`JsonSchema`](Mode::JsonSchema), by OpenAI's Responses API.
    ResponsesJsonSchema,
    /// As [`Tools`](Mode::Tools), by OpenAI's Responses API.
    ResponsesTools,
}

/// What a model is asked, before a provider puts it into its own words.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    /// The model's name; none for the provider's default.
    pub model: Option<String>,
    /// The conversation.
    pub messages: Vec<Message>,
    /// The schema of the type, as [`Extract::schema`](crate::Extract::schema) makes it.
    pub schema: Schema,
    /// Whether the answer is to have the shape that the schema has. The caller made the schema, and its type does not tell
    /// how an answer of another shape is to be read: [`Schema::reshaped`] is not for it.
    pub keep_shape: bool,
    /// The name of the type, of letters, digits and `_`.
    pub name: String,
    /// How to ask for structure; none for the provider's default.
    pub mode: Option<Mode>,
    /// Whether the answer is to come while it is written.
    pub stream: bool,
    /// The sampling temperature.
    pub temperature: Option<f64>,
    /// How many tokens the answer may have at most.
    pub max_tokens: Option<u32>,
    /// For sampling that can be repeated.
    pub seed: Option<u64>,
    /// Further fields of the body, as the provider names them.
    pub body: Map<String, Value>,
}

impl Request {
    pub(crate) fn new(messages: Vec<Message>, schema: Schema, name: String) -> Self {
        Request {
            model: None,
            messages,
            schema,
            keep_shape: false,
            name,
            mode: None,
            stream: false,
            temperature: None,
            max_tokens: None,
            seed: None,
            body: Map::new(),
        }
    }
}

/// Turns requests into HTTP, and what the server sends into text. It has no sockets: the core's driver sends.
///
/// Implement it for a wire format; `instructor_openai` is the one to look at.
pub trait Provider: Debug + Send + Sync + 'static {
    /// The name of the service, as [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/) has it:
    /// `openai`, `azure.ai.openai`, `x_ai`.
    fn name(&self) -> &str {
        "unknown"
    }

    /// The model that is asked: that of the request, or else the one that the provider asks then.
    fn model<'a>(&'a self, request: &'a Request) -> Option<&'a str> {
        request.model.as_deref()
    }

    /// The HTTP request, without authentication, and how its answer will be shaped. A header marked as sensitive is kept
    /// out of errors.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if the provider cannot be asked that.
    fn encode(&self, request: &Request) -> Result<Encoded>;

    /// Adds authentication. Asynchronous because tokens expire, and some services sign.
    ///
    /// # Errors
    ///
    /// If there is no valid key.
    fn authorize<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

    /// How to read the answer to a `request` that asked for a stream. `head` has the status, a success, and the headers;
    /// of the `limits` that of an event is the decoder's to keep.
    fn decoder(&self, request: &Request, head: &http::response::Parts, limits: &Limits) -> Reading;

    /// Reads an answer that came whole. `head` has the status, a success, and the headers.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Protocol`](crate::ErrorKind::Protocol) if it is not of this wire, or what the server says went wrong.
    fn decode_whole(
        &self,
        request: &Request,
        head: &http::response::Parts,
        body: &[u8],
        emit: &mut dyn FnMut(Delta<'_>),
    ) -> Result<()>;

    /// The error that an error status, its headers and the start of its body tell of.
    ///
    /// The driver adds the status, the id of the request and when to ask again. It asks again itself after statuses that
    /// pass, unless the error says otherwise: [`Error::not_retryable`].
    fn decode_error(&self, head: &http::response::Parts, body: &[u8]) -> Error;

    /// An answer that was no good, and what the model is `told` of it, as the next messages of the conversation.
    ///
    /// As it stands: the calls, and what is told as what came of the first; or without calls what the model said, and what is
    /// told as the user's next message.
    fn reask(&self, request: &Request, attempt: &Attempt, told: &str) -> Vec<Message> {
        let _ = request;
        sent_back(attempt, attempt.calls.clone(), told)
    }
}

/// An answer in these `calls` as the next messages of the conversation, and what the model is `told` of it.
pub fn sent_back(attempt: &Attempt, calls: Vec<Call>, told: &str) -> Vec<Message> {
    let mut messages = Vec::new();
    if calls.is_empty() {
        let said = match attempt.response.text.is_empty() {
            true => &attempt.prose,
            false => &attempt.response.text,
        };
        if !said.is_empty() {
            messages.push(Message::assistant(said));
        }
        messages.push(Message::user(told));
        return messages;
    }
    // A wire may want that something comes of each call.
    let told = std::iter::once(told).chain(std::iter::repeat("See what came of the first call."));
    let returned = calls.iter().zip(told);
    let returned = returned.map(|(call, told)| Returned::of(call, told));
    let returned = Message::returned(returned.collect::<Vec<_>>());
    messages.push(Message::calls(calls));
    messages.push(returned);
    messages
}

/// A request as it is sent.
#[derive(Debug)]
#[non_exhaustive]
pub struct Encoded {
    /// The HTTP request.
    pub request: http::Request<Bytes>,
    /// What the provider made of the shape of the answer.
    pub shapes: Shapes,
}

impl Encoded {
    /// A request whose answer has these shapes.
    pub fn new(request: http::Request<Bytes>, shapes: Shapes) -> Self {
        Encoded { request, shapes }
    }
}

/// How an answer is to be read.
#[non_exhaustive]
pub enum Reading {
    /// As it arrives, by this decoder.
    Stream(Box<dyn Decoder>),
    /// As a whole, by [`Provider::decode_whole`]: a server that does not stream, or a body that is not an answer.
    Whole,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reading::Stream(_) => "Stream",
            Reading::Whole => "Whole",
        })
    }
}

/// The state of one answer that is being streamed: its framing, and what its events build on.
pub trait Decoder: Send {
    /// Reads what came from the network, cut anywhere.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Protocol`](crate::ErrorKind::Protocol) if it is not of this wire,
    /// [`ErrorKind::Status`](crate::ErrorKind::Status) if it is an error that the server tells of.
    fn decode(&mut self, bytes: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()>;

    /// Reads what is left when the stream has ended.
    ///
    /// # Errors
    ///
    /// As [`decode`](Decoder::decode), and if no event of this wire came at all.
    fn finish(&mut self, emit: &mut dyn FnMut(Delta<'_>)) -> Result<()>;
}

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Delta<'a> {
    /// Text of the value: of the answer, or of the arguments of a call.
    Text {
        /// Which call, counted from 0; 0 where there are no calls.
        call: usize,
        /// The text.
        text: &'a str,
    },
    /// The model calls a function, or goes on with a call: it is shown to it again if the value is no good.
    Call {
        /// Which call, as [`Text`](Delta::Text) counts.
        call: usize,
        /// Its id. The first one counts.
        id: Option<&'a str>,
        /// The function's name. The first one counts.
        name: Option<&'a str>,
        /// More of its arguments, where the text of the value is made of them. None where it is they.
        arguments: Option<&'a str>,
    },
    /// Words beside the value: what the model says where it was to call.
    Prose(&'a str),
    /// What the model thinks before it answers.
    Reasoning(&'a str),
    /// Text in which the model refuses.
    Refusal(&'a str),
    /// The provider's id of the answer. The first one counts.
    Id(&'a str),
    /// The model that answers. The first one counts.
    Model(&'a str),
    /// How many tokens the answer took, so far or in all. The last one counts.
    Usage(Usage),
    /// The model has ended its answer.
    Finish(Finish),
    /// The marker that the stream is complete.
    Done,
}
