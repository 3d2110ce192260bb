//! `Tools`: a function to call, whose arguments are the value.

use super::Ask;
use super::reader::{Arguments, Reader};
use crate::draft::{Asked, Draft, NamedSchema};
use crate::services::ToolChoice;
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct Tools;

/// What asks for calls: of these tools, chosen so, as each API and mode writes them.
#[derive(Serialize)]
pub(super) struct Fields<T, C> {
    pub(super) tools: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_choice: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parallel_tool_calls: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct Tool {
    r#type: &'static str,
    function: NamedSchema,
}

impl Tool {
    pub(super) fn new(function: NamedSchema) -> Self {
        Tool {
            r#type: "function",
            function,
        }
    }
}

/// The value of `tool_choice`.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Choice {
    Named {
        r#type: &'static str,
        function: Name,
    },
    Any(&'static str),
}

#[derive(Serialize)]
pub(super) struct Name {
    pub(super) name: String,
}

impl Choice {
    /// Of the one function of this name. Where there is one, to require any is the same.
    fn of(choice: ToolChoice, name: &str) -> Option<Self> {
        match choice {
            ToolChoice::Named => Some(Choice::Named {
                r#type: "function",
                function: Name {
                    name: name.to_owned(),
                },
            }),
            _ => Choice::any(choice),
        }
    }

    /// Of any of several functions.
    pub(super) fn any(choice: ToolChoice) -> Option<Self> {
        match choice {
            ToolChoice::Named | ToolChoice::Required => Some(Choice::Any("required")),
            ToolChoice::Any => Some(Choice::Any("any")),
            ToolChoice::Auto => None,
        }
    }
}

impl Ask for Tools {
    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (function, shapes) = draft.function()?;
        let quirks = draft.quirks();
        let fields = Fields {
            tool_choice: Choice::of(quirks.tool_choice, &function.name),
            tools: [Tool::new(function)],
            parallel_tool_calls: quirks.parallel_tool_calls.then_some(false),
        };
        draft.with(fields, shapes)
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Arguments)
    }
}
