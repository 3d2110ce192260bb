//! `Json`: an answer that the server holds to be JSON. The schema is told in words.

use super::Ask;
use super::reader::{Content, Reader};
use crate::draft::{Asked, Draft};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct Json;

#[derive(Serialize)]
struct Fields {
    response_format: Format,
}

#[derive(Serialize)]
struct Format {
    r#type: &'static str,
}

impl Ask for Json {
    fn ask(&self, mut draft: Draft<'_>) -> Result<Asked> {
        let shapes = draft.tell("Answer with one JSON object, and nothing else, that fits");
        let response_format = Format {
            r#type: "json_object",
        };
        draft.with(Fields { response_format }, shapes)
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Content)
    }
}
