//! Dates and times of `chrono`.

use super::{refuses, same, schema_of};
use crate::feed::value;
use chrono::{
    DateTime, FixedOffset, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};
use serde_json::json;

#[test]
fn they_are_what_serde_reads() {
    same::<DateTime<Utc>>(&[
        "\"2024-06-19T15:22:45Z\"",
        "\"2024-06-19T15:22:45.123456789+02:00\"",
        "\"2024-06-19 15:22:45 +02:00\"",
        "\"1969-12-31T23:59:60Z\"",
    ]);
    same::<DateTime<FixedOffset>>(&[
        "\"2024-06-19T15:22:45+05:30\"",
        "\"2024-06-19T15:22:45.5-00:30\"",
        "\"2024-06-19T15:22:45Z\"",
    ]);
    same::<NaiveDate>(&["\"2024-02-29\"", "\"0001-01-01\"", "\"2024-6-1\""]);
    same::<NaiveTime>(&[
        "\"15:22:45\"",
        "\"00:00:00.001\"",
        "\"23:59:60\"",
        "\"7:8\"",
    ]);
    same::<NaiveDateTime>(&["\"2024-06-19T15:22:45\"", "\"2024-06-19T15:22:45.000001\""]);
    same::<Weekday>(&["\"Mon\"", "\"sunday\"", "\"WED\""]);
    same::<Month>(&["\"January\"", "\"jun\"", "\"MAY\""]);
    same::<TimeDelta>(&["[90, 500]", "[-9223372036854775, 0]", "[0, 999999999]"]);
}

/// Two times of one instant are equal, whatever their offsets.
#[test]
fn an_offset_is_kept() {
    let time: DateTime<FixedOffset> = value("\"2024-06-19T15:22:45+05:30\"");
    assert_eq!(time.offset().local_minus_utc(), 19_800);
}

#[test]
fn anything_else_is_an_error() {
    refuses::<DateTime<Utc>>(
        "\"2024-06-19T15:22:45\"",
        "expected a date and time such as \"2024-06-19T15:22:45Z\", found \"2024-06-19T15:22:45\" at `[0]`, byte 1",
    );
    refuses::<DateTime<FixedOffset>>(
        "1718810565",
        "expected a date and time such as \"2024-06-19T15:22:45Z\", found a number at `[0]`, byte 1",
    );
    refuses::<NaiveDate>(
        "\"2023-02-29\"",
        "expected a date such as \"2024-06-19\", found \"2023-02-29\" at `[0]`, byte 1",
    );
    refuses::<NaiveTime>(
        "\"25:00:00\"",
        "expected a time such as \"15:22:45\", found \"25:00:00\" at `[0]`, byte 1",
    );
    refuses::<NaiveDateTime>(
        "\"2024-06-19\"",
        "expected a date and time such as \"2024-06-19T15:22:45\", found \"2024-06-19\" at `[0]`, byte 1",
    );
    refuses::<Weekday>(
        "\"Montag\"",
        "expected a day of the week such as \"Mon\", found \"Montag\" at `[0]`, byte 1",
    );
    refuses::<Month>(
        "6",
        "expected a month such as \"January\", found a number at `[0]`, byte 1",
    );
    refuses::<TimeDelta>(
        "[9223372036854776, 0]",
        "the duration is out of range at `[0]`",
    );
    refuses::<TimeDelta>("[0, 1000000000]", "the duration is out of range at `[0]`");
    refuses::<TimeDelta>("[0, -1]", "the duration is out of range at `[0]`");
    refuses::<TimeDelta>("[0]", "missing `[0][1]`");
    refuses::<TimeDelta>(
        "\"PT1S\"",
        "expected a list, found a string at `[0]`, byte 1",
    );
}

#[test]
fn their_schemas() {
    let text = |keyword: &str, value: serde_json::Value| json!({"type": "string", keyword: value});
    assert_eq!(
        schema_of::<DateTime<Utc>>(),
        text("format", json!("date-time"))
    );
    assert_eq!(schema_of::<NaiveDate>(), text("format", json!("date")));
    assert_eq!(
        schema_of::<Weekday>(),
        text(
            "enum",
            json!(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
        )
    );
    assert_eq!(schema_of::<Month>()["enum"][11], "December");
    assert_eq!(
        schema_of::<NaiveTime>(),
        text(
            "pattern",
            json!("^[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?$")
        )
    );
    assert_eq!(schema_of::<TimeDelta>()["minItems"], 2);
}
