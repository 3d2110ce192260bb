//! The schema of every type: that it is one, that values fit it and others do not, and the table of them in `docs`.
//!
//! `meta` and `values` hold for each sample. What a new keyword needs is a line in `random`, which makes values that fit
//! it, and one in `broken`, which makes values that do not.

mod broken;
mod meta;
mod ordered;
mod pattern;
mod random;
mod table;
mod values;

use instructor_core::Extract;
use jsonschema::Validator;
use serde_json::Value;

/// The schema of `T`, as a client would send it.
fn schema_of<T: Extract>() -> Value {
    serde_json::to_value(T::schema()).unwrap()
}

/// Holds values to a schema, formats included.
fn validator(schema: &Value) -> Validator {
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(schema).unwrap()
}
