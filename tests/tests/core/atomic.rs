//! `#[extract(atomic)]`: nothing of it shows before all of it does.

use crate::feed::{error, json_of, outcome, value};
use crate::pieces;
use crate::types::{Point, Role};
use instructor_core::{EachStream, Element, Extract, FieldState, Parser, Partial};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Each kind of field, atomic, and one of each that is not.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Atoms {
    #[extract(atomic)]
    text: String,
    #[extract(atomic)]
    point: Point,
    #[extract(atomic)]
    list: Vec<String>,
    #[extract(atomic)]
    maybe: Option<Point>,
    #[extract(atomic)]
    map: BTreeMap<String, Vec<u8>>,
    #[extract(atomic)]
    role: Role,
    #[extract(atomic)]
    act: Act,
    #[extract(atomic)]
    late: Shape,
    #[extract(atomic)]
    any: Any,
    #[extract(atomic)]
    pair: (u8, String),
    #[extract(atomic)]
    tree: Value,
    #[extract(atomic)]
    boxed: Box<Twice>,
    #[extract(atomic)]
    #[serde(default)]
    names: Vec<String>,
    #[extract(atomic)]
    #[serde(default = "nobody")]
    name: String,
    #[extract(atomic)]
    whole: Whole,
    open: String,
}

fn nobody() -> String {
    "nobody".to_owned()
}

/// Atomic in itself, and in it again.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Twice {
    #[extract(atomic)]
    inner: String,
    beside: Whole,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[extract(atomic)]
struct Whole {
    x: u8,
    note: Option<String>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[extract(atomic)]
enum Act {
    Say(String),
    Go { to: String },
    Stop,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[extract(atomic)]
#[serde(tag = "kind")]
enum Shape {
    Circle { radius: f64, label: String },
    Dot,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
#[extract(atomic)]
enum Any {
    Text(String),
    Small { x: u8 },
    Named { title: String },
}

const ATOMS: &str = r#"{"text": "a\u00e9b", "point": {"x": 1, "y": 2.5, "label": "p"}, "list": ["one", "two"],
    "maybe": {"label": "", "x": 3, "y": 0}, "map": {"k": [1, 2], "": []}, "role": "admin-of-everything",
    "act": {"Go": {"to": "sea"}}, "late": {"radius": 2, "label": "r", "kind": "Circle"}, "any": {"x": "", "title": "t"},
    "pair": [1, "two"], "tree": {"a": [null, {"b": "c"}]}, "boxed": {"inner": "i", "beside": {"x": 5}},
    "names": ["n"], "name": "somebody", "whole": {"note": "w", "x": 6}, "open": "grows"}"#;

const OTHERS: &str = r#"{"open": "", "whole": {"x": 1, "note": null}, "any": "text", "names": [], "name": "", "maybe": null,
    "late": {"kind": "Dot"}, "act": "Stop", "pair": [0, ""], "role": "guest", "tree": 17 , "list": [], "map": {}, "text": "",
    "boxed": {"beside": {"x": 2, "note": ""}, "inner": ""}, "point": {"y": 1, "x": 2, "label": "\n"}}"#;

#[test]
fn any_cut_gives_the_value_that_serde_json_gives() {
    for text in [ATOMS, OTHERS] {
        assert_eq!(value::<Atoms>(text), serde_json::from_str(text).unwrap());
    }
    let without = ATOMS.replace("\"names\": [\"n\"], \"name\": \"somebody\", ", "");
    let atoms = value::<Atoms>(&without);
    assert_eq!((atoms.names, atoms.name), (vec![], nobody()));
    let null = without.replace(
        "\"open\":",
        "\"names\": null, \"name\": null, \"maybe\": null, \"open\":",
    );
    let atoms = value::<Atoms>(&null);
    assert_eq!(
        (atoms.names, atoms.name, atoms.maybe),
        (vec![], nobody(), None)
    );
}

/// Each field is not there, or as it is at the end; at each byte, whether fed alone or with all before it.
#[test]
fn it_shows_all_at_once() {
    for text in [ATOMS, OTHERS] {
        let whole: Value = serde_json::to_value(shown_of::<Atoms>(text)).unwrap();
        let mut parser = Parser::<PartialAtoms>::new();
        let mut grew = 0;
        for (at, byte) in text.bytes().enumerate() {
            parser.feed_bytes(&[byte]).unwrap();
            let shown = json_of(parser.partial().unwrap());
            for (name, field) in shown.as_object().unwrap() {
                if name == "open" {
                    grew += usize::from(field != &whole[name]);
                    continue;
                }
                assert_eq!(field, &whole[name], "{name} at byte {at} of {text}");
                let path = name.parse().unwrap();
                assert!(matches!(
                    parser.state(&path),
                    FieldState::Closed | FieldState::Null
                ));
            }
            // In one piece, the same shows.
            let mut again = Parser::<PartialAtoms>::new();
            again.feed_bytes(&text.as_bytes()[..=at]).unwrap();
            assert_eq!(again.partial(), parser.partial(), "at byte {at}");
            assert_eq!(
                (again.path(), again.leaves(), again.progress()),
                (parser.path(), parser.leaves(), parser.progress())
            );
        }
        assert!(grew > 0 || text == OTHERS);
    }
}

/// The partial of a whole text, as JSON.
fn shown_of<T: Extract>(text: &str) -> Value {
    let mut parser = Parser::<T::Partial>::new();
    parser.feed(text).unwrap();
    assert!(parser.is_closed());
    json_of(parser.partial().unwrap())
}

/// What shows after each piece, with the path.
fn shown<P: Partial>(pieces: &[&str]) -> Vec<(Value, String)> {
    let mut parser = Parser::<P>::new();
    let mut all = Vec::new();
    for piece in pieces {
        parser.feed(piece).unwrap();
        let json = parser.partial().map_or(Value::from("nothing"), json_of);
        all.push((json, parser.path().to_string()));
    }
    all
}

fn says(all: &[(Value, &str)]) -> Vec<(Value, String)> {
    let own = |(json, path): &(Value, &str)| (json.clone(), (*path).to_owned());
    all.iter().map(own).collect()
}

#[test]
fn a_type_in_each_place() {
    assert_eq!(
        shown::<Vec<PartialWhole>>(&["[{", "\"x\": 1", "}", ", {\"x\"", ": 2}]"]),
        says(&[
            (json!([]), "[0]"),
            (json!([]), "[0].x"),
            (json!([{"x": 1}]), ""),
            (json!([{"x": 1}]), "[1].x"),
            (json!([{"x": 1}, {"x": 2}]), ""),
        ])
    );
    assert_eq!(
        shown::<Option<PartialWhole>>(&["{\"x\": 1, ", "\"note\": \"a", "\"", "}"]),
        says(&[
            (json!("nothing"), ""),
            (json!("nothing"), "note"),
            (json!("nothing"), ""),
            (json!({"x": 1, "note": "a"}), ""),
        ])
    );
    assert_eq!(
        shown::<Option<PartialWhole>>(&["nul", "l"]),
        says(&[(json!("nothing"), ""), (json!(null), "")])
    );
    assert_eq!(
        shown::<BTreeMap<String, PartialWhole>>(&["{\"k\": {", "\"x\": 1 ", "}", "}"]),
        says(&[
            (json!({}), "k"),
            (json!({}), "k"),
            (json!({"k": {"x": 1}}), ""),
            (json!({"k": {"x": 1}}), "")
        ])
    );
    assert_eq!(
        shown::<PartialShape>(&[
            "{\"kind\": \"Circle\"",
            ", \"radius\": 1, \"label\": \"a",
            "\"",
            "}"
        ]),
        says(&[
            (json!("nothing"), ""),
            (json!("nothing"), "label"),
            (json!("nothing"), ""),
            (json!({"kind": "Circle", "radius": 1.0, "label": "a"}), ""),
        ])
    );
    assert_eq!(
        shown::<Vec<PartialAct>>(&["[{\"Say\": \"a", "b\"", "}", ", \"St", "op\"]"]),
        says(&[
            (json!([]), "[0].Say"),
            (json!([]), "[0]"),
            (json!([{"Say": "ab"}]), ""),
            (json!([{"Say": "ab"}]), "[1]"),
            (json!([{"Say": "ab"}, "Stop"]), "")
        ])
    );
}

/// Roots, lists of them, and what is in them.
#[test]
fn any_cut_of_a_type_in_each_place() {
    let whole = || Whole {
        x: 1,
        note: Some("é".to_owned()),
    };
    let text = r#"{"x": 1, "note": "é"}"#;
    assert_eq!(value::<Whole>(text), whole());
    assert_eq!(value::<Option<Whole>>(text), Some(whole()));
    assert_eq!(value::<Box<Whole>>(text), Box::new(whole()));
    assert_eq!(
        value::<Vec<Whole>>(&format!("[{text}, {text}]")),
        [whole(), whole()]
    );
    assert_eq!(value::<(Whole, u8)>(&format!("[{text}, 2]")), (whole(), 2));
    let map = BTreeMap::from([("k".to_owned(), Some(whole()))]);
    assert_eq!(
        value::<BTreeMap<String, Option<Whole>>>(&format!("{{\"k\": {text}}}")),
        map
    );
    assert_eq!(
        value::<Vec<Any>>(r#"["a", {"x": 1}]"#),
        [Any::Text("a".into()), Any::Small { x: 1 }]
    );
    assert_eq!(
        value::<Vec<Vec<Whole>>>(&format!("[[], [{text}]]")),
        [vec![], vec![whole()]]
    );
}

#[tokio::test]
async fn an_element_of_a_stream() {
    let text = r#"[{"x": 1}, {"x": 2, "note": "ab"}]"#;
    let mut stream = EachStream::<Whole>::from_text(pieces::stream(pieces::of(text, 1))).growing();
    let mut elements = Vec::new();
    while let Some(item) = stream.next().await {
        match item.unwrap() {
            Element::Growing(snapshot) => panic!("it shows before it is whole: {snapshot:?}"),
            Element::Closed(element) => elements.push(element),
        }
    }
    assert_eq!(elements.len(), 2);
    assert_eq!(elements[1].note.as_deref(), Some("ab"));
}

/// A type error does not wait for the value to be whole, and names its place.
#[test]
fn errors_come_at_once_with_their_path() {
    for (text, message) in [
        (
            r#"{"point": {"x": true"#,
            "expected an integer, found a bool at `point.x`, byte 16",
        ),
        (
            r#"{"list": ["a", 1"#,
            "expected a string, found a number at `list[1]`, byte 15",
        ),
        (
            r#"{"map": {"k": [1, ""#,
            "expected an integer, found a string at `map.k[1]`, byte 18",
        ),
        (
            r#"{"maybe": {"y": []"#,
            "expected a number, found a list at `maybe.y`, byte 16",
        ),
        (
            r#"{"act": {"Go": {"to": 1"#,
            "expected a string, found a number at `act.Go.to`, byte 22",
        ),
        (
            r#"{"late": {"kind": "Circle", "radius": ""#,
            "expected a number, found a string at `late.radius`, byte 38",
        ),
        (
            r#"{"boxed": {"beside": {"x": {"#,
            "expected an integer, found an object at `boxed.beside.x`, byte 27",
        ),
        (
            r#"{"name": 1"#,
            "expected a string, found a number at `name`, byte 9",
        ),
        (
            r#"{"names": [1"#,
            "expected a string, found a number at `names[0]`, byte 11",
        ),
        (
            r#"{"pair": ["a"#,
            "expected an integer, found a string at `pair[0]`, byte 10",
        ),
    ] {
        assert_eq!(error::<Atoms>(text), message);
    }
}

/// Cut short, the error has what shows, without what was not whole.
#[test]
fn the_end_of_the_text_within_it() {
    let fault = outcome::<Atoms>(r#"{"text": "a", "point": {"x": 1"#).fault();
    assert_eq!(
        fault.message,
        "the text ended before its value was whole at `point.x`, byte 30"
    );
    let partial = fault.partial.unwrap();
    assert_eq!((partial.text.as_deref(), partial.point), (Some("a"), None));
    assert_eq!(
        outcome::<Whole>(r#"{"x": 1, "note": "a"#).fault().partial,
        None
    );
}

/// What lacks a field is whole all the same: it shows, and completing names it.
#[test]
fn a_missing_field_is_named() {
    assert_eq!(error::<Vec<Whole>>(r#"[{"note": "a"}]"#), "missing `[0].x`");
    assert_eq!(error::<Whole>("{}"), "missing `x`");
}

/// A second value takes the place of the first, which goes when the second begins.
#[test]
fn of_duplicate_keys_the_last_wins() {
    assert_eq!(
        shown::<PartialTwice>(&[
            "{\"inner\": \"a\"",
            ", \"inner\": ",
            "\"b",
            "\"",
            ", \"beside\": {\"x\": 1}",
            ", \"beside\": {\"x\": 2",
            "}}"
        ]),
        says(&[
            (json!({"inner": "a"}), ""),
            (json!({}), "inner"),
            (json!({}), "inner"),
            (json!({"inner": "b"}), ""),
            (json!({"inner": "b", "beside": {"x": 1}}), ""),
            (json!({"inner": "b"}), "beside.x"),
            (json!({"inner": "b", "beside": {"x": 2}}), ""),
        ])
    );
}
