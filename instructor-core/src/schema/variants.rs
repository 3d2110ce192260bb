//! The variants of an enum, as they are described one after the other.

use super::fields::{described, is_needed};
use super::{Definitions, Keyword, ObjectSchema, Schema, TupleSchema, tuple};
use crate::extract::{Extract, Flatten};
use crate::json::{Fields, Object};
use crate::partial::Partial;
use crate::partial::variants::{Tagging, Variants};
use serde_json::Value;

/// The variants of an enum, in order.
#[doc(hidden)]
#[derive(Debug)]
pub struct VariantsSchema<'a> {
    tagging: Tagging,
    /// Whether struct variants have no other keys.
    denies: bool,
    /// The name of the type, for what is said of it.
    name: String,
    definitions: &'a mut Definitions,
    alternatives: Vec<Alternative>,
    /// The names and docs of the unit variants that are written as strings.
    units: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
struct Alternative {
    variant: &'static str,
    schema: Schema,
}

impl<'a> VariantsSchema<'a> {
    pub(super) fn new<E: Variants>(definitions: &'a mut Definitions, name: String) -> Self {
        VariantsSchema {
            tagging: E::TAGGING,
            denies: E::DENIES,
            name,
            definitions,
            alternatives: Vec::new(),
            units: Vec::new(),
        }
    }

    /// `Name`
    pub fn unit(&mut self, name: &'static str, docs: &'static str) {
        match self.tagging {
            Tagging::External => self.units.push((name, docs)),
            Tagging::Internal { .. } => self.tagged(name, docs, |_| {}),
            Tagging::Adjacent { .. } | Tagging::Untagged => {
                self.variant(name, docs, None);
            }
        }
    }

    /// `Name(T)`
    pub fn newtype<T: Extract>(&mut self, name: &'static str, docs: &'static str) {
        self.leaf::<T::Partial>(name, docs, T::describe);
    }

    /// `Name(T)`, with a schema of its own.
    pub fn leaf<P: Partial>(
        &mut self,
        name: &'static str,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) {
        let schema = describe(self.definitions);
        self.variant(name, docs, Some((schema, is_needed::<P>())));
    }

    /// `Name(T)`, whose fields stand beside the tag.
    pub fn flat<T: Flatten>(&mut self, name: &'static str, docs: &'static str) {
        let docs = if docs.is_empty() { T::DOCS } else { docs };
        self.tagged(name, docs, |object| {
            object.denies = T::Partial::empty().denies();
            object.flat::<T>();
        });
    }

    /// `Name(A, B)`
    pub fn tuple(
        &mut self,
        name: &'static str,
        docs: &'static str,
        elements: impl FnOnce(&mut TupleSchema<'_>),
    ) {
        let schema = tuple(self.definitions, elements);
        self.variant(name, docs, Some((schema, true)));
    }

    /// `Name { a: A }`
    pub fn object(
        &mut self,
        name: &'static str,
        docs: &'static str,
        fields: impl FnOnce(&mut ObjectSchema<'_>),
    ) {
        let denies = self.denies;
        if let Tagging::Internal { .. } = self.tagging {
            return self.tagged(name, docs, |object| {
                object.denies = denies;
                fields(object);
            });
        }
        let mut object = ObjectSchema::new(self.definitions, format!("{}::{name}", self.name));
        object.denies = denies;
        fields(&mut object);
        let schema = object.finish("");
        self.variant(name, docs, Some((schema, true)));
    }

    /// An object that starts with the tag.
    fn tagged(
        &mut self,
        name: &'static str,
        docs: &'static str,
        fields: impl FnOnce(&mut ObjectSchema<'_>),
    ) {
        let Tagging::Internal { tag } = self.tagging else {
            return;
        };
        let mut object = ObjectSchema::new(self.definitions, format!("{}::{name}", self.name));
        object.literal(tag.text(), "", name);
        fields(&mut object);
        let schema = object.finish(docs);
        let variant = name;
        self.alternatives.push(Alternative { variant, schema });
    }

    /// A variant with its content apart, and whether that has to be there.
    fn variant(&mut self, name: &'static str, docs: &'static str, content: Option<(Schema, bool)>) {
        let mut properties = Vec::new();
        let mut required = Vec::new();
        let content_name = match self.tagging {
            Tagging::Adjacent { tag, content } => {
                properties.push((
                    tag.text().to_owned(),
                    Schema::of_type("string").with("const", name),
                ));
                required.push(tag.text());
                content.text()
            }
            _ => name,
        };
        let schema = match (self.tagging, content) {
            (Tagging::Untagged, content) => {
                let schema = content.map_or_else(|| Schema::of_type("null"), |(schema, _)| schema);
                described(schema, docs)
            }
            (_, content) => {
                if let Some((schema, needed)) = content {
                    properties.push((content_name.to_owned(), schema));
                    // The one key of an external variant is its name.
                    if needed || matches!(self.tagging, Tagging::External) {
                        required.push(content_name);
                    }
                }
                let mut schema = described(Schema::of_type("object"), docs);
                schema.set("properties", Keyword::Named(properties));
                schema.set("required", Value::from(required));
                if self.denies && matches!(self.tagging, Tagging::Adjacent { .. }) {
                    schema.set("additionalProperties", false);
                }
                schema
            }
        };
        self.alternatives.push(Alternative {
            variant: name,
            schema,
        });
    }

    pub(super) fn finish(mut self, docs: &str) -> Schema {
        if let Tagging::Untagged = self.tagging {
            self.check_apart();
        }
        let mut any = Vec::new();
        if !self.units.is_empty() {
            any.push(units(&self.units));
        }
        any.extend(
            self.alternatives
                .into_iter()
                .map(|alternative| alternative.schema),
        );
        described(Schema::new(), docs).with("anyOf", Keyword::Schemas(any))
    }

    /// Of two untagged variants of one schema, the second would never be read.
    fn check_apart(&mut self) {
        let shape = |alternative: &Alternative| {
            let schema = &alternative.schema;
            let named = schema
                .reference()
                .and_then(|name| self.definitions.get(name));
            let mut schema = named.unwrap_or(schema).clone();
            schema.remove("description");
            schema
        };
        let mut problems = Vec::new();
        for (place, alternative) in self.alternatives.iter().enumerate() {
            let same = |earlier: &&Alternative| shape(earlier) == shape(alternative);
            if let Some(earlier) = self.alternatives[..place].iter().find(same) {
                problems.push(format!(
                    "`{}` cannot be asked for: its variants `{}` and `{}` cannot be told apart, since both are the same \
                     in the JSON and it is untagged",
                    self.name, earlier.variant, alternative.variant
                ));
            }
        }
        for problem in problems {
            self.definitions.problem(problem);
        }
    }
}

/// Names that are strings, with what is said of each.
pub(super) fn units(units: &[(&'static str, &'static str)]) -> Schema {
    let documented = units.iter().filter(|(_, docs)| !docs.is_empty());
    let lines: Vec<String> = documented
        .map(|(name, docs)| format!("- {name}: {docs}"))
        .collect();
    let schema = described(Schema::of_type("string"), &lines.join("\n"));
    only_of(schema, units.iter().map(|(name, _)| *name).collect())
}

/// A string that can only be one of these.
fn only_of(schema: Schema, names: Vec<&'static str>) -> Schema {
    match *names {
        [name] => schema.with("const", name),
        _ => schema.with("enum", Value::from(names)),
    }
}
