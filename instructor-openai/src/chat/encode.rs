//! A request as a body of Chat Completions.

use crate::content::{ChatMessage, chat_messages};
use crate::draft::Draft;
use instructor_core::{Message, Result};
use serde::Serialize;
use serde_json::{Map, Value};

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

impl<'a, S: Serialize> Body<'a, S> {
    pub(crate) fn new(draft: &Draft<'a>, structure: S) -> Result<Self> {
        let (request, quirks) = (draft.request, draft.quirks());
        let told = draft.told.as_ref().map(Message::system);
        let said = told.iter().chain(&request.messages).map(chat_messages);
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
            messages: said
                .collect::<Result<Vec<_>>>()?
                .into_iter()
                .flatten()
                .collect(),
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
