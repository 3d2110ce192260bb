//! A key that comes twice: the last one wins, and nothing of the first is left.

use crate::feed::value;
use crate::types::*;
use instructor_core::{Extract, Parser};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

#[derive(Extract, Debug, Clone, PartialEq, Default)]
struct All {
    text: Option<String>,
    number: Option<i64>,
    role: Option<Role>,
    list: Option<Vec<String>>,
    point: Option<Near>,
    map: Option<BTreeMap<String, u8>>,
    any: Option<Value>,
}

#[derive(Extract, Debug, Clone, PartialEq, Default)]
struct Near {
    x: Option<u8>,
    y: Option<u8>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Defaults {
    #[serde(default)]
    text: String,
    #[serde(default, alias = "count")]
    number: i64,
    #[serde(default)]
    list: Vec<String>,
    #[serde(default)]
    flag: bool,
    #[serde(default = "guest")]
    role: Role,
    #[serde(default)]
    near: Near,
}

fn guest() -> Role {
    Role::Guest
}

fn defaults() -> Defaults {
    value("{}")
}

#[test]
fn of_a_scalar() {
    let all = value::<All>(
        r#"{"text": "a long first", "number": 1984, "role": "admin", "text": "b", "number": -7, "role": "guest"}"#,
    );
    let expected = All {
        text: Some("b".into()),
        number: Some(-7),
        role: Some(Role::Guest),
        ..All::default()
    };
    assert_eq!(all, expected);
}

#[test]
fn at_once() {
    assert_eq!(
        value::<All>(r#"{"text":"a","text":"","text":"c"}"#)
            .text
            .as_deref(),
        Some("c")
    );
    assert_eq!(
        value::<All>(r#"{"number":1,"number":2 ,"number" : 3}"#).number,
        Some(3)
    );
}

#[test]
fn with_null() {
    assert_eq!(value::<All>(r#"{"text": "a", "text": null}"#).text, None);
    assert_eq!(
        value::<All>(r#"{"text": null, "text": "b"}"#)
            .text
            .as_deref(),
        Some("b")
    );
    assert_eq!(
        value::<All>(r#"{"point": {"x": 1}, "point": null}"#).point,
        None
    );
    assert_eq!(
        value::<All>(r#"{"number": 7, "number": null, "text": ""}"#).number,
        None
    );
}

#[test]
fn of_a_container_does_not_mix() {
    let all = value::<All>(r#"{"list": ["a", "b"], "list": ["c"]}"#);
    assert_eq!(all.list.unwrap(), ["c"]);
    let all = value::<All>(r#"{"point": {"x": 1, "y": 2}, "point": {"y": 3}}"#);
    assert_eq!(
        all.point,
        Some(Near {
            x: None,
            y: Some(3)
        })
    );
    let all = value::<All>(r#"{"map": {"a": 1}, "map": {"b": 2}}"#);
    assert_eq!(all.map, Some(BTreeMap::from([("b".into(), 2)])));
    let all = value::<All>(r#"{"any": {"a": [1]}, "any": [{"b": "c"}]}"#);
    assert_eq!(all.any, Some(json!([{"b": "c"}])));
    let all = value::<All>(r#"{"any": "text", "any": {}}"#);
    assert_eq!(all.any, Some(json!({})));
}

#[test]
fn in_a_map() {
    let text = r#"{"a": {"x": 1, "y": 2}, "b": {}, "a": {"x": 3}, "\u0061": {"y": 4}}"#;
    let near = Near {
        x: None,
        y: Some(4),
    };
    assert_eq!(value::<HashMap<String, Near>>(text)["a"], near);
    assert_eq!(value::<BTreeMap<String, Near>>(text)["a"], near);
    assert_eq!(
        value::<BTreeMap<String, u8>>(r#"{"a": 1, "a": 23 }"#)["a"],
        23
    );
    assert_eq!(
        value::<BTreeMap<String, String>>(r#"{"a": "one", "a": "two"}"#)["a"],
        "two"
    );
    assert_eq!(
        value::<BTreeMap<String, Option<String>>>(r#"{"a": "one", "a": null}"#)["a"],
        None
    );
    assert_eq!(
        value::<Value>(r#"{"a": {"b": 1}, "a": {"c": ""}}"#),
        json!({"a": {"c": ""}})
    );
}

#[test]
fn deep_inside() {
    let text = r#"{"name": "", "children": [{"name": "a", "children": [], "name": "b", "children": [{"name": "c", "children": []}]}]}"#;
    let node = value::<Node>(text);
    assert_eq!(node.children[0].name, "b");
    assert_eq!(node.children[0].children[0].name, "c");
}

#[test]
fn of_a_field_with_a_default() {
    let text = r#"{"text": "a", "text": "b", "number": 1, "number": 2, "list": ["a"], "list": [], "flag": true, "flag": false}"#;
    assert_eq!(
        value::<Defaults>(text),
        Defaults {
            text: "b".into(),
            number: 2,
            ..defaults()
        }
    );
    let text = r#"{"near": {"x": 1}, "near": {"y": 2}, "role": "admin", "role": "guest"}"#;
    assert_eq!(
        value::<Defaults>(text),
        Defaults {
            near: Near {
                x: None,
                y: Some(2)
            },
            ..defaults()
        }
    );
}

/// The wish for the default comes last, so it wins.
#[test]
fn of_a_field_with_a_default_with_null() {
    let text = r#"{"text": "a", "text": null, "number": 1, "number":null, "role": "admin", "role" : null}"#;
    assert_eq!(value::<Defaults>(text), defaults());
    assert_eq!(
        value::<Defaults>(r#"{"text": null, "text": "b"}"#).text,
        "b"
    );
}

#[test]
fn null_for_a_field_with_a_default_takes_the_default() {
    let text =
        r#"{"text": null, "number": null, "list": null, "flag": null, "role": null, "near": null}"#;
    assert_eq!(value::<Defaults>(text), defaults());
    let text = r#"{"USER-NAME": null, "MAX-WIDTH": null, "ROLE": null, "POINTS": null}"#;
    assert_eq!(value::<Settings>(text), Settings::default());
}

#[test]
fn by_an_alias() {
    assert_eq!(value::<Defaults>(r#"{"number": 1, "count": 2}"#).number, 2);
    assert_eq!(value::<Defaults>(r#"{"count": 1, "number": 2}"#).number, 2);
}

#[test]
fn progress_does_not_fall() {
    let mut parser = Parser::<PartialNear>::new();
    let mut last = 0;
    for piece in [
        "{\"x\": 1, \"y\": 2",
        ", \"x\"",
        ": ",
        "3",
        ", \"y\":",
        " null",
        "}",
    ] {
        parser.feed(piece).unwrap();
        let (closed, of) = parser.progress();
        assert!(closed >= last && of == 2, "{closed} of {of}");
        last = closed;
    }
    assert_eq!(last, 2);
}

mod in_the_content_of_an_enum {
    use super::*;
    use instructor_core::Extract;

    #[derive(Extract, Debug, PartialEq)]
    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        Fields { x: Option<i32>, y: Option<i32> },
        Pair(i32, i32),
        One(Vec<i32>),
    }

    #[test]
    fn the_last_content_replaces_the_one_before() {
        assert_eq!(
            value::<Adjacent>(r#"{"t": "Fields", "c": {"x": 1}, "c": {"y": 2}}"#),
            Adjacent::Fields {
                x: None,
                y: Some(2)
            }
        );
        assert_eq!(
            value::<Adjacent>(r#"{"c": [7, 8], "t": "Pair", "c": [3, 4]}"#),
            Adjacent::Pair(3, 4)
        );
        assert_eq!(
            value::<Adjacent>(r#"{"t": "One", "c": [1, 2], "c": [3]}"#),
            Adjacent::One(vec![3])
        );
    }

    #[test]
    fn what_the_last_content_lacks_is_missing() {
        let error = crate::feed::error::<Adjacent>(r#"{"t": "Pair", "c": [1, 2], "c": [3]}"#);
        assert_eq!(error, "missing `c[1]`");
    }
}
