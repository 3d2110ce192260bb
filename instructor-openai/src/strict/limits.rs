//! The limits that OpenAI names for schemas.

use super::place::Place;
use instructor_core::{Keyword, Result, Schema};
use serde_json::Value;
use std::collections::HashMap;

const PROPERTIES: usize = 5_000;
const LEVELS: usize = 10;
const CHARACTERS: usize = 120_000;
const ENUM_VALUES: usize = 1_000;
/// An enum of more values than this is a large one,
const LARGE_ENUM: usize = 250;
/// which has a limit of its own.
const LARGE_ENUM_CHARACTERS: usize = 15_000;

/// Checks a strict schema against all of them.
pub(super) fn check(document: &Schema) -> Result<()> {
    Count::default().add(document, &Place::ROOT)?;
    let mut levels = Levels {
        document,
        known: HashMap::new(),
    };
    let mut way = Vec::new();
    if levels.of(document) > LEVELS {
        levels.way_down(document, LEVELS, &mut way);
        let deepest = levels.of(document);
        return Err(Place::ROOT.refuse(format!(
            "objects are {deepest} levels deep in each other, and the limit is {LEVELS}: the first that is too deep is `{}`",
            way.join(".")
        )));
    }
    Ok(())
}

#[derive(Default)]
struct Count {
    properties: usize,
    enum_values: usize,
    characters: usize,
}

impl Count {
    fn add(&mut self, schema: &Schema, place: &Place<'_>) -> Result<()> {
        self.properties += schema.properties().len();
        if self.properties > PROPERTIES {
            return Err(place.refuse(format!(
                "there are more than {PROPERTIES} properties in all, which is the limit"
            )));
        }
        let named = schema.properties().iter().chain(schema.definitions());
        self.characters += named.map(|(name, _)| len(name)).sum::<usize>();
        if let Some(Keyword::Value(value)) = schema.get("const") {
            self.characters += len_of(value);
        }
        if let Some(Keyword::Value(Value::Array(values))) = schema.get("enum") {
            let characters = values.iter().map(len_of).sum::<usize>();
            self.characters += characters;
            self.enum_values += values.len();
            if values.len() > LARGE_ENUM && characters > LARGE_ENUM_CHARACTERS {
                return Err(place.refuse(format!(
                    "the values of the enum have {characters} characters, and for one of more than {LARGE_ENUM} values the \
                     limit is {LARGE_ENUM_CHARACTERS}"
                )));
            }
        }
        if self.enum_values > ENUM_VALUES {
            return Err(place.refuse(format!(
                "the enums have more than {ENUM_VALUES} values in all, which is the limit"
            )));
        }
        if self.characters > CHARACTERS {
            return Err(place.refuse(format!(
                "the names of properties and definitions and the values of enums and constants have more than {CHARACTERS} \
                 characters in all, which is the limit"
            )));
        }
        place.each_below(schema, |place, child| self.add(child, place))
    }
}

fn len(text: &str) -> usize {
    text.chars().count()
}

fn len_of(value: &Value) -> usize {
    match value {
        Value::String(text) => len(text),
        value => len(&value.to_string()),
    }
}

/// How many objects are in each other, by way of references too. One that leads back to where it is adds nothing.
struct Levels<'a> {
    document: &'a Schema,
    /// Of the definitions: 0 for one that is being looked at.
    known: HashMap<&'a str, usize>,
}

impl<'a> Levels<'a> {
    fn of(&mut self, schema: &'a Schema) -> usize {
        let own = usize::from(schema.get("properties").is_some());
        let mut below = 0;
        for part in parts(schema) {
            below = below.max(self.of(part));
        }
        if let Some(name) = schema.reference() {
            below = below.max(self.of_definition(name));
        }
        own + below
    }

    fn of_definition(&mut self, name: &'a str) -> usize {
        if let Some(&known) = self.known.get(name) {
            return known;
        }
        self.known.insert(name, 0);
        let levels = match self.definition(name) {
            Some(schema) => self.of(schema),
            None => 0,
        };
        self.known.insert(name, levels);
        levels
    }

    fn definition(&self, name: &str) -> Option<&'a Schema> {
        let definitions = self.document.definitions().iter();
        let mut found = definitions.filter(|(defined, _)| defined == name);
        found.next().map(|(_, schema)| schema)
    }

    /// The names of the properties on the way to an object that has `left` others around it.
    fn way_down(&mut self, schema: &'a Schema, left: usize, way: &mut Vec<&'a str>) {
        let own = usize::from(schema.get("properties").is_some());
        if own > left {
            return;
        }
        let deepest = parts(schema).max_by_key(|part| self.of(part));
        let name = schema
            .properties()
            .iter()
            .find(|(_, property)| deepest.is_some_and(|deepest| std::ptr::eq(deepest, property)));
        way.extend(name.map(|(name, _)| name.as_str()));
        let refers = schema.reference().and_then(|name| self.definition(name));
        if let Some(next) = deepest.or(refers)
            && way.len() <= LEVELS
        {
            self.way_down(next, left - own, way);
        }
    }
}

/// The schemas of what is in a value, or of the value itself.
fn parts(schema: &Schema) -> impl Iterator<Item = &Schema> {
    let keywords = ["properties", "items", "anyOf"];
    let parts = keywords
        .into_iter()
        .filter_map(|keyword| schema.get(keyword));
    parts.flat_map(Keyword::schemas)
}
