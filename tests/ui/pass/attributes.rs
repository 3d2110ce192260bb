//! What the attributes print is quiet, public, and needs nothing in scope.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]
#![deny(rust_2018_idioms, non_camel_case_types, single_use_lifetimes)]

use instructor_core::{Extract, Leaf, Schema};

/// Functions that deserialize.
pub mod hours {
    /// In hours.
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

fn a_text() -> Schema {
    Schema::of_type("string")
}

/// A host.
#[derive(Extract, Debug)]
#[serde(deny_unknown_fields)]
#[extract(title = "Host", example = "x", description = "A host, for the model.")]
pub struct Host<T: std::str::FromStr<Err: std::fmt::Display>, const N: usize> {
    /// Where it is.
    #[extract(from_str, title = "Address")]
    pub address: Option<std::net::IpAddr>,
    /// Of any type.
    #[extract(from_str, max_length = 5)]
    pub any: T,
    /// Up since.
    #[serde(with = "hours")]
    pub uptime: u64,
    /// Its name.
    #[extract(pattern = "^[a-z]+$", min_length = 1, format = "hostname")]
    pub name: String,
    /// Some.
    #[extract(min = -1, max = 2.5, exclusive_min = -2, exclusive_max = 3, multiple_of = 0.5)]
    pub load: f64,
    /// Others.
    #[extract(min_items = 1, max_items = 4, unique_items, schema = a_text)]
    pub others: [u8; N],
}

/// Read as another.
#[derive(Extract, Debug)]
#[serde(from = "String")]
pub struct Name(String);

impl From<String> for Name {
    fn from(name: String) -> Self {
        Name(name)
    }
}

/// Read as another, unless it is not.
#[derive(Extract, Debug)]
#[serde(try_from = "u8")]
pub enum Level {
    /// Down there.
    Low,
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(_: u8) -> Result<Self, String> {
        Ok(Level::Low)
    }
}

/// In a variant.
#[derive(Extract, Debug)]
#[serde(untagged)]
pub enum Event {
    /// By a function.
    At(#[serde(with = "hours")] u64),
    /// By a parser.
    From(#[extract(from_str, pattern = "a")] std::net::IpAddr),
    /// Both.
    Both {
        /// By a function.
        #[serde(with = "hours")]
        at: u64,
        /// Fitting.
        #[extract(pattern = "b")]
        from: String,
    },
}

/// Nothing is asked of it.
#[derive(Debug)]
pub struct Version(String);

/// As a whole.
#[derive(Extract, Debug)]
#[extract(from_str)]
pub struct Whole(Version);

impl std::str::FromStr for Whole {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Whole(Version(text.to_owned())))
    }
}

fn main() {
    let host = PartialHost::<u8, 2>::default();
    let _: Option<Option<&Leaf<std::net::IpAddr, _>>> = host.address.as_ref().map(Option::as_ref);
    let _ = (Host::<u8, 2>::schema(), Name::schema(), Level::schema(), Event::schema(), Whole::schema());
    let _: fn(PartialName, PartialLevel, PartialEvent, PartialWhole) = |_, _, _, _| {};
}
