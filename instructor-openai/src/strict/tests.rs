//! Each rewriting, each limit, by itself.

use super::*;
use instructor_core::ErrorKind;
use serde_json::{Value, json};

fn value(schema: &Schema) -> Value {
    serde_json::to_value(schema).unwrap()
}

/// The strict form of a schema that is the one property of an object.
fn property(schema: Value) -> Value {
    let document = json!({"type": "object", "properties": {"p": schema}, "required": ["p"]});
    value(&strict(document.into()).unwrap())["properties"]["p"].take()
}

fn refused(schema: Value) -> String {
    let error = strict(schema.into()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let error = error.to_string();
    let start = "the schema is beyond OpenAI's strict dialect at ";
    error.strip_prefix(start).unwrap_or(&error).to_owned()
}

#[test]
fn what_is_not_supported_is_told() {
    let told = |description: &str| json!({"type": "string", "description": description});
    assert_eq!(
        property(json!({"type": "string", "minLength": 1, "maxLength": 1})),
        told("maxLength: 1\nminLength: 1")
    );
    assert_eq!(
        property(json!({"type": "string", "description": "A name.", "not": {"const": "x"}})),
        told("A name.\nnot: {\"const\":\"x\"}")
    );
    assert_eq!(
        property(json!({"type": "string", "format": "uri"})),
        told("format: \"uri\"")
    );
    let kept = json!({"type": "string", "format": "date-time"});
    assert_eq!(property(kept.clone()), kept);
    assert_eq!(
        property(json!({"type": "string", "$comment": "x"})),
        json!({"type": "string"})
    );
}

#[test]
fn patterns_that_look_around_or_back_are_told() {
    for pattern in [
        "^[a-z]+$",
        "(?:a|b)",
        "\\(?=",
        "\\\\d",
        "\\d{2}",
        "(?<year>[0-9])",
        "é\\é",
    ] {
        let kept = json!({"type": "string", "pattern": pattern});
        assert_eq!(property(kept.clone()), kept);
    }
    for pattern in [
        "(?=a)",
        "a(?!b)",
        "(?<=a)b",
        "(?<!a)b",
        "(a)\\1",
        "\\k<a>",
        "\\\\(?=a)",
    ] {
        let told = property(json!({"type": "string", "pattern": pattern}));
        assert_eq!(told.get("pattern"), None, "{pattern}");
        assert!(
            told["description"]
                .as_str()
                .unwrap()
                .starts_with("pattern: ")
        );
    }
}

#[test]
fn a_reference_stands_alone() {
    let document = json!({
        "type": "object",
        "properties": {
            "role": {"$ref": "#/$defs/Role", "description": "What they may do."},
            "other": {"$ref": "#/$defs/Role"},
        },
        "required": ["role"],
        "$defs": {"Role": {"enum": ["Admin"]}},
    });
    let strict = value(&strict(document.into()).unwrap());
    assert_eq!(
        strict["properties"],
        json!({
            "role": {"description": "What they may do.", "anyOf": [{"$ref": "#/$defs/Role"}]},
            "other": {"anyOf": [{"$ref": "#/$defs/Role"}, {"type": "null"}]},
        })
    );
    assert_eq!(
        strict["$defs"]["Role"],
        json!({"enum": ["Admin"], "type": "string"})
    );
}

#[test]
fn a_reference_has_to_lead_to_a_definition() {
    let of = |reference: &str| json!({"type": "object", "properties": {"a": {"$ref": reference}}});
    for reference in ["#/$defs/A", "#/definitions/A", "https://example.com/a"] {
        assert_eq!(
            refused(of(reference)),
            format!(
                "`#/properties/a`: the reference `{reference}` leads to no definition: put what it means into `$defs` of the root"
            )
        );
    }
    // To the root, if that is an object.
    let nullable = json!({"anyOf": [{"$ref": "#"}, {"type": "null"}]});
    assert_eq!(
        value(&strict(of("#").into()).unwrap())["properties"]["a"],
        nullable
    );
    refused(json!({"type": "array", "items": {"$ref": "#"}}));
}

#[test]
fn objects_are_closed_and_have_all_they_may() {
    let object = json!({
        "type": "object",
        "properties": {
            "a": {"type": "string"}, "b": {"type": "string"}, "c": {"const": 1}, "d": {"enum": ["x", 2]},
            "e": {"type": ["string", "null"]}, "f": {"oneOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["b", "more"],
        "additionalProperties": true,
    });
    assert_eq!(
        property(object),
        json!({
            "type": "object",
            "properties": {
                "a": {"type": ["string", "null"]},
                "b": {"type": "string"},
                "c": {"anyOf": [{"const": 1, "type": "integer"}, {"type": "null"}]},
                "d": {"anyOf": [{"enum": ["x", 2], "type": ["string", "integer"]}, {"type": "null"}]},
                "e": {"type": ["string", "null"]},
                "f": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
            "required": ["a", "b", "c", "d", "e", "f"],
            "additionalProperties": false,
        })
    );
}

#[test]
fn all_of_is_merged() {
    let merged = property(json!({
        "description": "Both.",
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "description": "One."},
            {"type": "object", "properties": {"b": {"type": "null"}}, "required": ["b"]},
        ],
    }));
    assert_eq!(
        merged,
        json!({
            "type": "object",
            "description": "Both.",
            "properties": {"a": {"type": "string"}, "b": {"type": "null"}},
            "required": ["a", "b"],
            "additionalProperties": false,
        })
    );
    assert_eq!(
        property(
            json!({"type": "integer", "allOf": [{"minimum": 1}, {"allOf": [{"maximum": 3}]}]})
        ),
        json!({"type": "integer", "minimum": 1, "maximum": 3})
    );
    assert_eq!(
        refused(
            json!({"type": "object", "properties": {"p": {"allOf": [{"type": "string"}, {"type": "null"}]}}})
        ),
        "`#/properties/p`: the parts of `allOf` cannot be merged, since they differ in `type`: write one schema"
    );
}

#[test]
fn alternatives_beside_a_type_say_more_of_it() {
    let narrowed = property(json!({
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "required": ["a"],
        "anyOf": [{"required": ["a"]}],
    }));
    assert_eq!(narrowed["description"], "anyOf: [{\"required\":[\"a\"]}]");
    assert_eq!(narrowed.get("anyOf"), None);
    assert_eq!(
        property(json!({"type": "string", "anyOf": [{"const": "a"}, {"const": "b"}]})),
        json!({"anyOf": [{"const": "a", "type": "string"}, {"const": "b", "type": "string"}]})
    );
}

#[test]
fn fields_beside_alternatives_with_more_of_them_are_beyond_it() {
    let alternative =
        json!({"type": "object", "properties": {"b": {"type": "string"}}, "required": ["b"]});
    let error = refused(json!({
        "type": "object",
        "properties": {"a": {
            "type": "object",
            "properties": {"tag": {"const": "b"}},
            "required": ["tag"],
            "oneOf": [alternative],
        }},
    }));
    assert!(
        error.starts_with(
            "`#/properties/a`: it has fields of its own, and more in each alternative"
        ),
        "{error}"
    );
}

#[test]
fn what_stands_beside_a_reference_is_told() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/Even", "maximum": 10, "title": "A"}},
        "required": ["a"],
        "$defs": {"Even": {"type": "integer"}},
    });
    assert_eq!(
        value(&strict(schema.into()).unwrap())["properties"]["a"],
        json!({"title": "A", "description": "maximum: 10", "anyOf": [{"$ref": "#/$defs/Even"}]})
    );
    let fields = json!({"$ref": "#/$defs/A", "properties": {"b": {"type": "string"}}});
    let of = |root: Value| strict(root.into()).unwrap_err().to_string();
    let defined = json!({"A": {"type": "object", "properties": {"a": {"type": "null"}}}});
    let error = of(json!({"type": "object", "properties": {"p": fields}, "$defs": defined}));
    assert!(
        error.contains("there is `properties` beside `$ref`"),
        "{error}"
    );
    let both =
        json!([{"$ref": "#/$defs/A"}, {"type": "object", "properties": {"b": {"type": "string"}}}]);
    let error = of(json!({"allOf": both, "$defs": defined}));
    assert!(
        error.contains("there is `properties` beside `$ref`"),
        "{error}"
    );
}

#[test]
fn entries_beside_fields_are_beyond_it() {
    let flat = json!({
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "additionalProperties": {"type": "string"},
    });
    let error = refused(flat);
    assert!(
        error.starts_with("`the root` has entries beside its fields"),
        "{error}"
    );
}

fn variant(key: &str, value: Option<&str>) -> Value {
    let first = match value {
        Some(value) => json!({"type": "string", "const": value}),
        None => json!({"type": "string"}),
    };
    json!({"type": "object", "properties": {key: first}, "required": [key]})
}

#[test]
fn a_union_is_told_by_the_start_of_its_values() {
    let of = |alternatives: Value| json!({"type": "object", "properties": {"a": {"anyOf": alternatives}}});
    for fine in [
        json!([variant("is", Some("a")), variant("is", Some("b"))]),
        json!([variant("a", None), variant("b", None), {"type": "null"}]),
    ] {
        strict(of(fine).into()).unwrap();
    }
    let cure =
        "and nothing tells them apart: give the enum a tag, or the variants different first fields";
    for (alternatives, start) in [
        (
            json!([variant("is", Some("a")), variant("is", Some("a"))]),
            "`is`: \"a\"",
        ),
        (
            json!([variant("a", None), variant("a", None)]),
            "the key `a`",
        ),
        (
            json!([variant("a", Some("x")), variant("a", None)]),
            "the key `a`",
        ),
        (
            json!([variant("a", None), {"oneOf": [{"type": "null"}, variant("a", None)]}]),
            "the key `a`",
        ),
    ] {
        assert_eq!(
            refused(of(alternatives)),
            format!("`#/properties/a`: two of its alternatives start with {start}, {cure}")
        );
    }
}

fn object(properties: impl IntoIterator<Item = (String, Value)>) -> Value {
    json!({"type": "object", "properties": Value::Object(properties.into_iter().collect())})
}

#[test]
fn at_most_5000_properties() {
    let of = |count: usize| object((0..count).map(|n| (n.to_string(), json!({"type": "null"}))));
    strict(of(5000).into()).unwrap();
    assert_eq!(
        refused(of(5001)),
        "`#`: there are more than 5000 properties in all, which is the limit"
    );
    let split = object([("a".to_owned(), of(2500)), ("b".to_owned(), of(2499))]);
    assert!(refused(split).starts_with("`#/properties/b`"));
}

#[test]
fn at_most_10_levels() {
    let deep = |levels: usize| {
        (1..levels).fold(object([]), |inner, level| {
            object([(format!("l{level}"), inner)])
        })
    };
    strict(deep(10).into()).unwrap();
    assert_eq!(
        refused(deep(11)),
        "`#`: objects are 11 levels deep in each other, and the limit is 10: the first that is too deep is \
         `l10.l9.l8.l7.l6.l5.l4.l3.l2.l1`"
    );
    // By references as well, but not in circles.
    let definitions = |count: usize| {
        let next = |n: usize| if n + 1 < count { n + 1 } else { 0 };
        let chain = (0..count).map(|n| {
            let schema = object([(
                "next".to_owned(),
                json!({"$ref": format!("#/$defs/D{}", next(n))}),
            )]);
            (format!("D{n}"), schema)
        });
        let mut document = object([("first".to_owned(), json!({"$ref": "#/$defs/D0"}))]);
        document["$defs"] = Value::Object(chain.collect());
        document
    };
    strict(definitions(9).into()).unwrap();
    assert!(refused(definitions(10)).contains("objects are 11 levels deep"));
}

#[test]
fn at_most_120_000_characters() {
    let of = |len: usize| object([("a".to_owned(), json!({"const": "é".repeat(len)}))]);
    strict(of(119_999).into()).unwrap();
    assert!(refused(of(120_000)).contains("more than 120000 characters"));
}

#[test]
fn at_most_1000_values_and_15_000_characters_in_a_large_enum() {
    let of = |count: usize, len: usize| {
        let values: Vec<String> = (0..count).map(|n| format!("{n:0len$}")).collect();
        object([("a".to_owned(), json!({"enum": values}))])
    };
    strict(of(1000, 15).into()).unwrap();
    assert!(refused(of(1001, 5)).contains("more than 1000 values"));
    strict(of(250, 100).into()).unwrap();
    strict(of(300, 50).into()).unwrap();
    let error = refused(of(300, 51));
    assert!(
        error.starts_with("`#/properties/a/anyOf/0`: the values of the enum have 15300 characters"),
        "{error}"
    );
}

#[test]
fn a_schema_that_is_too_deep_comes_to_an_end() {
    let mut schema = Schema::of_type("string");
    for _ in 0..1000 {
        schema = Schema::of_type("array").with("items", schema);
    }
    assert_eq!(strict(schema).unwrap_err().kind(), ErrorKind::Request);
    let itself = json!({"$ref": "#/$defs/A", "$defs": {"A": {"anyOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, "B": {"$ref": "#/$defs/B"}}});
    strict(itself.into()).unwrap();
}

#[test]
fn an_opaque_schema_is_kept_or_packed_as_a_whole() {
    let schema = |schema: Value| {
        let object = Schema::of_type("object").with(
            "properties",
            instructor_core::Keyword::Named(vec![("a".to_owned(), Schema::from(schema).opaque())]),
        );
        value(&strict(object.with("required", Value::from(vec!["a"]))).unwrap())["properties"]["a"]
            .take()
    };
    assert_eq!(
        schema(json!({"type": "array", "items": {"type": "string"}}))["type"],
        "array"
    );
    assert_eq!(
        schema(
            json!({"type": "array", "description": "Pairs.", "items": {"type": "object", "additionalProperties": {"type": "null"}}})
        ),
        json!({
            "type": "object",
            "properties": {"json": {
                "type": "string",
                "description": "The value as JSON text, which fits this schema: \
                    {\"items\":{\"additionalProperties\":{\"type\":\"null\"},\"type\":\"object\"},\"type\":\"array\"}",
            }},
            "required": ["json"],
            "additionalProperties": false,
            "description": "Pairs.",
        })
    );
}
