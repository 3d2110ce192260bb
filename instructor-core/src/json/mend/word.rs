//! A key or a value without quotes, and words where a key was to be.

use super::words;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Key,
    /// The value of a member of an object.
    Member,
    /// An element of a list.
    Element,
}

/// A word that is being read.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) place: Place,
    /// Whether a list is open around it: its bracket ends the word.
    in_list: bool,
    text: String,
    /// Brackets that have opened in it.
    open: usize,
    /// Where it ends, if a key follows: at a comma or a line's end.
    cut: Option<usize>,
    /// Whether that key has begun, and where.
    key: Option<usize>,
}

/// What has become of a word.
pub(super) enum Ended {
    /// It may go on.
    Open,
    /// It is this long, in its own text, of which the rest is to be read again.
    At(usize),
    /// These are words where a key was to be.
    NoKey,
}

/// A key is shorter than this.
const KEY: usize = 256;

impl Word {
    pub(super) fn new(place: Place, in_list: bool, start: &str) -> Self {
        Word {
            place,
            in_list,
            text: start.to_owned(),
            open: 0,
            cut: None,
            key: None,
        }
    }

    /// Reads on. Gives how many bytes of `text` were read, and whether the word ends there.
    pub(super) fn read(&mut self, text: &str) -> (usize, Ended) {
        for (at, c) in text.char_indices() {
            let ended = match self.place {
                Place::Key => self.in_key(c),
                Place::Member | Place::Element => self.in_value(c),
            };
            if let Some(ended) = ended {
                return (at, ended);
            }
            if self.place == Place::Key && self.text.len() > KEY {
                // These are words, of which nothing will be used.
                continue;
            }
            self.text.push(c);
        }
        (text.len(), Ended::Open)
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn in_key(&mut self, c: char) -> Option<Ended> {
        let is_word = || !self.text.trim().contains(char::is_whitespace);
        match c {
            ':' if self.text.len() <= KEY => Some(Ended::At(self.text.len())),
            '=' | '{' | '[' if self.text.len() <= KEY && is_word() && !self.text.is_empty() => {
                Some(Ended::At(self.text.len()))
            }
            ',' | '\n' | '}' | ']' | '{' | '[' => Some(Ended::NoKey),
            _ => None,
        }
    }

    fn in_value(&mut self, c: char) -> Option<Ended> {
        if let Some(cut) = self.cut
            && let Some(ended) = self.behind(cut, c)
        {
            return ended;
        }
        match c {
            '(' | '[' | '{' => self.open += 1,
            ')' | ']' | '}' if self.open > 0 => self.open -= 1,
            '}' => return Some(Ended::At(self.text.len())),
            ']' if self.in_list => return Some(Ended::At(self.text.len())),
            '\n' | ',' if self.place == Place::Element && (self.open == 0 || c == '\n') => {
                return Some(Ended::At(self.text.len()));
            }
            '\n' => {
                self.open = 0;
                self.cut = Some(self.text.len());
            }
            ',' if self.open == 0 => self.cut = Some(self.text.len()),
            _ => {}
        }
        None
    }

    /// Behind a comma or a line's end: whether a key follows, which ends the word there. The outer `None`: none does.
    fn behind(&mut self, cut: usize, c: char) -> Option<Option<Ended>> {
        let is_comma = self.text[cut..].starts_with(',');
        match self.key {
            None if c == ' ' || c == '\t' || c == '\r' || c == '\n' => return Some(None),
            None if words::is_quote(c) || (is_comma && (c == '/' || c == '#')) => {
                return Some(Some(Ended::At(cut)));
            }
            None if words::begins_key(c) => {
                self.key = Some(self.text.len());
                return Some(None);
            }
            Some(_) if c == ':' => return Some(Some(Ended::At(cut))),
            Some(start) if words::is_in_key(c) && self.text.len() - start < KEY => {
                return Some(None);
            }
            _ => {}
        }
        self.cut = None;
        self.key = None;
        None
    }
}
