//! OpenAI's strict dialect of JSON Schema.

use instructor_core::{Keyword, Schema};
use serde_json::Value;

/// The keywords that strict schemas may have, besides `$defs` and `required`, which are made anew.
const SUPPORTED: &[&str] = &[
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
    "title",
    "type",
];

/// Rewrites a schema into the subset that OpenAI's [structured outputs](https://platform.openai.com/docs/guides/structured-outputs#supported-schemas)
/// hold an answer to.
///
/// Every property is required, and one that was optional may be null instead; objects are closed; a reference stands
/// alone; what the subset lacks is told in the description. The root is wrapped if it is not an object.
///
/// `None` if the subset cannot express the type: it has no maps, no tuples, and no values of any kind.
///
/// ```
/// use instructor_core::Extract;
///
/// #[derive(Extract)]
/// struct User {
///     name: String,
///     age: Option<u8>,
/// }
///
/// let schema = instructor_openai::strict(User::schema()).unwrap();
/// assert_eq!(
///     serde_json::to_value(&schema).unwrap(),
///     serde_json::json!({
///         "type": "object",
///         "properties": {
///             "name": {"type": "string"},
///             "age": {"type": ["integer", "null"], "minimum": 0, "maximum": 255},
///         },
///         "required": ["name", "age"],
///         "additionalProperties": false,
///     })
/// );
/// ```
pub fn strict(schema: Schema) -> Option<Schema> {
    let mut schema = schema.wrapped();
    schema.remove("$schema");
    rewrite(&mut schema)?;
    Some(schema)
}

fn rewrite(schema: &mut Schema) -> Option<()> {
    for child in schema.children_mut() {
        rewrite(child)?;
    }
    if schema.get("type").is_none()
        && schema.get("anyOf").is_none()
        && schema.get("$ref").is_none()
        && schema.get("enum").is_none()
        && schema.get("const").is_none()
    {
        return None;
    }
    // Elements that each have a schema of their own.
    if schema.get("prefixItems").is_some() {
        return None;
    }
    if schema.text("type") == Some("object") {
        close(schema)?;
    }
    tell_the_rest(schema);
    if schema.get("$ref").is_some() && schema.keywords().count() > 1 {
        let reference = schema.remove("$ref")?;
        let alone = Schema::new().with("$ref", reference);
        schema.set("anyOf", Keyword::Schemas(vec![alone]));
    }
    Some(())
}

/// Closes an object, and requires all of it.
fn close(schema: &mut Schema) -> Option<()> {
    if let Some(Keyword::Schema(_)) = schema.get("additionalProperties") {
        return None;
    }
    let required = match schema.remove("required") {
        Some(Keyword::Value(Value::Array(names))) => names,
        _ => Vec::new(),
    };
    let Some(Keyword::Named(properties)) = schema.get_mut("properties") else {
        return None;
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
    Some(())
}

/// Moves what is not supported into the description: the model is told, if not held to it.
fn tell_the_rest(schema: &mut Schema) {
    let told: Vec<String> = schema
        .keywords()
        .filter(|keyword| !SUPPORTED.contains(keyword) && !matches!(*keyword, "$defs" | "required"))
        .map(str::to_owned)
        .collect();
    if told.is_empty() {
        return;
    }
    let mut description = schema.text("description").unwrap_or_default().to_owned();
    for keyword in told {
        if let Some(value) = schema.remove(&keyword)
            && let Ok(value) = serde_json::to_string(&value)
        {
            let gap = if description.is_empty() { "" } else { "\n" };
            description.push_str(&format!("{gap}{keyword}: {value}"));
        }
    }
    schema.set("description", description);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(schema: &Schema) -> Value {
        serde_json::to_value(schema).unwrap()
    }

    #[test]
    fn what_is_not_supported_is_told() {
        let property = Schema::of_type("string")
            .with("minLength", 1)
            .with("maxLength", 1);
        let schema = Schema::of_type("object")
            .with(
                "properties",
                Keyword::Named(vec![("c".to_owned(), property)]),
            )
            .with("required", Value::from(vec!["c"]));
        assert_eq!(
            value(&strict(schema).unwrap())["properties"]["c"],
            json!({"type": "string", "description": "minLength: 1\nmaxLength: 1"})
        );
    }

    #[test]
    fn a_reference_stands_alone() {
        let property = Schema::new()
            .with("$ref", "#/$defs/Role")
            .with("description", "What they may do.");
        let role = Schema::of_type("string").with("enum", Value::from(vec!["Admin"]));
        let schema = Schema::of_type("object")
            .with(
                "properties",
                Keyword::Named(vec![("role".to_owned(), property)]),
            )
            .with("required", Value::from(vec!["role"]))
            .with("$defs", Keyword::Named(vec![("Role".to_owned(), role)]));
        assert_eq!(
            value(&strict(schema).unwrap())["properties"]["role"],
            json!({"description": "What they may do.", "anyOf": [{"$ref": "#/$defs/Role"}]})
        );
    }

    #[test]
    fn maps_and_values_of_any_kind_are_beyond_it() {
        let map: Keyword = Schema::of_type("string").into();
        assert_eq!(
            strict(Schema::of_type("object").with("additionalProperties", map)),
            None
        );
        assert_eq!(strict(Schema::new()), None);
    }
}
