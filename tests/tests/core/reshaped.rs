//! Answers that a dialect has reshaped: maps as lists of entries, tuples as objects, untyped values as JSON in strings.

use crate::feed;
use crate::json::{Json, render};
use crate::samples::{Sample, run, test_each_type};
use crate::types::*;
use instructor_core::{ErrorKind, Extract, FieldState, Limits, Parser};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

mod any_cut_gives_the_natural_value {
    use super::*;

    fn check<T: Sample>() {
        let schema = serde_json::to_value(T::schema()).unwrap();
        run(12, (T::documents(), any::<bool>()), |(document, early)| {
            let value: T = serde_json::from_str(&render(&document, 0))?;
            let reshaper = Reshaper {
                document: &schema,
                early,
            };
            let text = render(&reshaper.json(&schema, &document), 0);
            for cut in 0..=text.len() {
                let (before, after) = text.as_bytes().split_at(cut);
                let read = read::<T>(&[before, after]);
                prop_assert_eq!(read.as_ref(), Ok(&value), "cut at byte {} of {}", cut, text);
            }
            let read = read::<T>(&feed::single_bytes(text.as_bytes()));
            prop_assert_eq!(read.as_ref(), Ok(&value), "byte by byte: {}", text);
            Ok(())
        });
    }

    test_each_type!(check);
}

fn read<T: Extract>(pieces: &[&[u8]]) -> Result<T, String> {
    let mut parser = Parser::<T::Partial>::new().reshaped();
    for piece in pieces {
        parser
            .feed_bytes(piece)
            .map_err(|error| error.to_string())?;
    }
    parser.finish().map_err(|error| error.to_string())
}

/// What comes of a text, which is the same for every cut.
fn outcome<T: Extract + PartialEq + Debug>(text: &str) -> Result<T, String> {
    let whole = read::<T>(&[text.as_bytes()]);
    for cut in 0..=text.len() {
        let (before, after) = text.as_bytes().split_at(cut);
        assert_eq!(read::<T>(&[before, after]), whole, "cut at {cut} of {text}");
    }
    assert_eq!(
        read::<T>(&feed::single_bytes(text.as_bytes())),
        whole,
        "{text}"
    );
    whole
}

/// Puts a document as the reshaped form of its schema asks for it.
struct Reshaper<'a> {
    document: &'a Value,
    /// Whether the values of entries come before their keys.
    early: bool,
}

impl<'a> Reshaper<'a> {
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some("#") => self.document,
            Some(reference) => self.resolve(self.document.pointer(&reference[1..]).unwrap()),
            None => schema,
        }
    }

    fn json(&self, schema: &'a Value, json: &Json) -> Json {
        let schema = self.resolve(schema);
        if let Json::Kept(json) = json {
            return self.json(schema, json);
        }
        if let Some(alternatives) = schema["anyOf"].as_array() {
            let fitting = alternatives.iter().find(|schema| self.fits(schema, json));
            return fitting.map_or_else(|| json.clone(), |schema| self.json(schema, json));
        }
        let is_typed = ["type", "const", "enum"]
            .iter()
            .any(|keyword| !schema[keyword].is_null());
        match json {
            Json::Null => Json::Null,
            json if !is_typed => Json::Text(render(json, 0)),
            Json::Map(members) | Json::Fields(members) | Json::Sealed(members) => {
                self.members(schema, members)
            }
            Json::List(items) => self.list(schema, items),
            json => json.clone(),
        }
    }

    fn members(&self, schema: &'a Value, members: &[(String, Json)]) -> Json {
        let properties = schema["properties"].as_object();
        let additional = &schema["additionalProperties"];
        if properties.is_some() || !additional.is_object() || members.is_empty() {
            let member = |(name, json): &(String, Json)| {
                let schema = properties.and_then(|properties| properties.get(name));
                let json = schema.map_or_else(|| json.clone(), |schema| self.json(schema, json));
                (name.clone(), json)
            };
            return Json::Map(members.iter().map(member).collect());
        }
        let entry = |(key, value): &(String, Json)| {
            let mut entry = vec![
                ("key".to_owned(), Json::Text(key.clone())),
                ("value".to_owned(), self.json(additional, value)),
            ];
            if self.early {
                entry.reverse();
            }
            Json::Map(entry)
        };
        Json::List(members.iter().map(entry).collect())
    }

    fn list(&self, schema: &'a Value, items: &[Json]) -> Json {
        if let Some(elements) = schema["prefixItems"].as_array() {
            let element = |(index, item): (usize, &Json)| {
                (index.to_string(), self.json(&elements[index], item))
            };
            return Json::Map(items.iter().enumerate().map(element).collect());
        }
        let item = |item| self.json(&schema["items"], item);
        Json::List(items.iter().map(item).collect())
    }

    /// Whether the alternative is the one that a document is of.
    fn fits(&self, schema: &'a Value, json: &Json) -> bool {
        let schema = self.resolve(schema);
        if let Json::Kept(json) = json {
            return self.fits(schema, json);
        }
        if let Some(alternatives) = schema["anyOf"].as_array() {
            return alternatives.iter().any(|schema| self.fits(schema, json));
        }
        let is = |kind: &str| match &schema["type"] {
            Value::Array(kinds) => kinds.iter().any(|of| of == kind),
            of => of == kind,
        };
        match json {
            Json::Null => is("null"),
            Json::Bool(_) => is("boolean"),
            Json::Number(text) => is("number") || (is("integer") && text.parse::<i128>().is_ok()),
            Json::Text(text) => {
                let is_one = |of: &Value| of.is_null() || of == text.as_str();
                is("string")
                    && is_one(&schema["const"])
                    && schema["enum"]
                        .as_array()
                        .is_none_or(|of| of.iter().any(|of| of == text.as_str()))
            }
            Json::List(items) => {
                let elements = schema["prefixItems"].as_array();
                let element = |index: usize| match elements {
                    Some(elements) => elements.get(index),
                    None => Some(&schema["items"]),
                };
                is("array")
                    && elements.is_none_or(|elements| elements.len() == items.len())
                    && items.iter().enumerate().all(|(index, item)| {
                        element(index).is_some_and(|schema| self.fits(schema, item))
                    })
            }
            Json::Map(members) | Json::Fields(members) | Json::Sealed(members) => {
                let member = |name: &str| members.iter().find(|(of, _)| of == name);
                let required = schema["required"].as_array().into_iter().flatten();
                let of = |name: &String| match &schema["properties"][name] {
                    Value::Null => {
                        Some(&schema["additionalProperties"]).filter(|of| of.is_object())
                    }
                    schema => Some(schema),
                };
                is("object")
                    && required
                        .filter_map(Value::as_str)
                        .all(|name| member(name).is_some())
                    && members
                        .iter()
                        .all(|(name, json)| of(name).is_none_or(|schema| self.fits(schema, json)))
            }
            Json::Kept(_) => false,
        }
    }
}

type Prices = BTreeMap<String, u8>;

#[test]
fn a_map_comes_as_a_list_of_entries() {
    for (text, prices) in [
        ("[]", vec![]),
        (r#"[{"key": "tea", "value": 2}]"#, vec![("tea", 2)]),
        (
            r#"[{"value": 2, "key": "tea"}, {"key": "", "value": 3}]"#,
            vec![("tea", 2), ("", 3)],
        ),
        (
            r#" [ { "value" : 2 , "key" : "t\u0065a" } ] "#,
            vec![("tea", 2)],
        ),
        // The last wins, as in an object.
        (
            r#"[{"key": "tea", "value": 1}, {"value": 2, "key": "tea"}]"#,
            vec![("tea", 2)],
        ),
        (r#"{"tea": 2}"#, vec![("tea", 2)]),
        ("{}", vec![]),
    ] {
        let prices: Prices = prices
            .into_iter()
            .map(|(key, price)| (key.to_owned(), price))
            .collect();
        assert_eq!(outcome::<Prices>(text).as_ref(), Ok(&prices), "{text}");
        // Whoever writes so is understood without being asked to.
        assert_eq!(feed::value::<Prices>(text), prices, "{text}");
        let map: HashMap<String, u8> = prices.into_iter().collect();
        assert_eq!(feed::value::<HashMap<String, u8>>(text), map, "{text}");
    }
}

#[test]
fn entries_are_in_each_other() {
    type Nested = BTreeMap<String, BTreeMap<String, Vec<(u8, BTreeMap<String, bool>)>>>;
    let natural: Nested =
        feed::value(r#"{"a": {"b": [[1, {"c": true, "d": false}]], "e": []}, "f": {}}"#);
    let both = [
        r#"[{"key": "a", "value": [{"key": "b", "value": [{"0": 1, "1": [{"key": "c", "value": true}, {"key": "d", "value": false}]}]},
            {"key": "e", "value": []}]}, {"key": "f", "value": []}]"#,
        r#"[{"value": [{"value": [{"1": [{"value": true, "key": "c"}, {"value": false, "key": "d"}], "0": 1}], "key": "b"},
            {"value": [], "key": "e"}], "key": "a"}, {"value": {}, "key": "f"}]"#,
    ];
    for text in both {
        assert_eq!(feed::value::<Nested>(text), natural);
    }
}

#[test]
fn what_is_no_entry_is_an_error() {
    for (text, error) in [
        (
            r#"[{"key": "a"}]"#,
            "an entry without a `value` at `a`, byte 13",
        ),
        (r#"[{"value": 1}]"#, "an entry without a `key` at byte 13"),
        ("[{}]", "an entry without a `key` at byte 3"),
        (
            r#"[{"key": "a", "value": 1, "value": 2}]"#,
            "an entry with a second `value` at byte 26",
        ),
        (
            r#"[{"value": 1, "value": 2, "key": "a"}]"#,
            "an entry with a second `value` at byte 14",
        ),
        (
            r#"[{"key": "a", "key": "b", "value": 1}]"#,
            "an entry with a second `key` at byte 14",
        ),
        (
            r#"[{"key": "a", "value": 1, "more": 2}]"#,
            "an entry has a `key` and a `value`, found `more` at byte 26",
        ),
        (
            r#"[{"name": "a", "value": 1}]"#,
            "an entry has a `key` and a `value`, found `name` at byte 2",
        ),
        (
            r#"[{"key": 1, "value": 1}]"#,
            "expected a string, found a number at byte 9",
        ),
        (
            r#"[{"key": "a", "value": "b"}]"#,
            "expected an integer, found a string at `a`, byte 23",
        ),
        (
            r#"[{"value": "b", "key": "a"}]"#,
            "expected an integer, found a string at `a`, byte 11",
        ),
        (
            "[1]",
            "expected an object with `key` and `value`, found a number at byte 1",
        ),
        (
            r#"[{"key": "a", "value": 1}"#,
            "the text ended before its value was whole at byte 25",
        ),
        (
            r#"[{"key": "a", "value": 1"#,
            "the text ended before its value was whole at `a`, byte 24",
        ),
        (
            r#"[{"key": "a" "value": 1}]"#,
            "expected `,` or `}`, found `\"` at byte 13",
        ),
    ] {
        assert_eq!(feed::error::<Prices>(text), error, "{text}");
    }
}

/// Paths, states and changes are those of the natural shape.
#[test]
fn an_entry_is_told_by_its_key() {
    let mut parser = Parser::<BTreeMap<String, Vec<String>>>::new().with_changes();
    let mut told = Vec::new();
    let pieces = [r#"[{"ke"#, r#"y": "a", "va"#, r#"lue": ["on"#, r#"e"], "#];
    for piece in [
        pieces[0],
        pieces[1],
        pieces[2],
        r#"e"]}, {"value": ["two"], "key": "b"#,
        r#""}"#,
        "]",
    ] {
        parser.feed(piece).unwrap();
        let changes: Vec<String> = parser.changes().iter().map(ToString::to_string).collect();
        told.push((parser.path().to_string(), changes.join("; ")));
    }
    let told: Vec<_> = told
        .iter()
        .map(|(path, changes)| (path.as_str(), changes.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("", ""),
            ("", ""),
            ("a[0]", r#"a[0] + "on""#),
            ("", r#"a[0] + "e", closed; a, closed"#),
            ("", r#"b[0] + "two", closed; b, closed"#),
            ("", ", closed"),
        ]
    );
    let states = ["a", "b", "c"].map(|path| parser.state(&path.parse().unwrap()));
    assert_eq!(
        states,
        [FieldState::Closed, FieldState::Closed, FieldState::Absent]
    );
}

#[test]
fn a_tuple_comes_as_an_object() {
    type Pair = (u8, Vec<(String,)>);
    let pair: Pair = (1, vec![("a".to_owned(),)]);
    for text in [
        r#"[1, [["a"]]]"#,
        r#"{"0": 1, "1": [{"0": "a"}]}"#,
        r#"{"1": [["a"]], "0": 1}"#,
        r#"{"0": 2, "more": [1], "00": 7, "+1": 8, "1": [], "1": [{"0": "a"}], "0": 1}"#,
    ] {
        assert_eq!(feed::value::<Pair>(text), pair, "{text}");
    }
    for (text, error) in [
        (r#"{"0": 1}"#, "missing `[1]`"),
        ("{}", "missing `[0]`, `[1]`"),
        (
            r#"{"0": "a"}"#,
            "expected an integer, found a string at `[0]`, byte 6",
        ),
        (
            r#"{"0": 1, "1": [{"0": 2}]}"#,
            "expected a string, found a number at `[1][0][0]`, byte 21",
        ),
        (
            r#"{"0": 1, "2": 1}"#,
            "expected a list of 2 elements, found more at `[2]`, byte 14",
        ),
    ] {
        assert_eq!(feed::error::<Pair>(text), error, "{text}");
    }
}

#[test]
fn long_tuples() {
    type Long = (
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        u8,
        String,
    );
    let list = r#"[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,"end"]"#.to_owned();
    let members: Vec<String> = (0..15).map(|n| format!(r#""{n}": {n}"#)).collect();
    let object = format!(r#"{{{}, "15": "end"}}"#, members.join(", "));
    for text in [list, object] {
        for cut in 0..=text.len() {
            let (before, after) = text.as_bytes().split_at(cut);
            // The standard library has no `PartialEq` for such a tuple.
            let long = read::<Long>(&[before, after]).unwrap();
            assert_eq!(
                (long.0, long.1, long.14, &*long.15),
                (0, 1, 14, "end"),
                "cut at {cut} of {text}"
            );
        }
    }
    assert_eq!(Long::schema().reshaped().properties().len(), 16);
    let mut parser = Parser::<<Long as Extract>::Partial>::new();
    parser.feed("[7, 8").unwrap();
    assert_eq!(parser.partial().unwrap().0.0, Some(7));
}

#[test]
fn an_untyped_value_comes_as_the_json_in_a_string() {
    for (text, value) in [
        (
            r#""{\"a\": [1, \"2\", null]}""#,
            json!({"a": [1, "2", null]}),
        ),
        (r#"" [ ] \n""#, json!([])),
        (r#""41""#, json!(41)),
        (r#""-0""#, json!(-0.0)),
        (r#""\"41\"""#, json!("41")),
        (r#""null""#, json!(null)),
        (r#""\"""#, json!("\"")),
        // What is not JSON, or more than that, is the text.
        (r#""""#, json!("")),
        (r#""tea""#, json!("tea")),
        (r#""41 teas""#, json!("41 teas")),
        (r#""[1, 2""#, json!("[1, 2")),
        (r#""1 2""#, json!("1 2")),
        (r#""tru""#, json!("tru")),
        (r#""4.""#, json!("4.")),
        (r#""{\"a\": \"\\ud800\"}""#, json!("{\"a\": \"\\ud800\"}")),
        // What is no string is itself, and so is all that is in it.
        ("41", json!(41)),
        ("null", json!(null)),
        (r#"["41", {"a": "{}"}]"#, json!(["41", {"a": "{}"}])),
        (r#""[\"41\", \"[1]\"]""#, json!(["41", "[1]"])),
    ] {
        assert_eq!(outcome::<Value>(text), Ok(value), "{text}");
    }
    type Many = Vec<BTreeMap<String, Option<Value>>>;
    let many = r#"[[{"key": "a", "value": "[1]"}, {"value": "\"[1]\"", "key": "b"}, {"key": "c", "value": null}], {"d": "x"}]"#;
    assert_eq!(
        serde_json::to_value(outcome::<Many>(many).unwrap()).unwrap(),
        json!([{"a": [1], "b": "[1]", "c": null}, {"d": "x"}])
    );
}

/// Without being told, a string is a string.
#[test]
fn an_untyped_value_is_unpacked_in_reshaped_answers_only() {
    assert_eq!(feed::value::<Value>(r#""41""#), json!("41"));
    let pairs = r#"[{"key": "a", "value": "41"}]"#;
    assert_eq!(
        feed::value::<BTreeMap<String, Value>>(pairs)["a"],
        json!("41")
    );
}

#[test]
fn an_untyped_value_shows_when_it_is_whole() {
    let mut parser = Parser::<Vec<Value>>::new().reshaped().with_changes();
    parser.feed(r#"["{\"a\": \"b"#).unwrap();
    assert_eq!(
        (parser.partial(), parser.path().to_string()),
        (Some(&vec![]), "[0]".to_owned())
    );
    parser.feed(r#"c\"}"#).unwrap();
    assert!(parser.partial().unwrap().is_empty() && parser.changes().is_empty());
    parser.feed(r#"", "#).unwrap();
    assert_eq!(parser.partial(), Some(&vec![json!({"a": "bc"})]));
    let changes: Vec<String> = parser.changes().iter().map(ToString::to_string).collect();
    assert_eq!(changes, [r#"[0].a + "bc", closed"#, "[0], closed"]);
    assert_eq!(parser.leaves(), 1);
}

/// As deep as its place in the answer lets it, and as long as the answer may be.
#[test]
fn an_untyped_value_is_bounded() {
    let mut limits = Limits::default();
    limits.depth = 4;
    limits.token = 8;
    for (text, value) in [
        (r#"["[[[7]]]"]"#, json!([[[7]]])),
        (r#"["[[[[7]]]]"]"#, json!("[[[[7]]]]")),
        (
            r#"["\"much longer than a token\""]"#,
            json!("much longer than a token"),
        ),
    ] {
        let mut parser = Parser::<Vec<Value>>::new().limits(limits).reshaped();
        parser.feed(text).unwrap();
        assert_eq!(parser.finish().unwrap(), [value]);
    }
}

#[test]
fn a_root_is_read_in_its_wrapper() {
    fn read<T: Extract>(text: &str) -> T {
        let mut parser = Parser::<T::Partial>::new().reshaped().unwrapping();
        for byte in text.as_bytes() {
            parser.feed_bytes(&[*byte]).unwrap();
        }
        parser.finish().unwrap()
    }
    let prices = Prices::from([("items".to_owned(), 2)]);
    assert_eq!(
        read::<Prices>(r#"{"items": [{"key": "items", "value": 2}]}"#),
        prices
    );
    assert_eq!(read::<Prices>(r#"[{"value": 2, "key": "items"}]"#), prices);
    assert_eq!(
        read::<Prices>(r#"{"tea": 2}"#),
        Prices::from([("tea".to_owned(), 2)])
    );
    assert_eq!(
        read::<Value>(r#"{"value": "{\"value\": \"1\"}"}"#),
        json!({"value": "1"})
    );
    assert_eq!(read::<(u8, u8)>(r#"{"0": 1, "1": 2}"#), (1, 2));
    assert_eq!(read::<(u8, u8)>(r#"{"items": [1, 2]}"#), (1, 2));
    assert_eq!(
        read::<Vec<(u8, u8)>>(r#"{"items": [{"0": 1, "1": 2}]}"#),
        [(1, 2)]
    );
}

#[derive(Extract, serde::Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Any {
    Flag(bool),
    Pair(u8, String),
    Prices(BTreeMap<String, u8>),
    Words(Vec<String>),
    Rest(Value),
}

#[test]
fn an_untagged_enum_knows_the_kinds_of_either_shape() {
    for (text, any) in [
        (r#"{"0": 1, "1": "a"}"#, Any::Pair(1, "a".to_owned())),
        (r#"[1, "a"]"#, Any::Pair(1, "a".to_owned())),
        (
            r#"[{"key": "a", "value": 1}]"#,
            Any::Prices([("a".to_owned(), 1)].into()),
        ),
        (r#"{"a": 1}"#, Any::Prices([("a".to_owned(), 1)].into())),
        (r#"["a"]"#, Any::Words(vec!["a".to_owned()])),
        (r#""{\"a\": 1}""#, Any::Rest(json!({"a": 1}))),
        ("41", Any::Rest(json!(41))),
    ] {
        assert_eq!(outcome::<Any>(text), Ok(any), "{text}");
    }
    // An answer in the natural shape has but its own.
    assert_eq!(
        feed::value::<Any>(r#"[{"key": "a", "value": 1}]"#),
        Any::Rest(json!([{"key": "a", "value": 1}]))
    );
    assert_eq!(
        feed::error_kind::<BTreeMap<String, u8>>("41"),
        ErrorKind::Type
    );
}
