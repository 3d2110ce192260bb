//! Dates, times and durations of `jiff`.

use super::alike::alike;
use super::text::{DATE_TIME, TIME, of_format, of_pattern, texts};
use crate::partial::Via;
use ::jiff::civil::{Date, DateTime, Time};
use ::jiff::{SignedDuration, Span, SpanFieldwise, Timestamp, Zoned};

/// With an offset, and the name of the time zone.
const ZONED: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\\[[0-9A-Za-z_+:/-]+\\]$";
/// JSON Schema's `duration` is never negative, and has no fractions.
const SPAN: &str = "^-?P(T?[0-9]+([.][0-9]{1,9})?[YMWDHS])+$";
const DURATION: &str = "^-?PT([0-9]+([.][0-9]{1,9})?[HMS])+$";

texts! {
    Timestamp: "Timestamp", "a date and time such as \"2024-06-19T15:22:45Z\"", of_format("date-time"),
        str::parse, |time| time;
    Zoned: "Zoned", "a date and time with its zone such as \"2024-06-19T15:22:45+02:00[Europe/Paris]\"", of_pattern(ZONED),
        str::parse, |time| time;
    Date: "Date", "a date such as \"2024-06-19\"", of_format("date"), str::parse, |date| date;
    Time: "Time", "a time such as \"15:22:45\"", of_pattern(TIME), str::parse, |time| time;
    DateTime: "CivilDateTime", "a date and time such as \"2024-06-19T15:22:45\"", of_pattern(DATE_TIME),
        str::parse, |time| time;
    SignedDuration: "SignedDuration", "a duration such as \"PT2H30M\"", of_pattern(DURATION), str::parse, |duration| duration;
    SpanFieldwise: "Span", "a span of time such as \"P1DT2H30M\"", of_pattern(SPAN),
        |text| text.parse::<Span>().map(SpanFieldwise::from), |span| span.0;
}

alike! {
    // Spans themselves are not to be compared: a day may have 24 hours or not.
    [] Span as SpanFieldwise, Via<SpanFieldwise, Self>;
}
