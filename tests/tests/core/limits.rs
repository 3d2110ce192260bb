//! Bounds on what a text may ask of the parser, the same in whatever pieces it comes.

use crate::feed::{Outcome, texts, value};
use crate::types::*;
use instructor_core::{ErrorKind, Extract, Limits, Parser};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// `text`, whole and in pieces, has one outcome.
fn outcome<T: Extract + Debug + PartialEq>(text: &str) -> Outcome<T> {
    let whole = texts::<T>(&[text]);
    for size in [1000, 65_537] {
        assert!(text.is_ascii());
        let pieces: Vec<_> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| str::from_utf8(piece).unwrap())
            .collect();
        assert!(texts::<T>(&pieces) == whole, "in pieces of {size}");
    }
    whole
}

#[track_caller]
fn assert_limit<T: Extract + Debug + PartialEq>(text: &str, message: &str) {
    let fault = outcome::<T>(text).fault();
    assert_eq!(fault.kind, ErrorKind::Limit, "{}", fault.message);
    assert_eq!(fault.message, message);
}

/// `depth` brackets within each other.
fn nested(open: &str, depth: usize, close: &str) -> String {
    open.repeat(depth) + &close.repeat(depth)
}

#[test]
fn depth_of_values_without_a_type() {
    value::<Value>(&nested("[", 128, "]"));
    let last = "[0]".repeat(128);
    assert_limit::<Value>(
        &nested("[", 129, "]"),
        &format!("more than 128 levels of nesting at `{last}`, byte 128"),
    );

    let objects = |depth: usize| format!("{}0{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    value::<Value>(&objects(128));
    let last = vec!["a"; 128].join(".");
    assert_limit::<Value>(
        &objects(129),
        &format!("more than 128 levels of nesting at `{last}`, byte 640"),
    );
}

#[test]
fn depth_of_a_recursive_type() {
    // Each node is two levels: an object and its list.
    let children = |depth: usize| nested("{\"name\":\"\",\"children\":[", depth, "]}");
    let mut node = value::<Node>(&children(64));
    for _ in 1..64 {
        node = node.children.remove(0);
    }
    assert_eq!(node.children, []);
    assert_eq!(
        texts::<Node>(&[&children(65)]).fault().kind,
        ErrorKind::Limit
    );

    let next = |depth: usize| {
        nested("{\"name\":\"\",\"children\":[],\"next\":", depth, "}").replacen(":}", ":null}", 1)
    };
    value::<Node>(&next(127));
    assert_eq!(texts::<Node>(&[&next(128)]).fault().kind, ErrorKind::Limit);
}

#[test]
fn depth_under_an_unknown_key() {
    // The object around it is one level.
    let lists = |depth: usize| format!("{{\"unknown\":{}}}", nested("[", depth, "]"));
    value::<Empty>(&lists(127));
    assert_limit::<Empty>(&lists(128), "more than 128 levels of nesting at byte 138");

    let objects = |depth: usize| {
        format!(
            "{{\"unknown\":{}1{}}}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        )
    };
    value::<Empty>(&objects(127));
    assert_eq!(
        texts::<Empty>(&[&objects(128)]).fault().kind,
        ErrorKind::Limit
    );
}

/// A bracket that closes makes room again.
#[test]
fn depth_is_not_width() {
    let wide = format!("[{}[]]", "[[]],".repeat(1000));
    let Value::Array(items) = outcome::<Value>(&wide).value() else {
        panic!()
    };
    assert_eq!(items.len(), 1001);
}

#[test]
fn depth_can_be_set() {
    let mut limits = Limits::default();
    limits.depth = 3;
    let feed = |text| {
        Parser::<Value>::new()
            .limits(limits)
            .feed(text)
            .map_err(|error| error.kind())
    };
    assert_eq!(feed("[[[]], {\"a\": {}}]"), Ok(()));
    assert_eq!(feed("[[{\"a\": []}]]"), Err(ErrorKind::Limit));
}

#[test]
fn a_string_may_be_as_long_as_the_text() {
    let long = "0123456789abcdef".repeat(10 << 16);
    assert!(outcome::<String>(&format!("\"{long}\"")).value() == long);
    assert_eq!(
        outcome::<Empty>(&format!("{{\"unknown\": \"{long}\"}}")).value(),
        Empty {}
    );
    let Value::String(text) = outcome::<Value>(&format!("\"\\n{long}\"")).value() else {
        panic!()
    };
    assert_eq!(text.len(), long.len() + 1);
}

#[test]
fn a_token_that_shows_only_when_whole_is_bounded() {
    const MESSAGE: &str = "a key, a number or a short string of more than 65536 bytes";
    let fits = "1".repeat(64 << 10);
    let long = "1".repeat(1 << 20);
    let too_long = fits.clone() + "1";

    assert_eq!(
        outcome::<Empty>(&format!("{{\"{fits}\": 1}}")).value(),
        Empty {}
    );
    assert_eq!(
        outcome::<BTreeMap<String, u8>>(&format!("{{\"{fits}\": 1}}")).value()[&fits],
        1
    );
    assert_eq!(
        outcome::<Empty>(&format!("{{\"a\": {fits}}}")).value(),
        Empty {}
    );

    for text in [&too_long, &long] {
        assert_limit::<Empty>(
            &format!("{{\"{text}\": 1}}"),
            &format!("{MESSAGE} at byte 1"),
        );
        assert_limit::<BTreeMap<String, u8>>(
            &format!("{{\"{text}\": 1}}"),
            &format!("{MESSAGE} at byte 1"),
        );
        assert_limit::<Empty>(
            &format!("{{\"a\": {text}}}"),
            &format!("{MESSAGE} at byte 6"),
        );
        assert_limit::<Vec<f64>>(&format!("[{text}]"), &format!("{MESSAGE} at `[0]`, byte 1"));
        assert_limit::<Vec<char>>(
            &format!("[\"{text}\"]"),
            &format!("{MESSAGE} at `[0]`, byte 1"),
        );
        assert_limit::<Vec<Role>>(
            &format!("[\"{text}\"]"),
            &format!("{MESSAGE} at `[0]`, byte 1"),
        );
        // Before its end has come.
        assert_limit::<Vec<Role>>(
            &format!("[\"{text}"),
            &format!("{MESSAGE} at `[0]`, byte 1"),
        );
        assert_limit::<Vec<f64>>(&format!("[{text}"), &format!("{MESSAGE} at `[0]`, byte 1"));
    }
}

/// What counts is what is kept.
#[test]
fn escapes_count_as_what_they_stand_for() {
    let escaped = |len: usize| format!("{{\"{}\": 1}}", "\\u0061".repeat(len));
    assert_eq!(outcome::<Empty>(&escaped(64 << 10)).value(), Empty {});
    assert_eq!(
        texts::<Empty>(&[&escaped((64 << 10) + 1)]).fault().kind,
        ErrorKind::Limit
    );
    assert_eq!(
        outcome::<Empty>(&escaped((64 << 10) + 1)).fault().kind,
        ErrorKind::Limit
    );
}

#[test]
fn white_space_is_bounded() {
    let run = |len: usize| " \n\t\r".repeat(len / 4) + &" ".repeat(len % 4);
    let places = [
        "_{}",
        "{_\"x\":1}",
        "{\"x\"_:1}",
        "{\"x\":_1}",
        "{\"x\":1_}",
        "{\"x\":1,_\"y\":2}",
        "{\"x\":[_]}",
        "{\"x\":[1,_2]}",
    ];
    for place in places {
        // It may be as long at each place.
        let fits = place.replace('_', &run(4096));
        assert_eq!(outcome::<Empty>(&fits).value(), Empty {}, "{place}");
        let at = place.find('_').unwrap() + 4096;
        let fault = outcome::<Empty>(&place.replace('_', &run(4097))).fault();
        assert_eq!(fault.kind, ErrorKind::Limit);
        assert_eq!(
            fault.message,
            format!("more than 4096 bytes of white space at byte {at}")
        );
    }
    let twice = format!("[{0}1{0},{0}2{0}]", run(4096));
    assert_eq!(outcome::<Vec<u8>>(&twice).value(), [1, 2]);
    // In a string it is text, and after the root nobody reads it.
    let text = format!("[\"{}\"]{}", " ".repeat(10_000), run(10_000));
    assert_eq!(outcome::<Vec<String>>(&text).value()[0].len(), 10_000);
}

/// A model that falls into a run of white space is stopped while it runs.
#[test]
fn white_space_is_bounded_before_it_ends() {
    let mut parser = Parser::<Vec<u8>>::new();
    parser.feed("[1,").unwrap();
    for _ in 0..4096 {
        parser.feed("\n").unwrap();
        parser.feed("").unwrap();
    }
    assert_eq!(
        parser.feed("\n").unwrap_err().to_string(),
        "more than 4096 bytes of white space at `[1]`, byte 4099"
    );
}

#[test]
fn the_whole_text_is_bounded() {
    let text = "[\"aé😀\", 1984]";
    for bytes in 0..=text.len() + 2 {
        let mut limits = Limits::default();
        limits.bytes = bytes;
        for cut in 0..=text.len() {
            let mut parser = Parser::<Value>::new().limits(limits);
            let (before, after) = text.as_bytes().split_at(cut);
            let result = parser
                .feed_bytes(before)
                .and_then(|()| parser.feed_bytes(after));
            if bytes >= text.len() {
                result.unwrap();
                // What follows does not count.
                parser.feed("and so on").unwrap();
                continue;
            }
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit);
            assert_eq!(error.offset(), Some(bytes));
            // What was within the bound has been read.
            assert_eq!(parser.partial().is_some(), bytes > 0);
        }
    }
}

#[test]
fn the_message_of_a_text_that_is_too_long() {
    let mut limits = Limits::default();
    limits.bytes = 5;
    let mut parser = Parser::<Vec<u8>>::new().limits(limits);
    assert_eq!(
        parser.feed("[1, 2, 3]").unwrap_err().to_string(),
        "more than 5 bytes of text at `[1]`, byte 5"
    );
}
