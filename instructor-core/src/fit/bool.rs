//! Bools in texts.

use super::denies;
use super::fold::words;
use crate::json::number::short;

/// The bool that a text says.
///
/// # Errors
///
/// What is wrong: the text says none, or both.
pub(crate) fn bool(text: &str) -> Result<bool, String> {
    let mut words = words(text).fuse();
    match (words.next().as_deref(), words.next()) {
        (Some("true" | "yes" | "y" | "1"), None) => return Ok(true),
        (Some("false" | "no" | "n" | "0"), None) => return Ok(false),
        _ => {}
    }
    let (mut is_true, mut is_false, mut is_denied) = (false, false, false);
    for word in super::fold::words(text) {
        is_true |= word == "true";
        is_false |= word == "false";
        is_denied |= denies(&word);
    }
    match (is_true, is_false) {
        (true, true) => Err(format!("{:?} says both true and false", short(text))),
        (true, false) | (false, true) if is_denied => Err(format!(
            "{:?} does not say plainly whether it is true or false",
            short(text)
        )),
        (false, false) => Err(format!("expected a bool, found {:?}", short(text))),
        (is_true, _) => Ok(is_true),
    }
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
            ("untrue", None),
            ("2", None),
            ("", None),
        ] {
            assert_eq!(bool(text).ok(), value, "{text}");
        }
    }
}
