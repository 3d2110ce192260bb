//! Types of the standard library and of other crates: read as `serde` reads them, and asked for by a schema that they fit.
//!
//! `samples` has structs of all of them, so that `contract` and `broken` hold for each as well.

mod addresses;
mod bytes;
mod chrono;
mod decimal;
mod jiff;
mod lists;
mod near;
mod numbers;
mod objects;
mod pointers;
pub(crate) mod samples;
mod url;
mod uuid;

use crate::feed::{error, json_of, outcome, value};
use instructor_core::{Extract, Parser};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Debug;

/// A type in a field, which may be absent or null.
#[derive(Extract, Deserialize, Debug, PartialEq)]
pub(crate) struct Field<T> {
    value: T,
    maybe: Option<T>,
}

/// That each text, however it is cut, is the value that `serde` reads, alone and in other types; that it is written again as
/// `serde` writes it; and that this fits the schema.
pub(crate) fn same<T>(texts: &[&str])
where
    T: Extract + DeserializeOwned + Serialize + Debug + PartialEq,
{
    for text in texts {
        let theirs: T = serde_json::from_str(text).unwrap();
        reads(text, &theirs);
        let json = serde_json::to_value(&theirs).unwrap();
        let list = format!("[{text}, null, {text}]");
        assert_eq!(
            value::<Vec<Option<T>>>(&list),
            serde_json::from_str::<Vec<Option<T>>>(&list).unwrap()
        );
        assert_eq!(written::<T>(text), json, "{text}");
        assert_fits(&T::schema(), &json);
    }
    fields::<T>(texts[0]);
}

/// That a text, however it is cut, is this value.
pub(crate) fn reads<T: Extract + Debug + PartialEq>(text: &str, whole: &T) {
    assert_eq!(&value::<T>(text), whole, "{text}");
}

/// The JSON that the partial of a text is written as.
pub(crate) fn written<T: Extract>(text: &str) -> Value {
    let mut parser = Parser::<T::Partial>::new();
    // The white space ends a number.
    parser.feed(&format!("{text} ")).unwrap();
    json_of(parser.partial().unwrap())
}

/// In fields: there, absent, and null.
fn fields<T>(text: &str)
where
    T: Extract + DeserializeOwned + Debug + PartialEq,
{
    for document in [
        format!(r#"{{"value": {text}}}"#),
        format!(r#"{{"value": {text}, "maybe": null}}"#),
        format!(r#"{{"maybe": {text}, "value": {text}}}"#),
    ] {
        let theirs: Field<T> = serde_json::from_str(&document).unwrap();
        assert_eq!(value::<Field<T>>(&document), theirs);
    }
    assert_eq!(error::<Field<T>>("{}"), "missing `value`");
    let null = outcome::<Field<T>>(r#"{"value": null}"#).fault();
    assert!(
        null.message.contains("found null at `value`, byte 10"),
        "{}",
        null.message
    );
}

/// That a text is refused by us, in these words, and by `serde`.
pub(crate) fn refuses<T>(text: &str, message: &str)
where
    T: Extract + DeserializeOwned + Debug + PartialEq,
{
    let list = format!("[{text}]");
    assert_eq!(error::<Vec<T>>(&list), message);
    assert!(serde_json::from_str::<Vec<T>>(&list).is_err(), "{text}");
}

/// That the value is valid by the schema, and the schema by that of JSON Schema.
pub(crate) fn assert_fits(schema: &instructor_core::Schema, value: &Value) {
    let validator = validator(schema);
    if let Err(error) = validator.validate(value) {
        panic!("{value} is not valid: {error}\n{schema}");
    }
}

/// What checks values by a schema, with its formats.
pub(crate) fn validator(schema: &instructor_core::Schema) -> jsonschema::Validator {
    let schema = serde_json::to_value(schema).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "{schema}");
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

/// The schema of `T` as JSON, without what every document has.
pub(crate) fn schema_of<T: Extract>() -> Value {
    let mut schema = serde_json::to_value(T::schema()).unwrap();
    schema.as_object_mut().unwrap().remove("$schema");
    schema
}
