//! The dialects of JSON Schema, and what a request is asked by in them.

use crate::strict;
use instructor_core::provider::{Request, Shapes};
use instructor_core::{Result, Schema};

/// The dialect of JSON Schema that a server takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// The subset that OpenAI holds an answer to: [`strict`](crate::strict()).
    #[default]
    Strict,
    /// Plain JSON Schema, with all that the type says: for servers that hold answers to more, as llama.cpp does.
    Plain,
}

/// The schema that goes out.
pub(crate) struct Asked {
    pub(crate) schema: Schema,
    pub(crate) is_strict: bool,
    pub(crate) shapes: Shapes,
}

impl Dialect {
    pub(crate) fn ask(self, request: &Request) -> Result<Asked> {
        let schema = &request.schema;
        if self == Dialect::Plain {
            return Ok(Asked::plain(schema));
        }
        let (reshaped, shapes) = strict::reshaped(schema)?;
        if request.keep_shape && shapes.reshaped {
            return Ok(Asked::plain(schema));
        }
        let (schema, shapes) = strict::rewritten(reshaped, shapes)?;
        Ok(Asked {
            schema,
            is_strict: true,
            shapes,
        })
    }
}

impl Asked {
    /// The schema as it is, but for the root, which has to be an object.
    pub(crate) fn plain(schema: &Schema) -> Asked {
        let mut wrapped = schema.clone().wrapped();
        let mut shapes = Shapes::default();
        shapes.wrapped = wrapped != *schema;
        wrapped.remove("$schema");
        Asked {
            schema: wrapped,
            is_strict: false,
            shapes,
        }
    }
}
