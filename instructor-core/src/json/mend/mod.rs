//! Mending a text that is not quite JSON, in the same pass.
//!
//! The parser reads strict JSON. Where a byte breaks its grammar the cursor stops as if the chunk had ended there: all that
//! is open waits for more, and that byte is the next. What is then put in, left out or read in another way makes
//! strict JSON of the text from there, and the parser goes on. So a text that breaks no rule is read by the same code, and
//! what is mended is told by the state that the parser is in, not by a second parser.

mod between;
mod quote;
mod quoted;
mod stop;
mod string;
mod word;
mod words;

pub(crate) use stop::Broken;

use super::reader::Reader;
use super::state::{Label, Phase, State, Step, Stop, Token};
use crate::error::ErrorKind;
use crate::repair::{RepairKind, Repaired};
use quoted::Quoted;
use stop::What;
use word::{Ended, Place, Word};
use words::escape;
pub(in crate::json) use words::escaped;

/// What of a text is not read by the parser as it stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mending {
    /// What is being read in another way.
    open: Option<Open>,
    /// Text that has come and is to be read with more.
    held: String,
    /// Where the word or the string that is being read began, in bytes from the start of the text.
    word_start: usize,
    /// What was read of a word and is no part of it: it is read again.
    again: String,
    /// Whether the root has closed.
    closed: bool,
    /// Whether the root is the one element of a list, whose bracket follows.
    pub(super) is_in_list: bool,
    /// Whether a comma follows it.
    comma: bool,
}

#[derive(Debug, Clone)]
enum Open {
    Word(Word),
    Quoted(Quoted),
    /// Up to the line's end.
    LineComment,
    /// Up to `*/`.
    Comment,
}

/// A container that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Object,
    List,
}

impl Mending {
    /// How much of the text has come and is not read.
    pub(crate) fn pending(&self) -> usize {
        self.held.len()
    }
}

impl Reader<'_> {
    /// Reads a chunk, and mends what is broken in it.
    pub(super) fn mend(&mut self, text: &str, last: bool) -> Step {
        let held = std::mem::take(&mut self.mending.held);
        let joined;
        let text = match held.is_empty() {
            true => text,
            false => {
                joined = held + text;
                &joined
            }
        };
        let mut rest = text;
        loop {
            if self.mending.closed {
                return self.end_root(rest, last);
            }
            if self.mending.open.is_some() {
                let before = text.len() - rest.len();
                let used = self.read_open(rest, last)?;
                rest = &rest[used..];
                if self.mending.open.is_some() {
                    // At the end of the text it is not whole.
                    self.mending.held.push_str(rest);
                    return Err(Stop::Pending);
                }
                let back = std::mem::take(&mut self.mending.again);
                match (before + used).checked_sub(back.len()) {
                    Some(at) => rest = &text[at..],
                    // It began in an earlier chunk.
                    None => return self.mend(&(back + rest), last),
                }
                continue;
            }
            let (step, used) = self.run(rest, last);
            rest = &rest[used..];
            match step {
                Ok(()) => return self.end_root(rest, last),
                Err(Stop::Failed) => return Err(Stop::Failed),
                Err(Stop::Pending) => {}
            }
            self.check_repairs()?;
            if let Some(broken) = self.state.broken.take() {
                let used = self.repair_at(*broken, rest, last)?;
                rest = &rest[used..];
                if self.mending.pending() > 0 {
                    self.mending.held.push_str(rest);
                    return Err(Stop::Pending);
                }
                continue;
            }
            if std::mem::take(&mut self.state.undecided) {
                self.mending.held.push_str(rest);
            }
            if last && rest.is_empty() {
                return self.close_all();
            }
            return Err(Stop::Pending);
        }
    }

    /// Behind the root: of a list around it, no other element may follow.
    fn end_root(&mut self, rest: &str, last: bool) -> Step {
        self.mending.closed = true;
        if !self.mending.is_in_list {
            self.leave(rest);
            return Ok(());
        }
        for (at, c) in rest.char_indices() {
            match c {
                ',' if !self.mending.comma => self.mending.comma = true,
                ']' => {
                    self.skip(at + 1);
                    self.leave(&rest[at + 1..]);
                    return Ok(());
                }
                c if c.is_whitespace() => {}
                _ if self.mending.comma || matches!(c, '{' | '[' | '"' | ';' | '/') => {
                    let offset = self.read + at;
                    let message = "expected one value, found a list of several";
                    return Err(self.state.fail(ErrorKind::Type, message, offset));
                }
                _ => {
                    self.skip(at);
                    self.leave(&rest[at..]);
                    return Ok(());
                }
            }
        }
        self.skip(rest.len());
        match last && !self.mending.comma {
            true => Ok(()),
            false => Err(Stop::Pending),
        }
    }

    /// Too many repairs are no repair.
    fn check_repairs(&mut self) -> Step {
        let limit = self.state.limits.repairs;
        if self.state.repairs.len() <= limit {
            return Ok(());
        }
        let message = format!("more than {limit} repairs");
        let offset = self.read;
        Err(self.state.fail(ErrorKind::Limit, message, offset))
    }

    pub(super) fn note_repair(&mut self, kind: RepairKind) {
        self.note_repair_at(kind, self.read);
    }

    pub(super) fn note_repair_at(&mut self, kind: RepairKind, offset: usize) {
        let path = self.state.path();
        self.state.repairs.push(Repaired { kind, path, offset });
    }

    /// Reads `json`, which is put in for what stands at `offset`.
    fn put_in_at(&mut self, json: &str, offset: usize) -> Step {
        let read = std::mem::replace(&mut self.read, offset);
        let step = self.put_in(json);
        self.read = read;
        step
    }

    /// Reads `json`, which is put in here.
    fn put_in(&mut self, json: &str) -> Step {
        match self.run_put_in(json, false) {
            Err(Stop::Pending) => Ok(()),
            Err(Stop::Failed) => Err(Stop::Failed),
            Ok(()) => {
                self.mending.closed = true;
                Ok(())
            }
        }
    }

    /// Mends what is broken at the start of `rest`; gives how much of it that took.
    fn repair_at(&mut self, broken: Broken, rest: &str, last: bool) -> Result<usize, Stop> {
        match &broken.what {
            What::Word(start) => {
                let start = start.clone();
                self.read -= start.len();
                self.state.unhold(start.len());
                self.mending.open = Some(Open::Word(self.word(Place::Element, &start)));
                // It begins where its start does, which has been read.
                self.mending.word_start = self.read;
                self.read += start.len();
                return Ok(0);
            }
            What::Quote => {
                self.note_repair(RepairKind::InnerQuote);
                self.put_in("\\\"")?;
                return Ok(self.skip(1));
            }
            What::Triple => {
                self.note_repair(RepairKind::Quotes);
                self.mending.open = Some(Open::Quoted(Quoted::triple()));
                return Ok(self.skip(2));
            }
            What::Byte => {}
        }
        if let Token::String(state) = self.state.token {
            return self.repair_string(state, broken, rest);
        }
        let Some(next) = rest.chars().next() else {
            return Err(self.state.fail_as(broken.fault));
        };
        if let Some(comment) = self.comment(rest, last) {
            return comment;
        }
        let phase = self.state.frames.first().map(|frame| frame.phase);
        let bracket = self.state.brackets().next();
        match (phase, bracket) {
            (Some(Phase::Key | Phase::First), Some(Bracket::Object)) => {
                self.repair_key(broken, rest, next, last)
            }
            (Some(Phase::Colon), _) => self.repair_colon(broken, rest, next, last),
            (Some(Phase::Next), Some(bracket)) => self.repair_next(broken, bracket, next),
            (_, Some(bracket)) => self.repair_value(broken, bracket, rest, next, last),
            (_, None) => Err(self.state.fail_as(broken.fault)),
        }
    }

    /// Leaves out so many bytes.
    fn skip(&mut self, bytes: usize) -> usize {
        self.read += bytes;
        bytes
    }

    /// Sets where the innermost container is.
    fn set_phase(&mut self, phase: Phase) {
        if let Some(frame) = self.state.frames.first_mut() {
            frame.phase = phase;
        }
    }

    fn word(&self, place: Place, start: &str) -> Word {
        let mut brackets = self.state.brackets();
        let place = match (place, brackets.next()) {
            (Place::Key, _) => Place::Key,
            (_, Some(Bracket::Object)) => Place::Member,
            (_, Some(Bracket::List) | None) => Place::Element,
        };
        let in_list = self
            .state
            .brackets()
            .any(|bracket| bracket == Bracket::List);
        Word::new(place, in_list, start)
    }

    fn begin_word(&mut self, place: Place) {
        self.mending.word_start = self.read;
        self.mending.open = Some(Open::Word(self.word(place, "")));
    }

    fn open_quoted(&mut self, rest: &str, is_key: bool, last: bool) -> Result<usize, Stop> {
        let Some((quoted, len)) = Quoted::open(rest, is_key, last) else {
            self.mending.held.push_str(rest);
            return Ok(rest.len());
        };
        self.note_repair(RepairKind::Quotes);
        self.state.odd_keys |= is_key;
        self.mending.word_start = self.read;
        self.put_in("\"")?;
        self.mending.open = Some(Open::Quoted(quoted));
        Ok(self.skip(len))
    }

    /// Reads on in what is read in another way; gives how much of `rest` that took.
    fn read_open(&mut self, rest: &str, last: bool) -> Result<usize, Stop> {
        match self.mending.open.take() {
            Some(Open::LineComment) => match rest.find('\n') {
                Some(end) => Ok(self.skip(end)),
                None => {
                    self.mending.open = (!last).then_some(Open::LineComment);
                    Ok(self.skip(rest.len()))
                }
            },
            Some(Open::Comment) => match rest.find("*/") {
                Some(end) => Ok(self.skip(end + 2)),
                None => {
                    self.mending.open = (!last).then_some(Open::Comment);
                    let keep = usize::from(rest.ends_with('*') && !last);
                    Ok(self.skip(rest.len() - keep))
                }
            },
            Some(Open::Quoted(mut quoted)) => {
                let piece = quoted.read(rest, self.state.odd_keys, last);
                // A block of code is put in at its end, whole.
                let offset = match quoted.is_block() {
                    true => self.mending.word_start,
                    false => self.read,
                };
                self.put_in_at(&piece.json, offset)?;
                self.read += piece.used;
                if piece.ended {
                    self.put_in("\"")?;
                } else {
                    self.mending.open = Some(Open::Quoted(quoted));
                }
                Ok(piece.used)
            }
            Some(Open::Word(mut word)) => {
                let (used, ended) = word.read(rest);
                self.read += used;
                match ended {
                    Ended::At(end) => {
                        self.end_word(&word, end)?;
                        Ok(used)
                    }
                    Ended::NoKey => self.no_key(&word).map(|()| used),
                    Ended::Open if last && word.place == Place::Key => {
                        self.no_key(&word).map(|()| used)
                    }
                    Ended::Open => {
                        self.mending.open = Some(Open::Word(word));
                        Ok(used)
                    }
                }
            }
            None => Ok(0),
        }
    }

    /// A word has ended, and is read as JSON.
    fn end_word(&mut self, word: &Word, end: usize) -> Step {
        let (word_text, behind) = word.text().split_at(end);
        // What is behind it is read again.
        self.read -= behind.len();
        behind.clone_into(&mut self.mending.again);
        let text = word_text.trim();
        let offset = self.mending.word_start;
        if word.place == Place::Key {
            let mut json = String::from("\"");
            escape(text, &mut json);
            json.push('"');
            self.note_repair_at(RepairKind::MissingQuotes, offset);
            self.state.odd_keys = true;
            return self.put_in_at(&json, offset);
        }
        let is_group = text.len() == 3
            && text.starts_with('0')
            && text.bytes().all(|byte| byte.is_ascii_digit());
        let frame = self.state.frames.first();
        if is_group && frame.is_some_and(|frame| frame.slot > 0) && word.place == Place::Element {
            let message = "three digits behind a comma: is that one number, or are there two?";
            return Err(self.state.fail(ErrorKind::Syntax, message, offset));
        }
        let (json, kind) = words::value(text);
        if let Some(kind) = kind {
            self.note_repair_at(kind, offset);
        }
        self.put_in_at(&json, offset)
    }

    /// Words stood where a key was to be.
    fn no_key(&mut self, word: &Word) -> Step {
        // The rest of a number, with a comma in it, which was read without.
        if word.text().starts_with(|c: char| c.is_ascii_digit()) {
            let offset = self.mending.word_start;
            return Err(self.state.fail(
                ErrorKind::Syntax,
                "expected a key in double quotes",
                offset,
            ));
        }
        self.note_repair_at(RepairKind::Words, self.mending.word_start);
        self.set_phase(Phase::Next);
        Ok(())
    }

    /// Closes what is open at the end of the text, where nothing but brackets is missing.
    fn close_all(&mut self) -> Step {
        if self.state.token != Token::None {
            return Err(Stop::Pending);
        }
        while let Some(frame) = self.state.frames.first() {
            let Some(bracket) = self.state.brackets().next() else {
                return Err(Stop::Pending);
            };
            if frame.phase != Phase::Next {
                return Err(Stop::Pending);
            }
            self.note_repair(RepairKind::MissingBracket);
            let bracket = match bracket {
                Bracket::Object => "}",
                Bracket::List => "]",
            };
            match self.run_put_in(bracket, false) {
                Ok(()) => return Ok(()),
                Err(Stop::Failed) => return Err(Stop::Failed),
                Err(Stop::Pending) => {}
            }
        }
        Err(Stop::Pending)
    }
}

impl State {
    /// The containers that are open, innermost first.
    fn brackets(&self) -> impl Iterator<Item = Bracket> {
        // A list of one value has no bracket.
        let frames = self
            .frames
            .iter()
            .filter(|frame| frame.phase != Phase::Single);
        frames.filter_map(|frame| match frame.label {
            Label::Index | Label::Entry => Some(Bracket::List),
            Label::Variant | Label::Held => None,
            Label::Field(_) | Label::Element | Label::Key | Label::Nameless | Label::Unknown => {
                Some(Bracket::Object)
            }
        })
    }
}
