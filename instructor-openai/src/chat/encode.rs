//! A request as a body of Chat Completions.

use super::Chat;
use crate::content::{ChatMessage, chat_message};
use crate::dialect::Asked;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE};
use instructor_core::provider::{Encoded, Request, Shapes};
use instructor_core::{Error, ErrorKind, Mode, Result, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(super) fn encode(chat: &Chat, request: &Request) -> Result<Encoded> {
    let (body, shapes) = body(chat, request)?;
    let body = serde_json::to_vec(&body).map_err(|error| {
        Error::new(ErrorKind::Request, "the request cannot be written as JSON").with_source(error)
    })?;
    let mut encoded = http::Request::post(&chat.url)
        .header(CONTENT_TYPE, "application/json")
        .body(Bytes::from(body))
        .map_err(|error| {
            Error::new(ErrorKind::Config, "the base URL cannot be asked").with_source(error)
        })?;
    let accept = match request.stream {
        true => "text/event-stream",
        false => "application/json",
    };
    let headers = encoded.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    if let Some(id) = &chat.organization {
        headers.insert("openai-organization", id.clone());
    }
    if let Some(id) = &chat.project {
        headers.insert("openai-project", id.clone());
    }
    Ok(Encoded::new(encoded, shapes))
}

/// The body, its fields in the order in which one would read them.
#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<ChatMessage>,
    #[serde(flatten)]
    structure: Structure,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    stream: bool,
    #[serde(flatten)]
    further: &'a Map<String, Value>,
}

/// How the mode asks for structure.
#[derive(Serialize)]
#[serde(untagged)]
enum Structure {
    Format {
        response_format: Format,
    },
    Tools {
        tools: [Tool; 1],
        tool_choice: &'static str,
        parallel_tool_calls: bool,
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Format {
    JsonObject,
    JsonSchema { json_schema: NamedSchema },
}

#[derive(Serialize)]
struct Tool {
    r#type: &'static str,
    function: NamedSchema,
}

/// A schema under a name, as an answer's format or as a function.
#[derive(Serialize)]
struct NamedSchema {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    strict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Schema>,
}

/// Fields that [`Body`] makes itself.
const OURS: &[&str] = &[
    "messages",
    "model",
    "parallel_tool_calls",
    "response_format",
    "stream",
    "tool_choice",
    "tools",
];

/// The body, and what became of the shape of the answer.
fn body<'a>(chat: &'a Chat, request: &'a Request) -> Result<(Body<'a>, Shapes)> {
    let taken = ["temperature", "max_tokens", "max_completion_tokens", "seed"];
    let set = [
        request.temperature.is_some(),
        request.max_tokens.is_some(),
        request.max_tokens.is_some(),
        request.seed.is_some(),
    ];
    let ours = |field: &&String| {
        OURS.contains(&field.as_str())
            || taken
                .iter()
                .zip(set)
                .any(|(name, set)| set && name == field)
    };
    if let Some(field) = request.body.keys().find(ours) {
        let message = format!("the body field `{field}` is set by the request itself");
        return Err(Error::new(ErrorKind::Request, message));
    }

    let mut messages = Vec::with_capacity(request.messages.len() + 1);
    let mode = chat.mode(request);
    let asked = match mode {
        Mode::Json => Asked::plain(&request.schema),
        _ => chat.dialect.ask(request)?,
    };
    let shapes = asked.shapes;
    let structure = match mode {
        Mode::JsonSchema => Structure::Format {
            response_format: Format::JsonSchema {
                json_schema: named(request, asked, |name, schema| {
                    name.schema = Some(schema);
                }),
            },
        },
        Mode::Tools => Structure::Tools {
            tools: [Tool {
                r#type: "function",
                function: named(request, asked, |name, schema| {
                    name.parameters = Some(schema);
                }),
            }],
            // There is one tool: to require one is to require it. Servers that do not know the object form know this.
            tool_choice: "required",
            parallel_tool_calls: false,
        },
        Mode::Json => {
            messages.push(told_in_words(request, &asked.schema));
            Structure::Format {
                response_format: Format::JsonObject,
            }
        }
        mode => {
            let message =
                format!("Chat Completions has no mode {mode:?}: use JsonSchema, Tools or Json");
            return Err(Error::new(ErrorKind::Request, message));
        }
    };
    for message in &request.messages {
        messages.push(chat_message(message)?);
    }

    // OpenAI's newer models refuse `max_tokens`; other servers know nothing else.
    let host = chat.url.split('/').nth(2).unwrap_or_default();
    let is_openai = host == "api.openai.com" || host.ends_with(".api.openai.com");
    let (max_completion_tokens, max_tokens) = match is_openai {
        true => (request.max_tokens, None),
        false => (None, request.max_tokens),
    };
    let body = Body {
        model: request.model.as_deref().unwrap_or(&chat.model),
        messages,
        structure,
        temperature: request.temperature,
        max_tokens,
        max_completion_tokens,
        seed: request.seed,
        stream: request.stream,
        further: &request.body,
    };
    Ok((body, shapes))
}

/// What is asked by, under the name of the type.
fn named(
    request: &Request,
    asked: Asked,
    put: impl FnOnce(&mut NamedSchema, Schema),
) -> NamedSchema {
    let schema = asked.schema;
    // OpenAI takes names of up to 64 characters.
    let name = request.name.chars().take(64).collect();
    let mut named = NamedSchema {
        name,
        description: schema.text("description").map(str::to_owned),
        strict: asked.is_strict,
        schema: None,
        parameters: None,
    };
    put(&mut named, schema);
    named
}

fn told_in_words(request: &Request, schema: &Schema) -> ChatMessage {
    ChatMessage {
        role: "system",
        content: json!(format!(
            "Answer with one JSON object, and nothing else, that fits this JSON Schema of `{}`:\n\n{schema}",
            request.name
        )),
    }
}
