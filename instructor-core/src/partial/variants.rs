//! Enums whose variants hold data, in the four forms that `serde` gives them.
//!
//! Such an enum shows once its variant is known. Where the tag comes late, the text before it is held and then read as
//! if the tag had come first.

use super::kinds::Kinds;
use super::parts::{AsObject, Look, ObjectWriter, PartVisitor, Parts, serialize_tuple};
use super::{Missing, Partial, Trail, Wire};
use crate::error::ErrorKind;
use crate::json::object::{self, Fields, Name, read_key};
use crate::json::state::{Frame, Label, Literal, Phase, TAG};
use crate::json::{Cursor, Items, Step, Stop, Turn, UNKNOWN, list};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::cell::Cell;
use std::marker::PhantomData;

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
        Variant::new(name, Form::Tuple, Kinds::LIST)
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

/// Reads the fields of a struct variant, as an object.
#[doc(hidden)]
pub fn read_fields<E: Variants>(value: &mut E, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    object::fill(&mut ContentFields(value), turn, cursor)
}

/// Reads the elements of a tuple variant, as a list.
#[doc(hidden)]
pub fn read_elements<E: Variants>(value: &mut E, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    list::fill(&mut ContentElements(value), turn, cursor)
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
    fn slot(&self, key: &str) -> usize {
        self.0.slot(key)
    }

    fn name(&self, slot: usize) -> Option<&'static Name> {
        self.0.name(slot)
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
        Tagging::External => begin_external(slot, cursor),
        Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => {
            begin_tagged(slot, tag, cursor)
        }
        Tagging::Untagged => begin_untagged(slot, cursor),
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

/// The object of an enum whose variant is known.
struct Tagged<'a, E>(&'a mut E);

/// The slot of the content that has a key of its own.
const CONTENT: usize = 0;

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
            return cursor.whole_string("a string", |cursor, name| match E::find(name) {
                Some(variant) if variant == known => {
                    cursor.leaf(E::VARIANTS[known].name.text());
                    Ok(())
                }
                Some(_) => Err(cursor.misfit("a second tag, which is another than the first")),
                None => Err(unknown::<E>(cursor, name)),
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

#[cold]
fn unknown<E: Variants>(cursor: &mut Cursor<'_>, name: &str) -> Stop {
    let names = E::VARIANTS.iter().map(|variant| variant.name.text());
    cursor.unknown_variant(name, names)
}

fn begin_external<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let mut phase = if cursor.has_begun() {
        cursor.reenter().phase
    } else if cursor.peek()? == b'"' {
        *slot = Some(cursor.whole_string("a string", |cursor, name| {
            let variant = E::find(name).ok_or_else(|| unknown::<E>(cursor, name))?;
            match E::VARIANTS[variant].form {
                Form::Unit => {
                    cursor.leaf(E::VARIANTS[variant].name.text());
                    Ok(E::start(variant))
                }
                _ => Err(cursor.misfit(format!(
                    "the variant `{name}` holds data: expected an object with its name as the key"
                ))),
            }
        })?);
        return Ok(());
    } else {
        cursor.enter(b'{', "a string or an object")?;
        Phase::First
    };
    match read_name::<E>(cursor, &mut phase) {
        Ok(variant) => {
            let value = slot.insert(E::start(variant));
            object::run(&mut Tagged(value), cursor, Phase::Colon, CONTENT)
        }
        Err(stop) => {
            cursor.leave(phase, CONTENT, Label::Nameless);
            Err(stop)
        }
    }
}

fn read_name<E: Variants>(cursor: &mut Cursor<'_>, phase: &mut Phase) -> Result<usize, Stop> {
    if *phase == Phase::First {
        if cursor.next_byte()? == b'}' {
            return Err(cursor.fail(
                ErrorKind::Type,
                "expected the name of a variant as the key, found an empty object",
            ));
        }
        *phase = Phase::Key;
    }
    cursor.key(|cursor, name| E::find(name).ok_or_else(|| unknown::<E>(cursor, name)))
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

    fn visit(&mut self, _: usize, _: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.found = Some(cursor.whole_string("a string", |cursor, name| {
            E::find(name).ok_or_else(|| unknown::<E>(cursor, name))
        })?);
        // The loop leaves its frame and returns to `begin_tagged`.
        Err(Stop::Pending)
    }
}

fn begin_tagged<E: Variants>(
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
        cursor.enter(b'{', "an object")?;
        let start = cursor.pos - 1;
        (start, object::run(&mut search, cursor, Phase::First, TAG))
    };
    let Some(variant) = search.found else {
        match step {
            Ok(()) => {
                let stop = cursor.fail(ErrorKind::Missing, "missing the tag");
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

/// In the place of a variant: the value is held until it is whole.
const WHOLE: usize = UNKNOWN;

fn begin_untagged<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let choice = match cursor.has_begun() {
        true => cursor.state.frames.pop().map_or(WHOLE, |frame| frame.slot),
        false => choose::<E>(cursor)?,
    };
    let step = if choice == WHOLE {
        cursor.when_whole(|cursor| first_that_fits(slot, cursor))
    } else {
        let mut value = E::start(choice);
        let step = value.content(Turn::Resume, cursor);
        let shows = match E::VARIANTS[choice].form {
            Form::Unit => step.is_ok(),
            _ => value.shows(),
        };
        if shows {
            *slot = Some(value);
            return step;
        }
        step
    };
    // Where a token was cut, its kind tells the variant again. Where more is open, this is to tell it.
    if step == Err(Stop::Pending) && cursor.has_begun() {
        let label = match choice {
            WHOLE => Label::Unknown,
            _ => Label::Nameless,
        };
        cursor.state.frames.push(Frame {
            phase: Phase::Open,
            slot: choice,
            label,
        });
    }
    step
}

/// The one variant that begins as the value does, or [`WHOLE`] if there are more.
fn choose<E: Variants>(cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
    let kind = Kinds::beginning_with(cursor.peek()?);
    let variants = E::VARIANTS.iter().enumerate();
    let mut fitting = variants.filter(|(_, variant)| variant.kinds.meets(kind));
    match (fitting.next(), fitting.next()) {
        (Some((variant, _)), None) => Ok(variant),
        (Some(_), Some(_)) => Ok(WHOLE),
        (None, _) => Err(cursor.unexpected(&E::KINDS.describe())),
    }
}

/// How much an error tells of what is wrong with each variant, in bytes.
const MISFIT: usize = 160;

/// Reads a whole value as the first variant that it fits.
fn first_that_fits<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let kind = Kinds::beginning_with(cursor.peek()?);
    let mut misfits = String::new();
    for (index, variant) in E::VARIANTS.iter().enumerate() {
        if !variant.kinds.meets(kind) {
            continue;
        }
        let mut value = E::start(index);
        let misfit = match cursor.attempt(|cursor| value.content(Turn::Begin, cursor)) {
            Ok(attempt) => {
                let missing = Missing::default();
                if value.clone().complete_at(&Trail::root(&missing)).is_some() {
                    cursor.accept(attempt);
                    *slot = Some(value);
                    return Ok(());
                }
                crate::Error::missing(missing.into_paths()).to_string()
            }
            Err(fault) if cursor.is_exhausted() => {
                return Err(cursor.fail(fault.kind, fault.message));
            }
            Err(fault) => fault.message.into_owned(),
        };
        let comma = if misfits.is_empty() { "" } else { "; " };
        // What is wrong in enums in enums would double at each level.
        let end = misfit.floor_char_boundary(MISFIT);
        let cut = if end < misfit.len() { "…" } else { "" };
        let name = variant.name.text();
        misfits.push_str(&format!("{comma}not `{name}`: {}{cut}", &misfit[..end]));
    }
    Err(cursor.fail(
        ErrorKind::Type,
        format!("the value fits no variant: {misfits}"),
    ))
}

/// `Serialize` of the partial of an enum.
#[doc(hidden)]
pub fn serialize<E: Variants, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    let Variant { name, form, .. } = meta(value);
    match E::TAGGING {
        Tagging::External if *form == Form::Unit => serializer.serialize_str(name.text()),
        Tagging::External => {
            let mut map = serializer.serialize_map(None)?;
            if value.shows() {
                map.serialize_entry(name.text(), &Content(value))?;
            }
            map.end()
        }
        Tagging::Internal { tag } => {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(tag.text(), name.text())?;
            let mut writer = ObjectWriter(map);
            value.parts(&mut writer)?;
            writer.0.end()
        }
        Tagging::Adjacent { tag, content } => {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(tag.text(), name.text())?;
            if *form != Form::Unit && value.shows() {
                map.serialize_entry(content.text(), &Content(value))?;
            }
            map.end()
        }
        Tagging::Untagged => Content(value).serialize(serializer),
    }
}

/// What a variant holds, without its name.
struct Content<'a, E>(&'a E);

impl<E: Variants> Serialize for Content<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match meta(self.0).form {
            Form::Unit => serializer.serialize_none(),
            Form::Struct => AsObject(self.0).serialize(serializer),
            Form::Tuple => serialize_tuple(self.0, serializer),
            Form::Newtype => {
                let mut writer = ValueWriter {
                    serializer: Some(serializer),
                    written: None,
                };
                self.0.parts(&mut writer)?;
                match (writer.written, writer.serializer) {
                    (Some(written), _) => Ok(written),
                    (None, Some(serializer)) => serializer.serialize_none(),
                    (None, None) => Err(serde::ser::Error::custom("a newtype of several values")),
                }
            }
        }
    }
}

/// Writes a newtype's one element as itself.
struct ValueWriter<S: Serializer> {
    serializer: Option<S>,
    written: Option<S::Ok>,
}

impl<S: Serializer> PartVisitor for ValueWriter<S> {
    type Error = S::Error;

    fn field<P: Partial>(&mut self, _: &'static str, _: &Option<P>) -> Result<(), S::Error> {
        Ok(())
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), S::Error> {
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), S::Error> {
        if let (Some(value), Some(serializer)) = (slot, self.serializer.take()) {
            self.written = Some(Wire(value).serialize(serializer)?);
        }
        Ok(())
    }
}

/// `Partial::look` of an enum.
#[doc(hidden)]
pub fn look<E: Variants>(value: &E, look: &mut Look<'_>) {
    let Variant { name, form, .. } = meta(value);
    let there = match E::TAGGING {
        Tagging::External | Tagging::Adjacent { .. } if look.is_at_end() => {
            return look.leaf(false);
        }
        Tagging::External => look.step_to(name.text()),
        Tagging::Internal { tag } => {
            if look.step_to(tag.text()) {
                return look.leaf(false);
            }
            return super::parts::look(value, look);
        }
        Tagging::Adjacent { tag, content } => {
            if look.step_to(tag.text()) {
                return look.leaf(false);
            }
            // Of fields and elements none of which has come, nobody knows whether they have begun.
            let known =
                |look: &Look<'_>| *form == Form::Newtype || !look.is_at_end() || !is_empty(value);
            look.step_to(content.text()) && known(look)
        }
        Tagging::Untagged => true,
    };
    match form {
        _ if !there => {}
        Form::Unit => look.leaf(true),
        Form::Newtype => {
            // It has no errors.
            let _ = value.parts(&mut ValueLook(look));
        }
        Form::Tuple | Form::Struct => super::parts::look(value, look),
    }
}

/// Whether no part has come.
fn is_empty<P: Parts>(partial: &P) -> bool {
    let mut count = Count(0);
    // It has no errors.
    let _ = partial.parts(&mut count);
    count.0 == 0
}

/// How many parts have come.
struct Count(usize);

impl PartVisitor for Count {
    type Error = std::convert::Infallible;

    fn field<P: Partial>(&mut self, _: &'static str, slot: &Option<P>) -> Result<(), Self::Error> {
        self.element(slot)
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), Self::Error> {
        self.0 += 1;
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        self.0 += usize::from(slot.is_some());
        Ok(())
    }
}

struct ValueLook<'l, 'a>(&'l mut Look<'a>);

impl PartVisitor for ValueLook<'_, '_> {
    type Error = std::convert::Infallible;

    fn field<P: Partial>(&mut self, _: &'static str, _: &Option<P>) -> Result<(), Self::Error> {
        Ok(())
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), Self::Error> {
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        self.0.slot(slot);
        Ok(())
    }
}
