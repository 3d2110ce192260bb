//! What stands in a text without quotes: keys, other languages' literals, numbers in other forms.

use crate::repair::RepairKind;
use std::borrow::Cow;

/// Quotes of other kinds than JSON's, and JSON's.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '\u{201c}'
            | '\u{201d}'
            | '\u{201e}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{ab}'
    )
}

/// Whether a key without quotes may begin so.
pub(super) fn begins_key(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

/// Whether a key without quotes may have this in it.
pub(super) fn is_in_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.' | ' ')
}

/// What JSON has for a literal, in whatever language it is written.
pub(super) fn literal(word: &str) -> Option<&'static str> {
    Some(match word {
        "true" | "True" | "TRUE" => "true",
        "false" | "False" | "FALSE" => "false",
        "null" | "Null" | "NULL" | "None" | "nil" | "undefined" | "NaN" | "nan" | "Infinity"
        | "-Infinity" => "null",
        _ => return None,
    })
}

/// The JSON of a value without quotes, and what is wrong with how it was written.
pub(super) fn value(word: &str) -> (Cow<'_, str>, Option<RepairKind>) {
    if let Some(literal) = literal(word) {
        let kind = (literal != word).then_some(RepairKind::Literal);
        return (literal.into(), kind);
    }
    if let Some(number) = number(word) {
        let kind = (number != word).then_some(RepairKind::NumberForm);
        return (number, kind);
    }
    let mut json = String::with_capacity(word.len() + 2);
    json.push('"');
    escape(word, &mut json);
    json.push('"');
    (json.into(), Some(RepairKind::MissingQuotes))
}

/// A number as JSON writes it, of one that lacks digits before or behind its point, or has a plus.
fn number(word: &str) -> Option<Cow<'_, str>> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'-' => ("-", &word[1..]),
        b'+' => ("", &word[1..]),
        _ => ("", word),
    };
    let is_plain =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    if !digits.bytes().all(is_plain) {
        return None;
    }
    let (whole, rest) = digits.split_at(
        digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len()),
    );
    if whole.len() > 1 && whole.starts_with('0') {
        // A code, and no number: of which it is for the type to say.
        return None;
    }
    let (point, rest) = match rest.strip_prefix('.') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let split = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (fraction, exponent) = if point {
        rest.split_at(split)
    } else {
        ("", rest)
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if let Some(power) = exponent.strip_prefix(['e', 'E']) {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        if power.is_empty() || !power.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    } else if !exponent.is_empty() {
        return None;
    }
    let is_json = !whole.is_empty() && (!point || !fraction.is_empty()) && !word.starts_with('+');
    if is_json {
        return Some(word.into());
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}").into())
}

/// Appends what stands in quotes for `text`.
pub(super) fn escape(text: &str, json: &mut String) {
    for c in text.chars() {
        escape_char(c, json);
    }
}

/// What stands in quotes for `text`.
pub(in crate::json) fn escaped(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    escape(text, &mut json);
    json
}

pub(super) fn escape_char(c: char, json: &mut String) {
    match c {
        '"' => json.push_str("\\\""),
        '\\' => json.push_str("\\\\"),
        '\n' => json.push_str("\\n"),
        '\r' => json.push_str("\\r"),
        '\t' => json.push_str("\\t"),
        c if c < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
        c => json.push(c),
    }
}
