//! Schemas that are made from JSON.

use crate::samples::{Sample, test_each_type};
use crate::types::*;
use instructor_core::{ErrorKind, Extract, Keyword, Schema};
use serde_json::{Value, json};

mod of_types {
    use super::*;

    fn check<T: Sample>() {
        let schema = T::schema();
        let text = serde_json::to_string(&schema).unwrap();
        let read: Schema = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        let names = |schema: &Schema| {
            schema
                .properties()
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&read), names(&schema));
        // By way of a value the order of names is that of the alphabet, and nothing else differs.
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            serde_json::to_value(Schema::from(value.clone())).unwrap(),
            value
        );
        // What it is reshaped to does not depend on how it came about.
        assert_eq!(read.reshaped().to_string(), schema.reshaped().to_string());
    }

    test_each_type!(check);
}

#[test]
fn keywords_and_properties_keep_their_order() {
    let text = r#"{"title":"T","type":"object","required":["z"],"properties":{"z":{"type":"string"},"a":{"minimum":1,"type":"integer"}},"examples":[{"z":"1"}],"x-own":{"properties":1}}"#;
    let schema: Schema = text.parse().unwrap();
    assert_eq!(serde_json::to_string(&schema).unwrap(), text);
    assert_eq!(schema.properties()[0].0, "z");
    assert!(matches!(
        schema.get("x-own"),
        Some(Keyword::Value(Value::Object(_)))
    ));
}

#[test]
fn each_keyword_that_holds_schemas_is_read_as_such() {
    let text = json!({
        "$defs": {"a": {"type": "null"}}, "allOf": [{}], "anyOf": [{}], "oneOf": [{}], "prefixItems": [{}],
        "items": {}, "not": {}, "if": {}, "then": {}, "else": {}, "contains": {}, "propertyNames": {},
        "additionalProperties": {}, "unevaluatedProperties": {}, "unevaluatedItems": {}, "contentSchema": {},
        "patternProperties": {"a": {}}, "dependentSchemas": {"a": {}}, "properties": {"a": {}},
    });
    let schema = Schema::from(text.clone());
    assert_eq!(schema.children().count(), text.as_object().unwrap().len());
}

#[test]
fn bools_are_schemas() {
    for (text, read) in [
        ("true", "{}"),
        ("false", r#"{"not":{}}"#),
        (
            r#"{"items":false,"additionalProperties":true}"#,
            r#"{"items":false,"additionalProperties":true}"#,
        ),
        (r#"{"anyOf":[true,false]}"#, r#"{"anyOf":[{},{"not":{}}]}"#),
        (r#"{"properties":{"a":true}}"#, r#"{"properties":{"a":{}}}"#),
    ] {
        let schema: Schema = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&schema).unwrap(), read);
    }
}

#[test]
fn what_is_no_schema_is_refused() {
    for (text, error) in [
        (
            "1",
            "not a JSON Schema: invalid type: integer `1`, expected a JSON Schema: an object or a bool at line 1 column 1",
        ),
        (
            r#"{"anyOf": {}}"#,
            "not a JSON Schema: invalid type: map, expected a list of JSON Schemas at line 1 column 12",
        ),
        (
            r#"{"items": 1}"#,
            "not a JSON Schema: invalid type: integer `1`, expected a JSON Schema: an object or a bool at line 1 column 11",
        ),
        (
            r#"{"properties": true}"#,
            "not a JSON Schema: invalid type: boolean `true`, expected an object of JSON Schemas at line 1 column 19",
        ),
        (
            "{",
            "not a JSON Schema: EOF while parsing an object at line 1 column 1",
        ),
    ] {
        let refused = text.parse::<Schema>().unwrap_err();
        assert_eq!(
            (refused.kind(), refused.to_string().as_str()),
            (ErrorKind::Request, error)
        );
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            let error = Schema::from(value).check().unwrap_err();
            assert!(
                error.to_string().starts_with("not a JSON Schema: "),
                "{error}"
            );
        }
    }
}

#[test]
fn a_schema_that_is_too_deep_is_refused() {
    let mut schema = Schema::of_type("string");
    for _ in 0..3000 {
        schema = Schema::of_type("array").with("items", schema);
    }
    let error = schema.check().unwrap_err();
    assert_eq!(error.to_string(), "the schema is more than 128 levels deep");
}

/// A tree, which its branches refer to from the definitions too.
fn tree() -> Schema {
    Schema::from(json!({
        "type": "object", "properties": {"left": {"$ref": "#/$defs/Side"}, "right": {"$ref": "#"}},
        "$defs": {"Side": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
    }))
}

#[test]
fn references_lead_where_a_schema_was_taken_over() {
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Forest {
        #[extract(serde, schema = tree)]
        first: Value,
        #[extract(schema = tree)]
        second: Value,
    }
    let schema = serde_json::to_value(Forest::schema()).unwrap();
    for (field, side, root) in [("first", "Side", "Root"), ("second", "Side2", "Root2")] {
        let root = json!({"$ref": format!("#/$defs/{root}")});
        let side = json!({"$ref": format!("#/$defs/{side}")});
        let properties = json!({"left": side, "right": root});
        assert_eq!(schema["properties"][field]["properties"], properties);
    }
    for (side, root) in [("Side", "Root"), ("Side2", "Root2")] {
        let any = json!([{"$ref": format!("#/$defs/{root}")}, {"type": "null"}]);
        assert_eq!(schema["$defs"][side]["anyOf"], any);
    }
}

#[test]
fn definitions_that_two_schemas_share_are_taken_over_once() {
    fn pair() -> Schema {
        Schema::from(json!({
            "type": "array", "items": {"$ref": "#/$defs/Coin"}, "$defs": {"Coin": {"type": "boolean"}},
        }))
    }
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Purse {
        #[extract(serde, schema = pair)]
        first: Value,
        #[extract(serde, schema = pair)]
        second: Value,
    }
    assert_eq!(Purse::schema().definitions().len(), 1);
}

#[test]
fn what_is_no_schema_is_refused_wherever_it_stands() {
    fn no_schema() -> Schema {
        Schema::of_type("array").with("items", Schema::from(json!(1)))
    }
    #[derive(Extract)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Field {
        #[extract(schema = no_schema)]
        field: Vec<u8>,
    }
    #[derive(Extract, serde::Deserialize)]
    #[extract(serde, schema = no_schema)]
    #[expect(dead_code, reason = "it is asked for alone")]
    struct Whole(Vec<u8>);
    for schema in [
        no_schema(),
        Field::schema(),
        Whole::schema(),
        Vec::<Whole>::schema(),
    ] {
        let error = schema.check().unwrap_err().to_string();
        assert!(error.contains("not a JSON Schema: "), "{error}");
    }
}
