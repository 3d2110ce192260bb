//! `ResponsesTools`: as `Tools`, by the Responses API.

use super::Ask;
use super::reader::{Arguments, Reader};
use super::tools::{self, Fields};
use crate::draft::{Api, Asked, Draft, NamedSchema};
use crate::services::ToolChoice;
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct ResponsesTools;

#[derive(Serialize)]
struct Tool {
    r#type: &'static str,
    #[serde(flatten)]
    function: NamedSchema,
}

/// The value of `tool_choice`, which names a function otherwise than Chat Completions do.
#[derive(Serialize)]
#[serde(untagged)]
enum Choice {
    Named { r#type: &'static str, name: String },
    Any(tools::Choice),
}

impl Ask for ResponsesTools {
    fn api(&self) -> Api {
        Api::Responses
    }

    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (function, shapes) = draft.function()?;
        let quirks = draft.quirks();
        let fields = Fields {
            tool_choice: match quirks.tool_choice {
                ToolChoice::Named => Some(Choice::Named {
                    r#type: "function",
                    name: function.name.clone(),
                }),
                choice => tools::Choice::any(choice).map(Choice::Any),
            },
            tools: [Tool {
                r#type: "function",
                function,
            }],
            parallel_tool_calls: quirks.parallel_tool_calls.then_some(false),
        };
        draft.with(fields, shapes)
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Arguments)
    }
}
