//! The types of the standard library and of other crates that a model can be asked for: of each its schema, and how it is
//! read.
//!
//! | read as | |
//! |---|---|
//! | scalars and numbers | in `scalars`, `numbers` |
//! | another type, of which it is made | in `pointers`, `lists` |
//! | elements, entries | in `lists`, `tuples`, `maps` |
//! | a string that is whole, by the type's own parser | `texts!`, in `addresses` and the modules of other crates |
//! | an object | `record!`, in `ranges` and `times` |

mod addresses;
mod alike;
#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "rust_decimal")]
mod decimal;
#[cfg(feature = "jiff")]
mod jiff;
mod lists;
mod maps;
mod numbers;
mod pointers;
mod ranges;
mod record;
mod scalars;
mod text;
mod times;
mod tuples;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

pub use ranges::{PartialRange, PartialRangeFrom, PartialRangeInclusive, PartialRangeTo};
pub use times::{PartialDuration, PartialSystemTime};
