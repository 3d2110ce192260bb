//! Schemas from JSON: those that are made at run time.

use super::{Keyword, Schema};
use crate::error::{Error, ErrorKind};
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// What a keyword's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Schema,
    Schemas,
    Named,
    Data,
}

impl Form {
    fn of(keyword: &str) -> Form {
        match keyword {
            "additionalItems"
            | "additionalProperties"
            | "contains"
            | "contentSchema"
            | "else"
            | "if"
            | "items"
            | "not"
            | "propertyNames"
            | "then"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Form::Schema,
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => Form::Schemas,
            "$defs" | "definitions" | "dependentSchemas" | "patternProperties" | "properties" => {
                Form::Named
            }
            _ => Form::Data,
        }
    }
}

/// In the order of the text. The schema `true` is the one without keywords, and `false` is `{"not": {}}`.
impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SchemaVisitor)
    }
}

struct SchemaVisitor;

impl<'de> Visitor<'de> for SchemaVisitor {
    type Value = Schema;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Schema: an object or a bool")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Schema, E> {
        Ok(match value {
            true => Schema::new(),
            false => Schema::new().with("not", Schema::new()),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Schema, A::Error> {
        let mut schema = Schema::new();
        while let Some(keyword) = map.next_key::<String>()? {
            let value = map.next_value_seed(Form::of(&keyword))?;
            schema.set(keyword, value);
        }
        Ok(schema)
    }
}

impl<'de> DeserializeSeed<'de> for Form {
    type Value = Keyword;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Keyword, D::Error> {
        match self {
            Form::Data => Value::deserialize(deserializer).map(Keyword::Value),
            form => deserializer.deserialize_any(KeywordVisitor(form)),
        }
    }
}

/// Reads the value of a keyword that has schemas in it.
struct KeywordVisitor(Form);

impl<'de> Visitor<'de> for KeywordVisitor {
    type Value = Keyword;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Form::Schemas => "a list of JSON Schemas",
            Form::Named => "an object of JSON Schemas",
            Form::Schema | Form::Data => "a JSON Schema: an object or a bool",
        })
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Keyword, E> {
        match self.0 {
            Form::Schema => Ok(Keyword::Value(value.into())),
            _ => Err(E::invalid_type(serde::de::Unexpected::Bool(value), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keyword, A::Error> {
        match self.0 {
            Form::Named => {
                let mut schemas: Vec<(String, Schema)> = Vec::new();
                while let Some((name, schema)) = map.next_entry::<String, Schema>()? {
                    schemas.push((name, schema));
                }
                Ok(Keyword::Named(schemas))
            }
            Form::Schemas => Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self)),
            Form::Schema | Form::Data => {
                let schema = SchemaVisitor.visit_map(map)?;
                Ok(Keyword::Schema(Box::new(schema)))
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Keyword, A::Error> {
        if self.0 != Form::Schemas {
            return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        let mut schemas = Vec::new();
        while let Some(schema) = seq.next_element()? {
            schemas.push(schema);
        }
        Ok(Keyword::Schemas(schemas))
    }
}

/// From JSON, with its keywords and properties in the order of the text.
///
/// ```
/// use instructor_core::Schema;
///
/// let text = r#"{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}}}"#;
/// let schema: Schema = text.parse()?;
/// assert_eq!(schema.properties()[0].0, "name");
/// assert_eq!(serde_json::to_string(&schema).unwrap(), text);
/// # Ok::<(), instructor_core::Error>(())
/// ```
///
/// # Errors
///
/// Of kind [`Request`](ErrorKind::Request), if it is not a schema.
impl FromStr for Schema {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text)
            .map_err(|error| Error::new(ErrorKind::Request, format!("not a JSON Schema: {error}")))
    }
}

/// The keywords are in the order that the value has: that of the alphabet, unless `serde_json` keeps another. What is not
/// a schema is one that [`check`](Schema::check) refuses.
impl From<Value> for Schema {
    fn from(value: Value) -> Self {
        Schema::deserialize(value).unwrap_or_else(|error| {
            let mut schema = Schema::new();
            schema.problems.push(format!("not a JSON Schema: {error}"));
            schema
        })
    }
}
