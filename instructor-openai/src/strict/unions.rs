//! Unions: the start of a value has to tell which alternative it is.

use super::place::Place;
use instructor_core::{Keyword, Result, Schema};
use serde_json::Value;

/// Checks that no two objects of a union start with the same key, unless its value tells them apart.
pub(super) fn check(document: &Schema) -> Result<()> {
    below(document, document, &Place::ROOT)
}

fn below(schema: &Schema, document: &Schema, place: &Place<'_>) -> Result<()> {
    if let Some(Keyword::Schemas(alternatives)) = schema.get("anyOf") {
        let mut starts = Vec::new();
        let mut seen = Vec::new();
        for alternative in alternatives {
            collect(alternative, document, &mut starts, &mut seen);
        }
        if let Some(start) = first_twice(&starts) {
            return Err(place.refuse(format!(
                "two of its alternatives start with {start}, and nothing tells them apart: give the enum a tag, \
                 or the variants different first fields"
            )));
        }
    }
    place.each_below(schema, |place, child| below(child, document, place))
}

/// The first property of an object, and the value that it has to have.
#[derive(Debug, Clone, Copy)]
struct Start<'a> {
    name: &'a str,
    value: Option<&'a Value>,
}

impl Start<'_> {
    fn is_like(&self, other: &Start<'_>) -> bool {
        self.name == other.name
            && match (self.value, other.value) {
                (Some(value), Some(other)) => value == other,
                _ => true,
            }
    }
}

/// What the objects among the alternatives start with.
fn collect<'a>(
    schema: &'a Schema,
    document: &'a Schema,
    starts: &mut Vec<Start<'a>>,
    seen: &mut Vec<&'a str>,
) {
    if let Some((name, first)) = schema.properties().first() {
        let value = match first.get("const") {
            Some(Keyword::Value(value)) => Some(value),
            _ => None,
        };
        starts.push(Start { name, value });
    }
    if let Some(name) = schema.reference() {
        // A union that refers to itself adds nothing.
        if seen.contains(&name) {
            return;
        }
        seen.push(name);
        let definition = document
            .definitions()
            .iter()
            .find(|(defined, _)| defined == name);
        if let Some((_, definition)) = definition {
            collect(definition, document, starts, seen);
        }
    }
    if let Some(Keyword::Schemas(alternatives)) = schema.get("anyOf") {
        for alternative in alternatives {
            collect(alternative, document, starts, seen);
        }
    }
}

/// What two objects start with.
fn first_twice(starts: &[Start<'_>]) -> Option<String> {
    starts.iter().enumerate().find_map(|(at, start)| {
        let earlier = starts[..at].iter().find(|earlier| earlier.is_like(start))?;
        Some(match earlier.value.and(start.value) {
            Some(value) => format!("`{}`: {value}", start.name),
            None => format!("the key `{}`", start.name),
        })
    })
}
