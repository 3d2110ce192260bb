//! Types that both `serde` and the derive read: every kind of field, in every kind of place.

use instructor_core::Extract;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: i32,
    pub(crate) y: f64,
    pub(crate) label: String,
}

/// One name is the start of another, so that a variant which showed too early would be a wrong one.
#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    Admin,
    AdminOfEverything,
    #[serde(rename = "admin \"of\" nöthing 🦀")]
    AdminOfNothing,
    #[serde(alias = "visitor")]
    Guest,
}

/// Each integer alone, as the bounds differ.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Integers {
    i8: i8,
    i16: i16,
    i32: i32,
    i64: i64,
    i128: i128,
    isize: isize,
    u8: u8,
    u16: u16,
    u32: u32,
    u64: u64,
    u128: u128,
    usize: usize,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Scalars {
    bool: bool,
    f32: f32,
    f64: f64,
    char: char,
    string: String,
    boxed: Box<str>,
    shared: Arc<str>,
    role: Role,
    meters: Meters,
    tag: Tag,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Meters(pub(crate) f64);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Tag(pub(crate) String);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Tags(pub(crate) Vec<Tag>);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Options {
    flag: Option<bool>,
    count: Option<u8>,
    text: Option<String>,
    shared: Option<Arc<str>>,
    initial: Option<char>,
    role: Option<Role>,
    point: Option<Point>,
    boxed: Option<Box<Point>>,
    list: Option<Vec<u8>>,
    map: Option<BTreeMap<String, f64>>,
    tag: Option<Tag>,
    twice: Option<Option<u8>>,
    inside: Box<Option<u8>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Lists {
    numbers: Vec<i64>,
    floats: Vec<f32>,
    texts: Vec<String>,
    points: Vec<Point>,
    maybe: Vec<Option<bool>>,
    holes: Vec<Option<Point>>,
    nested: Vec<Vec<String>>,
    roles: Vec<Role>,
    chars: Vec<char>,
    tags: Tags,
}

#[allow(clippy::redundant_allocation)]
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Pointers {
    point: Box<Point>,
    shared: Arc<Point>,
    list: Arc<Vec<Point>>,
    number: Arc<u64>,
    deep: Box<Arc<Box<String>>>,
    maybe: Option<Arc<Point>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Maps {
    prices: HashMap<String, i64>,
    points: BTreeMap<String, Vec<Point>>,
    nested: HashMap<String, BTreeMap<String, String>>,
    maybe: BTreeMap<String, Option<u8>>,
    roles: BTreeMap<String, Role>,
    list: Vec<HashMap<String, Point>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Page<T> {
    pub(crate) list: Vec<T>,
    pub(crate) next: Option<T>,
    pub(crate) total: usize,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) children: Vec<Node>,
    pub(crate) next: Option<Box<Node>>,
}

/// JSON of any form.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Untyped {
    value: Value,
    maybe: Option<Value>,
    list: Vec<Value>,
    map: BTreeMap<String, Value>,
}

/// Names that differ from the fields', and fields that need not be there.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Names {
    first_name: String,
    #[serde(rename = "größe 📏")]
    size: f64,
    #[serde(alias = "mail", alias = "e-mail")]
    email_address: Option<String>,
    r#type: u8,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default = "seven")]
    days_per_week: u8,
    #[serde(default)]
    origin: Option<Point>,
    #[serde(default = "some_text", alias = "remark")]
    note: String,
    #[serde(skip)]
    cache: u64,
}

fn seven() -> u8 {
    7
}

fn some_text() -> String {
    "some text".to_owned()
}

/// Every field has a default, which is not that of its type.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(default, rename_all = "SCREAMING-KEBAB-CASE")]
pub(crate) struct Settings {
    pub(crate) user_name: String,
    pub(crate) max_width: u16,
    pub(crate) role: Role,
    pub(crate) points: Vec<Point>,
    #[serde(skip)]
    pub(crate) cache: Vec<u8>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            user_name: "nobody".to_owned(),
            max_width: 80,
            role: Role::Guest,
            points: vec![],
            cache: vec![1, 2, 3],
        }
    }
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Empty {}

/// What a program would ask for.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Invoice {
    pub(crate) number: String,
    pub(crate) paid: bool,
    pub(crate) customer: Customer,
    pub(crate) lines: Vec<Line>,
    pub(crate) notes: Option<String>,
    pub(crate) extra: HashMap<String, String>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) roles: Vec<Role>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) amount: f64,
    pub(crate) count: u32,
}

/// More fields than a word has bits.
macro_rules! wide {
    ($($field:ident)*) => {
        #[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
        pub(crate) struct Wide {
            $($field: Option<u8>,)*
        }

        pub(crate) const WIDE: &[&str] = &[$(stringify!($field)),*];
    };
}

wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
}

pub(crate) use random::*;

/// Those of random shape, in which a person would not write a `Box` of a `Box`.
#[allow(
    clippy::box_collection,
    clippy::option_option,
    clippy::redundant_allocation,
    clippy::vec_box
)]
mod random {
    use super::*;

    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}
