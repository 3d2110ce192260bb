//! Values of one text, number or bool.

use super::case::{Cases, of};
use super::unions::OrOr;
use instructor_core::Extract;
use serde::Serialize;

pub(super) const CASES: &[Cases] = &[
    of::<Int<2, 2>>(&["test_literals::test_literal_integer_positive"]),
    of::<Int<-42, -42>>(&["test_literals::test_literal_integer_negative"]),
    of::<True>(&["test_literals::test_literal_boolean_true"]),
    of::<Two>(&[
        "test_literals::test_literal_string_uppercase_with_double_quotes",
        "test_literals::test_literal_string_lowercase",
        "test_literals::test_literal_string_preceded_by_extra_text",
        "test_literals::test_literal_string_with_quotes_followed_by_extra_text",
        "test_literals::test_literal_string_with_quotes_followed_by_extra_text_case_mismatch",
        "test_literals::test_literal_string_with_special_characters",
        "test_literals::test_literal_string_with_whitespace",
    ]),
    of::<LowerTwo>(&["test_literals::test_literal_string_case_mismatch_upper"]),
    of::<Int<2, 3>>(&[
        "test_literals::test_union_literal_integer_positive",
        "test_literals::test_union_literal_integer_positive_with_both",
    ]),
    of::<OrOr<Int<1, 1>, True, Three>>(&[
        "test_literals::test_union_literal_with_multiple_types_from_object_string",
        "test_literals::test_union_literal_with_multiple_types_from_nested_object",
        "test_literals::test_union_literal_with_multiple_types_from_object_quoted_string",
        "test_literals::test_union_literal_with_multiple_types_from_object_string_extra",
        "test_literals::test_union_literal_with_multiple_types_from_object_array",
    ]),
    of::<Pay>(&["test_literals::test_ambiguous_literal_string_complete_string"]),
    of::<Hola>(&["test_international::test_literal_string_spanish_greeting"]),
    of::<Beijing>(&["test_international::test_literal_string_chinese_characters"]),
    of::<Peace>(&["test_international::test_literal_string_arabic_text"]),
    of::<Francois>(&["test_international::test_literal_string_accented_case_insensitive"]),
    of::<Cafe>(&["test_international::test_literal_string_cafe_with_emoji"]),
    of::<City>(&["test_international::test_union_literal_mixed_languages"]),
    of::<Resume>(&["test_international::test_unaccented_literal_resume"]),
    of::<Senor>(&[
        "test_international::test_unaccented_literal_senor",
        "test_international::test_case_insensitive_unaccented_literal_senor_upper",
    ]),
    of::<Accented>(&["test_international::test_unaccented_literal_in_union"]),
];

/// Enums of the texts that they are in the JSON, on both sides.
macro_rules! texts {
    ($($name:ident { $($variant:ident = $text:literal),* })*) => {$(
        #[derive(Extract, Serialize, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum $name {
            $(#[serde(rename = $text)]
            $variant,)*
        }
    )*};
}
pub(super) use texts;

texts! {
    Two { Two = "TWO" }
    LowerTwo { Two = "two" }
    Three { Three = "THREE" }
    Pay { Pay = "pay", WithoutCard = "pay_without_credit_card" }
    Hola { Hola = "¡Hola!" }
    Beijing { Beijing = "北京" }
    Peace { Peace = "السلام عليكم" }
    Francois { Francois = "François" }
    Cafe { Cafe = "Café ☕" }
    City { Paris = "Paris", Beijing = "北京", Cairo = "القاهرة" }
    Resume { Resume = "résumé" }
    Senor { Senor = "señor" }
    Accented { Cafe = "café", Resume = "résumé", Senor = "señor" }
}

/// One of a few integers that follow each other.
#[derive(Extract, Serialize)]
#[serde(try_from = "i64")]
pub(super) struct Int<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Int<MIN, MAX> {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match (MIN..=MAX).contains(&value) {
            true => Ok(Int(value)),
            false => Err(format!("{value} is not within {MIN} and {MAX}")),
        }
    }
}

#[derive(Extract, Serialize, Clone)]
#[serde(try_from = "bool", into = "bool")]
pub(super) struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(value: bool) -> Result<Self, &'static str> {
        value.then_some(True).ok_or("it must be true")
    }
}

impl From<True> for bool {
    fn from(True: True) -> bool {
        true
    }
}
