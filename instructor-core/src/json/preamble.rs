//! What stands before the value: words, a fence, thoughts. The value is looked for behind them.

use super::reader::{Course, ReadRoot, Reader};
use super::state::{Fault, Label, Phase, State, Step, Stop, Token};
use crate::error::ErrorKind;
use crate::repair::RepairKind;
use serde_json::Value;

/// The search for the value.
///
/// Where a bracket opens, the value may begin. From there the text is held, and tried, until a key comes that the type
/// knows (in a list: an element of its kind): then it is read from there, and there is no way back. A text that fails
/// before that is words.
#[derive(Debug, Clone)]
pub(crate) struct Preamble {
    /// The text from where the value may begin, or a mark of thoughts.
    held: String,
    place: Place,
    trial: Option<Box<Trial>>,
    /// A whole value without a key that the type knows and that needs none, should there be no other: where it stands, and
    /// its text.
    blank: Option<(usize, String)>,
    /// One value, where a list was asked for: where it stands, and its text. It is the list, if no other follows.
    one: Option<(usize, String)>,
    /// What may have been the value, and was cut before its first key.
    cut: Option<(usize, String)>,
    /// What is wrong with what a text begins with, should there be no value.
    fault: Option<Fault>,
    /// All the text, while it is short: it may be the value as it stands.
    all: Option<String>,
    /// Bytes that were tried.
    tried: usize,
}

#[derive(Debug, Clone)]
struct Trial {
    root: Box<dyn ReadRoot>,
    course: Course,
    /// How much of the held text it has read.
    read: usize,
    /// In how much of it there is no mark beyond that.
    searched: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing but white space has come.
    Start,
    Words,
    /// In what is thought, up to the tag that ends it.
    Thoughts(&'static str),
}

/// What stands around the thoughts of models whose server does not take them out.
const THOUGHTS: [(&str, &str); 4] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
];

/// What a text has of thoughts at its start, as far as they have come.
pub(crate) fn thoughts(text: &str) -> &str {
    let text = text.trim_start();
    let mut tags = THOUGHTS.iter();
    let Some((start, end)) = tags.find(|(start, _)| text.starts_with(start)) else {
        return "";
    };
    let thoughts = &text[start.len()..];
    thoughts.split(end).next().unwrap_or(thoughts)
}

/// How much is held before a key has come.
const HELD: usize = 64 << 10;

/// How many bytes may be tried, and how many more for each byte of the text, before brackets in what was tried are not tried
/// by themselves.
const TRIED: usize = 64 << 10;
const TRIED_FACTOR: usize = 4;

impl Default for Preamble {
    fn default() -> Self {
        Preamble {
            held: String::new(),
            place: Place::Start,
            trial: None,
            blank: None,
            one: None,
            cut: None,
            fault: None,
            all: Some(String::new()),
            tried: 0,
        }
    }
}

/// What has become of a trial.
enum Outcome {
    /// More has to come.
    Open,
    /// It is the value.
    Value,
    /// It is whole, and has nothing in it that the type knows; so long is it.
    Blank(usize),
    /// It is whole, and so long: one value, where a list was asked for.
    One(usize),
    Words,
}

impl Preamble {
    /// How much of the text is held.
    pub(crate) fn pending(&self) -> usize {
        self.held.len()
    }

    /// Tries on with the text that is held from where the value may begin.
    fn try_held(&mut self, held: &str, last: bool) -> Outcome {
        let Some(trial) = &mut self.trial else {
            return Outcome::Words;
        };
        while let Some(piece) = trial.piece(held, last)
            && !piece.is_empty()
        {
            trial.read += piece.len();
            self.tried += piece.len();
            if trial.read > HELD {
                return Outcome::Words;
            }
            let step = trial.reader().mend(piece, false);
            if step == Err(Stop::Failed) {
                let is_start = self.place == Place::Start;
                let state = &mut trial.course.state;
                if is_start && state.fails_in_element() {
                    return Outcome::Value;
                }
                let fault = state.fault.take().map(|fault| *fault);
                let is_told = |fault: &Fault| is_start || fault.kind != ErrorKind::Syntax;
                if self.fault.is_none() {
                    self.fault = fault.filter(is_told);
                }
                return Outcome::Words;
            }
            if step.is_ok() {
                let len = trial.read - trial.course.trailing.len();
                let state = &trial.course.state;
                if state.is_list_of_one() {
                    return Outcome::One(len);
                }
                if state.has_content() {
                    return Outcome::Value;
                }
                let is_clean = state.repairs.is_empty();
                return match is_clean && trial.root.is_complete() {
                    true => Outcome::Blank(len),
                    false => Outcome::Words,
                };
            }
            if trial.course.state.is_told() {
                return Outcome::Value;
            }
        }
        match held.len() - trial.read > HELD {
            true => Outcome::Words,
            false => Outcome::Open,
        }
    }

    /// How far to go on behind a trial that was words, at this byte of the text.
    fn step(&self, offset: usize) -> usize {
        let limit = TRIED + offset.saturating_mul(TRIED_FACTOR);
        match &self.trial {
            Some(trial) if self.tried > limit => trial.read.max(1),
            _ => 1,
        }
    }

    /// Keeps the text, while it is short.
    fn note_all(&mut self, text: &str) {
        let all = self.all.take().filter(|all| all.len() + text.len() <= HELD);
        self.all = all.map(|all| all + text);
    }

    /// Looks for where the value may begin, from `at`: the place of a bracket, or else how much is words.
    fn find(&mut self, held: &str, mut at: usize, last: bool) -> Result<usize, usize> {
        while at < held.len() {
            let rest = &held[at..];
            if let Place::Thoughts(end) = self.place {
                match rest.find(end) {
                    Some(place) => {
                        self.place = Place::Words;
                        at += place + end.len();
                    }
                    None => {
                        // The start of the tag may stand at the end.
                        let keep = (1..end.len())
                            .rev()
                            .find(|len| rest.ends_with(&end[..*len]));
                        return Err(held.len() - keep.unwrap_or(0));
                    }
                }
                continue;
            }
            let Some(place) = memchr::memchr3(b'{', b'[', b'<', rest.as_bytes()) else {
                self.note_words(rest);
                return Err(held.len());
            };
            self.note_words(&rest[..place]);
            at += place;
            let rest = &held[at..];
            if !rest.starts_with('<') {
                return Ok(at);
            }
            if let Some((start, end)) = THOUGHTS.iter().find(|(start, _)| rest.starts_with(start)) {
                self.place = Place::Thoughts(end);
                at += start.len();
            } else if !last && THOUGHTS.iter().any(|(start, _)| start.starts_with(rest)) {
                return Err(at);
            } else {
                self.place = Place::Words;
                at += 1;
            }
        }
        Err(at)
    }

    fn note_words(&mut self, words: &str) {
        if !words.trim_start_matches('\u{feff}').trim().is_empty() {
            self.place = Place::Words;
        }
    }
}

impl Trial {
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

    /// Whether, at the end of the text, it is a value with something in it.
    fn ends_with_content(mut self) -> bool {
        self.reader().mend("", true).is_ok() && self.course.state.has_content()
    }
}

impl State {
    /// Whether the root is a list that was read from one value.
    fn is_list_of_one(&self) -> bool {
        let mut repairs = self.repairs.iter();
        repairs.any(|repaired| repaired.kind == RepairKind::List && repaired.path.is_root())
    }

    /// Whether what is wrong is an element of a list, which has begun as one of its kind.
    fn fails_in_element(&self) -> bool {
        let frame = self.frames.last();
        let is_element =
            frame.is_some_and(|frame| frame.label == Label::Index && frame.phase == Phase::Open);
        let fault = self.fault.as_ref();
        is_element
            && fault.is_some_and(|fault| matches!(fault.kind, ErrorKind::Type | ErrorKind::Invalid))
    }

    /// Whether something has come that the type knows.
    fn is_told(&self) -> bool {
        let frames = self.frames.iter().rev();
        // It may be one of several.
        if self
            .frames
            .last()
            .is_some_and(|frame| frame.phase == Phase::Single)
        {
            return false;
        }
        let mut frames = frames
            .skip_while(|frame| frame.label == Label::Variant || frame.phase == Phase::Single);
        let Some(frame) = frames.next() else {
            return false;
        };
        match frame.label {
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

impl Reader<'_> {
    /// Reads a chunk of a text in which the value has not begun.
    pub(super) fn seek(&mut self, mut preamble: Box<Preamble>, text: &str, last: bool) -> Step {
        let mut held = std::mem::take(&mut preamble.held);
        let held = match held.is_empty() {
            true => text,
            false => {
                held.push_str(text);
                &held
            }
        };
        let mut at = 0;
        let words = loop {
            if preamble.trial.is_none() {
                match preamble.find(held, at, last) {
                    Ok(place) => at = place,
                    Err(words) => break words,
                }
                preamble.trial = Some(Box::new(self.trial(at)));
            }
            let outcome = preamble.try_held(&held[at..], last);
            match outcome {
                Outcome::Open if !last => break at,
                Outcome::Open => {
                    let step = preamble.step(self.read + at);
                    if preamble
                        .trial
                        .take()
                        .is_some_and(|trial| trial.ends_with_content())
                    {
                        self.read += at;
                        return self.mend(&held[at..], last);
                    }
                    let text = held[at..].to_owned();
                    preamble.cut.get_or_insert((self.read + at, text));
                    at += step;
                }
                Outcome::Value => {
                    self.read += at;
                    return self.mend(&held[at..], last);
                }
                Outcome::Words => {
                    preamble.place = Place::Words;
                    at += preamble.step(self.read + at);
                }
                Outcome::One(len) => {
                    let text = held[at..at + len].to_owned();
                    if preamble.one.replace((self.read + at, text)).is_some() {
                        let message = "several values, and no list of them";
                        let offset = self.read + at;
                        return Err(self.state.fail(ErrorKind::Type, message, offset));
                    }
                    at += len;
                    preamble.place = Place::Words;
                }
                Outcome::Blank(len) => {
                    let text = held[at..at + len].to_owned();
                    preamble.blank.get_or_insert((self.read + at, text));
                    // What a text begins with is not words: what is in it is no value by itself.
                    at += if preamble.place == Place::Start {
                        len
                    } else {
                        1
                    };
                    preamble.place = Place::Words;
                }
            }
            preamble.trial = None;
        };
        preamble.held.push_str(&held[words..]);
        self.read += words;
        preamble.note_all(text);
        if last {
            return self.settle(*preamble);
        }
        self.preamble = Some(preamble);
        Err(Stop::Pending)
    }

    /// A trial of what may begin so many bytes from here.
    fn trial(&self, at: usize) -> Trial {
        Trial {
            root: self.root.copy(),
            course: Course::new(self.state.clone(), self.read + at),
            read: 0,
            searched: 0,
        }
    }

    /// At the end of a text in which no value was told: what it is all the same.
    fn settle(&mut self, preamble: Preamble) -> Step {
        let whole = preamble.one.or(preamble.blank);
        if let Some((offset, text)) = whole.or(preamble.cut) {
            self.read = offset;
            return self.mend(&text, true);
        }
        let Some(all) = preamble.all else {
            return Err(self.no_value());
        };
        let text = all.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(Stop::Pending);
        }
        let offset = self.read - (all.len() - all.find(text).unwrap_or(0)).min(self.read);
        for text in [Some(text), fenced(text)].into_iter().flatten() {
            let mut trial = self.trial(0);
            if trial.reader().mend(text, true).is_ok() && trial.course.trailing.trim().is_empty() {
                self.read = offset;
                return self.mend(text, true);
            }
        }
        self.read = offset;
        self.read_as_text(text, preamble.fault)
    }

    /// All the text as one string, or as a list of that, whichever the type takes.
    fn as_json(&self, text: &str) -> Option<String> {
        let string = format!("\"{}\"", super::mend::escaped(text));
        let reads = |json: &str, is_fitted: bool| {
            let mut trial = self.trial(0);
            let is_read = trial.reader().run_put_in(json).is_ok();
            is_read && (is_fitted || trial.course.state.repairs.len() == self.state.repairs.len())
        };
        // Words may name a value, but what begins with a bracket are none: it is a text as it stands, or has one value in it.
        if text.starts_with(['[', '{']) {
            let sole = || sole_in(text).filter(|json| reads(json, true));
            return Some(string).filter(|json| reads(json, false)).or_else(sole);
        }
        let list = format!("[{string}]");
        [string, list].into_iter().find(|json| reads(json, true))
    }

    /// Reads all the text as one string.
    fn read_as_text(&mut self, text: &str, fault: Option<Fault>) -> Step {
        if self.root.takes_anything() {
            return Err(self.no_value());
        }
        self.note_repair(RepairKind::MissingQuotes);
        let json = match self.as_json(text) {
            Some(json) => json,
            None if self.root.takes_text() && fault.is_none() => {
                format!("\"{}\"", super::mend::escaped(text))
            }
            None => {
                return Err(match fault {
                    Some(fault) => self.state.fail_as(fault),
                    None => self.no_value(),
                });
            }
        };
        let step = self.run_put_in(&json);
        self.read += text.len();
        step
    }

    fn no_value(&mut self) -> Stop {
        let offset = self.read;
        self.state.frames.clear();
        let message = "there is no value of the type in the text";
        self.state.fail(ErrorKind::Syntax, message, offset)
    }
}

/// The string, number or bool that a list or an object has in it, and nothing else.
fn sole_in(text: &str) -> Option<String> {
    let inner = match serde_json::from_str(text).ok()? {
        Value::Array(items) => <[Value; 1]>::try_from(items).ok()?.into_iter().next()?,
        Value::Object(members) if members.len() == 1 => members.into_iter().next()?.1,
        _ => return None,
    };
    let is_scalar = matches!(inner, Value::String(_) | Value::Number(_) | Value::Bool(_));
    is_scalar.then(|| inner.to_string())
}

/// What is in the one block of code in a text.
fn fenced(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("```")?;
    let (block, rest) = rest.split_once("```")?;
    let (_, code) = block.split_once('\n')?;
    (!rest.contains("```")).then(|| code.trim())
}
