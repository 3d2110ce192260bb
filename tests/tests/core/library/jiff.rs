//! Dates, times and durations of `jiff`.

use super::numbers::Printed;
use super::{refuses, same, schema_of};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use serde_json::json;

#[test]
fn they_are_what_serde_reads() {
    same::<Timestamp>(&[
        "\"2024-06-19T15:22:45Z\"",
        "\"2024-06-19T15:22:45.123456789+02:00\"",
        "\"2024-06-19 15:22:45-04\"",
    ]);
    same::<Zoned>(&[
        "\"2024-06-19T15:22:45+02:00[+02:00]\"",
        "\"2024-06-19T15:22:45.5Z[+00:00]\"",
        "\"2024-06-19T15:22[-03]\"",
    ]);
    same::<Date>(&["\"2024-02-29\"", "\"20240229\"", "\"2024-02-29T10:00\""]);
    same::<Time>(&["\"15:22:45\"", "\"15:22\"", "\"00:00:00.000000001\""]);
    same::<DateTime>(&["\"2024-06-19T15:22:45\"", "\"2024-06-19\""]);
    same::<SignedDuration>(&["\"PT2H30M\"", "\"-PT0.5S\"", "\"2h 30m\"", "\"PT0S\""]);
    same::<Printed<Span>>(&[
        "\"P1Y2M3W4DT5H6M7.008S\"",
        "\"-P1D\"",
        "\"1 year, 2 days ago\"",
        "\"PT0S\"",
    ]);
}

#[test]
fn anything_else_is_an_error() {
    refuses::<Timestamp>(
        "\"2024-06-19T15:22:45\"",
        "expected a date and time such as \"2024-06-19T15:22:45Z\", found \"2024-06-19T15:22:45\" at `[0]`, byte 1",
    );
    refuses::<Zoned>(
        "\"2024-06-19T15:22:45Z\"",
        "expected a date and time with its zone such as \"2024-06-19T15:22:45+02:00[Europe/Paris]\", found \"2024-06-19T15:22:45Z\" at `[0]`, byte 1",
    );
    refuses::<Date>(
        "\"2023-02-29\"",
        "expected a date such as \"2024-06-19\", found \"2023-02-29\" at `[0]`, byte 1",
    );
    refuses::<Time>(
        "\"noon\"",
        "expected a time such as \"15:22:45\", found \"noon\" at `[0]`, byte 1",
    );
    refuses::<DateTime>(
        "{}",
        "expected a date and time such as \"2024-06-19T15:22:45\", found an object at `[0]`, byte 1",
    );
    refuses::<SignedDuration>(
        "\"P1D\"",
        "expected a duration such as \"PT2H30M\", found \"P1D\" at `[0]`, byte 1",
    );
    refuses::<Printed<Span>>(
        "\"\"",
        "expected a span of time such as \"P1DT2H30M\", found \"\" at `[0]`, byte 1",
    );
    refuses::<Printed<Span>>(
        "90",
        "expected a span of time such as \"P1DT2H30M\", found a number at `[0]`, byte 1",
    );
}

#[test]
fn their_schemas() {
    let format = |format: &str| json!({"type": "string", "format": format});
    assert_eq!(schema_of::<Timestamp>(), format("date-time"));
    assert_eq!(schema_of::<Date>(), format("date"));
    assert_eq!(
        schema_of::<Span>(),
        json!({"type": "string", "pattern": "^-?P(T?[0-9]+([.][0-9]{1,9})?[YMWDHS])+$"})
    );
    for schema in [
        schema_of::<Zoned>(),
        schema_of::<Time>(),
        schema_of::<DateTime>(),
        schema_of::<SignedDuration>(),
    ] {
        assert!(schema["pattern"].is_string(), "{schema}");
    }
}
