//! Numbers in texts.

use super::around::{Fault, sign};
use crate::json::number::short;

/// The one number in a text, as JSON writes numbers.
///
/// A comma parts groups of digits and a point begins the fraction. A sign and a currency may stand before it; behind it, a
/// currency and a percent sign, which changes nothing: `50%` is 50. Words may stand around it, as far as they are known to
/// leave it as it is. A text that is a fraction of two integers is their quotient.
///
/// # Errors
///
/// What is wrong: there is no number in the text, or more than one, or one that can be read in two ways.
pub(crate) fn number(text: &str) -> Result<String, String> {
    if let Some(quotient) = fraction(text.trim()) {
        return quotient;
    }
    let mut found = runs(text);
    match (found.next(), found.next()) {
        (None, _) => Err(format!("expected a number, found {:?}", short(text))),
        (Some(run), None) => run.read(text),
        // `0x29`, `1_000`
        (Some(one), Some(other)) if one.is_written_to(&other) => Err(format!(
            "expected a number in decimal digits alone, found {:?}",
            short(text)
        )),
        (Some(one), Some(other)) => Err(format!(
            "{:?} has several numbers in it, {} and {}: which one is meant is not said",
            short(text),
            short(one.digits),
            short(other.digits)
        )),
    }
}

/// The digits of a number that has a fraction or an exponent and is an integer all the same.
pub(crate) fn whole(number: &str) -> Option<String> {
    /// More digits than any integer has.
    const DIGITS: i64 = 64;
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (integer, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{integer}{decimals}");
    let significant = digits.trim_end_matches('0').trim_start_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    let exponent: i64 = exponent.parse().ok()?;
    // Places of the last digit that is not 0, behind the point.
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let places = decimals.len() as i64 - zeros as i64;
    let zeros = exponent.checked_sub(places)?;
    (0..=DIGITS).contains(&zeros).then(|| {
        let zeros = "0".repeat(usize::try_from(zeros).unwrap_or_default());
        format!("{sign}{significant}{zeros}")
    })
}

/// The quotient of a text that is two integers with a stroke between them.
fn fraction(text: &str) -> Option<Result<String, String>> {
    let (above, below) = text.split_once('/')?;
    let (above, below) = (above.trim_end(), below.trim_start());
    let is_integer =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = above.strip_prefix(['-', '+', '−']).unwrap_or(above);
    if !is_integer(unsigned) || !is_integer(below) {
        return None;
    }
    let sign = if above.starts_with(['-', '−']) {
        "-"
    } else {
        ""
    };
    let read = |text: &str| text.parse::<u64>().ok();
    let quotient = match (read(unsigned), read(below)) {
        (Some(_), Some(0)) => None,
        (Some(above), Some(below)) if above % below == 0 => Some((above / below).to_string()),
        (Some(above), Some(below)) => Some((above as f64 / below as f64).to_string()),
        _ => None,
    };
    let quotient = quotient.ok_or_else(|| format!("{:?} is not a number", short(text)));
    Some(quotient.map(|quotient| format!("{sign}{quotient}")))
}

/// Digits, and the commas and points between them.
struct Run<'t> {
    digits: &'t str,
    before: &'t str,
    behind: &'t str,
}

/// The runs of digits in a text.
fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let digit = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        // `.5`
        let start = match text[at..digit].ends_with('.') {
            true => digit - 1,
            false => digit,
        };
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
        let run = rest[..end.unwrap_or(rest.len())].trim_end_matches([',', '.']);
        let mut end = start + run.len();
        end += exponent(&text[end..]);
        at = end;
        Some(Run {
            digits: &text[start..end],
            before: &text[..start],
            behind: &text[end..],
        })
    })
}

/// How long the exponent is that stands right here.
fn exponent(text: &str) -> usize {
    let Some(digits) = text.strip_prefix(['e', 'E']) else {
        return 0;
    };
    let digits = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.len() < digits.len() {
        true => text.len() - rest.len(),
        false => 0,
    }
}

impl Run<'_> {
    /// Whether there are letters between the two, and nothing else: they are parts of one word.
    fn is_written_to(&self, other: &Run<'_>) -> bool {
        let between = self.before.len() + self.digits.len()..other.before.len();
        let between = other.before.get(between).unwrap_or_default();
        !between.is_empty() && between.chars().all(|c| c.is_alphabetic() || c == '_')
    }

    fn read(&self, text: &str) -> Result<String, String> {
        let Run { digits, behind, .. } = *self;
        let sign = sign(self.before, behind).map_err(|fault| {
            let text = short(text);
            match fault {
                Fault::Form => format!("expected a number in digits alone, found {text:?}"),
                Fault::Sign => format!(
                    "expected a number in digits alone, with `-` right before them if it is negative, found {text:?}"
                ),
                Fault::Word(word) => {
                    let word = short(&word);
                    format!("{text:?}: expected a number in digits, without `{word}`")
                }
            }
        })?;
        let (mantissa, exponent) = match digits.find(['e', 'E']) {
            Some(at) => digits.split_at(at),
            None => (digits, ""),
        };
        let (integer, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if decimals.contains(['.', ',']) || !is_grouped(integer) {
            return Err(match decimal_comma(mantissa) {
                Some((integer, decimals)) if !integer.contains('.') => format!(
                    "`{}` may be {integer}.{decimals} or {integer}{decimals}: expected a point before the fraction and no commas",
                    short(mantissa)
                ),
                Some(_) => format!(
                    "`{}` may have its fraction behind the comma: expected a point before it",
                    short(mantissa)
                ),
                None => format!("`{}` is not one number", short(mantissa)),
            });
        }
        let integer = integer.replace(',', "");
        let integer = match integer.trim_start_matches('0') {
            "" => "0",
            integer => integer,
        };
        let point = if decimals.is_empty() { "" } else { "." };
        Ok(format!("{sign}{integer}{point}{decimals}{exponent}"))
    }
}

/// Whether commas part the digits by thousands, or as in India, or there are none.
fn is_grouped(integer: &str) -> bool {
    let mut groups = integer.split(',').rev();
    let last = groups.next().unwrap_or_default().len();
    let Some(first) = integer.split_once(',').map(|(first, _)| first) else {
        return true;
    };
    let between: Vec<usize> = groups.map(str::len).collect();
    // The first group is the last of them.
    let between = &between[..between.len() - 1];
    let all = |len: usize| between.iter().all(|group| *group == len);
    let starts = |longest: usize| (1..=longest).contains(&first.len()) && !first.starts_with('0');
    last == 3 && (all(3) && starts(3) || all(2) && starts(2))
}

/// The two sides of the one comma, or of the last, if it may be there for a decimal point.
fn decimal_comma(number: &str) -> Option<(&str, &str)> {
    let (integer, decimals) = number.rsplit_once(',')?;
    (!integer.contains(',') && !decimals.contains('.')).then_some((integer, decimals))
}

#[cfg(test)]
mod tests {
    use super::{number, whole};

    #[test]
    fn numbers_are_read_from_texts() {
        for (text, value) in [
            ("42", "42"),
            (" 42 ", "42"),
            ("-7", "-7"),
            ("+5", "5"),
            ("−5", "-5"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("42.0", "42.0"),
            ("4.2e1", "4.2e1"),
            ("1E+3", "1E+3"),
            ("1,234", "1234"),
            ("$1,234.50", "1234.50"),
            ("-$1,234.50", "-1234.50"),
            ("$-5", "-5"),
            ("-€500", "-500"),
            ("€1.234", "1.234"),
            ("1,234$", "1234"),
            ("3.15 €", "3.15"),
            ("$1,23,456", "123456"),
            ("50%", "50"),
            (".009%", "0.009"),
            ("12,111,123.", "12111123"),
            ("12,111,123,", "12111123"),
            ("The answer is 10,000", "10000"),
            ("The answer is 10,000.", "10000"),
            ("1 cup of butter, at room temperature", "1"),
            ("about 25°C", "25"),
            ("**42**", "42"),
            ("\"42\"", "42"),
            ("1/5", "0.2"),
            ("-6 / 3", "-2"),
            ("10/3", "3.3333333333333335"),
            ("It is not easy. The answer is 5.", "5"),
            ("42\n\nThere are no more than that", "42"),
            ("42. Not more", "42"),
            ("<answer>42</answer>", "42"),
            ("5-star", "5"),
            ("5 g", "5"),
            ("30 years old", "30"),
            ("5 USD", "5"),
            ("USD 5", "5"),
            ("~5", "5"),
            ("Total: -5", "-5"),
            ("42 - because of the rest", "42"),
            ("3 boxes", "3"),
            ("=> 5", "5"),
            ("$5/month", "5"),
            ("x = 5", "5"),
        ] {
            assert_eq!(number(text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn a_sign_that_is_not_at_the_number_is_not_lost() {
        for text in [
            "minus 3",
            "about minus 3",
            "Negative 5",
            "- 5",
            "– 5",
            "–5",
            "- $5",
            "5-",
            "5 -",
            "5−",
            "$5-",
            "5+",
            "±5",
            "+-5",
            "<5",
            "< 5",
            ">=5",
            "≤ 5",
            "less than 5",
            "at least 5",
            "over 5",
            "half of 5",
            "half of the 5",
            "twice 5",
            "not 5",
            "no 5",
            "isn't 5",
            "It is not the 5",
            "5 degrees below zero",
            "x^5",
            "2x - 5",
        ] {
            assert!(number(text).is_err(), "{text}");
        }
        assert_eq!(
            number("minus 3").unwrap_err(),
            "expected a number in digits alone, with `-` right before them if it is negative, found \"minus 3\""
        );
    }

    #[test]
    fn a_word_that_may_make_it_another_number_is_not_passed_over() {
        for (text, word) in [
            ("5 Mrd", "Mrd"),
            ("5 Mrd. Euro", "Mrd"),
            ("5 Millionen", "Millionen"),
            ("5 tsd", "tsd"),
            ("5 万", "万"),
            ("5 亿", "亿"),
            ("5 millones", "millones"),
            ("5 billones", "billones"),
            ("5 mil", "mil"),
            ("5 miles de euros", "miles"),
            ("5 lakh", "lakh"),
            ("5 crore", "crore"),
            ("$5 k", "k"),
            ("$5 MM", "MM"),
            ("5 G", "G"),
            ("5 ½", "½"),
            ("**5** Mrd", "Mrd"),
            ("5 \"Mrd\"", "Mrd"),
            ("5€ Mrd", "Mrd"),
            ("5 dozen", "dozen"),
            ("5 (in millions)", "millions"),
            ("5, or half", "half"),
            ("in thousands: 5", "thousands"),
            ("5 and a half", "and"),
            ("5\u{a0}Mio", "Mio"),
        ] {
            let problem = format!("{text:?}: expected a number in digits, without `{word}`");
            assert_eq!(number(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not() {
        for (text, problem) in [
            (
                "3,14",
                "`3,14` may be 3.14 or 314: expected a point before the fraction and no commas",
            ),
            (
                "0,123",
                "`0,123` may be 0.123 or 0123: expected a point before the fraction and no commas",
            ),
            (
                "€1.234,56",
                "`1.234,56` may have its fraction behind the comma: expected a point before it",
            ),
            (
                "1.234.567,89",
                "`1.234.567,89` may have its fraction behind the comma: expected a point before it",
            ),
            ("1.23.456", "`1.23.456` is not one number"),
            ("10,20,30", "`10,20,30` is not one number"),
            (
                "The answer is 10,000 and $3,000",
                "\"The answer is 10,000 and $3,000\" has several numbers in it, 10,000 and 3,000: which one is meant is not said",
            ),
            (
                "1 234",
                "\"1 234\" has several numbers in it, 1 and 234: which one is meant is not said",
            ),
            (
                "2-3",
                "\"2-3\" has several numbers in it, 2 and 3: which one is meant is not said",
            ),
            (
                "1 1/2",
                "\"1 1/2\" has several numbers in it, 1 and 1: which one is meant is not said",
            ),
            (
                "0x1p4",
                "expected a number in decimal digits alone, found \"0x1p4\"",
            ),
            (
                "0x10",
                "expected a number in decimal digits alone, found \"0x10\"",
            ),
            (
                "1_000",
                "expected a number in decimal digits alone, found \"1_000\"",
            ),
            ("5kg", "expected a number in digits alone, found \"5kg\""),
            (
                "GPT-4",
                "expected a number in digits alone, found \"GPT-4\"",
            ),
            (
                "($500)",
                "expected a number in digits alone, found \"($500)\"",
            ),
            (
                "$3.2 million",
                "\"$3.2 million\": expected a number in digits, without `million`",
            ),
            ("1/0", "\"1/0\" is not a number"),
            ("inf", "expected a number, found \"inf\""),
            ("five", "expected a number, found \"five\""),
            ("", "expected a number, found \"\""),
        ] {
            assert_eq!(number(text), Err(problem.to_owned()), "{text}");
        }
    }

    #[test]
    fn integers_are_whole() {
        for (text, value) in [
            ("42.0", Some("42")),
            ("4.2e1", Some("42")),
            ("420e-1", Some("42")),
            ("-1e3", Some("-1000")),
            ("0.0", Some("0")),
            ("-0.0", Some("0")),
            ("0e999999999999999999999", Some("0")),
            ("0.05e2", Some("5")),
            ("1.6", None),
            ("1e-1", None),
            ("1e999", None),
            ("1e99999999999999999999", None),
        ] {
            assert_eq!(whole(text).as_deref(), value, "{text}");
        }
    }
}
