//! The variants of an untagged enum are tried in order: one that an earlier one covers is never read.
//!
//! Only what shows in the tokens is seen here; the schema sees through the types.

use super::field::Field;
use super::{Form, Variant};
use crate::errors::Errors;
use syn::Ident;

pub(super) fn check(ident: &Ident, variants: &[&Variant<'_>], denies: bool, errors: &mut Errors) {
    for (place, later) in variants.iter().enumerate() {
        if let (Form::Newtype, [field]) = (later.form, &*later.fields)
            && field.is_itself(ident)
        {
            let message = "untagged, the enum cannot be told apart from itself: give it a `tag`, or the variant a struct or a list";
            errors.at(&field.original.ty, message);
        }
        let Some(earlier) = variants[..place]
            .iter()
            .find(|earlier| covers(earlier, later, denies))
        else {
            continue;
        };
        let first = &earlier.original.ident;
        let message = match covers(later, earlier, denies) {
            true => {
                format!("untagged, it cannot be told apart from `{first}`: give the enum a `tag`")
            }
            false => format!(
                "whatever it holds is read as `{first}`, which is tried first: put it before that, or give the enum a `tag`"
            ),
        };
        errors.at(&later.original.ident, message);
    }
}

/// Whether the JSON of `later` is that of `earlier` too, as far as one can see.
fn covers(earlier: &Variant<'_>, later: &Variant<'_>, denies: bool) -> bool {
    let (ours, theirs) = (earlier.read(), later.read());
    match (earlier.form, later.form) {
        (Form::Unit, Form::Unit) => true,
        (Form::Newtype, Form::Newtype) | (Form::Tuple, Form::Tuple) => {
            ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| same_type(a, b))
        }
        (Form::Struct, Form::Struct) => {
            let shares = |ours: &Field<'_>, theirs: &Field<'_>| {
                all_names(theirs).any(|name| is_called(ours, &name))
            };
            let mut all = theirs.iter();
            let none_is_denied =
                !denies || all.all(|theirs| ours.iter().any(|ours| shares(ours, theirs)));
            none_is_denied
                && ours.iter().all(
                    |ours| match theirs.iter().find(|theirs| shares(ours, theirs)) {
                        Some(theirs) => takes(ours, theirs),
                        None => !ours.is_required(),
                    },
                )
        }
        _ => false,
    }
}

/// Whether the field takes whatever is there for the other, and only if that need not be there, nothing.
fn takes(ours: &Field<'_>, theirs: &Field<'_>) -> bool {
    let literal = |field: &Field<'_>| field.literal.as_ref().map(|literal| literal.value());
    same_type(ours, theirs)
        && (!ours.is_required() || theirs.is_required())
        && (literal(ours).is_none() || literal(ours) == literal(theirs))
        && all_names(theirs).all(|name| is_called(ours, &name))
}

fn is_called(field: &Field<'_>, name: &str) -> bool {
    all_names(field).any(|own| own == name)
}

fn all_names(field: &Field<'_>) -> impl Iterator<Item = String> {
    std::iter::once(&field.name)
        .chain(&field.aliases)
        .map(|name| name.value())
}

/// Whether what is a `later` is an `earlier` too. Constraints may keep it from that, and so may its own parser.
fn same_type(earlier: &Field<'_>, later: &Field<'_>) -> bool {
    let plain = !earlier.is_checked() && earlier.leaf.is_none() && later.leaf.is_none();
    plain && earlier.ty.to_string() == later.ty.to_string()
}
