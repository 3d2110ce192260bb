//! The variants of an enum as functions.

use instructor_core::provider::Request;
use instructor_core::{Error, ErrorKind, Keyword, Result, Schema};
use serde_json::Value;

/// A variant as a function.
pub(super) struct Variant {
    pub(super) name: String,
    /// Of the arguments.
    pub(super) schema: Schema,
    pub(super) frame: Frame,
}

/// What the arguments of a call are of the element.
#[derive(Clone)]
pub(super) enum Frame {
    /// All of it.
    Whole,
    /// What is under this key.
    Under(String),
    /// Nothing: the element is this text.
    Name(String),
}

pub(super) fn refused(why: &str) -> Error {
    let message =
        format!("ParallelTools asks for a list, as `Vec<Action>`, of an enum of structs: {why}");
    Error::new(ErrorKind::Request, message)
}

/// The functions that a list is asked for by.
pub(super) fn variants(request: &Request) -> Result<Vec<Variant>> {
    let document = &request.schema;
    let Some(Keyword::Schema(item)) = document.get("items") else {
        let name = &request.name;
        return Err(refused(&format!("`{name}` is none")));
    };
    let (name, item) = resolve(item, document, &request.name);
    let mut variants: Vec<Variant> = Vec::new();
    for alternative in alternatives(item) {
        let (name, of) = resolve(alternative, document, name);
        for (name, schema, frame) in functions(name, of, alternative, document) {
            let name = free(name, |name| variants.iter().any(|known| known.name == name));
            let schema = with_definitions(schema, document);
            variants.push(Variant {
                name,
                schema,
                frame,
            });
        }
    }
    Ok(variants)
}

/// What a schema that refers to a definition is, and its name.
fn resolve<'a>(schema: &'a Schema, document: &'a Schema, name: &'a str) -> (&'a str, &'a Schema) {
    let Some(referred) = schema.reference() else {
        return (name, schema);
    };
    let mut definitions = document.definitions().iter();
    match definitions.find(|(defined, _)| defined == referred) {
        Some((_, definition)) => (referred, definition),
        None => (name, schema),
    }
}

fn alternatives(item: &Schema) -> Vec<&Schema> {
    let any = item.get("anyOf").or_else(|| item.get("oneOf"));
    match any {
        Some(Keyword::Schemas(any)) => any.iter().collect(),
        _ => vec![item],
    }
}

/// The functions of one alternative: one, but for names that share a schema. `named` is the alternative as it stands in
/// the enum, whose description goes before that of the type in it.
fn functions(
    name: &str,
    of: &Schema,
    named: &Schema,
    document: &Schema,
) -> Vec<(String, Schema, Frame)> {
    // Variants without data are texts.
    let names: Vec<&str> = match (of.get("enum"), of.get("const")) {
        (Some(Keyword::Value(Value::Array(names))), _) => {
            names.iter().filter_map(Value::as_str).collect()
        }
        (_, Some(Keyword::Value(name))) => name.as_str().into_iter().collect(),
        _ => Vec::new(),
    };
    if !names.is_empty() {
        let no_arguments = |name: &str| {
            let mut schema = Schema::of_type("object");
            if let Some(description) = description_of(of, name) {
                schema.set("description", description);
            }
            schema.set("properties", Keyword::Named(Vec::new()));
            let text = Value::from(name).to_string();
            (plain(name), schema, Frame::Name(text))
        };
        return names.into_iter().map(no_arguments).collect();
    }
    // A tag names the variant, and is written by the model as the others are.
    let tag = of.properties().iter().find_map(|(_, property)| {
        let Some(Keyword::Value(Value::String(tag))) = property.get("const") else {
            return None;
        };
        Some(tag)
    });
    if let Some(tag) = tag {
        return vec![(plain(tag), of.clone(), Frame::Whole)];
    }
    // `{"Search": {…}}`
    if let ([(key, inner)], None) = (of.properties(), named.reference()) {
        let (_, inner) = resolve(inner, document, key);
        if inner.get("properties").is_some() {
            let mut schema = inner.clone();
            if let Some(description) = of.text("description") {
                schema.set("description", description);
            }
            return vec![(plain(key), schema, Frame::Under(key.clone()))];
        }
        return vec![(plain(key), of.clone(), Frame::Whole)];
    }
    vec![(plain(name), of.clone(), Frame::Whole)]
}

/// What is said of one of several names.
fn description_of<'a>(names: &'a Schema, name: &str) -> Option<&'a str> {
    let lines = names.text("description")?.lines();
    lines.into_iter().find_map(|line| {
        let (said, of) = line.strip_prefix("- ")?.split_once(": ")?;
        (said == name).then_some(of)
    })
}

/// The schema with the definitions that it refers to.
fn with_definitions(mut schema: Schema, document: &Schema) -> Schema {
    let mut needed: Vec<(String, Schema)> = Vec::new();
    let mut open = references(&schema);
    while let Some(name) = open.pop() {
        let is_new = needed.iter().all(|(known, _)| *known != name);
        let mut definitions = document.definitions().iter();
        if is_new && let Some(found) = definitions.find(|(defined, _)| *defined == name) {
            open.extend(references(&found.1));
            needed.push(found.clone());
        }
    }
    if !needed.is_empty() {
        // In the order of the document, whatever refers to them first.
        needed.sort_by_key(|(name, _)| {
            let mut definitions = document.definitions().iter();
            definitions.position(|(defined, _)| defined == name)
        });
        schema.set("$defs", Keyword::Named(needed));
    }
    schema
}

/// The names that a schema refers to, at whatever depth.
fn references(schema: &Schema) -> Vec<String> {
    let mut found: Vec<String> = schema.reference().map(str::to_owned).into_iter().collect();
    let keywords = schema.keywords().filter_map(|keyword| schema.get(keyword));
    for below in keywords.flat_map(Keyword::schemas) {
        found.extend(references(below));
    }
    found
}

/// The name, or with a number behind it if it is taken.
fn free(name: String, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| {
        let number = format!("_{number}");
        // Of letters and digits alone: it can be cut anywhere.
        let stem = &name[..name.len().min(NAME - number.len())];
        format!("{stem}{number}")
    });
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or(name.clone())
}

/// How long the name of a function may be.
const NAME: usize = 64;

/// A name as functions have it.
fn plain(name: &str) -> String {
    let plain = |char: char| match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => char,
        _ => '_',
    };
    name.chars().map(plain).take(NAME).collect()
}
