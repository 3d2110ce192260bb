//! Values and schemas: what is read fits the schema, what fits the schema is read, and what does not is refused.

use super::broken::broken;
use super::random::value_of;
use super::{schema_of, validator};
use crate::feed::{self, Outcome, json_of};
use crate::json::{Random, render};
use crate::samples::{Sample, run, test_each_type, texts_of};
use crate::types::*;
use instructor_core::Parser;
use proptest::prelude::*;
use serde_json::Value;

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
            let errors: Vec<_> = validator.iter_errors(&written).collect();
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
            let whole = Outcome::Value(serde_json::from_str::<T>(&text)?);
            prop_assert_eq!(&in_pieces(&text, layout)?, &whole);
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
                    let also_read = broken.lenient && serde_json::from_str::<T>(&text)? == value;
                    prop_assert!(also_read, "`{}` is broken by {}", keyword, text);
                }
            }
            Ok(())
        });
    }

    test_each_type!(check);
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
