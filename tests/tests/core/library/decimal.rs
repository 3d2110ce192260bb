//! `Decimal`, from a string or a number.

use super::{assert_fits, refuses, same, schema_of, written};
use crate::contract::assert_shown;
use crate::feed::value;
use instructor_core::Extract;
use rust_decimal::Decimal;
use serde_json::json;

#[test]
fn it_is_what_serde_reads() {
    same::<Decimal>(&[
        "\"19.99\"",
        "\"-0.10\"",
        "\"79228162514264337593543950335\"",
        "\"1.5e3\"",
        "19.99",
        "-7",
        "1.5e3",
        "18446744073709551615",
    ]);
    assert_eq!(
        schema_of::<Decimal>(),
        json!({"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"})
    );
}

/// By way of an `f64`, which is how `serde_json` hands it on, most digits would be lost.
#[test]
fn a_number_is_read_digit_by_digit() {
    for text in [
        "1.10",
        "1234567890123456789.123456789",
        "79228162514264337593543950335",
        "0.1000000000000000055511151231",
    ] {
        let decimal = value::<Decimal>(text);
        assert_eq!(decimal.to_string(), text);
        assert_eq!(written::<Decimal>(text), text);
        assert_fits(&Decimal::schema(), &written::<Decimal>(text));
    }
}

#[test]
fn it_shows_when_whole() {
    assert_shown! { Vec<Decimal>:
        "[1" => "[]", "[0]";
        "9.9" => "[]", "[0]";
        "9, \"0.5" => r#"["19.99"]"#, "[1]";
        "0\"" => r#"["19.99","0.50"]"#, "";
    }
}

#[test]
fn anything_else_is_an_error() {
    refuses::<Decimal>(
        "\"19,99\"",
        "expected a decimal number such as \"19.99\", found \"19,99\" at `[0]`, byte 1",
    );
    refuses::<Decimal>(
        "true",
        "expected a decimal number such as \"19.99\", found a bool at `[0]`, byte 1",
    );
    refuses::<Decimal>(
        "79228162514264337593543950336",
        "79228162514264337593543950336 is out of range for Decimal at `[0]`, byte 1",
    );
}
