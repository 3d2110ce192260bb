//! Named types: described once under `$defs`, referred to everywhere else.

use super::variants::units;
use super::{DEFINITIONS, Keyword, ObjectSchema, Property, Schema, TupleSchema, VariantsSchema};
use crate::extract::Extract;
use crate::json::{Fields, Object};
use crate::partial::variants::Variants;
use std::any::TypeId;

/// The dialect that all our schemas are in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What refers to a schema from within.
const ROOT: &str = "#";

/// The definitions that a schema has gathered.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Definitions {
    entries: Vec<Definition>,
    /// What is wrong with the types, that only shows here.
    problems: Vec<String>,
    #[cfg(feature = "schemars")]
    pub(super) foreign: super::foreign::Foreign,
}

#[derive(Debug)]
struct Definition {
    /// None of one that came with a schema from elsewhere.
    id: Option<TypeId>,
    name: String,
    /// Empty while it is being described, so that a type can refer to itself.
    schema: Schema,
    /// Whether what attributes say of the type has been added.
    said: bool,
}

impl Definitions {
    /// Describes the named type `T`, unless that has been done, and refers to it.
    pub fn define<T: Extract>(
        &mut self,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Schema {
        let id = Some(TypeId::of::<T>());
        let place = match self.entries.iter().position(|entry| entry.id == id) {
            Some(place) => place,
            None => {
                let place = self.entries.len();
                let name = self.free_name(&T::name());
                let schema = Schema::new();
                self.entries.push(Definition {
                    id,
                    name,
                    schema,
                    said: true,
                });
                let mut schema = describe(self);
                if !docs.is_empty() {
                    schema.set("description", docs);
                }
                self.entries[place].schema = schema;
                self.entries[place].said = false;
                place
            }
        };
        Schema::new().with("$ref", format!("{DEFINITIONS}{}", self.entries[place].name))
    }

    /// Adds what attributes say of the type `T`, which has been defined, and returns the `reference` to it.
    pub fn say<T: Extract>(
        &mut self,
        reference: Schema,
        keywords: impl FnOnce(Property<'_>) -> Property<'_>,
    ) -> Schema {
        let id = Some(TypeId::of::<T>());
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(entry) = entry.filter(|entry| !entry.said) {
            keywords(Property::of(&mut entry.schema));
            entry.said = true;
        }
        reference
    }

    /// Describes a struct with named fields.
    pub fn object<T: Extract<Partial: Object>>(
        &mut self,
        docs: &'static str,
        fields: impl FnOnce(&mut ObjectSchema<'_>),
    ) -> Schema {
        self.define::<T>(docs, |definitions| {
            let mut object = ObjectSchema::new(definitions, T::name());
            object.denies = T::Partial::empty().denies();
            fields(&mut object);
            object.finish(docs)
        })
    }

    /// Describes a tuple struct: a list of this many elements, each of its own type.
    pub fn tuple<T: Extract>(
        &mut self,
        docs: &'static str,
        elements: impl FnOnce(&mut TupleSchema<'_>),
    ) -> Schema {
        self.define::<T>(docs, |definitions| super::tuple(definitions, elements))
    }

    /// Describes an enum whose variants hold data.
    pub fn union<T: Extract<Partial: Variants>>(
        &mut self,
        docs: &'static str,
        variants: impl FnOnce(&mut VariantsSchema<'_>),
    ) -> Schema {
        self.define::<T>(docs, |definitions| {
            let mut union = VariantsSchema::new::<T::Partial>(definitions, T::name());
            variants(&mut union);
            union.finish(docs)
        })
    }

    /// Describes an enum of unit variants, each with its name and its docs.
    pub fn variants<T: Extract>(
        &mut self,
        docs: &'static str,
        variants: &[(&'static str, &'static str)],
    ) -> Schema {
        self.define::<T>("", |_| {
            let mut schema = units(variants);
            let lines = schema.text("description").unwrap_or_default();
            let gap = if docs.is_empty() || lines.is_empty() {
                ""
            } else {
                "\n"
            };
            let description = format!("{docs}{gap}{lines}");
            if !description.is_empty() {
                schema.set("description", description);
            }
            schema
        })
    }

    /// Takes over a schema that was made by itself: what it defines goes among ours, under names that are free.
    pub fn adopt(&mut self, mut schema: Schema) -> Schema {
        schema.remove("$schema");
        let refers_to_root = refers_to(&schema, ROOT);
        let is_opaque = schema.is_opaque;
        let mut defined = match schema.remove("$defs") {
            Some(Keyword::Named(defined)) => defined,
            _ => Vec::new(),
        };
        for (_, schema) in &mut defined {
            schema.is_opaque |= is_opaque;
        }
        let is_here = |(name, schema): &(String, Schema)| self.get(name) == Some(schema);
        if !refers_to_root && defined.iter().all(is_here) {
            // It was taken over before, under the same names.
            return schema;
        }
        let first = self.entries.len();
        let mut names = Vec::new();
        for (name, schema) in defined {
            let ours = self.add(&name, schema);
            names.push((format!("{DEFINITIONS}{name}"), ours));
        }
        if refers_to_root {
            let ours = self.add("Root", schema.clone());
            names.push((ROOT.to_owned(), ours));
        }
        lead(&mut schema, &names);
        self.lead_from(first, &names);
        schema
    }

    /// Puts a schema from elsewhere among ours, under a name that is free, and returns what refers to it.
    pub(super) fn add(&mut self, name: &str, schema: Schema) -> String {
        let name = self.free_name(name);
        let reference = format!("{DEFINITIONS}{name}");
        self.entries.push(Definition {
            id: None,
            name,
            schema,
            said: true,
        });
        reference
    }

    /// Leads references elsewhere, in all definitions but the `first`.
    pub(super) fn lead_from(&mut self, first: usize, names: &[(String, String)]) {
        for entry in self.entries.iter_mut().skip(first) {
            lead(&mut entry.schema, names);
        }
    }

    /// Notes what is wrong with a type.
    pub(super) fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// The definition of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Schema> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        Some(&entry.schema)
    }

    /// The name, or with a number behind it if it is taken.
    fn free_name(&self, name: &str) -> String {
        let name = plain_name(name);
        if self.get(&name).is_none() {
            return name;
        }
        let mut number = 2;
        while self.get(&format!("{name}{number}")).is_some() {
            number += 1;
        }
        format!("{name}{number}")
    }

    /// The schema of a whole document. A root that is a reference is put in its place; its definition stays only if
    /// something else refers to it.
    pub(crate) fn into_document(mut self, root: Schema) -> Schema {
        let named = root.reference();
        let place = self
            .entries
            .iter()
            .position(|entry| named == Some(&*entry.name));
        let reference = root.text("$ref").unwrap_or_default();
        let refers = |entry: &Definition| refers_to(&entry.schema, reference);
        let mut root = match place {
            Some(place) if self.entries.iter().any(refers) => self.entries[place].schema.clone(),
            Some(place) => self.entries.remove(place).schema,
            None => root,
        };
        let mut document = Schema::new().with("$schema", DRAFT);
        document.problems.append(&mut self.problems);
        document.problems.append(&mut root.problems);
        document.keywords.append(&mut root.keywords);
        #[cfg(feature = "schemars")]
        self.adopt_foreign(&mut document);
        let definitions = self.entries.into_iter();
        let definitions: Vec<_> = definitions
            .map(|entry| (entry.name, entry.schema))
            .collect();
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

/// Leads references elsewhere: each from the first to the second.
pub(super) fn lead(schema: &mut Schema, names: &[(String, String)]) {
    if let Some(reference) = schema.text("$ref")
        && let Some((_, ours)) = names.iter().find(|(theirs, _)| theirs == reference)
    {
        schema.set("$ref", Keyword::from(ours.as_str()));
    }
    for child in schema.children_mut() {
        lead(child, names);
    }
}

fn refers_to(schema: &Schema, reference: &str) -> bool {
    let mut children = schema.children();
    schema.text("$ref") == Some(reference) || children.any(|child| refers_to(child, reference))
}
