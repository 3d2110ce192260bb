//! Values and schemas: what is read fits the schema, what fits the schema is read, and what does not is refused.

use super::broken::broken;
use super::random::value_of;
use super::{schema_of, validator};
use crate::feed::{self, Outcome, json_of};
use crate::json::{Random, render};
use crate::library::samples::{Crates, Standard};
use crate::samples::{Sample, run, test_each_type, texts_of};
use crate::types::*;
use instructor_core::Parser;
use proptest::prelude::*;
use serde_json::Value;
use std::any::TypeId;

/// What was read, written again: that is without what the schema does not ask for, unknown keys and other names.
mod what_is_read_fits_the_schema {
    use super::*;

    fn check<T: Sample>() {
        let validator = validator(&schema_of::<T>());
        run(12, texts_of::<T>(), |text| {
            let mut parser = Parser::<T::Partial>::new();
            parser.feed(&text)?;
            // Behind it a root that is a number has closed too.
            parser.feed(" ")?;
            let written = json_of(parser.partial().unwrap());
            if has_an_other(&written) {
                return Ok(());
            }
            let mut errors: Vec<_> = validator.iter_errors(&written).collect();
            errors.retain(|error| {
                let place = error.schema_path().to_string();
                let (_, keyword) = place.rsplit_once('/').unwrap_or_default();
                !reads_more::<T>(keyword)
            });
            prop_assert!(errors.is_empty(), "{:?} of {}", errors, written);
            Ok(())
        });
    }

    test_each_type!(check);

    /// A variant that is `other` is read, but not asked for. All of the samples have this name.
    fn has_an_other(json: &Value) -> bool {
        match json {
            Value::String(text) => text.eq_ignore_ascii_case("unheard"),
            Value::Array(items) => items.iter().any(has_an_other),
            Value::Object(members) => members.values().any(has_an_other),
            _ => false,
        }
    }
}

mod what_fits_the_schema_is_read {
    use super::*;

    fn check<T: Sample>() {
        let schema = schema_of::<T>();
        let validator = validator(&schema);
        run(24, (any::<u64>(), any::<u64>()), |(seed, layout)| {
            let text = render(&value_of(&schema, seed).0, layout);
            let value: Value = serde_json::from_str(&text)?;
            prop_assert!(validator.is_valid(&value), "{} does not fit", text);
            let outcome = in_pieces::<T>(&text, layout)?;
            match serde_json::from_str::<T>(&text) {
                Ok(value) => prop_assert_eq!(outcome, Outcome::Value(value)),
                Err(error) => {
                    prop_assert!(asks_for_more::<T>(), "{}: {}", error, text);
                    prop_assert!(matches!(outcome, Outcome::Fault(_)), "{}", text);
                }
            }
            Ok(())
        });
    }

    test_each_type!(check);
}

mod what_does_not_fit_is_refused {
    use super::*;

    fn check<T: Sample>() {
        let schema = schema_of::<T>();
        let validator = validator(&schema);
        run(16, (any::<u64>(), any::<u64>()), |(seed, layout)| {
            let (json, places) = value_of(&schema, seed);
            let mut all = broken(&json, &places);
            let mut random = Random(layout);
            for _ in 0..all.len().min(6) {
                let broken = all.swap_remove(random.below(all.len()));
                let text = render(&broken.json, layout);
                let keyword = broken.keyword;
                let value: Value = serde_json::from_str(&text)?;
                if validator.is_valid(&value) {
                    prop_assert!(broken.is_choice, "`{}` is not broken by {}", keyword, text);
                    continue;
                }
                let outcome = in_pieces::<T>(&text, layout)?;
                if let Outcome::Value(value) = outcome {
                    let lenient = broken.lenient || reads_more::<T>(keyword);
                    let also_read = lenient && serde_json::from_str::<T>(&text)? == value;
                    prop_assert!(also_read, "`{}` is broken by {}", keyword, text);
                }
            }
            Ok(())
        });
    }

    test_each_type!(check);
}

/// Whether the schema of `T` is wider than it: that nanoseconds are less than a second, it does not say.
fn asks_for_more<T: 'static>() -> bool {
    [TypeId::of::<Standard>(), TypeId::of::<Crates>()].contains(&TypeId::of::<T>())
}

/// Whether `T` is read, as `serde` reads it, also where this keyword of its schema is broken: sets from equal elements,
/// `Saturating` from too great a number, `Decimal` from a number.
fn reads_more<T: 'static>(keyword: &str) -> bool {
    let is = |type_id| TypeId::of::<T>() == type_id;
    is(TypeId::of::<Standard>()) && ["uniqueItems", "minimum", "maximum"].contains(&keyword)
        || is(TypeId::of::<Crates>()) && ["uniqueItems", "type"].contains(&keyword)
}

/// What comes of `text`, the same for a few ways to cut it.
fn in_pieces<T: Sample>(text: &str, seed: u64) -> Result<Outcome<T>, TestCaseError> {
    let whole = feed::texts::<T>(&[text]);
    let bytes = text.as_bytes();
    let single = feed::bytes::<T>(&feed::single_bytes(bytes));
    prop_assert_eq!(&single, &whole, "byte by byte");
    let mut random = Random(seed);
    for _ in 0..4 {
        let cut = random.below(bytes.len() + 1);
        let (before, after) = bytes.split_at(cut);
        let halves = feed::bytes::<T>(&[before, after]);
        prop_assert_eq!(&halves, &whole, "cut at byte {}", cut);
    }
    Ok(whole)
}
