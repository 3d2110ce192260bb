//! The formats of strings that are checked, each after the grammar that [JSON Schema] refers to.
//!
//! [JSON Schema]: https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text is of a format. One that is not known here is an annotation, which every text is of.
pub(crate) fn holds(format: &str, text: &str) -> bool {
    match format {
        "date-time" => date_time(text).is_some(),
        "date" => date(text) == Some(""),
        "time" => time(text) == Some(""),
        "duration" => duration(text),
        "email" => email(text),
        "hostname" => hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uuid" => uuid(text),
        _ => true,
    }
}

/// RFC 3339, section 5.6.
fn date_time(text: &str) -> Option<()> {
    let rest = date(text)?.strip_prefix(['T', 't'])?;
    time(rest)?.is_empty().then_some(())
}

/// `2024-06-19`, and what follows it.
fn date(text: &str) -> Option<&str> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

/// `15:22:45.5+02:00`, and what follows it.
fn time(text: &str) -> Option<&str> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (rest.len() < fraction.len()).then_some(rest)?
        }
        None => rest,
    };
    let (offset, rest) = match rest.strip_prefix(['Z', 'z']) {
        Some(rest) => (0, rest),
        None => {
            let sign = if rest.starts_with('-') { -1 } else { 1 };
            let (hours, rest) = number(rest.strip_prefix(['+', '-'])?, 2)?;
            let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
            (hours <= 23 && minutes <= 59).then_some(())?;
            (sign * (60 * i64::from(hours) + i64::from(minutes)), rest)
        }
    };
    // A leap second is the last of a day in UTC.
    let utc = (60 * i64::from(hour) + i64::from(minute) - offset).rem_euclid(24 * 60);
    let second_is = second <= 59 || (second == 60 && utc == 24 * 60 - 1);
    (hour <= 23 && minute <= 59 && second_is).then_some(rest)
}

/// A number of so many digits, and what follows it.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((plain.then(|| number.parse().ok())??, rest))
}

/// ISO 8601, as in RFC 3339, appendix A: `P1DT2H`, `P3W`.
fn duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    if date.ends_with('W') {
        return time.is_none() && units(date, "W").is_some();
    }
    match time {
        Some(time) => {
            (date.is_empty() || units(date, "YMD").is_some()) && units(time, "HMS").is_some()
        }
        None => units(date, "YMD").is_some(),
    }
}

/// One or more numbers, each with its unit, which come in this order and leave out none between the first and the last.
fn units(mut text: &str, order: &str) -> Option<()> {
    let mut next = None;
    while !text.is_empty() {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then_some(())?;
        let place = order.find(rest.chars().next()?)?;
        (next.is_none() || next == Some(place)).then_some(())?;
        next = Some(place + 1);
        text = &rest[1..];
    }
    next.map(|_| ())
}

/// `local@domain`, as RFC 5321, section 4.1.2 has it, without quoted names.
fn email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let local_is = !local.is_empty()
        && local.len() <= 64
        && local
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(atom));
    let literal = domain
        .strip_prefix('[')
        .and_then(|domain| domain.strip_suffix(']'));
    let domain_is = match literal {
        Some(address) => match address.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => address.parse::<Ipv4Addr>().is_ok(),
        },
        None => hostname(domain),
    };
    local_is && domain_is
}

/// RFC 1123, section 2.1.
fn hostname(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// RFC 4122, section 3, in its form with hyphens.
fn uuid(text: &str) -> bool {
    let lens = [8, 4, 4, 4, 12];
    let mut groups = text.split('-');
    let grouped = lens.iter().all(|&len| {
        groups.next().is_some_and(|group| {
            group.len() == len && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    });
    grouped && groups.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn each_format_takes_its_own() {
        let right = [
            ("date-time", "2024-06-19T15:22:45Z"),
            ("date-time", "2024-02-29t00:00:00.123456789+05:30"),
            ("date-time", "1998-12-31T15:59:60-08:00"),
            ("date", "2000-02-29"),
            ("time", "08:30:06.283185Z"),
            ("duration", "P4DT12H30M5S"),
            ("duration", "P3W"),
            ("duration", "PT0S"),
            ("email", "joe.bloggs@example.com"),
            ("email", "te~st@example.com"),
            ("email", "joe@[127.0.0.1]"),
            ("hostname", "www.example.com"),
            ("ipv4", "192.168.0.1"),
            ("ipv6", "::ffff:192.168.0.1"),
            ("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380"),
            ("color", "whatever"),
        ];
        for (format, text) in right {
            assert!(holds(format, text), "{format}: {text}");
        }
    }

    #[test]
    fn each_format_refuses_others() {
        let wrong = [
            ("date-time", "2024-06-19T15:22:45"),
            ("date-time", "2024-06-19 15:22:45Z"),
            ("date-time", "1998-12-31T22:59:60Z"),
            ("date", "2023-02-29"),
            ("date", "2024-13-01"),
            ("date", "2024-06-00"),
            ("date", "24-06-19"),
            ("date", "2024-06-19Z"),
            ("time", "24:00:00Z"),
            ("time", "08:30:06"),
            ("time", "08:30:06.Z"),
            ("time", "08:30:06+24:00"),
            ("duration", "P"),
            ("duration", "PT"),
            ("duration", "P1D2H"),
            ("duration", "P2D1Y"),
            ("duration", "P1YT1W"),
            ("duration", "P1Y2D"),
            ("email", "joe"),
            ("email", "@example.com"),
            ("email", ".joe@example.com"),
            ("email", "joe@exa mple.com"),
            ("hostname", "-a.example"),
            ("hostname", "a..b"),
            ("hostname", ""),
            ("ipv4", "256.0.0.1"),
            ("ipv4", "1.2.3"),
            ("ipv6", "1::2::3"),
            ("uuid", "2eb8aa08aa9811eab4aa73b441d16380"),
            ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638g"),
        ];
        for (format, text) in wrong {
            assert!(!holds(format, text), "{format}: {text}");
        }
    }
}
