//! Scalars, lists, maps, recursive types, and JSON as it comes.

use super::case::{Cases, of};
use super::names::Key;
use super::unions::Or;
use instructor_core::Extract;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) const CASES: &[Cases] = &[
    of::<String>(&[
        "mod::test_string_from_string",
        "mod::test_string_from_object",
        "mod::test_string_from_int",
        "mod::test_string_from_string21",
        "mod::test_string_from_string22",
        "test_basics::test_whitespace_in_keys_preserved",
    ]),
    of::<()>(&["test_basics::test_null"]),
    of::<Option<String>>(&["test_basics::test_null_1"]),
    of::<bool>(&[
        "test_basics::test_bool",
        "test_basics::test_bool_2",
        "test_basics::test_bool_mismatched_case_followed_by_text",
        "test_basics::test_elaborate_ambiguous_bool",
    ]),
    of::<Vec<bool>>(&["test_basics::test_bool_wrapped"]),
    of::<f64>(&[
        "test_basics::test_float_comma_us",
        "test_basics::test_float_1",
        "test_basics::test_string_to_float_from_comma_separated",
    ]),
    Cases {
        read: read_string_as_number,
        tests: &["coerce_primitive::test_float_from_comma_separated"],
    },
    of::<Vec<String>>(&[
        "test_basics::test_array_1",
        "test_basics::test_trailing_comma_array_3",
        "test_lists::test_list",
        "test_lists::test_list_with_invalid_extra_text",
    ]),
    of::<Vec<i64>>(&[
        "test_lists::test_list_streaming",
        "test_lists::test_list_streaming_2",
    ]),
    of::<Vec<Pair>>(&["test_lists::test_list_object_from_string"]),
    of::<BTreeMap<String, String>>(&[
        "test_maps::test_map",
        "test_maps::test_map_with_quotes",
        "test_maps::test_map_with_invalid_extra_text",
        "test_maps::test_unterminated_map",
        "test_maps::test_map_key_coercion",
    ]),
    of::<BTreeMap<String, Pair>>(&["test_maps::test_map_with_object_values"]),
    of::<BTreeMap<String, BTreeMap<String, Option<String>>>>(&[
        "test_maps::test_unterminated_nested_map",
    ]),
    of::<BTreeMap<Key, String>>(&["test_maps::test_map_with_enum_keys"]),
    of::<Maps>(&["test_aliases::test_simple_recursive_alias_map"]),
    of::<Or<Maps, i64>>(&["test_aliases::test_simple_recursive_alias_map_union"]),
    of::<Lists>(&["test_aliases::test_recursive_alias_cycle"]),
    of::<Value>(&[
        "test_aliases::test_json_without_nested_objects",
        "test_aliases::test_json_with_nested_object",
        "test_aliases::test_list_of_json_objects",
        "test_aliases::test_json_defined_with_cycles",
    ]),
];

/// A text that stands in a JSON string, as a number.
fn read_string_as_number(text: &str) -> super::case::Read {
    super::case::read::<f64>(&Value::from(text).to_string())
}

#[derive(Extract, Serialize)]
struct Pair {
    a: i64,
    b: String,
}

#[derive(Extract, Serialize)]
struct Maps(BTreeMap<String, Maps>);

#[derive(Extract, Serialize)]
struct Lists(Vec<Lists>);
