//! Small texts, each with one thing about it: mostly a root of one field, `u`.

use super::case::{Cases, of};
use super::literals::{Int, True, texts};
use super::names::Key;
use super::unions::{Or, OrOr};
use instructor_core::Extract;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) const CASES: &[Cases] = &[
    of::<Person>(&[
        "01_prose_before_after_json",
        "04_single_quotes",
        "06_mixed_jsonish",
        "14_prose_jsonish_unquoted_single",
        "16_leading_comma",
        "17_repeated_commas",
        "49_class_fuzzy_field_key",
    ]),
    of::<U<i64>>(&[
        "159_primitive_int_array_first_best",
        "160_primitive_int_array_partial_bad",
        "56_primitive_int_u64_wrap",
        "57_primitive_int_fraction_string",
        "83_int_hex_stays_fallback",
        "84_int_underscore_stays_fallback",
        "90_int_inf_now_claimed",
    ]),
    of::<U<f64>>(&[
        "61_primitive_float_percent_not_ratio",
        "62_primitive_float_extracted_sentence",
        "79_float_hex_stays_fallback",
    ]),
    of::<U<bool>>(&["33_literal_union_bool_exact", "63_primitive_bool_casefold"]),
    of::<U<String>>(&[
        "110_primitive_string_array_json_to_string",
        "111_primitive_string_null_stays_fallback",
        "123_primitive_string_number_noninteger_now_claimed",
        "72_primitive_string_non_string_json_to_string",
    ]),
    of::<U<()>>(&["65_primitive_null_non_null_default"]),
    of::<U<Vec<String>>>(&[
        "124_list_string_noninteger_number_now_claimed",
        "96_list_string_non_string_kept",
    ]),
    of::<U<Option<i64>>>(&["76_nullable_optional_int_clean_string_claim"]),
    of::<U<Option<Vec<i64>>>>(&["99_nullable_optional_list_clean_array_claim"]),
    of::<U<Option<BTreeMap<String, i64>>>>(&["108_nullable_optional_map_object_claims"]),
    of::<Nums>(&["18_array_stray_commas"]),
    of::<Outer>(&["13_single_quotes_nested"]),
    of::<InnerAndList>(&["19_nested_trailing_commas_quoted"]),
    of::<N>(&["183_baml_error_native_fallback_guard"]),
    // Literals and names.
    of::<U<Color>>(&["112_enum_object_to_string_one_match"]),
    of::<U<Five>>(&["113_literal_string_number_object_to_string_one_match"]),
    of::<U<FiveOrSix>>(&["137_literal_union_object_to_string_one_success_claimed"]),
    of::<U<FooOrBar>>(&["145_literal_union_two_substring_pick_first"]),
    of::<U<Size>>(&["32_literal_union_string_exact"]),
    of::<U<On>>(&["41_literal_union_fuzzy_string"]),
    of::<U<Green>>(&["180_unicode_literal_casefold_now_claimed"]),
    of::<U<Int<1, 2>>>(&["136_literal_union_object_to_primitive_one_success_claimed"]),
    of::<U<Int<2, 2>>>(&["66_literal_int_float_round_match"]),
    of::<U<Int<16, 16>>>(&["86_literal_int_hex_spelling_stays_fallback"]),
    of::<U<True>>(&[
        "114_literal_bool_single_key_object_claimed",
        "69_literal_bool_string_match",
        "70_literal_bool_string_mismatch",
    ]),
    of::<Zoo>(&["51_match_string_ambiguous_substring_error"]),
    of::<Status<Lam>>(&["184_unicode_a7dc_enum_now_claimed"]),
    of::<Status<Gl>>(&["194_unicode_near_match_distinct_enum"]),
    of::<Sigmas>(&["189_unicode_greek_sigma_final_and_medial"]),
    // Maps.
    of::<Scores>(&[
        "102_map_value_lenient_kept",
        "24_strict_map_string_int",
        "31_map_partial_incomplete",
    ]),
    of::<M<BTreeMap<Letter, String>>>(&[
        "103_map_literal_key_partial_bad_key",
        "104_map_bad_key_original_order",
        "27_map_literal_union_keys_exact",
    ]),
    of::<M<BTreeMap<Greek, String>>>(&["50_map_fuzzy_literal_key"]),
    of::<M<BTreeMap<String, String>>>(&[
        "117_map_string_string_bool_object_array_values_kept",
        "182_map_string_string_clean_boundary_guard",
    ]),
    of::<M<BTreeMap<String, True>>>(&["121_map_string_literal_bool_single_key_object_value_kept"]),
    of::<M<BTreeMap<String, Lambda>>>(&["195_unicode_a7dc_literal_nested_map_value"]),
    of::<Labels>(&["25_map_enum_keys", "30_map_fuzzy_enum_key"]),
    of::<ById>(&["26_map_string_class_values"]),
    // Structs.
    of::<U<Value>>(&["125_single_field_class_scalar_inferred"]),
    of::<U<Vec<Value>>>(&["132_list_single_field_class_scalar_kept"]),
    of::<U<Items<i64>>>(&["128_class_required_list_default_from_no_value"]),
    of::<U<M<BTreeMap<String, i64>>>>(&["131_class_map_field_default_but_had_unparseable_value"]),
    of::<U<BTreeMap<String, Items<i64>>>>(&["135_map_string_class_required_default_value_kept"]),
    of::<Items<Pair>>(&["97_list_class_non_object_partial"]),
    // Unions.
    of::<U<Or<i64, Vec<i64>>>>(&["100_union_list_partial_claimed"]),
    of::<U<Or<i64, String>>>(&["149_int_string_union_reversal"]),
    of::<U<Or<String, i64>>>(&[
        "154_scalar_union_array_input_claimed",
        "37_string_int_union_numeric_string",
    ]),
    of::<U<Or<i64, bool>>>(&["153_scalar_union_no_match_fallback"]),
    of::<U<Vec<Or<i64, bool>>>>(&["178_list_int_bool_union_stays_fallback"]),
    of::<U<Vec<Or<Color, String>>>>(&["155_list_scalar_union_stays_fallback"]),
    of::<U<Or<i64, f64>>>(&["38_int_float_union_number"]),
    of::<U<Option<Or<String, i64>>>>(&["36_nullable_multi_union_null"]),
    of::<U<OrOr<String, i64, bool>>>(&["46_nested_union"]),
    of::<U<Or<String, Vec<String>>>>(&["44_union_list_singleton_ambiguity"]),
    of::<U<Or<BTreeMap<String, i64>, String>>>(&[
        "166_union_map_clean_try_cast",
        "45_union_map_value_partial",
    ]),
    of::<U<Or<A, BTreeMap<String, i64>>>>(&["167_union_class_map_extra_key_prefers_map"]),
    of::<U<Or<BTreeMap<String, Vec<i64>>, BTreeMap<String, Vec<String>>>>>(&[
        "169_union_map_list_value_try_cast",
    ]),
    of::<U<Or<BTreeMap<String, i64>, BTreeMap<String, Or<i64, String>>>>>(&[
        "170_union_map_union_value_try_cast",
    ]),
    of::<U<Or<Book, Car>>>(&["138_class_union_stringification_one_success_claimed"]),
    of::<U<Option<Or<Book, Car>>>>(&[
        "143_class_union_extra_keys_110_tie_null",
        "144_class_union_extra_keys_111_above_null",
        "52_nullable_class_union_clean_claimed",
    ]),
    of::<U<Or<Ab, Cd<Int<5, 5>>>>>(&["147_class_union_literal_int_field_losing_arm"]),
    of::<U<Or<Ab, Cd<True>>>>(&["148_class_union_literal_bool_field_losing_arm"]),
    of::<U<Or<Ab, Cd<i64>>>>(&["74_class_union_lenient_leaf_one_success"]),
    of::<U<Or<S, Xy>>>(&["156_class_union_single_string_implied_devalue"]),
    of::<U<Or<Items<String>, Name>>>(&["157_class_union_all_default_stays_fallback"]),
    of::<U<Or<Active, Tag>>>(&["158_literal_class_union_object_to_primitive_literal_wins"]),
    of::<U<Or<IdName, IdLabel>>>(&["39_class_union_overlapping_keys"]),
    of::<U<Or<Val, Num>>>(&["40_single_field_class_union_implied_key"]),
];

texts! {
    Color { Red = "RED", Green = "GREEN", Blue = "BLUE" }
    Five { Five = "5" }
    FiveOrSix { Five = "5", Six = "6" }
    FooOrBar { Foo = "foo", Bar = "bar" }
    Size { Small = "small", Large = "large" }
    On { On = "on", Only = "only" }
    Green { Green = "GRÜN" }
    Animal { Cat = "CAT", Dog = "DOG" }
    Lam { Small = "ƛ", Lambda = "lambda", Other = "other" }
    Gl { Barred = "ƛ", Plain = "λ" }
    Light { Light = "φως" }
    Inside { Inside = "εσω" }
    Lambda { Lambda = "ƛ" }
    Letter { A = "A", B = "B" }
    Greek { Alpha = "alpha", Beta = "beta" }
    Active { Active = "active" }
}

/// Structs of a few fields.
macro_rules! structs {
    ($($name:ident $(<$of:ident>)? { $($field:ident: $type:ty),* })*) => {$(
        #[derive(Extract, Serialize)]
        struct $name $(<$of>)? {
            $($field: $type,)*
        }
    )*};
}

structs! {
    U<T> { u: T }
    M<T> { m: T }
    N { n: i64 }
    Person { name: String, age: i64 }
    Nums { nums: Vec<i64> }
    Outer { outer: Inner }
    Inner { inner: String, tag: String }
    InnerAndList { inner: InnerAb, list: Vec<String> }
    InnerAb { a: String, b: String }
    Zoo { animal: Animal }
    Status<T> { status: T }
    Sigmas { a: Light, b: Inside }
    Scores { scores: BTreeMap<String, i64> }
    Labels { labels: BTreeMap<Key, String> }
    ById { by_id: BTreeMap<String, Item> }
    Item { id: String, label: String }
    Value { value: i64 }
    Items<T> { items: Vec<T> }
    Pair { a: String, b: String }
    A { a: i64 }
    Book { title: String, pages: i64 }
    Car { brand: String, wheels: i64 }
    Ab { a: i64, b: String }
    Cd<T> { c: T, d: String }
    S { s: String }
    Xy { x: i64, y: i64 }
    Name { name: String }
    Tag { tag: i64 }
    IdName { id: i64, name: String }
    IdLabel { id: i64, label: String }
    Val { val: i64 }
    Num { num: i64 }
}
