//! `ParallelTools`: several functions to call at once. A list of an enum is asked for as one function for each variant;
//! the calls are the elements.

mod calls;
mod variants;

use super::Ask;
use super::reader::Reader;
use super::tools::{Choice, Fields, Tool};
use crate::draft::{Asked, Draft};
use calls::Calls;
use instructor_core::Result;
use instructor_core::provider::{Request, Shapes};
use variants::{refused, variants};

pub(super) struct ParallelTools;

impl Ask for ParallelTools {
    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let mut shapes = Shapes::default();
        let mut tools = Vec::new();
        for variant in variants(draft.request)? {
            let (function, shape) = draft.function_of(&variant.name, &variant.schema)?;
            if shape.wrapped {
                return Err(refused(&format!(
                    "`{}` is not an object, as the arguments of a call are",
                    variant.name
                )));
            }
            shapes.reshaped |= shape.reshaped;
            tools.push(Tool::new(function));
        }
        let quirks = draft.quirks();
        let fields = Fields {
            tools,
            tool_choice: Choice::any(quirks.tool_choice),
            parallel_tool_calls: quirks.parallel_tool_calls.then_some(true),
        };
        draft.with(fields, shapes)
    }

    fn reader(&self, request: &Request) -> Box<dyn Reader> {
        // What cannot be asked has been refused.
        Box::new(Calls::new(variants(request).unwrap_or_default()))
    }
}
