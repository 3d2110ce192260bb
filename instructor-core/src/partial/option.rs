//! `Option<T>`: null is a value, and a field that is absent is none.

use super::{Kinds, Look, Partial, Trail};
use crate::json::state::Literal;
use crate::json::{Cursor, Step};
use serde::Serializer;

impl<P: Partial> Partial for Option<P> {
    type Complete = Option<P::Complete>;

    const KINDS: Kinds = P::KINDS.or(Kinds::NULL);
    const WHOLE: bool = P::WHOLE;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        if !cursor.has_begun() && cursor.peek()? == b'n' {
            cursor.literal(Literal::Null)?;
            cursor.leaf(Literal::Null.text());
            *slot = Some(None);
            return Ok(());
        }
        // Filled where it will stay. While nothing shows, the slot is to say so: an inner none would mean null.
        let inner = slot.insert(None);
        let step = P::begin(inner, cursor);
        if inner.is_some() {
            return step;
        }
        if cursor.state.nothing && cursor.is_nothing(step) {
            cursor.leaf(Literal::Null.text());
            return Ok(());
        }
        *slot = None;
        step
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self {
            Some(value) => value.resume(cursor),
            None => Ok(()),
        }
    }

    fn look(&self, look: &mut Look<'_>) {
        look.pass(self);
        match self {
            Some(value) => value.look(look),
            None => look.leaf(true),
        }
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
        match self {
            Some(value) => value.complete_at(trail).map(Some),
            None => Some(None),
        }
    }

    fn absent(_: &Trail<'_>) -> Option<Self::Complete> {
        Some(None)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.serialize_partial(serializer),
            None => serializer.serialize_none(),
        }
    }
}
