//! What is wrong within a string: a control character, or an escape that is none.

use super::stop::Broken;
use super::words;
use crate::json::reader::Reader;
use crate::json::state::{State, Stop, Token};
use crate::json::string::StringState;
use crate::repair::RepairKind;

impl Reader<'_> {
    /// Mends a string: a control character, or an escape that is none.
    pub(super) fn repair_string(
        &mut self,
        state: StringState,
        broken: Broken,
        rest: &str,
    ) -> Result<usize, Stop> {
        const LONE: &str = "\\ufffd";
        let Some(next) = rest.chars().next() else {
            return Err(self.state.fail_as(broken.fault));
        };
        let mut json = String::new();
        match state {
            StringState::Plain => {
                words::escape_char(next, &mut json);
                self.note_repair(RepairKind::ControlCharacter);
                self.put_in(&json)?;
                return Ok(self.skip(next.len_utf8()));
            }
            StringState::Escape => {
                self.note_repair(RepairKind::Escape);
                return match next {
                    '\'' | '`' => {
                        self.put_in(&format!("u{:04x}", u32::from(next)))?;
                        Ok(self.skip(1))
                    }
                    '\n' => {
                        self.put_in("n")?;
                        Ok(self.skip(1))
                    }
                    _ => {
                        self.put_in("\\")?;
                        Ok(0)
                    }
                };
            }
            StringState::Hex { high, value, left } => {
                let seen = usize::from(4 - left);
                if high != 0 {
                    json.push_str(LONE);
                }
                let whole = next.to_digit(16).filter(|_| left == 1);
                self.state.unhold(if high == 0 { 2 } else { 8 } + seen);
                self.state.token = Token::String(StringState::Plain);
                self.note_repair(RepairKind::Escape);
                if let Some(digit) = whole {
                    let unit = u32::from(value) << 4 | digit;
                    let c = char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
                    words::escape_char(c, &mut json);
                    self.put_in(&json)?;
                    return Ok(self.skip(1));
                }
                json.push_str("\\\\u");
                json.push_str(&format!("{value:0seen$x}")[..seen]);
                self.put_in(&json)?;
            }
            StringState::Low { .. } | StringState::LowEscape { .. } => {
                let is_escape = matches!(state, StringState::LowEscape { .. });
                self.state.unhold(6 + usize::from(is_escape));
                self.state.token = Token::String(StringState::Plain);
                self.note_repair(RepairKind::Escape);
                self.put_in(if is_escape { "\\ufffd\\" } else { LONE })?;
            }
        }
        Ok(0)
    }
}

impl State {
    /// Takes so many bytes off the text that is held: they are mended.
    pub(super) fn unhold(&mut self, bytes: usize) {
        let len = self.held.len().saturating_sub(bytes);
        self.held.truncate(len);
    }
}
