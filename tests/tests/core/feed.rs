//! Feeding a parser in pieces, and what came of it.

use instructor_core::__private::Wire;
use instructor_core::{Error, ErrorKind, Extract, Parser, Partial};
use serde_json::Value;

/// What came of a text: everything that must not depend on where it was cut.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome<T: Extract<Partial: PartialEq>> {
    Value(T),
    Fault(Fault<T::Partial>),
}

#[derive(Debug, PartialEq)]
pub(crate) struct Fault<P> {
    pub(crate) kind: ErrorKind,
    pub(crate) path: String,
    pub(crate) offset: Option<usize>,
    /// As displayed.
    pub(crate) message: String,
    /// What shows when the parser has stopped.
    pub(crate) partial: Option<P>,
}

impl<P: Clone + 'static> Fault<P> {
    fn new(error: &Error, partial: Option<&P>) -> Self {
        Fault {
            kind: error.kind(),
            path: error.path().map(ToString::to_string).unwrap_or_default(),
            offset: error.offset(),
            message: error.to_string(),
            partial: partial.cloned(),
        }
    }
}

/// Feeds pieces of text by `feed`.
pub(crate) fn texts<T: Extract>(pieces: &[&str]) -> Outcome<T> {
    run(pieces, |parser, piece| parser.feed(piece))
}

/// Feeds pieces of bytes by `feed_bytes`, which may cut characters.
pub(crate) fn bytes<T: Extract>(pieces: &[&[u8]]) -> Outcome<T> {
    run(pieces, |parser, piece| parser.feed_bytes(piece))
}

fn run<T: Extract, I: Copy>(
    pieces: &[I],
    feed: impl Fn(&mut Parser<T::Partial>, I) -> Result<(), Error>,
) -> Outcome<T> {
    let mut parser = Parser::<T::Partial>::new();
    let mut first: Option<Fault<T::Partial>> = None;
    for &piece in pieces {
        let result = feed(&mut parser, piece);
        match (&first, result) {
            (None, Ok(())) => {}
            (None, Err(error)) => first = Some(Fault::new(&error, parser.partial())),
            (Some(_), Ok(())) => panic!("the parser went on after an error"),
            (Some(first), Err(error)) => {
                assert_eq!(
                    &Fault::new(&error, parser.partial()),
                    first,
                    "not the same error again"
                );
            }
        }
    }
    match (parser.finish(), first) {
        (Ok(value), None) => Outcome::Value(value),
        (Ok(_), Some(_)) => panic!("the parser finished after an error"),
        (Err(error), first) => {
            let fault = Fault::new(&error, error.partial());
            if let Some(first) = &first {
                assert_eq!(&fault, first, "`finish` gives another error than `feed`");
            }
            Outcome::Fault(fault)
        }
    }
}

impl<T: Extract> Outcome<T> {
    pub(crate) fn value(self) -> T {
        match self {
            Outcome::Value(value) => value,
            Outcome::Fault(fault) => panic!("{}", fault.message),
        }
    }

    pub(crate) fn fault(self) -> Fault<T::Partial> {
        match self {
            Outcome::Value(_) => panic!("a value where an error was expected"),
            Outcome::Fault(fault) => fault,
        }
    }
}

/// The one outcome of `text` as a `T`: that of the whole, having checked that it is the same for every cut into two, and
/// byte by byte.
pub(crate) fn outcome<T>(text: &str) -> Outcome<T>
where
    T: Extract + std::fmt::Debug + PartialEq,
{
    let whole = texts::<T>(&[text]);
    for cut in 0..=text.len() {
        let (before, after) = text.as_bytes().split_at(cut);
        assert_eq!(
            bytes::<T>(&[before, after]),
            whole,
            "cut at byte {cut} of {text:?}"
        );
        if let Some((before, after)) = text.split_at_checked(cut) {
            assert_eq!(
                texts::<T>(&[before, after]),
                whole,
                "cut at byte {cut} of {text:?}"
            );
        }
    }
    assert_eq!(
        bytes::<T>(&single_bytes(text.as_bytes())),
        whole,
        "byte by byte: {text:?}"
    );
    whole
}

/// The value of a text that is good.
pub(crate) fn value<T>(text: &str) -> T
where
    T: Extract + std::fmt::Debug + PartialEq,
{
    outcome(text).value()
}

/// The error of a text that is bad, as displayed.
pub(crate) fn error<T>(text: &str) -> String
where
    T: Extract + std::fmt::Debug + PartialEq,
{
    outcome::<T>(text).fault().message
}

/// The kind of the error of a text that is bad.
pub(crate) fn error_kind<T>(text: &str) -> ErrorKind
where
    T: Extract + std::fmt::Debug + PartialEq,
{
    outcome::<T>(text).fault().kind
}

pub(crate) fn single_bytes(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.chunks(1).collect()
}

/// A partial as JSON, with the names that it has there.
pub(crate) fn json_of<P: Partial>(partial: &P) -> Value {
    // By way of text: a `Value` cannot be made of an `i128`.
    let text = serde_json::to_string(&Wire(partial)).unwrap();
    serde_json::from_str(&text).unwrap()
}
