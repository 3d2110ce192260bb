//! Each rewriting by itself.

use super::*;
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
    strict(schema.into()).unwrap_err().to_string()
}

#[test]
fn what_is_not_supported_is_told() {
    assert_eq!(
        property(json!({"type": "string", "minLength": 1, "maxLength": 1})),
        json!({"type": "string", "description": "maxLength: 1\nminLength: 1"})
    );
}
