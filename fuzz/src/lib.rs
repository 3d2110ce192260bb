//! What has to hold of any text: for the fuzzer, and for the test that reads again what the fuzzer found.
//!
//! An input is a line that can be written by hand: a letter for the type, a sign for the settings, two for where the text
//! is cut, and the text. See [`input`].

mod input;
mod outcome;
mod strict;
mod types;

mod lenient;

use self::input::Input;

/// Reads an input as strict JSON.
///
/// # Panics
///
/// If what came of the text depends on where it is cut, or is not what `serde_json` gives.
pub fn strict(data: &[u8]) {
    if let Some(input) = Input::new(data) {
        types::of(input.kind).strict(&input);
    }
}

/// Reads an input as text that may not quite be JSON.
///
/// # Panics
///
/// If what came of the text depends on where it is cut, or a good text is read differently than a strict parser does.
pub fn lenient(data: &[u8]) {
    if let Some(input) = Input::new(data) {
        types::of(input.kind).lenient(&input);
    }
}
