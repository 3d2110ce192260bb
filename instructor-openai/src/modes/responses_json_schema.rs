//! `ResponsesJsonSchema`: as `JsonSchema`, by the Responses API.

use super::Ask;
use super::reader::{Content, Reader};
use crate::draft::{Api, Asked, Draft, NamedSchema};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct ResponsesJsonSchema;

#[derive(Serialize)]
struct Fields {
    text: Text,
}

#[derive(Serialize)]
struct Text {
    format: Format,
}

#[derive(Serialize)]
struct Format {
    r#type: &'static str,
    #[serde(flatten)]
    schema: NamedSchema,
}

impl Ask for ResponsesJsonSchema {
    fn api(&self) -> Api {
        Api::Responses
    }

    fn ask(&self, draft: Draft<'_>) -> Result<Asked> {
        let (schema, shapes) = draft.format()?;
        let format = Format {
            r#type: "json_schema",
            schema,
        };
        draft.with(
            Fields {
                text: Text { format },
            },
            shapes,
        )
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Content)
    }
}
