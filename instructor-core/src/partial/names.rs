//! Enums of unit variants: a name in the JSON. Such an enum is its own partial.

use super::key::{Fitted, Key};
use super::{Kinds, Partial};
use crate::extract::Extract;
use crate::fit;
use crate::json::number::short;
use crate::json::{Cursor, Step, Stop};
use crate::repair::RepairKind;
use crate::schema::{Definitions, Schema};
use std::borrow::Cow;
use std::fmt::Debug;

/// The names of the variants. The derive writes it.
#[doc(hidden)]
pub trait Names: Extract {
    /// Those that errors list: no aliases, and not the `other` variant, which has none.
    const NAMES: &'static [&'static str];

    /// What names have beside them. Not of an enum with an `other` variant, which takes whatever is no name.
    const ALIASES: &'static [&'static str] = &[];

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

    fn fit(text: &str) -> Fitted {
        fit::name::pick(text, written::<E>())
    }
}

/// The names as they may be written, each with the one that it stands for.
fn written<E: Names>() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let names = E::NAMES.iter().chain(E::ALIASES);
    names.filter_map(|name| Some((*name, E::named(name)?.name())))
}

/// The variant of a text that is not the name of one.
#[cold]
fn fit_name<E: Names>(cursor: &mut Cursor<'_>, text: &str) -> Result<E, Stop> {
    let name = cursor.fit_variant(text, written::<E>(), E::NAMES.iter().copied())?;
    // It is one of them.
    E::named(name).ok_or(Stop::Failed)
}

/// `Partial::begin` of an enum that shows only when whole.
#[doc(hidden)]
pub fn begin<E: Names>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let value = cursor.whole_text("a string", |cursor, text| {
        let value = match E::named(text) {
            Some(value) => value,
            None => fit_name(cursor, text)?,
        };
        cursor.leaf(text);
        Ok(value)
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
    let kind = cursor.kind()?;
    if !kind.meets(Kinds::STRING) {
        return match cursor.state.lenient {
            true => begin(slot, cursor),
            false => Err(cursor.unexpected("a string")),
        };
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
        shown = Some(fit_name(cursor, text)?);
        cursor.leaf(text);
        Ok(())
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
    /// The name of the variant that a text means, which is not the name of one.
    #[cold]
    pub(crate) fn fit_variant(
        &mut self,
        text: &str,
        written: impl Iterator<Item = (&'static str, &'static str)> + Clone,
        names: impl ExactSizeIterator<Item = &'static str>,
    ) -> Result<&'static str, Stop> {
        if !self.state.lenient {
            return Err(self.unknown_variant(text, names));
        }
        match fit::name::pick(text, written) {
            Ok(Some(name)) => {
                self.fitted(RepairKind::Name);
                Ok(name)
            }
            Ok(None) => Err(self.unknown_variant(text, names)),
            Err(names) => Err(self.ambiguous(text, &names)),
        }
    }

    /// A text may mean several names.
    #[cold]
    pub(crate) fn ambiguous(&mut self, text: &str, names: &[&str]) -> Stop {
        let (text, names) = (short(text), quoted(names.iter().copied()));
        let names = names.join(" or ");
        self.misfit(format!("`{text}` may be {names}"))
    }

    #[cold]
    pub(crate) fn unknown_variant(
        &mut self,
        found: &str,
        names: impl ExactSizeIterator<Item = &'static str>,
    ) -> Stop {
        let text = short(found);
        let message = format!("unknown variant `{text}`, expected {}", one_of(names));
        self.misfit_text(found, message)
    }
}

/// ``one of `a`, `b` ``
pub(crate) fn one_of(names: impl ExactSizeIterator<Item = &'static str>) -> String {
    let one_of = if names.len() > 1 { "one of " } else { "" };
    format!("{one_of}{}", quoted(names).join(", "))
}

fn quoted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    names.map(|name| format!("`{name}`")).collect()
}
