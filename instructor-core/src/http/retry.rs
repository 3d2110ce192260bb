//! When a request is sent again.

use crate::client::Retries;
use http::header::{HeaderMap, RETRY_AFTER};
use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

impl Retries {
    /// The wait before try number `tried + 1`, or `None` if there is to be none.
    pub(super) fn wait(&self, tried: u32, asked: Option<Duration>) -> Option<Duration> {
        if tried > self.limit {
            return None;
        }
        match asked {
            Some(asked) => (asked <= self.longest_asked).then_some(asked),
            None => {
                let doubled = 2_u32.saturating_pow(tried - 1);
                let wait = self.first.saturating_mul(doubled).min(self.longest);
                Some(wait - wait.mul_f64(0.25 * chance()))
            }
        }
    }
}

/// A number between 0 and 1, by chance.
fn chance() -> f64 {
    let random = RandomState::new().hash_one(());
    f64::from(random as u32) / f64::from(u32::MAX)
}

/// How long a server asks to wait: `retry-after-ms` as OpenAI sends it, or `retry-after`
/// ([RFC 9110, 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)) in seconds or as a date.
pub(super) fn asked(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| Some(headers.get::<&str>(name)?.to_str().ok()?.trim());
    let number = |text: &str| text.parse::<f64>().ok();
    let millis = text("retry-after-ms").and_then(number);
    if let Some(wait) = millis.and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok()) {
        return Some(wait);
    }
    let text = text(RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(text) {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date that has passed asks for no wait.
    Some(date.duration_since(now).unwrap_or_default())
}

/// Whether the server says that asking again will not help, as OpenAI may. That it will help is for the status to say.
pub(super) fn is_final(headers: &HeaderMap) -> bool {
    headers
        .get("x-should-retry")
        .is_some_and(|told| told == "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &'static str, value: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(name, http::HeaderValue::from_static(value));
        // Sun, 06 Nov 1994 08:49:37 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        asked(&headers, now)
    }

    #[test]
    fn a_server_may_ask_in_seconds_in_milliseconds_or_by_a_date() {
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(told("retry-after", "7"), seconds(7));
        assert_eq!(told("retry-after", " 0 "), seconds(0));
        assert_eq!(
            told("retry-after", "0.25"),
            Some(Duration::from_millis(250))
        );
        assert_eq!(
            told("retry-after-ms", "1500"),
            Some(Duration::from_millis(1500))
        );
        assert_eq!(
            told("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"),
            seconds(60)
        );
        assert_eq!(
            told("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT"),
            seconds(10)
        );
        assert_eq!(
            told("retry-after", "Sat, 05 Nov 1994 08:50:37 GMT"),
            seconds(0)
        );
        for nonsense in ["", "soon", "-1", "NaN", "1e999"] {
            assert_eq!(told("retry-after", nonsense), None, "{nonsense}");
        }
        assert_eq!(asked(&HeaderMap::new(), SystemTime::now()), None);
        // What cannot be read does not hide what can.
        for nonsense in ["", "soon", "-1", "NaN", "1e999"] {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after-ms", http::HeaderValue::from_static(nonsense));
            headers.insert("retry-after", http::HeaderValue::from_static("7"));
            assert_eq!(asked(&headers, SystemTime::now()), seconds(7), "{nonsense}");
        }
    }

    #[test]
    fn the_wait_doubles_up_to_a_bound() {
        let retries = Retries {
            limit: 100,
            ..Retries::default()
        };
        for (tried, most) in [
            (1, 500),
            (2, 1000),
            (3, 2000),
            (5, 8000),
            (6, 8000),
            (99, 8000),
        ] {
            let wait = retries.wait(tried, None).unwrap().as_millis();
            assert!((most * 3 / 4..=most).contains(&wait), "{tried}: {wait} ms");
        }
        assert_eq!(retries.wait(101, None), None);
        assert_eq!(Retries::none().wait(1, None), None);
    }

    #[test]
    fn what_a_server_asks_for_is_obeyed_up_to_a_bound() {
        let retries = Retries::default();
        let minute = Duration::from_secs(60);
        assert_eq!(retries.wait(1, Some(minute)), Some(minute));
        assert_eq!(
            retries.wait(1, Some(minute + Duration::from_millis(1))),
            None
        );
        assert_eq!(retries.wait(3, Some(Duration::ZERO)), None);
    }
}
