//! Strings, which show as they grow.

use super::{Kinds, Partial, Trail};
use crate::json::{Cursor, Step};
use serde::Serializer;

impl Partial for String {
    type Complete = String;

    const KINDS: Kinds = Kinds::STRING;

    #[inline]
    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        cursor.begin_text(slot)
    }

    #[inline]
    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        cursor.resume_text(self)
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<String> {
        Some(self)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
