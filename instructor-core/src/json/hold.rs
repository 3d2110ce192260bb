//! Text that is held until more of it is known, and read then.

use super::cursor::Cursor;
use super::log::Log;
use super::skip;
use super::state::{Fault, Seen, State, Step, Stop, Turn};
use crate::error::ErrorKind;

impl Cursor<'_> {
    /// Holds the text of this chunk from `start`, of a value that is not known yet. There is one at a time: all that is in
    /// it is skipped for now.
    pub(crate) fn hold(&mut self, start: usize) {
        if self.state.held.is_empty() {
            self.state.held_start = match self.is_put_in {
                true => self.base,
                false => self.base + start,
            };
        }
        self.state.held.push_str(&self.text[start..]);
    }

    /// Reads again the text from `start`, and what was held before it, up to here. `depth` containers are around it.
    pub(crate) fn read_again<R>(
        &mut self,
        start: usize,
        depth: usize,
        read: impl FnOnce(&mut Cursor<'_>) -> R,
    ) -> R {
        let mut held = std::mem::take(&mut self.state.held);
        let text = &self.text[start..self.pos];
        let is_held = !held.is_empty();
        let text = if is_held {
            held.push_str(text);
            &held
        } else {
            text
        };
        // Of a text that was mended it is about there.
        let base = self.offset().saturating_sub(text.len());
        let begins = if is_held { self.state.held_start } else { base };
        self.state.forget_fits(begins);
        let mut again = Cursor {
            text,
            pos: 0,
            base,
            last: false,
            depth,
            root_depth: depth,
            skipping: false,
            untyped: self.untyped,
            mends: false,
            is_single: self.is_single,
            is_key: false,
            seen: Seen::default(),
            is_put_in: false,
            whitespace: 0,
            state: self.state,
        };
        read(&mut again)
    }

    /// Holds a value until it is whole, and hands a cursor to the start of its text.
    ///
    /// What it leaves when the chunk ends is for it to take again.
    pub(crate) fn when_whole(&mut self, read: impl FnOnce(&mut Cursor<'_>) -> Step) -> Step {
        let turn = if self.state.held.is_empty() {
            self.peek()?;
            Turn::Begin
        } else {
            Turn::Resume
        };
        let start = self.pos;
        match skip::visit(turn, self) {
            Ok(()) => self.read_again(start, self.depth, |cursor| {
                cursor.last = true;
                read(cursor)
            }),
            Err(Stop::Pending) => {
                self.hold(start);
                Err(Stop::Pending)
            }
            Err(Stop::Failed) => Err(Stop::Failed),
        }
    }

    /// Tries to read what this cursor stands at the start of, and stays there. Of what is read, the state is returned;
    /// of what is not, the fault.
    pub(crate) fn attempt(
        &mut self,
        read: impl FnOnce(&mut Cursor<'_>) -> Step,
    ) -> Result<State, Fault> {
        let mut state = self.trial();
        let mut cursor = Cursor {
            state: &mut state,
            mends: false,
            ..*self
        };
        let step = cursor
            .count_again(cursor.text.len())
            .and_then(|()| read(&mut cursor));
        self.state.read_again = state.read_again;
        self.outcome(step, state)
    }

    /// Tries to read `text`, which stood in a string at the cursor, as JSON. Of what is JSON, all of it, the state is returned.
    pub(crate) fn attempt_text(
        &self,
        text: &str,
        read: impl FnOnce(&mut Cursor<'_>) -> Step,
    ) -> Option<State> {
        let mut state = self.trial();
        let mut cursor = Cursor::new(text, 0, true, &mut state);
        cursor.depth = self.depth;
        cursor.root_depth = self.depth;
        read(&mut cursor).ok()?;
        let rest = &text[cursor.pos..];
        let is_all = rest.trim_matches([' ', '\t', '\n', '\r']).is_empty();
        is_all.then_some(state)
    }

    /// As [`attempt_text`](Cursor::attempt_text), and tells the fault of what is not read.
    pub(crate) fn attempt_packed(
        &mut self,
        text: &str,
        read: impl FnOnce(&mut Cursor<'_>) -> Step,
    ) -> Result<State, Fault> {
        let mut state = self.trial();
        let mut cursor = Cursor::new(text, 0, true, &mut state);
        cursor.depth = self.depth;
        cursor.root_depth = self.depth;
        let step = cursor
            .count_again(text.len())
            .and_then(|()| read(&mut cursor))
            .and_then(|()| match cursor.next_byte() {
                Err(Stop::Pending) => Ok(()),
                Ok(_) => Err(cursor.syntax("text behind the value")),
                Err(stop) => Err(stop),
            });
        self.state.read_again = state.read_again;
        self.outcome(step, state)
    }

    fn outcome(&self, step: Step, mut state: State) -> Result<State, Fault> {
        match (step, state.fault.take()) {
            (Ok(()), _) => Ok(state),
            (Err(_), Some(fault)) => Err(*fault),
            // A whole value leaves nothing to wait for.
            (Err(_), None) => {
                let message = "the value is not whole";
                Err(Fault::new(ErrorKind::Incomplete, message, self.offset()))
            }
        }
    }

    /// The state that an attempt starts from. What breaks a rule ends it, also where others are collected.
    fn trial(&self) -> State {
        State {
            limits: self.state.limits,
            shapes: self.state.shapes,
            lenient: self.state.lenient,
            context: self.state.context.clone(),
            log: self.state.log.as_ref().map(|_| Log::default()),
            read_again: self.state.read_again,
            ..State::new()
        }
    }

    /// Takes over what an attempt has read.
    pub(crate) fn accept(&mut self, attempt: State) {
        self.state.leaves += attempt.leaves;
        let Some(mut more) = attempt.log else {
            return;
        };
        if !attempt.repairs.is_empty() {
            self.state.append_repairs(attempt.repairs, &mut more);
        }
        if let Some(log) = &mut self.state.log {
            log.append(more);
        }
    }

    /// Counts an attempt to read so many bytes again, and fails where there were too many: enums within enums may ask for
    /// the same text exponentially often.
    fn count_again(&mut self, bytes: usize) -> Step {
        let end = self.base + self.text.len();
        let limit = READ_AGAIN + end.saturating_mul(READ_AGAIN_FACTOR);
        let read_again = &mut self.state.read_again;
        *read_again = read_again.saturating_add(bytes + ATTEMPT);
        if *read_again > limit {
            *read_again = EXHAUSTED;
            return Err(self.fail(
                ErrorKind::Limit,
                "too many ways to read untagged enums in each other: give them tags",
            ));
        }
        Ok(())
    }

    /// Whether no more may be read again.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.state.read_again == EXHAUSTED
    }
}

/// More than enough has been read again: nothing else is to be tried.
const EXHAUSTED: usize = usize::MAX;

/// What an attempt costs, beside its bytes.
const ATTEMPT: usize = 64;

/// How many bytes may be read again, and how many more for each byte of the text: a second's work for a megabyte.
const READ_AGAIN: usize = 4 << 20;
const READ_AGAIN_FACTOR: usize = 256;
