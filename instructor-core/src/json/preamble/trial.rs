//! Trying whether the value begins where a bracket opens.

use crate::error::ErrorKind;
use crate::json::reader::{Course, ReadRoot, Reader};
use crate::json::state::{Label, Phase, State, Stop, Token};
use crate::repair::RepairKind;

/// How much is held before a key has come.
pub(super) const HELD: usize = 64 << 10;

/// A text that may be the value, read into a copy of the root.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    root: Box<dyn ReadRoot>,
    course: Course,
    /// Whether what is tried is no words in any case.
    is_start: bool,
    /// How much of the text it has read.
    read: usize,
    /// In how much of it there is no mark beyond that.
    searched: usize,
}

/// What has become of a trial.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// More has to come.
    Open,
    /// It is the value.
    Value,
    /// It is whole, and has nothing in it that the type knows; so long is it.
    Blank(usize),
    /// It is whole, and so long: one value, where a list was asked for, or a list of one among words.
    One(usize),
    Failed(Failed),
    /// It is none of these: too much of it, or whole and no value.
    Words,
}

/// Why a text is not the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// It is no JSON, or nothing that could be mended.
    Syntax,
    /// It is of another kind than the type.
    Kind,
    /// It is a list, and an element of it is of another kind.
    ElementKind,
    /// It is a list, and an element of it is no good, though of the right kind.
    Element,
    /// Something else is wrong with it.
    Other,
}

impl Trial {
    pub(super) fn new(root: Box<dyn ReadRoot>, course: Course, is_start: bool) -> Self {
        Trial {
            root,
            course,
            is_start,
            read: 0,
            searched: 0,
        }
    }

    /// How much of the text it has read.
    pub(super) fn read(&self) -> usize {
        self.read
    }

    /// Tries on with the text that is held from where the value may begin.
    pub(super) fn go_on(&mut self, held: &str, last: bool) -> Outcome {
        while let Some(piece) = self.piece(held, last)
            && !piece.is_empty()
        {
            self.read += piece.len();
            if self.read > HELD {
                return self.too_much(held);
            }
            let step = self.reader().mend(piece, false);
            let state = &self.course.state;
            match step {
                Err(Stop::Failed) => return Outcome::Failed(state.why_failed()),
                Ok(()) => return self.whole(held),
                Err(Stop::Pending) if state.is_told() => return Outcome::Value,
                Err(Stop::Pending) => {}
            }
        }
        match held.len() - self.read > HELD {
            true => self.too_much(held),
            false => Outcome::Open,
        }
    }

    /// There is more than is held: words, unless it is in a quote.
    fn too_much(&self, held: &str) -> Outcome {
        match held.starts_with('"') {
            true => Outcome::Value,
            false => Outcome::Words,
        }
    }

    /// What a text is that has been read to its end.
    fn whole(&self, held: &str) -> Outcome {
        let len = self.read - self.course.trailing.len();
        let state = &self.course.state;
        if state.has_content() {
            // Among words, `[1]` says where something is from.
            let is_mark = !self.is_start && held.starts_with('[');
            return match is_mark || state.is_list_of_one() {
                true => Outcome::One(len),
                false => Outcome::Value,
            };
        }
        match state.repairs.is_empty() && self.root.is_complete() {
            true => Outcome::Blank(len),
            false => Outcome::Words,
        }
    }

    /// The next piece, up to a mark: so the trials are the same wherever the text is cut. `None` if there is none yet, and with
    /// `last` what is left.
    fn piece<'a>(&mut self, held: &'a str, last: bool) -> Option<&'a str> {
        let is_mark = |byte: &u8| matches!(byte, b':' | b',' | b'"' | b'{' | b'}' | b'[' | b']');
        let bound = held.len().min(self.read + HELD);
        let from = self.searched.clamp(self.read, bound);
        match held.as_bytes()[from..bound].iter().position(is_mark) {
            Some(mark) => Some(&held[self.read..=from + mark]),
            None => {
                self.searched = bound;
                last.then(|| &held[self.read..])
            }
        }
    }

    fn reader(&mut self) -> Reader<'_> {
        Reader {
            root: &mut *self.root,
            course: &mut self.course,
        }
    }

    /// What it is at the end of the text: a value, if it has something in it.
    pub(super) fn end(mut self) -> Outcome {
        match self.reader().mend("", true) {
            Ok(()) if self.course.state.has_content() => Outcome::Value,
            Err(Stop::Failed) => Outcome::Failed(self.course.state.why_failed()),
            _ => Outcome::Open,
        }
    }

    /// Whether all of a text is the value.
    pub(super) fn takes_all(mut self, text: &str) -> bool {
        self.reader().mend(text, true).is_ok() && self.course.trailing.trim().is_empty()
    }

    /// Whether JSON that is put in is the value, and how much of it is fitted.
    pub(super) fn takes(mut self, json: &str) -> Option<usize> {
        let before = self.course.state.repairs.len();
        self.reader().run_put_in(json, true).ok()?;
        Some(self.course.state.repairs.len() - before)
    }
}

impl State {
    /// Whether the root is a list that was read from one value.
    fn is_list_of_one(&self) -> bool {
        let mut repairs = self.repairs.iter();
        repairs.any(|repaired| repaired.kind == RepairKind::List && repaired.path.is_root())
    }

    fn why_failed(&self) -> Failed {
        let Some(fault) = &self.fault else {
            return Failed::Other;
        };
        let is_other_kind = fault.is_other_kind;
        match (self.frames.last(), fault.kind) {
            (_, ErrorKind::Syntax) => Failed::Syntax,
            (None, _) if is_other_kind => Failed::Kind,
            (Some(frame), ErrorKind::Type | ErrorKind::Invalid)
                if frame.label == Label::Index && frame.phase == Phase::Open =>
            {
                match is_other_kind && self.frames.len() == 1 {
                    true => Failed::ElementKind,
                    false => Failed::Element,
                }
            }
            _ => Failed::Other,
        }
    }

    /// Whether something has come that the type knows.
    fn is_told(&self) -> bool {
        let frames = self.frames.iter().rev();
        let mut frames = frames.skip_while(|frame| frame.label == Label::Variant);
        let Some(frame) = frames.next() else {
            return false;
        };
        match frame.label {
            // It may be one of several.
            _ if frame.phase == Phase::Single => false,
            Label::Field(_) | Label::Key | Label::Element | Label::Nameless => {
                // Behind a value the label is the next one's.
                matches!(frame.phase, Phase::Value | Phase::Open) || self.has_content()
            }
            Label::Index | Label::Entry => {
                frame.slot > 0 || self.token != Token::None || frames.next().is_some()
            }
            Label::Variant | Label::Held | Label::Unknown => false,
        }
    }

    /// Whether something has closed that the type knows.
    fn has_content(&self) -> bool {
        self.leaves > 0 || self.closed.len() > 0
    }
}
