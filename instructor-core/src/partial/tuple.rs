//! Tuples and arrays: lists of a fixed length.

use super::{Kinds, Look, PartVisitor, Partial, Parts, Trail, fill, parts};
use crate::error::ErrorKind;
use crate::json::list::{self, Items};
use crate::json::{Cursor, Step, Turn, numbered};
use serde::Serializer;
use std::fmt::{self, Debug};
use std::ops::{Deref, DerefMut};

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

macro_rules! parts {
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
    )+};
}

/// What the partials of all tuples have in common.
macro_rules! partial {
    () => {
        const KINDS: Kinds = Kinds::TUPLE;

        fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
            numbered::begin(slot, cursor)
        }

        fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
            numbered::resume(self, cursor)
        }

        fn look(&self, look: &mut Look<'_>) {
            parts::look(self, look);
        }

        fn serialize_partial<Ser: Serializer>(
            &self,
            serializer: Ser,
        ) -> Result<Ser::Ok, Ser::Error> {
            parts::serialize_tuple(self, serializer)
        }
    };
}

macro_rules! tuples {
    ($($len:literal: $($type:ident $index:tt),+;)+) => {$(
        parts!($len: $($type $index),+;);

        impl<$($type: Partial),+> Partial for ($(Option<$type>,)+) {
            type Complete = ($($type::Complete,)+);

            partial!();

            fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
                // All of them before the first `?`, to name each that is missing.
                let complete = ($(trail.element($index, self.$index),)+);
                Some(($(complete.$index?,)+))
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
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

/// The partial of a tuple of more than 12 elements, which it derefs to: the standard library has no `Debug` and no
/// `PartialEq` for those.
#[derive(Clone)]
pub struct PartialTuple<T>(pub T);

impl<T> Deref for PartialTuple<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for PartialTuple<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Items> Items for PartialTuple<T> {
    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.0.visit(index, turn, cursor)
    }
}

impl<T: Parts> Parts for PartialTuple<T> {
    fn parts<V: PartVisitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
        self.0.parts(visitor)
    }
}

macro_rules! long_tuples {
    ($($len:literal: $($type:ident $index:tt),+;)+) => {$(
        parts!($len: $($type $index),+;);

        impl<$($type),+> Default for PartialTuple<($(Option<$type>,)+)> {
            fn default() -> Self {
                PartialTuple(($(None::<$type>,)+))
            }
        }

        impl<$($type: PartialEq),+> PartialEq for PartialTuple<($(Option<$type>,)+)> {
            fn eq(&self, other: &Self) -> bool {
                $(self.0.$index == other.0.$index)&&+
            }
        }

        impl<$($type: Debug),+> Debug for PartialTuple<($(Option<$type>,)+)> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple("")$(.field(&self.0.$index))+.finish()
            }
        }

        impl<$($type: Partial),+> Partial for PartialTuple<($(Option<$type>,)+)> {
            type Complete = ($($type::Complete,)+);

            partial!();

            fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
                // As above.
                let complete = ($(trail.element($index, self.0.$index),)+);
                Some(($(complete.$index?,)+))
            }
        }
    )+};
}

long_tuples! {
    13: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12;
    14: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13;
    15: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14;
    16: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15;
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
    const SINGLE: Kinds = if N == 1 { P::KINDS } else { Kinds::NONE };

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
