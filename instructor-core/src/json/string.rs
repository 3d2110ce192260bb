//! Strings: a run of plain text at a time, an escape a character at a time.

use super::cursor::Cursor;
use super::state::{Step, Stop, Token};

/// Where in a string a chunk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StringState {
    /// In plain text.
    Plain,
    /// After a backslash.
    Escape,
    /// In the four digits behind `\u`: those so far, and how many are to come. `high` is the first half of a surrogate pair,
    /// or 0.
    Hex { high: u16, value: u16, left: u8 },
    /// After the first half of a surrogate pair: a backslash is to come.
    Low { high: u16 },
    /// After that backslash: a `u` is to come.
    LowEscape { high: u16 },
}

/// What a `String` that starts unfinished reserves, so that it does not grow byte by byte.
const UNFINISHED: usize = 32;

impl<'c> Cursor<'c> {
    /// Begins a string that shows as it grows.
    #[inline]
    pub(crate) fn begin_text(&mut self, slot: &mut Option<String>) -> Step {
        self.open_quote("a string")?;
        let start = self.pos;
        let end = plain_run(self.bytes(), start);
        let run = &self.text[start..end];
        self.pos = end;
        if self.bytes().get(end) == Some(&b'"') && self.closes_at(end) {
            self.pos = end + 1;
            self.leaf(run);
            *slot = Some(run.to_owned());
            return Ok(());
        }
        let mut text = String::with_capacity(run.len() + UNFINISHED);
        text.push_str(run);
        let text = slot.insert(text);
        let step = self.string_body(text, StringState::Plain);
        match step {
            Ok(()) => self.leaf(text),
            Err(_) => self.grown(text),
        }
        step
    }

    /// Goes on with a string that shows.
    #[inline]
    pub(crate) fn resume_text(&mut self, text: &mut String) -> Step {
        let state = match self.state.token {
            Token::String(state) => state,
            _ => return Ok(()),
        };
        let before = text.len();
        if state == StringState::Plain {
            // A chunk that lies within the string, which is what most are, changes no state.
            let start = self.pos;
            let end = plain_run(self.bytes(), start);
            text.push_str(&self.text[start..end]);
            self.pos = end;
            if end == self.bytes().len() {
                if end > start {
                    self.grown(&text[before..]);
                }
                return Err(Stop::Pending);
            }
        }
        self.state.token = Token::None;
        let step = self.string_body(text, state);
        match step {
            Ok(()) => self.leaf(&text[before..]),
            Err(_) if text.len() > before => self.grown(&text[before..]),
            Err(_) => {}
        }
        step
    }

    /// Reads a whole string, over as many chunks as it takes, and hands its text to `read`.
    pub(crate) fn whole_string<R>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Self, &str) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        let mut held = String::new();
        let state = match self.take_token() {
            Token::String(state) => {
                held = std::mem::take(&mut self.state.scratch);
                state
            }
            token => {
                self.state.token = token;
                self.open_quote(expected)?;
                self.state.token_start = self.offset() - 1;
                let start = self.pos;
                let end = plain_run(self.bytes(), start);
                if self.bytes().get(end) == Some(&b'"') && self.closes_at(end) {
                    let text = self.text;
                    self.pos = end + 1;
                    let text = &text[start..end];
                    if let Err(stop) = self.check_token(text.len()) {
                        self.state.scratch.push_str(text);
                        return Err(stop);
                    }
                    return read(self, text);
                }
                StringState::Plain
            }
        };
        let step = self.string_body(&mut held, state);
        let step = self.check_token(held.len()).and(step);
        let read = match step {
            Ok(()) => read(self, &held),
            Err(stop) => {
                self.state.scratch = held;
                return Err(stop);
            }
        };
        // Its room serves the next token.
        held.clear();
        self.state.scratch = held;
        read
    }

    /// Reads a string that is all in this chunk, of whatever length, and notes nothing.
    pub(crate) fn text_of_string(&mut self) -> Result<String, Stop> {
        self.open_quote("a string")?;
        let mut text = String::new();
        self.string_body(&mut text, StringState::Plain)?;
        Ok(text)
    }

    pub(super) fn open_quote(&mut self, expected: &'static str) -> Step {
        if self.next_byte()? != b'"' {
            return Err(self.unexpected(expected));
        }
        self.pos += 1;
        Ok(())
    }

    /// Appends to `out` up to the closing quote or the end of the chunk.
    fn string_body(&mut self, out: &mut String, mut state: StringState) -> Step {
        let bytes = self.bytes();
        loop {
            if state == StringState::Plain {
                let end = plain_run(bytes, self.pos);
                out.push_str(&self.text[self.pos..end]);
                self.pos = end;
            }
            let Some(&byte) = bytes.get(self.pos) else {
                self.state.token = Token::String(state);
                return Err(Stop::Pending);
            };
            state = match (state, byte) {
                (StringState::Plain, b'"') => {
                    self.close_quote(out.is_empty())?;
                    return Ok(());
                }
                (state, byte) => match self.string_step(out, state, byte) {
                    Ok(state) => state,
                    Err(stop) => {
                        // Where it can be mended, it goes on.
                        self.state.token = Token::String(state);
                        return Err(stop);
                    }
                },
            };
            self.pos += 1;
        }
    }

    /// One byte of a string that is neither plain text nor the end: a backslash, or what follows one.
    pub(super) fn string_step(
        &mut self,
        out: &mut String,
        state: StringState,
        byte: u8,
    ) -> Result<StringState, Stop> {
        const LONE: &str = "a lone half of a surrogate pair";
        match state {
            StringState::Plain if byte == b'\\' => Ok(StringState::Escape),
            StringState::Plain => Err(self.control_character(byte)),
            StringState::Escape => {
                out.push(match byte {
                    b'"' => '"',
                    b'\\' => '\\',
                    b'/' => '/',
                    b'b' => '\u{8}',
                    b'f' => '\u{c}',
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    b'u' => {
                        return Ok(StringState::Hex {
                            high: 0,
                            value: 0,
                            left: 4,
                        });
                    }
                    _ => return Err(self.syntax("invalid escape in a string")),
                });
                Ok(StringState::Plain)
            }
            StringState::Hex { high, value, left } => {
                let Some(digit) = char::from(byte).to_digit(16) else {
                    return Err(self.syntax("expected a hexadecimal digit in an escape"));
                };
                let value = value << 4 | digit as u16;
                if left > 1 {
                    return Ok(StringState::Hex {
                        high,
                        value,
                        left: left - 1,
                    });
                }
                if high == 0 && (0xD800..0xDC00).contains(&value) {
                    return Ok(StringState::Low { high: value });
                }
                let units = [high, value];
                let units = if high == 0 { &units[1..] } else { &units[..] };
                match char::decode_utf16(units.iter().copied()).next() {
                    Some(Ok(c)) => out.push(c),
                    _ => return Err(self.syntax(LONE)),
                }
                Ok(StringState::Plain)
            }
            StringState::Low { high } if byte == b'\\' => Ok(StringState::LowEscape { high }),
            StringState::LowEscape { high } if byte == b'u' => Ok(StringState::Hex {
                high,
                value: 0,
                left: 4,
            }),
            StringState::Low { .. } | StringState::LowEscape { .. } => Err(self.syntax(LONE)),
        }
    }

    #[cold]
    fn control_character(&mut self, byte: u8) -> Stop {
        self.syntax(format!(
            "control character U+{byte:04X} in a string is to be written as an escape"
        ))
    }
}

/// The end of the plain text that starts at `from`: a quote, a backslash, a control character or the chunk's end.
#[inline]
pub(crate) fn plain_run(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let found = special(u64::from_le_bytes(*eight));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    // Tokens are short: a chunk is often all in here.
    if let Some(four) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        let found = special(u32::from_le_bytes(*four).into()) & 0x8080_8080;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 4;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        at += 1;
    }
    at
}

/// Eight bytes at a time: the high bit of the first quote, backslash or control character comes out set, and none below.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let control = word.wrapping_sub(ONES * 0x20);
    let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (control | quote | backslash) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::plain_run;

    #[test]
    fn plain_run_finds_the_first_special_byte_at_every_place() {
        for len in 0..40 {
            for at in 0..=len {
                for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
                    // 0x7f, 0x80 and above are plain, also right before a special byte.
                    for plain in [b'a', b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                        let mut bytes = vec![plain; len];
                        if at < len {
                            bytes[at] = special;
                        }
                        assert_eq!(plain_run(&bytes, 0), at, "{bytes:?}");
                    }
                }
            }
        }
    }
}
