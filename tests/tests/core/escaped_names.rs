//! Names that have to be escaped in the text: a key is compared as what it says, not as how it is written.

use crate::feed;
use instructor_core::{Error, ErrorKind, Extract};
use serde::Deserialize;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Escaped {
    plain: u8,
    #[serde(rename = "quo\"te")]
    quote: u8,
    #[serde(rename = "back\\slash")]
    backslash: u8,
    #[serde(rename = "t\tab")]
    tab: u8,
    /// As it stands in a text, this is what another name would be written as.
    #[serde(default, rename = "new\\nline")]
    literal: u8,
}

const TEXT: &str = r#"{"plain": 1, "quo\"te": 2, "back\\slash": 3, "t\tab": 4, "new\\nline": 5}"#;

#[test]
fn are_found_wherever_the_text_is_cut() {
    let whole: Escaped = serde_json::from_str(TEXT).unwrap();
    assert_eq!(feed::value::<Escaped>(TEXT), whole);
    for cut in 0..=TEXT.len() {
        let (start, end) = TEXT.as_bytes().split_at(cut);
        let read = feed::bytes::<Escaped>(&[start, end]).value();
        assert_eq!(read, whole, "cut at {cut}");
    }
}

#[test]
fn are_not_taken_for_what_would_be_written_so() {
    // A line feed, which is no field, where `new\\nline` is the next.
    let text = TEXT.replace(r"new\\nline", r"new\nline");
    assert_eq!(
        feed::value::<Escaped>(&text),
        serde_json::from_str(&text).unwrap()
    );
    assert_eq!(feed::value::<Escaped>(&text).literal, 0);
}

#[test]
fn are_an_error_as_they_are() {
    for (escaped, raw) in [(r#"quo\"te"#, "quo\"te"), (r"t\tab", "t\tab")] {
        let text = TEXT.replace(escaped, raw);
        assert!(serde_json::from_str::<Escaped>(&text).is_err(), "{text}");
        let error: Error = instructor_core::Parser::<PartialEscaped>::new()
            .feed(&text)
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Syntax, "{text}: {error}");
        assert_eq!(
            feed::error_kind::<Escaped>(&text),
            ErrorKind::Syntax,
            "{text}"
        );
    }
}
