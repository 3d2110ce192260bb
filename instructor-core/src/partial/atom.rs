//! Values that show only when whole: bools, numbers, `char`.

use super::{Kinds, Look, Partial, Trail};
use crate::fit;
use crate::json::number::{NumberText, parse_f64, short};
use crate::json::state::Literal;
use crate::json::{Cursor, Step, Stop};
use crate::repair::RepairKind;
use serde::Serializer;
use std::str::FromStr;

/// What all atoms have in common: a whole value is complete.
macro_rules! atom {
    ($type:ident, $serialize:ident) => {
        atom!($type, $serialize, $type);
    };
    ($type:ident, $serialize:ident, $as:ident) => {
        fn complete_at(self, _: &Trail<'_>) -> Option<$type> {
            Some(self)
        }

        fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.$serialize(*self as $as)
        }
    };
}

impl Partial for bool {
    type Complete = bool;

    const KINDS: Kinds = Kinds::BOOL;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let literal = match cursor.peek()? {
            b't' => Literal::True,
            b'f' => Literal::False,
            _ => return fit_bool(slot, cursor),
        };
        cursor.literal(literal)?;
        cursor.leaf(literal.text());
        *slot = Some(literal == Literal::True);
        Ok(())
    }

    atom!(bool, serialize_bool);
}

/// Begins a bool that is written as something else.
#[cold]
fn fit_bool(slot: &mut Option<bool>, cursor: &mut Cursor<'_>) -> Step {
    const EXPECTED: &str = "a bool";
    if !cursor.state.lenient {
        return Err(cursor.unexpected(EXPECTED));
    }
    let read = |cursor: &mut Cursor<'_>, text: &str| {
        let value = fit::bool::bool(text).map_err(|problem| cursor.misfit_text(text, problem))?;
        cursor.leaf(if value { "true" } else { "false" });
        cursor.fitted(RepairKind::Bool);
        Ok(value)
    };
    let value = match cursor.at_number()? {
        true => cursor.whole_number(|cursor, number| match number.text {
            "0" | "1" => read(cursor, number.text),
            _ => Err(cursor.misfit("expected a bool, found a number")),
        })?,
        false => cursor.whole_string(EXPECTED, read)?,
    };
    *slot = Some(value);
    Ok(())
}

macro_rules! integers {
    ($($type:ident $serialize:ident $as:ident;)*) => {$(
        impl Partial for $type {
            type Complete = $type;

            const KINDS: Kinds = Kinds::NUMBER;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                begin_number(slot, cursor, "an integer", |cursor, number| {
                    integer(cursor, number, stringify!($type))
                })
            }

            atom!($type, $serialize, $as);
        }
    )*};
}

integers! {
    i8 serialize_i8 i8;
    i16 serialize_i16 i16;
    i32 serialize_i32 i32;
    i64 serialize_i64 i64;
    i128 serialize_i128 i128;
    u8 serialize_u8 u8;
    u16 serialize_u16 u16;
    u32 serialize_u32 u32;
    u64 serialize_u64 u64;
    u128 serialize_u128 u128;
    isize serialize_i64 i64;
    usize serialize_u64 u64;
}

/// Begins a number, of which `read` makes the value.
#[inline]
pub(crate) fn begin_number<T>(
    slot: &mut Option<T>,
    cursor: &mut Cursor<'_>,
    expected: &'static str,
    read: impl FnOnce(&mut Cursor<'_>, NumberText<'_>) -> Result<T, Stop>,
) -> Step {
    let read = |cursor: &mut Cursor<'_>, number: NumberText<'_>| {
        let value = read(cursor, number)?;
        cursor.leaf(number.text);
        Ok(value)
    };
    let value = match cursor.at_number()? {
        true => cursor.whole_number(read)?,
        false => fit_number(cursor, expected, read)?,
    };
    *slot = Some(value);
    Ok(())
}

/// Reads the number in a string.
#[cold]
fn fit_number<T>(
    cursor: &mut Cursor<'_>,
    expected: &'static str,
    read: impl FnOnce(&mut Cursor<'_>, NumberText<'_>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    if !cursor.state.lenient {
        return Err(cursor.unexpected(expected));
    }
    cursor.whole_string(expected, |cursor, text| number_in(cursor, text, read))
}

/// Reads the number in a text.
#[cold]
pub(crate) fn number_in<T>(
    cursor: &mut Cursor<'_>,
    text: &str,
    read: impl FnOnce(&mut Cursor<'_>, NumberText<'_>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let number = fit::number::number(text);
    let number = number.map_err(|problem| cursor.misfit_text(text, problem))?;
    cursor.fitted(RepairKind::Number);
    let integer = !number.contains(['.', 'e', 'E']);
    let text = &number;
    read(cursor, NumberText { text, integer })
}

/// The value of a number as an integer of the type `target`.
#[inline]
pub(crate) fn integer<T: FromStr>(
    cursor: &mut Cursor<'_>,
    number: NumberText<'_>,
    target: &str,
) -> Result<T, Stop> {
    if !number.integer {
        return whole_float(cursor, number, target);
    }
    // `-0` is an integer of JSON Schema, and servers that follow one write it.
    let text = if number.text == "-0" {
        "0"
    } else {
        number.text
    };
    text.parse()
        .map_err(|_| out_of_range(cursor, number, target))
}

/// The value of a number with a fraction or an exponent, which is no integer unless it is fitted.
#[cold]
fn whole_float<T: FromStr>(
    cursor: &mut Cursor<'_>,
    number: NumberText<'_>,
    target: &str,
) -> Result<T, Stop> {
    let whole = fit::number::whole(number.text).filter(|_| cursor.state.lenient);
    let Some(whole) = whole else {
        let text = short(number.text);
        return Err(cursor.misfit(format!("expected an integer, found {text}")));
    };
    cursor.fitted(RepairKind::Number);
    let value = whole.parse();
    value.map_err(|_| out_of_range(cursor, number, target))
}

#[cold]
pub(crate) fn out_of_range(cursor: &mut Cursor<'_>, number: NumberText<'_>, target: &str) -> Stop {
    cursor.misfit(format!(
        "{} is out of range for {target}",
        short(number.text)
    ))
}

impl Partial for f64 {
    type Complete = f64;

    const KINDS: Kinds = Kinds::NUMBER;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        begin_number(slot, cursor, "a number", |cursor, number| {
            parse_f64(number).ok_or_else(|| out_of_range(cursor, number, "f64"))
        })
    }

    atom!(f64, serialize_f64);
}

impl Partial for f32 {
    type Complete = f32;

    const KINDS: Kinds = Kinds::NUMBER;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        begin_number(slot, cursor, "a number", |cursor, number| {
            // By way of an f64 it would be rounded twice.
            match number.text.parse::<f32>() {
                Ok(value) if value.is_finite() => Ok(value),
                _ => Err(out_of_range(cursor, number, "f32")),
            }
        })
    }

    atom!(f32, serialize_f32);
}

impl Partial for char {
    type Complete = char;

    const KINDS: Kinds = Kinds::STRING;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let value = cursor.whole_text("a string of one character", |cursor, text| {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => {
                    cursor.leaf(text);
                    Ok(c)
                }
                _ => Err(cursor.misfit(format!("expected one character, found {:?}", short(text)))),
            }
        })?;
        *slot = Some(value);
        Ok(())
    }

    atom!(char, serialize_char);
}

/// Null, which is all that a unit is.
impl Partial for () {
    type Complete = ();

    const KINDS: Kinds = Kinds::NULL;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        if cursor.peek()? != b'n' {
            return Err(cursor.unexpected("null"));
        }
        cursor.literal(Literal::Null)?;
        cursor.leaf("null");
        *slot = Some(());
        Ok(())
    }

    fn look(&self, look: &mut Look<'_>) {
        look.leaf(true);
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<()> {
        Some(())
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
