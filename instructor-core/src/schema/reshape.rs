//! The same schema without maps, tuples and untyped values, for dialects that have none.

use super::kind::is_part;
use super::{Keyword, Schema};
use serde_json::Value;

/// The key of an entry's key, in a map that comes as a list of entries.
pub(crate) const ENTRY_KEY: &str = "key";
/// The key of an entry's value.
pub(crate) const ENTRY_VALUE: &str = "value";
/// The key of the text of a value that is read by itself.
pub(crate) const PACKED: &str = "json";

impl Schema {
    /// The schema in other words, where a dialect has no maps, no tuples and no untyped values:
    ///
    /// - a map becomes a list of entries, `{"key": …, "value": …}`,
    /// - a tuple becomes an object with the keys `"0"`, `"1"`, …,
    /// - a value that may be anything becomes a string, which holds its JSON.
    ///
    /// [`Parser::reshaped`](crate::Parser::reshaped) reads the answer. An object that has entries beside its fields cannot be
    /// put so: then [`check`](Schema::check) says it.
    ///
    /// ```
    /// use instructor_core::Extract;
    ///
    /// let schema = <(u8, String)>::schema().reshaped();
    /// let names: Vec<_> = schema.properties().iter().map(|(name, _)| name.as_str()).collect();
    /// assert_eq!(names, ["0", "1"]);
    /// ```
    pub fn reshaped(mut self) -> Self {
        let definitions = match self.remove("$defs") {
            Some(Keyword::Named(definitions)) => definitions,
            _ => Vec::new(),
        };
        let mut reshaping = Reshaping {
            definitions: &definitions,
            problems: Vec::new(),
            packed: false,
        };
        reshaping.reshape(&mut self, "the root");
        let mut reshaped = definitions.clone();
        for (name, schema) in &mut reshaped {
            reshaping.reshape(schema, name);
        }
        let Reshaping {
            packed, problems, ..
        } = reshaping;
        self.problems.extend(problems);
        if packed {
            drop_unused(&self, &mut reshaped);
        }
        if !reshaped.is_empty() {
            self.set("$defs", Keyword::Named(reshaped));
        }
        self
    }

    /// Says that what reads the value knows no other shape of it: a dialect that lacks what is in here is to take it as JSON in
    /// a string, in an object of its own: `{"json": "…"}`.
    #[doc(hidden)]
    pub fn opaque(mut self) -> Self {
        self.is_opaque = true;
        self
    }
}

struct Reshaping<'a> {
    definitions: &'a [(String, Schema)],
    problems: Vec<String>,
    /// Whether anything became a string of JSON that may have referred to definitions.
    packed: bool,
}

impl Reshaping<'_> {
    fn reshape(&mut self, schema: &mut Schema, place: &str) {
        if schema.is_opaque {
            if self.is_beyond(schema, &mut Vec::new()) {
                self.packed = true;
                self.put_in_place(schema);
                let told = self.told(schema);
                enclose(schema, &told);
            }
            return;
        }
        let narrowing: Vec<bool> = schema
            .parts()
            .map(|(keyword, part)| schema.narrows(keyword, part))
            .collect();
        let parts = schema.keywords.iter_mut().filter(|(name, _)| is_part(name));
        let parts = parts.flat_map(|(_, keyword)| keyword.schemas_mut());
        for (part, narrows) in parts.zip(narrowing) {
            if !narrows {
                self.reshape(part, place);
            }
        }
        if schema.is_untyped() {
            pack(schema);
        } else if schema.is_map() {
            map(schema);
        } else if schema.get("prefixItems").is_some() {
            tuple(schema);
        } else if schema.has_untyped_items() {
            schema.set("items", packed());
        } else if let Some(Keyword::Schema(_)) = schema.get("additionalProperties") {
            self.problems.push(format!(
                "`{place}` has entries beside its fields, which the dialect has no words for: put the map into a field of its own, \
                 without `flatten`, or use a dialect that takes plain JSON Schema"
            ));
        }
    }

    /// Puts what a reference refers to in its place, to be told where there are no definitions.
    fn put_in_place(&self, schema: &mut Schema) {
        let Some(definition) = schema.reference().and_then(|name| self.definition(name)) else {
            return;
        };
        schema.remove("$ref");
        for (keyword, value) in definition.keywords.clone() {
            if schema.get(&keyword).is_none() {
                schema.set(keyword, value);
            }
        }
    }

    /// The schema as text, with the definitions that it refers to.
    fn told(&self, schema: &Schema) -> String {
        let mut alone = schema.clone();
        alone.remove("title");
        alone.remove("description");
        let mut definitions = self.definitions.to_vec();
        drop_unused(&alone, &mut definitions);
        if !definitions.is_empty() {
            alone.set("$defs", Keyword::Named(definitions));
        }
        serde_json::to_string(&alone).unwrap_or_default()
    }

    fn definition(&self, name: &str) -> Option<&Schema> {
        let found = self.definitions.iter().find(|(defined, _)| defined == name);
        found.map(|(_, schema)| schema)
    }

    /// Whether there is something in an opaque schema that the dialect lacks. That is also a property which can be left out
    /// and not be null: where all are required, one that is not there is null.
    fn is_beyond(&self, schema: &Schema, seen: &mut Vec<String>) -> bool {
        let required = schema.required();
        let mut optional = schema
            .properties()
            .iter()
            .filter(|(name, _)| !required.contains(&name.as_str()));
        if optional.any(|(_, property)| !property.takes_null())
            || schema.is_mixed()
            || schema.is_untyped()
            || schema.is_map()
            || schema.has_untyped_items()
            || schema.get("prefixItems").is_some()
            || matches!(schema.get("additionalProperties"), Some(Keyword::Schema(_)))
        {
            return true;
        }
        if let Some(name) = schema.reference()
            && !seen.iter().any(|seen| seen == name)
        {
            seen.push(name.to_owned());
            let definition = self.definition(name);
            if definition.is_some_and(|schema| self.is_beyond(schema, seen)) {
                return true;
            }
        }
        schema
            .parts()
            .any(|(keyword, part)| !schema.narrows(keyword, part) && self.is_beyond(part, seen))
    }
}

/// A string that holds the JSON of a value of any kind.
fn packed() -> Schema {
    let mut schema = Schema::new();
    pack(&mut schema);
    schema
}

/// Makes it a string that holds the JSON of the value.
fn pack(schema: &mut Schema) {
    let mut description = schema.text("description").unwrap_or_default().to_owned();
    if !description.is_empty() {
        description.push('\n');
    }
    description.push_str("The value as JSON text.");
    let mut packed = Schema::of_type("string");
    if let Some(title) = schema.remove("title") {
        packed.set("title", title);
    }
    packed.set("description", description);
    packed.problems = std::mem::take(&mut schema.problems);
    *schema = packed;
}

/// Makes it an object around such a string: what reads the value may take a string as well, and is to be told the one from
/// the other.
fn enclose(schema: &mut Schema, told: &str) {
    let description = match told {
        "{}" => "The value as JSON text.".to_owned(),
        told => format!("The value as JSON text, which fits this schema: {told}"),
    };
    let text = Schema::of_type("string").with("description", description);
    let mut enclosed = object(vec![(PACKED.to_owned(), text)]);
    for keyword in ["title", "description"] {
        if let Some(value) = schema.remove(keyword) {
            enclosed.set(keyword, value);
        }
    }
    if !schema.is_untyped() && schema.takes_null() {
        enclosed = enclosed.nullable();
    }
    enclosed.is_opaque = true;
    enclosed.problems = std::mem::take(&mut schema.problems);
    *schema = enclosed;
}

/// A list of entries.
fn map(schema: &mut Schema) {
    let value = match schema.remove("additionalProperties") {
        Some(Keyword::Schema(value)) => *value,
        _ => packed(),
    };
    schema.remove("properties");
    let mut key = Schema::of_type("string");
    match schema.remove("propertyNames") {
        Some(Keyword::Schema(names)) if names.get("$ref").is_some() => key = *names,
        Some(Keyword::Schema(names)) => {
            for (keyword, value) in names.keywords {
                key.set(keyword, value);
            }
        }
        _ => {}
    }
    let entry = object(vec![
        (ENTRY_KEY.to_owned(), key),
        (ENTRY_VALUE.to_owned(), value),
    ]);
    become_kind(schema, "object", "array");
    schema.set("items", entry);
    for (of_map, of_list) in [("minProperties", "minItems"), ("maxProperties", "maxItems")] {
        if let Some(bound) = schema.remove(of_map) {
            schema.set(of_list, bound);
        }
    }
}

/// An object with a key for each element.
fn tuple(schema: &mut Schema) {
    let Some(Keyword::Schemas(elements)) = schema.remove("prefixItems") else {
        return;
    };
    for keyword in ["items", "minItems", "maxItems"] {
        schema.remove(keyword);
    }
    become_kind(schema, "array", "object");
    let numbered = elements.into_iter().enumerate();
    let members = numbered.map(|(index, element)| (index.to_string(), element));
    for (keyword, value) in object(members.collect()).keywords {
        if keyword != "type" {
            schema.set(keyword, value);
        }
    }
}

fn object(properties: Vec<(String, Schema)>) -> Schema {
    let names: Vec<Value> = properties
        .iter()
        .map(|(name, _)| Value::from(name.as_str()))
        .collect();
    Schema::of_type("object")
        .with("properties", Keyword::Named(properties))
        .with("required", Value::Array(names))
        .with("additionalProperties", false)
}

/// Puts one type in the place of another.
fn become_kind(schema: &mut Schema, from: &str, to: &'static str) {
    match schema.get_mut("type") {
        Some(Keyword::Value(Value::Array(kinds))) => {
            for kind in kinds.iter_mut().filter(|kind| **kind == from) {
                *kind = to.into();
            }
        }
        _ => schema.set("type", to),
    }
}

/// Takes out the definitions that nothing refers to any more.
fn drop_unused(root: &Schema, definitions: &mut Vec<(String, Schema)>) {
    let mut used: Vec<String> = Vec::new();
    let mut open = vec![root];
    while let Some(schema) = open.pop() {
        if let Some(name) = schema.reference()
            && !used.iter().any(|used| used == name)
        {
            used.push(name.to_owned());
            let definition = definitions.iter().find(|(defined, _)| defined == name);
            open.extend(definition.map(|(_, schema)| schema));
        }
        open.extend(schema.children());
    }
    definitions.retain(|(name, _)| used.iter().any(|used| used == name));
}
