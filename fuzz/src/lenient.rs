//! What holds of a lenient parser.

use super::input::Input;
use super::outcome::{agree, read};
use instructor_core::{Extract, Repair, RepairKind, Repaired};
use serde::de::IgnoredAny;
use std::fmt::Debug;

/// Wherever the text is cut, the same comes of it, and what a strict parser reads of JSON is the same here, with nothing
/// mended.
pub(crate) fn check<T>(input: &Input<'_>)
where
    T: Extract<Partial: Debug> + Debug + PartialEq,
{
    let read = |pieces: &[&[u8]], repair| read::<T>(pieces, input.settings, repair);
    let whole = read(&[input.text], Repair::Lenient);
    let cut = read(&input.pieces(), Repair::Lenient);
    // What shows at an error may differ: a string may close one token later.
    assert!(
        agree(&whole, &cut, false),
        "cut:   {cut:?}\nwhole: {whole:?}\n{}",
        input.quoted()
    );
    // Behind the root a strict parser ignores what may, to a lenient one, be more of a string.
    if serde_json::from_slice::<IgnoredAny>(input.text).is_err() {
        return;
    }
    // A key that a strict parser does not know may be a field's in another form.
    let is_key = |repaired: &Repaired| repaired.kind == RepairKind::Key;
    if whole.repairs.iter().any(is_key) {
        return;
    }
    let strict = read(&[input.text], Repair::Strict);
    assert!(
        strict.value.is_err() || agree(&whole, &strict, false),
        "lenient: {whole:?}\nstrict:  {strict:?}\n{}",
        input.quoted()
    );
}
