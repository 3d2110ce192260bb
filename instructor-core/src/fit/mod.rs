//! What a text says that stands where another kind of value was asked for: a number, a bool, a name.
//!
//! Nothing here guesses. Where a text can be read in two ways, that is an error, which names both.

pub(crate) mod bool;
pub(crate) mod fold;
pub(crate) mod name;
pub(crate) mod number;

/// Whether a text says that there is nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    ["", "null", "none"]
        .iter()
        .any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// Whether a word turns the sentence that it is in round: what is named there is just what is not meant.
///
/// The word comes folded, so without its apostrophe.
fn denies(word: &str) -> bool {
    const DENYING: [&str; 17] = [
        "not", "never", "neither", "nor", "cannot", "without", "isnt", "arent", "wasnt", "werent",
        "doesnt", "dont", "didnt", "cant", "wont", "shouldnt", "except",
    ];
    DENYING.contains(&word)
}
