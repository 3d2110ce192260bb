//! Integers that are not zero, that saturate, that threads share; and the greatest.

use super::{assert_fits, refuses, same, schema_of, validator};
use crate::feed::{error, value};
use instructor_core::Extract;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt::Debug;
use std::num::{NonZero, Saturating};
use std::sync::atomic::*;

/// Compared as it prints: an atomic cannot be compared.
#[derive(Extract, Deserialize, Serialize, Debug)]
#[serde(transparent)]
pub(crate) struct Printed<T>(pub(crate) T);

impl<T: Debug> PartialEq for Printed<T> {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

#[test]
fn what_is_not_zero() {
    same::<NonZero<i8>>(&["-128", "127", "-1"]);
    same::<NonZero<i16>>(&["-32768", "32767"]);
    same::<NonZero<i32>>(&["-2147483648", "2147483647"]);
    same::<NonZero<i64>>(&["-9223372036854775808", "9223372036854775807"]);
    same::<NonZero<isize>>(&["-9223372036854775808", "9223372036854775807"]);
    same::<NonZero<u8>>(&["1", "255"]);
    same::<NonZero<u16>>(&["1", "65535"]);
    same::<NonZero<u32>>(&["1", "4294967295"]);
    same::<NonZero<u64>>(&["1", "18446744073709551615"]);
    same::<NonZero<usize>>(&["1", "18446744073709551615"]);

    refuses::<NonZero<u8>>("0", "0 is out of range for NonZero<u8> at `[0]`, byte 1");
    refuses::<NonZero<u8>>("-0", "-0 is out of range for NonZero<u8> at `[0]`, byte 1");
    refuses::<NonZero<i8>>(
        "128",
        "128 is out of range for NonZero<i8> at `[0]`, byte 1",
    );
    refuses::<NonZero<i64>>("1.0", "expected an integer, found 1.0 at `[0]`, byte 1");
    refuses::<NonZero<u64>>(
        "\"1\"",
        "expected an integer, found a string at `[0]`, byte 1",
    );

    let signed = json!({"type": "integer", "minimum": -128, "maximum": 127, "not": {"const": 0}});
    assert_eq!(schema_of::<NonZero<i8>>(), signed);
    let unsigned = json!({"type": "integer", "minimum": 1, "maximum": 255});
    assert_eq!(schema_of::<NonZero<u8>>(), unsigned);
    assert!(!validator(&<NonZero<i64>>::schema()).is_valid(&json!(0)));
    assert!(!validator(&<NonZero<u64>>::schema()).is_valid(&json!(0)));
}

/// As `same`, of integers that are beyond what a `serde_json::Value` holds.
fn great<T>(texts: &[&str])
where
    T: Extract + DeserializeOwned + Serialize + Debug + PartialEq,
{
    for text in texts {
        let list = format!("[{text}, {text}]");
        let theirs: Vec<T> = serde_json::from_str(&list).unwrap();
        assert_eq!(value::<Vec<T>>(&list), theirs);
        assert_eq!(value::<T>(text), theirs[0]);
        assert_fits(&T::schema(), &serde_json::from_str(text).unwrap());
    }
}

#[test]
fn the_greatest_integers() {
    let (least, most) = (i128::MIN.to_string(), i128::MAX.to_string());
    let unsigned = u128::MAX.to_string();
    great::<i128>(&[&least, &most, "0", "-1", "18446744073709551616"]);
    great::<u128>(&[&unsigned, "0", "18446744073709551616"]);
    great::<NonZero<i128>>(&[&least, &most, "-1"]);
    great::<NonZero<u128>>(&[&unsigned, "1"]);
    for (text, name) in [
        ("170141183460469231731687303715884105728", "i128"),
        ("-170141183460469231731687303715884105729", "i128"),
    ] {
        let short = &text[..32];
        assert_eq!(
            error::<Vec<i128>>(&format!("[{text}]")),
            format!("{short}… is out of range for {name} at `[0]`, byte 1")
        );
        assert!(serde_json::from_str::<i128>(text).is_err());
    }
    for text in ["340282366920938463463374607431768211456", "-1"] {
        assert!(error::<Vec<u128>>(&format!("[{text}]")).contains("is out of range for u128"));
        assert!(serde_json::from_str::<u128>(text).is_err());
    }
}

#[test]
fn what_saturates() {
    same::<Saturating<u8>>(&["0", "255", "256", "-1", "18446744073709551615"]);
    same::<Saturating<i8>>(&["-128", "127", "128", "-129", "-9223372036854775808"]);
    same::<Saturating<u64>>(&["18446744073709551615", "-1"]);
    same::<Saturating<i64>>(&["9223372036854775808", "-9223372036854775808"]);
    // Where `serde_json` takes an integer for a float, which it refuses.
    for (text, saturated) in [
        ("18446744073709551616", u64::MAX),
        ("-9223372036854775809", 0),
        ("-0", 0),
    ] {
        assert_eq!(value::<Saturating<u64>>(text).0, saturated);
    }
    refuses::<Saturating<u8>>("1e3", "expected an integer, found 1e3 at `[0]`, byte 1");
    refuses::<Saturating<u8>>("null", "expected an integer, found null at `[0]`, byte 1");
    assert_eq!(schema_of::<Saturating<u8>>(), schema_of::<u8>());
}

#[test]
fn what_threads_share() {
    same::<Printed<AtomicBool>>(&["true", "false"]);
    same::<Printed<AtomicI8>>(&["-128"]);
    same::<Printed<AtomicI16>>(&["-32768"]);
    same::<Printed<AtomicI32>>(&["-2147483648"]);
    same::<Printed<AtomicI64>>(&["-9223372036854775808"]);
    same::<Printed<AtomicIsize>>(&["-9223372036854775808"]);
    same::<Printed<AtomicU8>>(&["255"]);
    same::<Printed<AtomicU16>>(&["65535"]);
    same::<Printed<AtomicU32>>(&["4294967295"]);
    same::<Printed<AtomicU64>>(&["18446744073709551615"]);
    same::<Printed<AtomicUsize>>(&["18446744073709551615"]);
    refuses::<Printed<AtomicU8>>("256", "256 is out of range for u8 at `[0]`, byte 1");
}
