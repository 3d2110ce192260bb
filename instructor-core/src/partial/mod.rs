//! How each kind of value is filled while its text arrives, and completed at the end.

pub(crate) mod atom;
mod collection;
pub(crate) mod constraint;
pub(crate) mod entries;
pub(crate) mod fitting;
mod flatten;
pub(crate) mod key;
mod kinds;
pub(crate) mod leaf;
pub(crate) mod literal;
#[doc(hidden)]
pub mod names;
mod option;
#[doc(hidden)]
pub mod parts;
mod text;
mod trail;
mod try_via;
pub(crate) mod tuple;
mod value;
#[doc(hidden)]
pub mod variants;
mod via;
mod wire;

#[doc(hidden)]
pub use flatten::Flat;
#[doc(hidden)]
pub use kinds::Kinds;
pub use leaf::Leaf;
#[doc(hidden)]
pub use parts::{Look, PartVisitor, Parts};
#[doc(hidden)]
pub use trail::Trail;
pub(crate) use trail::{Completion, Stage};
pub use try_via::TryVia;
pub use tuple::{PartialArray, PartialTuple};
pub use via::Via;
#[doc(hidden)]
pub use via::{ByFrom, ByHand, ByIterator, Conversion};
#[doc(hidden)]
pub use wire::Wire;

use crate::context::Context;
use crate::error::Result;
use crate::json::state::Literal;
use crate::json::{Cursor, Step, Turn, parked};
use serde::Serializer;
use std::fmt::Debug;

/// A value that is being filled.
///
/// `#[derive(Extract)]` on `Foo` writes `PartialFoo`, with each field an `Option` of the partial of its type, and this
/// trait for it. A `String` is its own partial, and so are numbers and unit enums; that of a `Vec<Foo>` is a
/// `Vec<PartialFoo>`. The partial of an enum with data is an enum of partial variants.
///
/// | kind | shows |
/// |---|---|
/// | string | from its opening quote, growing |
/// | number, bool, unit enum, `char`, date, address and the like | only when whole |
/// | list, map, struct, tuple | from its opening bracket, empty |
/// | enum with data | once its tag has closed; untagged: at the first token if the variants differ in their JSON kind, else when whole |
/// | `Option<T>` | `None` is absent, `Some(None)` is null, else the value |
///
/// A value that has closed does not change again, unless its key comes a second time: the last one wins.
///
/// The methods that the parser calls are hidden, and no part of what this crate promises to keep.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the partial of a type",
    note = "a unit enum is its own partial, and also needs `#[derive(Clone, Debug, PartialEq)]`"
)]
pub trait Partial: Sized + Clone + Debug + PartialEq + Send + Sync + 'static {
    /// What the partial completes to.
    type Complete;

    #[doc(hidden)]
    const SHAPE: Shape = Shape::Other;

    /// The kinds of JSON that its text begins as.
    #[doc(hidden)]
    const KINDS: Kinds;

    /// Whether it shows only when whole, though it may be of a kind that grows.
    #[doc(hidden)]
    const WHOLE: bool = !Self::KINDS.meets(Kinds::GROWING);

    /// Called at the value's first byte. Where it stops with nothing in the slot, nothing shows yet, and it is called
    /// again.
    #[doc(hidden)]
    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step;

    /// Goes on, in place, with a value that shows and has not closed. Values that show only when whole never are.
    #[doc(hidden)]
    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let _ = cursor;
        Ok(())
    }

    /// Looks for what stands at a path. Says where the path ends, or goes on to the next value on it.
    #[doc(hidden)]
    fn look(&self, look: &mut Look<'_>) {
        look.leaf(false);
    }

    /// Completes the value, and notes what is wrong with it.
    #[doc(hidden)]
    fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete>;

    /// What an absent field completes to: an `Option` to none, others are missing.
    #[doc(hidden)]
    fn absent(trail: &Trail<'_>) -> Option<Self::Complete> {
        trail.note_missing();
        None
    }

    /// Writes what has arrived, under the names of the JSON.
    #[doc(hidden)]
    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Completes the value, and validates all of it.
    ///
    /// ```
    /// use instructor_core::{Extract, Partial};
    ///
    /// #[derive(Extract, Debug)]
    /// struct User {
    ///     name: String,
    ///     age: u8,
    /// }
    ///
    /// let user = PartialUser { name: Some("Jason".into()), age: None };
    /// assert_eq!(user.complete().unwrap_err().to_string(), "missing `age`");
    /// ```
    ///
    /// # Errors
    ///
    /// If fields are missing, or values break what is said of them: the error names each by its path.
    fn complete(self) -> Result<Self::Complete> {
        let completion = Completion::new(Stage::All, Context::default());
        crate::json::complete(self, completion)
    }
}

/// What a partial is as a root.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// It starts with a brace, and its schema is an object's. A map has no fields to count.
    Object {
        /// How many fields there are.
        fields: usize,
    },
    /// It may start with something else: as a root it is asked for in a wrapper.
    Other,
}

/// Fills the slot of a field, an element or an entry.
#[doc(hidden)]
#[inline]
pub fn fill<P: Partial>(slot: &mut Option<P>, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    match slot {
        Some(open) if turn == Turn::Resume => open.resume(cursor),
        _ => {
            *slot = None;
            P::begin(slot, cursor)
        }
    }
}

/// Fills the slot of a field that has a default: null leaves it absent, unless null is a value of its type.
#[doc(hidden)]
pub fn fill_or_default<P: Partial>(
    slot: &mut Option<P>,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    null_or(slot, turn, cursor, fill)
}

/// Fills the slot of a field that shows only when whole.
#[doc(hidden)]
pub fn fill_atomic<P: Partial>(slot: &mut Option<P>, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Begin {
        *slot = None;
    }
    parked::begin(slot, cursor, |_| false, P::begin)
}

/// As [`fill_atomic`], of a field that has a default.
#[doc(hidden)]
pub fn fill_atomic_or_default<P: Partial>(
    slot: &mut Option<P>,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    null_or(slot, turn, cursor, fill_atomic)
}

/// Reads the null that stands for a default, or else fills the slot.
pub(crate) fn null_or<P: Partial>(
    slot: &mut Option<P>,
    turn: Turn,
    cursor: &mut Cursor<'_>,
    fill: impl FnOnce(&mut Option<P>, Turn, &mut Cursor<'_>) -> Step,
) -> Step {
    if turn == Turn::Begin {
        // Before the first look: where that has to wait, what an earlier duplicate left is not to be resumed.
        *slot = None;
    }
    if !P::KINDS.meets(Kinds::NULL)
        && slot.is_none()
        && !cursor.has_begun()
        && cursor.peek()? == b'n'
    {
        cursor.literal(Literal::Null)?;
        cursor.leaf(Literal::Null.text());
        return Ok(());
    }
    let step = fill(slot, turn, cursor);
    if cursor.state.nothing && cursor.is_nothing(step) {
        *slot = None;
        cursor.leaf(Literal::Null.text());
        return Ok(());
    }
    step
}

/// Begins a value that shows once it is `ready`, or has closed. `begin` is its own beginning.
#[doc(hidden)]
pub fn begin_when<P: Partial>(
    slot: &mut Option<P>,
    cursor: &mut Cursor<'_>,
    ready: fn(&P) -> bool,
    begin: fn(&mut Option<P>, &mut Cursor<'_>) -> Step,
) -> Step {
    parked::begin(slot, cursor, ready, begin)
}
