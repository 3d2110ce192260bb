//! What a text says that stands where another kind of value was asked for: a number, a bool, a name.
//!
//! Nothing here guesses. Where a text can be read in two ways, that is an error, which names both.

mod around;
pub(crate) mod bool;
pub(crate) mod fold;
pub(crate) mod name;
pub(crate) mod number;
mod said;

/// Whether a text says that there is nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    ["", "null", "none"]
        .iter()
        .any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// Whether a key says what is not so: `not_spam`.
pub(crate) fn denies(key: &str) -> bool {
    let words = said::Words::of(key);
    (0..words.len()).any(|word| words.denies(word))
}
