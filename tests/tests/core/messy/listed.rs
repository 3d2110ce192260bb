//! The texts that are not mapped, and those of which something else comes: each with the reason.

/// The names of texts, under a reason that they share.
type Listed = &'static [(&'static str, &'static [&'static str])];

/// Types that Rust has nothing like.
pub(super) const UNMAPPED: Listed = &[
    (
        "what is expected is a ranking of the ways to read it: here there is one way",
        &[
            "test_constraints::test_class_failing_one_check",
            "test_constraints::test_union_decision_from_check_no_good_answer",
            "test_constraints::test_map_with_check",
        ],
    ),
    (
        "the state of a field is a value beside it there: here it is asked of the snapshot",
        &[
            "test_streaming::test_stream_state_complete",
            "test_streaming::test_stream_state_field_complete",
            "test_streaming::test_mixed_all_complete",
        ],
    ),
    (
        "a field that may be absent, but not null: an `Option` may be both",
        &["test_streaming::test_field_parse_as_int_rejects_null_value"],
    ),
];

/// Texts of which something else comes here.
pub(super) const FAILURES: Listed = &[
    (
        "a list or an object becomes a text as it stands, quotes and all: there it is written anew, without them",
        &[
            "110_primitive_string_array_json_to_string",
            "117_map_string_string_bool_object_array_values_kept",
        ],
    ),
    (
        "a number becomes a text as it is written, `5e0`: there it is written anew",
        &[
            "123_primitive_string_number_noninteger_now_claimed",
            "124_list_string_noninteger_number_now_claimed",
        ],
    ),
    (
        "a list that is missing is missing, not empty: a field that may be has `#[serde(default)]`",
        &[
            "128_class_required_list_default_from_no_value",
            "135_map_string_class_required_default_value_kept",
            "157_class_union_all_default_stays_fallback",
        ],
    ),
    (
        "a text is no map: there the map is empty",
        &["131_class_map_field_default_but_had_unparseable_value"],
    ),
    (
        "an element or entry that cannot be read is an error: there it is left out",
        &[
            "test_international::test_multiple_original_enum_values_fail",
            "100_union_list_partial_claimed",
            "160_primitive_int_array_partial_bad",
            "45_union_map_value_partial",
            "97_list_class_non_object_partial",
        ],
    ),
    (
        "what is in the text is read, and the brackets that are missing are closed: there it is left out",
        &["31_map_partial_incomplete"],
    ),
    (
        "numbers are not rounded",
        &[
            "102_map_value_lenient_kept",
            "57_primitive_int_fraction_string",
            "66_literal_int_float_round_match",
        ],
    ),
    (
        "a number out of range is an error",
        &["56_primitive_int_u64_wrap", "90_int_inf_now_claimed"],
    ),
    (
        "a key that the type does not have is an error: there it is kept",
        &[
            "103_map_literal_key_partial_bad_key",
            "104_map_bad_key_original_order",
        ],
    ),
    (
        "a key that is a name of an enum is read as it: there it stays as it is written",
        &["30_map_fuzzy_enum_key", "50_map_fuzzy_literal_key"],
    ),
    (
        "an object is no scalar, also if there is one in it: which of its fields is meant is a guess",
        &[
            "112_enum_object_to_string_one_match",
            "114_literal_bool_single_key_object_claimed",
            "121_map_string_literal_bool_single_key_object_value_kept",
            "136_literal_union_object_to_primitive_one_success_claimed",
            "158_literal_class_union_object_to_primitive_literal_wins",
        ],
    ),
    (
        "a scalar is no object, also if that has one field",
        &[
            "test_class::test_nested_obj_from_int",
            "test_class::test_nested_obj_from_bool",
            "125_single_field_class_scalar_inferred",
            "132_list_single_field_class_scalar_kept",
            "40_single_field_class_union_implied_key",
        ],
    ),
    (
        "a list is no scalar: there it is its first element that can be read",
        &[
            "145_literal_union_two_substring_pick_first",
            "154_scalar_union_array_input_claimed",
            "159_primitive_int_array_first_best",
        ],
    ),
    (
        "two names in one text are an error, also if one of them comes twice",
        &["test_enum::multi_aliases"],
    ),
    (
        "keys that nobody reads count for nothing: there more than 110 make the value null",
        &["144_class_union_extra_keys_111_above_null"],
    ),
    (
        "the first variant that the value fits is taken: there the map, as it has a place for the key that the struct lacks",
        &["167_union_class_map_extra_key_prefers_map"],
    ),
    (
        "a number is not null",
        &["65_primitive_null_non_null_default"],
    ),
    (
        "white space at the end of a text without quotes is not of it",
        &["mod::test_string_from_string22"],
    ),
    (
        "the field is there, and is read: there it is null",
        &["mod::test_string_from_string23"],
    ),
    (
        "a name in a sentence counts where the sentence says that it is that: here it only speaks of it",
        &[
            "test_international::test_accented_alias_in_sentence",
            "test_international::test_french_alias_in_context",
        ],
    ),
    (
        "three quotes end where what follows is JSON again: there at the next three",
        &["test_code::unescaped_single_quotes_in_triple_quotes"],
    ),
    (
        "a comma before two digits is neither of thousands nor surely a point",
        &["coerce_primitive::test_float_from_comma_separated#1"],
    ),
    (
        "an answer that ends within a number, a string or an entry was cut: there what is there of it is taken for all of it",
        &[
            "test_lists::test_list_streaming",
            "test_lists::test_list_streaming_2",
            "test_maps::test_unterminated_map",
            "test_maps::test_unterminated_nested_map",
        ],
    ),
];
