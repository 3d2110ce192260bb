//! Numbers: the token as text, its grammar, and the values it stands for.

use super::cursor::Cursor;
use super::state::{Stop, Token};

/// A number as it stands in the text, known to obey JSON's grammar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberText<'a> {
    pub(crate) text: &'a str,
    /// Without fraction and exponent.
    pub(crate) integer: bool,
}

impl Cursor<'_> {
    /// Reads a whole number, over as many chunks as it takes, and hands it to `read`.
    pub(crate) fn number<R>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Self, NumberText<'_>) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        if !self.at_number()? {
            return Err(self.unexpected(expected));
        }
        self.whole_number(read)
    }

    /// Whether a number begins here, or goes on.
    #[inline]
    pub(crate) fn at_number(&mut self) -> Result<bool, Stop> {
        match self.state.token {
            Token::None => Ok(matches!(self.next_byte()?, b'-' | b'0'..=b'9')),
            token => Ok(token == Token::Number),
        }
    }

    /// As [`number`](Cursor::number), where one begins or goes on.
    pub(crate) fn whole_number<R>(
        &mut self,
        read: impl FnOnce(&mut Self, NumberText<'_>) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        let (bytes, text) = (self.bytes(), self.text);
        let token = self.take_token();
        if token == Token::None {
            self.state.token_start = self.offset();
        }
        let start = self.pos;
        while let Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') = bytes.get(self.pos) {
            self.pos += 1;
        }
        let run = &text[start..self.pos];
        // The end of the text delimits a number that is the root. Within a container more was to come: a number that the
        // end cuts is not known.
        let delimited = self.pos < bytes.len() || (self.last && self.depth == self.root_depth);
        if token == Token::None && delimited {
            self.check_token(run.len())?;
            if self.mends && !self.is_delimited() {
                return Err(self.break_word(run));
            }
            let number = self.grammar(run)?;
            return read(self, number);
        }
        self.state.scratch.push_str(run);
        self.check_token(self.state.scratch.len())?;
        if !delimited {
            self.state.token = Token::Number;
            return Err(Stop::Pending);
        }
        let mut held = std::mem::take(&mut self.state.scratch);
        if self.mends && !self.is_delimited() {
            return Err(self.break_word(&held));
        }
        let result = self.grammar(&held).and_then(|number| read(self, number));
        // Its room serves the next token.
        held.clear();
        self.state.scratch = held;
        result
    }

    /// RFC 8259, section 6.
    fn grammar<'a>(&mut self, text: &'a str) -> Result<NumberText<'a>, Stop> {
        let bytes = text.as_bytes();
        let digits = |mut at: usize| {
            let start = at;
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            (at, at > start)
        };
        let start = usize::from(bytes.first() == Some(&b'-'));
        let (mut at, mut ok) = digits(start);
        ok &= bytes.get(start) != Some(&b'0') || at == start + 1;
        let integer = at == bytes.len();
        if ok && bytes.get(at) == Some(&b'.') {
            (at, ok) = digits(at + 1);
        }
        if ok && matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
            (at, ok) = digits(at + 1 + usize::from(sign));
        }
        if ok && at == bytes.len() {
            Ok(NumberText { text, integer })
        } else {
            Err(self.malformed(text))
        }
    }

    #[cold]
    fn malformed(&mut self, text: &str) -> Stop {
        if self.last && !text.ends_with('0') && self.grammar(&format!("{text}0")).is_ok() {
            // Cut short at the very end.
            return Stop::Pending;
        }
        if self.mends {
            return self.break_word(text);
        }
        let text = short(text);
        self.fail_at_token(
            crate::error::ErrorKind::Syntax,
            format!("`{text}` is not a number"),
        )
    }
}

/// Enough of a token to recognise it in an error.
pub(crate) fn short(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// The nearest `f64`, or `None` if it is out of range.
pub(crate) fn parse_f64(number: NumberText<'_>) -> Option<f64> {
    if let Some(value) = exact_f64(number.text.as_bytes()) {
        return Some(value);
    }
    let value: f64 = number.text.parse().ok()?;
    value.is_finite().then_some(value)
}

/// The nearest `f64` where one multiplication or division by an exact power of ten gives it.
///
/// Both operands are exact (15 digits fit in 53 bits, as do the powers up to 10^22), so the result is rounded once
/// (Clinger, "How to read floating point numbers accurately", 1990).
fn exact_f64(text: &[u8]) -> Option<f64> {
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let mut digits = 0;
    let mut mantissa = 0u64;
    let mut fraction = None;
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                digits += usize::from(mantissa != 0 || byte != b'0');
                if digits > 15 {
                    return None;
                }
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                fraction = fraction.map(|places: usize| places + 1);
            }
            b'.' => fraction = Some(0),
            // An exponent: rare, and for the standard library.
            _ => return None,
        }
    }
    let value = mantissa as f64 / POWERS.get(fraction.unwrap_or(0))?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_equal_the_standard_library() {
        let texts = [
            "0",
            "-0",
            "0.0",
            "-0.0",
            "1",
            "-1",
            "0.1",
            "1.5",
            "123456789012345",
            "1234567890123456",
            "0.000000000000000000001",
            "0.0000000000000000000000000001",
            "99999999999999.9",
            "1e22",
            "1e23",
            "1.7976931348623157e308",
            "5e-324",
            "2.2250738585072011e-308",
            "123456.789",
            "9007199254740993",
            "0.30000000000000004",
            "179.76931348623157",
        ];
        for text in texts {
            let number = NumberText {
                text,
                integer: false,
            };
            let std: f64 = text.parse().unwrap();
            assert_eq!(
                parse_f64(number).map(f64::to_bits),
                Some(std.to_bits()),
                "{text}"
            );
        }
        let huge = NumberText {
            text: "1e999",
            integer: false,
        };
        assert_eq!(parse_f64(huge), None);
    }
}
