//! Strings, which show as they grow.

use super::{Kinds, Partial, Trail};
use crate::json::{Cursor, Step};
use serde::Serializer;

/// Begins a string that is written as a number or a bool, or without quotes in a way that looks like an object or a list.
#[cold]
fn fit(slot: &mut Option<String>, cursor: &mut Cursor<'_>) -> Step {
    const EXPECTED: &str = "a string";
    let kind = cursor.kind()?;
    // The root may be a text that looks like that: it is read as a whole.
    if cursor.mends && cursor.depth > 0 && kind.meets(Kinds::OBJECT.or(Kinds::LIST)) {
        return Err(cursor.break_word(""));
    }
    if !kind.meets(Kinds::NUMBER.or(Kinds::BOOL)) {
        return Err(cursor.unexpected(EXPECTED));
    }
    let text = cursor.text_of_scalar(EXPECTED, |cursor, text| {
        cursor.leaf(text);
        Ok(text.to_owned())
    })?;
    *slot = Some(text);
    Ok(())
}

impl Partial for String {
    type Complete = String;

    const KINDS: Kinds = Kinds::STRING;

    #[inline]
    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        if cursor.is_in_token() {
            return fit(slot, cursor);
        }
        match cursor.begin_text(slot) {
            Err(stop) if slot.is_none() && cursor.is_to_fit(stop) => fit(slot, cursor),
            step => step,
        }
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
