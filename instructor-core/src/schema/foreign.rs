//! Schemas that `schemars` makes, taken over into ours.

use super::definitions::{Definitions, free_name};
use super::{DEFINITIONS, Keyword, Schema};
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
        generator.subschema_for::<T>().to_value().into()
    }
}

impl Foreign {
    /// Puts its definitions beside ours, under names that are free, and leads the references there.
    pub(super) fn adopt(self, document: &mut Schema, definitions: &mut Vec<(String, Schema)>) {
        let Some(mut generator) = self.0 else {
            return;
        };
        let mut names = Vec::new();
        for (name, schema) in generator.take_definitions(true) {
            let free = free_name(&name, |name| {
                definitions.iter().any(|(taken, _)| taken == name)
            });
            names.push((format!("{FOREIGN}{name}"), format!("{DEFINITIONS}{free}")));
            definitions.push((free, Schema::from(schema).opaque()));
        }
        lead(document, &names);
        for (_, schema) in definitions {
            lead(schema, &names);
        }
    }
}

fn lead(schema: &mut Schema, names: &[(String, String)]) {
    if let Some(reference) = schema.text("$ref")
        && let Some((_, ours)) = names.iter().find(|(theirs, _)| theirs == reference)
    {
        schema.set("$ref", Keyword::from(ours.as_str()));
    }
    for child in schema.children_mut() {
        lead(child, names);
    }
}
