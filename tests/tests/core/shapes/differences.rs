//! Where our reading is not that of `serde`, on purpose.

use super::types::*;
use crate::feed::{error, value};
use crate::types::{Point, Role};
use instructor_core::Extract;
use serde::Deserialize;
use std::collections::BTreeMap;

#[track_caller]
fn assert_not_serde<'a, T: Deserialize<'a> + std::fmt::Debug>(text: &'a str) {
    let theirs = serde_json::from_str::<T>(text);
    assert!(theirs.is_err(), "serde reads it too: {theirs:?}");
}

#[test]
fn a_struct_variant_is_not_read_from_a_list() {
    let text = r#"{"reply":["a",true,null]}"#;
    serde_json::from_str::<External>(text).unwrap();
    assert!(error::<External>(text).starts_with("expected an object, found a list at `reply`"));
    let text = r#"["send-reply",["a",1,null]]"#;
    assert!(error::<Internal>(text).starts_with("expected an object, found a list"));
    let text = r#"["Count",7]"#;
    serde_json::from_str::<Adjacent>(text).unwrap();
    assert!(error::<Adjacent>(text).starts_with("expected an object, found a list"));
}

#[test]
fn null_is_the_default_of_a_field_that_has_one() {
    let text = r#"{"type":"send-reply","FIRST_TEXT":"a","DAYS":null}"#;
    assert_not_serde::<Internal>(text);
    let expected = Internal::SendReply {
        first_text: "a".to_owned(),
        days: 7,
        carbon_copy: None,
    };
    assert_eq!(value::<Internal>(text), expected);
    let text = r#"{"DAYS":null,"FIRST_TEXT":"a","type":"send-reply"}"#;
    assert_eq!(value::<Internal>(text), expected);
    assert_eq!(
        value::<Deep>(r#"{"width":1,"height":null,"depth":2}"#),
        Deep {
            extent: Box::new(Extent {
                width: 1,
                height: 1.0
            }),
            depth: 2
        }
    );
}

#[test]
fn the_last_of_two_equal_keys_wins() {
    for text in [
        r#"{"type":"go","x":1,"y":2,"label":"a","x":3}"#,
        r#"{"x":1,"y":2,"x":3,"label":"a","type":"go"}"#,
        r#"{"x":1,"y":2,"label":"a","type":"go","x":3}"#,
    ] {
        assert_not_serde::<Internal>(text);
        let point = Point {
            x: 3,
            y: 2.0,
            label: "a".to_owned(),
        };
        assert_eq!(value::<Internal>(text), Internal::MoveTo(point));
    }
    let text = r#"{"content":1,"variant":"Count","content":2}"#;
    assert_not_serde::<Adjacent>(text);
    assert_eq!(value::<Adjacent>(text), Adjacent::Count(2));
    let text = r#"{"name":"a","points":[],"points \"of\" it":[],"name":"b"}"#;
    assert_eq!(value::<Base>(text).name, "b");
}

#[test]
fn minus_zero_is_an_integer() {
    assert_eq!(value::<Untagged>("-0"), Untagged::Count(0));
    assert_eq!(
        serde_json::from_str::<Untagged>("-0").unwrap(),
        Untagged::Amount(-0.0)
    );
}

/// `serde` gives all entries to a map that stands before a struct.
#[test]
fn a_flattened_map_gets_no_key_of_a_struct_beside_it() {
    #[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
    struct MapFirst {
        #[serde(flatten)]
        rest: BTreeMap<String, u32>,
        #[serde(flatten)]
        extent: Extent,
        own: u32,
    }

    let text = r#"{"a":1,"width":2,"height":3.5,"own":4,"b":5}"#;
    let ours = value::<MapFirst>(text);
    let keys: Vec<_> = ours.rest.keys().map(String::as_str).collect();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(
        (ours.extent.width, ours.extent.height, ours.own),
        (2, 3.5, 4)
    );
}

#[test]
fn the_elements_of_a_tuple_have_to_be_there() {
    type Holes = (u8, Option<u8>);
    assert_eq!(value::<Holes>("[1,null]"), (1, None));
    assert_eq!(error::<Holes>("[1]"), "missing `[1]`");
    assert_eq!(error::<[Option<u8>; 2]>("[null]"), "missing `[1]`");
}

#[test]
fn unknown_keys_do_not_matter_to_any_shape() {
    assert_eq!(
        value::<InAdjacent>(r#"{"a":[],"tag":"Map","value":{},"b":{}}"#),
        InAdjacent::Map(BTreeMap::new())
    );
    assert_eq!(value::<Unit>("null"), Unit);
    assert_eq!(
        value::<Flat>(
            r#"{"number":1,"x":{},"name":"n","points":[],"role":"guest","y":[],"width":2,"depth":3}"#
        ),
        Flat {
            number: 1,
            base: Base {
                name: "n".to_owned(),
                points: vec![],
                role: Some(Role::Guest)
            },
            action: None,
            deep: Deep {
                extent: Box::new(Extent {
                    width: 2,
                    height: 1.0
                }),
                depth: 3
            },
        }
    );
}

/// `serde` puts a buffer before an untagged enum, in which every number is read.
#[test]
fn an_unknown_number_may_be_out_of_range() {
    let text = r#"{"x":1,"y":0.5,"label":"a","unknown":1e999}"#;
    assert_not_serde::<Untagged>(text);
    let point = Point {
        x: 1,
        y: 0.5,
        label: "a".to_owned(),
    };
    assert_eq!(value::<Untagged>(text), Untagged::Point(point));
}
