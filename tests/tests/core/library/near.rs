//! Texts that are almost those of a value: whether each is one is for the type's own parser to say.

use super::numbers::Printed;
use crate::feed::{self, Outcome};
use crate::samples::run;
use instructor_core::Extract;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::DeserializeOwned;
use std::fmt::Debug;

const CHARS: &[char] = &[
    '0', '1', '2', '5', '9', '-', '+', ':', '.', ',', '/', '[', ']', ' ', 'T', 't', 'Z', 'P', 'S',
    'e', 'a', 'f', '%', '_', '\u{e9}', '\n', '"',
];

#[derive(Debug, Clone)]
enum Edit {
    Put(Index, char),
    Insert(Index, char),
    Remove(Index),
    Cut(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let telling = || select(CHARS);
    prop_oneof![
        4 => (any::<Index>(), telling()).prop_map(|(at, c)| Edit::Put(at, c)),
        4 => (any::<Index>(), telling()).prop_map(|(at, c)| Edit::Insert(at, c)),
        4 => any::<Index>().prop_map(Edit::Remove),
        1 => any::<Index>().prop_map(Edit::Cut),
    ]
}

impl Edit {
    fn apply(&self, text: &mut Vec<char>) {
        let len = text.len();
        match self {
            Edit::Insert(at, c) => text.insert(at.index(len + 1), *c),
            _ if len == 0 => {}
            Edit::Put(at, c) => text[at.index(len)] = *c,
            Edit::Remove(at) => {
                text.remove(at.index(len));
            }
            Edit::Cut(at) => text.truncate(at.index(len)),
        }
    }
}

fn check<T>(texts: &'static [&'static str])
where
    T: Extract + DeserializeOwned + Debug + PartialEq,
{
    run(300, (select(texts), vec(edit(), 0..4)), |(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for edit in &edits {
            edit.apply(&mut chars);
        }
        let json = serde_json::to_string(&String::from_iter(chars))?;
        let whole = feed::texts::<T>(&[&json]);
        prop_assert_eq!(&feed::bytes(&feed::single_bytes(json.as_bytes())), &whole);
        match (&whole, serde_json::from_str::<T>(&json)) {
            (Outcome::Value(ours), Ok(theirs)) => {
                prop_assert_eq!(ours, &theirs);
                // Offsets are not compared.
                prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
            }
            (Outcome::Fault(_), Err(_)) => {}
            (ours, theirs) => {
                let message = format!("{ours:?} of {json}, {theirs:?}");
                return Err(TestCaseError::fail(message));
            }
        }
        Ok(())
    });
}

macro_rules! near {
    ($($name:ident: $type:ty => $texts:expr;)*) => {$(
        #[test]
        fn $name() {
            check::<$type>(&$texts);
        }
    )*};
}

const TIMES: [&str; 3] = [
    "2024-06-19T15:22:45.5Z",
    "2024-06-19T15:22:45-04:00",
    "2024-06-19 15:22:60 +02:00",
];

near! {
    ipv4: std::net::Ipv4Addr => ["192.0.2.1"];
    ipv6: std::net::Ipv6Addr => ["2001:db8::1", "::ffff:192.0.2.1"];
    ip: std::net::IpAddr => ["192.0.2.1", "2001:db8::1"];
    socket: std::net::SocketAddr => ["192.0.2.1:80", "[fe80::1%5]:443"];
    chrono_utc: chrono::DateTime<chrono::Utc> => TIMES;
    chrono_offset: chrono::DateTime<chrono::FixedOffset> => TIMES;
    chrono_date: chrono::NaiveDate => ["2024-06-19", "+12345-01-01"];
    chrono_time: chrono::NaiveTime => ["15:22:45.5", "23:59:60"];
    chrono_date_time: chrono::NaiveDateTime => ["2024-06-19T15:22:45.5"];
    weekday: chrono::Weekday => ["Mon", "wednesday"];
    month: chrono::Month => ["January", "may"];
    jiff_timestamp: jiff::Timestamp => TIMES;
    jiff_zoned: jiff::Zoned => ["2024-06-19T15:22:45+02:00[+02:00]"];
    jiff_date: jiff::civil::Date => ["2024-06-19", "-000001-01-01"];
    jiff_time: jiff::civil::Time => ["15:22:45.5"];
    jiff_date_time: jiff::civil::DateTime => ["2024-06-19T15:22:45.5"];
    jiff_span: Printed<jiff::Span> => ["P1Y2M3W4DT5H6M7.008S", "1 year, 2 days ago"];
    jiff_signed: jiff::SignedDuration => ["-PT2H30M0.5S", "2h 30m"];
    uuid: uuid::Uuid => ["67e55044-10b1-426f-9247-bb680e5fe0c8", "{67e55044-10b1-426f-9247-bb680e5fe0c8}"];
    url: url::Url => ["https://ana:x@example.com:80/a%20b?c=d#e"];
    decimal: rust_decimal::Decimal => ["-1.20", "79228162514264337593543950335", "1.5e-7"];
}
