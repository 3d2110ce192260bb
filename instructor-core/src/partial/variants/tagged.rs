//! `{"tag": "Name", …}`: the object of a variant, and the search for the tag in it.

use super::{Tagging, Variants, meta, resume};
use crate::error::ErrorKind;
use crate::fit::fold::is_like;
use crate::json::object::{self, Fields, Name, read_key};
use crate::json::state::{Label, Phase, TAG};
use crate::json::{Cursor, Step, Stop, Turn, UNKNOWN};
use crate::partial::names::one_of;
use std::cell::Cell;
use std::marker::PhantomData;

/// The object of an enum whose variant is known.
pub(super) struct Tagged<'a, E>(pub(super) &'a mut E);

/// The slot of the content that has a key of its own.
pub(super) const CONTENT: usize = 0;

impl<E: Variants> Fields for Tagged<'_, E> {
    // With the tag.
    const SHARED: bool = true;

    fn slot(&self, key: &str) -> usize {
        match E::TAGGING {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } if key == tag.text() => TAG,
            Tagging::Internal { .. } => self.0.slot(key),
            Tagging::Adjacent { content, .. } if key == content.text() => CONTENT,
            _ => UNKNOWN,
        }
    }

    fn name(&self, slot: usize) -> Option<&'static Name> {
        match E::TAGGING {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } if slot == TAG => Some(tag),
            Tagging::Internal { .. } => self.0.name(slot),
            Tagging::Adjacent { content, .. } => (slot == CONTENT).then_some(content),
            _ => (slot == CONTENT).then_some(&meta(self.0).name),
        }
    }

    fn aliases(&self, found: &mut Vec<&'static str>) {
        if let Tagging::Internal { .. } = E::TAGGING {
            self.0.aliases(found);
        }
    }

    fn denies(&self) -> bool {
        match E::TAGGING {
            Tagging::Internal { .. } => self.0.denies(),
            _ => E::DENIES,
        }
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        if let Tagging::External = E::TAGGING {
            return cursor.key(|cursor, _| {
                Err(cursor.misfit("the object of an enum has one key, the name of a variant"))
            });
        }
        read_key(self, cursor)
    }

    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if slot == TAG {
            // It has been read; here it may come again.
            let known = self.0.variant();
            return cursor.whole_text("a string", |cursor, name| match find::<E>(cursor, name)? {
                variant if variant == known => {
                    cursor.leaf(E::VARIANTS[known].name.text());
                    Ok(())
                }
                _ => Err(cursor.misfit("a second tag, which is another than the first")),
            });
        }
        match E::TAGGING {
            Tagging::Internal { .. } => self.0.visit(slot, turn, cursor),
            _ => {
                if turn == Turn::Begin {
                    // What an earlier duplicate key put there goes.
                    *self.0 = E::start(self.0.variant());
                }
                self.0.content(turn, cursor)
            }
        }
    }
}

/// The variant of a name.
#[inline]
pub(super) fn find<E: Variants>(cursor: &mut Cursor<'_>, name: &str) -> Result<usize, Stop> {
    match E::find(name) {
        Some(variant) => Ok(variant),
        None => fit::<E>(cursor, name),
    }
}

/// The variant of a text that is not the name of one.
#[cold]
fn fit<E: Variants>(cursor: &mut Cursor<'_>, text: &str) -> Result<usize, Stop> {
    let names = E::VARIANTS.iter().map(|variant| variant.name.text());
    let written = names.clone().chain(E::ALIASES.iter().copied());
    let written = written.filter_map(|name| {
        let variant = E::VARIANTS.get(E::find(name)?)?;
        Some((name, variant.name.text()))
    });
    let name = cursor.fit_variant(text, written, names)?;
    // It is one of them.
    E::find(name).ok_or(Stop::Failed)
}

/// Looks for the tag in an object of which nothing else is read yet.
struct Search<E> {
    tag: &'static Name,
    found: Option<usize>,
    /// Whether other keys came before the tag.
    others: Cell<bool>,
    variants: PhantomData<fn() -> E>,
}

impl<E: Variants> Fields for Search<E> {
    fn slot(&self, key: &str) -> usize {
        if key == self.tag.text() {
            return TAG;
        }
        self.others.set(true);
        UNKNOWN
    }

    fn name(&self, slot: usize) -> Option<&'static Name> {
        (slot == TAG).then_some(self.tag)
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        cursor.key(|cursor, key| match self.slot(key) {
            UNKNOWN if cursor.state.lenient && self.is_tag(key) => Ok(TAG),
            slot => Ok(slot),
        })
    }

    fn visit(&mut self, _: usize, _: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.found = Some(cursor.whole_text("a string", find::<E>)?);
        // The loop leaves its frame and returns to `begin`.
        Err(Stop::Pending)
    }
}

impl<E: Variants> Search<E> {
    /// Whether a key is the tag's in another form. It is not, where it is a field's as it stands.
    #[cold]
    fn is_tag(&self, key: &str) -> bool {
        let mut variants = (0..E::VARIANTS.len()).map(E::start);
        is_like(self.tag.text(), key)
            && variants.all(|mut variant| Tagged(&mut variant).slot(key) == UNKNOWN)
    }
}

/// Begins an enum with a tag.
pub(super) fn begin<E: Variants>(
    slot: &mut Option<E>,
    tag: &'static Name,
    cursor: &mut Cursor<'_>,
) -> Step {
    let mut search = Search::<E> {
        tag,
        found: None,
        others: Cell::new(false),
        variants: PhantomData,
    };
    let (start, step) = if cursor.has_begun() {
        search.others.set(true);
        (cursor.pos, object::resume(&mut search, cursor))
    } else {
        if let Err(stop) = cursor.enter(b'{', "an object") {
            return cursor.unpack(stop, "an object", |cursor| begin(slot, tag, cursor));
        }
        let start = cursor.pos - 1;
        (start, object::run(&mut search, cursor, Phase::First, TAG))
    };
    let Some(variant) = search.found else {
        match step {
            Ok(()) => {
                let names = E::VARIANTS.iter().map(|variant| variant.name.text());
                let (tag_name, names) = (tag.text(), one_of(names));
                let message = format!("missing the tag `{tag_name}`, {names}");
                let stop = cursor.fail(ErrorKind::Missing, message);
                cursor.leave(Phase::Value, TAG, Label::Field(tag.text()));
                return Err(stop);
            }
            Err(Stop::Pending) => cursor.hold(start),
            Err(Stop::Failed) => {}
        }
        return step;
    };
    cursor.state.frames.pop();
    let mut value = E::start(variant);
    if !search.others.get() {
        cursor.leaf(E::VARIANTS[variant].name.text());
        cursor.note_closed(TAG, Label::Field(tag.text()));
        return object::run(&mut Tagged(slot.insert(value)), cursor, Phase::Next, TAG);
    }
    // Up to here again, now that the variant is known. The object is open at the end of it.
    let depth = cursor.depth - 1;
    let step = cursor.read_again(start, depth, |cursor| {
        cursor.enter(b'{', "an object")?;
        object::run(&mut Tagged(&mut value), cursor, Phase::First, TAG)
    });
    let value = slot.insert(value);
    match step {
        Ok(()) | Err(Stop::Pending) => {
            cursor.depth = depth;
            resume(value, cursor)
        }
        Err(Stop::Failed) => step,
    }
}
