//! Bytes that are not UTF-8.

use crate::feed::{self, Outcome};
use crate::types::Point;
use instructor_core::{ErrorKind, Parser};

const NOT_TEXT: &[&[u8]] = &[
    b"\xff",
    b"\x80",
    b"\xc0\x80",         // an overlong NUL
    b"\xc3(",            // a first byte without its second
    b"\xe2\x82(",        // without its third
    b"\xf0\x9f\x98(",    // without its fourth
    b"\xed\xa0\x80",     // half of a surrogate pair
    b"\xf4\x90\x80\x80", // beyond the last character
];

#[test]
fn they_are_an_error_at_their_place() {
    let text = r#"{"label": "é😀b", "unknown": ["ü"], "x": -1, "y": 1.5}"#;
    for invalid in NOT_TEXT {
        for (at, _) in text.char_indices() {
            let (before, after) = text.as_bytes().split_at(at);
            let bytes = [before, invalid, after].concat();
            let whole = feed::bytes::<Point>(&[&bytes]);
            for cut in 0..=bytes.len() {
                assert_eq!(feed::bytes(&[&bytes[..cut], &bytes[cut..]]), whole);
            }
            let fault = whole.fault();
            assert_eq!(fault.kind, ErrorKind::Syntax);
            assert_eq!(fault.offset, Some(at));
            assert!(
                fault.message.starts_with("the text is not UTF-8"),
                "{}",
                fault.message
            );
        }
    }
}

#[test]
fn after_the_root_they_are_ignored_like_text() {
    for invalid in NOT_TEXT {
        let bytes = [b"[1]", *invalid].concat();
        for cut in 0..=bytes.len() {
            let outcome = feed::bytes::<Vec<u8>>(&[&bytes[..cut], &bytes[cut..]]);
            assert_eq!(outcome, Outcome::Value(vec![1]), "{invalid:?}");
        }
    }
    // So is the start of a character.
    assert_eq!(
        feed::bytes::<Vec<u8>>(&[b"[1]\xe2\x82"]),
        Outcome::Value(vec![1])
    );
}

#[test]
fn a_text_that_ends_within_a_character_is_incomplete() {
    let text = "[\"😀\"]".as_bytes();
    for cut in 3..6 {
        let fault = feed::bytes::<Vec<String>>(&[&text[..cut]]).fault();
        assert_eq!(fault.kind, ErrorKind::Incomplete, "{}", fault.message);
    }
}

#[test]
fn text_within_a_character_is_an_error() {
    let mut parser = Parser::<Vec<String>>::new();
    parser.feed_bytes(b"[\"\xc3").unwrap();
    // An empty piece is no text, and changes nothing.
    parser.feed_bytes(b"").unwrap();
    let error = parser.feed("a").unwrap_err();
    assert_eq!(error.to_string(), "the text is not UTF-8 at `[0]`, byte 2");
}
