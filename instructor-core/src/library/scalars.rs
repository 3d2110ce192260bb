//! Bools, numbers, `char`, `String`, the unit and untyped values: their own partials, which stand in `partial`.

use crate::extract::Extract;
use crate::schema::{Definitions, Schema};
use serde_json::Value;

macro_rules! scalars {
    ($($type:ty: $name:literal, $schema:expr;)*) => {$(
        impl Extract for $type {
            type Partial = $type;

            fn name() -> String {
                $name.to_owned()
            }

            fn describe(_: &mut Definitions) -> Schema {
                $schema
            }
        }
    )*};
}

pub(super) fn integer(minimum: i64, maximum: i64) -> Schema {
    Schema::of_type("integer")
        .with("minimum", minimum)
        .with("maximum", maximum)
}

// The bounds of integers of 64 bits and more are beyond what JSON numbers carry everywhere.
scalars! {
    bool: "bool", Schema::of_type("boolean");
    i8: "i8", integer(i8::MIN.into(), i8::MAX.into());
    i16: "i16", integer(i16::MIN.into(), i16::MAX.into());
    i32: "i32", integer(i32::MIN.into(), i32::MAX.into());
    i64: "i64", Schema::of_type("integer");
    i128: "i128", Schema::of_type("integer");
    isize: "isize", Schema::of_type("integer");
    u8: "u8", integer(0, u8::MAX.into());
    u16: "u16", integer(0, u16::MAX.into());
    u32: "u32", integer(0, u32::MAX.into());
    u64: "u64", Schema::of_type("integer").with("minimum", 0);
    u128: "u128", Schema::of_type("integer").with("minimum", 0);
    usize: "usize", Schema::of_type("integer").with("minimum", 0);
    f32: "f32", Schema::of_type("number");
    f64: "f64", Schema::of_type("number");
    char: "char", Schema::of_type("string").with("minLength", 1).with("maxLength", 1);
    String: "String", Schema::of_type("string");
    Value: "Value", Schema::new();
    (): "Unit", Schema::of_type("null");
}
