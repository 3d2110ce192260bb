//! Schemas that `schemars` makes, taken over into ours.

use super::definitions::{Definitions, lead};
use super::{Keyword, Schema};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use std::borrow::Cow;

/// What references to its definitions start with, until they have names among ours.
const FOREIGN: &str = "#/foreign/";

/// The definitions that it has gathered.
#[derive(Debug, Default)]
pub(super) struct Foreign(Option<SchemaGenerator>);

impl Definitions {
    /// Describes a type by its `JsonSchema`.
    pub(crate) fn foreign<T: JsonSchema + ?Sized>(&mut self) -> Schema {
        let generator = self.foreign.0.get_or_insert_with(|| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = Cow::Borrowed("/foreign");
                settings.meta_schema = None;
            });
            settings.into_generator()
        });
        taken_over(generator.subschema_for::<T>().to_value())
    }

    /// Puts the definitions of `schemars` beside ours, and leads the references there.
    pub(super) fn adopt_foreign(&mut self, document: &mut Schema) {
        let Some(mut generator) = self.foreign.0.take() else {
            return;
        };
        let mut names = Vec::new();
        for (name, schema) in generator.take_definitions(true) {
            let ours = self.add(&name, taken_over(schema).opaque());
            names.push((format!("{FOREIGN}{name}"), ours));
        }
        lead(document, &names);
        self.lead_from(0, &names);
    }
}

/// The schema with its properties in order, as far as that is told, and without the names of Rust's numbers.
fn taken_over(schema: serde_json::Value) -> Schema {
    let mut schema = Schema::from(schema);
    tidy(&mut schema);
    schema
}

fn tidy(schema: &mut Schema) {
    if !schema.has_type("string") {
        schema.remove("format");
    }
    // Its maps are sorted by their keys. What is required stands in the order of the fields.
    let required: Vec<String> = schema.required().into_iter().map(str::to_owned).collect();
    if let Some(Keyword::Named(properties)) = schema.get_mut("properties") {
        let place = |name: &String| required.iter().position(|required| required == name);
        properties.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    }
    schema.children_mut().for_each(tidy);
}
