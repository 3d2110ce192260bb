//! Types that are read as another and converted at the end: `Box<str>` as a `String`, `Arc<T>` as a `Box<T>`, a set as a
//! list.

use super::{Kinds, Look, PartVisitor, Partial, Parts, Shape, Trail};
use crate::json::{Cursor, Fields, Name, Object, Step, Turn};
use serde::Serializer;
use std::marker::PhantomData;
use std::ops::DerefMut;

/// The partial of a `T` that is filled as a `P` and converted when it is complete: by `From`, unless `How` says otherwise.
///
/// It derefs to the `P`: the partial of an `Arc<str>` field reads as a `String`, that of an `Arc<Foo>` as a
/// `Box<PartialFoo>`, that of a `HashSet<Foo>` as a `Vec<PartialFoo>`.
///
/// ```
/// use instructor_core::{Extract, Parser};
/// use std::collections::BTreeSet;
///
/// let mut parser = Parser::<<BTreeSet<u8> as Extract>::Partial>::new();
/// parser.feed("[3, 1, 3")?;
/// assert_eq!(parser.partial().unwrap().as_slice(), [3, 1]);
/// parser.feed("]")?;
/// assert_eq!(parser.finish()?, BTreeSet::from([1, 3]));
/// # Ok::<(), instructor_core::Error>(())
/// ```
pub struct Via<P, T, How = ByFrom> {
    partial: P,
    complete: PhantomData<fn() -> (T, How)>,
}

/// How a complete `C` becomes a `T`.
#[doc(hidden)]
pub trait Conversion<C, T>: 'static {
    /// What is wrong with a value that becomes no `T` is noted on the trail.
    fn convert(complete: C, trail: &Trail<'_>) -> Option<T>;
}

/// By `From`.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByFrom {}

impl<C, T: From<C>> Conversion<C, T> for ByFrom {
    fn convert(complete: C, _: &Trail<'_>) -> Option<T> {
        Some(T::from(complete))
    }
}

/// By `FromIterator`, from the elements of a list.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByIterator {}

impl<I, T: FromIterator<I>> Conversion<Vec<I>, T> for ByIterator {
    fn convert(complete: Vec<I>, _: &Trail<'_>) -> Option<T> {
        Some(complete.into_iter().collect())
    }
}

/// As it is written beside the type.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByHand {}

impl<P, T, How> Via<P, T, How> {
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

impl<P: Partial, T: 'static, How: Conversion<P::Complete, T>> Partial for Via<P, T, How> {
    type Complete = T;

    const SHAPE: Shape = P::SHAPE;
    const KINDS: Kinds = P::KINDS;
    const WHOLE: bool = P::WHOLE;

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
        How::convert(self.partial.complete_at(trail)?, trail)
    }

    fn absent(trail: &Trail<'_>) -> Option<T> {
        How::convert(P::absent(trail)?, trail)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.partial.serialize_partial(serializer)
    }
}

impl<P: Partial> Partial for Box<P> {
    type Complete = Box<P::Complete>;

    const SHAPE: Shape = P::SHAPE;
    const KINDS: Kinds = P::KINDS;
    const WHOLE: bool = P::WHOLE;

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

            fn aliases(&self, found: &mut Vec<&'static str>) {
                P::aliases(self, found);
            }

            fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
                P::visit(self, slot, turn, cursor)
            }

            fn denies(&self) -> bool {
                P::denies(self)
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
delegate!(Via<P, T, How>, T: 'static, How: Conversion<P::Complete, T>);

impl<P, T, How> DerefMut for Via<P, T, How> {
    fn deref_mut(&mut self) -> &mut P {
        &mut self.partial
    }
}

/// Shows what is in it, and is copied, compared and printed as that.
macro_rules! shows_inner {
    ($via:ident<P, T $(, $how:ident)?>) => {
        impl<P, T $(, $how)?> std::ops::Deref for $via<P, T $(, $how)?> {
            type Target = P;

            fn deref(&self) -> &P {
                &self.partial
            }
        }

        impl<P: Clone, T $(, $how)?> Clone for $via<P, T $(, $how)?> {
            fn clone(&self) -> Self {
                $via::new(self.partial.clone())
            }
        }

        impl<P: PartialEq, T $(, $how)?> PartialEq for $via<P, T $(, $how)?> {
            fn eq(&self, other: &Self) -> bool {
                self.partial == other.partial
            }
        }

        impl<P: std::fmt::Debug, T $(, $how)?> std::fmt::Debug for $via<P, T $(, $how)?> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.partial.fmt(f)
            }
        }
    };
}
pub(super) use shows_inner;

shows_inner!(Via<P, T, How>);

impl<P, T, How> From<P> for Via<P, T, How> {
    fn from(partial: P) -> Self {
        Via::new(partial)
    }
}
