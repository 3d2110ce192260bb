//! Enums of unit variants: a name in the JSON. Such an enum is its own partial.

use super::Partial;
use super::key::Key;
use crate::extract::Extract;
use crate::json::number::short;
use crate::json::{Cursor, Step, Stop};
use crate::schema::{Definitions, Schema};
use std::borrow::Cow;
use std::fmt::Debug;

/// The names of the variants. The derive writes it.
#[doc(hidden)]
pub trait Names: Extract {
    /// Those that errors list: no aliases, and not the `other` variant, which has none.
    const NAMES: &'static [&'static str];

    /// The variant of a name, which may be an alias.
    fn named(name: &str) -> Option<Self>;

    /// The name in the JSON.
    fn name(&self) -> &'static str;
}

impl<E: Names + Clone + Debug + PartialEq + Send + Sync> Key for E {
    type Lookup = E;

    fn lookup(text: &str) -> Option<Cow<'_, E>> {
        E::named(text).map(Cow::Owned)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(Names::name(self))
    }

    fn describe(definitions: &mut Definitions) -> Option<Schema> {
        Some(<E as Extract>::describe(definitions))
    }

    fn expected() -> String {
        one_of(E::NAMES.iter().copied())
    }
}

/// `Partial::begin` of an enum that shows only when whole.
#[doc(hidden)]
pub fn begin<E: Names>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let value = cursor.whole_string("a string", |cursor, text| match E::named(text) {
        Some(value) => {
            cursor.leaf(text);
            Ok(value)
        }
        None => Err(cursor.unknown_variant(text, E::NAMES.iter().copied())),
    })?;
    *slot = Some(value);
    Ok(())
}

/// `Partial::begin` of an enum that shows as soon as the text fits one variant only. `aliases` are names that variants
/// have beside their own.
#[doc(hidden)]
pub fn begin_early<E: Names + PartialEq>(
    slot: &mut Option<E>,
    aliases: &'static [&'static str],
    cursor: &mut Cursor<'_>,
) -> Step {
    let only = |start: &str| {
        let names = E::NAMES.iter().chain(aliases);
        let mut fitting = names.filter(|name| name.starts_with(start));
        let first = E::named(fitting.next()?)?;
        fitting
            .all(|name| E::named(name).as_ref() == Some(&first))
            .then_some(first)
    };
    // Whatever came since, the first start that fitted one alone has shown it.
    let shown_by = |text: &str| {
        let ends = text.char_indices().map(|(end, _)| end);
        ends.chain([text.len()]).find_map(|end| only(&text[..end]))
    };
    if cursor.peek()? != b'"' {
        return Err(cursor.unexpected("a string"));
    }
    let mut shown = None;
    let mut whole = false;
    let step = cursor.whole_string("a string", |cursor, text| {
        whole = true;
        shown = E::named(text);
        if shown.is_some() {
            cursor.leaf(text);
            return Ok(());
        }
        shown = shown_by(text);
        Err(cursor.unknown_variant(text, E::NAMES.iter().copied()))
    });
    if !whole {
        shown = shown_by(&cursor.state.scratch);
    }
    if shown.is_some() {
        *slot = shown;
    }
    step
}

/// `Partial::resume` of an enum that shows early.
#[doc(hidden)]
pub fn resume_early<E: Names + Partial>(value: &mut E, cursor: &mut Cursor<'_>) -> Step {
    let mut slot = None;
    let step = E::begin(&mut slot, cursor);
    if let Some(shown) = slot {
        *value = shown;
    }
    step
}

impl Cursor<'_> {
    #[cold]
    pub(crate) fn unknown_variant(
        &mut self,
        found: &str,
        names: impl ExactSizeIterator<Item = &'static str>,
    ) -> Stop {
        let found = short(found);
        self.misfit(format!(
            "unknown variant `{found}`, expected {}",
            one_of(names)
        ))
    }
}

/// ``one of `a`, `b` ``
fn one_of(names: impl ExactSizeIterator<Item = &'static str>) -> String {
    let one_of = if names.len() > 1 { "one of " } else { "" };
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("{one_of}{}", names.join(", "))
}
