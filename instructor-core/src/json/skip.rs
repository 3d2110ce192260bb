//! Values of unknown keys: read by the same grammar, and forgotten.

use super::cursor::Cursor;
use super::list::{self, Items};
use super::object::{self, Fields};
use super::state::{Literal, Names, Phase, Step, Turn};

/// Takes any value and keeps nothing.
struct Skip;

impl Fields for Skip {
    const NAMES: &'static [&'static str] = &[];

    fn slot(_: &str) -> Option<usize> {
        None
    }

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        visit(turn, cursor)
    }
}

impl Items for Skip {
    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        visit(turn, cursor)
    }
}

/// Skips a value, over as many chunks as it takes.
pub(crate) fn visit(turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume
        && let Some(frame) = cursor.state.frames.last()
    {
        // A frame that is left over on the way in is that of a container in here.
        return match frame.names {
            Names::Indices => list::resume(&mut Skip, cursor),
            _ => object::resume(&mut Skip, cursor),
        };
    }
    match cursor.peek()? {
        b'{' => {
            cursor.enter(b'{', "an object")?;
            object::run(&mut Skip, cursor, Phase::First, 0)
        }
        b'[' => {
            cursor.enter(b'[', "a list")?;
            list::run(&mut Skip, cursor, Phase::First, 0)
        }
        b'"' => cursor.skip_string(),
        b't' => cursor.literal(Literal::True),
        b'f' => cursor.literal(Literal::False),
        b'n' => cursor.literal(Literal::Null),
        b'-' | b'0'..=b'9' => cursor.number("a value", |_, _| Ok(())),
        _ => Err(cursor.syntax_expected("a value")),
    }
}
