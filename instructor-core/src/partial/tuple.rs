//! Tuples and arrays: lists of a fixed length.

use super::{Kinds, Look, PartVisitor, Partial, Parts, Trail, fill, parts};
use crate::error::ErrorKind;
use crate::json::list::{self, Items};
use crate::json::{Cursor, Step, Turn};
use serde::Serializer;
use std::ops::Deref;

/// A list has more elements than the tuple.
#[doc(hidden)]
#[cold]
pub fn too_many(len: usize, cursor: &mut Cursor<'_>) -> Step {
    let s = if len == 1 { "" } else { "s" };
    Err(cursor.fail(
        ErrorKind::Type,
        format!("expected a list of {len} element{s}, found more"),
    ))
}

macro_rules! tuples {
    ($($len:literal: $($type:ident $index:tt),+;)+) => {$(
        impl<$($type: Partial),+> Items for ($(Option<$type>,)+) {
            fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
                match index {
                    $($index => fill(&mut self.$index, turn, cursor),)+
                    _ => too_many($len, cursor),
                }
            }
        }

        impl<$($type: Partial),+> Parts for ($(Option<$type>,)+) {
            fn parts<Visitor: PartVisitor>(&self, visitor: &mut Visitor) -> Result<(), Visitor::Error> {
                $(visitor.element(&self.$index)?;)+
                Ok(())
            }
        }

        impl<$($type: Partial),+> Partial for ($(Option<$type>,)+) {
            type Complete = ($($type::Complete,)+);

            const KINDS: Kinds = Kinds::LIST;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                list::begin(slot, cursor)
            }

            fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
                list::resume(self, cursor)
            }

            fn look(&self, look: &mut Look<'_>) {
                parts::look(self, look);
            }

            fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
                // All of them before the first `?`, to name each that is missing.
                let complete = ($(trail.element($index, self.$index),)+);
                Some(($(complete.$index?,)+))
            }

            fn serialize_partial<Ser: Serializer>(&self, serializer: Ser) -> Result<Ser::Ok, Ser::Error> {
                parts::serialize_tuple(self, serializer)
            }
        }
    )+};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}

/// The partial of an array of `N` elements. It derefs to those that have arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialArray<P, const N: usize>(Vec<P>);

impl<P, const N: usize> Default for PartialArray<P, N> {
    fn default() -> Self {
        PartialArray(Vec::new())
    }
}

/// Elements beyond the `N`th are dropped.
impl<P, const N: usize> From<Vec<P>> for PartialArray<P, N> {
    fn from(mut elements: Vec<P>) -> Self {
        elements.truncate(N);
        PartialArray(elements)
    }
}

impl<P, const N: usize> IntoIterator for PartialArray<P, N> {
    type Item = P;
    type IntoIter = std::vec::IntoIter<P>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, P, const N: usize> IntoIterator for &'a PartialArray<P, N> {
    type Item = &'a P;
    type IntoIter = std::slice::Iter<'a, P>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<P, const N: usize> Deref for PartialArray<P, N> {
    type Target = [P];

    fn deref(&self) -> &[P] {
        &self.0
    }
}

impl<P: Partial, const N: usize> Items for PartialArray<P, N> {
    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if index >= N {
            return too_many(N, cursor);
        }
        self.0.visit(index, turn, cursor)
    }
}

impl<P: Partial, const N: usize> Partial for PartialArray<P, N> {
    type Complete = [P::Complete; N];

    const KINDS: Kinds = Kinds::LIST;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        list::begin(slot, cursor)
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        list::resume(self, cursor)
    }

    fn look(&self, look: &mut Look<'_>) {
        self.0.look(look);
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
        let len = self.len();
        let items = self.0.complete_at(trail);
        for index in len..N {
            trail.index(index).note_missing();
        }
        items?.try_into().ok()
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_partial(serializer)
    }
}
