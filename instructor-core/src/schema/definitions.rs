//! Named types: described once under `$defs`, referred to everywhere else.

use super::{DEFINITIONS, Keyword, Property, Schema};
use crate::extract::{Extract, Flatten};
use crate::json::{Fields, Object};
use crate::partial::variants::{Tagging, Variants};
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
        self.define::<T>(docs, |definitions| self::tuple(definitions, elements))
    }

    /// Describes an enum whose variants hold data.
    pub fn union<T: Extract<Partial: Variants>>(
        &mut self,
        docs: &'static str,
        variants: impl FnOnce(&mut VariantsSchema<'_>),
    ) -> Schema {
        self.define::<T>(docs, |definitions| {
            let mut union = VariantsSchema {
                tagging: <T::Partial as Variants>::TAGGING,
                denies: <T::Partial as Variants>::DENIES,
                name: T::name(),
                definitions,
                alternatives: Vec::new(),
                units: Vec::new(),
            };
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
        let defined = match schema.remove("$defs") {
            Some(Keyword::Named(defined)) => defined,
            _ => Vec::new(),
        };
        let is_here = |(name, schema): &(String, Schema)| self.get(name) == Some(schema);
        if !defined.is_empty() && defined.iter().all(is_here) {
            // It was taken over before, under the same names.
            return schema;
        }
        let mut names = Vec::new();
        for (name, _) in &defined {
            let free = self.free_name(name);
            names.push((
                format!("{DEFINITIONS}{name}"),
                format!("{DEFINITIONS}{free}"),
            ));
            // The name is taken from now on.
            self.entries.push(Definition {
                id: None,
                name: free,
                schema: Schema::new(),
                said: true,
            });
        }
        let refers_to_root = refers_to(&mut schema, "#");
        if refers_to_root {
            let free = self.free_name("Root");
            names.push(("#".to_owned(), format!("{DEFINITIONS}{free}")));
            self.entries.push(Definition {
                id: None,
                name: free,
                schema: Schema::new(),
                said: true,
            });
        }
        let is_opaque = schema.is_opaque;
        lead(&mut schema, &names);
        let mut adopted: Vec<Schema> = defined.into_iter().map(|(_, schema)| schema).collect();
        adopted.extend(refers_to_root.then(|| schema.clone()));
        let first = self.entries.len() - adopted.len();
        for (entry, mut schema) in self.entries[first..].iter_mut().zip(adopted) {
            lead(&mut schema, &names);
            entry.schema = match is_opaque {
                true => schema.opaque(),
                false => schema,
            };
        }
        schema
    }

    /// The definition of this name.
    fn get(&self, name: &str) -> Option<&Schema> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        Some(&entry.schema)
    }

    fn free_name(&self, name: &str) -> String {
        free_name(name, |name| {
            self.entries.iter().any(|entry| entry.name == name)
        })
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
        document.problems = self.problems;
        document.keywords.append(&mut root.keywords);
        #[cfg(feature = "schemars")]
        self.foreign.adopt(&mut document, &mut definitions);
        if !definitions.is_empty() {
            document.set("$defs", Keyword::Named(definitions));
        }
        document
    }
}

/// The name, or with a number behind it if it is taken.
pub(super) fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let name = plain_name(name);
    if !taken(&name) {
        return name;
    }
    let mut number = 2;
    while taken(&format!("{name}{number}")) {
        number += 1;
    }
    format!("{name}{number}")
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

fn refers_to(schema: &mut Schema, reference: &str) -> bool {
    schema.text("$ref") == Some(reference)
        || schema
            .children_mut()
            .any(|child| refers_to(child, reference))
}

fn refers(schema: &mut Schema, name: &str) -> bool {
    schema.reference() == Some(name) || schema.children_mut().any(|child| refers(child, name))
}

/// A string that can only be one of these.
fn only_of(schema: Schema, names: Vec<&'static str>) -> Schema {
    match *names {
        [name] => schema.with("const", name),
        _ => schema.with("enum", Value::from(names)),
    }
}

/// The properties of an object, in the order of its fields.
#[doc(hidden)]
#[derive(Debug)]
pub struct ObjectSchema<'a> {
    definitions: &'a mut Definitions,
    /// The name of the type, for what is said of it.
    name: String,
    properties: Vec<(String, Schema)>,
    required: Vec<&'static str>,
    /// What the values of other keys are.
    additional: Option<Schema>,
    /// Whether there are to be no other keys.
    denies: bool,
}

impl<'a> ObjectSchema<'a> {
    fn new(definitions: &'a mut Definitions, name: String) -> Self {
        ObjectSchema {
            definitions,
            name,
            properties: Vec::new(),
            required: Vec::new(),
            additional: None,
            denies: false,
        }
    }

    /// A field, which is required unless it completes without a value.
    pub fn field<T: Extract>(&mut self, name: &'static str, docs: &'static str) -> Property<'_> {
        self.leaf::<T::Partial>(name, docs, T::describe)
    }

    /// A field that has a default.
    pub fn optional_field<T: Extract>(
        &mut self,
        name: &'static str,
        docs: &'static str,
    ) -> Property<'_> {
        self.optional_leaf(name, docs, T::describe)
    }

    /// A field with a schema of its own, which is required unless its partial completes without a value.
    pub fn leaf<P: Partial>(
        &mut self,
        name: &'static str,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Property<'_> {
        if is_needed::<P>() {
            self.required.push(name);
        }
        self.optional_leaf(name, docs, describe)
    }

    /// A field with a schema of its own, that has a default.
    pub fn optional_leaf(
        &mut self,
        name: &'static str,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Property<'_> {
        let schema = describe(self.definitions);
        self.property(name, described(schema, docs))
    }

    /// A field whose value can only be `literal`.
    pub fn literal(
        &mut self,
        name: &'static str,
        docs: &'static str,
        literal: &'static str,
    ) -> Property<'_> {
        self.required.push(name);
        self.optional_literal(name, docs, literal)
    }

    /// As [`literal`](ObjectSchema::literal), of a field that has a default.
    pub fn optional_literal(
        &mut self,
        name: &'static str,
        docs: &'static str,
        literal: &'static str,
    ) -> Property<'_> {
        let schema = described(Schema::of_type("string"), docs).with("const", literal);
        self.property(name, schema)
    }

    /// The fields of another struct, or the entries of a map.
    pub fn flat<T: Flatten>(&mut self) {
        if !<T::Partial as Object>::AT_ONCE {
            self.problem(&format!(
                "`{}` is `atomic` or has a `needed` field, and cannot show later than the object that it is in",
                T::name()
            ));
        }
        T::fields(self);
    }

    /// The values of all other keys.
    pub(crate) fn entries<T: Extract>(&mut self) {
        let value = T::describe(self.definitions);
        if self.additional.replace(value).is_some() {
            self.problem("two maps are flattened into it, and nothing tells their entries apart");
        }
    }

    fn property(&mut self, name: &'static str, schema: Schema) -> Property<'_> {
        if self.properties.iter().any(|(taken, _)| taken == name) {
            self.problem(&format!("two of its fields are called `{name}`"));
        }
        let place = self.properties.len();
        self.properties.push((name.to_owned(), schema));
        Property::of(&mut self.properties[place].1)
    }

    fn problem(&mut self, what: &str) {
        let problem = format!("`{}` cannot be asked for: {what}", self.name);
        self.definitions.problems.push(problem);
    }

    fn finish(self, docs: &str) -> Schema {
        // The description above the properties, where one reads it first.
        let mut schema = described(Schema::of_type("object"), docs);
        schema.set("properties", Keyword::Named(self.properties));
        schema.set("required", Value::from(self.required));
        match self.additional {
            Some(additional) => schema.set("additionalProperties", additional),
            None if self.denies => schema.set("additionalProperties", false),
            None => {}
        }
        schema
    }
}

/// Whether a field is missing that has no value of this partial.
fn is_needed<P: Partial>() -> bool {
    P::absent(&Trail::root(&Missing::default())).is_none()
}

/// A string: the schema of a leaf that is read from one.
#[doc(hidden)]
pub fn text_schema(_: &mut Definitions) -> Schema {
    Schema::of_type("string")
}

fn described(mut schema: Schema, docs: &str) -> Schema {
    if !docs.is_empty() {
        schema.set("description", docs);
    }
    schema
}

/// The elements of a tuple, in order.
#[doc(hidden)]
#[derive(Debug)]
pub struct TupleSchema<'a> {
    definitions: &'a mut Definitions,
    elements: Vec<Schema>,
}

impl TupleSchema<'_> {
    /// The next element.
    pub fn element<T: Extract>(&mut self, docs: &'static str) -> Property<'_> {
        self.leaf(docs, T::describe)
    }

    /// The next element, with a schema of its own.
    pub fn leaf(
        &mut self,
        docs: &'static str,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Property<'_> {
        let schema = described(describe(self.definitions), docs);
        let place = self.elements.len();
        self.elements.push(schema);
        Property::of(&mut self.elements[place])
    }
}

pub(crate) fn tuple(
    definitions: &mut Definitions,
    elements: impl FnOnce(&mut TupleSchema<'_>),
) -> Schema {
    let mut tuple = TupleSchema {
        definitions,
        elements: Vec::new(),
    };
    elements(&mut tuple);
    let len = tuple.elements.len();
    Schema::of_type("array")
        .with("prefixItems", Keyword::Schemas(tuple.elements))
        .with("minItems", len)
        .with("maxItems", len)
}

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

impl VariantsSchema<'_> {
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

    fn finish(mut self, docs: &str) -> Schema {
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
        self.definitions.problems.append(&mut problems);
    }
}

/// Names that are strings, with what is said of each.
fn units(units: &[(&'static str, &'static str)]) -> Schema {
    let documented = units.iter().filter(|(_, docs)| !docs.is_empty());
    let lines: Vec<String> = documented
        .map(|(name, docs)| format!("- {name}: {docs}"))
        .collect();
    let schema = described(Schema::of_type("string"), &lines.join("\n"));
    only_of(schema, units.iter().map(|(name, _)| *name).collect())
}
