//! A struct with constraints of every kind, and one of leaves, conversions and keys.

use crate::generate::*;
use crate::json::Json;
use crate::samples::{point, samples};
use crate::types::Point;
use instructor_core::Extract;
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

/// A value within each kind of bounds, in each kind of place.
#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounded {
    #[extract(min = 1, max = 150)]
    age: u8,
    #[extract(exclusive_min = -5, exclusive_max = 5)]
    step: Option<i64>,
    #[extract(min = -0.5, exclusive_max = 1)]
    ratio: f64,
    #[extract(multiple_of = 0.25, min = 0, max = 100)]
    price: Option<f64>,
    #[extract(multiple_of = 5)]
    #[serde(default)]
    fives: u32,
    #[extract(min_length = 2, max_length = 4)]
    name: String,
    #[extract(pattern = "^[A-Z]{2}-[0-9]+$")]
    code: Option<Box<str>>,
    #[extract(format = "date", description = "The day.")]
    day: String,
    #[extract(format = "email")]
    mail: Option<String>,
    #[extract(min_items = 1, max_items = 3)]
    points: Vec<Point>,
    #[extract(unique_items)]
    set: Option<Vec<u8>>,
    #[extract(unique_items, atomic)]
    pair: Option<[bool; 2]>,
    percents: Vec<Percent>,
    inner: Option<Sealed>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
pub(crate) struct Percent(#[extract(min = 0, max = 100)] u8);

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    #[serde(rename = "count")]
    #[extract(max = 9)]
    number: u8,
}

/// What other parsers read, and keys that are no strings.
#[derive(Extract, Deserialize, Debug, PartialEq)]
pub(crate) struct Parsed {
    tag: HashTag,
    #[extract(from_str)]
    maybe: Option<HashTag>,
    #[extract(from_str)]
    tags: Vec<HashTag>,
    #[extract(serde)]
    place: Place,
    #[extract(serde)]
    #[serde(default)]
    places: Vec<Place>,
    #[serde(with = "negated")]
    off: bool,
    half: Half,
    halves: Option<Vec<Half>>,
    by_side: BTreeMap<Side, u8>,
    by_number: HashMap<i8, Vec<bool>>,
    #[serde(default)]
    by_flag: BTreeMap<bool, HashMap<Side, String>>,
}

/// A word behind a `#`, which every text is.
#[derive(Extract, Debug, PartialEq)]
#[extract(from_str)]
pub(crate) struct HashTag(String);

impl FromStr for HashTag {
    type Err = fmt::Error;

    fn from_str(text: &str) -> Result<Self, fmt::Error> {
        Ok(HashTag(format!("#{text}")))
    }
}

impl<'de> Deserialize<'de> for HashTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A type that only `serde` reads.
#[derive(Deserialize, schemars::JsonSchema, Debug, PartialEq)]
pub(crate) struct Place {
    floor: u8,
    name: Option<String>,
}

mod negated {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<bool, D::Error> {
        bool::deserialize(deserializer).map(|value| !value)
    }
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(try_from = "Percent")]
pub(crate) struct Half(u8);

impl TryFrom<Percent> for Half {
    type Error = String;

    fn try_from(Percent(percent): Percent) -> Result<Self, String> {
        match percent {
            0..=100 => Ok(Half(percent / 2)),
            _ => Err(format!("{percent} is more than all")),
        }
    }
}

#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Left,
    #[serde(rename = "\"right\" 🦀")]
    Right,
}

fn within(range: std::ops::RangeInclusive<i32>) -> BoxedStrategy<Json> {
    range.prop_map(|n| Json::Number(n.to_string())).boxed()
}

fn one_number(forms: &'static [&'static str]) -> BoxedStrategy<Json> {
    select(forms)
        .prop_map(|form| Json::Number(form.to_owned()))
        .boxed()
}

fn keyed(keys: &'static [&'static str], value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    btree_map(select(keys), value, 0..3)
        .prop_map(|entries| {
            let entries = entries.into_iter();
            Json::Map(
                entries
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
            )
        })
        .boxed()
}

fn different() -> BoxedStrategy<Json> {
    let numbers: Vec<_> = (0..6).map(|n| Json::Number(n.to_string())).collect();
    subsequence(numbers, 0..4).prop_map(Json::List).boxed()
}

/// Without unknown keys, as the leaf is written again with what it holds.
fn place() -> BoxedStrategy<Json> {
    sealed(object([
        needed("floor", number::<u8>()),
        optional(&["name"], or_null(text())),
    ]))
}

const SIDES: &[&str] = &["left", "\"right\" 🦀"];
const PAIRS: &[[bool; 2]] = &[[true, false], [false, true]];

samples! {
    Bounded { LATE: ["pair"], } => sealed(object([
        needed("age", within(1..=150)),
        optional(&["step"], or_null(within(-4..=4))),
        needed("ratio", one_number(&["-0.5", "0.0", "0.999", "5e-1", "0"])),
        optional(&["price"], or_null(one_number(&["0.25", "99.75", "1e2", "0.0"]))),
        optional(&["fives"], one_number(&["0", "5", "4294967295"])),
        needed("name", one_of(&["ab", "éé🦀\n", "\"\\\""])),
        optional(&["code"], or_null(one_of(&["AB-1", "ZZ-0123456789"]))),
        needed("day", one_of(&["2024-02-29", "1969-12-31"])),
        optional(&["mail"], or_null(one_of(&["ana@example.com", "j.s+x@mail.example.org"]))),
        needed("points", proptest::collection::vec(point(), 1..3).prop_map(Json::List).boxed()),
        optional(&["set"], or_null(different())),
        optional(&["pair"], or_null(select(PAIRS)
            .prop_map(|pair| Json::List(pair.map(Json::Bool).to_vec()))
            .boxed())),
        needed("percents", list(within(0..=100))),
        rarely(&["inner"], or_null(sealed(object([needed("count", within(0..=9))])))),
    ]));
    Parsed ["tag", "maybe", "tags", "place", "places"] { LATE: ["place", "places"], } => object([
        needed("tag", text()),
        optional(&["maybe"], or_null(text())),
        needed("tags", list(text())),
        needed("place", place()),
        optional(&["places"], list(place())),
        needed("off", flag()),
        needed("half", within(0..=100)),
        rarely(&["halves"], or_null(list(within(0..=100)))),
        needed("by_side", keyed(SIDES, number::<u8>())),
        needed("by_number", keyed(&["-128", "0", "7", "127"], list(flag()))),
        optional(&["by_flag"], keyed(&["true", "false"], keyed(SIDES, text()))),
    ]);
}

/// Writes a test for each of these structs, which calls the function `$check`.
macro_rules! test_each_attribute {
    ($check:ident) => {
        $crate::samples::test_each_type! { $check:
            bounded => $crate::attributes::samples::Bounded,
            parsed => $crate::attributes::samples::Parsed,
        }
    };
}
pub(crate) use test_each_attribute;
