//! A type with every kind of field, for what holds of fields whatever their kind.

use crate::types::Point;
use instructor_core::Extract;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Every {
    pub(crate) name: String,
    pub(crate) count: u8,
    pub(crate) flag: Option<bool>,
    pub(crate) nick: Option<String>,
    pub(crate) nested: BTreeMap<String, Vec<Point>>,
    pub(crate) color: Color,
    pub(crate) shape: Shape,
    pub(crate) act: Act,
    pub(crate) out: Out,
    pub(crate) outs: Vec<Out>,
    pub(crate) any: Any,
    pub(crate) pair: (u8, String, Option<bool>),
    pub(crate) boxed: Box<Inner>,
    pub(crate) tree: Value,
    pub(crate) couple: Couple,
    pub(crate) unit: Unit,
    pub(crate) array: [String; 2],
    #[serde(flatten)]
    pub(crate) base: Base,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, u32>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Color {
    Red,
    DarkRed,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
pub(crate) enum Shape {
    Circle { radius: f64, label: Option<String> },
    Dot(Inner),
    Nothing,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "do", content = "with")]
pub(crate) enum Act {
    Say(String),
    Go { to: String, fast: Option<bool> },
    Swap(u8, String),
    Wait,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Out {
    Word(String),
    Maybe(Option<u8>),
    Place { x: i32, note: String },
    Two(u8, String),
    Stop,
}

/// By their kinds alone, but for the two objects: those have to be whole.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub(crate) enum Any {
    Number(u32),
    Text(String),
    List(Vec<String>),
    Small { x: u8 },
    Named { title: String },
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Inner {
    pub(crate) title: String,
    pub(crate) deep: Option<Box<Inner>>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Couple(pub(crate) u8, pub(crate) String);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Unit;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
pub(crate) struct Base {
    pub(crate) id: u64,
    pub(crate) remark: Option<String>,
}

/// Tags first, and untagged values that their first byte tells: everything shows as it comes.
pub(crate) const AT_ONCE: &str = r#" {"name": "Jos\u00e9 \"é", "count" : 12, "flag": true, "nick": null,
    "nested": {"a b": [{"x": 1, "y": 2.5e1, "label": ""}, {"x": -3, "y": 0, "label": "漢"}], "": []},
    "color": "DarkRed", "shape": {"kind": "Circle", "radius": 1.5, "label": "round"},
    "act": {"do": "Go", "with": {"to": "sea", "fast": null}}, "out": {"Place": {"x": 7, "note": "n"}},
    "outs": [{"Two": [1, "b"]}, {"Maybe": null}, {"Word": "w"}, "Stop"], "any": ["p", "q"], "pair": [4, "five", false],
    "boxed": {"title": "t", "deep": {"title": "u", "deep": null}}, "tree": {"k": [1, {"z": null}, "s"], "e": {}},
    "couple": [9, "nine"], "unit": null, "array": ["one", "two"], "id": 77, "remark": "r", "more": 1, "other": 20} "#;

/// The same fields in another order, with tags in the middle and last, and values that show only when whole.
pub(crate) const LATE: &str = r#"{"more":5,"remark":null,"couple":[0,""],"shape":{"label":"late","radius":2,"kind":"Circle"},
    "act":{"with":[3,"swap"],"do":"Swap"},"any":{"title":"whole","x":"no"},"out":"Stop","outs":[],"id":1,"tree":null,
    "boxed":{"deep":null,"title":"q"},"pair":[1,"",null],"color":"Red","nested":{},"unit":null,"array":["",""],
    "flag":null,"nick":"n","count":0,"name":"","other":2}"#;

/// Other variants.
pub(crate) const OTHERS: &str = r#"{"name":"a","count":1,"nested":{"k":[]},"color":"Red","shape":{"kind":"Dot","title":"dot","deep":{"title":"in"}},
    "act":{"do":"Say","with":"hello"},"out":{"Maybe":17},"outs":["Stop",{"Word":""},{"Maybe":2}],"any":41,"pair":[0,"p",true],
    "boxed":{"title":""},"tree":"text","couple":[1,"c"],"unit":null,"array":["x","y"],"id":3}"#;

pub(crate) const MORE: &str = r#"{"name":"a","count":1,"nested":{},"color":"Red","shape":{"kind":"Nothing"},
    "act":{"do":"Swap","with":[0,"s"]},"out":{"Two":[2,"two"]},"outs":[{"Place":{"note":"","x":1}}],"any":"text","pair":[0,"p",true],
    "boxed":{"title":""},"tree":[[],[{}]],"couple":[1,"c"],"unit":null,"array":["x","y"],"id":3,"more":0}"#;

pub(crate) const ALL: [&str; 4] = [AT_ONCE, LATE, OTHERS, MORE];
