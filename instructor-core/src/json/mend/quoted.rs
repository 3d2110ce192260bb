//! A string in other quotes than JSON's.

use super::quote::Quote;
use super::words::{escape, escape_char};

/// Of more backticks than these the first ones count.
const MARKS: usize = 8;

/// A string in other quotes, which is read into JSON as it comes.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    mark: Mark,
    is_key: bool,
    /// Of a block of code: its text, of which the margin is known at the end.
    block: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One character, any of these.
    One(&'static [char]),
    /// Three quotes.
    Triple,
    /// Three backticks or more: a block of code.
    Block(usize),
}

/// What has been read of a string in other quotes.
pub(super) struct Piece {
    /// For the string in JSON.
    pub(super) json: String,
    /// How much of the text it took; the rest of it is to come again, with more.
    pub(super) used: usize,
    pub(super) ended: bool,
}

impl Quoted {
    /// A string that begins with these quotes, and how long they are. `None` if more has to be known.
    pub(super) fn open(text: &str, is_key: bool, last: bool) -> Option<(Self, usize)> {
        let first = text.chars().next()?;
        let mark = match first {
            '`' => {
                let marks = text.bytes().take(MARKS).take_while(|byte| *byte == b'`');
                let marks = marks.count();
                if marks == text.len() && marks < MARKS && !last {
                    return None;
                }
                match marks {
                    0..=2 => Mark::One(&['`']),
                    marks => Mark::Block(marks),
                }
            }
            '\'' => Mark::One(&['\'']),
            '\u{2018}' | '\u{2019}' => Mark::One(&['\u{2018}', '\u{2019}', '\'']),
            '\u{ab}' => Mark::One(&['\u{bb}']),
            _ => Mark::One(&['\u{201c}', '\u{201d}', '"']),
        };
        let len = match mark {
            Mark::Block(marks) => marks,
            _ => first.len_utf8(),
        };
        Some((Quoted::new(mark, is_key), len))
    }

    /// A string within `"""`.
    pub(super) fn triple() -> Self {
        Quoted::new(Mark::Triple, false)
    }

    /// Whether it is a block of code.
    pub(super) fn is_block(&self) -> bool {
        matches!(self.mark, Mark::Block(_))
    }

    fn new(mark: Mark, is_key: bool) -> Self {
        Quoted {
            mark,
            is_key,
            block: String::new(),
        }
    }

    /// Reads on.
    pub(super) fn read(&mut self, text: &str, odd_keys: bool, last: bool) -> Piece {
        let quote = Quote {
            is_key: self.is_key,
            odd_keys,
            last,
        };
        let mut json = String::new();
        let mut at = 0;
        let mut ended = false;
        while let Some(c) = text[at..].chars().next() {
            let here = &text[at..];
            if let Some(len) = self.mark.starts(here, c, last) {
                let Some(len) = len else {
                    break;
                };
                match quote.closes(&here[len..]) {
                    Some(true) => {
                        at += len;
                        ended = true;
                        break;
                    }
                    Some(false) => self.push(c, &mut json),
                    None => break,
                }
                at += c.len_utf8();
            } else if c == '\\' && !self.is_block() {
                let Some(len) = unescape(here, last, &mut json) else {
                    break;
                };
                at += len;
            } else {
                self.push(c, &mut json);
                at += c.len_utf8();
            }
        }
        if ended && self.is_block() {
            escape(&code(&self.block), &mut json);
        }
        Piece {
            json,
            used: at,
            ended,
        }
    }

    fn push(&mut self, c: char, json: &mut String) {
        match self.mark {
            Mark::Block(_) => self.block.push(c),
            _ => escape_char(c, json),
        }
    }
}

impl Mark {
    /// Whether the closing quotes may stand here, and how long they are: the inner `None` if more has to be known.
    fn starts(self, here: &str, c: char, last: bool) -> Option<Option<usize>> {
        let (mark, count) = match self {
            Mark::One(marks) => return marks.contains(&c).then_some(Some(c.len_utf8())),
            Mark::Triple => ('"', 3),
            Mark::Block(count) => ('`', count),
        };
        if c != mark {
            return None;
        }
        let run = here.chars().take(count);
        let found = run.take_while(|c| *c == mark).count();
        match found >= count {
            true => Some(Some(count)),
            false if found == here.len() && !last => Some(None),
            false => None,
        }
    }
}

/// Reads an escape, as JSON has it where it does: how long it is, or `None` if more has to be known.
fn unescape(here: &str, last: bool, json: &mut String) -> Option<usize> {
    let Some(c) = here[1..].chars().next() else {
        if last {
            escape_char('\\', json);
            return Some(1);
        }
        return None;
    };
    match c {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
            json.push('\\');
            json.push(c);
        }
        '\'' | '`' => json.push(c),
        'u' => return unit(here, last, json),
        c => {
            escape_char('\\', json);
            escape_char(c, json);
        }
    }
    Some(1 + c.len_utf8())
}

/// `\uXXXX`, or two of them for one character.
fn unit(here: &str, last: bool, json: &mut String) -> Option<usize> {
    const LEN: usize = "\\uXXXX".len();
    let digits = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let short = |text: &str, len: usize| text.len() < len && !last;
    let Some(first) = digits(here) else {
        if short(here, LEN) {
            return None;
        }
        json.push_str("\\\\u");
        return Some(2);
    };
    if !(0xD800..0xDC00).contains(&first) {
        let c = char::from_u32(first.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
        escape_char(c, json);
        return Some(LEN);
    }
    let rest = &here[LEN..];
    if short(rest, LEN) && "\\u".starts_with(&rest[..rest.floor_char_boundary(2)]) {
        return None;
    }
    let second = digits(rest);
    match second.and_then(|second| char::decode_utf16([first, second]).next()?.ok()) {
        Some(c) => {
            escape_char(c, json);
            Some(2 * LEN)
        }
        None => {
            escape_char(char::REPLACEMENT_CHARACTER, json);
            Some(LEN)
        }
    }
}

/// The code in a block: without the name of the language behind the opening marks, and without the margin.
fn code(block: &str) -> String {
    let lines = match block.split_once('\n') {
        Some((_, lines)) => lines,
        None => return block.trim().to_owned(),
    };
    let lines = lines.trim_end();
    let margin = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = lines
        .lines()
        .map(|line| line.get(margin..).unwrap_or(line.trim_start()))
        .collect();
    lines.join("\n")
}
