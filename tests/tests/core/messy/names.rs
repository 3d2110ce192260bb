//! Enums, by their names and by others.

use super::case::{Cases, of};
use instructor_core::Extract;
use serde::Serialize;

pub(super) const CASES: &[Cases] = &[
    of::<Category>(&[
        "test_enum::test_enum",
        "test_enum::case_insensitive",
        "test_enum::with_quotes",
        "test_enum::from_enum_list_single",
        "test_enum::from_string_with_extra_text_after_2",
        "test_enum::case_insensitive_ambiguous_match",
        "test_enum::from_string_with_extra_text_after_4",
        "test_enum::from_string_with_extra_text_after_5",
    ]),
    of::<Aliased>(&[
        "test_enum::aliases_2",
        "test_enum::aliases_3",
        "test_enum::no_punctuation",
        "test_enum::no_punctuation_2",
        "test_enum::alias_with_text",
        "test_enum::multi_aliases",
    ]),
    of::<Vec<Aliased>>(&["test_enum::list_of_enums"]),
    of::<Car>(&["test_enum::test_ambiguous_substring_enum"]),
    of::<MessageType>(&["test_enum::test_enum_from_string"]),
];

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
enum Category {
    One,
    Two,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
#[serde(rename_all(serialize = "UPPERCASE"))]
enum Aliased {
    /// The description of enum value une
    #[serde(rename(deserialize = "k1"))]
    One,
    /// The description of enum value deux
    #[serde(rename(deserialize = "k-2-3.1_1"))]
    Two,
    #[serde(rename(deserialize = "NUMBER THREE"))]
    Three,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
enum Car {
    #[serde(rename(deserialize = "car"))]
    A,
    #[serde(rename(deserialize = "car-2"))]
    B,
}

#[derive(Extract, Serialize, Debug, Clone, PartialEq)]
#[serde(rename_all(serialize = "SCREAMING_SNAKE_CASE"))]
enum MessageType {
    #[serde(rename(deserialize = "k5"))]
    Spam,
    #[serde(rename(deserialize = "k6"))]
    NotSpam,
}

/// Of maps.
#[derive(Extract, Serialize, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    A,
    B,
}
