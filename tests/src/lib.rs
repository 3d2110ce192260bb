//! What needs more than one crate is tested from here; the code in the README and the docs is tested as this crate's docs.
#![doc = include_str!("../../README.md")]

pub mod docs;

// Its tables quote what servers send, and are no links.
#[cfg(doctest)]
#[doc = include_str!("../../docs/errors.md")]
pub mod errors {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/lenient.md")]
pub mod lenient {}
