//! The list loop: elements by index.

use super::cursor::Cursor;
use super::state::{Frame, Label, Phase, Step, Turn};

/// Whatever takes the elements of a list.
#[doc(hidden)]
pub trait Items {
    /// Whether paths tell an element by its index. The entries of a map are told by their keys.
    const INDEXED: bool = true;

    /// Fills the element `index`: a new one, or the one that is open.
    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step;
}

/// Begins a list, which shows from its opening bracket.
#[doc(hidden)]
pub fn begin<L: Items + Default>(slot: &mut Option<L>, cursor: &mut Cursor<'_>) -> Step {
    cursor.enter(b'[', "a list")?;
    run(slot.insert(L::default()), cursor, Phase::First, 0)
}

/// Reads a list into items that show whether it has begun or not.
pub(crate) fn fill<L: Items>(items: &mut L, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume && cursor.has_begun() {
        return resume(items, cursor);
    }
    cursor.enter(b'[', "a list")?;
    run(items, cursor, Phase::First, 0)
}

/// Goes on with a list that shows.
#[doc(hidden)]
pub fn resume<L: Items>(items: &mut L, cursor: &mut Cursor<'_>) -> Step {
    let Frame {
        phase, slot: index, ..
    } = cursor.reenter();
    if phase != Phase::Open {
        return run(items, cursor, phase, index);
    }
    // Most chunks end in the element that the last one ended in: that is kept out of the loop, and short.
    let step = items.visit(index, Turn::Resume, cursor);
    if step.is_err() {
        cursor.leave(phase, index, label::<L>());
        return step;
    }
    cursor.note_closed(index, label::<L>());
    run(items, cursor, Phase::Next, index)
}

/// The loop, from after the opening bracket, or from where a frame says between elements.
pub(crate) fn run<L: Items>(
    items: &mut L,
    cursor: &mut Cursor<'_>,
    mut phase: Phase,
    mut index: usize,
) -> Step {
    let step = drive(items, cursor, &mut phase, &mut index);
    if step.is_err() {
        cursor.leave(phase, index, label::<L>());
    }
    step
}

fn label<L: Items>() -> Label {
    match L::INDEXED {
        true => Label::Index,
        false => Label::Entry,
    }
}

#[inline(always)]
fn drive<L: Items>(
    items: &mut L,
    cursor: &mut Cursor<'_>,
    phase: &mut Phase,
    index: &mut usize,
) -> Step {
    loop {
        match *phase {
            Phase::First => {
                if cursor.next_byte()? == b']' {
                    cursor.exit();
                    return Ok(());
                }
                *phase = Phase::Value;
            }
            Phase::Value => {
                cursor.count_element()?;
                *phase = Phase::Open;
                items.visit(*index, Turn::Begin, cursor)?;
                *phase = Phase::Next;
                cursor.note_closed(*index, label::<L>());
            }
            // An open element was resumed before the loop, and a list has no keys.
            Phase::Next | Phase::Open | Phase::Key | Phase::Colon => match cursor.next_byte()? {
                b',' => {
                    cursor.pos += 1;
                    *index += 1;
                    *phase = Phase::Value;
                }
                b']' => {
                    cursor.exit();
                    return Ok(());
                }
                _ => return Err(cursor.syntax_expected("`,` or `]`")),
            },
        }
    }
}
