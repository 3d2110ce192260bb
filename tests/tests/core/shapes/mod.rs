//! Enums with data, tuples, flattened parts and what else a type may be made of.
//!
//! The types are samples, so that `contract` and `broken` hold for each of them as well.

mod differences;
mod documents;
mod errors;
mod tags;
pub(crate) mod types;
mod untagged;

/// Writes a test for each shape, which calls the function `$check`.
macro_rules! test_each_shape {
    ($check:ident) => {
        $crate::samples::test_each_type! { $check:
            externals => Vec<$crate::shapes::types::External>,
            external => $crate::shapes::types::External,
            internals => Vec<$crate::shapes::types::Internal>,
            internal => $crate::shapes::types::Internal,
            escaped => Vec<$crate::shapes::types::Escaped>,
            adjacents => Vec<$crate::shapes::types::Adjacent>,
            adjacent => $crate::shapes::types::Adjacent,
            untagged => Vec<$crate::shapes::types::Untagged>,
            distinct => $crate::shapes::types::Distinct,
            in_each_other => $crate::shapes::types::InUntagged,
            expr => $crate::shapes::types::Expr,
            generic => $crate::shapes::types::Tree<$crate::shapes::types::Fallible<String, Vec<u8>>>,
            mutual => $crate::shapes::types::Folder,
            places => $crate::shapes::types::Places,
            tuples => $crate::shapes::types::Tuples,
            flat => $crate::shapes::types::Flat,
            rest => $crate::shapes::types::Rest,
            flat_variant => Vec<$crate::shapes::types::FlatVariant>,
            marked => $crate::shapes::types::Marked,
            everything => $crate::shapes::types::Everything,
        }
    };
}
pub(crate) use test_each_shape;
