//! The modes: how each asks for structure, and where the value is in what comes back. One file a mode.

mod functions;
mod json;
mod json_schema;
mod md_json;
mod parallel_tools;
mod reader;
mod responses_json_schema;
mod responses_tools;
mod tools;

pub(crate) use reader::{Call, Emit, Reader};

use crate::draft::{Api, Asked, Draft};
use instructor_core::provider::Request;
use instructor_core::{Error, ErrorKind, Mode, Result};

/// One way to ask for structure.
pub(crate) trait Ask: Sync {
    /// The API that it is asked by.
    fn api(&self) -> Api {
        Api::Chat
    }

    /// Puts into the body what asks for structure.
    fn ask(&self, draft: Draft<'_>) -> Result<Asked>;

    /// Whether calls are told apart by ids.
    fn has_call_ids(&self) -> bool {
        true
    }

    /// What takes the value out of the answer to `request`.
    fn reader(&self, request: &Request) -> Box<dyn Reader>;
}

/// The mode of this name.
pub(crate) fn of(mode: Mode) -> Result<&'static dyn Ask> {
    Ok(match mode {
        Mode::Tools => &tools::Tools,
        Mode::ParallelTools => &parallel_tools::ParallelTools,
        Mode::JsonSchema => &json_schema::JsonSchema,
        Mode::Json => &json::Json,
        Mode::MdJson => &md_json::MdJson,
        Mode::Functions => &functions::Functions,
        Mode::ResponsesJsonSchema => &responses_json_schema::ResponsesJsonSchema,
        Mode::ResponsesTools => &responses_tools::ResponsesTools,
        mode => {
            let message = format!("the OpenAI wire has no mode {mode:?}");
            return Err(Error::new(ErrorKind::Request, message));
        }
    })
}
