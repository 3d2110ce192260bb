//! `Decimal`.

use super::text;
use crate::extract::Extract;
use crate::json::number::NumberText;
use crate::json::{Cursor, Step};
use crate::partial::atom::{begin_number, number_in, out_of_range};
use crate::partial::{Kinds, Partial, Trail};
use crate::schema::{Definitions, Schema};
use rust_decimal::Decimal;
use serde::Serializer;

/// What a decimal is asked for as: a string, since a number would have been rounded by many who read it.
const PATTERN: &str = "^-?[0-9]+([.][0-9]+)?$";
const EXPECTED: &str = "a decimal number such as \"19.99\"";

impl Extract for Decimal {
    type Partial = Self;

    fn name() -> String {
        "Decimal".to_owned()
    }

    fn describe(_: &mut Definitions) -> Schema {
        text::of_pattern(PATTERN)
    }
}

/// A number is taken as well, digit by digit.
impl Partial for Decimal {
    type Complete = Self;

    const KINDS: Kinds = Kinds::STRING.or(Kinds::NUMBER);

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        let read = |cursor: &mut Cursor<'_>, number: NumberText<'_>| {
            let value = number.text.parse();
            value.map_err(|_| out_of_range(cursor, number, "Decimal"))
        };
        if cursor.peek()? != b'"' {
            return begin_number(slot, cursor, EXPECTED, read);
        }
        if !cursor.state.lenient {
            return text::begin(slot, cursor, EXPECTED, str::parse);
        }
        *slot = Some(cursor.whole_string(EXPECTED, |cursor, text| {
            let value = text.parse();
            let value = value.or_else(|_| number_in(cursor, text, read))?;
            cursor.leaf(text);
            Ok(value)
        })?);
        Ok(())
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<Self> {
        Some(self)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
