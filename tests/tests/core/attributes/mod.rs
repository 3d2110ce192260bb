//! Each attribute of the derive, at every split, against what `serde` makes of the same type.
//!
//! `samples` has structs of those that change what is read, so that `contract` and `broken` hold for them as well.

use crate::feed::{self, Outcome};
use instructor_core::Extract;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

mod constraints;
mod conversions;
mod leaves;
mod names;
mod said;
pub(crate) mod samples;
mod unknown_fields;

/// The value, which is that of `serde` as well.
fn same<T: Extract + DeserializeOwned + Debug + PartialEq>(text: &str) -> T {
    let value = feed::value::<T>(text);
    let expected: T = serde_json::from_str(text).unwrap();
    assert_eq!(value, expected, "{text}");
    value
}

/// What both refuse, with our message.
fn refused<T: Extract + DeserializeOwned + Debug + PartialEq>(text: &str) -> String {
    assert!(serde_json::from_str::<T>(text).is_err(), "{text}");
    match feed::outcome::<T>(text) {
        Outcome::Value(value) => panic!("{text} is {value:?}"),
        Outcome::Fault(fault) => fault.message,
    }
}
