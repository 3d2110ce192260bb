//! Values that are whole, of types that say what is there before they are.

use super::case::{Cases, of};
use instructor_core::Extract;
use serde::Serialize;
use serde_json::Value;

pub(super) const CASES: &[Cases] = &[
    of::<Nums>(&["test_streaming::test_in_progress_never_on_complete_value"]),
    of::<Config>(&["test_streaming::test_class_completed_missing_default_value"]),
    of::<StrictItem>(&["test_streaming::test_class_completed_never_missing_field_errors"]),
    of::<DoneItem>(&["test_streaming::test_class_done_complete"]),
    of::<Container>(&["test_streaming::test_complex_complete"]),
    of::<StrictClass>(&["test_streaming::test_strict_null_complete_with_null_optional"]),
    of::<i64>(&[
        "test_streaming::test_union_parse_as_int_complete",
        "test_streaming::test_union_parse_as_int_rejects_null",
        "test_streaming::test_union_parse_as_int_in_progress_complete",
        "test_streaming::test_union_parse_as_int_invalid",
    ]),
    of::<Count>(&["test_streaming::test_field_parse_as_int_missing_complete"]),
    of::<Value>(&["test_streaming::test_json_stream_complete_object"]),
];

#[derive(Extract, Serialize)]
struct Nums {
    nums: Vec<i64>,
}

#[derive(Extract, Serialize)]
struct Config {
    #[serde(default = "unknown")]
    name: String,
    #[serde(default)]
    count: i64,
}

fn unknown() -> String {
    "unknown".into()
}

#[derive(Extract, Serialize)]
struct StrictItem {
    id: i64,
    name: String,
}

#[derive(Extract, Serialize)]
struct DoneItem {
    name: String,
    value: i64,
}

#[derive(Extract, Serialize)]
struct Container {
    number: Option<i64>,
    text: Option<String>,
    things: Vec<SmallThing>,
    required_thing: Option<SmallThing>,
}

#[derive(Extract, Serialize)]
struct SmallThing {
    #[extract(needed)]
    i_value: i64,
    label: Option<String>,
}

#[derive(Extract, Serialize)]
struct StrictClass {
    #[extract(needed)]
    required_str: String,
    optional_str: Option<String>,
}

#[derive(Extract, Serialize)]
struct Count {
    count: Option<i64>,
}
