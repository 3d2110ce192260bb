//! A request on its way into a body.

use crate::chat;
use crate::dialect::Spoken;
use crate::provider::OpenAi;
use crate::responses;
use crate::services::Quirks;
use instructor_core::provider::{Request, Shapes};
use instructor_core::{Error, ErrorKind, Result, Schema};
use serde::Serialize;
use serde_json::{Map, Value};

/// The APIs of OpenAI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    /// Chat Completions.
    Chat,
    Responses,
}

impl Api {
    /// Where it is asked, below the base URL.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Api::Chat => "chat/completions",
            Api::Responses => "responses",
        }
    }
}

/// A request on its way into a body: the mode says what asks for structure, the API puts it into words.
pub(crate) struct Draft<'a> {
    pub(crate) provider: &'a OpenAi,
    pub(crate) request: &'a Request,
    pub(crate) api: Api,
    /// What the model is told before all else.
    pub(crate) told: Option<String>,
}

/// The body, and what became of the shape of the answer.
pub(crate) struct Asked {
    pub(crate) body: Vec<u8>,
    pub(crate) shapes: Shapes,
}

/// A schema under a name, as an answer's format or as a function.
#[derive(Serialize)]
pub(crate) struct NamedSchema {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Schema>,
}

/// Fields that no request sets beside those of its mode: what they ask for is not read.
const OURS: &[&str] = &[
    "function_call",
    "functions",
    "input",
    "messages",
    "parallel_tool_calls",
    "response_format",
    "tool_choice",
    "tools",
];

/// The names of one field, of which a server knows one or the other.
const MAX_TOKENS: &[&str] = &["max_completion_tokens", "max_output_tokens", "max_tokens"];

impl<'a> Draft<'a> {
    pub(crate) fn quirks(&self) -> &'a Quirks {
        &self.provider.quirks
    }

    /// The schema as the format of an answer, in the dialect of the server.
    pub(crate) fn format(&self) -> Result<(NamedSchema, Shapes)> {
        let request = self.request;
        let takes_strict = self.quirks().strict;
        let (mut named, shapes) = self.spoken(&request.name, &request.schema, takes_strict)?;
        named.schema = named.parameters.take();
        Ok((named, shapes))
    }

    /// The schema as a function whose arguments are the value, in the dialect of the server.
    pub(crate) fn function(&self) -> Result<(NamedSchema, Shapes)> {
        self.function_of(&self.request.name, &self.request.schema)
    }

    /// A `schema` as a function of this name.
    pub(crate) fn function_of(&self, name: &str, schema: &Schema) -> Result<(NamedSchema, Shapes)> {
        self.spoken(name, schema, self.quirks().strict_tools)
    }

    fn spoken(
        &self,
        name: &str,
        schema: &Schema,
        takes_strict: bool,
    ) -> Result<(NamedSchema, Shapes)> {
        let dialect = self.provider.dialect;
        let spoken = dialect.speak(schema, self.request.keep_shape)?;
        let strict = takes_strict.then_some(spoken.is_strict);
        Ok(named(name, spoken, strict))
    }

    /// The schema as a function, for a server that holds nothing to it.
    pub(crate) fn plain_function(&self) -> (NamedSchema, Shapes) {
        named(
            &self.request.name,
            Spoken::plain(&self.request.schema),
            None,
        )
    }

    /// Tells the schema in words, behind `instruction`. Nothing holds the model to it.
    pub(crate) fn tell(&mut self, instruction: &str) -> Shapes {
        let Spoken {
            schema, mut shapes, ..
        } = Spoken::plain(&self.request.schema);
        shapes.loose = true;
        let name = &self.request.name;
        self.told = Some(format!(
            "{instruction} this JSON Schema of `{name}`:\n\n{schema}"
        ));
        shapes
    }

    /// The body, with these fields in it.
    pub(crate) fn with(self, structure: impl Serialize, shapes: Shapes) -> Result<Asked> {
        let body = match self.api {
            Api::Chat => self.write(chat::Body::new(&self, structure)?)?,
            Api::Responses => self.write(responses::Body::new(&self, structure)?)?,
        };
        Ok(Asked { body, shapes })
    }

    fn write(&self, body: impl Serialize) -> Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Whole<'a, B> {
            #[serde(flatten)]
            body: B,
            #[serde(flatten)]
            further: &'a Map<String, Value>,
        }

        let cannot = |error| {
            Error::new(ErrorKind::Request, "the request cannot be written as JSON")
                .with_source(error)
        };
        let further = &self.request.body;
        if !further.is_empty() {
            let ours = serde_json::to_value(&body).map_err(cannot)?;
            let bounded = self.request.max_tokens.is_some();
            let is_ours = |field: &&String| {
                let name = field.as_str();
                OURS.contains(&name)
                    || ours.get(name).is_some()
                    || bounded && MAX_TOKENS.contains(&name)
            };
            if let Some(field) = further.keys().find(is_ours) {
                let message = format!("the body field `{field}` is set by the request itself");
                return Err(Error::new(ErrorKind::Request, message));
            }
        }
        serde_json::to_vec(&Whole { body, further }).map_err(cannot)
    }
}

fn named(name: &str, spoken: Spoken, strict: Option<bool>) -> (NamedSchema, Shapes) {
    let schema = spoken.schema;
    let named = NamedSchema {
        // OpenAI takes names of up to 64 characters.
        name: name.chars().take(64).collect(),
        description: schema.text("description").map(str::to_owned),
        strict,
        schema: None,
        parameters: Some(schema),
    };
    (named, spoken.shapes)
}
