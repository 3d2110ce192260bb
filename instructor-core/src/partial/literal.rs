//! Fields that can have one value only: `#[extract(literal = "…")]`.

use super::{Partial, Via, null_or};
use crate::fit;
use crate::json::number::short;
use crate::json::{Cursor, Step, Turn};
use crate::repair::RepairKind;

/// The partial of a field that can be a literal.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a literal",
    label = "not a string",
    note = "`literal` takes fields of the types `String`, `Box<str>` and `Arc<str>`"
)]
pub trait Literal: Partial {
    fn literal(text: &'static str) -> Self;
}

impl Literal for String {
    fn literal(text: &'static str) -> Self {
        text.to_owned()
    }
}

impl<T: From<String> + 'static> Literal for Via<String, T> {
    fn literal(text: &'static str) -> Self {
        Via::from(text.to_owned())
    }
}

/// Fills the slot of a field whose value can only be `literal`.
#[doc(hidden)]
pub fn fill_literal<P: Literal>(
    slot: &mut Option<P>,
    literal: &'static str,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    if turn == Turn::Begin {
        *slot = None;
    }
    cursor.whole_text("a string", |cursor, text| {
        if text != literal {
            fit_literal(cursor, literal, text)?;
        }
        cursor.leaf(text);
        Ok(())
    })?;
    *slot = Some(P::literal(literal));
    Ok(())
}

#[cold]
fn fit_literal(cursor: &mut Cursor<'_>, literal: &'static str, text: &str) -> Step {
    let means = || fit::name::pick(text, [(literal, literal)].into_iter());
    if cursor.state.lenient && means() == Ok(Some(literal)) {
        cursor.fitted(RepairKind::Name);
        return Ok(());
    }
    let found = short(text);
    Err(cursor.misfit_text(text, format!("expected `{literal}`, found `{found}`")))
}

/// As [`fill_literal`], of a field that has a default: null leaves it absent.
#[doc(hidden)]
pub fn fill_literal_or_default<P: Literal>(
    slot: &mut Option<P>,
    literal: &'static str,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    null_or(slot, turn, cursor, |slot, turn, cursor| {
        fill_literal(slot, literal, turn, cursor)
    })
}
