//! `JsonSchema`: an answer that the server holds to a schema.

use super::Ask;
use super::reader::{Content, Reader};
use crate::draft::{Asked, Draft, NamedSchema};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct JsonSchema;

#[derive(Serialize)]
struct Fields {
    response_format: Format,
}

#[derive(Serialize)]
struct Format {
    r#type: &'static str,
    json_schema: NamedSchema,
}

impl Ask for JsonSchema {
    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (json_schema, shapes) = draft.format()?;
        let response_format = Format {
            r#type: "json_schema",
            json_schema,
        };
        draft.with(Fields { response_format }, shapes)
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Content)
    }
}
