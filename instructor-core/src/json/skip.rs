//! Values of unknown keys: read by the same grammar, and forgotten.

use super::cursor::Cursor;
use super::list::{self, Items};
use super::object::{self, Fields, Name};
use super::state::{Label, Literal, Phase, Step, Stop, Token, Turn, UNKNOWN};
use super::string::{StringState, plain_run};

/// Takes any value and keeps nothing.
struct Skip;

impl Fields for Skip {
    fn slot(&self, _: &str) -> usize {
        UNKNOWN
    }

    fn name(&self, _: usize) -> Option<&'static Name> {
        None
    }

    fn key(&self, cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        cursor.at_key()?;
        let read = cursor.skip_string();
        cursor.is_key = false;
        read.map(|()| UNKNOWN)
    }

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        skip(turn, cursor)
    }
}

impl Items for Skip {
    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        skip(turn, cursor)
    }
}

/// Skips a value, over as many chunks as it takes.
pub(crate) fn visit(turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    let outer = std::mem::replace(&mut cursor.skipping, true);
    let step = skip(turn, cursor);
    cursor.skipping = outer;
    step
}

fn skip(turn: Turn, cursor: &mut Cursor<'_>) -> Step {
    if turn == Turn::Resume
        && let Some(frame) = cursor.state.frames.last()
    {
        // A frame that is left over on the way in is that of a container in here.
        return match frame.label {
            Label::Index => list::resume(&mut Skip, cursor),
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

impl Cursor<'_> {
    /// Reads a string of any length by its grammar alone: half a surrogate pair, which no text can hold, is not a fault here.
    fn skip_string(&mut self) -> Step {
        let mut state = match self.take_token() {
            Token::String(state) => state,
            _ => {
                self.open_quote("a string")?;
                StringState::Plain
            }
        };
        let bytes = self.bytes();
        loop {
            if state == StringState::Plain {
                self.pos = plain_run(bytes, self.pos);
            }
            let Some(&byte) = bytes.get(self.pos) else {
                self.state.token = Token::String(state);
                return Err(Stop::Pending);
            };
            state = match (state, byte) {
                (StringState::Plain, b'"') => return self.close_quote(false),
                (StringState::Hex { left, .. }, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => {
                    match left {
                        1 => StringState::Plain,
                        _ => StringState::Hex {
                            high: 0,
                            value: 0,
                            left: left - 1,
                        },
                    }
                }
                // What is the same where the text is kept, faults among it.
                (state, _) => match self.string_step(&mut String::new(), state, byte) {
                    Ok(state) => state,
                    Err(stop) => {
                        self.state.token = Token::String(state);
                        return Err(stop);
                    }
                },
            };
            self.pos += 1;
        }
    }
}
