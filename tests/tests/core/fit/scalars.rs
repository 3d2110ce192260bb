//! Numbers, bools, strings and nothing.

use super::*;
use rust_decimal::Decimal;
use std::net::IpAddr;
use std::num::{NonZero, Saturating};
use std::sync::Arc;

const NUMBER: &[RepairKind] = &[RepairKind::Number];
const BOOL: &[RepairKind] = &[RepairKind::Bool];
const TEXT: &[RepairKind] = &[RepairKind::Text];
const NOTHING: &[RepairKind] = &[RepairKind::Literal];

#[test]
fn numbers_are_read_from_strings() {
    fits::<u8>(r#""42""#, 42, NUMBER);
    fits::<i64>(r#"" 42 ""#, 42, NUMBER);
    fits::<i32>(r#""-€500""#, -500, NUMBER);
    fits::<f64>(r#""$1,234.50""#, 1234.5, NUMBER);
    fits::<f64>(r#""50%""#, 50.0, NUMBER);
    fits::<f64>(r#""+5""#, 5.0, NUMBER);
    fits::<f64>(r#"".5""#, 0.5, NUMBER);
    fits::<f64>(r#""1\/5""#, 0.2, NUMBER);
    fits::<f32>(r#""1/5""#, 0.2, NUMBER);
    fits::<u8>(r#""6/3""#, 2, NUMBER);
    fits::<u8>(r#""42.0""#, 42, NUMBER);
    fits::<u64>(r#""The answer is 10,000""#, 10_000, NUMBER);
    fits::<f64>(r#""1 cup of butter""#, 1.0, NUMBER);
    fits::<u128>(
        r#""340282366920938463463374607431768211455""#,
        u128::MAX,
        NUMBER,
    );
    fits::<Box<u8>>(r#""42""#, Box::new(42), NUMBER);
    fits::<Option<u8>>(r#""42""#, Some(42), NUMBER);
    fits::<NonZero<u8>>(r#""42""#, NonZero::new(42).unwrap(), NUMBER);
    fits::<Saturating<u8>>(r#""300""#, Saturating(255), NUMBER);
    fits::<Decimal>(r#""$1,234.50""#, Decimal::new(123_450, 2), NUMBER);
    is::<Decimal>(r#""19.90""#, Decimal::new(1990, 2));
}

#[test]
fn integers_are_read_from_whole_floats() {
    fits::<u8>("42.0", 42, NUMBER);
    fits::<i8>("-4.2e1", -42, NUMBER);
    fits::<u64>("1e3", 1000, NUMBER);
    fits::<Saturating<u8>>("30e1", Saturating(255), NUMBER);
    refused::<u8>("1.6", "expected an integer, found 1.6");
    refused::<u8>("3e2", "3e2 is out of range for u8");
    refused::<u8>(r#""300""#, "300 is out of range for u8");
    refused::<u8>(r#""3/2""#, "expected an integer, found 1.5");
    refused::<u8>(r#""-1""#, "-1 is out of range for u8");
}

#[test]
fn numbers_that_may_be_others_are_refused() {
    refused::<f64>(
        r#""3,14""#,
        "`3,14` may be 3.14 or 314: expected a point before the fraction and no commas",
    );
    refused::<f64>(
        r#""1.234,56""#,
        "`1.234,56` may have its fraction behind the comma: expected a point before it",
    );
    refused::<f64>(
        r#""5% of $1,000""#,
        "\"5% of $1,000\" has several numbers in it, 5 and 1,000: which one is meant is not said",
    );
    refused::<f64>(r#""inf""#, "expected a number, found \"inf\"");
    refused::<u8>("true", "expected an integer, found a bool");
    refused::<u8>("[1]", "expected an integer, found a list");
    refused::<u8>("null", "expected an integer, found null");
}

#[test]
fn what_stands_around_a_number_is_not_passed_over() {
    for text in [
        "minus 3",
        "about minus 3",
        "negative 5",
        "- 5",
        "– 5",
        "5-",
        "±5",
        "<5",
        "≤ 5",
        "half of 5",
        "not 5",
        "no 5",
    ] {
        let problem = "expected a number in digits alone, with `-` right before them if it is negative, found";
        refused::<f64>(&format!("\"{text}\""), &format!("{problem} \"{text}\""));
    }
    for (text, word) in [
        ("5 Mrd", "Mrd"),
        ("5 Millionen", "Millionen"),
        ("5 tsd", "tsd"),
        ("5 万", "万"),
        ("5 billones", "billones"),
        ("5 lakh", "lakh"),
        ("5 whatever", "whatever"),
    ] {
        let problem = format!("\"{text}\": expected a number in digits, without `{word}`");
        refused::<u64>(&format!("\"{text}\""), &problem);
    }
    for text in ["5kg", "2.5h", "GPT-4", "($5)"] {
        let problem = format!("expected a number in digits alone, found \"{text}\"");
        refused::<f64>(&format!("\"{text}\""), &problem);
    }
    refused::<u8>(
        r#""0x29""#,
        "expected a number in decimal digits alone, found \"0x29\"",
    );
    fits::<i8>(r#""-5""#, -5, NUMBER);
    fits::<i8>(r#""−5""#, -5, NUMBER);
    fits::<i8>(r#""$-5""#, -5, NUMBER);
    fits::<i8>(r#""-$5""#, -5, NUMBER);
    fits::<u8>(r#""5 items""#, 5, NUMBER);
    fits::<u8>(r#""30 years old""#, 30, NUMBER);
}

#[test]
fn bools_are_read_from_words() {
    fits::<bool>(r#""true""#, true, BOOL);
    fits::<bool>(r#"" No. ""#, false, BOOL);
    fits::<bool>(r#""The answer is True""#, true, BOOL);
    fits::<bool>("1", true, BOOL);
    fits::<bool>("0", false, BOOL);
    fits::<Option<bool>>(r#""yes""#, Some(true), BOOL);
    refused::<bool>("2", "expected a bool, found a number");
    refused::<bool>("1.0", "expected a bool, found a number");
    refused::<bool>("null", "expected a bool, found null");
    refused::<bool>(
        r#""true or false""#,
        "\"true or false\" says both true and false",
    );
    for text in [
        "no longer true",
        "none of it is true",
        "hardly true",
        "is it true?",
        "!true",
    ] {
        let problem = "does not say plainly whether it is true or false: expected the one word";
        refused::<bool>(&format!("\"{text}\""), &format!("\"{text}\" {problem}"));
    }
    fits::<bool>(r#""False. That is not so""#, false, BOOL);
    fits::<bool>(r#""1.""#, true, BOOL);
    refused::<bool>(r#""-1""#, "expected a bool, found \"-1\"");
    refused::<bool>(r#""01""#, "expected a bool, found \"01\"");
    refused::<bool>("-1", "expected a bool, found a number");
    refused::<bool>(r#""maybe""#, "expected a bool, found \"maybe\"");
    refused::<bool>(
        r#""not true""#,
        "\"not true\" does not say plainly whether it is true or false: expected the one word",
    );
}

#[test]
fn strings_are_read_from_numbers_and_bools() {
    fits::<String>("5", "5".into(), TEXT);
    fits::<String>("-1.50e3", "-1.50e3".into(), TEXT);
    fits::<String>("true", "true".into(), TEXT);
    fits::<Box<str>>("false", "false".into(), TEXT);
    fits::<Arc<str>>("12", "12".into(), TEXT);
    fits::<char>("7", '7', TEXT);
    fits::<Option<String>>("12", Some("12".into()), TEXT);
    refused::<String>("null", "expected a string, found null");
    let unquoted = &[RepairKind::MissingQuotes];
    fits::<String>("{}", "{}".into(), unquoted);
    fits::<String>("[1, \"a\"]", "[1, \"a\"]".into(), unquoted);
    refused::<char>("12", "expected one character, found \"12\"");
    refused::<IpAddr>(
        "12",
        "expected an IP address such as \"192.0.2.1\", found \"12\"",
    );
}

#[test]
fn a_type_that_reads_texts_is_given_those_of_numbers() {
    #[derive(Extract, Debug, PartialEq)]
    struct Release {
        #[extract(from_str)]
        version: semver::Version,
        #[extract(from_str)]
        number: NonZero<u8>,
    }
    let release = Release {
        version: semver::Version { major: 1 },
        number: NonZero::new(7).unwrap(),
    };
    fits_as(
        r#"{"version": 1, "number": 7}"#,
        release,
        &[RepairKind::Text, RepairKind::Text],
    );
}

/// A type of somebody's.
mod semver {
    #[derive(Debug, PartialEq)]
    pub(super) struct Version {
        pub(super) major: u8,
    }

    impl std::str::FromStr for Version {
        type Err = std::num::ParseIntError;

        fn from_str(text: &str) -> Result<Self, Self::Err> {
            let major = text.parse()?;
            Ok(Version { major })
        }
    }
}

#[test]
fn a_word_for_nothing_is_none() {
    fits::<Option<u8>>(r#""null""#, None, NOTHING);
    fits::<Option<u8>>(r#""None""#, None, NOTHING);
    fits::<Option<f64>>(r#""""#, None, NOTHING);
    fits::<Option<bool>>(r#""null""#, None, NOTHING);
    fits::<Option<Vec<u8>>>(r#""null""#, None, NOTHING);
    fits::<Option<BTreeMap<String, u8>>>(r#""none""#, None, NOTHING);
    fits::<Vec<Option<u8>>>(r#"["null", 1]"#, vec![None, Some(1)], NOTHING);
    is::<Option<String>>(r#""null""#, Some("null".into()));
    // What is in it says nothing of the whole.
    let (value, _) = outcome::<Field<Option<Vec<u8>>>>(r#"{"v": ["null"]}"#);
    assert_eq!(
        value.unwrap_err(),
        "expected a number, found \"null\" at `v[0]`, byte 7"
    );
    refused::<u8>(r#""null""#, "expected a number, found \"null\"");
}

#[test]
fn a_word_for_nothing_is_the_default() {
    #[derive(Extract, Debug, PartialEq)]
    struct Count {
        #[serde(default)]
        tries: u8,
        #[serde(default)]
        notes: Vec<u8>,
        #[serde(default)]
        name: String,
    }
    let count = Count {
        tries: 0,
        notes: vec![],
        name: "null".into(),
    };
    let text = r#"{"tries": "none", "notes": "null", "name": "null"}"#;
    fits_as(text, count, &[RepairKind::Literal, RepairKind::Literal]);
}
