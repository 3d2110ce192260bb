//! The rules that OpenAI documents for strict schemas, as a check that knows nothing of how they are made.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What is wrong with a schema, by the rules of <https://platform.openai.com/docs/guides/structured-outputs#supported-schemas>.
pub(crate) fn check(document: &Value) -> Vec<String> {
    let mut checker = Checker {
        document,
        wrong: Vec::new(),
        properties: 0,
        enum_values: 0,
        characters: 0,
    };
    let root = document.as_object();
    if root.is_none_or(|root| root.get("type") != Some(&"object".into())) {
        checker.wrong.push("the root is not an object".to_owned());
    }
    if root.is_some_and(|root| root.contains_key("anyOf")) {
        checker.wrong.push("the root is `anyOf`".to_owned());
    }
    checker.schema(document, "#");
    let levels = checker.levels(document, &mut BTreeSet::new());
    for (what, count, limit) in [
        ("properties", checker.properties, 5000),
        ("levels", levels, 10),
        ("characters", checker.characters, 120_000),
        ("enum values", checker.enum_values, 1000),
    ] {
        if count > limit {
            checker.wrong.push(format!("{count} {what}, of {limit}"));
        }
    }
    checker.wrong
}

const KEYWORDS: &[&str] = &[
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

const TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

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

struct Checker<'a> {
    document: &'a Value,
    wrong: Vec<String>,
    properties: usize,
    enum_values: usize,
    characters: usize,
}

impl Checker<'_> {
    fn note(&mut self, place: &str, what: impl std::fmt::Display) {
        self.wrong.push(format!("{place}: {what}"));
    }

    fn schema(&mut self, schema: &Value, place: &str) {
        let Some(schema) = schema.as_object() else {
            return self.note(place, "not an object");
        };
        for keyword in schema.keys() {
            if !KEYWORDS.contains(&keyword.as_str()) {
                self.note(place, format!("the keyword `{keyword}`"));
            }
        }
        if schema.contains_key("$defs") && place != "#" {
            self.note(place, "definitions that are not the root's");
        }
        if let Some(reference) = schema.get("$ref") {
            self.reference(reference, schema.len(), place);
        }
        self.types(schema, place);
        self.texts(schema, place);
        self.union(schema, place);
        for name in ["properties", "$defs"] {
            for (key, child) in schema
                .get(name)
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                self.characters += key.chars().count();
                self.schema(child, &format!("{place}/{name}/{key}"));
            }
        }
        if let Some(items) = schema.get("items") {
            self.schema(items, &format!("{place}/items"));
        }
    }

    fn reference(&mut self, reference: &Value, keywords: usize, place: &str) {
        if keywords > 1 {
            self.note(place, "a reference with something beside it");
        }
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#'));
        if pointer.is_none_or(|pointer| self.document.pointer(pointer).is_none()) {
            self.note(place, format!("the reference {reference} leads nowhere"));
        }
    }

    fn types(&mut self, schema: &Map<String, Value>, place: &str) {
        let types: Vec<&Value> = match schema.get("type") {
            Some(Value::Array(types)) => types.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        if types.is_empty() && !schema.contains_key("$ref") && !schema.contains_key("anyOf") {
            self.note(place, "no type");
        }
        for kind in &types {
            if !kind.as_str().is_some_and(|kind| TYPES.contains(&kind)) {
                self.note(place, format!("the type {kind}"));
            }
        }
        if types.contains(&&"array".into()) && !schema.contains_key("items") {
            self.note(place, "a list of anything");
        }
        if !types.contains(&&"object".into()) {
            if schema.contains_key("properties") {
                self.note(place, "properties of what is no object");
            }
            return;
        }
        if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
            self.note(place, "an object that is not closed");
        }
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return self.note(place, "an object without properties");
        };
        self.properties += properties.len();
        let names: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        if required.collect::<BTreeSet<_>>() != names {
            self.note(place, "not all properties are required, or more");
        }
    }

    fn texts(&mut self, schema: &Map<String, Value>, place: &str) {
        if let Some(format) = schema.get("format")
            && !format
                .as_str()
                .is_some_and(|format| FORMATS.contains(&format))
        {
            self.note(place, format!("the format {format}"));
        }
        if let Some(pattern) = schema.get("pattern") {
            let pattern = pattern.as_str().unwrap_or("(?=");
            let looks = ["(?=", "(?!", "(?<=", "(?<!"];
            let refers = (1..=9).any(|group| pattern.contains(&format!("\\{group}")));
            if refers || looks.iter().any(|look| pattern.contains(look)) {
                self.note(place, format!("the pattern {pattern}"));
            }
        }
        let len = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string().len(), |text| text.chars().count())
        };
        self.characters += schema.get("const").map_or(0, len);
        if let Some(Value::Array(values)) = schema.get("enum") {
            let characters: usize = values.iter().map(len).sum();
            self.enum_values += values.len();
            self.characters += characters;
            if values.len() > 250 && characters > 15_000 {
                self.note(place, format!("{characters} characters in an enum"));
            }
        }
    }

    fn union(&mut self, schema: &Map<String, Value>, place: &str) {
        let Some(alternatives) = schema.get("anyOf") else {
            return;
        };
        let Some(alternatives) = alternatives.as_array().filter(|any| !any.is_empty()) else {
            return self.note(place, "alternatives that are none");
        };
        let mut starts = Vec::new();
        for (at, alternative) in alternatives.iter().enumerate() {
            self.schema(alternative, &format!("{place}/anyOf/{at}"));
            self.starts(alternative, &mut starts, 0);
        }
        for (at, (key, value)) in starts.iter().enumerate() {
            let is_same = |(other, of): &&(String, Option<Value>)| {
                other == key && (of.is_none() || value.is_none() || of == value)
            };
            if starts[..at].iter().any(|other| is_same(&other)) {
                self.note(place, format!("two alternatives start with `{key}`"));
            }
        }
    }

    /// The first key of each object that a value may be, with its constant. The order is told by `required`.
    fn starts(&self, schema: &Value, starts: &mut Vec<(String, Option<Value>)>, depth: usize) {
        if depth > 20 {
            return;
        }
        if let Some(first) = schema["required"][0].as_str() {
            let value = schema["properties"][first].get("const").cloned();
            starts.push((first.to_owned(), value));
        }
        for alternative in schema["anyOf"].as_array().into_iter().flatten() {
            self.starts(alternative, starts, depth + 1);
        }
        if let Some(pointer) = schema["$ref"]
            .as_str()
            .and_then(|text| text.strip_prefix('#'))
            && let Some(definition) = self.document.pointer(pointer)
        {
            self.starts(definition, starts, depth + 1);
        }
    }

    /// How many objects are in each other.
    fn levels(&self, schema: &Value, open: &mut BTreeSet<String>) -> usize {
        let mut below = 0;
        let properties = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, child)| child);
        let any = schema["anyOf"].as_array().into_iter().flatten();
        for child in properties.chain(any).chain(schema.get("items")) {
            below = below.max(self.levels(child, open));
        }
        if let Some(reference) = schema["$ref"].as_str()
            && let Some(definition) = self.document.pointer(&reference[1..])
            && open.insert(reference.to_owned())
        {
            below = below.max(self.levels(definition, open));
            open.remove(reference);
        }
        below + usize::from(schema.get("properties").is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn good() -> Value {
        json!({
            "type": "object",
            "description": "All that is allowed.",
            "properties": {
                "name": {"type": ["string", "null"], "format": "email", "title": "Name"},
                "code": {"type": "string", "pattern": "^(?:a|b)\\d+$"},
                "size": {"type": "number", "minimum": 0, "maximum": 9.5, "multipleOf": 0.5},
                "kind": {"type": "string", "enum": ["a", "b"]},
                "tree": {"$ref": "#/$defs/Tree"},
                "either": {"anyOf": [
                    {"type": "object", "properties": {"is": {"type": "string", "const": "a"}},
                        "required": ["is"], "additionalProperties": false},
                    {"type": "object", "properties": {"is": {"type": "string", "const": "b"}},
                        "required": ["is"], "additionalProperties": false},
                    {"type": "null"},
                ]},
            },
            "required": ["name", "code", "size", "kind", "tree", "either"],
            "additionalProperties": false,
            "$defs": {"Tree": {
                "type": "object",
                "properties": {"parts": {"type": "array", "items": {"$ref": "#/$defs/Tree"}, "minItems": 1}},
                "required": ["parts"],
                "additionalProperties": false,
            }},
        })
    }

    #[test]
    fn what_is_allowed_passes() {
        assert_eq!(check(&good()), Vec::<String>::new());
        assert_eq!(
            check(
                &json!({"type": "object", "properties": {"a": {"$ref": "#"}},
            "required": ["a"], "additionalProperties": false})
            ),
            Vec::<String>::new()
        );
    }

    /// Each of these, put into a good schema in some place, is found.
    #[test]
    fn each_violation_is_found() {
        let replaced = [
            ("/type", json!("array"), "the root is not an object"),
            ("/anyOf", json!([{"type": "null"}]), "the root is `anyOf`"),
            ("/additionalProperties", json!(true), "not closed"),
            (
                "/additionalProperties",
                json!({"type": "string"}),
                "not closed",
            ),
            ("/required", json!(["name"]), "not all properties"),
            (
                "/required",
                json!(["name", "code", "size", "kind", "tree", "either", "more"]),
                "not all properties",
            ),
            ("/properties/name/format", json!("uri"), "the format"),
            ("/properties/code/pattern", json!("^(?=a)"), "the pattern"),
            ("/properties/code/pattern", json!("(a)\\1"), "the pattern"),
            (
                "/properties/tree/description",
                json!("A tree."),
                "something beside it",
            ),
            (
                "/properties/tree/$ref",
                json!("#/$defs/Bush"),
                "leads nowhere",
            ),
            ("/properties/size", json!({}), "no type"),
            ("/properties/size/type", json!("float"), "the type"),
            (
                "/properties/size",
                json!({"type": "array"}),
                "a list of anything",
            ),
            (
                "/properties/size",
                json!({"type": "object"}),
                "without properties",
            ),
            (
                "/properties/either/anyOf/1/properties/is/const",
                json!("a"),
                "start with `is`",
            ),
            (
                "/properties/either/anyOf",
                json!([]),
                "alternatives that are none",
            ),
        ];
        for (place, value, wrong) in replaced {
            let mut schema = good();
            put(&mut schema, place, value);
            let found = check(&schema);
            assert!(
                found.iter().any(|found| found.contains(wrong)),
                "{place}: {found:?}"
            );
        }
        let keywords = [
            "$schema",
            "allOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "default",
            "minLength",
            "maxLength",
            "uniqueItems",
            "propertyNames",
            "patternProperties",
            "prefixItems",
            "minProperties",
            "contains",
            "dependentRequired",
            "examples",
        ];
        for keyword in keywords {
            for place in ["", "/properties/name", "/$defs/Tree/properties/parts"] {
                let mut schema = good();
                put(&mut schema, &format!("{place}/{keyword}"), json!(1));
                let wrong = format!("#{place}: the keyword `{keyword}`");
                assert_eq!(check(&schema), [wrong]);
            }
        }
    }

    #[test]
    fn each_limit_is_found() {
        let of = |name: &str, schema: Value| {
            let mut document = good();
            put(&mut document, &format!("/properties/{name}"), schema);
            check(&document)
        };
        let values = |count: usize, len: usize| {
            let values: Vec<String> = (0..count).map(|n| format!("{n:0len$}")).collect();
            json!({"type": "string", "enum": values})
        };
        assert!(of("kind", values(998, 5)).is_empty());
        assert_eq!(of("kind", values(1001, 5)), ["1001 enum values, of 1000"]);
        assert!(of("kind", values(250, 100)).is_empty());
        assert_eq!(of("kind", values(251, 60)).len(), 1);
        assert_eq!(
            of(
                "kind",
                json!({"type": "string", "const": "x".repeat(120_000)})
            )
            .len(),
            1
        );
        let mut deep = json!({"type": "string"});
        for _ in 0..10 {
            deep = json!({"type": "object", "properties": {"in": deep}, "required": ["in"], "additionalProperties": false});
        }
        assert_eq!(of("kind", deep), ["11 levels, of 10"]);
    }

    fn put(schema: &mut Value, place: &str, value: Value) {
        let (parent, key) = place.rsplit_once('/').unwrap();
        let parent = schema.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
            parent => parent[key] = value,
        }
    }
}
