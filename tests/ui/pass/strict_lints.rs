//! The partial is as documented, as public and as named as the type, and no lint says more of it than of the type.
#![forbid(
    unsafe_code,
    missing_docs,
    missing_copy_implementations,
    missing_debug_implementations,
    unused,
    unused_qualifications,
    unused_results,
    unused_lifetimes,
    unreachable_pub,
    trivial_casts,
    trivial_numeric_casts,
    single_use_lifetimes,
    variant_size_differences,
    future_incompatible,
    rust_2018_idioms,
    rust_2024_compatibility,
    let_underscore,
    deprecated
)]
#![deny(nonstandard_style, warnings)]

use instructor_core::{Extract, Parser, Partial};

/// Somebody mentioned in the text.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Point {
    /// Across.
    pub x: u8,
    /// Up.
    #[serde(default)]
    pub y: u8,
}

/// Who it is.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Id(pub u64);

/// What somebody may do.
#[derive(Extract, Debug, Clone, Copy, PartialEq)]
pub enum Role {
    /// Everything.
    Admin,
}

/// Empty.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Empty {}

/// With something one should not use.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Old {
    /// A number.
    #[deprecated]
    pub number: Option<u8>,
}

/// Of another's making.
#[derive(Extract, Debug)]
#[non_exhaustive]
#[expect(non_snake_case)]
pub struct Foreign {
    /// Its name.
    pub displayName: String,
}

/// All kinds at once.
#[derive(Extract, Debug)]
pub struct Flat {
    /// Its own.
    pub own: u8,
    /// Another's.
    #[serde(flatten)]
    pub point: Point,
    /// Whole.
    #[extract(atomic)]
    pub whole: Option<Pair>,
    /// One value.
    #[extract(literal = "flat")]
    pub kind: String,
}

/// Two.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Pair(pub u8, pub Nothing);

/// Null.
#[derive(Extract, Debug, Clone, Copy)]
pub struct Nothing;

/// One, of many.
#[derive(Extract, Debug)]
#[serde(transparent)]
pub struct Clear {
    /// The one.
    pub one: String,
    /// Not it.
    #[serde(skip)]
    pub two: u8,
}

/// What to do.
#[derive(Extract, Debug)]
#[extract(atomic)]
pub enum External {
    /// Say it.
    Reply {
        /// What.
        text: String,
        /// How often.
        #[deprecated]
        times: Option<u8>,
    },
    /// Look for it.
    Search(Point),
    /// Go.
    Move(u8, u8),
    /// Do nothing.
    Stop,
}

/// What to do, told inside.
#[derive(Extract, Debug)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Internal {
    /// Say it.
    Reply {
        /// What.
        text: String,
    },
    /// Look for it.
    Search(Point),
    /// Do nothing.
    #[serde(other)]
    Stop,
}

/// What to do, told beside.
#[derive(Extract, Debug)]
#[serde(tag = "type", content = "content")]
pub enum Adjacent<T> {
    /// Say it.
    Reply {
        /// What.
        text: T,
    },
    /// Do nothing.
    Stop,
}

/// What to do, not told.
#[derive(Extract, Debug)]
#[serde(untagged)]
pub enum Untagged {
    /// Say it.
    Reply(String),
    /// Do nothing.
    Stop,
}

/// One of one.
#[derive(Extract, Debug, Clone, Copy)]
pub enum One {
    /// That.
    Only(u8),
}

/// Of colours, as soon as it is clear.
#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[extract(early)]
pub enum Colour {
    /// `#f00`
    Red,
    /// `#0f0`
    Green,
}

/// With a parameter that nothing uses.
#[derive(Extract, Debug)]
pub enum Marked<T> {
    /// A number.
    Number(u8),
    /// Of no use.
    #[serde(skip)]
    Never(std::marker::PhantomData<T>),
}

fn main() {
    assert!(PartialFlat::default().complete().is_err());
    assert!(PartialPair(Some(1), Some(PartialNothing)).complete().is_ok());
    assert!(PartialClear { one: String::new() }.complete().is_ok());
    assert!(PartialExternal::Stop.complete().is_ok());
    assert!(PartialInternal::Search(None).complete().is_err());
    assert!(PartialAdjacent::<u8>::Stop.complete().is_ok());
    assert!(PartialUntagged::Reply(None).complete().is_err());
    assert!(PartialOne::Only(Some(1)).complete().is_ok());
    assert!(PartialMarked::<u8>::Number(Some(1)).complete().is_ok());
    assert!(Colour::Red.complete().is_ok());
    let mut parser = Parser::<PartialExternal>::new();
    assert!(parser.feed(r#"{"Search": {"x": 1}}"#).is_ok());
    assert!(parser.finish().is_ok());
    assert!(PartialPoint::default().complete().is_err());
    assert!(PartialForeign::default().complete().is_err());
    assert!(PartialOld::default().complete().is_ok());
    assert!(PartialEmpty::default().complete().is_ok());
    assert!(PartialId(1).complete().is_ok());
    assert!(Role::Admin.complete().is_ok());
}
