//! The map loop: keys that are data.

use super::cursor::Cursor;
use super::state::{Names, Phase, Step, Turn};
use crate::partial::{Partial, fill};

/// Whatever takes the entries of a map.
pub(crate) trait Entries {
    /// What a value is while it grows.
    type Value: Partial;

    fn get_mut(&mut self, key: &str) -> Option<&mut Self::Value>;

    fn insert(&mut self, key: String, value: Self::Value);
}

/// Begins a map, which shows from its opening brace.
pub(crate) fn begin<M: Entries + Default>(slot: &mut Option<M>, cursor: &mut Cursor<'_>) -> Step {
    cursor.enter(b'{', "an object")?;
    run(
        slot.insert(M::default()),
        cursor,
        Phase::First,
        String::new(),
    )
}

/// Goes on with a map that shows.
pub(crate) fn resume<M: Entries>(map: &mut M, cursor: &mut Cursor<'_>) -> Step {
    let frame = cursor.reenter();
    let key = cursor.state.keys.pop().unwrap_or_default();
    run(map, cursor, frame.phase, key)
}

/// The loop, from after the opening brace or from where a frame says.
pub(crate) fn run<M: Entries>(
    map: &mut M,
    cursor: &mut Cursor<'_>,
    mut phase: Phase,
    mut key: String,
) -> Step {
    let step = drive(map, cursor, &mut phase, &mut key);
    if step.is_err() {
        cursor.leave(phase, cursor.state.keys.len(), Names::Keys);
        cursor.state.keys.push(key);
    }
    step
}

fn drive<M: Entries>(
    map: &mut M,
    cursor: &mut Cursor<'_>,
    phase: &mut Phase,
    key: &mut String,
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
                *key = cursor.key(str::to_owned)?;
                *phase = Phase::Colon;
            }
            Phase::Colon => {
                cursor.expect(b':', "`:`")?;
                *phase = Phase::Value;
            }
            // The value of a new entry is filled outside the map: until it shows, there is no entry.
            Phase::Value => {
                let mut value = None;
                let step = fill(&mut value, Turn::Begin, cursor);
                *phase = if value.is_some() {
                    Phase::Open
                } else {
                    Phase::Value
                };
                if let Some(value) = value {
                    let key = if step.is_ok() {
                        std::mem::take(key)
                    } else {
                        key.clone()
                    };
                    map.insert(key, value);
                }
                step?;
                *phase = Phase::Next;
            }
            Phase::Open => {
                if let Some(value) = map.get_mut(key) {
                    value.resume(cursor)?;
                }
                *phase = Phase::Next;
            }
            Phase::Next => match cursor.next_byte()? {
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
