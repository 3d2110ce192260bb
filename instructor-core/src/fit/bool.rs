//! Bools in texts.

use super::said::Words;
use crate::json::number::short;

/// The bool that a text says.
///
/// # Errors
///
/// What is wrong: the text says none, or both, or does not say it plainly.
pub(crate) fn bool(text: &str) -> Result<bool, String> {
    let words = Words::of(text);
    if words.len() == 1 && words.is_bare() {
        match words.get(0) {
            "true" | "yes" | "y" => return Ok(true),
            "false" | "no" | "n" => return Ok(false),
            // Of digits the marks count: -1 is neither.
            "1" if is_digit(text) => return Ok(true),
            "0" if is_digit(text) => return Ok(false),
            _ => {}
        }
    }
    let found = |name: &str| {
        let found = (0..words.len()).filter(|word| words.get(*word) == name);
        found.map(|word| word..word + 1).collect::<Vec<_>>()
    };
    let (trues, falses) = (found("true"), found("false"));
    match (&*trues, &*falses) {
        ([], []) => Err(format!("expected a bool, found {:?}", short(text))),
        (found, []) | ([], found) if words.say(found) => Ok(falses.is_empty()),
        (_, []) | ([], _) => Err(format!(
            "{:?} does not say plainly whether it is true or false: expected the one word",
            short(text)
        )),
        _ => Err(format!("{:?} says both true and false", short(text))),
    }
}

fn is_digit(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'`*".contains(c));
    matches!(text.strip_suffix('.').unwrap_or(text), "0" | "1")
}

#[cfg(test)]
mod tests {
    use super::bool;

    #[test]
    fn bools_are_read_from_texts() {
        for (text, value) in [
            ("true", Some(true)),
            ("TRUE", Some(true)),
            (" True. ", Some(true)),
            ("yes", Some(true)),
            ("Y", Some(true)),
            ("1", Some(true)),
            ("false", Some(false)),
            ("No!", Some(false)),
            ("0", Some(false)),
            ("The answer is true", Some(true)),
            ("**False**", Some(false)),
            ("The answer is not true", None),
            ("It isn't false", None),
            ("true or false", None),
            ("yes and no", None),
            ("I would say yes", None),
            ("False.\n\nThe statement is not correct", Some(false)),
            ("True, as it is not far", Some(true)),
            ("no longer true", None),
            ("none of it is true", None),
            ("hardly true", None),
            ("is it true?", None),
            ("true?", None),
            ("!true", None),
            ("untrue", None),
            ("-1", None),
            ("1.0", None),
            ("-y", Some(true)),
            ("2", None),
            ("", None),
        ] {
            assert_eq!(bool(text).ok(), value, "{text}");
        }
    }
}
