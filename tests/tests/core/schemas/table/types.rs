//! The tables of types.

use super::Table;
use super::row::{code, refused, schema, shows_in_a_list};
use instructor_core::Extract;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::sync::Arc;

const COLUMNS: &[&str] = &["type", "schema", "shows", "refused"];

fn row<T: Extract + Debug + PartialEq>(name: &str, document: &str, wrong: &[&str]) -> Vec<String> {
    vec![
        code(name),
        schema::<T>(),
        shows_in_a_list::<T>(document),
        refused::<T>(wrong),
    ]
}

/// A table of rows: a type, a document of it, and documents that are none.
macro_rules! types {
    ($name:literal: $($type:ty, $document:literal, [$($wrong:literal),*];)*) => {
        Table {
            name: $name,
            columns: COLUMNS,
            rows: vec![$(row::<$type>(stringify!($type), $document, &[$($wrong),*])),*],
        }
    };
}

pub(super) fn tables() -> Vec<Table> {
    vec![
        types! { "scalars":
            bool, "true", ["1", "\"true\"", "null"];
            u8, "19", ["256", "-1", "1.5", "\"19\""];
            u16, "1984", ["65536"];
            u32, "1984", ["4294967296"];
            u64, "1984", ["-1"];
            u128, "1984", ["-1"];
            usize, "1984", ["-1"];
            i8, "-19", ["128"];
            i16, "-19", ["32768"];
            i32, "-19", ["2147483648"];
            i64, "-19", ["9223372036854775808"];
            i128, "-19", ["0.5"];
            isize, "-19", ["0.5"];
            f32, "2.5", ["1e39", "\"2.5\""];
            f64, "1e3", ["1e309", "NaN"];
            char, "\"é\"", ["\"\"", "\"ab\""];
            (), "null", ["0"];
        },
        types! { "text":
            String, "\"Ana\"", ["7", "null"];
            Box<str>, "\"Ana\"", ["7"];
            Arc<str>, "\"Ana\"", ["7"];
        },
        types! { "containers":
            Option<u8>, "null", ["\"\"", "256"];
            Option<String>, "\"A\"", ["7"];
            Box<String>, "\"A\"", ["7"];
            Arc<u8>, "7", ["null"];
            Vec<u8>, "[7, 8]", ["7", "[256]"];
            [u8; 2], "[7, 8]", ["[7]", "[7, 8, 9]"];
            (u8, String), "[7, \"A\"]", ["[7]", "[7, \"A\", 8]", "[\"A\", 7]"];
            HashMap<String, u8>, "{\"a\": 7}", ["[]", "{\"a\": null}"];
            BTreeMap<String, Vec<u8>>, "{\"a\": [7]}", ["{\"a\": 7}"];
            Value, "{\"a\": [1, \"b\"]}", ["{\"a\"}"];
        },
    ]
}
