//! A request as a body of the Responses API.

use crate::content::responses_items;
use crate::draft::Draft;
use instructor_core::{Error, ErrorKind, Message, Result};
use serde::Serialize;
use serde_json::Value;

/// The body, its fields in the order in which one would read them.
#[derive(Serialize)]
pub(crate) struct Body<'a, S> {
    model: &'a str,
    input: Vec<Value>,
    #[serde(flatten)]
    structure: S,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_output_tokens: Option<u32>,
    stream: bool,
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
        let told = draft.told.as_ref().map(Message::system);
        let said = told.iter().chain(&request.messages).map(responses_items);
        Ok(Body {
            model: draft.provider.model(request),
            input: said.collect::<Result<Vec<_>>>()?.concat(),
            structure,
            temperature: request.temperature,
            max_output_tokens: request.max_tokens,
            stream: request.stream,
        })
    }
}
