//! One type for each shape: the representations of enums with each form of variant, tuples, flattened parts.
//!
//! `serde` keeps the values of most of these before it reads them, and keeps no integer of 128 bits, nor the text of a
//! float that is to be an `f32`: there are none here.

use crate::types::{Point, Role};
use instructor_core::Extract;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashMap};

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
pub(crate) enum External {
    Nothing,
    #[serde(rename = "nothing \"at\" äll 🦀", alias = "zilch")]
    NothingAtAll,
    Reply {
        first_text: String,
        #[serde(default)]
        at_once: bool,
        carbon_copy: Option<String>,
    },
    Blank {},
    MoveTo(Point),
    Prices(BTreeMap<String, f64>),
    #[serde(alias = "sum", alias = "the \"sum\"")]
    Count(u64),
    Named(String),
    Kind(Role),
    Words(Vec<String>),
    Perhaps(Option<String>),
    Pair(i32, String),
    Inner(Box<External>),
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(
    tag = "type",
    rename_all = "kebab-case",
    rename_all_fields = "SCREAMING_SNAKE_CASE"
)]
pub(crate) enum Internal {
    Nothing,
    SendReply {
        first_text: String,
        #[serde(default = "seven")]
        days: u8,
        #[serde(alias = "cc", alias = "\"cc\"")]
        carbon_copy: Option<String>,
    },
    #[serde(alias = "go")]
    MoveTo(Point),
    Prices(HashMap<String, f64>),
    #[serde(rename_all = "camelCase")]
    Then {
        first_step: Box<Internal>,
        next_steps: Vec<Internal>,
    },
    #[serde(other)]
    Unheard,
}

fn seven() -> u8 {
    7
}

/// A tag and a name that have to be escaped.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "the \"kind\" 📏")]
pub(crate) enum Escaped {
    #[serde(rename = "a \\ b\n")]
    Text { text: String },
    #[serde(rename = "a \\ b")]
    Number { number: i64 },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "variant", content = "content", rename_all_fields = "camelCase")]
pub(crate) enum Adjacent {
    Nothing,
    Reply {
        first_text: String,
        #[serde(default)]
        at_once: bool,
        carbon_copy: Option<String>,
    },
    MoveTo(Point),
    Prices(BTreeMap<String, f64>),
    #[serde(alias = "sum")]
    Count(u64),
    Named(String),
    Words(Vec<String>),
    Perhaps(Option<String>),
    Pair(i32, String),
    Inner(Box<Adjacent>),
    #[serde(other)]
    Unheard,
}

/// Several variants of most kinds: a value shows when it is whole.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Nothing,
    Flag(bool),
    Count(u64),
    Amount(f64),
    Role(Role),
    Text(String),
    Pair(u8, String),
    Words(Vec<String>),
    Point(Point),
    Reply {
        #[serde(rename = "the text")]
        text: String,
        cc: Option<String>,
    },
    Prices(BTreeMap<String, f64>),
}

/// One variant of each kind: the first token tells it.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum Distinct {
    Flag(bool),
    Count(u64),
    Text(String),
    List(Vec<Distinct>),
    Reply {
        words: String,
        next: Option<Box<Distinct>>,
    },
}

/// An enum of each representation in one of the next, around to the first.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum InUntagged {
    List(Vec<InExternal>),
    External(InExternal),
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum InExternal {
    Stop,
    One(InAdjacent),
    Two {
        first: InAdjacent,
        second: Option<InAdjacent>,
    },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "tag", content = "value")]
pub(crate) enum InAdjacent {
    One(InInternal),
    Map(BTreeMap<String, InInternal>),
    Pair(InInternal, Option<InInternal>),
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
pub(crate) enum InInternal {
    Leaf { text: String },
    Number { number: i64 },
    Again { again: Box<InUntagged> },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Number(f64),
    Negated(Box<Expr>),
    Sum(Box<Expr>, Box<Expr>),
    Call { name: String, arguments: Vec<Expr> },
}

/// A generic enum, and another in its place.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "node")]
pub(crate) enum Tree<T> {
    Leaf {
        value: T,
    },
    Branch {
        left: Box<Tree<T>>,
        right: Option<Box<Tree<T>>>,
    },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "is", content = "with")]
pub(crate) enum Fallible<T, E> {
    Good(T),
    Bad(E),
}

/// Two types that hold each other.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) entries: Vec<Entry>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "entry")]
pub(crate) enum Entry {
    File { name: String, size: u32 },
    Folder(Box<Folder>),
}

/// Enums in each kind of place.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Places {
    list: Vec<External>,
    maybe: Option<Internal>,
    maybe_again: Option<Option<External>>,
    boxed: Box<Adjacent>,
    map: BTreeMap<String, Internal>,
    holes: Vec<Option<Adjacent>>,
    #[serde(default)]
    untagged: Vec<Untagged>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Pair(pub(crate) i32, pub(crate) String);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Unit;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(transparent)]
pub(crate) struct Transparent {
    inner: BTreeMap<String, Pair>,
    #[serde(skip)]
    cache: u8,
}

#[derive(Extract, Debug, Clone, PartialEq)]
pub(crate) struct Grid<T, const N: usize> {
    pub(crate) rows: [[T; N]; 2],
}

/// `serde` has arrays of certain lengths, not of any.
impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for Grid<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Rows<T> {
            rows: [Vec<T>; 2],
        }

        let row = |row: Vec<T>| {
            let found = row.len();
            row.try_into()
                .map_err(|_| D::Error::invalid_length(found, &"a row"))
        };
        let [first, second] = Rows::deserialize(deserializer)?.rows;
        Ok(Grid {
            rows: [row(first)?, row(second)?],
        })
    }
}

type Maybe<T> = Option<T>;
type Many<T> = Vec<T>;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Tuples {
    pair: Pair,
    unit: Unit,
    #[serde(default)]
    nothing: (),
    tuple: (String, Option<u8>, Point),
    single: (String,),
    nested: ((u8, bool), [String; 2]),
    list: Vec<(i64, External)>,
    empty: [u8; 0],
    transparent: Transparent,
    grid: Grid<Option<u8>, 3>,
    maybe: Maybe<Pair>,
    many: Many<Unit>,
    late: Option<(Internal, Role)>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Base {
    pub(crate) name: String,
    #[serde(alias = "points \"of\" it")]
    pub(crate) points: Vec<Point>,
    pub(crate) role: Option<Role>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Extent {
    pub(crate) width: u32,
    #[serde(default = "one")]
    pub(crate) height: f64,
}

fn one() -> f64 {
    1.0
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Deep {
    #[serde(flatten)]
    pub(crate) extent: Box<Extent>,
    pub(crate) depth: i16,
}

/// Two structs, one of which has a flattened one itself.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Flat {
    pub(crate) number: u64,
    #[serde(flatten)]
    pub(crate) base: Base,
    pub(crate) action: Option<Internal>,
    #[serde(flatten)]
    pub(crate) deep: Deep,
}

/// A struct, and a map of all that is left.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Rest {
    #[serde(flatten)]
    pub(crate) extent: Extent,
    pub(crate) label: String,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, Vec<String>>,
}

/// A variant whose struct has flattened parts.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "what")]
pub(crate) enum FlatVariant {
    Flat(Deep),
    Rest(Rest),
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Marked {
    #[extract(literal = "the \"invoice\" 🦀")]
    pub(crate) kind: String,
    #[extract(literal = "2")]
    pub(crate) version: Box<str>,
    #[serde(default)]
    #[extract(atomic)]
    pub(crate) whole: String,
    #[extract(atomic)]
    pub(crate) point: Option<Point>,
    pub(crate) early: Vec<Early>,
    pub(crate) other: Vec<Language>,
}

#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
#[extract(early)]
pub(crate) enum Early {
    Admin,
    AdminOfEverything,
    #[serde(rename = "größe \"x\"", alias = "grand")]
    Size,
}

#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq)]
pub(crate) enum Language {
    Rust,
    #[serde(alias = "C++")]
    Cpp,
    #[serde(other)]
    Unheard,
}

/// All of it at once, and within itself. All may be absent, so that the documents stay small.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Everything {
    pub(crate) external: Option<External>,
    #[serde(default)]
    pub(crate) internal: Vec<Internal>,
    #[serde(rename = "adjacent \"é\"")]
    pub(crate) adjacent: Option<Box<Adjacent>>,
    pub(crate) untagged: Option<BTreeMap<String, Untagged>>,
    pub(crate) distinct: Option<Distinct>,
    pub(crate) cycle: Option<InUntagged>,
    pub(crate) tree: Option<Tree<Expr>>,
    pub(crate) fallible: Option<Fallible<Pair, Vec<Unit>>>,
    #[serde(default)]
    pub(crate) folders: Vec<Entry>,
    pub(crate) grid: Option<Grid<(u8, bool), 2>>,
    pub(crate) transparent: Option<Transparent>,
    pub(crate) marked: Option<Marked>,
    #[serde(flatten)]
    pub(crate) empty: Optional,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, Distinct>,
    #[serde(default)]
    pub(crate) children: Vec<Everything>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Optional {
    pub(crate) flat: Option<Flat>,
    #[serde(alias = "the remark")]
    pub(crate) remark: Option<String>,
}
