//! Durations and points in time of the standard library: objects of seconds and nanoseconds, as `serde` has them.

use super::record::record;
use crate::partial::Trail;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

record! {
    /// The partial of a [`Duration`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialDuration};
    /// use std::time::Duration;
    ///
    /// let mut parser = Parser::<PartialDuration>::new();
    /// parser.feed(r#"{"secs": 90, "na"#)?;
    /// assert_eq!(parser.partial(), Some(&PartialDuration { secs: Some(90), nanos: None }));
    /// parser.feed(r#"nos": 500000000}"#)?;
    /// assert_eq!(parser.finish()?, Duration::from_secs_f64(90.5));
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialDuration;
    "Duration".to_owned(), "A duration: whole seconds, and nanoseconds beyond them.", Duration;
    0 secs: u64, u64;
    1 nanos: u32, u32;
    complete Duration: |trail| duration(secs?, nanos?, trail)
}

record! {
    /// The partial of a [`SystemTime`].
    ///
    /// ```
    /// use instructor_core::{Parser, PartialSystemTime};
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// let mut parser = Parser::<PartialSystemTime>::new();
    /// parser.feed(r#"{"secs_since_epoch": 90, "nanos_since_epoch": 0}"#)?;
    /// assert_eq!(parser.finish()?, UNIX_EPOCH + Duration::from_secs(90));
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    PartialSystemTime;
    "SystemTime".to_owned(),
    "A point in time: whole seconds since 1970-01-01T00:00:00Z, and nanoseconds beyond them.", SystemTime;
    0 secs_since_epoch: u64, u64;
    1 nanos_since_epoch: u32, u32;
    complete SystemTime: |trail| system_time(secs_since_epoch?, nanos_since_epoch?, trail)
}

/// Nanoseconds of a second and more are carried over.
fn duration(secs: u64, nanos: u32, trail: &Trail<'_>) -> Option<Duration> {
    let duration = Duration::from_secs(secs).checked_add(Duration::from_nanos(nanos.into()));
    if duration.is_none() {
        trail.note_invalid::<()>("the duration is too long");
    }
    duration
}

fn system_time(secs: u64, nanos: u32, trail: &Trail<'_>) -> Option<SystemTime> {
    let time = UNIX_EPOCH.checked_add(duration(secs, nanos, trail)?);
    if time.is_none() {
        trail.note_invalid::<()>("the point in time is too late");
    }
    time
}
