//! `#[extract(from_str)]`, `#[extract(serde)]`, `#[serde(with = "…")]` and `#[serde(deserialize_with = "…")]`

use super::{refused, same};
use crate::feed;
use instructor_core::{ErrorKind, Extract, Leaf, Parser, Partial, Schema};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use std::fmt::Debug;
use std::str::FromStr;

/// Three parts of a colour.
#[derive(Extract, Debug, PartialEq)]
#[extract(from_str)]
struct Color(u8, u8, u8);

impl FromStr for Color {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').ok_or("expected a `#`")?;
        let number = u32::from_str_radix(digits, 16).map_err(|error| error.to_string())?;
        let [_, r, g, b] = number.to_be_bytes();
        Ok(Color(r, g, b))
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Somewhere.
#[derive(Extract, Deserialize, schemars::JsonSchema, Debug, PartialEq)]
#[extract(serde)]
#[serde(rename_all = "UPPERCASE")]
struct Place {
    x: i128,
    y: Option<f64>,
}

/// A type that is not `Extract`, `Clone` or anything.
#[derive(Debug, PartialEq)]
struct Even(u32);

impl FromStr for Even {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(number) if number % 2 == 0 => Ok(Even(number)),
            _ => Err(format!("`{text}` is not even")),
        }
    }
}

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Evens {
    #[extract(from_str)]
    one: Even,
    #[extract(from_str)]
    maybe: Option<Even>,
    #[extract(from_str)]
    #[allow(clippy::vec_box)]
    many: Vec<Box<Even>>,
    #[extract(from_str)]
    holes: Option<Vec<Option<Even>>>,
    #[extract(from_str)]
    #[serde(default = "eight")]
    or_eight: Even,
    color: Color,
    colors: Vec<Color>,
}

fn eight() -> Even {
    Even(8)
}

mod minutes {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        Ok(u64::deserialize(deserializer)? * 60)
    }
}

fn lenient<'de, D: Deserializer<'de>, T: FromStr<Err: Debug>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let parsed: Result<Vec<T>, _> = text.split(',').map(str::parse).collect();
    parsed.map_err(|error| serde::de::Error::custom(format!("{error:?}")))
}

fn schema_of_text() -> Schema {
    Schema::of_type("string").with("format", "own")
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Withs {
    #[serde(with = "minutes")]
    seconds: u64,
    #[serde(deserialize_with = "lenient::<_, u16>")]
    #[extract(schema = schema_of_text)]
    numbers: Vec<u16>,
    #[serde(with = "minutes", default)]
    maybe: u64,
    #[extract(serde)]
    place: Option<Place>,
    #[extract(serde, schema = "schema_of_text")]
    any: Vec<Even>,
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Mixed {
    Even(#[extract(from_str, description = "An even number.")] Even),
    Pair(#[extract(from_str)] Even, #[serde(with = "minutes")] u64),
    Named {
        #[extract(from_str)]
        name: Even,
    },
    Minutes(#[serde(with = "minutes")] u64),
}

#[derive(Extract, Deserialize, Debug, PartialEq)]
struct Wrapped(#[extract(from_str)] Option<Even>);

/// What is generic is read by what its argument has.
#[derive(Extract, Debug, PartialEq)]
struct Generic<T, U: FromStr<Err: Debug>> {
    #[extract(from_str)]
    one: T,
    #[serde(deserialize_with = "lenient")]
    #[extract(schema = schema_of_text)]
    some: Vec<U>,
}

#[test]
fn strings_are_read_by_from_str() {
    same::<Evens>(
        r##"{"one": "2", "maybe": "4", "many": ["6", "8"], "holes": ["10", null], "or_eight": "12",
            "color": "#ff0001", "colors": ["#\u0030"]}"##,
    );
    same::<Evens>(
        r##"{"one": "2", "many": [], "holes": null, "maybe": null, "color": "#1", "colors": []}"##,
    );
    let text = r##"{"one": "2", "many": ["6", "7"], "color": "#1", "colors": []}"##;
    assert_eq!(
        refused::<Evens>(text),
        "cannot read \"7\": `7` is not even at `many[1]`, byte 27"
    );
    assert_eq!(
        refused::<Evens>(r#"{"one": null}"#),
        "expected a string, found null at `one`, byte 8"
    );
    assert_eq!(
        refused::<Evens>(r##"{"color": "1"}"##),
        "cannot read \"1\": expected a `#` at `color`, byte 10"
    );
    assert_eq!(
        refused::<Evens>("{}"),
        "missing `one`, `many`, `color`, `colors`"
    );
    same::<Wrapped>("null");
    same::<Wrapped>(r#""2""#);
}

#[test]
fn any_json_is_read_by_serde() {
    same::<Withs>(
        r#"{"seconds": 2, "numbers": "1,2", "maybe": 3, "place": {"X": -170141183460469231731687303715884105728, "Y": 0.1},
            "any": ["2"]}"#,
    );
    same::<Withs>(r#"{"seconds": 2, "numbers": "1", "place": null, "any": []}"#);
    let error = refused::<Withs>(r#"{"seconds": "2"}"#);
    assert!(
        error.contains("at `seconds`") && error.contains("u64"),
        "{error}"
    );
    let error = refused::<Withs>(r#"{"place": {"X": 1, "Y": {}}}"#);
    assert!(error.contains("at `place`"), "{error}");
    assert_eq!(
        refused::<Withs>("{}"),
        "missing `seconds`, `numbers`, `any`"
    );
    for text in [r#""2""#, r#"["2", 5]"#, r#"{"name": "6"}"#, "5"] {
        same::<Mixed>(text);
    }
    for text in [r#""3""#, r#"["3", 5]"#, "null", "5.5"] {
        assert_eq!(feed::error_kind::<Mixed>(text), ErrorKind::Type);
        refused::<Mixed>(text);
    }
}

#[test]
fn what_is_generic() {
    let text = r#"{"one": "2", "some": "1,2"}"#;
    let value = feed::value::<Generic<Even, u8>>(text);
    assert_eq!(
        value,
        Generic {
            one: Even(2),
            some: vec![1, 2]
        }
    );
    let other = feed::value::<Generic<u16, String>>(text);
    assert_eq!(other.some, ["1", "2"]);
}

#[test]
fn it_shows_when_it_is_whole() {
    let text = r##"{"color": "#ff0000", "one": "2""##;
    for cut in 0..=text.len() {
        let mut parser = Parser::<PartialEvens>::new();
        parser.feed(&text[..cut]).unwrap();
        let color = parser.partial().and_then(|evens| evens.color.as_deref());
        assert_eq!(color, (cut >= 19).then_some(&Color(255, 0, 0)), "{cut}");
    }
    fn is_leaf<T, R>(_: &Leaf<T, R>) {}
    let mut parser = Parser::<PartialColor>::new();
    parser.feed(r##""#1""##).unwrap();
    is_leaf(parser.partial().unwrap());
    let partial = parser.partial().unwrap().clone();
    assert_eq!(partial.complete().unwrap(), Color(0, 0, 1));
}

#[test]
fn the_schema_is_said_or_that_of_schemars() {
    let schema = serde_json::to_value(Evens::schema()).unwrap();
    let properties = &schema["properties"];
    assert_eq!(properties["one"], json!({"type": "string"}));
    assert_eq!(properties["maybe"], json!({"type": ["string", "null"]}));
    assert_eq!(
        properties["holes"],
        json!({"type": ["array", "null"], "items": {"type": ["string", "null"]}})
    );
    assert_eq!(
        schema["$defs"]["Color"],
        json!({"type": "string", "description": "Three parts of a colour."})
    );
    assert_eq!(
        schema["required"],
        json!(["one", "many", "color", "colors"])
    );

    let schema = serde_json::to_value(Withs::schema()).unwrap();
    let properties = &schema["properties"];
    assert_eq!(properties["seconds"]["type"], "integer");
    assert_eq!(
        properties["numbers"],
        json!({"type": "string", "format": "own"})
    );
    assert_eq!(
        properties["any"],
        json!({"type": "array", "items": {"type": "string", "format": "own"}})
    );
    assert_eq!(schema["required"], json!(["seconds", "numbers", "any"]));

    let schema = serde_json::to_value(Mixed::schema()).unwrap();
    assert_eq!(
        schema["anyOf"][0],
        json!({"type": "string", "description": "An even number."})
    );
    assert_eq!(
        schema["anyOf"][1]["prefixItems"][0],
        json!({"type": "string"})
    );
}
