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

use instructor_core::{Extract, Partial};

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

fn main() {
    assert!(PartialPoint::default().complete().is_err());
    assert!(PartialForeign::default().complete().is_err());
    assert!(PartialOld::default().complete().is_ok());
    assert!(PartialEmpty::default().complete().is_ok());
    assert!(PartialId(1).complete().is_ok());
    assert!(Role::Admin.complete().is_ok());
}
