//! `ResponsesTools`: as `Tools`, by the Responses API.

use super::Ask;
use super::reader::{Arguments, Reader};
use crate::draft::{Api, Asked, Draft, NamedSchema};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct ResponsesTools;

#[derive(Serialize)]
struct Fields {
    tools: [Tool; 1],
    tool_choice: Choice,
    parallel_tool_calls: bool,
}

#[derive(Serialize)]
struct Tool {
    r#type: &'static str,
    #[serde(flatten)]
    function: NamedSchema,
}

#[derive(Serialize)]
struct Choice {
    r#type: &'static str,
    name: String,
}

impl Ask for ResponsesTools {
    fn api(&self) -> Api {
        Api::Responses
    }

    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (function, shapes) = draft.function()?;
        let fields = Fields {
            tool_choice: Choice {
                r#type: "function",
                name: function.name.clone(),
            },
            tools: [Tool {
                r#type: "function",
                function,
            }],
            parallel_tool_calls: false,
        };
        draft.with(fields, shapes)
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Arguments)
    }
}
