//! Named types: described once under `$defs`, referred to everywhere else.

use super::{DEFINITIONS, Keyword, Schema};
use crate::Extract;
use crate::partial::{Missing, Partial, Trail};
use serde_json::Value;
use std::any::TypeId;

/// The dialect that all our schemas are in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The definitions that a schema has gathered.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Definitions {
    entries: Vec<Definition>,
}

#[derive(Debug)]
struct Definition {
    id: TypeId,
    name: String,
    /// Empty while it is being described, so that a type can refer to itself.
    schema: Schema,
}

impl Definitions {
    /// Describes the named type `T`, unless that has been done, and refers to it.
    pub fn define<T: Extract>(
        &mut self,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Schema {
        let id = TypeId::of::<T>();
        let place = match self.entries.iter().position(|entry| entry.id == id) {
            Some(place) => place,
            None => {
                let place = self.entries.len();
                let name = self.free_name(&T::name());
                let schema = Schema::new();
                self.entries.push(Definition { id, name, schema });
                let mut schema = describe(self);
                if !docs.is_empty() {
                    schema.set("description", docs);
                }
                self.entries[place].schema = schema;
                place
            }
        };
        Schema::new().with("$ref", format!("{DEFINITIONS}{}", self.entries[place].name))
    }

    /// Describes a struct with named fields.
    pub fn object<T: Extract>(
        &mut self,
        docs: &'static str,
        fields: impl FnOnce(&mut ObjectSchema<'_>),
    ) -> Schema {
        self.define::<T>(docs, |definitions| {
            let mut object = ObjectSchema {
                definitions,
                properties: Vec::new(),
                required: Vec::new(),
            };
            fields(&mut object);
            let ObjectSchema {
                properties,
                required,
                ..
            } = object;
            // Above the properties, where one reads it first.
            let mut schema = Schema::of_type("object");
            if !docs.is_empty() {
                schema.set("description", docs);
            }
            schema
                .with("properties", Keyword::Named(properties))
                .with("required", Value::from(required))
        })
    }

    /// Describes an enum of unit variants, each with its name and its docs.
    pub fn variants<T: Extract>(
        &mut self,
        docs: &'static str,
        variants: &[(&'static str, &'static str)],
    ) -> Schema {
        let names: Vec<&str> = variants.iter().map(|(name, _)| *name).collect();
        let documented = variants.iter().filter(|(_, docs)| !docs.is_empty());
        let mut description = docs.to_owned();
        for (name, docs) in documented {
            let gap = if description.is_empty() { "" } else { "\n" };
            description.push_str(&format!("{gap}- {name}: {docs}"));
        }
        self.define::<T>("", |_| {
            let mut schema = Schema::of_type("string");
            if !description.is_empty() {
                schema.set("description", description);
            }
            schema.with("enum", Value::from(names))
        })
    }

    /// The name, or with a number behind it if another type has it.
    fn free_name(&self, name: &str) -> String {
        let name = &plain_name(name);
        let taken = |name: &str| self.entries.iter().any(|entry| entry.name == name);
        if !taken(name) {
            return name.to_owned();
        }
        let mut number = 2;
        while taken(&format!("{name}{number}")) {
            number += 1;
        }
        format!("{name}{number}")
    }

    /// The schema of a whole document. A root that is a reference is put in its place; its definition stays only if
    /// something else refers to it.
    pub(crate) fn into_document(self, root: Schema) -> Schema {
        let named = root.reference().map(str::to_owned);
        let mut definitions: Vec<(String, Schema)> = self
            .entries
            .into_iter()
            .map(|entry| (entry.name, entry.schema))
            .collect();
        let mut root = root;
        if let Some(name) = named
            && let Some(place) = definitions.iter().position(|(defined, _)| *defined == name)
        {
            let recursive = definitions
                .iter_mut()
                .any(|(_, schema)| refers(schema, &name));
            root = if recursive {
                definitions[place].1.clone()
            } else {
                definitions.remove(place).1
            };
        }
        let mut document = Schema::new().with("$schema", DRAFT);
        document.keywords.append(&mut root.keywords);
        if !definitions.is_empty() {
            document.set("$defs", Keyword::Named(definitions));
        }
        document
    }
}

/// The name with letters, digits and `_` only, as references and the names of functions take it.
pub(crate) fn plain_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    match name {
        "" => "_".to_owned(),
        name => name.chars().map(plain).collect(),
    }
}

fn refers(schema: &mut Schema, name: &str) -> bool {
    schema.reference() == Some(name) || schema.children_mut().any(|child| refers(child, name))
}

/// The properties of a struct, in the order of its fields.
#[doc(hidden)]
#[derive(Debug)]
pub struct ObjectSchema<'a> {
    definitions: &'a mut Definitions,
    properties: Vec<(String, Schema)>,
    required: Vec<&'static str>,
}

impl ObjectSchema<'_> {
    /// A field, which is required unless it completes without a value.
    pub fn field<T: Extract>(&mut self, name: &'static str, docs: &'static str) {
        let missing = Missing::default();
        let optional = T::Partial::absent(&Trail::root(&missing)).is_some();
        if !optional {
            self.required.push(name);
        }
        self.optional_field::<T>(name, docs);
    }

    /// A field that has a default.
    pub fn optional_field<T: Extract>(&mut self, name: &'static str, docs: &'static str) {
        let mut schema = T::describe(self.definitions);
        if !docs.is_empty() {
            schema.set("description", docs);
        }
        self.properties.push((name.to_owned(), schema));
    }
}
