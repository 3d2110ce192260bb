//! Dates and times of `chrono`.

use super::text::{DATE_TIME, TIME, of_format, of_pattern, text, texts};
use crate::extract::Extract;
use crate::partial::{ByHand, Conversion, Trail, Via};
use crate::schema::{Definitions, Schema, tuple};
use ::chrono::{
    DateTime, Month, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, TimeZone,
    Weekday,
};
use std::fmt::Display;
use std::str::FromStr;

text! {
    [Tz: TimeZone<Offset: Display + Send + Sync> + Send + Sync + 'static] DateTime<Tz>
    where [DateTime<Tz>: FromStr]:
    "DateTime", "a date and time such as \"2024-06-19T15:22:45Z\"",
    of_format("date-time"),
    str::parse, |time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

texts! {
    NaiveDate: "NaiveDate", "a date such as \"2024-06-19\"", of_format("date"),
        str::parse, |date| format_args!("{date:?}");
    NaiveTime: "NaiveTime", "a time such as \"15:22:45\"", of_pattern(TIME),
        str::parse, |time| time;
    NaiveDateTime: "NaiveDateTime", "a date and time such as \"2024-06-19T15:22:45\"",
        of_pattern(DATE_TIME), str::parse, |time| format_args!("{time:?}");
    Weekday: "Weekday", "a day of the week such as \"Mon\"", Schema::of_type("string").with("enum", WEEKDAYS.to_vec()),
        str::parse, |day| day;
    Month: "Month", "a month such as \"January\"", Schema::of_type("string").with("enum", MONTHS.to_vec()),
        str::parse, |month| month.name();
}

/// A list of seconds and nanoseconds, as `serde` has it.
impl Extract for TimeDelta {
    type Partial = Via<(Option<i64>, Option<i32>), Self, ByHand>;

    fn name() -> String {
        "TimeDelta".to_owned()
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        tuple(definitions, |tuple| {
            tuple.element::<i64>("Whole seconds.");
            tuple.element::<i32>("Nanoseconds beyond them: 0 to 999999999.");
        })
    }
}

impl Conversion<(i64, i32), TimeDelta> for ByHand {
    fn convert((secs, nanos): (i64, i32), trail: &Trail<'_>) -> Option<TimeDelta> {
        let delta = u32::try_from(nanos)
            .ok()
            .and_then(|nanos| TimeDelta::new(secs, nanos));
        if delta.is_none() {
            trail.note_invalid::<()>("the duration is out of range");
        }
        delta
    }
}
