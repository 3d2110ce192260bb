//! A request as a body of the Responses API.

use crate::draft::Draft;
use instructor_core::{Content, Error, ErrorKind, Message, Result, Role};
use serde::Serialize;
use serde_json::{Value, json};

/// The body, its fields in the order in which one would read them.
#[derive(Serialize)]
pub(crate) struct Body<'a, S> {
    model: &'a str,
    input: Vec<Item>,
    #[serde(flatten)]
    structure: S,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_output_tokens: Option<u32>,
    stream: bool,
}

/// One message.
#[derive(Serialize)]
struct Item {
    role: &'static str,
    content: Value,
}

impl<'a, S: Serialize> Body<'a, S> {
    pub(crate) fn new(draft: &Draft<'a>, structure: S) -> Result<Self> {
        let request = draft.request;
        if request.seed.is_some() {
            return Err(Error::new(
                ErrorKind::Request,
                "the Responses API has no seed: ask by Chat Completions, or without one",
            ));
        }
        let told = draft.told.as_ref().map(|told| {
            Ok(Item {
                role: "system",
                content: json!(told),
            })
        });
        let said = request.messages.iter().map(encode_message);
        Ok(Body {
            model: draft.provider.model(request),
            input: told.into_iter().chain(said).collect::<Result<_>>()?,
            structure,
            temperature: request.temperature,
            max_output_tokens: request.max_tokens,
            stream: request.stream,
        })
    }
}

fn encode_message(message: &Message) -> Result<Item> {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        role => return Err(unknown(&role)),
    };
    // One text is sent as such.
    if let [Content::Text(text)] = &*message.content {
        let content = json!(text);
        return Ok(Item { role, content });
    }
    let kind = match message.role {
        Role::Assistant => "output_text",
        _ => "input_text",
    };
    let part = |part: &Content| match part {
        Content::Text(text) => Ok(json!({"type": kind, "text": text})),
        part => Err(unknown(part)),
    };
    let parts: Result<Vec<Value>> = message.content.iter().map(part).collect();
    Ok(Item {
        role,
        content: Value::Array(parts?),
    })
}

fn unknown(what: &dyn std::fmt::Debug) -> Error {
    let message = format!("the Responses API does not support {what:?} in a message");
    Error::new(ErrorKind::Request, message)
}
