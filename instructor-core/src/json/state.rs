//! What a parser remembers between two chunks.

use super::log::Log;
use super::mend::Broken;
use super::parked::Parked;
use super::shapes::Shapes;
use super::string::StringState;
use crate::Path;
use crate::context::Context;
use crate::error::{Error, ErrorKind, Problem};
use crate::partial::entries::OpenKey;
use crate::path::Segment;
use crate::repair::{RepairKind, Repaired};
use std::borrow::Cow;

/// Bounds on what a document may ask of the parser.
///
/// They hold in whatever pieces the text arrives.
///
/// ```
/// use instructor_core::{Limits, Parser};
///
/// let mut limits = Limits::default();
/// limits.depth = 2;
/// let mut parser = Parser::<Vec<Vec<Vec<u8>>>>::new().limits(limits);
/// let error = parser.feed("[[[").unwrap_err();
/// assert_eq!(error.to_string(), "more than 2 levels of nesting at `[0][0]`, byte 2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Levels of nesting; 128. The parser calls itself for each: many thousands may exhaust the stack.
    pub depth: usize,
    /// Bytes of the whole text; 64 MiB. For a client also those of what a stream has beside it: reasoning, words, other calls.
    pub bytes: usize,
    /// Bytes of a key, a number, or a string that shows only when whole (an enum's, a `char`'s); 64 KiB.
    /// A `String` is bounded by `bytes` alone.
    pub token: usize,
    /// Bytes of white space between two tokens; 4 KiB. Models fall into endless runs of it.
    pub whitespace: usize,
    /// Elements of lists and entries of maps, in all; a million. A few bytes of text may ask for a large element.
    pub elements: usize,
    /// What may be mended in a text; 10 000.
    pub repairs: usize,
    /// Bytes of one event of a stream, its envelope included; 16 MiB. For a client: a parser sees no events.
    pub event: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 128,
            bytes: 64 << 20,
            token: 64 << 10,
            whitespace: 4 << 10,
            elements: 1_000_000,
            repairs: 10_000,
            event: 16 << 20,
        }
    }
}

/// Why a visitor returned before its value closed. What went wrong stands in the parser's state, so that this
/// stays one byte on the way up.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The chunk ran out.
    Pending,
    /// The text does not fit; the fault is noted.
    Failed,
}

/// What a visitor returns: the value closed, or why it did not.
#[doc(hidden)]
pub type Step = Result<(), Stop>;

/// Whether a slot is entered for a new value, or for the one that the last chunk left in it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// A new value starts: what an earlier duplicate key put there goes.
    Begin,
    /// The value goes on; if nothing of it shows yet, its visitor begins again.
    Resume,
}

/// Where a container's loop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// After the opening bracket: a first member, or the closing bracket.
    First,
    /// At or in a key.
    Key,
    /// Between a key and its value.
    Colon,
    /// A value is to begin.
    Value,
    /// In a value.
    Open,
    /// In the one element of a list that has no brackets.
    Single,
    /// After a value: a comma, or the closing bracket.
    Next,
}

/// What a path calls the slot that a container has open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// By this name: a field.
    Field(&'static str),
    /// By the slot's number: an element.
    Index,
    /// By the slot's number too: an element that is a member of an object.
    Element,
    /// By the next of [`State::keys`]: an entry.
    Key,
    /// Nothing: an entry of a map that comes as a list. The value in it is told by its key.
    Entry,
    /// Nothing: what is in the slot stands where the container does, as in a wrapper.
    Nameless,
    /// Nothing, and nothing in it either: the key is unknown.
    Unknown,
    /// Nothing, and it is no container: the variant of an enum that its content tells.
    Variant,
    /// As that, and nothing in it either: it is held until the variant is known.
    Held,
}

/// The slot of a key that no field has.
#[doc(hidden)]
pub const UNKNOWN: usize = usize::MAX;

/// The slot of a key that is data: a map takes it. Its place in [`State::keys`] is added.
pub(crate) const ENTRY: usize = usize::MAX / 2;

/// The slot of the key that tells an enum's variant.
pub(crate) const TAG: usize = ENTRY - 1;

/// Where one container was when the chunk ran out. The innermost leaves its frame first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) phase: Phase,
    pub(crate) slot: usize,
    pub(crate) label: Label,
    /// Of an object: which of its fields have closed.
    pub(crate) seen: Seen,
}

impl Frame {
    #[inline]
    pub(crate) fn new(phase: Phase, slot: usize, label: Label) -> Self {
        Frame {
            phase,
            slot,
            label,
            seen: Seen::default(),
        }
    }
}

/// A set of slot numbers, of the first 64. Of objects with more fields the rest counts as not seen.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen(u64);

impl Seen {
    #[inline]
    fn bit(slot: usize) -> u64 {
        u32::try_from(slot)
            .ok()
            .and_then(|slot| 1u64.checked_shl(slot))
            .unwrap_or(0)
    }

    #[inline]
    pub(crate) fn insert(&mut self, slot: usize) {
        self.0 |= Seen::bit(slot);
    }

    pub(crate) fn has(self, slot: usize) -> bool {
        self.0 & Seen::bit(slot) != 0
    }
}

/// A word of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Literal {
    True,
    False,
    Null,
}

impl Literal {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Literal::True => "true",
            Literal::False => "false",
            Literal::Null => "null",
        }
    }
}

/// The token that the chunk's end cut, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Between tokens.
    None,
    /// In a number; its text so far is in `scratch`.
    Number,
    /// In `true`, `false` or `null`, with that many bytes seen.
    Literal(Literal, u8),
    /// In a string, whose text so far is in the value that shows it, or else in `scratch`.
    String(StringState),
}

/// What is wrong with the text, and where.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) kind: ErrorKind,
    pub(crate) message: Cow<'static, str>,
    /// Bytes from the start of the text.
    pub(crate) offset: usize,
    /// All that is wrong with the value there, with paths from it: of a value that breaks rules.
    pub(crate) problems: Vec<Problem>,
    /// Whether the value is of another kind than the type's: a list where an object is wanted.
    pub(crate) is_other_kind: bool,
    /// Where the innermost member begins that it is in, if that is known.
    pub(crate) member: Option<usize>,
}

impl Fault {
    pub(crate) fn new(
        kind: ErrorKind,
        message: impl Into<Cow<'static, str>>,
        offset: usize,
    ) -> Self {
        Fault {
            kind,
            message: message.into(),
            offset,
            problems: Vec::new(),
            is_other_kind: false,
            member: None,
        }
    }
}

/// When fields are held against what is said of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checks {
    /// The first that is wrong ends the text.
    WhenClosed,
    /// The text is read on, to tell all that is wrong.
    AtTheEnd,
    /// They have been.
    Never,
}

#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) frames: Vec<Frame>,
    /// The open key of each open map, innermost last.
    pub(crate) keys: Vec<OpenKey>,
    pub(crate) token: Token,
    /// Where the cut token started, in bytes from the start of the text.
    pub(crate) token_start: usize,
    pub(crate) scratch: String,
    /// The text so far of a value that is not read before more of it is known: an enum without its tag.
    pub(crate) held: String,
    /// Where that begins, in bytes from the start of the text.
    pub(crate) held_start: usize,
    /// Bytes that were read more than once.
    pub(crate) read_again: usize,
    /// Values that have begun and are not to show yet, outermost last, as the frames.
    pub(crate) parked: Vec<Parked>,
    /// White space at the end of the last chunk.
    pub(crate) whitespace: usize,
    /// Elements and entries that have begun.
    pub(crate) elements: usize,
    pub(crate) fault: Option<Box<Fault>>,
    /// Where the text broke a rule of JSON, until it is mended.
    pub(crate) broken: Option<Box<Broken>>,
    /// Whether the cursor stopped at a quote of which what follows tells whether it closes the string.
    pub(crate) undecided: bool,
    /// Whether a key has come without JSON's quotes.
    pub(crate) odd_keys: bool,
    pub(crate) limits: Limits,
    /// What a dialect made of the shape of the text.
    pub(crate) shapes: Shapes,
    /// Whether what does not fit is mended.
    pub(crate) lenient: bool,
    /// What was mended.
    pub(crate) repairs: Vec<Repaired>,
    /// Whether the token that did not fit was a text that says there is nothing.
    pub(crate) nothing: bool,
    /// What validators are told beside the value.
    pub(crate) context: Context,
    pub(crate) checks: Checks,
    /// Where the members begin that are not read, for what is wrong in them.
    pub(crate) passed_over: Vec<usize>,
    /// What else is wrong, in fields that had closed before the fault.
    pub(crate) others: Vec<Problem>,
    /// The fields that have closed, of the struct whose progress counts.
    pub(crate) closed: Slots,
    /// How deep that struct is: 1 for the root.
    pub(crate) progress_depth: usize,
    /// Strings, numbers, bools and nulls that have closed.
    pub(crate) leaves: usize,
    /// What the last chunk changed, if somebody wants to know.
    pub(crate) log: Option<Log>,
    /// Whether somebody does.
    pub(crate) wants_changes: bool,
}

impl State {
    pub(crate) fn new() -> Self {
        State {
            frames: Vec::new(),
            keys: Vec::new(),
            token: Token::None,
            token_start: 0,
            scratch: String::new(),
            held: String::new(),
            held_start: 0,
            read_again: 0,
            parked: Vec::new(),
            whitespace: 0,
            elements: 0,
            fault: None,
            broken: None,
            undecided: false,
            odd_keys: false,
            limits: Limits::default(),
            shapes: Shapes::default(),
            lenient: false,
            repairs: Vec::new(),
            nothing: false,
            context: Context::default(),
            checks: Checks::WhenClosed,
            passed_over: Vec::new(),
            others: Vec::new(),
            closed: Slots::default(),
            progress_depth: 1,
            leaves: 0,
            log: None,
            wants_changes: false,
        }
    }

    /// What is open, read off the frames.
    pub(crate) fn path(&self) -> Path {
        self.way().map(|(_, segment)| segment).collect()
    }

    /// The steps of the path to what is open, each with the depth of the container that it is a slot of.
    pub(crate) fn way(&self) -> impl Iterator<Item = (usize, Segment)> {
        let mut keys = self.keys.iter();
        (1..)
            .zip(self.frames.iter().rev())
            .take_while(|(_, frame)| {
                // Inside an unknown key everything is unknown: the path ends there.
                matches!(
                    frame.phase,
                    Phase::Colon | Phase::Value | Phase::Open | Phase::Single
                ) && !matches!(frame.label, Label::Unknown | Label::Held)
            })
            .filter_map(move |(depth, frame)| {
                let segment = match frame.label {
                    Label::Field(name) => Segment::Field(Cow::Borrowed(name)),
                    Label::Index | Label::Element => Segment::Index(frame.slot),
                    Label::Key => Segment::Key(keys.next()?.text.clone()),
                    Label::Entry
                    | Label::Nameless
                    | Label::Variant
                    | Label::Unknown
                    | Label::Held => {
                        return None;
                    }
                };
                Some((depth, segment))
            })
    }

    /// Notes what is wrong at an offset.
    pub(crate) fn fail(
        &mut self,
        kind: ErrorKind,
        message: impl Into<Cow<'static, str>>,
        offset: usize,
    ) -> Stop {
        self.fail_as(Fault::new(kind, message, offset))
    }

    /// Notes what is wrong.
    pub(crate) fn fail_as(&mut self, fault: Fault) -> Stop {
        self.fault = Some(Box::new(fault));
        Stop::Failed
    }

    /// What was fitted from this offset on is read again, and fitted again.
    pub(crate) fn forget_fits(&mut self, offset: usize) {
        // What is behind the offset is the last of them.
        let kept = self
            .repairs
            .iter()
            .rposition(|repaired| repaired.offset < offset);
        let mut again = self.repairs.split_off(kept.map_or(0, |kept| kept + 1));
        again.retain(|repaired| {
            // The list around an element has its offset, and is not read again.
            !repaired.kind.is_fit()
                || (repaired.kind == RepairKind::List && repaired.offset == offset)
        });
        self.repairs.append(&mut again);
    }

    /// The noted fault as an error.
    pub(crate) fn error(&self) -> Error {
        match &self.fault {
            Some(fault) if fault.kind == ErrorKind::Missing => {
                let error = Error::new(fault.kind, fault.message.clone());
                let error = error.at_offset(fault.offset).at_missing(self.path());
                error.with_others(&self.others)
            }
            Some(fault) => Error::new(fault.kind, fault.message.clone())
                .at_offset(fault.offset)
                .at_path(self.path())
                .with_problems(&fault.problems)
                .with_others(&self.others),
            None => Error::new(ErrorKind::Syntax, "the text does not fit"),
        }
    }
}

/// A set of slot numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slots {
    words: Vec<u64>,
}

impl Slots {
    pub(crate) fn insert(&mut self, slot: usize) {
        let word = slot / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits |= 1 << (slot % 64);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.words.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.words
            .iter()
            .map(|bits| bits.count_ones() as usize)
            .sum()
    }
}
