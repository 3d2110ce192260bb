//! Texts that are cut short, and texts with bytes changed: no panic, no value that `serde_json` would not give, and the
//! same error whatever the pieces.

use crate::feed::{self, Outcome};
use crate::samples::{Sample, run, test_each_type, texts_of};
use crate::types::*;
use instructor_core::{ErrorKind, Parser};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

mod a_text_that_is_cut_is_incomplete {
    use super::*;

    fn check<T: Sample>() {
        run(16, texts_of::<T>(), |text| {
            for (cut, _) in text.char_indices() {
                let text = &text[..cut];
                // The digits of a root that is a number are one as well.
                if let Ok(value) = serde_json::from_str::<T>(text) {
                    prop_assert_eq!(feed::texts(&[text]), Outcome::Value(value));
                    continue;
                }
                let mut parser = Parser::<T::Partial>::new();
                prop_assert!(parser.feed(text).is_ok());
                let shown = parser.partial().cloned();
                let path = parser.path();
                let error = match parser.finish() {
                    Ok(value) => return Err(TestCaseError::fail(format!("{value:?} of {text:?}"))),
                    Err(error) => error,
                };
                prop_assert_eq!(
                    error.kind(),
                    ErrorKind::Incomplete,
                    "{} of {:?}",
                    error,
                    text
                );
                prop_assert_eq!(error.partial(), shown.as_ref(), "of {:?}", text);
                if !text.is_empty() {
                    prop_assert_eq!(error.path(), Some(&path));
                    prop_assert_eq!(error.offset(), Some(cut));
                }
            }
            Ok(())
        });
    }

    test_each_type!(check);
}

mod changed_bytes {
    use super::*;

    fn check<T: Sample>() {
        run(12, (texts_of::<T>(), vec(edit(), 1..4)), |(text, edits)| {
            let mut bytes = text.into_bytes();
            for edit in &edits {
                edit.apply(&mut bytes);
            }
            let whole = feed::bytes::<T>(&[&bytes]);
            for cut in 0..=bytes.len() {
                let (before, after) = bytes.split_at(cut);
                prop_assert_eq!(
                    &feed::bytes(&[before, after]),
                    &whole,
                    "cut at byte {}",
                    cut
                );
            }
            prop_assert_eq!(
                &feed::bytes(&feed::single_bytes(&bytes)),
                &whole,
                "byte by byte"
            );
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Ok(());
            };
            for (cut, _) in text.char_indices() {
                let (before, after) = text.split_at(cut);
                prop_assert_eq!(
                    &feed::texts(&[before, after]),
                    &whole,
                    "cut at byte {}",
                    cut
                );
            }
            prop_assert!(
                agree(&whole, &first_value(text), text),
                "{whole:?} of {text:?}, {:?}",
                first_value::<T>(text)
            );
            Ok(())
        });
    }

    test_each_type!(check);
}

/// A change of one byte of a text.
#[derive(Debug, Clone)]
enum Edit {
    Put(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    /// Puts there what stands somewhere else.
    Copy(Index, Index),
    /// Removes up to so many bytes.
    Cut(Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    // Bytes that mean something, and a few that are not text.
    let byte = || {
        let telling = proptest::sample::select(
            &b"{}[]:,\"\\ \n/u0129-+.eEtfnadD\x00\x1f\x80\xc3\xe6\xf0\xff"[..],
        );
        prop_oneof![4 => telling, 1 => any::<u8>()]
    };
    prop_oneof![
        (any::<Index>(), byte()).prop_map(|(at, byte)| Edit::Put(at, byte)),
        (any::<Index>(), byte()).prop_map(|(at, byte)| Edit::Insert(at, byte)),
        any::<Index>().prop_map(Edit::Remove),
        (any::<Index>(), any::<Index>()).prop_map(|(to, from)| Edit::Copy(to, from)),
        (any::<Index>(), 1..20usize).prop_map(|(at, len)| Edit::Cut(at, len)),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let len = bytes.len();
        match self {
            Edit::Put(at, byte) => bytes[at.index(len)] = *byte,
            Edit::Insert(at, byte) => bytes.insert(at.index(len + 1), *byte),
            Edit::Remove(at) => {
                bytes.remove(at.index(len));
            }
            Edit::Copy(to, from) => bytes[to.index(len)] = bytes[from.index(len)],
            Edit::Cut(at, cut) => {
                let at = at.index(len);
                bytes.drain(at..len.min(at + cut));
            }
        }
    }
}

/// What `serde_json` gives, whatever follows the root.
fn first_value<T: Sample>(text: &str) -> serde_json::Result<T> {
    T::deserialize(&mut serde_json::Deserializer::from_str(text))
}

/// Whether the two say the same, or differ where it is documented that they do.
fn agree<T: Sample>(ours: &Outcome<T>, theirs: &serde_json::Result<T>, text: &str) -> bool {
    match (ours, theirs) {
        (Outcome::Value(ours), Ok(theirs)) => ours == theirs,
        (Outcome::Fault(_), Err(_)) => true,
        (Outcome::Value(ours), Err(theirs)) => {
            let theirs = theirs.to_string();
            let duplicate_key = theirs.starts_with("duplicate field") || has_duplicate_keys(text);
            let null_for_a_default = theirs.starts_with("invalid type: null");
            let minus_zero = text.contains("-0") && theirs.contains("floating point `-0.0`");
            // In an unknown value: see `an_unknown_number_may_be_out_of_range`.
            let unread_number =
                theirs.contains("number out of range") && !format!("{ours:?}").contains("inf");
            // In the objects that `serde` has for types of the standard library.
            let unknown_key = theirs.starts_with("unknown field");
            duplicate_key || null_for_a_default || minus_zero || unread_number || unknown_key
        }
        (Outcome::Fault(ours), Ok(_)) => {
            let message = &ours.message;
            let struct_of_a_list = message.starts_with("expected an object, found a list");
            let variant_as_an_object = message.starts_with("expected a string, found an object");
            // What stands right after a root that is a number is taken for a part of it.
            let number_runs_on =
                message.contains("is not a number") && serde_json::from_str::<T>(text).is_err();
            // In an unknown value: see `an_unknown_key_may_hold_half_a_pair`.
            let half_a_pair = message.starts_with("a lone half of a surrogate pair");
            let mut literals = T::LITERALS.iter();
            let other_literal =
                literals.any(|text| message.starts_with(&format!("expected `{text}`, found")));
            // What `serde` knows nothing of: the schema does.
            let constraint = ours.kind == ErrorKind::Invalid && breaks_the_schema::<T>(text);
            other_literal
                || constraint
                || struct_of_a_list
                || variant_as_an_object
                || number_runs_on
                || half_a_pair
        }
    }
}

fn breaks_the_schema<T: Sample>(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let breaks_it = |value| !crate::library::validator(&T::schema()).is_valid(&value);
    values.next().and_then(Result::ok).is_none_or(breaks_it)
}

/// Whether a key comes twice anywhere: what is wrong with the first value is forgotten with it.
fn has_duplicate_keys(text: &str) -> bool {
    struct Unique;

    impl<'de> Deserialize<'de> for Unique {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Unique)
        }
    }

    impl<'de> Visitor<'de> for Unique {
        type Value = Unique;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("JSON without a key that comes twice")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
            let mut keys = HashSet::new();
            while let Some((key, Unique)) = map.next_entry::<String, Unique>()? {
                if !keys.insert(key) {
                    return Err(A::Error::custom("a key comes twice"));
                }
            }
            Ok(Unique)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Unique, A::Error> {
            while list.next_element::<Unique>()?.is_some() {}
            Ok(Unique)
        }

        fn visit_unit<E>(self) -> Result<Unique, E> {
            Ok(Unique)
        }

        fn visit_bool<E>(self, _: bool) -> Result<Unique, E> {
            Ok(Unique)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Unique, E> {
            Ok(Unique)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Unique, E> {
            Ok(Unique)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Unique, E> {
            Ok(Unique)
        }

        fn visit_str<E>(self, _: &str) -> Result<Unique, E> {
            Ok(Unique)
        }
    }

    let read = Unique::deserialize(&mut serde_json::Deserializer::from_str(text));
    read.is_err_and(|error| error.to_string().starts_with("a key comes twice"))
}
