//! Enums whose content alone tells the variant: by its first token, or else once it is whole.

use super::tags::assert_as_serde;
use super::types::*;
use crate::contract::assert_shown;
use crate::feed;
use instructor_core::Extract;
use serde::Deserialize;

#[test]
fn the_first_variant_that_fits_is_taken() {
    for text in [
        "null",
        "true",
        "7",
        "18446744073709551615",
        "18446744073709551616",
        "-7",
        "7.0",
        "7e0",
        r#""admin""#,
        r#""\u0061dmin""#,
        r#""admi""#,
        r#""admin-of""#,
        r#""""#,
        r#"[1,"a"]"#,
        r#"[255,"a"]"#,
        r#"["1","a"]"#,
        r#"[]"#,
        r#"{"x":1,"y":2,"label":"l"}"#,
        r#"{"label":"l","unknown":{"x":"}"},"y":2,"x":1}"#,
        r#"{"the text":"t"}"#,
        r#"{"cc":"c","the text":"t"}"#,
        r#"{"x":1,"y":2}"#,
        r#"{}"#,
    ] {
        assert_as_serde::<Untagged>(text);
        assert_as_serde::<Vec<Untagged>>(&format!("[ {text} , {text}]"));
        assert_as_serde::<Option<Untagged>>(text);
    }
}

/// Both variants fit: the order decides, not how much of the text is read.
#[test]
fn an_earlier_variant_goes_before_one_that_fits_better() {
    #[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
    #[serde(untagged)]
    enum Either {
        Both {
            name: String,
            age: Option<u8>,
            email: String,
        },
        Name {
            name: String,
        },
        Any {
            age: Option<u8>,
            nick: Option<String>,
        },
    }

    for text in [
        r#"{"name":"a","email":"b","age":7}"#,
        r#"{"name":"a","age":7,"nick":"b"}"#,
        r#"{"name":"a","email":1,"nick":"b"}"#,
        r#"{"age":7,"nick":"b"}"#,
        r#"{"name":null,"nick":"b"}"#,
        r#"{"nick":"name"}"#,
    ] {
        assert_as_serde::<Either>(text);
    }
}

#[test]
fn the_first_token_tells_a_variant_that_no_other_begins_like() {
    assert_shown! { Vec<Distinct>:
        "[\"" => r#"[""]"#, "[0]";
        "ab" => r#"["ab"]"#, "[0]";
        "\",[" => r#"["ab",[]]"#, "[1]";
        "\"c" => r#"["ab",["c"]]"#, "[1][0]";
        "\",12" => r#"["ab",["c"]]"#, "[1][1]";
        "3" => r#"["ab",["c"]]"#, "[1][1]";
        "],{" => r#"["ab",["c",123],{}]"#, "[2]";
        "\"next\":{\"words\":\"d" => r#"["ab",["c",123],{"next":{"words":"d"}}]"#, "[2].next.words";
        "e\"}" => r#"["ab",["c",123],{"next":{"words":"de"}}]"#, "[2]";
    }
}

#[test]
fn what_several_variants_begin_like_shows_when_whole() {
    assert_shown! { Vec<Untagged>:
        "[\"admi" => "[]", "[0]";
        "n\"" => r#"["admin"]"#, "";
        ",tru" => r#"["admin"]"#, "[1]";
        "e" => r#"["admin",true]"#, "";
        ",12" => r#"["admin",true]"#, "[2]";
        "3," => r#"["admin",true,123]"#, "[3]";
        "{\"the text\":\"a\"" => r#"["admin",true,123]"#, "[3]";
        ",\"cc\":\"b\"" => r#"["admin",true,123]"#, "[3]";
        "}" => r#"["admin",true,123,{"cc":"b","the text":"a"}]"#, "";
        ",[1,\"" => r#"["admin",true,123,{"cc":"b","the text":"a"}]"#, "[4]";
        "\"]" => r#"["admin",true,123,{"cc":"b","the text":"a"},[1,""]]"#, "";
    }
}

/// A number that ends the text: nothing but its end tells that it is whole.
#[test]
fn a_number_at_the_end() {
    for text in ["7", "-7", "0.5", "70 "] {
        assert_as_serde::<Untagged>(text);
    }
    assert_as_serde::<Distinct>("7");
}

#[test]
fn what_does_not_fit_says_why_for_each_variant() {
    #[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
    #[serde(untagged)]
    enum Shape {
        Circle { radius: f64 },
        Square { side: f64 },
        Name(String),
    }

    assert_eq!(
        feed::error::<Shape>(r#"{"radius":"x","size":1}"#),
        "the value fits no variant: not `Circle`: expected a number, found a string; \
         not `Square`: missing `side` at byte 0"
    );
    assert_eq!(
        feed::error::<Vec<Shape>>(r#"["a", {"side":null}]"#),
        "the value fits no variant: not `Circle`: missing `radius`; \
         not `Square`: expected a number, found null at `[1]`, byte 6"
    );
    // None begins like it: that is known at once.
    assert_eq!(
        feed::error::<Vec<Shape>>("[7"),
        "expected a string or an object, found a number at `[0]`, byte 1"
    );
}
