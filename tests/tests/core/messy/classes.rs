//! Structs.

use super::case::{Cases, of};
use super::unions::{Or, OrOr};
use instructor_core::Extract;
use serde::Serialize;

pub(super) const CASES: &[Cases] = &[
    of::<Id>(&["mod::test_string_from_string23"]),
    of::<Ordered>(&["mod::test_object_from_string_ordered_class"]),
    of::<Keys>(&[
        "test_basics::test_nested",
        "test_basics::test_nested_whitespace",
        "test_basics::test_nested_whitespace_prefix_suffix",
    ]),
    of::<KeyText>(&["test_basics::test_trailing_comma_object"]),
    of::<Three<i64>>(&["test_basics::test_json_md_example_2"]),
    of::<Three<Or<i64, String>>>(&[
        "test_basics::test_json_md_example_1_bad_inner_json_2",
        "test_basics::test_json_with_unquoted_values_with_spaces",
    ]),
    of::<MyFields>(&["test_basics::test_json_with_markdown_without_quotes"]),
    of::<Spaced>(&[
        "test_basics::test_class_with_whitespace_keys",
        "test_class::test_class_with_whitespace_keys",
    ]),
    of::<Vec<Localized>>(&["test_basics::test_localization"]),
    of::<Headings>(&["test_basics::test_sidd"]),
    of::<Hi>(&[
        "test_class::test_foo",
        "test_class::test_string_from_obj_and_string_with_extra_text",
    ]),
    of::<Vec<Hi>>(&["test_class::test_wrapped_objects"]),
    of::<Foo<String>>(&[
        "test_class::str_with_quotes",
        "test_class::str_with_nested_json",
        "test_class::test_obj_from_str_with_string_foo",
    ]),
    of::<Foo<Option<String>>>(&["test_class::test_optional_foo_with_value"]),
    of::<OneTwo>(&[
        "test_class::test_multi_fielded_foo",
        "test_class::test_multi_fielded_foo_with_optional_and_extra_text",
    ]),
    of::<Foo<Text>>(&["test_class::test_nested_class_with_extra_text"]),
    of::<Resume>(&["test_class::test_resume"]),
    of::<Studies>(&["test_class::test_class_with_nested_list"]),
    of::<Vec<Education>>(&["test_class::test_class_with_nestedd_list_just_list"]),
    of::<Circle>(&[
        "test_class::test_trailing_comma_with_space_last_field",
        "test_class::test_trailing_comma_with_space_last_field_and_extra_text",
    ]),
    of::<Foo<Bar>>(&["test_class::test_nested_obj_from_string_fails_0"]),
    of::<Foo<i64>>(&["test_class::test_nested_obj_from_int"]),
    of::<Foo<bool>>(&["test_class::test_nested_obj_from_bool"]),
    of::<Schema>(&["test_class::test_nested_classes_with_aliases"]),
    of::<Sections>(&["test_class::test_escaped_quotes"]),
    of::<Text>(&["test_class::test_empty_string_value"]),
    of::<Pointer>(&[
        "test_class::test_recursive_type",
        "test_class::test_recursive_type_missing_brackets_and_quotes",
    ]),
    of::<Numbers>(&[
        "test_class::test_recursive_union_on_multiple_fields_single_line_without_quotes",
    ]),
    of::<NumbersAndBools>(&["test_class::test_recursive_single_line"]),
    of::<Quoted>(&["test_class::test_string_in_object_with_unescaped_quotes"]),
    of::<QuotedLists>(&["test_class::test_array_in_object"]),
    of::<Dashes>(&["test_class::test_aliases_with_capitalized_key"]),
    of::<SkipField>(&["test_class::test_skip_field"]),
    of::<Positive>(&[
        "test_constraints::test_block_level_assert_failure",
        "test_constraints::test_block_level_check_failure",
    ]),
];

#[derive(Extract, Serialize)]
struct Id {
    id: Option<String>,
}

#[derive(Extract, Serialize)]
struct Ordered {
    one: Option<String>,
    two: String,
    three: Option<String>,
    four: String,
}

#[derive(Extract, Serialize)]
struct Keys {
    key: Vec<i64>,
}

#[derive(Extract, Serialize)]
struct KeyText {
    key: String,
}

#[derive(Extract, Serialize)]
struct Three<T> {
    key: String,
    array: Vec<T>,
    object: KeyText,
}

#[derive(Extract, Serialize)]
struct MyFields {
    my_field_0: bool,
    my_field_1: String,
}

#[derive(Extract, Serialize)]
struct Spaced {
    answer: Answer,
}

#[derive(Extract, Serialize)]
struct Answer {
    content: f64,
}

#[derive(Extract, Serialize)]
struct Localized {
    id: String,
    #[serde(rename = "English")]
    english: String,
    #[serde(rename = "Portuguese")]
    portuguese: String,
}

#[derive(Extract, Serialize)]
struct Headings {
    headings: Vec<Heading>,
}

#[derive(Extract, Serialize)]
struct Heading {
    heading: String,
    python_function_code: String,
    description: String,
}

#[derive(Extract, Serialize)]
struct Hi {
    hi: Vec<String>,
}

#[derive(Extract, Serialize)]
struct Foo<T> {
    foo: T,
}

#[derive(Extract, Serialize)]
struct Text {
    a: String,
}

#[derive(Extract, Serialize)]
struct Bar {
    bar: String,
    option: Option<i64>,
}

#[derive(Extract, Serialize)]
struct OneTwo {
    one: String,
    two: Option<String>,
}

#[derive(Extract, Serialize)]
struct Resume {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    experience: Vec<String>,
    education: Vec<String>,
    skills: Vec<String>,
}

#[derive(Extract, Serialize)]
struct Studies {
    name: String,
    education: Vec<Education>,
    skills: Vec<String>,
}

#[derive(Extract, Serialize)]
struct Education {
    school: String,
    degree: String,
    year: i64,
}

#[derive(Extract, Serialize)]
struct Circle {
    function_name: String,
    diameter: i64,
}

#[derive(Extract, Serialize)]
struct Schema {
    /// write "one"
    prop1: Option<String>,
    /// write "two"
    prop2: Or<Nested, String>,
    /// write "hi"
    prop5: Vec<Option<String>>,
    /// write the string "blah" regardless of the other types here
    #[serde(rename(deserialize = "blah"))]
    prop6: Or<String, Vec<Nested>>,
    /// write the string "nested" regardless of other types
    nested_attrs: Vec<Option<Or<String, Nested>>>,
    /// write "parens1"
    parens: Option<String>,
    /// write "other"
    #[serde(rename(deserialize = "other"))]
    other_group: Or<String, i64>,
}

#[derive(Extract, Serialize)]
struct Nested {
    /// write "three"
    prop3: Option<String>,
    /// write "four"
    #[serde(rename(deserialize = "blah"))]
    prop4: Option<String>,
    prop20: Nested2,
}

#[derive(Extract, Serialize)]
struct Nested2 {
    /// write "three"
    prop11: Option<String>,
    /// write "four"
    #[serde(rename(deserialize = "blah"))]
    prop12: Option<String>,
}

#[derive(Extract, Serialize)]
struct Sections {
    /// The sections of the response. Must choose one of text or code_language+code.
    sections: Vec<Or<TextSection, CodeSection>>,
}

#[derive(Extract, Serialize)]
struct TextSection {
    text: String,
}

#[derive(Extract, Serialize)]
struct CodeSection {
    code_language: String,
    code: String,
}

#[derive(Extract, Serialize)]
struct Pointer {
    pointer: Option<Box<Pointer>>,
}

#[derive(Extract, Serialize)]
struct Numbers {
    rec_one: Or<Box<Numbers>, i64>,
    rec_two: Or<Box<Numbers>, i64>,
}

#[derive(Extract, Serialize)]
struct NumbersAndBools {
    rec_one: OrOr<Box<NumbersAndBools>, i64, bool>,
    rec_two: OrOr<Box<NumbersAndBools>, i64, bool>,
}

#[derive(Extract, Serialize)]
struct Quoted {
    rec_one: String,
    rec_two: String,
    also_rec_one: String,
}

#[derive(Extract, Serialize)]
struct QuotedLists {
    rec_one: Vec<String>,
    rec_two: Vec<String>,
}

#[derive(Extract, Serialize)]
struct Dashes {
    #[serde(rename(deserialize = "key-dash"))]
    key: String,
    #[serde(rename(deserialize = "key21"))]
    key2: String,
    #[serde(rename(deserialize = "key with space"))]
    key3: String,
    key4: String,
    #[serde(rename(deserialize = "key.with.punctuation/123"))]
    key5: String,
}

#[derive(Extract, Serialize)]
struct SkipField {
    dont_skip: String,
    #[serde(skip)]
    #[allow(dead_code, reason = "it is skipped")]
    skip_this_one: Option<String>,
}

#[derive(Extract, Serialize)]
struct Positive {
    #[extract(min = 1)]
    foo: i64,
}
