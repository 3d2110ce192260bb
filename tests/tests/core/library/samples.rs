//! A struct of all types of the standard library, and one of all of other crates.

use super::lists::Heap;
use super::numbers::Printed;
use crate::generate::*;
use crate::json::Json;
use crate::samples::{point, samples};
use crate::types::Point;
use bytes::{Bytes, BytesMut};
use chrono::{
    DateTime, FixedOffset, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};
use indexmap::IndexSet;
use instructor_core::Extract;
use jiff::civil::{Date, DateTime as CivilDateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, Saturating, Wrapping};
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use std::time::{Duration, SystemTime};
use url::Url;
use uuid::Uuid;

#[derive(Extract, Deserialize, Debug, PartialEq)]
pub(crate) struct Standard {
    deque: VecDeque<Point>,
    linked: LinkedList<Option<String>>,
    hashed: HashSet<String>,
    sorted: BTreeSet<u8>,
    heap: Heap,
    slice: Box<[Point]>,
    shared_slice: Arc<[String]>,
    local_slice: Rc<[u8]>,
    cow_slice: Cow<'static, [bool]>,
    cow: Cow<'static, str>,
    local_text: Rc<str>,
    local: Rc<Point>,
    path: PathBuf,
    boxed_path: Box<Path>,
    duration: Duration,
    time: Option<SystemTime>,
    range: Range<i32>,
    inclusive: RangeInclusive<char>,
    from: RangeFrom<String>,
    to: Option<RangeTo<u64>>,
    ip: IpAddr,
    ipv4: Ipv4Addr,
    ipv6: Option<Ipv6Addr>,
    socket: SocketAddr,
    socket_v4: SocketAddrV4,
    socket_v6: SocketAddrV6,
    not_zero: NonZero<u8>,
    not_zero_either: Option<NonZero<i64>>,
    wrapping: Wrapping<i16>,
    saturating: Saturating<u8>,
    reverse: Reverse<String>,
    shared: Printed<AtomicI32>,
}

/// As text in base64, which `serde` is told by hand.
#[derive(Extract, Debug, PartialEq)]
pub(crate) struct Data(Bytes);

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use base64::Engine;
        use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(&text);
        let bytes = bytes.or_else(|_| STANDARD_NO_PAD.decode(&text));
        bytes
            .map(|bytes| Data(bytes.into()))
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Extract, Debug, PartialEq)]
pub(crate) struct MutData(BytesMut);

impl<'de> Deserialize<'de> for MutData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Data::deserialize(deserializer).map(|data| MutData(data.0.into()))
    }
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
pub(crate) struct Crates {
    utc: DateTime<Utc>,
    offset: Option<DateTime<FixedOffset>>,
    date: NaiveDate,
    time: NaiveTime,
    date_time: NaiveDateTime,
    weekday: Weekday,
    months: Vec<Month>,
    delta: TimeDelta,
    timestamp: Timestamp,
    zoned: Option<Zoned>,
    civil_date: Date,
    civil_time: Time,
    civil: CivilDateTime,
    span: Printed<Span>,
    signed: SignedDuration,
    id: Uuid,
    url: Option<Url>,
    price: Decimal,
    ordered: IndexSet<String>,
    data: Data,
    mut_data: MutData,
}

const IPV4: &[&str] = &["192.0.2.1", "0.0.0.0", "255.255.255.255"];
const IPV6: &[&str] = &["2001:db8::1", "::", "::ffff:192.0.2.1"];
const SOCKETS_V4: &[&str] = &["192.0.2.1:80", "0.0.0.0:0"];
const SOCKETS_V6: &[&str] = &["[2001:db8::1]:80", "[fe80::1%5]:65535"];
const DATES: &[&str] = &["2024-02-29", "0001-01-01", "9999-12-31"];
const TIMES: &[&str] = &["15:22:45", "00:00:00.000000001", "23:59:59.5"];
const DATE_TIMES: &[&str] = &["2024-06-19T15:22:45", "1969-12-31T23:59:59.123456789"];
const INSTANTS: &[&str] = &[
    "2024-06-19T15:22:45Z",
    "2024-06-19T15:22:45.5+02:00",
    "1969-12-31T23:59:59.000001-11:30",
];
const ZONED: &[&str] = &[
    "2024-06-19T15:22:45+02:00[+02:00]",
    "2024-06-19T15:22:45Z[+00:00]",
];

samples! {
    Standard [
        "inclusive", "ip", "ipv4", "ipv6", "socket", "socket_v4", "socket_v6"
    ] => object([
        needed("deque", list(point())),
        needed("linked", list(or_null(text()))),
        needed("hashed", list(text())),
        needed("sorted", list(number::<u8>())),
        needed("heap", list(number::<u8>())),
        needed("slice", list(point())),
        needed("shared_slice", list(text())),
        needed("local_slice", list(number::<u8>())),
        needed("cow_slice", list(flag())),
        needed("cow", text()),
        needed("local_text", text()),
        needed("local", point()),
        needed("path", text()),
        needed("boxed_path", text()),
        needed("duration", sealed(object([
            needed("secs", number::<u32>()),
            needed("nanos", number::<u32>()),
        ]))),
        rarely(&["time"], or_null(sealed(object([
            needed("secs_since_epoch", number::<u32>()),
            needed("nanos_since_epoch", number::<u32>()),
        ])))),
        needed("range", sealed(object([
            needed("start", number::<i32>()),
            needed("end", number::<i32>()),
        ]))),
        needed("inclusive", sealed(object([needed("start", one_char()), needed("end", one_char())]))),
        needed("from", sealed(object([needed("start", text())]))),
        rarely(&["to"], or_null(sealed(object([needed("end", number::<u64>())])))),
        needed("ip", any_of([one_of(IPV4), one_of(IPV6)])),
        needed("ipv4", one_of(IPV4)),
        rarely(&["ipv6"], or_null(one_of(IPV6))),
        needed("socket", any_of([one_of(SOCKETS_V4), one_of(SOCKETS_V6)])),
        needed("socket_v4", one_of(SOCKETS_V4)),
        needed("socket_v6", one_of(SOCKETS_V6)),
        needed("not_zero", (1..=u8::MAX).prop_map(|n| Json::Number(n.to_string())).boxed()),
        rarely(&["not_zero_either"], or_null((1..i64::MAX).prop_map(|n| Json::Number((-n).to_string())).boxed())),
        needed("wrapping", number::<i16>()),
        needed("saturating", number::<i64>()),
        needed("reverse", text()),
        needed("shared", number::<i32>()),
    ]);
    Crates [
        "utc", "offset", "date", "time", "date_time", "weekday", "months", "timestamp", "zoned", "civil_date",
        "civil_time", "civil", "span", "signed", "id", "url", "price", "data", "mut_data"
    ] => object([
        needed("utc", one_of(INSTANTS)),
        rarely(&["offset"], or_null(one_of(INSTANTS))),
        needed("date", one_of(DATES)),
        needed("time", one_of(TIMES)),
        needed("date_time", one_of(DATE_TIMES)),
        needed("weekday", one_of(&["Mon", "sunday", "WED"])),
        needed("months", list(one_of(&["January", "jun", "MAY"]))),
        needed("delta", tuple([number::<i32>(), number::<u16>()])),
        needed("timestamp", one_of(INSTANTS)),
        rarely(&["zoned"], or_null(one_of(ZONED))),
        needed("civil_date", one_of(DATES)),
        needed("civil_time", one_of(TIMES)),
        needed("civil", one_of(DATE_TIMES)),
        needed("span", one_of(&["P1Y2M3W4DT5H6M7.008S", "-P1D", "1 year, 2 days ago"])),
        needed("signed", one_of(&["PT2H30M", "-PT0.5S", "2h 30m"])),
        needed("id", one_of(&["67e55044-10b1-426f-9247-bb680e5fe0c8", "67E5504410B1426F9247BB680E5FE0C8"])),
        rarely(&["url"], or_null(one_of(&["https://example.com/a?b=c#d", "HTTPS://EXAMPLE.com"]))),
        needed("price", any_of([one_of(&["19.99", "-0.10", "1.5e3"]), number::<i32>()])),
        needed("ordered", list(text())),
        needed("data", one_of(&["", "SGVsbG8=", "SGVsbG8", "AA=="])),
        needed("mut_data", one_of(&["", "SGVsbG8=", "+/+/"])),
    ]);
}

/// Writes a test for each of these structs, which calls the function `$check`.
macro_rules! test_each_library {
    ($check:ident) => {
        $crate::samples::test_each_type! { $check:
            standard => $crate::library::samples::Standard,
            crates => $crate::library::samples::Crates,
        }
    };
}
pub(crate) use test_each_library;
