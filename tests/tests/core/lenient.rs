//! Clean JSON comes out the same whether it is read strictly or leniently: as `serde_json` reads it, with nothing mended.
//!
//! It is written in every way that models and libraries write JSON: on one line or on many, with each form of escapes.

use crate::samples::{Sample, run, test_each_type, texts_of};
use crate::types::*;
use instructor_core::{Parser, Repair, RepairKind};
use proptest::prelude::*;
use proptest::sample::select;
use std::fmt::Write;

/// What is long is not cut at every byte.
const SHORT: usize = 300;

fn check<T: Sample>() {
    let layouts = (select(SPACES), select(ESCAPES));
    run(
        6,
        (texts_of::<T>(), layouts),
        |(text, (spaces, escapes))| {
            let text = written(&text, spaces, escapes);
            if has_key_in_another_form::<T>(&text) {
                return Ok(());
            }
            let theirs = serde_json::from_str::<T>(&text)?;
            prop_assert_eq!(&read::<T>(Repair::Strict, &[text.as_bytes()])?, &theirs);
            prop_assert_eq!(&read::<T>(Repair::Lenient, &[text.as_bytes()])?, &theirs);
            for cut in (0..text.len()).step_by(1 + text.len() / SHORT) {
                let (before, after) = text.as_bytes().split_at(cut);
                let ours = read::<T>(Repair::Lenient, &[before, after])?;
                prop_assert_eq!(&ours, &theirs, "cut at byte {}", cut);
            }
            let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            let ours = read::<T>(Repair::Lenient, &bytes)?;
            prop_assert_eq!(&ours, &theirs, "byte by byte");
            Ok(())
        },
    );
}

test_each_type!(check);

/// Whether a key, which is unknown to a strict parser, is that of a field in another form (`"Label "`): it is taken for it, and
/// the text is none in which there is nothing to mend.
fn has_key_in_another_form<T: Sample>(text: &str) -> bool {
    let mut parser = Parser::<T::Partial>::new().repair(Repair::Lenient);
    // Whatever comes of it.
    let _ = parser.feed(text);
    let mut repairs = parser.repairs().iter();
    repairs.any(|repaired| repaired.kind == RepairKind::Key)
}

/// The value of a text in which there is nothing to mend.
fn read<T: Sample>(repair: Repair, pieces: &[&[u8]]) -> Result<T, TestCaseError> {
    let mut parser = Parser::<T::Partial>::new().repair(repair);
    for piece in pieces {
        parser.feed_bytes(piece)?;
    }
    let mended = parser.repairs().first().map(ToString::to_string);
    prop_assert_eq!(mended, None);
    Ok(parser.finish()?)
}

/// Where white space stands.
#[derive(Debug, Clone, Copy)]
enum Spaces {
    AsItIs,
    None,
    /// A space behind each comma and colon.
    OneLine,
    /// A line for each member, indented by this, and this at the end of each.
    Lines(&'static str, &'static str),
}

const SPACES: &[Spaces] = &[
    Spaces::AsItIs,
    Spaces::None,
    Spaces::OneLine,
    Spaces::Lines("  ", "\n"),
    Spaces::Lines("    ", "\r\n"),
    Spaces::Lines("\t", "\n"),
    Spaces::Lines("", "\n"),
];

/// How the characters of strings are written.
#[derive(Debug, Clone, Copy)]
enum Escapes {
    AsItIs,
    /// What has to be escaped, and `/`, by a letter or a sign where there is one.
    Short,
    /// What is not ASCII as `\u` and four digits, or two of them.
    Ascii,
    /// Everything so, in small letters.
    All,
    /// Everything so, in capitals.
    AllInCapitals,
}

const ESCAPES: &[Escapes] = &[
    Escapes::AsItIs,
    Escapes::Short,
    Escapes::Ascii,
    Escapes::All,
    Escapes::AllInCapitals,
];

/// A JSON text, written in another way.
fn written(text: &str, spaces: Spaces, escapes: Escapes) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut depth = 0;
    // Whether the bracket before has nothing in it so far.
    let mut is_empty = false;
    while let Some(first) = rest.chars().next() {
        let token = match first {
            '"' => &rest[..string_len(rest)],
            '0'..='9' | '-' | 'a'..='z' => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
                &rest[..end.unwrap_or(rest.len())]
            }
            _ => &rest[..first.len_utf8()],
        };
        rest = &rest[token.len()..];
        if first.is_ascii_whitespace() {
            if matches!(spaces, Spaces::AsItIs) {
                out.push_str(token);
            }
            continue;
        }
        let closes = matches!(first, '}' | ']');
        depth -= usize::from(closes);
        if let Spaces::Lines(indent, end) = spaces
            && is_empty != closes
        {
            // Behind the opening bracket of what has members, and before the closing one.
            out.push_str(end);
            out.push_str(&indent.repeat(depth));
        }
        match first {
            '"' => string(&mut out, token, rest.trim_start().starts_with(':'), escapes),
            _ => out.push_str(token),
        }
        is_empty = matches!(first, '{' | '[');
        depth += usize::from(is_empty);
        match (spaces, first) {
            (Spaces::OneLine, ',' | ':') | (Spaces::Lines(..), ':') => out.push(' '),
            (Spaces::Lines(indent, end), ',') => {
                out.push_str(end);
                out.push_str(&indent.repeat(depth));
            }
            _ => {}
        }
    }
    out
}

/// The length of the string at the start of a text, with its quotes.
fn string_len(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_end
    });
    end.unwrap() + 2
}

fn string(out: &mut String, token: &str, is_key: bool, escapes: Escapes) {
    let text: String = serde_json::from_str(token).unwrap();
    // Keys that are numbers or bools `serde_json` reads only without escapes.
    let is_plain = is_key && (text.parse::<f64>().is_ok() || text.parse::<bool>().is_ok());
    if is_plain || matches!(escapes, Escapes::AsItIs) {
        out.push_str(token);
        return;
    }
    out.push('"');
    for c in text.chars() {
        let short = match c {
            '"' | '\\' | '/' => Some(c),
            '\u{8}' => Some('b'),
            '\u{c}' => Some('f'),
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            _ => None,
        };
        match (escapes, short) {
            (Escapes::Short | Escapes::Ascii, Some(short)) => out.extend(['\\', short]),
            (Escapes::Short, None) if c >= ' ' => out.push(c),
            (Escapes::Ascii, None) if c >= ' ' && c.is_ascii() => out.push(c),
            (Escapes::AllInCapitals, _) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04X}").unwrap();
                }
            }
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").unwrap();
                }
            }
        }
    }
    out.push('"');
}

#[test]
fn a_text_is_written_in_each_way() {
    let text = r#" {"a": [1,{ "1": "é/\n😀"}], "b":[ ] ,"c":{}}"#;
    let forms = [
        (
            Spaces::None,
            Escapes::Short,
            r#"{"a":[1,{"1":"é\/\n😀"}],"b":[],"c":{}}"#,
        ),
        (
            Spaces::OneLine,
            Escapes::Ascii,
            r#"{"a": [1, {"1": "\u00e9\/\n\ud83d\ude00"}], "b": [], "c": {}}"#,
        ),
        (
            Spaces::Lines("  ", "\n"),
            Escapes::AllInCapitals,
            "{\n  \"\\u0061\": [\n    1,\n    {\n      \"1\": \"\\u00E9\\u002F\\u000A\\uD83D\\uDE00\"\n    }\n  ],\n  \
             \"\\u0062\": [],\n  \"\\u0063\": {}\n}",
        ),
        (Spaces::AsItIs, Escapes::AsItIs, text),
    ];
    for (spaces, escapes, expected) in forms {
        assert_eq!(written(text, spaces, escapes), expected);
    }
}
