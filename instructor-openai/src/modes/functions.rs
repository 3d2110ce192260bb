//! `Functions`: a function to call, as it was asked for before there were tools.

use super::Ask;
use super::reader::{Arguments, Reader};
use super::tools::Name;
use crate::draft::{Asked, Draft, NamedSchema};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct Functions;

#[derive(Serialize)]
struct Fields {
    functions: [NamedSchema; 1],
    function_call: Name,
}

impl Ask for Functions {
    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (function, shapes) = draft.plain_function();
        let name = function.name.clone();
        let fields = Fields {
            functions: [function],
            function_call: Name { name },
        };
        draft.with(fields, shapes)
    }

    fn has_call_ids(&self) -> bool {
        false
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Arguments)
    }
}
