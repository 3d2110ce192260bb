//! The fields of an object and the elements of a tuple, as they are described one after the other.

use super::{Definitions, Keyword, Property, Schema};
use crate::extract::{Extract, Flatten};
use crate::json::Object;
use crate::partial::{Completion, Partial, Trail};
use serde_json::Value;

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
    pub(super) denies: bool,
}

impl<'a> ObjectSchema<'a> {
    pub(super) fn new(definitions: &'a mut Definitions, name: String) -> Self {
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
        self.definitions.problem(problem);
    }

    pub(super) fn finish(self, docs: &str) -> Schema {
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

/// Whether a field is missing that has no value of this partial.
pub(super) fn is_needed<P: Partial>() -> bool {
    P::absent(&Trail::root(&Completion::of_copy())).is_none()
}

/// A string: the schema of a leaf that is read from one.
#[doc(hidden)]
pub fn text_schema(_: &mut Definitions) -> Schema {
    Schema::of_type("string")
}

pub(super) fn described(mut schema: Schema, docs: &str) -> Schema {
    if !docs.is_empty() {
        schema.set("description", docs);
    }
    schema
}
