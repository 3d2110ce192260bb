//! What holds of a strict parser.

use super::input::Input;
use super::outcome::{Outcome, agree, read, same};
use instructor_core::{ErrorKind, Extract, Repair};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::fmt::Debug;

/// Wherever the text is cut, the same comes of it; what is read is JSON, and nothing is mended.
pub(crate) fn check<T>(input: &Input<'_>) -> Outcome<T>
where
    T: Extract<Partial: Debug> + Debug + PartialEq,
{
    let read = |pieces: &[&[u8]]| read::<T>(pieces, input.settings, Repair::Strict);
    let whole = read(&[input.text]);
    let cut = read(&input.pieces());
    assert!(
        agree(&whole, &cut, true),
        "cut:   {cut:?}\nwhole: {whole:?}\n{}",
        input.quoted()
    );
    assert!(whole.repairs.is_empty(), "{:?}", whole.repairs);
    if whole.value.is_ok() {
        let text = IgnoredAny::deserialize(&mut serde_json::Deserializer::from_slice(input.text));
        // `serde_json` has a limit on the depth of its own.
        let is_json = match &text {
            Ok(_) => true,
            Err(error) => error.to_string().starts_with("recursion limit exceeded"),
        };
        assert!(is_json, "{whole:?} of what is {text:?}\n{}", input.quoted());
    }
    whole
}

/// That, and the value is what `serde_json` reads where it reads one.
pub(crate) fn check_with_serde<T>(input: &Input<'_>)
where
    T: Extract<Partial: Debug> + DeserializeOwned + Debug + PartialEq,
{
    let ours = check::<T>(input).value;
    // In what it ignores it does not look for that.
    if !input.settings.are_plain() || std::str::from_utf8(input.text).is_err() {
        return;
    }
    let Ok(theirs) = serde_json::from_slice::<T>(input.text) else {
        return;
    };
    let agree = match &ours {
        Ok(ours) => same(ours, &theirs),
        // It reads a struct from a list.
        Err(fault)
            if fault
                .message
                .starts_with("expected an object, found a list") =>
        {
            true
        }
        Err(fault) => fault.kind == ErrorKind::Limit,
    };
    assert!(
        agree,
        "ours:   {ours:?}\ntheirs: {theirs:?}\n{}",
        input.quoted()
    );
}
