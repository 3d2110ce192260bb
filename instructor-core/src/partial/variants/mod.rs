//! Enums whose variants hold data, in the four forms that `serde` gives them.
//!
//! Such an enum shows once its variant is known. Where the tag comes late, the text before it is held and then read as
//! if the tag had come first.

mod external;
mod show;
mod tagged;
mod untagged;

pub use show::{look, serialize};

use super::kinds::Kinds;
use super::{Partial, Parts};
use crate::json::object::{self, Fields, Name};
use crate::json::state::Literal;
use crate::json::{Cursor, Items, Step, Turn, UNKNOWN, numbered};
use tagged::Tagged;

/// How the JSON tells which variant it is.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Tagging {
    /// `"Name"` or `{"Name": content}`
    External,
    /// `{"tag": "Name", …content}`
    Internal { tag: &'static Name },
    /// `{"tag": "Name", "content": content}`
    Adjacent {
        tag: &'static Name,
        content: &'static Name,
    },
    /// `content`
    Untagged,
}

/// What a variant holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Unit,
    Newtype,
    Tuple,
    Struct,
}

/// A variant of an enum.
#[doc(hidden)]
#[derive(Debug)]
pub struct Variant {
    name: Name,
    form: Form,
    /// The kinds that its content begins as.
    kinds: Kinds,
}

impl Variant {
    const fn new(name: &'static str, form: Form, kinds: Kinds) -> Variant {
        let name = Name::new(name);
        Variant { name, form, kinds }
    }

    /// `Name`
    pub const fn unit(name: &'static str) -> Variant {
        Variant::new(name, Form::Unit, Kinds::NULL)
    }

    /// `Name(T)`
    pub const fn newtype(name: &'static str, kinds: Kinds) -> Variant {
        Variant::new(name, Form::Newtype, kinds)
    }

    /// `Name(A, B)`
    pub const fn tuple(name: &'static str) -> Variant {
        Variant::new(name, Form::Tuple, Kinds::TUPLE)
    }

    /// `Name { a: A }`
    pub const fn object(name: &'static str) -> Variant {
        Variant::new(name, Form::Struct, Kinds::OBJECT)
    }
}

/// The partial of an enum whose variants hold data. The derive writes it.
///
/// [`Parts`] are those of the variant: a struct's fields, a tuple's elements, a newtype's one element, or its parts if it
/// shares its object with the tag.
#[doc(hidden)]
pub trait Variants: Partial + Parts {
    const TAGGING: Tagging;

    /// The variants that are read, in order.
    const VARIANTS: &'static [Variant];

    /// Whether a key that is no field's is an error: of struct variants, and beside the tag and the content.
    const DENIES: bool = false;

    /// What names have beside them.
    const ALIASES: &'static [&'static str] = &[];

    /// The variant of this name, which may be an alias.
    fn find(name: &str) -> Option<usize>;

    /// The variant with nothing in it yet.
    fn start(variant: usize) -> Self;

    fn variant(&self) -> usize;

    /// Whether the content shows; that of a newtype may not.
    fn shows(&self) -> bool {
        true
    }

    /// Reads the whole content.
    fn content(&mut self, turn: Turn, cursor: &mut Cursor<'_>) -> Step;

    /// [`Fields::slot`] of a variant's fields.
    fn slot(&self, key: &str) -> usize {
        let _ = key;
        UNKNOWN
    }

    /// [`Fields::name`] of a variant's fields.
    fn name(&self, slot: usize) -> Option<&'static Name> {
        let _ = slot;
        None
    }

    /// [`Fields::denies`] of a variant's fields.
    fn denies(&self) -> bool {
        denies(self)
    }

    /// [`Fields::aliases`] of a variant's fields.
    fn aliases(&self, found: &mut Vec<&'static str>) {
        let _ = found;
    }

    /// [`Fields::visit`] of a variant's fields.
    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        let _ = (slot, turn, cursor);
        Ok(())
    }

    /// [`Items::visit`] of a variant's elements.
    fn element(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        let _ = (index, turn, cursor);
        Ok(())
    }
}

fn meta<E: Variants>(value: &E) -> &'static Variant {
    &E::VARIANTS[value.variant()]
}

/// [`Variants::denies`], unless the variant's type has the fields. As for serde, whatever is beside the tag of a unit
/// variant is left alone.
#[doc(hidden)]
pub fn denies<E: Variants>(value: &E) -> bool {
    E::DENIES && meta(value).form == Form::Struct
}

/// Reads the fields of a struct variant, as an object.
#[doc(hidden)]
pub fn read_fields<E: Variants>(value: &mut E, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    object::fill(&mut ContentFields(value), turn, cursor)
}

/// Reads the elements of a tuple variant, as a list.
#[doc(hidden)]
pub fn read_elements<E: Variants>(value: &mut E, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    numbered::fill(&mut ContentElements(value), turn, cursor)
}

/// Reads what a unit variant holds: null.
#[doc(hidden)]
pub fn read_unit(cursor: &mut Cursor<'_>) -> Step {
    if cursor.peek()? != b'n' {
        return Err(cursor.unexpected("null"));
    }
    cursor.literal(Literal::Null)?;
    cursor.leaf(Literal::Null.text());
    Ok(())
}

struct ContentFields<'a, E>(&'a mut E);

impl<E: Variants> Fields for ContentFields<'_, E> {
    fn denies(&self) -> bool {
        self.0.denies()
    }

    fn slot(&self, key: &str) -> usize {
        self.0.slot(key)
    }

    fn name(&self, slot: usize) -> Option<&'static Name> {
        self.0.name(slot)
    }

    fn aliases(&self, found: &mut Vec<&'static str>) {
        self.0.aliases(found);
    }

    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.0.visit(slot, turn, cursor)
    }
}

struct ContentElements<'a, E>(&'a mut E);

impl<E: Variants> Items for ContentElements<'_, E> {
    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.0.element(index, turn, cursor)
    }
}

/// `Partial::begin` of an enum.
#[doc(hidden)]
pub fn begin<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    match E::TAGGING {
        Tagging::External => external::begin(slot, cursor),
        Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => {
            tagged::begin(slot, tag, cursor)
        }
        Tagging::Untagged => untagged::begin(slot, cursor),
    }
}

/// `Partial::resume` of an enum.
#[doc(hidden)]
pub fn resume<E: Variants>(value: &mut E, cursor: &mut Cursor<'_>) -> Step {
    match E::TAGGING {
        Tagging::Untagged => value.content(Turn::Resume, cursor),
        _ => object::resume(&mut Tagged(value), cursor),
    }
}
