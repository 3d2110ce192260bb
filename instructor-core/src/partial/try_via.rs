//! Types that are read as another and converted at the end, where that can fail: `#[serde(try_from = "…")]`.

use super::constraint::{check_open, check_whole};
use super::via::shows_inner;
use super::{Completion, Kinds, Look, Partial, Shape, Trail};
use crate::json::{Cursor, Step};
use serde::Serializer;
use std::fmt::Display;
use std::marker::PhantomData;

/// The partial of a `T` that is filled as a `P` and converted, by `TryFrom`, when it is complete.
///
/// It derefs to the `P`, which shows as it grows. When that closes, a copy is completed and converted: an error of the
/// conversion is the value's, at its place. Where such a type contains itself, each level does so with all below it.
pub struct TryVia<P, T> {
    partial: P,
    complete: PhantomData<fn() -> T>,
}

impl<P, T> TryVia<P, T> {
    fn new(partial: P) -> Self {
        TryVia {
            partial,
            complete: PhantomData,
        }
    }

    /// The partial itself.
    pub fn into_inner(self) -> P {
        self.partial
    }
}

/// What is wrong with a whole value, as its conversion says. Fields that are missing are told when it is completed.
fn problem<P: Partial, T>(partial: &P) -> Option<String>
where
    T: TryFrom<P::Complete, Error: Display>,
{
    let completion = Completion::of_copy();
    let complete = partial.clone().complete_at(&Trail::root(&completion))?;
    T::try_from(complete).err().map(|error| error.to_string())
}

impl<P: Partial, T> Partial for TryVia<P, T>
where
    T: TryFrom<P::Complete, Error: Display> + 'static,
{
    type Complete = T;

    const SHAPE: Shape = P::SHAPE;
    const KINDS: Kinds = P::KINDS;
    const WHOLE: bool = P::WHOLE;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let mut inner = None;
        let step = P::begin(&mut inner, cursor);
        let step = check_whole(step, &mut inner, cursor, |check| check.by(problem::<P, T>));
        *slot = inner.map(TryVia::new);
        step
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let step = self.partial.resume(cursor);
        check_open(step, &self.partial, cursor, |check| {
            check.by(problem::<P, T>)
        })
    }

    fn look(&self, look: &mut Look<'_>) {
        self.partial.look(look);
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<T> {
        let complete = self.partial.complete_at(trail)?;
        T::try_from(complete).map_or_else(|error| trail.note_invalid(error.to_string()), Some)
    }

    fn absent(trail: &Trail<'_>) -> Option<T> {
        let complete = P::absent(trail)?;
        T::try_from(complete).map_or_else(|error| trail.note_invalid(error.to_string()), Some)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.partial.serialize_partial(serializer)
    }
}

shows_inner!(TryVia<P, T>);
