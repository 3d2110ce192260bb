//! Whether a quote closes its string, by what follows.

use super::words;

/// How much white space is looked at: more does not stand in a string.
const SPACE: usize = 256;

/// How much of a word behind a comma is looked at: a key is shorter.
const WORD: usize = 64;

/// A quote that may close its string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quote {
    /// Whether the string is a key.
    pub(super) is_key: bool,
    /// Whether keys come without JSON's quotes in this text.
    pub(super) odd_keys: bool,
    /// Whether no text follows.
    pub(super) last: bool,
}

impl Quote {
    /// Whether it closes its string, with `after` behind it: `None` if more has to be known.
    ///
    /// It does where what may follow a string follows. A comma may stand in the text of a string as well: there it is what is
    /// behind the comma that tells.
    pub(super) fn closes(self, after: &str) -> Option<bool> {
        let (line, rest) = skip_space(after);
        if after.len() - rest.len() > SPACE {
            return Some(true);
        }
        let Some(next) = rest.chars().next() else {
            return self.last.then_some(true);
        };
        match next {
            '}' | ']' | ':' => Some(true),
            // Behind a key, where the colon is missing.
            '=' | '{' | '[' | '-' | '0'..='9' if self.is_key => Some(true),
            ',' => self.closes_before_comma(&rest[1..]),
            _ if self.is_key && words::is_quote(next) => Some(rest.len() < after.len()),
            // A comma is missing.
            '"' => Some(line || rest.len() < after.len()),
            _ if line && (words::is_quote(next) || words::begins_key(next)) => Some(true),
            '/' => match rest.as_bytes().get(1) {
                Some(b'/' | b'*') => Some(true),
                Some(_) => Some(false),
                None => self.last.then_some(false),
            },
            _ => Some(false),
        }
    }

    fn closes_before_comma(self, after: &str) -> Option<bool> {
        let (line, rest) = skip_space(after);
        if line {
            return Some(true);
        }
        let Some(next) = rest.chars().next() else {
            return (self.last || after.len() > SPACE).then_some(true);
        };
        match next {
            '}' | ']' | '{' | '[' | '-' | '/' | '#' | ',' | '0'..='9' => Some(true),
            _ if words::is_quote(next) => Some(true),
            _ if words::begins_key(next) => {
                let end = rest.find(|c| !words::is_in_key(c)).unwrap_or(rest.len());
                if end > WORD {
                    return Some(false);
                }
                let word = rest[..end].trim_end();
                let (_, behind) = skip_space(&rest[end..]);
                if rest[end..].len() - behind.len() > SPACE {
                    return Some(false);
                }
                match behind.chars().next() {
                    // Where keys have their quotes this is more of the text: who is quoted in it sets no field.
                    Some(':') => Some(self.odd_keys),
                    Some(',' | '}' | ']') => Some(words::literal(word).is_some()),
                    Some(_) => Some(false),
                    None => self.last.then(|| words::literal(word).is_some()),
                }
            }
            _ => Some(false),
        }
    }
}

/// What is behind the white space, and whether there is a line's end in it.
fn skip_space(text: &str) -> (bool, &str) {
    let rest = text.trim_start_matches([' ', '\t', '\n', '\r']);
    let space = &text[..text.len() - rest.len()];
    (space.contains('\n'), rest)
}
