//! Texts that are not JSON. Each is tried in every two pieces and byte by byte, with one outcome.

use crate::feed::{self, error, error_kind, value};
use crate::types::{Empty, Point};
use instructor_core::{ErrorKind, Parser};
use serde_json::Value;

/// The same for a value that is kept and one under an unknown key, as different code reads them.
fn faults(text: &str) -> [(ErrorKind, String); 2] {
    let known = feed::outcome::<Vec<Value>>(&format!("[{text}")).fault();
    let unknown = feed::outcome::<Empty>(&format!("{{\"a\":{text}")).fault();
    [(known.kind, known.message), (unknown.kind, unknown.message)]
}

#[track_caller]
fn assert_syntax_error(value: &str) {
    // Something that can stand after a value, so that the text does not end within it.
    for (kind, message) in faults(&format!("{value} ,")) {
        assert_eq!(kind, ErrorKind::Syntax, "{value}: {message}");
    }
}

#[test]
fn malformed_numbers() {
    for number in [
        "-",
        "+1",
        ".5",
        "-.5",
        "1.",
        "-1.",
        "1.e5",
        "01",
        "-01",
        "00",
        "-00",
        "1e",
        "1E",
        "1e+",
        "1e-",
        "--1",
        "1-2",
        "1+1",
        "1.5.2",
        "1e5e5",
        "1e5.5",
        "0x10",
        "1_000",
        "1,000.",
        "NaN",
        "Infinity",
        "-Infinity",
        "1f",
        "1L",
        "１",
    ] {
        assert_syntax_error(number);
    }
}

#[test]
fn malformed_words() {
    for word in [
        "tru",
        "True",
        "TRUE",
        "truE",
        "nul",
        "Null",
        "nulll",
        "none",
        "None",
        "undefined",
        "fals",
        "falsey",
        "t",
        "yes",
    ] {
        assert_syntax_error(word);
    }
}

#[test]
fn malformed_escapes() {
    for escape in [
        "\\x41", "\\'", "\\0", "\\U0041", "\\u", "\\u004", "\\u004g", "\\u+041", "\\u 041",
        "\\u-041", "\\u{41}", "\\é", "\\\n",
    ] {
        assert_syntax_error(&format!("\"{escape}\""));
        assert_syntax_error(&format!("\"a plain run, then {escape} and more\""));
    }
}

/// As `serde_json` has it; what is in an unknown key is another matter, see `an_unknown_key_may_hold_half_a_pair`.
#[test]
fn lone_halves_of_surrogate_pairs() {
    for half in [
        "\\ud800",
        "\\udbff",
        "\\udc00",
        "\\uDFFF",
        "\\ud800\\ud800",
        "\\ud800\\u0041",
        "\\ud800a",
        "\\ud800\\n",
        "\\ud800\\\\",
        "\\ud800\\",
        "\\ud83d \\ude00",
        "\\ude00\\ud83d",
        "\\ud800\\uDBFF\\uDFFF",
    ] {
        let kind = error_kind::<Vec<String>>(&format!("[\"{half}\"]"));
        assert_eq!(kind, ErrorKind::Syntax, "{half}");
        let kind = error_kind::<Point>(&format!("{{\"x{half}\": 1}}"));
        assert_eq!(kind, ErrorKind::Syntax, "{half}");
    }
}

/// It obeys the grammar of JSON, and `serde_json` skips it: a value that nobody asked for does not spoil the answer.
#[test]
fn an_unknown_key_may_hold_half_a_pair() {
    for half in [
        "\\ud800",
        "\\udc00",
        "\\ud800\\ud800",
        "\\ud800a",
        "\\ud800\\n",
    ] {
        for text in [
            format!("{{\"unknown\": \"{half}\"}}"),
            format!("{{\"unknown\": [{{\"{half}\": 1}}]}}"),
        ] {
            assert!(serde_json::from_str::<Empty>(&text).is_ok());
            assert_eq!(value::<Empty>(&text), Empty {}, "{text}");
        }
    }
}

#[test]
fn control_characters_in_strings() {
    for control in 0..0x20u8 {
        for text in [
            format!("\"{}\"", char::from(control)),
            format!("\"0123456789{}\"", char::from(control)),
        ] {
            assert_syntax_error(&text);
        }
        assert_syntax_error(&format!("{{\"k{}\": 1}}", char::from(control)));
    }
    assert_eq!(
        value::<Vec<String>>("[\"\u{7f}\u{80}\u{feff}\"]"),
        ["\u{7f}\u{80}\u{feff}"]
    );
}

#[test]
fn every_escape_is_read_wherever_it_is_cut() {
    let text = r#"["\"\\\/\b\f\n\r\t", "\u0000\u001F\u00e9\u6F22\uffff", "\ud83D\uDe00\uDBFF\udfff", "é漢😀\u{10ffff}"]"#;
    let text = text.replace("\\u{10ffff}", "\u{10ffff}");
    let texts = value::<Vec<String>>(&text);
    assert_eq!(texts, serde_json::from_str::<Vec<String>>(&text).unwrap());
    assert_eq!(texts[0], "\"\\/\u{8}\u{c}\n\r\t");
    assert_eq!(texts[2], "😀\u{10ffff}");
}

#[test]
fn missing_and_misplaced_punctuation() {
    for text in [
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\"}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,}",
        "{,}",
        "{,\"a\":1}",
        "{\"a\":1,,\"b\":2}",
        "{\"a\"::1}",
        "{\"a\":1;\"b\":2}",
        "{\"a\"=1}",
        "{\"a\":1]",
        "[1}",
        "[1 2]",
        "[1,]",
        "[,]",
        "[,1]",
        "[1,,2]",
        "[1:2]",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{[]:1}",
        "['a']",
        "[\"a\" \"b\"]",
        "}",
        ":",
        ",",
        "/* */ 1",
        "// one\n1",
        "# one\n1",
        "[1 // one\n]",
        "\u{feff}1",
        "\u{a0}1",
        "1\u{b}",
        "`1`",
        "<1>",
    ] {
        assert_syntax_error(text);
    }
}

#[test]
fn messages() {
    assert_eq!(
        error::<Value>("[1 2]"),
        "expected `,` or `]`, found `2` at byte 3"
    );
    assert_eq!(
        error::<Value>("[1,]"),
        "expected a value, found `]` at `[1]`, byte 3"
    );
    assert_eq!(
        error::<Point>("{\"x\" 1}"),
        "expected `:`, found `1` at `x`, byte 5"
    );
    assert_eq!(
        error::<Point>("{\"x\": 1 \"y\"}"),
        "expected `,` or `}`, found `\"` at byte 8"
    );
    assert_eq!(
        error::<Point>("{\"x\": 1, }"),
        "expected a key in double quotes, found `}` at byte 9"
    );
    assert_eq!(
        error::<Point>("{x: 1}"),
        "expected a key in double quotes, found `x` at byte 1"
    );
    assert_eq!(
        error::<Point>("{\"label\": 'a'}"),
        "expected a string, found `'` at `label`, byte 10"
    );
    assert_eq!(
        error::<Point>("{\"label\": \"a\nb\"}"),
        "control character U+000A in a string is to be written as an escape at `label`, byte 12"
    );
    assert_eq!(
        error::<Point>("{\"label\": \"\\x\"}"),
        "invalid escape in a string at `label`, byte 12"
    );
    assert_eq!(
        error::<Point>("{\"label\": \"\\u00zz\"}"),
        "expected a hexadecimal digit in an escape at `label`, byte 15"
    );
    assert_eq!(
        error::<Point>("{\"label\": \"\\ud800\"}"),
        "a lone half of a surrogate pair at `label`, byte 17"
    );
    assert_eq!(
        error::<Point>("{\"y\": 1.}"),
        "`1.` is not a number at `y`, byte 6"
    );
    assert_eq!(
        error::<Vec<bool>>("[true, falsy]"),
        "expected `false` at `[1]`, byte 11"
    );
    // What models and proxies write around JSON.
    assert_eq!(
        error::<Point>("<!DOCTYPE html><html>"),
        "expected an object, found `<` at byte 0"
    );
    assert_eq!(
        error::<Point>("Here is the JSON: {}"),
        "expected an object, found `H` at byte 0"
    );
    assert_eq!(
        error::<Point>("```json\n{}\n```"),
        "expected an object, found ``` at byte 0"
    );
    assert_eq!(
        error::<Vec<u8>>("Не могу"),
        "expected a list, found `Н` at byte 0"
    );
}

#[test]
fn a_text_without_a_value() {
    assert_eq!(error::<Point>(""), "the text is empty");
    assert_eq!(error_kind::<Point>(""), ErrorKind::Incomplete);
    for space in [" ", "\n", "\t\r\n  "] {
        let fault = feed::outcome::<Point>(space).fault();
        assert_eq!(fault.kind, ErrorKind::Incomplete);
        assert_eq!(fault.offset, Some(space.len()));
        assert_eq!(fault.partial, None);
    }
}

#[test]
fn what_is_open_at_the_end_is_named() {
    assert_eq!(
        error::<Point>("{\"x\": 1, \"label\": \"ab"),
        "the text ended before its value was whole at `label`, byte 21"
    );
    assert_eq!(
        error::<Vec<Vec<Point>>>("[[], [{\"y\":"),
        "the text ended before its value was whole at `[1][0].y`, byte 11"
    );
    assert_eq!(
        error::<Point>("{\"x\": 1"),
        "the text ended before its value was whole at `x`, byte 7"
    );
    assert_eq!(
        error::<Point>("{\"unknown\": ["),
        "the text ended before its value was whole at byte 13"
    );
}

/// `19` on the way to `1984` is never seen, also not when the text ends there.
#[test]
fn a_number_that_the_end_of_the_text_cuts_does_not_show() {
    let mut parser = Parser::<Vec<u64>>::new();
    parser.feed("[7, 19").unwrap();
    assert_eq!(parser.partial(), Some(&vec![7]));
    let error = parser.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(error.partial::<Vec<u64>>(), Some(&vec![7]));
}

/// The answer was cut, not wrong.
#[test]
fn a_text_that_ends_within_a_number_is_incomplete() {
    for number in ["-", "1.", "1e", "1.5e+", "0"] {
        for (kind, message) in faults(number) {
            assert_eq!(kind, ErrorKind::Incomplete, "{number}: {message}");
        }
    }
}

#[test]
fn text_after_the_root_is_ignored() {
    for after in [
        " ",
        "]",
        "}}}",
        " and so on",
        ", 1",
        "\0",
        "\"",
        "é😀",
        "{\"x\":",
    ] {
        assert_eq!(value::<Vec<u8>>(&format!("[1]{after}")), [1]);
        assert_eq!(value::<String>(&format!("\"a\"{after}")), "a");
        assert_eq!(value::<Empty>(&format!("{{}}{after}")), Empty {});
    }
    assert_eq!(value::<u8>("1 2"), 1);
    assert!(value::<bool>("true, false"));
}
