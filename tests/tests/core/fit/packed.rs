//! An object that came in a string.

use super::*;

const PACKED: &[RepairKind] = &[RepairKind::Packed];

#[derive(Extract, Debug, PartialEq)]
struct Point {
    x: u8,
    y: Option<u8>,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "kind")]
enum Tagged {
    Point(Point),
    Named { name: String },
}

#[derive(Extract, Debug, PartialEq)]
enum External {
    Point(Point),
    Named { name: String },
    Origin,
}

fn point(x: u8) -> Point {
    Point { x, y: None }
}

#[test]
fn an_object_in_a_string_is_read() {
    fits::<Point>(r#""{\"x\": 1}""#, point(1), PACKED);
    fits::<Point>(r#"" {\"x\": 1} ""#, point(1), PACKED);
    fits::<Option<Point>>(r#""{\"x\": 1}""#, Some(point(1)), PACKED);
    fits::<Box<Point>>(r#""{\"x\": 1}""#, Box::new(point(1)), PACKED);
    fits::<BTreeMap<String, u8>>(r#""{\"a\": 1}""#, BTreeMap::from([("a".into(), 1)]), PACKED);
    fits::<(u8, u8)>(r#""[1, 2]""#, (1, 2), PACKED);
    fits::<Vec<Point>>(r#"["{\"x\": 1}"]"#, vec![point(1)], PACKED);
    fits::<Tagged>(
        r#""{\"kind\": \"Point\", \"x\": 1}""#,
        Tagged::Point(point(1)),
        PACKED,
    );
    fits::<Tagged>(
        r#""{\"x\": 1, \"kind\": \"Point\"}""#,
        Tagged::Point(point(1)),
        PACKED,
    );
    fits::<External>(
        r#""{\"Point\": {\"x\": 1}}""#,
        External::Point(point(1)),
        PACKED,
    );
    fits::<External>(
        r#"{"Point": "{\"x\": 1}"}"#,
        External::Point(point(1)),
        PACKED,
    );
    fits::<External>(
        r#"{"Named": "{\"name\": \"\\u00e9\"}"}"#,
        External::Named { name: "é".into() },
        PACKED,
    );
    is::<External>(r#""Origin""#, External::Origin);
    fits::<Point>(
        r#""{\"x\": \"1\", \"y\": \"none\"}""#,
        point(1),
        &[RepairKind::Packed, RepairKind::Number, RepairKind::Literal],
    );
    fits_as::<Point>(r#""{\"x\": 1}""#, point(1), PACKED);
}

#[test]
fn what_is_wrong_in_the_string_is_told() {
    refused::<Point>(r#""a point""#, "expected an object, found a string");
    refused::<Point>(
        r#""{\"x\": 300}""#,
        "expected an object, found a string that does not hold one: 300 is out of range for u8",
    );
    refused::<Point>(
        r#""{\"x\": 3} and more""#,
        "expected an object, found a string that does not hold one: text behind the value",
    );
    refused::<Vec<u8>>(
        r#""{}""#,
        "expected a list, found a string that does not hold one: expected a list, found an object",
    );
    let (value, _) = outcome::<Field<Point>>(r#"{"v": "{}"}"#);
    assert_eq!(value.unwrap_err(), "missing `v.x`");
}
