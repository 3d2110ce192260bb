//! Each schema in the words that the dialect has.

use super::place::Place;
use instructor_core::{Error, Keyword, Result, Schema};
use serde_json::Value;

/// The keywords that strict schemas may have.
const SUPPORTED: &[&str] = &[
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "description",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minimum",
    "multipleOf",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
];

/// The formats of strings that it knows.
const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "time",
    "uuid",
];

/// What says nothing to a model.
const DROPPED: &[&str] = &["$schema", "$id", "$anchor", "$comment", "$dynamicAnchor"];

/// Rewrites a document that has no maps, no tuples and no untyped values.
pub(super) fn rewrite(mut document: Schema) -> Result<Schema> {
    let names: Vec<String> = document
        .definitions()
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    let rewriter = Rewriter {
        names,
        is_object: is_of(&document, "object") && document.get("anyOf").is_none(),
    };
    rewriter.rewrite(&mut document, &Place::ROOT)?;
    Ok(document)
}

struct Rewriter {
    /// The definitions.
    names: Vec<String>,
    /// Whether the root is an object, and stays the root.
    is_object: bool,
}

impl Rewriter {
    fn rewrite(&self, schema: &mut Schema, place: &Place<'_>) -> Result<()> {
        for keyword in DROPPED {
            schema.remove(keyword);
        }
        if !place.is_root() {
            schema.remove("$defs");
        }
        merge_all(schema, place)?;
        one_is_any(schema, place)?;
        self.check_reference(schema, place)?;
        say_type(schema);
        narrow(schema, place)?;
        for keyword in ["$defs", "properties", "items", "anyOf"] {
            if let Some(value) = schema.get_mut(keyword) {
                place.each_mut(keyword, value, |place, child| self.rewrite(child, place))?;
            }
        }
        if is_of(schema, "object") {
            close(schema, place)?;
        }
        let is_typed = ["type", "anyOf", "$ref"];
        if !is_typed.iter().any(|keyword| schema.get(keyword).is_some()) {
            return Err(place.refuse("it does not say of which type the value is"));
        }
        tell_the_rest(schema);
        stand_alone(schema, place)
    }

    fn check_reference(&self, schema: &Schema, place: &Place<'_>) -> Result<()> {
        let Some(reference) = schema.text("$ref") else {
            return Ok(());
        };
        let is_known = match schema.reference() {
            Some(name) => self.names.iter().any(|known| known == name),
            None => reference == "#" && self.is_object,
        };
        match is_known {
            true => Ok(()),
            false => Err(place.refuse(format!(
                "the reference `{reference}` leads to no definition: put what it means into `$defs` of the root"
            ))),
        }
    }
}

/// Whether the type is this, or this and null.
fn is_of(schema: &Schema, kind: &str) -> bool {
    match schema.get("type") {
        Some(Keyword::Value(Value::Array(kinds))) => kinds.iter().any(|of| of == kind),
        Some(Keyword::Value(of)) => of == kind,
        _ => false,
    }
}

/// Puts what `allOf` asks beside what is asked here.
fn merge_all(schema: &mut Schema, place: &Place<'_>) -> Result<()> {
    while let Some(value) = schema.remove("allOf") {
        let Keyword::Schemas(parts) = value else {
            return Err(place.refuse("`allOf` is not a list of schemas"));
        };
        for part in parts {
            merge(schema, part, place)?;
        }
    }
    Ok(())
}

fn merge(schema: &mut Schema, mut part: Schema, place: &Place<'_>) -> Result<()> {
    let keywords: Vec<String> = part.keywords().map(str::to_owned).collect();
    for keyword in keywords {
        let Some(value) = part.remove(&keyword) else {
            continue;
        };
        let value = match (schema.get_mut(&keyword), value) {
            (None, value) => {
                schema.set(keyword, value);
                continue;
            }
            // What is said here is said of this place.
            (Some(_), _) if matches!(keyword.as_str(), "description" | "title") => continue,
            (Some(here), value) if *here == value => continue,
            (Some(Keyword::Named(here)), Keyword::Named(more)) => {
                let is_new = |(name, schema): &(String, Schema)| {
                    !here
                        .iter()
                        .any(|(taken, known)| taken == name && known == schema)
                };
                let more: Vec<_> = more.into_iter().filter(is_new).collect();
                let taken = |name: &String| here.iter().any(|(taken, _)| taken == name);
                if let Some((name, _)) = more.iter().find(|(name, _)| taken(name)) {
                    return Err(unmerged(place, &format!("{keyword}/{name}")));
                }
                here.extend(more);
                continue;
            }
            (Some(Keyword::Value(Value::Array(here))), Keyword::Value(Value::Array(more)))
                if keyword == "required" =>
            {
                let more = more.into_iter().filter(|name| !here.contains(name));
                let more: Vec<_> = more.collect();
                here.extend(more);
                continue;
            }
            (Some(Keyword::Schemas(here)), Keyword::Schemas(more)) if keyword == "allOf" => {
                here.extend(more);
                continue;
            }
            (_, value) => value,
        };
        drop(value);
        return Err(unmerged(place, &keyword));
    }
    Ok(())
}

#[cold]
fn unmerged(place: &Place<'_>, keyword: &str) -> Error {
    place.refuse(format!(
        "the parts of `allOf` cannot be merged, since they differ in `{keyword}`: write one schema"
    ))
}

/// Of alternatives that exclude each other, one fits.
fn one_is_any(schema: &mut Schema, place: &Place<'_>) -> Result<()> {
    let Some(one) = schema.remove("oneOf") else {
        return Ok(());
    };
    if schema.get("anyOf").is_some() {
        return Err(place.refuse("it has both `anyOf` and `oneOf`: leave one of them"));
    }
    schema.set("anyOf", one);
    Ok(())
}

/// Says the type where other keywords tell it.
fn say_type(schema: &mut Schema) {
    let kind_of = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if ["type", "$ref", "anyOf"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some())
    {
        return;
    }
    let kinds: Vec<&str> = match (schema.get("const"), schema.get("enum")) {
        (Some(Keyword::Value(value)), _) => vec![kind_of(value)],
        (None, Some(Keyword::Value(Value::Array(values)))) => {
            let mut kinds = Vec::new();
            for kind in values.iter().map(kind_of) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            kinds
        }
        _ if schema.get("properties").is_some() => vec!["object"],
        _ if schema.get("items").is_some() => vec!["array"],
        _ => return,
    };
    match *kinds {
        [] => {}
        [kind] => schema.set("type", kind),
        _ => schema.set("type", Value::from(kinds)),
    }
}

/// Of alternatives beside a type: those that are whole stand for it, others only say more of it.
fn narrow(schema: &mut Schema, place: &Place<'_>) -> Result<()> {
    let Some(Keyword::Schemas(alternatives)) = schema.get("anyOf") else {
        return Ok(());
    };
    if schema.get("type").is_none() && schema.get("$ref").is_none() {
        return Ok(());
    }
    let has_more = |schema: &Schema| {
        let fields = ["$ref", "properties"];
        fields.iter().any(|keyword| schema.get(keyword).is_some())
    };
    if has_more(schema) && alternatives.iter().any(has_more) {
        return Err(place.refuse(
            "it has fields of its own, and more in each alternative, which a closed object cannot: write all of them into each",
        ));
    }
    let is_whole = |schema: &Schema| {
        let kinds = ["type", "anyOf", "oneOf", "$ref", "enum", "const"];
        kinds.iter().any(|keyword| schema.get(keyword).is_some())
    };
    let is_own = ["$ref", "properties", "items"];
    if !alternatives.iter().all(is_whole)
        || is_own.iter().any(|keyword| schema.get(keyword).is_some())
    {
        tell(schema, "anyOf");
    } else {
        schema.remove("type");
    }
    Ok(())
}

/// Closes an object, and requires all of it.
fn close(schema: &mut Schema, place: &Place<'_>) -> Result<()> {
    let required = match schema.remove("required") {
        Some(Keyword::Value(Value::Array(names))) => names,
        _ => Vec::new(),
    };
    schema.remove("additionalProperties");
    if schema.get("properties").is_none() {
        schema.set("properties", Keyword::Named(Vec::new()));
    }
    let Some(Keyword::Named(properties)) = schema.get_mut("properties") else {
        return Err(place.refuse("`properties` is not an object of schemas"));
    };
    let mut names = Vec::with_capacity(properties.len());
    for (name, property) in properties {
        if !required.iter().any(|required| required == name) {
            *property = std::mem::take(property).nullable();
        }
        names.push(Value::from(name.as_str()));
    }
    let definitions = schema.remove("$defs");
    schema.set("required", Value::Array(names));
    schema.set("additionalProperties", false);
    if let Some(definitions) = definitions {
        schema.set("$defs", definitions);
    }
    Ok(())
}

/// Moves what is not supported into the description: the model is told, if not held to it.
fn tell_the_rest(schema: &mut Schema) {
    let is_told = |keyword: &&str| match *keyword {
        "format" => !schema
            .text("format")
            .is_some_and(|name| FORMATS.contains(&name)),
        "pattern" => !schema.text("pattern").is_some_and(is_plain),
        keyword => !SUPPORTED.contains(&keyword),
    };
    let told: Vec<String> = schema
        .keywords()
        .filter(is_told)
        .map(str::to_owned)
        .collect();
    for keyword in told {
        tell(schema, &keyword);
    }
}

fn tell(schema: &mut Schema, keyword: &str) {
    let Some(value) = schema.remove(keyword) else {
        return;
    };
    let Ok(value) = serde_json::to_string(&value) else {
        return;
    };
    let mut description = schema.text("description").unwrap_or_default().to_owned();
    let gap = if description.is_empty() { "" } else { "\n" };
    description.push_str(&format!("{gap}{keyword}: {value}"));
    schema.set("description", description);
}

/// Whether a pattern looks neither around nor back.
fn is_plain(pattern: &str) -> bool {
    let mut rest = pattern;
    while let Some(at) = rest.find(['\\', '(']) {
        let (what, behind) = rest[at..].split_at(1);
        rest = behind;
        let mut chars = behind.chars();
        match what {
            "(" if ["?=", "?!", "?<=", "?<!"]
                .iter()
                .any(|look| behind.starts_with(look)) =>
            {
                return false;
            }
            "(" => {}
            _ if matches!(chars.next(), Some('1'..='9' | 'k')) => return false,
            // What is escaped opens nothing.
            _ => rest = behind.get(1..).unwrap_or(chars.as_str()),
        }
    }
    true
}

/// Puts a reference, beside which nothing may stand, into an alternative of its own, and tells what was said beside it.
fn stand_alone(schema: &mut Schema, place: &Place<'_>) -> Result<()> {
    let Some(reference) = schema.get("$ref").cloned() else {
        return Ok(());
    };
    if schema.keywords().count() == 1 {
        return Ok(());
    }
    if let Some(keyword) = ["properties", "items", "anyOf"]
        .iter()
        .find(|keyword| schema.get(keyword).is_some())
    {
        return Err(place.refuse(format!(
            "there is `{keyword}` beside `$ref`, and nothing to say both in: write one schema"
        )));
    }
    // The definitions of a root that is a reference stay beside it.
    let definitions = schema.remove("$defs");
    schema.remove("$ref");
    let besides = schema.keywords().map(str::to_owned);
    let besides: Vec<String> = besides
        .filter(|keyword| !matches!(keyword.as_str(), "title" | "description"))
        .collect();
    for keyword in besides {
        tell(schema, &keyword);
    }
    let alone = Schema::new().with("$ref", reference);
    schema.set("anyOf", Keyword::Schemas(vec![alone]));
    if let Some(definitions) = definitions {
        schema.set("$defs", definitions);
    }
    Ok(())
}
