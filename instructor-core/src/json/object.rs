//! The object loop: keys to slots.

use super::cursor::Cursor;
use super::state::{Frame, Names, Phase, Step, Stop, Token, Turn, UNKNOWN};

/// The fields of a struct, as slots numbered from 0 in the order of the schema.
///
/// This is what the derive writes for a struct; the loop around it is written once, here.
#[doc(hidden)]
pub trait Fields {
    /// The name of each slot in the JSON.
    const NAMES: &'static [&'static str];

    /// Whether the names stand in a text as they are, whatever writes it: none has to be escaped.
    const PLAIN: bool = all_plain(Self::NAMES);

    /// The slot of a key, which may be an alias.
    fn slot(key: &str) -> Option<usize>;

    /// Reads a key, and tells its slot.
    #[inline]
    fn key(cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
        cursor.key(|key| Self::slot(key).unwrap_or(UNKNOWN))
    }

    /// Fills a slot.
    fn visit(&mut self, slot: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step;
}

const fn all_plain(names: &[&str]) -> bool {
    let mut i = 0;
    while i < names.len() {
        let name = names[i].as_bytes();
        let mut j = 0;
        while j < name.len() {
            if name[j] == b'"' || name[j] == b'\\' || name[j] < 0x20 {
                return false;
            }
            j += 1;
        }
        i += 1;
    }
    true
}

/// Begins an object, which shows from its opening brace.
#[doc(hidden)]
pub fn begin<F: Fields + Default>(slot: &mut Option<F>, cursor: &mut Cursor<'_>) -> Step {
    cursor.enter(b'{', "an object")?;
    run(slot.insert(F::default()), cursor, Phase::First, 0)
}

/// Goes on with an object that shows.
#[doc(hidden)]
pub fn resume<F: Fields>(fields: &mut F, cursor: &mut Cursor<'_>) -> Step {
    let Frame {
        phase, mut slot, ..
    } = cursor.reenter();
    if phase != Phase::Open {
        return run(fields, cursor, phase, slot);
    }
    // Most chunks end in the value that the last one ended in: that is kept out of the loop, and short.
    let step = visit(fields, slot, Turn::Resume, cursor);
    if step.is_err() {
        cursor.leave(phase, slot, Names::Fields(F::NAMES));
        return step;
    }
    closed(cursor, &mut slot);
    run(fields, cursor, Phase::Next, slot)
}

/// The loop, from after the opening brace, or from where a frame says between values.
pub(crate) fn run<F: Fields>(
    fields: &mut F,
    cursor: &mut Cursor<'_>,
    mut phase: Phase,
    mut slot: usize,
) -> Step {
    let step = drive(fields, cursor, &mut phase, &mut slot);
    if step.is_err() {
        cursor.leave(phase, slot, Names::Fields(F::NAMES));
    }
    step
}

#[inline(always)]
fn drive<F: Fields>(
    fields: &mut F,
    cursor: &mut Cursor<'_>,
    phase: &mut Phase,
    slot: &mut usize,
) -> Step {
    loop {
        match *phase {
            Phase::First => {
                if cursor.next_byte()? == b'}' {
                    cursor.exit();
                    return Ok(());
                }
                *phase = Phase::Key;
            }
            Phase::Key => {
                // Models that follow a schema keep its order: the next field's key is compared first.
                let predicted = match F::NAMES.get(*slot) {
                    Some(name) if F::PLAIN => cursor.take_key(name)?,
                    _ => false,
                };
                if !predicted {
                    *slot = F::key(cursor)?;
                }
                *phase = Phase::Colon;
            }
            Phase::Colon => {
                cursor.expect(b':', "`:`")?;
                *phase = Phase::Value;
            }
            Phase::Value => {
                *phase = Phase::Open;
                visit(fields, *slot, Turn::Begin, cursor)?;
                *phase = Phase::Next;
                closed(cursor, slot);
            }
            // An open value was resumed before the loop.
            Phase::Open | Phase::Next => match cursor.next_byte()? {
                b',' => {
                    cursor.pos += 1;
                    *phase = Phase::Key;
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
fn closed(cursor: &mut Cursor<'_>, slot: &mut usize) {
    if *slot == UNKNOWN {
        *slot = 0;
        return;
    }
    if cursor.depth == cursor.state.progress_depth {
        cursor.state.closed.insert(*slot);
    }
    *slot += 1;
}

impl Cursor<'_> {
    /// Reads the key `name`, if that is the next and stands in the chunk as it is.
    #[inline]
    fn take_key(&mut self, name: &str) -> Result<bool, Stop> {
        if self.state.token != Token::None || self.next_byte()? != b'"' {
            return Ok(false);
        }
        let key = &self.bytes()[self.pos + 1..];
        let found = key.get(name.len()) == Some(&b'"') && &key[..name.len()] == name.as_bytes();
        if found {
            self.check_token(name.len())?;
            self.pos += name.len() + 2;
        }
        Ok(found)
    }

    /// Reads a key, over as many chunks as it takes.
    #[inline]
    pub(crate) fn key<R>(&mut self, read: impl FnOnce(&str) -> R) -> Result<R, Stop> {
        self.at_key()?;
        self.whole_string("a key", |_, key| Ok(read(key)))
    }

    /// Whether a key is to be read, and not another value, which an object cannot begin an entry with.
    #[inline]
    pub(crate) fn at_key(&mut self) -> Step {
        if self.state.token == Token::None && self.next_byte()? != b'"' {
            return Err(self.syntax_expected("a key in double quotes"));
        }
        Ok(())
    }
}
