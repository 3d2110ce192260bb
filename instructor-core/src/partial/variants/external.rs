//! `"Name"` or `{"Name": content}`.

use super::tagged::{CONTENT, Tagged, find};
use super::{Form, Variants};
use crate::error::ErrorKind;
use crate::json::state::{Label, Phase};
use crate::json::{Cursor, Step, Stop, object};
use crate::partial::fitting::is_packed;

/// Begins an enum whose content is under its name.
pub(super) fn begin<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let mut phase = if cursor.has_begun() {
        cursor.reenter().phase
    } else if cursor.peek()? == b'"' || cursor.is_scalar_to_fit()? {
        return cursor.whole_text("a string", |cursor, name| {
            if cursor.state.lenient && is_packed(name) && E::find(name).is_none() {
                return cursor.read_packed(name, "an object", |cursor| begin(slot, cursor));
            }
            let variant = find::<E>(cursor, name)?;
            match E::VARIANTS[variant].form {
                Form::Unit => {
                    cursor.leaf(E::VARIANTS[variant].name.text());
                    *slot = Some(E::start(variant));
                    Ok(())
                }
                _ => Err(cursor.misfit(format!(
                    "the variant `{name}` holds data: expected an object with its name as the key"
                ))),
            }
        });
    } else {
        cursor.enter(b'{', "a string or an object")?;
        Phase::First
    };
    match read_name::<E>(cursor, &mut phase) {
        Ok(variant) => {
            let value = slot.insert(E::start(variant));
            object::run(&mut Tagged(value), cursor, Phase::Colon, CONTENT)
        }
        Err(stop) => {
            cursor.leave(phase, CONTENT, Label::Nameless);
            Err(stop)
        }
    }
}

fn read_name<E: Variants>(cursor: &mut Cursor<'_>, phase: &mut Phase) -> Result<usize, Stop> {
    if *phase == Phase::First {
        if cursor.next_byte()? == b'}' {
            return Err(cursor.fail(
                ErrorKind::Type,
                "expected the name of a variant as the key, found an empty object",
            ));
        }
        *phase = Phase::Key;
    }
    cursor.key(find::<E>)
}
