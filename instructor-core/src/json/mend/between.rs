//! What is wrong between two tokens: keys, colons, commas, brackets, comments.

use super::stop::Broken;
use super::word::Place;
use super::{Bracket, Open, words};
use crate::error::ErrorKind;
use crate::json::reader::Reader;
use crate::json::state::{Phase, Stop, TAG, UNKNOWN};
use crate::repair::RepairKind;

impl Reader<'_> {
    /// Where a comment begins, it is read up to its end.
    pub(super) fn comment(&mut self, rest: &str, last: bool) -> Option<Result<usize, Stop>> {
        let is_value = matches!(
            self.state.frames.first().map(|frame| frame.phase),
            Some(Phase::Value | Phase::Open)
        );
        let open = match rest.as_bytes() {
            [b'/'] if !last => {
                self.mending.held.push('/');
                return Some(Ok(1));
            }
            [b'/', b'/', ..] => Open::LineComment,
            [b'/', b'*', ..] => Open::Comment,
            [b'#', ..] if !is_value => Open::LineComment,
            _ => return None,
        };
        self.note_repair(RepairKind::Comment);
        let marks = if let Open::Comment = open { 2 } else { 1 };
        self.mending.open = Some(open);
        Some(Ok(self.skip(marks)))
    }

    /// Where a key was to be.
    pub(super) fn repair_key(
        &mut self,
        broken: Broken,
        rest: &str,
        next: char,
        last: bool,
    ) -> Result<usize, Stop> {
        match next {
            ',' => {
                self.note_repair(RepairKind::ExtraComma);
                Ok(self.skip(1))
            }
            '}' | ']' => {
                self.note_repair(RepairKind::ExtraComma);
                self.set_phase(Phase::Next);
                Ok(0)
            }
            // An escaped quote: this is JSON in a string.
            '{' | '[' | ':' | '\\' => Err(self.state.fail_as(broken.fault)),
            _ if words::is_quote(next) => self.open_quoted(rest, true, last),
            _ => {
                self.begin_word(Place::Key);
                Ok(0)
            }
        }
    }

    /// Where a colon was to be.
    pub(super) fn repair_colon(
        &mut self,
        broken: Broken,
        rest: &str,
        next: char,
        last: bool,
    ) -> Result<usize, Stop> {
        let frame = self.state.frames.first();
        // A key that no field has, or that has come before, may as well be more of the text before it.
        let is_known = frame.is_some_and(|frame| match frame.slot {
            UNKNOWN => false,
            slot if slot < TAG => !frame.seen.has(slot),
            // What a map takes is known by its value.
            _ => !matches!(next, ',' | '}' | ']'),
        });
        if !is_known {
            let message = "expected `:` behind a key: is a quote in the text before it not written as an escape?";
            let offset = broken.fault.offset;
            return Err(self.state.fail(ErrorKind::Syntax, message, offset));
        }
        match next {
            ',' | '}' | ']' => {
                self.note_repair(RepairKind::MissingValue);
                self.put_in(":null")?;
                Ok(0)
            }
            '=' if rest == "=" && !last => {
                self.mending.held.push('=');
                Ok(1)
            }
            _ => {
                self.note_repair(RepairKind::MissingColon);
                self.put_in(":")?;
                let mark = ["=>", "="].iter().find(|mark| rest.starts_with(**mark));
                Ok(self.skip(mark.map_or(0, |mark| mark.len())))
            }
        }
    }

    /// Where a value was to be.
    pub(super) fn repair_value(
        &mut self,
        broken: Broken,
        bracket: Bracket,
        rest: &str,
        next: char,
        last: bool,
    ) -> Result<usize, Stop> {
        match (bracket, next) {
            (Bracket::List, ',') => {
                self.note_repair(RepairKind::ExtraComma);
                Ok(self.skip(1))
            }
            (Bracket::List, ']' | '}') => {
                self.note_repair(RepairKind::ExtraComma);
                self.set_phase(Phase::Next);
                Ok(0)
            }
            (Bracket::Object, ',' | '}' | ']') => {
                self.note_repair(RepairKind::MissingValue);
                self.put_in("null")?;
                Ok(0)
            }
            (_, ':' | '\\') => Err(self.state.fail_as(broken.fault)),
            _ if words::is_quote(next) => self.open_quoted(rest, false, last),
            _ => {
                let place = match bracket {
                    Bracket::Object => Place::Member,
                    Bracket::List => Place::Element,
                };
                self.begin_word(place);
                Ok(0)
            }
        }
    }

    /// Behind a value.
    pub(super) fn repair_next(
        &mut self,
        broken: Broken,
        bracket: Bracket,
        next: char,
    ) -> Result<usize, Stop> {
        let own = match bracket {
            Bracket::Object => '}',
            Bracket::List => ']',
        };
        match next {
            '}' | ']' => {
                let other = if own == '}' {
                    Bracket::List
                } else {
                    Bracket::Object
                };
                let is_open = self
                    .state
                    .brackets()
                    .skip(1)
                    .any(|bracket| bracket == other);
                let kind = if is_open {
                    RepairKind::MissingBracket
                } else {
                    RepairKind::WrongBracket
                };
                self.note_repair(kind);
                let used = if is_open { 0 } else { self.skip(1) };
                self.put_in(if own == '}' { "}" } else { "]" })?;
                Ok(used)
            }
            ':' | ')' => Err(self.state.fail_as(broken.fault)),
            ';' => {
                self.note_repair(RepairKind::MissingComma);
                self.put_in(",")?;
                Ok(self.skip(1))
            }
            _ => {
                self.note_repair(RepairKind::MissingComma);
                self.put_in(",")?;
                Ok(0)
            }
        }
    }
}
