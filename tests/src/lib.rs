//! What needs more than one crate is tested from here; the code in the README is tested as this crate's docs.
#![doc = include_str!("../../README.md")]
