//! Names of variants in texts.

use super::fold::{folded, is_like};
use super::said::Words;
use std::cmp::Reverse;

/// The one of several names that a text means: `names` has each as it may be written, with the name that it stands for.
///
/// First one that is like the text, whatever its form; then one that stands in it in whole words, if the text says it plainly.
/// `None` if there is none.
///
/// # Errors
///
/// The names that the text may mean, if they are several.
pub(crate) fn pick<'n>(
    text: &str,
    names: impl Iterator<Item = (&'n str, &'n str)> + Clone,
) -> Result<Option<&'n str>, Vec<&'n str>> {
    let words = Words::of(text);
    let alike = names.clone().filter(|(name, _)| is_like(name, text));
    // `Pay?` is a question, unless that is the name.
    let alike = alike.filter(|(name, _)| words.is_bare() || !Words::of(name).is_bare());
    match distinct(alike.map(|(_, of)| of)) {
        names if names.is_empty() => {}
        names => return one(names),
    }
    one(within(&words, names))
}

fn one(names: Vec<&str>) -> Result<Option<&str>, Vec<&str>> {
    match *names {
        [] => Ok(None),
        [name] => Ok(Some(name)),
        _ => Err(names),
    }
}

fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

/// A name in a text: of these words.
struct Found<'n> {
    start: usize,
    end: usize,
    of: &'n str,
}

/// What stands in a text in whole words, and not in a longer name there. Nothing, if it is one name that the text may only
/// speak of.
fn within<'n>(words: &Words<'_>, names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<&'n str> {
    let mut found = Vec::new();
    for (name, of) in names {
        let name: String = folded(name).collect();
        let starts = 0..words.len();
        found.extend(starts.filter_map(|start| {
            let end = start + words.run(start, &name)?;
            Some(Found { start, end, of })
        }));
    }
    found.sort_by_key(|one| (one.start, Reverse(one.end)));
    // Those before it that are not the same words reach as far only if they hold it.
    let mut last = (0, 0);
    found.retain(|one| {
        let is_longest = (one.start, one.end) == last || one.end > last.1;
        if is_longest {
            last = (one.start, one.end);
        }
        is_longest
    });
    let names = distinct(found.iter().map(|one| one.of));
    let found: Vec<_> = found.iter().map(|one| one.start..one.end).collect();
    match names.len() == 1 && !words.say(&found) {
        true => Vec::new(),
        false => names,
    }
}

#[cfg(test)]
mod tests {
    use super::pick;

    fn of<'n>(text: &str, names: &[&'n str]) -> Result<Option<&'n str>, Vec<&'n str>> {
        pick(text, names.iter().map(|name| (*name, *name)))
    }

    #[test]
    fn a_name_is_known_in_another_form() {
        let names = ["Admin", "power_user", "Guest"];
        assert_eq!(of("ADMIN", &names), Ok(Some("Admin")));
        assert_eq!(of("Power User", &names), Ok(Some("power_user")));
        assert_eq!(of("powerUser.", &names), Ok(Some("power_user")));
        assert_eq!(of("**guest**", &names), Ok(Some("Guest")));
        assert_eq!(of("user", &names), Ok(None));
        assert_eq!(of("", &names), Ok(None));
        assert_eq!(of("a-b", &["ab", "a_b"]), Err(vec!["ab", "a_b"]));
    }

    #[test]
    fn a_name_is_found_in_whole_words() {
        let names = ["pay", "pay_without_credit_card", "refund"];
        assert_eq!(of("I'd pay now", &names), Ok(Some("pay")));
        assert_eq!(
            of("to pay without credit card, please", &names),
            Ok(Some("pay_without_credit_card"))
        );
        assert_eq!(of("payment", &names), Ok(None));
        assert_eq!(of("pay, then refund", &names), Err(vec!["pay", "refund"]));
        assert_eq!(of("do not pay", &names), Ok(None));
        assert_eq!(of("It isn't a refund", &names), Ok(None));
        assert_eq!(of("no refund", &names), Ok(None));
        assert_eq!(of("pay: no", &names), Ok(None));
        assert_eq!(of("Refund?", &names), Ok(None));
        assert_eq!(of("Why?", &["why?"]), Ok(Some("why?")));
        assert_eq!(
            of("pay, or do not refund", &names),
            Err(vec!["pay", "refund"])
        );
        assert_eq!(
            of("pay it; pay without credit card", &names),
            Err(vec!["pay", "pay_without_credit_card"])
        );
        assert_eq!(
            of("the task is not started", &["not_started", "started"]),
            Ok(Some("not_started"))
        );
    }

    #[test]
    fn an_alias_stands_for_its_name() {
        let names = [("red", "Red"), ("crimson", "Red"), ("blue", "Blue")];
        assert_eq!(pick("crimson red", names.into_iter()), Ok(Some("Red")));
    }
}
