//! What stands before the value: words, a fence, thoughts. The value is looked for behind them.

mod prose;
mod trial;
mod whole;

pub(crate) use prose::thoughts;

use super::reader::{Course, Reader};
use super::state::{Checks, Step, Stop};
use crate::repair::RepairKind;
use prose::Prose;
use trial::{Failed, HELD, Outcome, Trial};

/// The search for the value.
///
/// Where a bracket opens, the value may begin, and at a quote that the text begins with, if it may be a string. From there the
/// text is held, and tried, until a key comes that the type knows (in a list: an element of its kind): then it is read from
/// there, and there is no way back. A text that fails before that is words.
#[derive(Debug, Clone)]
pub(crate) struct Preamble {
    /// The text from where the value may begin, or a mark of thoughts.
    held: String,
    prose: Prose,
    trial: Option<Box<Trial>>,
    found: Option<Found>,
    /// All the text, while it is short: it may be the value as it stands.
    all: Option<String>,
    /// Bytes that were tried.
    tried: usize,
}

/// A part of the text that is the value, should no value be told.
#[derive(Debug, Clone)]
struct Found {
    rank: Rank,
    /// Where it starts, in bytes from the start of the text.
    offset: usize,
    text: String,
    /// Where there is another one value.
    second: Option<usize>,
}

/// What is taken for the value first is last here, and of the same rank the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It is none: the error is about it.
    Failed,
    /// It was cut before its first key.
    Cut,
    /// A list, behind words, of which an element is no good.
    Misfit,
    /// It is whole, has no key that the type knows, and needs none.
    Blank,
    /// It is one value where a list was asked for, or a list of one among words, as `[1]` is.
    One,
}

/// How many bytes may be tried, and how many more for each byte of the text, before brackets in what was tried are not tried
/// by themselves.
const TRIED: usize = 64 << 10;
const TRIED_FACTOR: usize = 4;

impl Preamble {
    /// At the start of a text whose value may be a string, or not.
    pub(crate) fn new(takes_quote: bool) -> Self {
        Preamble {
            held: String::new(),
            prose: Prose::new(takes_quote),
            trial: None,
            found: None,
            all: Some(String::new()),
            tried: 0,
        }
    }

    /// How much of the text is held.
    pub(crate) fn pending(&self) -> usize {
        self.held.len()
    }

    /// Tries on with the text that is held from where the value may begin, at this byte of the text.
    fn go_on(&mut self, held: &str, last: bool) -> Outcome {
        let Some(trial) = &mut self.trial else {
            return Outcome::Words;
        };
        let before = trial.read();
        let outcome = trial.go_on(held, last);
        self.tried += trial.read() - before;
        outcome
    }

    /// Notes what may be the value, should no other be told.
    fn note(&mut self, rank: Rank, offset: usize, text: &str) {
        match &mut self.found {
            Some(found) if found.rank == Rank::One && rank == Rank::One => {
                found.second.get_or_insert(offset);
            }
            Some(found) if found.rank >= rank => {}
            found => {
                *found = Some(Found {
                    rank,
                    offset,
                    text: text.to_owned(),
                    second: None,
                });
            }
        }
    }

    /// How far to go on behind a trial that was words, at this byte of the text.
    fn step(&self, offset: usize) -> usize {
        let limit = TRIED + offset.saturating_mul(TRIED_FACTOR);
        match &self.trial {
            Some(trial) if self.tried > limit => trial.read().max(1),
            _ => 1,
        }
    }

    /// Keeps the text, while it is short.
    fn note_all(&mut self, text: &str) {
        let all = self.all.take().filter(|all| all.len() + text.len() <= HELD);
        self.all = all.map(|all| all + text);
    }
}

impl Reader<'_> {
    /// Reads a chunk of a text in which the value has not begun.
    pub(super) fn seek(&mut self, mut preamble: Box<Preamble>, text: &str, last: bool) -> Step {
        let mut joined = std::mem::take(&mut preamble.held);
        let is_joined = !joined.is_empty();
        let held = if is_joined {
            joined.push_str(text);
            &joined
        } else {
            text
        };
        let mut at = 0;
        let words = loop {
            if preamble.trial.is_none() {
                match preamble.prose.find(held, at, last) {
                    Ok(place) => at = place,
                    Err(words) => break words,
                }
                let mut course = Course::new(self.state.clone(), self.read + at);
                // Nobody is to look at the values of a trial.
                course.state.checks = Checks::Never;
                let trial = Trial::new(self.root.copy(), course, preamble.prose.is_start());
                preamble.trial = Some(Box::new(trial));
            }
            let offset = self.read + at;
            let outcome = preamble.go_on(&held[at..], last);
            let mut step = preamble.step(offset);
            let is_start = preamble.prose.is_start();
            let is_list = outcome == Outcome::Failed(Failed::Kind) && held[at..].starts_with('[');
            match outcome {
                Outcome::Open if !last => break at,
                Outcome::Open => {
                    let text = &held[at..];
                    let rank = match preamble.trial.take().map(|trial| trial.end()) {
                        Some(Outcome::Value) => return self.begin(&preamble, held, at, last),
                        Some(Outcome::Failed(_)) if text.starts_with('"') => Some(Rank::Failed),
                        // Words with several quotes are words, and no string that was cut.
                        _ if text.starts_with('"') && text[1..].contains('"') => None,
                        _ => Some(Rank::Cut),
                    };
                    if let Some(rank) = rank {
                        preamble.note(rank, offset, text);
                    }
                }
                Outcome::Value => return self.begin(&preamble, held, at, last),
                Outcome::One(len) => {
                    preamble.note(Rank::One, offset, &held[at..at + len]);
                    step = len;
                }
                Outcome::Blank(len) => {
                    preamble.note(Rank::Blank, offset, &held[at..at + len]);
                    // What a text begins with is not words: what is in it is no value by itself.
                    step = if is_start { len } else { 1 };
                }
                Outcome::Failed(Failed::Element | Failed::ElementKind) if is_start => {
                    return self.begin(&preamble, held, at, last);
                }
                Outcome::Failed(why) => {
                    let len = preamble.trial.as_ref().map_or(0, |trial| trial.read());
                    let text = &held[at..at + len];
                    match why {
                        Failed::Element => preamble.note(Rank::Misfit, offset, text),
                        Failed::Syntax if !is_start => {}
                        _ => preamble.note(Rank::Failed, offset, text),
                    }
                }
                Outcome::Words => {}
            }
            preamble.trial = None;
            preamble.prose.end_start();
            if is_list && step == 1 {
                preamble.prose.open_list(offset, is_start);
            }
            at += step;
        };
        preamble.held = if is_joined {
            joined.drain(..words);
            joined
        } else {
            text[words..].to_owned()
        };
        self.read += words;
        preamble.note_all(text);
        if last {
            return self.settle(*preamble);
        }
        self.preamble = Some(preamble);
        Err(Stop::Pending)
    }

    /// The value begins at this place of the text that is held.
    fn begin(&mut self, preamble: &Preamble, held: &str, at: usize, last: bool) -> Step {
        if let Some(list) = preamble.prose.list() {
            self.note_repair_at(RepairKind::Unwrapped, list);
            self.mending.is_in_list = true;
        }
        self.read += at;
        self.mend(&held[at..], last)
    }
}
