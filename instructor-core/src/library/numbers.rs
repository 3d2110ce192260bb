//! Integers that are not zero, that saturate, or that threads share.

use super::alike::alike;
use super::scalars::integer as bounded;
use crate::extract::Extract;
use crate::json::{Cursor, Step};
use crate::partial::atom::{begin_number, integer};
use crate::partial::{Kinds, Partial, Trail, Via};
use crate::schema::{Definitions, Schema};
use serde::Serializer;
use std::num::{NonZero, Saturating};
use std::sync::atomic::*;

macro_rules! integers {
    ($($int:ident $name:literal $nonzero:expr;)*) => {$(
        impl Extract for NonZero<$int> {
            type Partial = Self;

            fn name() -> String {
                $name.to_owned()
            }

            fn describe(_: &mut Definitions) -> Schema {
                $nonzero
            }
        }

        impl Partial for NonZero<$int> {
            type Complete = Self;

            const KINDS: Kinds = Kinds::NUMBER;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                begin_number(slot, cursor, "an integer", |cursor, number| {
                    integer(cursor, number, concat!("NonZero<", stringify!($int), ">"))
                })
            }

            fn complete_at(self, _: &Trail<'_>) -> Option<Self> {
                Some(self)
            }

            fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.get().serialize_partial(serializer)
            }
        }

        impl Extract for Saturating<$int> {
            type Partial = Self;

            fn name() -> String {
                $int::name()
            }

            fn describe(definitions: &mut Definitions) -> Schema {
                $int::describe(definitions)
            }
        }

        /// An integer beyond its bounds is the nearest of them.
        impl Partial for Saturating<$int> {
            type Complete = Self;

            const KINDS: Kinds = Kinds::NUMBER;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                begin_number(slot, cursor, "an integer", |cursor, number| {
                    let value = match number.text.parse() {
                        Ok(value) => value,
                        Err(_) if !number.integer => {
                            let wide: i128 = integer(cursor, number, stringify!($int))?;
                            let bound = if wide < 0 { $int::MIN } else { $int::MAX };
                            $int::try_from(wide).unwrap_or(bound)
                        }
                        // An integer that does not parse is too great or too small.
                        Err(_) if number.text.starts_with('-') => $int::MIN,
                        Err(_) => $int::MAX,
                    };
                    Ok(Saturating(value))
                })
            }

            fn complete_at(self, _: &Trail<'_>) -> Option<Self> {
                Some(self)
            }

            fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize_partial(serializer)
            }
        }
    )*};
}

fn not_zero(schema: Schema) -> Schema {
    schema.with("not", Schema::new().with("const", 0))
}

integers! {
    i8 "NonZeroI8" not_zero(bounded(i8::MIN.into(), i8::MAX.into()));
    i16 "NonZeroI16" not_zero(bounded(i16::MIN.into(), i16::MAX.into()));
    i32 "NonZeroI32" not_zero(bounded(i32::MIN.into(), i32::MAX.into()));
    i64 "NonZeroI64" not_zero(Schema::of_type("integer"));
    i128 "NonZeroI128" not_zero(Schema::of_type("integer"));
    isize "NonZeroIsize" not_zero(Schema::of_type("integer"));
    u8 "NonZeroU8" bounded(1, u8::MAX.into());
    u16 "NonZeroU16" bounded(1, u16::MAX.into());
    u32 "NonZeroU32" bounded(1, u32::MAX.into());
    u64 "NonZeroU64" Schema::of_type("integer").with("minimum", 1);
    u128 "NonZeroU128" Schema::of_type("integer").with("minimum", 1);
    usize "NonZeroUsize" Schema::of_type("integer").with("minimum", 1);
}

alike! {
    #[cfg(target_has_atomic = "8")]
    [] AtomicBool as bool, Via<bool, Self>;
    #[cfg(target_has_atomic = "8")]
    [] AtomicI8 as i8, Via<i8, Self>;
    #[cfg(target_has_atomic = "16")]
    [] AtomicI16 as i16, Via<i16, Self>;
    #[cfg(target_has_atomic = "32")]
    [] AtomicI32 as i32, Via<i32, Self>;
    #[cfg(target_has_atomic = "64")]
    [] AtomicI64 as i64, Via<i64, Self>;
    #[cfg(target_has_atomic = "ptr")]
    [] AtomicIsize as isize, Via<isize, Self>;
    #[cfg(target_has_atomic = "8")]
    [] AtomicU8 as u8, Via<u8, Self>;
    #[cfg(target_has_atomic = "16")]
    [] AtomicU16 as u16, Via<u16, Self>;
    #[cfg(target_has_atomic = "32")]
    [] AtomicU32 as u32, Via<u32, Self>;
    #[cfg(target_has_atomic = "64")]
    [] AtomicU64 as u64, Via<u64, Self>;
    #[cfg(target_has_atomic = "ptr")]
    [] AtomicUsize as usize, Via<usize, Self>;
}
