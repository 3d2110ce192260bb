//! Elements that are equal as JSON.

use crate::partial::{Partial, Wire};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The first two that are equal, by their JSON, so that it takes no longer than reading them did.
pub(super) fn first_equal<P: Partial>(elements: &[P]) -> Option<(usize, usize)> {
    let mut seen = HashMap::with_capacity(elements.len());
    elements.iter().enumerate().find_map(|(index, element)| {
        let mut json = String::new();
        match serde_json::to_value(Wire(element)) {
            Ok(value) => canonical(value, &mut json),
            // An integer beyond 64 bits.
            Err(_) => json = serde_json::to_string(&Wire(element)).ok()?,
        }
        Some((seen.insert(json, index)?, index))
    })
}

/// Writes the value as all that are equal to it are written: its keys sorted, a whole number as an integer.
fn canonical(value: Value, json: &mut String) {
    match value {
        Value::Array(items) => {
            json.push('[');
            for item in items {
                canonical(item, json);
                json.push(',');
            }
            json.push(']');
        }
        Value::Object(members) => {
            // They may be in the order in which they came.
            let members: BTreeMap<String, Value> = members.into_iter().collect();
            json.push('{');
            for (key, value) in members {
                json.push_str(&Value::from(key).to_string());
                json.push(':');
                canonical(value, json);
                json.push(',');
            }
            json.push('}');
        }
        Value::Number(number) => match number.as_f64() {
            // Up to there, floats tell integers apart.
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => {
                json.push_str(&(float as i64).to_string());
            }
            _ => json.push_str(&number.to_string()),
        },
        value => json.push_str(&value.to_string()),
    }
}
