//! The dialects of JSON Schema, and what a request is asked by in them.

use crate::strict;
use instructor_core::provider::Shapes;
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
pub(crate) struct Spoken {
    pub(crate) schema: Schema,
    pub(crate) is_strict: bool,
    pub(crate) shapes: Shapes,
}

impl Dialect {
    /// The schema in this dialect. To `keep_shape` is to be asked for no other shape of the value.
    pub(crate) fn speak(self, schema: &Schema, keep_shape: bool) -> Result<Spoken> {
        if self == Dialect::Plain {
            return Ok(Spoken::plain(schema));
        }
        let (reshaped, shapes) = strict::reshaped(schema)?;
        if keep_shape && shapes.reshaped {
            return Ok(Spoken::plain(schema));
        }
        let (schema, shapes) = strict::rewritten(reshaped, shapes)?;
        Ok(Spoken {
            schema,
            is_strict: true,
            shapes,
        })
    }
}

impl Spoken {
    /// The schema as it is, but for the root, which has to be an object.
    pub(crate) fn plain(schema: &Schema) -> Spoken {
        let mut wrapped = schema.clone().wrapped();
        let mut shapes = Shapes::default();
        shapes.wrapped = wrapped != *schema;
        wrapped.remove("$schema");
        Spoken {
            schema: wrapped,
            is_strict: false,
            shapes,
        }
    }
}
