//! The attributes: serde's, from the deserializing side, and our own.
//!
//! What is not honoured is refused, each at its own token, and one that is wrong does not hide the next. What only a
//! serializer obeys is none of our business, and passes.

mod constraint;
mod container;
mod field;
mod leaf;
mod read;
mod said;
mod validate;
mod variant;

pub(crate) use constraint::{Constraint, Constraints, Number, Value, number, pattern_of};
pub(crate) use container::Container;
pub(crate) use field::Field;
pub(crate) use leaf::Leaf;
pub(crate) use said::Said;
pub(crate) use validate::Validators;
pub(crate) use variant::Variant;

use syn::{ExprPath, Path};

/// An attribute, with its key to point at where it has no place.
pub(crate) struct Attr<T> {
    pub(crate) key: Path,
    pub(crate) value: T,
}

/// What stands in for an absent field.
pub(crate) enum Fallback {
    /// `default`
    Default,
    /// `default = "path"`
    Path(ExprPath),
}
