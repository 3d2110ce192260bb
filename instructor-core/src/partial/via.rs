//! Types that are read as another and converted at the end: `Box<str>` as a `String`, `Arc<T>` as a `Box<T>`.

use super::{Kinds, Look, PartVisitor, Partial, Parts, Shape, Trail};
use crate::json::{Cursor, Fields, Name, Object, Step, Turn};
use serde::Serializer;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// The partial of a `T` that is filled as a `P` and converted, by `From`, when it is complete.
///
/// It derefs to the `P`: the partial of an `Arc<str>` field reads as a `String`, that of an `Arc<Foo>` as a
/// `Box<PartialFoo>`.
pub struct Via<P, T> {
    partial: P,
    complete: PhantomData<fn() -> T>,
}

impl<P, T> Via<P, T> {
    fn new(partial: P) -> Self {
        Via {
            partial,
            complete: PhantomData,
        }
    }

    /// The partial itself.
    pub fn into_inner(self) -> P {
        self.partial
    }
}

impl<P: Partial, T> Partial for Via<P, T>
where
    T: From<P::Complete> + 'static,
{
    type Complete = T;

    const SHAPE: Shape = P::SHAPE;
    const KINDS: Kinds = P::KINDS;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let mut inner = None;
        let step = P::begin(&mut inner, cursor);
        *slot = inner.map(Via::new);
        step
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        self.partial.resume(cursor)
    }

    fn look(&self, look: &mut Look<'_>) {
        self.partial.look(look);
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<T> {
        self.partial.complete_at(trail).map(T::from)
    }

    fn absent(trail: &Trail<'_>) -> Option<T> {
        P::absent(trail).map(T::from)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.partial.serialize_partial(serializer)
    }
}

impl<P: Partial> Partial for Box<P> {
    type Complete = Box<P::Complete>;

    const SHAPE: Shape = P::SHAPE;
    const KINDS: Kinds = P::KINDS;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let mut inner = None;
        let step = P::begin(&mut inner, cursor);
        *slot = inner.map(Box::new);
        step
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        P::resume(self, cursor)
    }

    fn look(&self, look: &mut Look<'_>) {
        P::look(self, look);
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
        (*self).complete_at(trail).map(Box::new)
    }

    fn absent(trail: &Trail<'_>) -> Option<Self::Complete> {
        P::absent(trail).map(Box::new)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        P::serialize_partial(self, serializer)
    }
}

/// Both are read where what is in them is: a struct can be taken into another by way of them.
macro_rules! delegate {
    ($type:ty, $($bound:tt)*) => {
        impl<P: Object, $($bound)*> Fields for $type {
            const SHARED: bool = P::SHARED;

            fn slot(&self, key: &str) -> usize {
                P::slot(self, key)
            }

            fn name(&self, slot: usize) -> Option<&'static Name> {
                P::name(self, slot)
            }

            fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
                P::visit(self, slot, turn, cursor)
            }
        }

        impl<P: Object, $($bound)*> Parts for $type {
            fn parts<V: PartVisitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
                P::parts(self, visitor)
            }
        }

        impl<P: Object, $($bound)*> Object for $type {
            const FIELDS: usize = P::FIELDS;
            const ENTRIES: bool = P::ENTRIES;
            const AT_ONCE: bool = P::AT_ONCE;

            fn empty() -> Self {
                <$type>::from(P::empty())
            }
        }
    };
}

delegate!(Box<P>,);
delegate!(Via<P, T>, T: From<P::Complete> + 'static);

impl<P, T> DerefMut for Via<P, T> {
    fn deref_mut(&mut self) -> &mut P {
        &mut self.partial
    }
}

impl<P, T> Deref for Via<P, T> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.partial
    }
}

impl<P: Clone, T> Clone for Via<P, T> {
    fn clone(&self) -> Self {
        Via::new(self.partial.clone())
    }
}

impl<P: PartialEq, T> PartialEq for Via<P, T> {
    fn eq(&self, other: &Self) -> bool {
        self.partial == other.partial
    }
}

impl<P: fmt::Debug, T> fmt::Debug for Via<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.partial.fmt(f)
    }
}

impl<P, T> From<P> for Via<P, T> {
    fn from(partial: P) -> Self {
        Via::new(partial)
    }
}
