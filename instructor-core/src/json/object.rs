//! The object loop: keys to slots.

use super::cursor::Cursor;
use super::number::short;
use super::state::{ENTRY, Frame, Label, Phase, Step, Stop, TAG, Token, Turn, UNKNOWN};
use crate::fit::fold::is_like;
use crate::partial::entries::OpenKey;
use crate::partial::{Partial, Parts};
use crate::repair::RepairKind;

/// What takes the members of an object, in slots: a struct's fields, numbered from 0 in the order of the schema, or the
/// entries of a map.
///
/// This is what the derive writes for a struct; the loop around it is written once, here.
#[doc(hidden)]
pub trait Fields {
    /// Whether the object is shared with other fields, whose names and aliases may be the same: the first that knows a
    /// key has it.
    const SHARED: bool = false;

    /// Whether paths tell a slot by its number: the members are the elements of a tuple.
    const INDEXED: bool = false;

    /// The slot of a key, which may be an alias: [`UNKNOWN`] if it is no field's, [`ENTRY`] if it is data.
    fn slot(&self, key: &str) -> usize;

    /// The name of a field in the JSON.
    fn name(&self, slot: usize) -> Option<&'static Name>;

    /// What fields are called beside their names.
    fn aliases(&self, found: &mut Vec<&'static str>) {
        let _ = found;
    }

    /// Fills a slot.
    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step;

    /// Whether a key that is no field's is an error.
    fn denies(&self) -> bool {
        false
    }

    /// Reads a key, and tells its slot.
    #[inline]
    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        read_key(self, cursor)
    }
}

/// [`Fields::key`], where nothing else is said.
#[inline]
pub(crate) fn read_key<F: Fields + ?Sized>(
    fields: &F,
    cursor: &mut Cursor<'_>,
) -> Result<usize, Stop> {
    cursor.key(|cursor, key| {
        let slot = fields.slot(key);
        if slot == UNKNOWN && (cursor.state.lenient || fields.denies()) {
            return fit_key(fields, cursor, key);
        }
        if slot != ENTRY {
            return Ok(slot);
        }
        let place = cursor.state.keys.len();
        cursor.state.keys.push(OpenKey::new(key));
        Ok(ENTRY + place)
    })
}

/// The slot of a key that is no field's: that of the field whose key it is in another form.
#[cold]
fn fit_key<F: Fields + ?Sized>(
    fields: &F,
    cursor: &mut Cursor<'_>,
    key: &str,
) -> Result<usize, Stop> {
    if cursor.state.lenient {
        let mut names: Vec<&str> = names(fields).collect();
        fields.aliases(&mut names);
        names.retain(|name| is_like(name, key));
        let slots = names.iter().map(|name| fields.slot(name));
        match slots.clone().next() {
            Some(slot) if slots.clone().all(|other| other == slot) => {
                // The field's own key came before: this one is another's, as it is for a strict parser.
                if cursor.seen.has(slot) {
                    return Ok(UNKNOWN);
                }
                cursor.fitted(RepairKind::Key);
                return Ok(slot);
            }
            Some(_) => return Err(cursor.ambiguous(key, &names)),
            None => {}
        }
    }
    match fields.denies() {
        true => Err(unknown_field(fields, cursor, key)),
        false => Ok(UNKNOWN),
    }
}

/// The names of the fields, and of the tag.
fn names<F: Fields + ?Sized>(fields: &F) -> impl Iterator<Item = &'static str> {
    let tag = fields.name(TAG).into_iter();
    let names = tag.chain((0..).map_while(|slot| fields.name(slot)));
    names.map(Name::text)
}

#[cold]
fn unknown_field<F: Fields + ?Sized>(fields: &F, cursor: &mut Cursor<'_>, found: &str) -> Stop {
    let names: Vec<String> = names(fields).map(|name| format!("`{name}`")).collect();
    let expected = match &*names {
        [] => "there are no fields".to_owned(),
        [name] => format!("expected {name}"),
        names => format!("expected one of {}", names.join(", ")),
    };
    let found = short(found);
    cursor.misfit(format!("unknown field `{found}`, {expected}"))
}

/// A partial that is an object's, all of it, and can begin empty: what a struct can take into itself by `flatten`, and a
/// tagged enum into a variant.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the partial of an object",
    label = "not a struct with named fields, nor a map",
    note = "only structs with named fields and maps share their object with a tag or with the fields of another struct"
)]
pub trait Object: Fields + Parts + Partial {
    /// How many slots there are, besides those of entries.
    const FIELDS: usize;

    /// Whether any key is taken, as data.
    const ENTRIES: bool = false;

    /// Whether it shows from its opening brace. Of one that waits for more (`atomic`, `needed`) the fields cannot be
    /// another's.
    const AT_ONCE: bool = true;

    /// The partial from the opening brace on.
    fn empty() -> Self;
}

/// The name of a field.
#[doc(hidden)]
#[derive(Debug)]
pub struct Name {
    text: &'static str,
    /// Whether it stands in a text as it is, whatever writes it: nothing in it has to be escaped.
    plain: bool,
}

impl Name {
    pub const fn new(text: &'static str) -> Name {
        let bytes = text.as_bytes();
        let mut plain = true;
        let mut i = 0;
        while i < bytes.len() {
            plain &= bytes[i] != b'"' && bytes[i] != b'\\' && bytes[i] >= 0x20;
            i += 1;
        }
        Name { text, plain }
    }

    pub(crate) const fn text(&self) -> &'static str {
        self.text
    }
}

/// Begins an object, which shows from its opening brace.
#[doc(hidden)]
pub fn begin<F: Object>(slot: &mut Option<F>, cursor: &mut Cursor<'_>) -> Step {
    if let Err(stop) = cursor.enter(b'{', "an object") {
        return cursor.unpack(stop, "an object", |cursor| begin(slot, cursor));
    }
    run(slot.insert(F::empty()), cursor, Phase::First, 0)
}

/// Reads an object into fields that show whether it has begun or not.
pub(crate) fn fill<F: Fields>(fields: &mut F, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume && cursor.has_begun() {
        return resume(fields, cursor);
    }
    if let Err(stop) = cursor.enter(b'{', "an object") {
        return cursor.unpack(stop, "an object", |cursor| {
            fill(fields, Turn::Begin, cursor)
        });
    }
    run(fields, cursor, Phase::First, 0)
}

/// Goes on with an object that shows.
#[doc(hidden)]
pub fn resume<F: Fields>(fields: &mut F, cursor: &mut Cursor<'_>) -> Step {
    let mut frame = cursor.reenter();
    if frame.phase != Phase::Open {
        return go_on(fields, cursor, frame);
    }
    // Most chunks end in the value that the last one ended in: that is kept out of the loop, and short.
    let step = visit(fields, frame.slot, Turn::Resume, cursor);
    if step.is_err() {
        cursor.state.frames.push(frame);
        return step;
    }
    closed(fields, cursor, &mut frame);
    frame.phase = Phase::Next;
    go_on(fields, cursor, frame)
}

/// The loop, from after the opening brace, or from where a frame says between values.
pub(crate) fn run<F: Fields>(
    fields: &mut F,
    cursor: &mut Cursor<'_>,
    phase: Phase,
    slot: usize,
) -> Step {
    go_on(fields, cursor, Frame::new(phase, slot, Label::Nameless))
}

fn go_on<F: Fields>(fields: &mut F, cursor: &mut Cursor<'_>, mut frame: Frame) -> Step {
    let step = drive(fields, cursor, &mut frame);
    if step.is_err() {
        frame.label = label(fields, frame.slot);
        cursor.state.frames.push(frame);
    }
    step
}

#[inline(always)]
fn drive<F: Fields>(fields: &mut F, cursor: &mut Cursor<'_>, frame: &mut Frame) -> Step {
    loop {
        match frame.phase {
            Phase::First => {
                if cursor.next_byte()? == b'}' {
                    cursor.exit();
                    return Ok(());
                }
                frame.phase = Phase::Key;
            }
            Phase::Key => {
                // Models that follow a schema keep its order: the next field's key is compared first.
                match fields.name(frame.slot) {
                    Some(name) if name.plain && cursor.take_key(name.text)? => {
                        if F::SHARED {
                            frame.slot = fields.slot(name.text);
                        }
                    }
                    _ => {
                        cursor.seen = frame.seen;
                        frame.slot = fields.key(cursor)?;
                    }
                }
                frame.phase = Phase::Colon;
            }
            Phase::Colon => {
                cursor.expect(b':', "`:`")?;
                frame.phase = Phase::Value;
            }
            Phase::Value => {
                frame.phase = Phase::Open;
                let start = cursor.pos;
                if !cursor.state.passed_over.is_empty() {
                    cursor.pass_over(frame);
                }
                let step = visit(fields, frame.slot, Turn::Begin, cursor);
                // The value in a wrapper is all there is.
                if step == Err(Stop::Failed)
                    && frame.slot != TAG
                    && label(fields, frame.slot) != Label::Nameless
                {
                    cursor.failed_in_member(start);
                }
                step?;
                frame.phase = Phase::Next;
                closed(fields, cursor, frame);
            }
            // An open value was resumed before the loop.
            Phase::Open | Phase::Single | Phase::Next => match cursor.next_byte()? {
                b',' => {
                    cursor.pos += 1;
                    frame.phase = Phase::Key;
                }
                b'}' => {
                    cursor.exit();
                    return Ok(());
                }
                _ => return Err(cursor.syntax_expected("`,` or `}`")),
            },
        }
    }
}

#[inline]
fn visit<F: Fields>(fields: &mut F, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if slot == UNKNOWN {
        super::skip::visit(turn, cursor)
    } else {
        fields.visit(slot, turn, cursor)
    }
}

/// After each value: the place for what is to happen when one closes. Leaves the slot that is likely next.
#[inline]
fn closed<F: Fields>(fields: &F, cursor: &mut Cursor<'_>, frame: &mut Frame) {
    let slot = frame.slot;
    if cursor.state.log.is_some() {
        let label = label(fields, slot);
        cursor.note_closed(slot, label);
    }
    if slot < TAG {
        if cursor.depth == cursor.state.progress_depth {
            cursor.state.closed.insert(slot);
        }
        frame.seen.insert(slot);
        frame.slot += 1;
        return;
    }
    if (ENTRY..UNKNOWN).contains(&slot) {
        cursor.state.keys.pop();
    }
    frame.slot = 0;
}

#[inline]
fn label<F: Fields>(fields: &F, slot: usize) -> Label {
    if slot == UNKNOWN {
        return Label::Unknown;
    }
    match fields.name(slot) {
        _ if F::INDEXED => Label::Element,
        Some(name) => Label::Field(name.text),
        None if slot >= ENTRY => Label::Key,
        None => Label::Nameless,
    }
}

impl Cursor<'_> {
    /// Reads the key `name`, if that is the next and stands in the chunk as it is.
    #[inline]
    fn take_key(&mut self, name: &str) -> Result<bool, Stop> {
        if self.state.token != Token::None || self.next_byte()? != b'"' {
            return Ok(false);
        }
        let key = &self.bytes()[self.pos + 1..];
        // One that passes the limit is left to be read as any key is, which says so.
        let found = key.get(name.len()) == Some(&b'"')
            && &key[..name.len()] == name.as_bytes()
            && name.len() <= self.state.limits.token
            // Elsewhere what follows tells whether the quote closes it.
            && (!self.mends || key.get(name.len() + 1) == Some(&b':'));
        if found {
            self.pos += name.len() + 2;
        }
        Ok(found)
    }

    /// Reads a key, over as many chunks as it takes.
    #[inline]
    pub(crate) fn key<R>(
        &mut self,
        read: impl FnOnce(&mut Self, &str) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        self.at_key()?;
        let read = self.whole_string("a key", read);
        self.is_key = false;
        read
    }

    /// Whether a key is to be read, and not another value, which an object cannot begin an entry with.
    #[inline]
    pub(crate) fn at_key(&mut self) -> Step {
        if self.state.token == Token::None && self.next_byte()? != b'"' {
            return Err(self.syntax_expected("a key in double quotes"));
        }
        self.is_key = true;
        Ok(())
    }
}
