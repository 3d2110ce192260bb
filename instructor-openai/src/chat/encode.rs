//! A request as a body of Chat Completions.

use crate::draft::Draft;
use instructor_core::{Content, Error, ErrorKind, Message, Result, Role};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The body, its fields in the order in which one would read them.
#[derive(Serialize)]
pub(crate) struct Body<'a, S> {
    model: &'a str,
    messages: Vec<ChatMessage>,
    #[serde(flatten)]
    structure: S,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    /// Fields whose names differ from server to server.
    #[serde(flatten)]
    named: Map<String, Value>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
struct ChatMessage {
    role: &'static str,
    content: Value,
}

impl<'a, S: Serialize> Body<'a, S> {
    pub(crate) fn new(draft: &Draft<'a>, structure: S) -> Result<Self> {
        let (request, quirks) = (draft.request, draft.quirks());
        let told = draft.told.as_ref().map(|told| {
            Ok(ChatMessage {
                role: "system",
                content: json!(told),
            })
        });
        let said = request.messages.iter().map(encode_message);
        let mut named = Map::new();
        if let Some(tokens) = request.max_tokens {
            named.insert(quirks.max_tokens.to_owned(), tokens.into());
        }
        if let Some(seed) = request.seed {
            named.insert(quirks.seed.to_owned(), seed.into());
        }
        let usage =
            request.stream && quirks.stream_usage && !request.body.contains_key("stream_options");
        Ok(Body {
            model: draft.provider.model(request),
            messages: told.into_iter().chain(said).collect::<Result<_>>()?,
            structure,
            temperature: request.temperature,
            named,
            stream: request.stream,
            stream_options: usage.then_some(StreamOptions {
                include_usage: true,
            }),
        })
    }
}

fn encode_message(message: &Message) -> Result<ChatMessage> {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        role => return Err(unknown(&role)),
    };
    // One text is sent as such: every server takes that, not every one takes parts.
    if let [Content::Text(text)] = &*message.content {
        let content = json!(text);
        return Ok(ChatMessage { role, content });
    }
    let part = |part: &Content| match part {
        Content::Text(text) => Ok(json!({"type": "text", "text": text})),
        part => Err(unknown(part)),
    };
    let parts: Result<Vec<Value>> = message.content.iter().map(part).collect();
    Ok(ChatMessage {
        role,
        content: Value::Array(parts?),
    })
}

fn unknown(what: &dyn std::fmt::Debug) -> Error {
    let message = format!("Chat Completions does not support {what:?} in a message");
    Error::new(ErrorKind::Request, message)
}
