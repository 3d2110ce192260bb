//! What a visitor holds while one chunk is being read.

use super::mend::Broken;
use super::state::{Fault, Frame, Label, Literal, Phase, Seen, State, Step, Stop, Token};
use crate::error::ErrorKind;
use crate::problem::{Found, plain};
use crate::repair::RepairKind;
use std::borrow::Cow;

/// A place in a chunk, and the parser's state.
#[doc(hidden)]
#[derive(Debug)]
pub struct Cursor<'c> {
    pub(crate) text: &'c str,
    pub(crate) pos: usize,
    /// Bytes of text before this chunk.
    pub(crate) base: usize,
    /// No text will follow: a number ends where the chunk does.
    pub(crate) last: bool,
    /// Containers that are open around the cursor.
    pub(crate) depth: usize,
    /// Containers around the whole text: none, unless it was held and is read again.
    pub(crate) root_depth: usize,
    /// What is read here is forgotten: it is no change.
    pub(crate) skipping: bool,
    /// What is read here is in an untyped value: a string in it is that, whatever its text.
    pub(crate) untyped: bool,
    /// Where the text breaks a rule of JSON the cursor stops as at a chunk's end, for the text to be mended there.
    pub(crate) mends: bool,
    /// The string that is read here is a key.
    pub(crate) is_key: bool,
    /// The fields that have closed of the object whose key is read here: a key in another form than theirs is not theirs.
    pub(crate) seen: Seen,
    /// This text is in no chunk: it was put in where `base` says.
    pub(crate) is_put_in: bool,
    /// White space right before this chunk.
    pub(crate) whitespace: usize,
    pub(crate) state: &'c mut State,
}

impl<'c> Cursor<'c> {
    pub(crate) fn new(text: &'c str, base: usize, last: bool, state: &'c mut State) -> Self {
        let whitespace = std::mem::take(&mut state.whitespace);
        Cursor {
            text,
            pos: 0,
            base,
            last,
            depth: 0,
            root_depth: 0,
            skipping: false,
            untyped: false,
            mends: false,
            is_key: false,
            seen: Seen::default(),
            is_put_in: false,
            whitespace,
            state,
        }
    }

    /// Whether the value that begins here has begun before, in an earlier chunk, and does not show yet: what it left is
    /// still there, and its first byte is not at the cursor.
    ///
    /// That is so because whoever left a frame or parked a value takes it back before it calls what is inside it: on the
    /// way in, what is left over belongs to what is still to be entered, and where a value begins anew, nothing is.
    #[inline]
    pub(crate) fn has_begun(&self) -> bool {
        !self.state.frames.is_empty() || !self.state.parked.is_empty()
    }

    #[inline]
    pub(crate) fn bytes(&self) -> &'c [u8] {
        self.text.as_bytes()
    }

    /// Skips white space and looks at the next byte. [`Stop::Pending`] at the end of the chunk.
    #[inline]
    pub(crate) fn next_byte(&mut self) -> Result<u8, Stop> {
        match self.bytes()[self.pos..] {
            [byte, ..] if byte > b' ' => Ok(byte),
            // One space is what most models put behind a comma or a colon.
            [b' ', byte, ..] if byte > b' ' && self.pos > 0 => {
                self.pos += 1;
                Ok(byte)
            }
            _ => self.next_byte_after_space(),
        }
    }

    fn next_byte_after_space(&mut self) -> Result<u8, Stop> {
        let start = self.pos;
        let bytes = self.bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.pos) {
            self.pos += 1;
        }
        let before = if start == 0 { self.whitespace } else { 0 };
        let run = before + self.pos - start;
        // A single space is always within the limit, as it is on the way above.
        let limit = self.state.limits.whitespace.max(1);
        if run > limit {
            self.pos -= run - limit;
            return Err(self.fail(
                ErrorKind::Limit,
                format!("more than {limit} bytes of white space"),
            ));
        }
        match bytes.get(self.pos) {
            Some(&byte) => Ok(byte),
            None => {
                self.state.whitespace = run;
                Err(Stop::Pending)
            }
        }
    }

    /// The first byte of the value that is to begin, also when the chunk before cut its token.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<u8, Stop> {
        match self.state.token {
            Token::None => self.next_byte(),
            Token::Number => Ok(b'0'),
            Token::Literal(literal, _) => Ok(literal.text().as_bytes()[0]),
            Token::String(_) => Ok(b'"'),
        }
    }

    /// Bytes from the start of the text.
    pub(crate) fn offset(&self) -> usize {
        match self.is_put_in {
            true => self.base,
            false => self.base + self.pos,
        }
    }

    #[inline]
    pub(crate) fn take_token(&mut self) -> Token {
        std::mem::replace(&mut self.state.token, Token::None)
    }

    /// Reads the punctuation mark `byte`.
    #[inline]
    pub(crate) fn expect(&mut self, byte: u8, expected: &'static str) -> Step {
        if self.next_byte()? != byte {
            return Err(self.syntax_expected(expected));
        }
        self.pos += 1;
        Ok(())
    }

    /// Enters a container by its opening bracket.
    #[inline]
    pub(crate) fn enter(&mut self, bracket: u8, expected: &'static str) -> Step {
        if self.peek()? != bracket {
            return Err(self.unexpected(expected));
        }
        if self.depth >= self.state.limits.depth {
            let limit = self.state.limits.depth;
            return Err(self.fail(
                ErrorKind::Limit,
                format!("more than {limit} levels of nesting"),
            ));
        }
        self.pos += 1;
        self.depth += 1;
        Ok(())
    }

    /// Leaves a container by its closing bracket, which the caller saw.
    #[inline]
    pub(crate) fn exit(&mut self) {
        self.pos += 1;
        self.depth -= 1;
    }

    /// Notes where a container was when it stopped, for the next chunk, and for the path of a fault.
    #[inline]
    pub(crate) fn leave(&mut self, phase: Phase, slot: usize, label: Label) {
        self.state.frames.push(Frame::new(phase, slot, label));
    }

    /// Enters a container again where the last chunk left it.
    #[inline]
    pub(crate) fn reenter(&mut self) -> Frame {
        self.depth += 1;
        // Each container that shows and is open left one.
        let frame = self.state.frames.pop();
        frame.unwrap_or(Frame::new(Phase::First, 0, Label::Nameless))
    }

    /// Reads a word, of which the caller saw the first byte.
    pub(crate) fn literal(&mut self, literal: Literal) -> Step {
        let mut seen = match self.take_token() {
            Token::Literal(_, seen) => seen,
            _ => {
                self.state.token_start = self.offset();
                0
            }
        };
        let text = literal.text();
        while let Some(&expected) = text.as_bytes().get(usize::from(seen)) {
            match self.bytes().get(self.pos) {
                Some(&byte) if byte == expected => self.pos += 1,
                Some(_) if self.mends => return Err(self.break_word(&text[..usize::from(seen)])),
                Some(_) => return Err(self.syntax(format!("expected `{text}`"))),
                None => {
                    self.state.token = Token::Literal(literal, seen);
                    return Err(Stop::Pending);
                }
            }
            seen += 1;
        }
        if self.mends {
            return self.end_literal(literal, seen);
        }
        Ok(())
    }

    /// An element of a list or an entry of a map begins.
    #[inline]
    pub(crate) fn count_element(&mut self) -> Step {
        self.state.elements += 1;
        if self.state.elements > self.state.limits.elements {
            return Err(self.too_many_elements());
        }
        Ok(())
    }

    #[cold]
    fn too_many_elements(&mut self) -> Stop {
        let limit = self.state.limits.elements;
        self.fail(
            ErrorKind::Limit,
            format!("more than {limit} elements and entries"),
        )
    }

    /// The value that is to begin is the one whose progress counts.
    pub(crate) fn restart_progress(&mut self) {
        self.state.closed.clear();
        self.state.leaves = 0;
        self.state.progress_depth = self.depth + 1;
    }

    #[inline]
    pub(crate) fn check_token(&mut self, len: usize) -> Step {
        if len > self.state.limits.token {
            return Err(self.token_too_long());
        }
        Ok(())
    }

    #[cold]
    fn token_too_long(&mut self) -> Stop {
        let limit = self.state.limits.token;
        self.fail_at_token(
            ErrorKind::Limit,
            format!("a key, a number or a short string of more than {limit} bytes"),
        )
    }

    /// A value of another kind than `expected`, or none at all, stands at the cursor.
    #[cold]
    pub(crate) fn unexpected(&mut self, expected: &str) -> Stop {
        if self.mends
            && self.state.token == Token::None
            && let Some(stop) = self.stop_at_word()
        {
            return stop;
        }
        let found = match self.state.token {
            Token::None => self.bytes().get(self.pos).copied(),
            _ => self.peek().ok(),
        };
        let found = match found {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b't' | b'f') => "a bool",
            Some(b'n') => "null",
            _ => return self.syntax_expected(expected),
        };
        let message = format!("expected {expected}, found {found}");
        let stop = match self.state.token {
            Token::None => self.fail(ErrorKind::Type, message),
            _ => self.fail_at_token(ErrorKind::Type, message),
        };
        if let Some(fault) = &mut self.state.fault {
            fault.is_other_kind = true;
        }
        stop
    }

    /// The byte at the cursor cannot stand there.
    #[cold]
    pub(crate) fn syntax_expected(&mut self, expected: &str) -> Stop {
        match self.text[self.pos..].chars().next() {
            Some(found) if found.is_control() => {
                let found = found.escape_default();
                self.syntax(format!("expected {expected}, found `{found}`"))
            }
            Some(found) => self.syntax(format!("expected {expected}, found `{found}`")),
            None => self.syntax(format!("expected {expected}")),
        }
    }

    #[cold]
    pub(crate) fn syntax(&mut self, message: impl Into<Cow<'static, str>>) -> Stop {
        self.fail(ErrorKind::Syntax, message)
    }

    /// The token that was just read does not fit the type.
    #[cold]
    pub(crate) fn misfit(&mut self, message: impl Into<Cow<'static, str>>) -> Stop {
        self.fail_at_token(ErrorKind::Type, message)
    }

    #[cold]
    pub(crate) fn fail_at_token(
        &mut self,
        kind: ErrorKind,
        message: impl Into<Cow<'static, str>>,
    ) -> Stop {
        let offset = self.state.token_start;
        self.fault(kind, message.into(), offset)
    }

    #[cold]
    pub(crate) fn fail(&mut self, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Stop {
        let offset = self.offset();
        self.fault(kind, message.into(), offset)
    }

    /// Notes that something at `offset` was mended. Its path is found when the chunk has been read.
    #[cold]
    pub(crate) fn repaired(&mut self, kind: RepairKind, offset: usize) {
        self.state.note_repair(kind, offset, self.depth);
    }

    /// The value that has just closed breaks rules: none if nothing was found.
    pub(crate) fn judge(&mut self, found: Found) -> Step {
        match found.into_fault() {
            Some((kind, message, problems)) => {
                let stop = self.fail(kind, message);
                if let Some(fault) = &mut self.state.fault {
                    fault.problems = problems;
                }
                Err(stop)
            }
            None => Ok(()),
        }
    }

    /// Every fault of syntax and of type comes through here.
    #[cold]
    fn fault(&mut self, kind: ErrorKind, message: Cow<'static, str>, offset: usize) -> Stop {
        let fault = Fault::new(kind, plain(message), offset);
        if self.mends && kind == ErrorKind::Syntax {
            return self.break_off(Broken::at(fault));
        }
        self.state.fault = Some(Box::new(fault));
        Stop::Failed
    }
}
