//! The tables of types.

use super::Table;
use super::row::{code, refused, schema, shows_in_a_list};
use instructor_core::Extract;
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, Saturating, Wrapping};
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::{Duration, SystemTime};

const COLUMNS: &[&str] = &["type", "schema", "shows", "refused"];

// Docs would stand in its schema.
#[derive(Extract, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Admin,
    Guest,
}

fn row<T: Extract>(name: &str, document: &str, wrong: &[&str]) -> Vec<String> {
    vec![
        code(name),
        schema::<T>(),
        shows_in_a_list::<T>(document),
        refused::<T>(wrong),
    ]
}

/// A table of rows: a type, a document of it, and documents that are none.
macro_rules! types {
    ($name:literal: $($type:ty, $document:literal, [$($wrong:literal),*];)*) => {
        Table {
            name: $name,
            columns: COLUMNS,
            rows: vec![$(row::<$type>(stringify!($type), $document, &[$($wrong),*])),*],
        }
    };
}

pub(super) fn tables() -> Vec<Table> {
    vec![
        types! { "scalars":
            bool, "true", ["1", "\"true\"", "null"];
            u8, "19", ["256", "-1", "1.5", "\"19\""];
            u16, "1984", ["65536"];
            u32, "1984", ["4294967296"];
            u64, "1984", ["-1"];
            u128, "1984", ["-1"];
            usize, "1984", ["-1"];
            i8, "-19", ["128"];
            i16, "-19", ["32768"];
            i32, "-19", ["2147483648"];
            i64, "-19", ["9223372036854775808"];
            i128, "-19", ["0.5"];
            isize, "-19", ["0.5"];
            f32, "2.5", ["1e39", "\"2.5\""];
            f64, "1e3", ["1e309", "NaN"];
            char, "\"é\"", ["\"\"", "\"ab\""];
            (), "null", ["0"];
            NonZero<u8>, "19", ["0"];
            NonZero<i64>, "-19", ["0"];
            Wrapping<u8>, "19", ["256"];
            Saturating<u8>, "256", ["0.5"];
            Reverse<u8>, "19", ["256"];
            AtomicBool, "true", ["1"];
            AtomicU64, "19", ["-1"];
        },
        types! { "text":
            String, "\"Ana\"", ["7", "null"];
            Box<str>, "\"Ana\"", ["7"];
            Arc<str>, "\"Ana\"", ["7"];
            Rc<str>, "\"Ana\"", ["7"];
            Cow<'static, str>, "\"Ana\"", ["7"];
            PathBuf, "\"/a\"", ["7"];
            Box<Path>, "\"/a\"", ["7"];
            Ipv4Addr, "\"192.0.2.1\"", ["\"192.0.2\"", "7"];
            Ipv6Addr, "\"2001:db8::1\"", ["\"192.0.2.1\""];
            IpAddr, "\"192.0.2.1\"", ["\"localhost\""];
            SocketAddrV4, "\"192.0.2.1:80\"", ["\"192.0.2.1\""];
            SocketAddrV6, "\"[2001:db8::1]:80\"", ["\"2001:db8::1\""];
            SocketAddr, "\"192.0.2.1:80\"", ["\"192.0.2.1\""];
        },
        types! { "containers":
            Option<u8>, "null", ["\"\"", "256"];
            Option<String>, "\"A\"", ["7"];
            Box<String>, "\"A\"", ["7"];
            Arc<u8>, "7", ["null"];
            Vec<u8>, "[7, 8]", ["7", "[256]"];
            [u8; 2], "[7, 8]", ["[7]", "[7, 8, 9]"];
            (u8, String), "[7, \"A\"]", ["[7]", "[7, \"A\", 8]", "[\"A\", 7]"];
            (bool, bool, bool, bool, bool, bool, bool, bool, u8), "[true, true, true, true, true, true, true, true, 7]", ["[true]"];
            HashMap<String, u8>, "{\"a\": 7}", ["[7]", "{\"a\": null}"];
            BTreeMap<String, Vec<u8>>, "{\"a\": [7]}", ["{\"a\": 7}"];
            Rc<String>, "\"A\"", ["7"];
            VecDeque<u8>, "[7]", ["[256]"];
            LinkedList<u8>, "[7]", ["[256]"];
            BinaryHeap<u8>, "[7]", ["[256]"];
            Box<[u8]>, "[7]", ["[256]"];
            Arc<[u8]>, "[7]", ["[256]"];
            Rc<[u8]>, "[7]", ["[256]"];
            Cow<'static, [u8]>, "[7]", ["[256]"];
            HashSet<u8>, "[7, 7]", ["[256]"];
            BTreeSet<u8>, "[7, 7]", ["[256]"];
            BTreeMap<u8, bool>, "{\"7\": true}", ["{\"a\": true}", "{\"256\": true}"];
            BTreeMap<i64, bool>, "{\"-7\": true}", ["{\"07\": true}"];
            BTreeMap<bool, u8>, "{\"true\": 7}", ["{\"yes\": 7}"];
            BTreeMap<Role, u8>, "{\"Admin\": 7}", ["{\"Boss\": 7}"];
            BTreeMap<char, bool>, "{\"a\": true}", ["{\"ab\": true}"];
            BTreeMap<IpAddr, bool>, "{\"192.0.2.1\": true}", ["{\"a\": true}"];
            Range<u8>, "{\"start\": 1, \"end\": 2}", ["{\"start\": 1}", "[1, 2]"];
            RangeInclusive<u8>, "{\"start\": 1, \"end\": 2}", ["{\"start\": 1}"];
            RangeFrom<u8>, "{\"start\": 1}", ["{}"];
            RangeTo<u8>, "{\"end\": 2}", ["{}"];
            Duration, "{\"secs\": 1, \"nanos\": 5}", ["{\"secs\": 1}", "1", "{\"secs\": 18446744073709551615, \"nanos\": 1000000000}"];
            SystemTime, "{\"secs_since_epoch\": 1, \"nanos_since_epoch\": 5}", ["1"];
            Value, "{\"a\": [1, \"b\"]}", ["{\"a\"}"];
        },
        types! { "bytes":
            bytes::Bytes, "\"SGVsbG8=\"", ["\"SGVsbG8*\"", "[72]"];
            bytes::BytesMut, "\"SGVsbG8\"", ["\"SGVsbG8*\""];
        },
        types! { "chrono":
            chrono::DateTime<chrono::Utc>, "\"2024-06-19T15:22:45Z\"", ["\"2024-06-19\"", "7"];
            chrono::DateTime<chrono::FixedOffset>, "\"2024-06-19T15:22:45+02:00\"", ["\"2024-06-19\""];
            chrono::NaiveDate, "\"2024-06-19\"", ["\"2024-06-31\""];
            chrono::NaiveTime, "\"15:22:45\"", ["\"25:00:00\""];
            chrono::NaiveDateTime, "\"2024-06-19T15:22:45\"", ["\"2024-06-19\""];
            chrono::Weekday, "\"Mon\"", ["\"Someday\""];
            chrono::Month, "\"June\"", ["\"Juin\""];
            chrono::TimeDelta, "[1, 5]", ["[1]", "[1, -5]"];
        },
        types! { "indexmap":
            indexmap::IndexMap<String, u8>, "{\"a\": 7}", ["[7]", "{\"a\": 256}"];
            indexmap::IndexMap<u8, bool>, "{\"7\": true}", ["{\"a\": true}"];
            indexmap::IndexSet<u8>, "[7, 7]", ["[256]"];
        },
        types! { "jiff":
            jiff::Timestamp, "\"2024-06-19T15:22:45Z\"", ["\"2024-06-19\"", "7"];
            jiff::Zoned, "\"2024-06-19T15:22:45+02:00[+02:00]\"", ["\"2024-06-19T15:22:45Z\""];
            jiff::civil::Date, "\"2024-06-19\"", ["\"2024-06-31\""];
            jiff::civil::Time, "\"15:22:45\"", ["\"25:00:00\""];
            jiff::civil::DateTime, "\"2024-06-19T15:22:45\"", ["\"2024-06-31T15:22:45\""];
            jiff::Span, "\"P1DT2H\"", ["\"soon\""];
            jiff::SignedDuration, "\"PT2H30M\"", ["\"soon\""];
        },
        types! { "rust_decimal":
            rust_decimal::Decimal, "\"19.99\"", ["\"a lot\"", "1e99", "true"];
        },
        types! { "url":
            url::Url, "\"https://example.com/\"", ["\"example\""];
        },
        types! { "uuid":
            uuid::Uuid, "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"", ["\"67e55044\""];
        },
    ]
}
