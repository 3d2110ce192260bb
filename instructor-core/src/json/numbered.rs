//! Tuples: a list, or else an object with the keys `"0"`, `"1"`, … where a dialect has no lists of that kind.

use super::cursor::Cursor;
use super::list::{self, Items};
use super::object::{self, Fields, Name};
use super::state::{Label, Phase, Step, TAG, Turn, UNKNOWN};

/// The elements of a tuple as the members of an object.
struct Numbered<'a, L>(&'a mut L);

impl<L: Items> Fields for Numbered<'_, L> {
    const INDEXED: bool = true;

    fn slot(&self, key: &str) -> usize {
        match key.parse() {
            // As we write it: without a sign, and without zeros before it.
            Ok(index)
                if index < TAG
                    && !key.starts_with('+')
                    && (key == "0" || !key.starts_with('0')) =>
            {
                index
            }
            _ => UNKNOWN,
        }
    }

    fn name(&self, slot: usize) -> Option<&'static Name> {
        NAMES.get(slot)
    }

    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        self.0.visit(slot, turn, cursor)
    }
}

/// Those of the elements that most tuples have.
static NAMES: [Name; 4] = [
    Name::new("0"),
    Name::new("1"),
    Name::new("2"),
    Name::new("3"),
];

/// Begins a tuple, which shows from its opening bracket.
#[doc(hidden)]
pub fn begin<L: Items + Default>(slot: &mut Option<L>, cursor: &mut Cursor<'_>) -> Step {
    match cursor.peek()? {
        b'{' => open(slot.insert(L::default()), cursor),
        _ => list::begin(slot, cursor),
    }
}

/// Reads a tuple into elements that show whether it has begun or not.
pub(crate) fn fill<L: Items>(elements: &mut L, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume && cursor.has_begun() {
        return resume(elements, cursor);
    }
    match cursor.peek()? {
        b'{' => open(elements, cursor),
        _ => list::fill(elements, Turn::Begin, cursor),
    }
}

fn open<L: Items>(elements: &mut L, cursor: &mut Cursor<'_>) -> Step {
    cursor.enter(b'{', "an object")?;
    object::run(&mut Numbered(elements), cursor, Phase::First, 0)
}

/// Goes on with a tuple that shows.
#[doc(hidden)]
pub fn resume<L: Items>(elements: &mut L, cursor: &mut Cursor<'_>) -> Step {
    match cursor.state.frames.last() {
        Some(frame) if frame.label == Label::Index => list::resume(elements, cursor),
        _ => object::resume(&mut Numbered(elements), cursor),
    }
}
