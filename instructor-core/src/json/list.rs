//! The list loop: elements by index.

use super::cursor::Cursor;
use super::state::{Frame, Label, Phase, Step, Stop, Token, Turn};
use crate::partial::Kinds;
use crate::repair::RepairKind;

/// Whatever takes the elements of a list.
#[doc(hidden)]
pub trait Items {
    /// Whether paths tell an element by its index. The entries of a map are told by their keys.
    const INDEXED: bool = true;

    /// The kinds that one element begins as, if a list of one may come without its brackets.
    const SINGLE: Kinds = Kinds::NONE;

    /// Fills the element `index`: a new one, or the one that is open.
    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step;
}

/// Begins a list, which shows from its opening bracket.
#[doc(hidden)]
pub fn begin<L: Items + Default>(slot: &mut Option<L>, cursor: &mut Cursor<'_>) -> Step {
    if let Err(stop) = cursor.enter(b'[', EXPECTED) {
        return fit(slot, cursor, stop);
    }
    run(slot.insert(L::default()), cursor, Phase::First, 0)
}

const EXPECTED: &str = "a list";

/// Begins a list that is written as its one element, or as a string that holds it. `stop` says that no list is there.
#[cold]
fn fit<L: Items + Default>(slot: &mut Option<L>, cursor: &mut Cursor<'_>, stop: Stop) -> Step {
    // A list of one list of one, and so on, would have no end.
    if !L::SINGLE.meets(Kinds::ANY) || cursor.is_single {
        return cursor.unpack(stop, EXPECTED, |cursor| begin(slot, cursor));
    }
    if !cursor.is_to_fit(stop) {
        return Err(stop);
    }
    let kind = cursor.kind()?;
    if !kind.meets(L::SINGLE.or(Kinds::STRING)) {
        return Err(cursor.unexpected(EXPECTED));
    }
    // Of a string the first character tells, which may be in this chunk or in the next.
    let takes_text = L::SINGLE.meets(Kinds::STRING);
    let is_text = |at: usize| cursor.bytes().get(at).is_some_and(|byte| *byte != b'[');
    let is_held = !cursor.state.held.is_empty();
    let is_plain = takes_text && !is_held && is_text(cursor.pos + 1);
    if !kind.meets(Kinds::STRING) || is_plain {
        return begin_single(slot, cursor);
    }
    if takes_text && cursor.state.held == "\"" && is_text(cursor.pos) {
        cursor.state.token = Token::None;
        let (start, depth) = (cursor.pos, cursor.depth);
        let step = cursor.read_again(start, depth, |cursor| begin_single(slot, cursor));
        return match (step, slot) {
            (Err(Stop::Pending), Some(list)) => resume(list, cursor),
            _ => step,
        };
    }
    cursor.when_whole(|cursor| {
        let start = cursor.pos;
        cursor.state.token_start = cursor.offset();
        let text = cursor.text_of_string()?;
        if !takes_text || text.starts_with('[') {
            let step = cursor.read_packed(&text, EXPECTED, |cursor| begin(slot, cursor));
            if !takes_text || step.is_ok() || cursor.is_exhausted() {
                return step;
            }
        }
        cursor.state.fault = None;
        cursor.pos = start;
        *slot = None;
        begin_single(slot, cursor)
    })
}

fn begin_single<L: Items + Default>(slot: &mut Option<L>, cursor: &mut Cursor<'_>) -> Step {
    cursor.repaired(RepairKind::List, cursor.offset());
    cursor.count_element()?;
    cursor.depth += 1;
    single(slot.insert(L::default()), cursor, Turn::Begin)
}

/// Reads the one element of a list that has no brackets. The list counts as a level all the same, as it does in paths.
#[cold]
fn single<L: Items>(items: &mut L, cursor: &mut Cursor<'_>, turn: Turn) -> Step {
    // The end of the text delimits it where it would delimit the list.
    let is_root = cursor.depth - 1 == cursor.root_depth;
    cursor.root_depth += usize::from(is_root);
    let outer = std::mem::replace(&mut cursor.is_single, true);
    let step = items.visit(0, turn, cursor);
    cursor.is_single = outer;
    cursor.root_depth -= usize::from(is_root);
    match step {
        Ok(()) => {
            cursor.note_closed(0, label::<L>());
            cursor.depth -= 1;
        }
        Err(_) => cursor.leave(Phase::Single, 0, label::<L>()),
    }
    step
}

/// Reads a list into items that show whether it has begun or not.
pub(crate) fn fill<L: Items>(items: &mut L, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume && cursor.has_begun() {
        return resume(items, cursor);
    }
    if let Err(stop) = cursor.enter(b'[', EXPECTED) {
        return cursor.unpack(stop, EXPECTED, |cursor| fill(items, Turn::Begin, cursor));
    }
    run(items, cursor, Phase::First, 0)
}

/// Goes on with a list that shows.
#[doc(hidden)]
pub fn resume<L: Items>(items: &mut L, cursor: &mut Cursor<'_>) -> Step {
    let Frame {
        phase, slot: index, ..
    } = cursor.reenter();
    if phase != Phase::Open {
        if phase == Phase::Single {
            return single(items, cursor, Turn::Resume);
        }
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
            Phase::Next | Phase::Open | Phase::Single | Phase::Key | Phase::Colon => {
                match cursor.next_byte()? {
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
                }
            }
        }
    }
}
