//! What is done about a text that breaks a rule of JSON, or does not fit its type as it stands.

use crate::path::Path;
use std::fmt;

/// What a parser does about a text that breaks a rule of JSON, or a value that does not fit its type.
///
/// A text that breaks none is read the same in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repair {
    /// It is an error.
    #[default]
    Strict,
    /// It is mended where there is one way to, from the byte on that breaks the rule, and noted.
    ///
    /// The value is also looked for behind whatever stands before it, and shows from its first known key.
    Lenient,
}

/// Something that was mended while a text was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaired {
    /// What was mended.
    pub kind: RepairKind,
    /// Where in the value.
    pub path: Path,
    /// Where in the text, in bytes from its start.
    pub offset: usize,
}

/// ``a missing comma at `users[3]`, byte 120``
impl fmt::Display for Repaired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repaired { kind, path, offset } = self;
        match path.is_root() {
            true => write!(f, "{kind} at byte {offset}"),
            false => write!(f, "{kind} at `{path}`, byte {offset}"),
        }
    }
}

/// What was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RepairKind {
    /// A comma with nothing before or behind it.
    ExtraComma,
    /// No comma between two values.
    MissingComma,
    /// No colon behind a key, or another sign in its place.
    MissingColon,
    /// A key without a value: it is null.
    MissingValue,
    /// Other quotes than JSON's: `'`, `“`, a backtick, three of them.
    Quotes,
    /// A key or a text without quotes.
    MissingQuotes,
    /// A quote in a string that is not written as an escape.
    InnerQuote,
    /// A line end or another control character in a string that is not written as an escape.
    ControlCharacter,
    /// An escape that JSON does not have.
    Escape,
    /// A comment.
    Comment,
    /// Another language's word for true, false, null or no number.
    Literal,
    /// A number that is not written as JSON's are: `+1`, `.5`, `1.`.
    NumberForm,
    /// No closing bracket.
    MissingBracket,
    /// A closing bracket that closes nothing, or of another kind than the opening one.
    WrongBracket,
    /// Words between values.
    Words,
    /// A number that was read from text: `"42"`, `"$1,234.50"`; or an integer from `42.0`.
    Number,
    /// A bool that was read from text: `"yes"`.
    Bool,
    /// A text that was read from a number or a bool.
    Text,
    /// A list that was read from its one element.
    List,
    /// A value that was taken out of a list, or an object, in which there is nothing else.
    Unwrapped,
    /// A value that was read from the JSON in a string.
    Packed,
    /// A name that is not written as the type has it: of an enum's variant, or a literal.
    Name,
    /// A key that is not written as the type has it.
    Key,
}

impl RepairKind {
    /// Whether it is about a value that did not fit its type, and not about the text.
    pub(crate) fn is_fit(self) -> bool {
        use RepairKind::{Bool, Key, List, Name, Number, Packed, Text};
        matches!(self, Number | Bool | Text | List | Packed | Name | Key)
    }
}

impl fmt::Display for RepairKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RepairKind::ExtraComma => "an extra comma",
            RepairKind::MissingComma => "a missing comma",
            RepairKind::MissingColon => "a missing colon",
            RepairKind::MissingValue => "a missing value",
            RepairKind::Quotes => "other quotes",
            RepairKind::MissingQuotes => "missing quotes",
            RepairKind::InnerQuote => "a quote in a string",
            RepairKind::ControlCharacter => "a control character in a string",
            RepairKind::Escape => "an invalid escape",
            RepairKind::Comment => "a comment",
            RepairKind::Literal => "a word of another language",
            RepairKind::NumberForm => "a number in another form",
            RepairKind::MissingBracket => "a missing bracket",
            RepairKind::WrongBracket => "a wrong bracket",
            RepairKind::Words => "words between values",
            RepairKind::Number => "a number from text",
            RepairKind::Bool => "a bool from text",
            RepairKind::Text => "text from another value",
            RepairKind::List => "a list from one value",
            RepairKind::Unwrapped => "a value from what is around it",
            RepairKind::Packed => "a value from a string",
            RepairKind::Name => "a name in another form",
            RepairKind::Key => "a key in another form",
        })
    }
}
