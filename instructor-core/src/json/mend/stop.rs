//! Where a text breaks a rule of JSON: the cursor stops there as if the chunk had ended.

use super::quote::Quote;
use crate::error::ErrorKind;
use crate::json::cursor::Cursor;
use crate::json::state::{Fault, Literal, Step, Stop, Token};
use crate::json::string::StringState;

/// A place where the text broke a rule of JSON. All before it has been read, and what is open waits for more.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) fault: Fault,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// What is at the place, by the state of the parser.
    Byte,
    /// A word, the start of which was read and forgotten: a number or a literal that is none.
    Word(String),
    /// A quote within a string.
    Quote,
    /// The second of three quotes that open a string.
    Triple,
}

impl Broken {
    pub(crate) fn at(fault: Fault) -> Self {
        Broken {
            fault,
            what: What::Byte,
        }
    }
}

impl Cursor<'_> {
    /// Stops here, for what is broken to be mended.
    #[cold]
    pub(crate) fn break_off(&mut self, broken: Broken) -> Stop {
        self.text = &self.text[..self.pos];
        self.state.broken = Some(Box::new(broken));
        Stop::Pending
    }

    /// Stops behind the start of a word that is neither a number nor a literal.
    #[cold]
    pub(crate) fn break_word(&mut self, start: &str) -> Stop {
        let fault = self.fault_here("expected a value");
        self.state.token = Token::None;
        self.break_off(Broken {
            fault,
            what: What::Word(start.to_owned()),
        })
    }

    /// Stops here if this is a word that begins as a literal does and is none, or if more of it has to come to tell.
    #[cold]
    pub(crate) fn stop_at_word(&mut self) -> Option<Stop> {
        let here = self.bytes().get(self.pos..)?;
        let literals = [Literal::True, Literal::False, Literal::Null];
        let mut texts = literals.iter().map(|literal| literal.text().as_bytes());
        let text = texts.find(|text| text.first() == here.first())?;
        let behind = match here.strip_prefix(text) {
            Some(behind) => behind.first(),
            None if text.starts_with(here) => None,
            None => return Some(self.break_word("")),
        };
        match behind {
            Some(byte) if ends_word(*byte) => None,
            Some(_) => Some(self.break_word("")),
            None if self.last => None,
            None => {
                self.text = &self.text[..self.pos];
                self.state.undecided = true;
                Some(Stop::Pending)
            }
        }
    }

    fn fault_here(&self, message: &'static str) -> Fault {
        Fault::new(ErrorKind::Syntax, message, self.offset())
    }

    /// Whether a number may end here.
    #[inline]
    pub(crate) fn is_delimited(&self) -> bool {
        match self.bytes().get(self.pos) {
            Some(byte) => ends_word(*byte),
            None => true,
        }
    }

    /// Ends a literal, whose last byte was read: nothing that belongs to a word may follow.
    #[inline]
    pub(crate) fn end_literal(&mut self, literal: Literal, seen: u8) -> Step {
        match self.bytes().get(self.pos) {
            Some(byte) if ends_word(*byte) => Ok(()),
            Some(_) => Err(self.break_word(literal.text())),
            None if self.last => Ok(()),
            None => {
                self.state.token = Token::Literal(literal, seen);
                Err(Stop::Pending)
            }
        }
    }

    /// Whether the quote at `place` closes its string, as far as this chunk tells.
    #[inline]
    pub(crate) fn closes_at(&self, place: usize) -> bool {
        if !self.mends {
            return true;
        }
        // What nearly always follows.
        match self.bytes().get(place + 1) {
            Some(b'}' | b']' | b':') => true,
            Some(b',') => match self.bytes().get(place + 2) {
                Some(b'"' | b'\n') => true,
                // As most libraries write it.
                Some(b' ') if self.bytes().get(place + 3) == Some(&b'"') => true,
                _ => self.closes_further_on(place),
            },
            _ => self.closes_further_on(place),
        }
    }

    fn closes_further_on(&self, place: usize) -> bool {
        let mut at = place + 1;
        let bytes = self.bytes();
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
            at += 1;
        }
        if let Some([b'}' | b']' | b':', ..] | [b',', b' ' | b'\n', b'"', ..]) = bytes.get(at..) {
            return true;
        }
        self.quote().closes(&self.text[place + 1..]) == Some(true)
    }

    fn quote(&self) -> Quote {
        Quote {
            is_key: self.is_key,
            odd_keys: self.state.odd_keys,
            last: self.last,
        }
    }

    /// Reads the quote at the cursor, if it closes the string.
    #[inline]
    pub(crate) fn close_quote(&mut self, is_empty: bool) -> Step {
        if self.closes_at(self.pos) {
            self.pos += 1;
            return Ok(());
        }
        Err(self.stop_at_quote(is_empty))
    }

    #[cold]
    fn stop_at_quote(&mut self, is_empty: bool) -> Stop {
        let after = &self.text[self.pos + 1..];
        self.state.token = Token::String(StringState::Plain);
        if self.quote().closes(after).is_none() {
            self.text = &self.text[..self.pos];
            self.state.undecided = true;
            return Stop::Pending;
        }
        let what = match is_empty && after.starts_with('"') {
            true => What::Triple,
            false => What::Quote,
        };
        let fault = self.fault_here("a quote in a string is to be written as an escape");
        self.break_off(Broken { fault, what })
    }
}

/// Whether a word ends before this byte.
#[inline]
fn ends_word(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']' | b':'
    )
}
