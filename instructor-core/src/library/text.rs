//! Values that are written as a string, and show when that is whole and valid.

use crate::json::number::short;
use crate::json::{Cursor, Step};
use crate::schema::Schema;
use std::borrow::Cow;

/// Asks for types as strings, which keys of a map can be too: what is expected of the string, the schema, how it is read, and how it is written.
macro_rules! texts {
    ($($type:ty: $name:literal, $expected:literal, $schema:expr, $read:expr, |$value:ident| $write:expr;)*) => {$(
        $crate::library::text::text! {
            [] $type where []: $name, $expected, $schema, $read, |$value| $write
        }
    )*};
}
pub(super) use texts;

/// As [`texts`], of one type, which may be generic.
macro_rules! text {
    (
        [$($generics:tt)*] $type:ty where [$($bounds:tt)*]:
        $name:literal, $expected:literal, $schema:expr, $read:expr, |$value:ident| $write:expr
    ) => {
        impl<$($generics)*> $crate::Extract for $type where $($bounds)* {
            type Partial = Self;

            fn name() -> String {
                $name.to_owned()
            }

            fn describe(_: &mut $crate::schema::Definitions) -> $crate::Schema {
                $schema
            }
        }

        impl<$($generics)*> $crate::Partial for $type where $($bounds)* {
            type Complete = Self;

            const KINDS: $crate::partial::Kinds = $crate::partial::Kinds::STRING;

            fn begin(
                slot: &mut Option<Self>,
                cursor: &mut $crate::json::Cursor<'_>,
            ) -> $crate::json::Step {
                $crate::library::text::begin(slot, cursor, $expected, $read)
            }

            fn complete_at(self, _: &$crate::partial::Trail<'_>) -> Option<Self> {
                Some(self)
            }

            fn serialize_partial<Ser: serde::Serializer>(
                &self,
                serializer: Ser,
            ) -> Result<Ser::Ok, Ser::Error> {
                let $value = self;
                serializer.collect_str(&$write)
            }
        }

        impl<$($generics)*> $crate::partial::key::Key for $type where $($bounds)* {
            type Lookup = Self;

            fn lookup(text: &str) -> Option<std::borrow::Cow<'_, Self>> {
                $crate::library::text::key(text, $read)
            }

            fn text(&self) -> std::borrow::Cow<'_, str> {
                let $value = self;
                std::borrow::Cow::Owned($write.to_string())
            }

            fn describe(_: &mut $crate::schema::Definitions) -> Option<$crate::Schema> {
                Some($schema)
            }

            fn expected() -> String {
                $expected.to_owned()
            }
        }
    };
}
pub(super) use text;

/// Begins a value of which `read` knows the text.
pub(super) fn begin<T, E>(
    slot: &mut Option<T>,
    cursor: &mut Cursor<'_>,
    expected: &'static str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Step {
    let value = cursor.whole_text(expected, |cursor, text| match read(text) {
        Ok(value) => {
            cursor.leaf(text);
            Ok(value)
        }
        Err(_) => Err(cursor.misfit_text(
            text,
            format!("expected {expected}, found {:?}", short(text)),
        )),
    })?;
    *slot = Some(value);
    Ok(())
}

/// The key that `text` is, of which `read` knows.
pub(super) fn key<T: Clone, E>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Cow<'_, T>> {
    read(text).ok().map(Cow::Owned)
}

pub(super) fn of_format(format: &'static str) -> Schema {
    Schema::of_type("string").with("format", format)
}

/// Where JSON Schema has no format that fits.
pub(super) fn of_pattern(pattern: &'static str) -> Schema {
    Schema::of_type("string").with("pattern", pattern)
}

/// A time of day. JSON Schema's `time` has an offset, and this has none.
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) const TIME: &str = "^[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?$";

/// A date and a time of day.
#[cfg(any(feature = "chrono", feature = "jiff"))]
pub(super) const DATE_TIME: &str =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?$";
