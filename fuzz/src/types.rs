//! The types that texts are read as.

use super::input::Input;
use super::{lenient, strict};
use instructor_core::Extract;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// What is checked of texts of one type.
pub(crate) struct Checks {
    strict: fn(&Input<'_>),
    lenient: fn(&Input<'_>),
}

impl Checks {
    pub(crate) fn strict(&self, input: &Input<'_>) {
        (self.strict)(input);
    }

    pub(crate) fn lenient(&self, input: &Input<'_>) {
        (self.lenient)(input);
    }
}

/// The checks of the type that an input asks for.
pub(crate) fn of(kind: usize) -> &'static Checks {
    &CHECKS[kind % CHECKS.len()]
}

macro_rules! checks {
    ($($letter:literal: $type:ty, $with:ident;)*) => {
        /// By the letter that an input begins with.
        const CHECKS: &[Checks] = &[$(Checks {
            strict: checks!(@ $with, $type),
            lenient: lenient::check::<$type>,
        }),*];
    };
    (@ serde, $type:ty) => { strict::check_with_serde::<$type> };
    (@ alone, $type:ty) => { |input| drop(strict::check::<$type>(input)) };
}

checks! {
    'a': Every, serde;
    'b': Vec<Shape>, serde;
    'c': Vec<Any>, serde;
    'd': BTreeMap<String, Vec<Point>>, serde;
    'e': Value, serde;
    'f': Node, serde;
    'g': String, serde;
    'h': Vec<Out>, serde;
    'i': Options, serde;
    'j': Numbers, serde;
    'k': Vec<f64>, serde;
    'l': Vec<Whole>, serde;
    'm': Vec<Act>, serde;
    'n': Scalars, serde;
    'o': Checked, alone;
    'p': Expr, serde;
    'q': BTreeMap<Color, Vec<Option<bool>>>, serde;
    'r': Late, alone;
    's': Option<Point>, serde;
    't': i64, serde;
    'u': Closed, serde;
    'v': Wild, alone;
}

/// A struct with a field of every kind.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Every {
    name: String,
    count: u8,
    flag: Option<bool>,
    nested: BTreeMap<String, Vec<Point>>,
    color: Color,
    shape: Shape,
    act: Act,
    outs: Vec<Out>,
    any: Any,
    pair: (u8, String, Option<bool>),
    tree: Value,
    array: [String; 2],
    #[serde(default, alias = "tags")]
    labels: BTreeSet<String>,
    #[serde(flatten)]
    base: Base,
    #[serde(flatten)]
    rest: BTreeMap<String, u32>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Base {
    id: u64,
    remark: Option<String>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Point {
    x: i32,
    y: f64,
    label: String,
}

/// One name is the start of another.
#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Color {
    Red,
    RedAndGreen,
    #[serde(rename = "bläu \"dark\"", alias = "blue")]
    Blue,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
pub(crate) enum Shape {
    Circle { radius: f64, label: Option<String> },
    Dot(Inner),
    Group { of: Vec<Shape> },
    Nothing,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Inner {
    title: String,
    deep: Option<Box<Inner>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "do", content = "with")]
pub(crate) enum Act {
    Say(String),
    Go { to: String, fast: Option<bool> },
    Swap(u8, String),
    Both(Box<Act>, Box<Act>),
    Wait,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Out {
    Word(String),
    Maybe(Option<u8>),
    Place { x: i32, note: String },
    Two(u8, String),
    Again(Box<Out>),
    Stop,
}

/// Told by their kinds.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum Any {
    Flag(bool),
    Number(u32),
    Text(String),
    List(Vec<Any>),
    Named {
        title: String,
        next: Option<Box<Any>>,
    },
}

/// Told only when they are whole.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum Whole {
    Color(Color),
    Text(String),
    Small { x: u8, of: Option<Vec<Whole>> },
    Named { title: String },
    Few([u8; 2]),
    Many(Vec<Whole>),
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Node {
    name: String,
    children: Vec<Node>,
    next: Option<Box<Node>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Number(i64),
    Not(Box<Expr>),
    Sum(Vec<Expr>),
    If {
        r#if: Box<Expr>,
        then: Box<Expr>,
        r#else: Option<Box<Expr>>,
    },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Options {
    a_flag: Option<bool>,
    text: Option<String>,
    initial: Option<char>,
    color: Option<Color>,
    point: Option<Box<Point>>,
    list: Option<Vec<Option<u8>>>,
    map: Option<BTreeMap<String, Option<String>>>,
    #[serde(default)]
    number: i16,
    any: Option<Any>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Numbers {
    a: i8,
    b: u16,
    c: i64,
    d: u64,
    e: i128,
    f: f32,
    g: f64,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Scalars(String, Vec<Color>, Vec<bool>, Vec<char>, (), Vec<IpAddr>);

/// What is checked when a value closes.
#[derive(Extract, Debug, Clone, PartialEq)]
pub(crate) struct Checked {
    #[extract(pattern = "^[a-z]*$", max_length = 9)]
    name: String,
    #[extract(min = 1, max = 9)]
    cores: u8,
    #[extract(max_items = 3)]
    list: Vec<String>,
    #[extract(literal = "yes")]
    sure: String,
}

/// What shows late.
#[derive(Extract, Debug, Clone, PartialEq)]
pub(crate) struct Late {
    #[extract(atomic)]
    point: Point,
    stage: Stage,
    #[extract(atomic)]
    texts: Vec<String>,
    row: Option<Row>,
}

#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[extract(early)]
pub(crate) enum Stage {
    Asked,
    Answered,
    Checked,
}

#[derive(Extract, Debug, Clone, PartialEq)]
pub(crate) struct Row {
    #[extract(needed)]
    id: u8,
    text: String,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closed {
    first_name: String,
    first_names: Vec<String>,
    #[serde(rename = "größe 📏")]
    size: Option<f64>,
}

/// Values of any kind where only some are meant.
#[derive(Extract, Debug, Clone, PartialEq)]
pub(crate) struct Wild {
    values: Vec<Value>,
    map: BTreeMap<u8, Value>,
    tuples: Vec<(Value, Option<Color>)>,
    root: Option<Box<Wild>>,
}
