//! A root that is not an object, in the object that servers ask for around it: read as if it stood alone.

use crate::pieces;
use crate::samples::{Sample, run, texts_of};
use crate::types::*;
use instructor_core::{Extract, Parser, Partial, Path};
use proptest::prelude::*;

/// What shows after each character, and where the parser is, without what repeats.
fn shown<P: Partial>(text: &str) -> Result<Vec<(P, Path)>, TestCaseError> {
    let mut parser = Parser::<P>::new().unwrapping();
    let mut all = Vec::new();
    for piece in pieces::of(text, 1) {
        parser
            .feed(&piece)
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        if let Some(partial) = parser.partial() {
            all.push((partial.clone(), parser.path()));
            prop_assert_eq!(parser.progress(), (usize::from(parser.is_closed()), 1));
        }
    }
    prop_assert!(parser.is_closed());
    all.dedup();
    Ok(all)
}

fn check<T: Sample>() {
    let around = prop_oneof![
        Just(("", "")),
        Just(("\"items_\": [1], ", "")),
        Just(("", ", \"note\": {\"items\": [{}]}")),
        Just(("\"a\": {\"value\": 7},\n", " , \"b\": \"]\"")),
    ];
    run(
        12,
        (texts_of::<T>(), around, any::<bool>()),
        |(bare, (before, after), items)| {
            let key = if items { "items" } else { "value" };
            let wrapped = format!(" {{{before}\"{key}\": {bare}{after}}} ");
            let expected: T = serde_json::from_str(&bare)?;
            // White space, as what ends a number is the byte after it.
            prop_assert_eq!(
                shown::<T::Partial>(&wrapped)?,
                shown::<T::Partial>(&format!("{bare} "))?
            );
            for cut in 0..=wrapped.len() {
                let mut parser = Parser::<T::Partial>::new().unwrapping();
                let (before, after) = wrapped.as_bytes().split_at(cut);
                parser
                    .feed_bytes(before)
                    .and_then(|()| parser.feed_bytes(after))
                    .unwrap();
                prop_assert_eq!(&parser.finish().unwrap(), &expected, "cut at byte {}", cut);
            }
            Ok(())
        },
    );
}

#[test]
fn any_root_that_is_not_an_object() {
    check::<Vec<Point>>();
    check::<Vec<Vec<u8>>>();
    check::<Vec<Option<String>>>();
    check::<Option<Vec<Tag>>>();
    check::<Tags>();
    check::<String>();
}

fn read<T: Extract>(text: &str) -> Result<T, String> {
    let mut parser = Parser::<T::Partial>::new().unwrapping();
    parser
        .feed(text)
        .and_then(|()| parser.finish())
        .map_err(|error| error.to_string())
}

#[test]
fn scalars() {
    assert_eq!(read("{\"value\": 7}"), Ok(7u8));
    assert_eq!(read("7"), Ok(7u8));
    assert_eq!(read("{\"value\": null}"), Ok(None::<u8>));
    assert_eq!(read("{\"value\": \"guest\"}"), Ok(Role::Guest));
    assert_eq!(
        read("{\"value\": true"),
        Err::<bool, _>("the text ended before its value was whole at byte 14".to_owned())
    );
}

/// An object of its own is never taken for a wrapper.
#[test]
fn a_root_that_is_an_object_is_not_unwrapped() {
    let map = read::<std::collections::BTreeMap<String, Vec<u8>>>("{\"items\": [1]}").unwrap();
    assert_eq!(map["items"], [1]);
    assert_eq!(read("{\"items\": []}"), Ok(Empty {}));
    assert_eq!(
        read("{\"value\": {}}"),
        Ok(serde_json::json!({"value": {}}))
    );
    assert_eq!(read("{\"value\": {}}"), Ok(Some(Empty {})));
}

#[test]
fn errors_name_places_in_the_value() {
    assert_eq!(
        read::<Vec<u8>>("{\"items\": [1, true]}"),
        Err("expected an integer, found a bool at `[1]`, byte 14".to_owned())
    );
    assert_eq!(
        read::<Vec<u8>>("{\"items\": 7}"),
        Err("expected a list, found a number at byte 10".to_owned())
    );
    assert_eq!(
        read::<Vec<Point>>("{\"items\": [{\"x\": 1, \"y\": 2}]}"),
        Err("missing `[0].label`".to_owned())
    );
    assert_eq!(
        read::<Vec<u8>>("{\"numbers\": [1]}"),
        Err(
            "the object has neither `items` nor `value` to be taken for the value at byte 16"
                .to_owned()
        )
    );
}

/// Elsewhere the last of two equal keys wins. Here elements of the first may have been handed out.
#[test]
fn a_second_value_is_an_error() {
    for text in [
        "{\"items\": [1, 2], \"items\": [3]}",
        "{\"items\": [1, 2], \"value\": []}",
    ] {
        assert_eq!(
            read::<Vec<u8>>(text),
            Err("the value is there a second time at byte 26".to_owned())
        );
    }
}
