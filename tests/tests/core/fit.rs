//! What does not quite fit its type, and is fitted: each case whole, cut in two at every place, and byte by byte.

use instructor_core::{Extract, Parser, Repair, RepairKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

mod enums;
mod keys;
mod lists;
mod packed;
mod scalars;

/// The field that every case stands in.
#[derive(Extract, Debug, PartialEq)]
struct Field<T> {
    v: T,
}

type Outcome<T> = (Result<T, String>, Vec<(RepairKind, String, usize)>);

fn read<T: Extract>(pieces: &[&str], repair: Repair) -> Outcome<T> {
    let mut parser = Parser::<T::Partial>::new().repair(repair);
    for piece in pieces {
        if let Err(error) = parser.feed(piece) {
            return (Err(error.to_string()), Vec::new());
        }
    }
    let ended = parser.end();
    let repairs = parser.repairs().iter();
    let repairs = repairs.map(|one| (one.kind, one.path.to_string(), one.offset));
    let repairs = repairs.collect();
    let value = ended.and_then(|()| parser.finish());
    let value = value.map_err(|error| error.to_string());
    (value, repairs)
}

/// What comes out, however the text is cut. The paths of repairs are another's to test: kinds and offsets are ours.
fn outcome<T: Extract + Debug + PartialEq>(text: &str) -> Outcome<T> {
    let whole = read::<T>(&[text], Repair::Lenient);
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let same = |pieces: &[&str]| {
        let (value, repairs) = read::<T>(pieces, Repair::Lenient);
        assert_eq!(value, whole.0, "{pieces:?}");
        let offsets = |repairs: &[(RepairKind, String, usize)]| -> Vec<(RepairKind, usize)> {
            repairs.iter().map(|(kind, _, at)| (*kind, *at)).collect()
        };
        assert_eq!(offsets(&repairs), offsets(&whole.1), "{pieces:?}");
    };
    for at in &ends {
        let (before, behind) = text.split_at(*at);
        same(&[before, behind]);
    }
    let pieces: Vec<&str> = ends
        .iter()
        .zip(ends.iter().skip(1).chain([&text.len()]))
        .map(|(start, end)| &text[*start..*end])
        .collect();
    same(&pieces);
    whole
}

/// A text that is read as `value`, with these repairs, and is an error to a strict parser.
#[track_caller]
fn fits_as<T: Extract + Debug + PartialEq>(text: &str, value: T, kinds: &[RepairKind]) {
    let (read_as, repairs) = outcome::<T>(text);
    assert_eq!(read_as, Ok(value), "{text}");
    let found: Vec<RepairKind> = repairs.iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(found, kinds, "{text}");
}

/// A value, as [`fits_as`], in a field.
#[track_caller]
fn fits<T: Extract + Debug + PartialEq>(text: &str, value: T, kinds: &[RepairKind]) {
    let text = format!(r#"{{"v": {text}}}"#);
    fits_as(&text, Field { v: value }, kinds);
    assert!(
        read::<Field<T>>(&[&text], Repair::Strict).0.is_err(),
        "{text}"
    );
}

/// A value that is read as it is, as a strict parser does.
#[track_caller]
fn is<T: Extract + Debug + PartialEq>(text: &str, value: T) {
    let text = format!(r#"{{"v": {text}}}"#);
    fits_as(&text, Field { v: value }, &[]);
    let strict = read::<Field<T>>(&[&text], Repair::Strict);
    assert_eq!(strict, outcome::<Field<T>>(&text));
}

/// A value that is refused, for this reason.
#[track_caller]
fn refused<T: Extract + Debug + PartialEq>(text: &str, problem: &str) {
    let text = format!(r#"{{"v": {text}}}"#);
    let (value, _) = outcome::<Field<T>>(&text);
    assert_eq!(
        value.unwrap_err(),
        format!("{problem} at `v`, byte 6"),
        "{text}"
    );
}
