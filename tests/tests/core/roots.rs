//! Any type as the root: bare or in the wrapper that its schema asks for.

use crate::everything::*;
use crate::pieces;
use crate::types::{Empty, Meters, Point, Role, Tags};
use instructor_core::{EachStream, ErrorKind, Extract, Parser, PartialStream, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// What a text is read as, having checked that it is the same for every cut, and where one begins within a character.
fn read<T: Extract + PartialEq + Debug>(text: &str) -> Result<T, String> {
    let feed = |pieces: &[&[u8]]| {
        let mut parser = Parser::<T::Partial>::new().unwrapping();
        let fed = pieces.iter().try_for_each(|piece| parser.feed_bytes(piece));
        fed.and_then(|()| parser.finish())
            .map_err(|error| error.to_string())
    };
    let bytes = text.as_bytes();
    let whole = feed(&[bytes]);
    for cut in 0..=bytes.len() {
        let (before, after) = bytes.split_at(cut);
        assert_eq!(feed(&[before, after]), whole, "cut at byte {cut} of {text}");
    }
    let single: Vec<_> = bytes.chunks(1).collect();
    assert_eq!(feed(&single), whole, "byte by byte: {text}");
    whole
}

/// Reads values bare and in both wrappers, as `serde_json` reads them; in a stream as well.
async fn check<T: Extract + DeserializeOwned + PartialEq + Debug>(documents: &[&str]) {
    let schema = serde_json::to_value(T::schema().wrapped()).unwrap();
    let names: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    assert!(names == ["items"] || names == ["value"], "{schema}");
    assert_eq!(schema["type"], "object");
    assert_eq!(schema["required"], json!(names));
    assert!(schema["properties"][names[0]].get("$defs").is_none());

    for bare in documents {
        let expected: T = serde_json::from_str(bare).unwrap();
        let mut texts = vec![(*bare).to_owned(), format!("  {bare}\n")];
        for key in ["items", "value"] {
            texts.push(format!("{{\"{key}\":{bare}}}"));
            texts.push(format!(
                " {{ \"{key}\" : {bare} , \"more\" : {{\"value\": [1, \"\\\"\"]}} }}"
            ));
        }
        for text in texts {
            assert_eq!(read::<T>(&text).as_ref(), Ok(&expected), "{text}");
            for size in [1, 4, 1000] {
                let stream = PartialStream::<T>::from_text(pieces::stream(pieces::of(&text, size)));
                assert_eq!(stream.complete().await.unwrap(), expected, "{text}");
            }
        }
    }
}

#[tokio::test]
async fn scalars() {
    check::<u8>(&["0", "255"]).await;
    check::<f64>(&["-1.5e3"]).await;
    check::<bool>(&["true", "false"]).await;
    check::<char>(&["\"é\""]).await;
    check::<String>(&["\"\"", r#""{\"value\": \u00e9}""#]).await;
    check::<Box<str>>(&["\"a\""]).await;
    check::<Role>(&["\"guest\"", "\"visitor\""]).await;
    check::<Meters>(&["1"]).await;
    check::<()>(&["null"]).await;
    check::<Unit>(&["null"]).await;
}

#[tokio::test]
async fn options() {
    check::<Option<Point>>(&["null", r#"{"x": 1, "y": 2, "label": "é"}"#]).await;
    check::<Option<Empty>>(&["null"]).await;
    check::<Option<u8>>(&["null", "7"]).await;
    check::<Option<Vec<Point>>>(&["null", "[]", r#"[{"x": 1, "y": 2, "label": ""}]"#]).await;
    check::<Option<BTreeMap<String, u8>>>(&["null", r#"{"a": 1}"#]).await;
    check::<Box<Option<Box<Inner>>>>(&["null", r#"{"title": "a", "deep": {"title": "b"}}"#]).await;
    check::<Option<Shape>>(&["null", r#"{"radius": 1, "kind": "Circle"}"#]).await;
}

#[tokio::test]
async fn enums() {
    check::<Shape>(&[
        r#"{"kind": "Circle", "radius": 1}"#,
        r#"{"radius": 1, "kind": "Circle", "label": "é"}"#,
        r#"{"deep": {"title": "b"}, "title": "a", "kind": "Dot"}"#,
        r#"{"kind": "Nothing"}"#,
    ])
    .await;
    check::<Act>(&[
        r#"{"do": "Say", "with": "hello"}"#,
        r#"{"with": {"to": "sea"}, "do": "Go"}"#,
        r#"{"no": {"do": 1}, "with": [1, "b"], "do": "Swap"}"#,
        r#"{"do": "Wait"}"#,
    ])
    .await;
    check::<Out>(&[
        r#""Stop""#,
        r#"{"Word": "w"}"#,
        r#"{"Maybe": null}"#,
        r#"{"Place": {"x": 1, "note": ""}}"#,
        r#"{"Two": [1, "b"]}"#,
    ])
    .await;
    check::<Any>(&[
        "7",
        r#""text""#,
        r#"["a"]"#,
        r#"{"x": 1}"#,
        r#"{"x": "no", "title": "t"}"#,
    ])
    .await;
}

#[tokio::test]
async fn tuples_and_lists() {
    check::<(u8, String)>(&[r#"[1, "a"]"#]).await;
    check::<[Point; 1]>(&[r#"[{"x": 1, "y": 2, "label": "a"}]"#]).await;
    check::<Couple>(&[r#"[1, "a"]"#]).await;
    check::<Tags>(&["[]", r#"["a"]"#]).await;
    check::<Vec<Option<Point>>>(&["[null]", r#"[{"x": 1, "y": 2, "label": "a"}, null]"#]).await;
    check::<Vec<Shape>>(&[r#"[{"kind": "Nothing"}, {"radius": 1, "kind": "Circle"}]"#]).await;
    check::<Vec<Act>>(&[r#"[{"do": "Wait"}, {"with": "a", "do": "Say"}]"#]).await;
    check::<Vec<Out>>(&[r#"["Stop", {"Word": "a"}]"#]).await;
    check::<Vec<Any>>(&[r#"[1, "a", [], {"x": 1}]"#]).await;
    check::<Vec<(u8, bool)>>(&["[[1, true], [2, false]]"]).await;
    check::<Vec<BTreeMap<String, u8>>>(&[r#"[{"items": 1, "value": 2}]"#]).await;
    check::<Vec<Unit>>(&["[null, null]"]).await;
    check::<Vec<bool>>(&["[true]"]).await;
}

#[derive(Extract, serde::Deserialize, Debug, PartialEq)]
struct Holder {
    value: Option<u8>,
    items: Vec<u8>,
}

/// An object's type is never asked for in a wrapper, nor read from one.
#[test]
fn objects_stand_alone() {
    for schema in [
        Holder::schema(),
        Point::schema(),
        Every::schema(),
        BTreeMap::<String, u8>::schema(),
        Box::<Holder>::schema(),
    ] {
        assert_eq!(schema.clone().wrapped(), schema);
    }
    let holder = Holder {
        value: Some(1),
        items: vec![2],
    };
    assert_eq!(read(r#"{"value": 1, "items": [2]}"#), Ok(holder));
    let holder = Holder {
        value: None,
        items: vec![],
    };
    assert_eq!(read(r#"{"items": []}"#), Ok(holder));
    let inside = r#"{"value": {"value": 1, "items": []}}"#;
    assert!(read::<Holder>(inside).unwrap_err().contains("at `value`"));
    let map = BTreeMap::from([("value".to_owned(), 1u8)]);
    assert_eq!(read(r#"{"value": 1}"#), Ok(map));
    assert_eq!(read(r#"{"value": 1}"#), Ok(json!({"value": 1})));
}

/// Where some values are objects, the first key decides, and in the wrapper it does no more.
#[test]
fn a_value_with_a_field_called_as_the_wrapper_is_told_in_the_wrapper() {
    let holder = || {
        Some(Holder {
            value: Some(1),
            items: vec![2],
        })
    };
    assert_eq!(
        read(r#"{"value": {"value": 1, "items": [2]}}"#),
        Ok(holder())
    );
    assert_eq!(
        read(r#"{"value": {"items": [2], "value": 1}, "items_": 0}"#),
        Ok(holder())
    );
    assert_eq!(read(r#"{"value": null}"#), Ok(None::<Holder>));
    // The first key is not the wrapper's: from there on, any is the value's.
    assert_eq!(
        read(r#"{"note": {}, "value": 1, "items": [2]}"#),
        Ok(holder())
    );
    // It is: the value is what is in it.
    assert_eq!(
        read::<Option<Holder>>(r#"{"value": 1, "items": [2]}"#),
        Err("expected an object, found a number at byte 10".to_owned())
    );
}

#[test]
fn errors() {
    assert_eq!(
        read::<Shape>(r#"{"value": {"kind": "Square"}}"#),
        Err("unknown variant `Square`, expected one of `Circle`, `Dot`, `Nothing` at `kind`, byte 19".to_owned())
    );
    assert_eq!(
        read::<Shape>(r#"{"kind": "Square"}"#),
        Err("unknown variant `Square`, expected one of `Circle`, `Dot`, `Nothing` at `kind`, byte 9".to_owned())
    );
    assert_eq!(
        read::<Vec<Point>>(r#"{"value": [{"x": 1, "y": true}]}"#),
        Err("expected a number, found a bool at `[0].y`, byte 25".to_owned())
    );
    assert_eq!(
        read::<(u8, String)>(r#"{"items": [1]}"#),
        Err("missing `[1]`".to_owned())
    );
    let mut parser = Parser::<u8>::new().unwrapping();
    parser.feed(r#"{"value": 1"#).unwrap();
    assert_eq!(parser.finish().unwrap_err().kind(), ErrorKind::Incomplete);
}

/// Elements, too, of a list that is wrapped or not.
#[tokio::test]
async fn each_element_of_a_list_of_anything() {
    async fn each<T: Extract + DeserializeOwned + PartialEq + Debug>(list: &str) {
        let expected: Vec<T> = serde_json::from_str(list).unwrap();
        for text in [list.to_owned(), format!("{{\"items\": {list}}}")] {
            for size in [1, 3, 1000] {
                let pieces = pieces::of(&text, size);
                let mut stream = EachStream::<T>::from_text(pieces::stream(pieces));
                let mut elements = Vec::new();
                while let Some(element) = stream.next().await {
                    elements.push(element.unwrap());
                }
                assert_eq!(elements, expected, "{text}");
            }
        }
    }
    each::<Shape>(r#"[{"kind": "Nothing"}, {"radius": 1, "kind": "Circle"}]"#).await;
    each::<Out>(r#"["Stop", {"Word": "a"}, "Stop"]"#).await;
    each::<Any>(r#"[1, {"title": ""}, [], "a"]"#).await;
    each::<Option<Point>>(r#"[null, {"x": 1, "y": 2, "label": "a"}]"#).await;
    each::<(u8, Option<Unit>)>("[[1, null], [2, null]]").await;
    each::<Value>(r#"[null, 1, {"a": []}]"#).await;
}

/// The definitions stand beside the properties, where references find them.
#[test]
fn a_wrapper_keeps_the_definitions() {
    let schema: Schema = Vec::<Inner>::schema().wrapped();
    let json = serde_json::to_value(&schema).unwrap();
    assert_eq!(
        json["properties"]["items"]["items"],
        json!({"$ref": "#/$defs/Inner"})
    );
    assert_eq!(json["$defs"]["Inner"]["type"], "object");
    assert_eq!(schema.wrapped(), Vec::<Inner>::schema().wrapped());
}
