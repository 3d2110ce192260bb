//! What stands before the value: words, a fence, thoughts. The value is looked for behind them.

use super::parser::Parser;
use super::state::{Fault, Label, Phase, State, Step, Stop, Token};
use crate::error::ErrorKind;
use crate::partial::{Kinds, Partial};
use crate::repair::RepairKind;

/// The search for the value.
///
/// Where a bracket opens, the value may begin. From there the text is held, and tried, until a key comes that the type
/// knows (in a list: an element of its kind): then it is read from there, and there is no way back. A text that fails
/// before that is words.
#[derive(Debug, Clone)]
pub(crate) struct Preamble<P> {
    /// The text from where the value may begin, or a mark of thoughts.
    held: String,
    place: Place,
    trial: Option<Box<Trial<P>>>,
    /// A whole value without a key that the type knows and that needs none, should there be no other: where it stands, and
    /// its text.
    blank: Option<(usize, String)>,
    /// What may have been the value, and was cut before its first key.
    cut: Option<(usize, String)>,
    /// All the text, while it is short: it may be the value as it stands.
    all: Option<String>,
    /// Bytes that have come.
    came: usize,
    /// Bytes that were tried.
    tried: usize,
}

#[derive(Debug, Clone)]
struct Trial<P> {
    parser: Parser<P>,
    /// How much of the held text it has read.
    read: usize,
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

/// How much is held before a key has come.
const HELD: usize = 64 << 10;

/// How many bytes may be tried, and how many more for each byte of the text: brackets in brackets are each tried.
const TRIED: usize = 1 << 20;
const TRIED_FACTOR: usize = 8;

impl<P> Default for Preamble<P> {
    fn default() -> Self {
        Preamble {
            held: String::new(),
            place: Place::Start,
            trial: None,
            blank: None,
            cut: None,
            all: Some(String::new()),
            came: 0,
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
    Words,
}

impl<P> Preamble<P> {
    /// How much of the text is held.
    pub(crate) fn pending(&self) -> usize {
        self.held.len()
    }

    /// Looks for where the value may begin, from `at`: the place of a bracket, or else how much is words.
    fn find(&mut self, mut at: usize, last: bool) -> Result<usize, usize> {
        while at < self.held.len() {
            let rest = &self.held[at..];
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
                        return Err(self.held.len() - keep.unwrap_or(0));
                    }
                }
                continue;
            }
            let Some(place) = memchr::memchr3(b'{', b'[', b'<', rest.as_bytes()) else {
                self.note_words(rest.len(), at);
                return Err(self.held.len());
            };
            self.note_words(place, at);
            at += place;
            let rest = &self.held[at..];
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

    fn note_words(&mut self, len: usize, at: usize) {
        let words = &self.held[at..at + len];
        if !words.trim_start_matches('\u{feff}').trim().is_empty() {
            self.place = Place::Words;
        }
    }
}

impl<P: Partial> Trial<P> {
    /// Whether, at the end of the text, it is a value with something in it.
    fn ends_with_content(mut self) -> bool {
        self.parser.mend("", true).is_ok() && self.parser.state.has_content()
    }
}

impl State {
    /// Whether something has closed that the type knows.
    fn has_content(&self) -> bool {
        self.leaves > 0 || self.closed.len() > 0
    }
}

impl<P: Partial> Parser<P> {
    /// Reads a chunk of a text in which the value has not begun.
    pub(super) fn seek(&mut self, mut preamble: Box<Preamble<P>>, text: &str, last: bool) -> Step {
        preamble.held.push_str(text);
        preamble.came += text.len();
        if let Some(all) = &mut preamble.all {
            all.push_str(text);
            if all.len() > HELD {
                preamble.all = None;
            }
        }
        let mut at = 0;
        let words = loop {
            if preamble.trial.is_none() {
                match preamble.find(at, last) {
                    Ok(place) => at = place,
                    Err(words) => break words,
                }
                let parser = self.clone();
                preamble.trial = Some(Box::new(Trial { parser, read: 0 }));
            }
            let outcome = self.try_held(&mut preamble, at)?;
            match outcome {
                Outcome::Open if !last => break at,
                Outcome::Open => {
                    if preamble
                        .trial
                        .take()
                        .is_some_and(|trial| trial.ends_with_content())
                    {
                        self.read += at;
                        return self.mend(&preamble.held[at..], last);
                    }
                    let text = preamble.held[at..].to_owned();
                    preamble.cut.get_or_insert((self.read + at, text));
                    at += 1;
                }
                Outcome::Value => {
                    self.read += at;
                    return self.mend(&preamble.held[at..], last);
                }
                Outcome::Words => at += 1,
                Outcome::Blank(len) => {
                    let text = preamble.held[at..at + len].to_owned();
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
        preamble.held.drain(..words);
        self.read += words;
        if last {
            return self.settle(*preamble);
        }
        self.preamble = Some(preamble);
        Err(Stop::Pending)
    }

    /// Tries on with the held text that begins at `at`.
    fn try_held(&mut self, preamble: &mut Preamble<P>, at: usize) -> Result<Outcome, Stop> {
        let Some(trial) = &mut preamble.trial else {
            return Ok(Outcome::Words);
        };
        let held = &preamble.held[at..];
        while trial.read < held.len() {
            let piece = piece(held, trial.read);
            trial.read += piece.len();
            preamble.tried += piece.len();
            let limit = TRIED + preamble.came.saturating_mul(TRIED_FACTOR);
            if preamble.tried > limit {
                let message = "too many brackets that are no value";
                return Err(self.state.fail(ErrorKind::Limit, message, self.read));
            }
            let step = trial.parser.mend(piece, false);
            let state = &trial.parser.state;
            if step == Err(Stop::Failed) {
                // A bound is one whatever the text is.
                return Ok(Outcome::Words);
            }
            if step.is_ok() {
                let len = trial.read - trial.parser.trailing.len();
                if state.has_content() {
                    return Ok(Outcome::Value);
                }
                let is_clean = state.repairs.is_empty();
                let value = trial.parser.root.value.take();
                let is_whole = value.is_some_and(|value| value.complete().is_ok());
                return Ok(match is_clean && is_whole {
                    true => Outcome::Blank(len),
                    false => Outcome::Words,
                });
            }
            if trial.parser.is_told() {
                return Ok(Outcome::Value);
            }
        }
        Ok(match held.len() > HELD {
            true => Outcome::Words,
            false => Outcome::Open,
        })
    }

    /// Whether something has come that the type knows.
    fn is_told(&self) -> bool {
        let frames = self.state.frames.iter().rev();
        let mut frames = frames
            .skip_while(|frame| frame.label == Label::Variant || frame.phase == Phase::Single);
        let Some(frame) = frames.next() else {
            return false;
        };
        match frame.label {
            Label::Field(_) | Label::Key | Label::Element | Label::Nameless => {
                // Behind a value the label is the next one's.
                matches!(frame.phase, Phase::Value | Phase::Open) || self.state.has_content()
            }
            Label::Index | Label::Entry => {
                frame.slot > 0 || self.state.token != Token::None || frames.next().is_some()
            }
            Label::Variant | Label::Held | Label::Unknown => false,
        }
    }

    /// At the end of a text in which no value was told: what it is all the same.
    fn settle(&mut self, preamble: Preamble<P>) -> Step {
        if let Some((offset, text)) = preamble.blank.or(preamble.cut) {
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
            let mut trial = self.clone();
            if trial.mend(text, true).is_ok() && trial.trailing.trim().is_empty() {
                self.read = offset;
                return self.mend(text, true);
            }
        }
        self.read = offset;
        self.read_as_text(text)
    }

    /// Reads all the text as one string.
    fn read_as_text(&mut self, text: &str) -> Step {
        let mut json = String::from("\"");
        super::mend::escape(text, &mut json);
        json.push('"');
        self.note_repair(RepairKind::MissingQuotes);
        let step = self.run_put_in(&json);
        let takes_text = P::KINDS.meets(Kinds::STRING.or(Kinds::NUMBER).or(Kinds::BOOL));
        if step.is_err() && !takes_text {
            return Err(self.no_value());
        }
        self.read += text.len();
        step
    }

    fn no_value(&mut self) -> Stop {
        let fault = Fault {
            kind: ErrorKind::Syntax,
            message: "there is no value of the type in the text".into(),
            offset: self.read,
            problems: Vec::new(),
        };
        self.state.frames.clear();
        self.state.fail_as(fault)
    }
}

/// The next piece of a trial: up to where a key is told, or the kind of a list's first element.
fn piece(held: &str, read: usize) -> &str {
    let rest = &held[read..];
    if read == 0 && rest.starts_with('[') {
        let inner = rest[1..].trim_start();
        let first = inner.chars().next().map_or(0, char::len_utf8);
        return &rest[..rest.len() - inner.len() + first];
    }
    match memchr::memchr(b':', rest.as_bytes()) {
        Some(colon) => &rest[..=colon],
        None => rest,
    }
}

/// What is in the one block of code in a text.
fn fenced(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("```")?;
    let (block, rest) = rest.split_once("```")?;
    let (_, code) = block.split_once('\n')?;
    (!rest.contains("```")).then(|| code.trim())
}
