//! Values that do not fit a shape: the same error wherever the text is cut.

use super::types::*;
use crate::feed::{self, error, error_kind};
use instructor_core::{ErrorKind, Extract, Limits, Parser};
use std::time::{Duration, Instant};

#[test]
fn a_tag_that_names_no_variant() {
    assert_eq!(
        error::<InInternal>(r#"{"text":"a","kind":"Leav"}"#),
        "unknown variant `Leav`, expected one of `Leaf`, `Number`, `Again` at `kind`, byte 19"
    );
    assert_eq!(
        error::<InAdjacent>(r#"{"tag":"one"}"#),
        "unknown variant `one`, expected one of `One`, `Map`, `Pair` at `tag`, byte 7"
    );
    assert_eq!(
        error::<Vec<InExternal>>(r#"[{"Three":1}]"#),
        "unknown variant `Three`, expected one of `Stop`, `One`, `Two` at `[0]`, byte 2"
    );
    assert_eq!(
        error::<Vec<InExternal>>(r#"["Stop","stop"]"#),
        "unknown variant `stop`, expected one of `Stop`, `One`, `Two` at `[1]`, byte 8"
    );
}

#[test]
fn a_tag_that_is_missing() {
    for text in [
        "{}",
        r#"{"text":"a"}"#,
        r#"{"x":{"kind":"Leaf"},"text":"a"}"#,
    ] {
        let message = error::<InInternal>(text);
        assert!(message.contains("`kind`"), "{message}");
        assert!(
            message.contains("missing") || message.contains("tag"),
            "{message}"
        );
        assert_eq!(
            error_kind::<InInternal>(text),
            error_kind::<InInternal>("{}")
        );
    }
    assert!(error::<InAdjacent>(r#"{"value":1}"#).contains("`tag`"));
}

#[test]
fn a_tag_that_is_no_string() {
    for tag in ["null", "7", "[]", "{}", "true"] {
        for text in [
            format!(r#"{{"kind":{tag},"text":"a"}}"#),
            format!(r#"{{"text":"a","kind":{tag}}}"#),
        ] {
            let message = error::<InInternal>(&text);
            assert!(message.starts_with("expected a string, found"), "{message}");
            assert!(message.contains("at `kind`"), "{message}");
        }
    }
}

#[test]
fn a_second_tag_is_to_be_the_first() {
    assert_eq!(
        feed::value::<InInternal>(r#"{"kind":"Leaf","text":"a","kind":"Leaf"}"#),
        InInternal::Leaf {
            text: "a".to_owned()
        }
    );
    for text in [
        r#"{"kind":"Leaf","text":"a","kind":"Number"}"#,
        r#"{"text":"a","kind":"Leaf","kind":"Number"}"#,
    ] {
        let message = error::<InInternal>(text);
        assert!(message.starts_with("a second tag"), "{message}");
        assert!(message.contains("at `kind`"), "{message}");
    }
    let message =
        error::<InAdjacent>(r#"{"value":{"kind":"Leaf","text":""},"tag":"One","tag":"Map"}"#);
    assert!(message.starts_with("a second tag"), "{message}");
}

#[test]
fn an_external_enum_has_one_key() {
    let message = error::<Expr>(r#"{"Number":1,"Negated":{"Number":1}}"#);
    assert!(
        message.starts_with("the object of an enum has one key"),
        "{message}"
    );
    let message = error::<Expr>(r#"{"Number":1,"Number":1}"#);
    assert!(
        message.starts_with("the object of an enum has one key"),
        "{message}"
    );
    assert_eq!(
        error::<Vec<Expr>>("[{ }]"),
        "expected the name of a variant as the key, found an empty object at `[0]`, byte 3"
    );
}

#[test]
fn a_variant_with_data_is_not_a_string() {
    assert_eq!(
        error::<InExternal>(r#""One""#),
        "the variant `One` holds data: expected an object with its name as the key at byte 0"
    );
    let message = error::<External>(r#"{"nothing":1}"#);
    assert!(
        message.starts_with("expected null, found a number at `nothing`"),
        "{message}"
    );
    for text in ["1", "null", "[]", "true"] {
        let message = error::<External>(text);
        assert!(
            message.starts_with("expected a string or an object"),
            "{message}"
        );
    }
}

#[test]
fn what_is_within_a_variant_has_its_path() {
    assert!(error::<External>(r#"{"reply":{"firstText":1}}"#).contains("at `reply.firstText`"));
    assert!(error::<External>(r#"{"pair":[1,2]}"#).contains("at `pair[1]`"));
    assert!(
        error::<Adjacent>(r#"{"variant":"Words","content":["",1]}"#).contains("at `content[1]`")
    );
    assert!(
        error::<Adjacent>(r#"{"content":["",1],"variant":"Words"}"#).contains("at `content[1]`")
    );
    assert!(error::<Internal>(r#"{"x":"1","type":"go"}"#).contains("at `x`"));
    assert!(error::<Internal>(r#"{"type":"go","x":"1"}"#).contains("at `x`"));
    assert!(error::<Flat>(r#"{"width":"1"}"#).contains("at `width`"));
    assert!(error::<Rest>(r#"{"else":["a",1]}"#).contains(r#"else"#));
}

#[test]
fn what_is_missing_within_a_variant_is_named() {
    assert_eq!(
        error::<External>(r#"{"reply":{}}"#),
        "missing `reply.firstText`"
    );
    assert_eq!(
        error::<External>(r#"{"move_to":{"y":1}}"#),
        "missing `move_to.x`, `move_to.label`"
    );
    assert_eq!(
        error::<Internal>(r#"{"type":"send-reply"}"#),
        "missing `FIRST_TEXT`"
    );
    assert_eq!(
        error::<Internal>(r#"{"x":1,"type":"go"}"#),
        "missing `y`, `label`"
    );
    assert_eq!(
        error::<Adjacent>(r#"{"variant":"Reply","content":{}}"#),
        "missing `content.firstText`"
    );
    assert_eq!(
        error::<Adjacent>(r#"{"variant":"Count"}"#),
        "missing `content`"
    );
    assert_eq!(error::<Deep>("{}"), "missing `width`, `depth`");
}

#[test]
fn a_tuple_has_its_length() {
    assert_eq!(
        error::<Pair>(r#"[1,"a",2]"#),
        "expected a list of 2 elements, found more at `[2]`, byte 7"
    );
    assert_eq!(error::<Pair>("[1]"), "missing `[1]`");
    assert_eq!(error::<Pair>("[]"), "missing `[0]`, `[1]`");
    assert_eq!(
        error::<[u8; 2]>("[1,2,3]"),
        "expected a list of 2 elements, found more at `[2]`, byte 5"
    );
    assert_eq!(error::<[u8; 2]>("[1]"), "missing `[1]`");
    assert_eq!(error::<External>(r#"{"pair":[1]}"#), "missing `pair[1]`");
    let message = error::<External>(r#"{"pair":[1,"",2]}"#);
    assert!(
        message.starts_with("expected a list of 2 elements"),
        "{message}"
    );
    assert_eq!(
        error::<[u8; 0]>("[1]"),
        "expected a list of 0 elements, found more at `[0]`, byte 1"
    );
}

#[test]
fn a_literal_is_that_text() {
    let message = error::<Marked>(r#"{"kind":"the \"invoice\" "}"#);
    assert!(
        message.starts_with("expected `the \"invoice\" 🦀`, found `the \"invoice\" `"),
        "{message}"
    );
    assert!(error::<Marked>(r#"{"version":2}"#).starts_with("expected a string, found a number"));
}

/// It showed, and was another: the error lists the names, wherever the text was cut.
#[test]
fn an_early_variant_that_turns_out_wrong() {
    let message = error::<Vec<Early>>(r#"["admin-of-nothing"]"#);
    assert!(
        message.starts_with("unknown variant `admin-of-nothing`, expected one of `admin`"),
        "{message}"
    );
    assert!(error::<Vec<Early>>(r#"["grandiose"]"#).contains("größe"));
}

fn feed_all<T: Extract>(text: &str, limits: Limits) -> Result<(), ErrorKind> {
    let mut pieces = text.as_bytes().chunks(7);
    let mut parser = Parser::<T::Partial>::new().limits(limits);
    let pieces = pieces.try_for_each(|piece| parser.feed_bytes(piece));
    let whole = Parser::<T::Partial>::new().limits(limits).feed(text);
    let [pieces, whole] = [pieces, whole].map(|result| result.map_err(|error| error.kind()));
    assert_eq!(pieces, whole);
    whole
}

#[test]
fn held_text_counts_for_the_limits() {
    let mut limits = Limits::default();
    limits.depth = 4;
    let text = |depth: usize| {
        let junk = "[".repeat(depth) + &"]".repeat(depth);
        format!(r#"{{"x":{junk},"type":"nothing"}}"#)
    };
    assert_eq!(feed_all::<Internal>(&text(3), limits), Ok(()));
    assert_eq!(
        feed_all::<Internal>(&text(4), limits),
        Err(ErrorKind::Limit)
    );
    let steps = r#"{"nextSteps":[],"firstStep":{"x":[],"type":"nothing"},"type":"then"}"#;
    assert_eq!(feed_all::<Internal>(steps, limits), Ok(()));
    limits.depth = 2;
    assert_eq!(feed_all::<Internal>(steps, limits), Err(ErrorKind::Limit));

    let mut limits = Limits::default();
    limits.bytes = 100;
    let text = |len: usize| format!(r#"{{"x":"{}","type":"nothing"}}"#, "x".repeat(len));
    assert_eq!(feed_all::<Internal>(&text(50), limits), Ok(()));
    assert_eq!(
        feed_all::<Internal>(&text(100), limits),
        Err(ErrorKind::Limit)
    );
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Hostile {
    First {
        next: Box<Hostile>,
        first: u8,
    },
    Second {
        next: Box<Hostile>,
        second: u8,
    },
    Third {
        next: Option<Box<Hostile>>,
        third: u8,
    },
}

/// Each level tries each variant, and each of them all that is within: the work is bounded, not the text alone.
#[test]
fn ambiguous_enums_within_each_other_come_to_an_end() {
    for depth in [1, 4, 20, 60, 120] {
        let text = hostile(depth);
        let started = Instant::now();
        let result = feed_all::<Hostile>(&text, Limits::default());
        // Debug builds are slow; without a bound this is 3 to the power of the depth.
        assert!(started.elapsed() < Duration::from_secs(10), "depth {depth}");
        if depth <= 4 {
            assert_eq!(result, Ok(()));
        }
    }
}

/// The text fits: it is not its type that is wrong.
#[test]
fn ambiguous_enums_are_too_many_or_read() {
    for depth in 1..=40 {
        let result = feed_all::<Hostile>(&hostile(depth), Limits::default());
        assert!(
            matches!(result, Ok(()) | Err(ErrorKind::Limit)),
            "depth {depth}: {result:?}"
        );
    }
}

fn hostile(depth: usize) -> String {
    "{\"next\":".repeat(depth) + "{\"third\":1}" + &",\"third\":1}".repeat(depth)
}
