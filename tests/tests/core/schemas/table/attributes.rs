//! The tables of what the derive takes: shapes of types, and attributes.

use super::Table;
use super::row::{code, gives, lines, refused, schema, shows};
use instructor_core::{Extract, Schema};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

const SHAPES: &[&str] = &["what", "example", "schema", "shows", "gives", "refused"];
const ATTRIBUTES: &[&str] = &[
    "attribute",
    "example",
    "schema",
    "shows",
    "gives",
    "refused",
];
/// What shows and what is given are as without them.
const CONSTRAINTS: &[&str] = &["attribute", "example", "schema", "refused"];

/// What stands in `name` stands in the example as well, so that the one is not changed without the other.
fn row<T: Extract + Debug + PartialEq>(
    name: &str,
    example: &str,
    documents: &[&str],
    wrong: &[&str],
) -> Vec<String> {
    let example = example.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_attribute = name.starts_with("#[");
    let stands_there = name.split('…').all(|part| example.contains(part));
    assert!(!is_attribute || stands_there, "{name} is not in {example}");
    let documents = documents.iter();
    vec![
        if is_attribute {
            code(name)
        } else {
            name.to_owned()
        },
        code(&example),
        schema::<T>(),
        lines(documents.clone().map(|document| shows::<T>(document))),
        lines(documents.map(|document| gives::<T>(document))),
        refused::<T>(wrong),
    ]
}

/// A table of rows: what it is, an example of the type with this name, documents of it, and documents that are none.
/// What the example needs but is not about stands in `with`.
macro_rules! examples {
    ($name:literal, $columns:expr; $(
        $what:literal $type:ty { $($example:tt)* } $(with { $($with:tt)* })? [$($document:literal),*] [$($wrong:literal),*]
    )*) => {
        Table {
            name: $name,
            columns: $columns,
            rows: vec![$({
                #[derive(Extract, Clone, Debug, PartialEq)]
                #[allow(dead_code)]
                $($example)*

                $($($with)*)?

                row::<$type>($what, stringify!($($example)*), &[$($document),*], &[$($wrong),*])
            }),*],
        }
    };
}

pub(super) fn tables() -> Vec<Table> {
    vec![
        shapes(),
        of_types(),
        of_fields(),
        constraints(),
        of_variants(),
    ]
}

fn shapes() -> Table {
    examples! { "shapes", SHAPES;
        "struct" User { struct User { name: String, age: Option<u8> } }
            [r#"{"name":"A","age":7}"#, r#"{"name":""}"#] [r#"{"age":7}"#, r#"["A",7]"#]

        "newtype" Meters { struct Meters(f64); } ["1.5"] ["\"far\""]

        "tuple struct" Pair { struct Pair(u8, String); } [r#"[7,"A"]"#] ["[7]"]

        "unit struct" Nothing { struct Nothing; } ["null"] ["{}"]

        "generic struct" Page<u8> { struct Page<T> { items: Vec<T> } } [r#"{"items":[7]}"#] ["{}"]

        "type in itself" Node { struct Node { next: Option<Box<Node>> } }
            [r#"{"next":{}}"#] [r#"{"next":[]}"#]

        "enum of unit variants" Role { enum Role { Admin, Guest } } [r#""Admin""#] [r#""Adm""#, "0"]

        "enum with data" Shape { enum Shape { Circle { radius: u8 }, Named(String), Nothing } }
            [r#"{"Circle":{"radius":7}}"#, r#"{"Named":"A"}"#, r#""Nothing""#]
            [r#"{"Square":1}"#, r#""Circle""#]
    }
}

fn of_types() -> Table {
    examples! { "attributes of types", ATTRIBUTES;
        "#[serde(rename = \"…\")]" Names { #[serde(rename = "People")] struct Names { all: Vec<Names> } }
            [r#"{"all":[]}"#] []

        "#[serde(rename_all = \"…\")]" User { #[serde(rename_all = "camelCase")] struct User { first_name: String } }
            [r#"{"firstName":"A"}"#] [r#"{"first_name":"A"}"#]

        "#[serde(rename_all_fields = \"…\")]" Act { #[serde(rename_all_fields = "camelCase")] enum Act { Go { how_far: u8 } } }
            [r#"{"Go":{"howFar":7}}"#] []

        "#[serde(default)]" Size { #[derive(Default)] #[serde(default)] struct Size { width: u8 } }
            ["{}", r#"{"width":null}"#] [r#"{"width":""}"#]

        "#[serde(transparent)]" Price { #[serde(transparent)] struct Price { cents: u8 } } ["7"] ["{}"]

        "#[serde(tag = \"…\")]" Act {
            #[serde(tag = "do")] enum Act { Say { text: String }, Wait }
        } [r#"{"do":"Say","text":"A"}"#, r#"{"text":"A","do":"Say"}"#] [r#"{"do":"Run"}"#, r#"{"text":"A"}"#]

        "#[serde(tag = \"…\", content = \"…\")]" Act {
            #[serde(tag = "do", content = "with")] enum Act { Say(String), Wait }
        } [r#"{"do":"Say","with":"A"}"#, r#"{"with":"A","do":"Say"}"#] [r#"{"do":"Say"}"#]

        "#[serde(untagged)]" Id {
            #[serde(untagged)] enum Id { Number(u8), Name(String) }
        } ["7", r#""A""#] ["true", "256"]

        "#[serde(deny_unknown_fields)]" User { #[serde(deny_unknown_fields)] struct User { name: String } }
            [r#"{"name":"A"}"#] [r#"{"name":"A","age":7}"#]

        "#[serde(from = \"…\")]" Words { #[serde(from = "String")] struct Words(Vec<String>); } with {
            impl From<String> for Words {
                fn from(text: String) -> Self {
                    Words(text.split(' ').map(str::to_owned).collect())
                }
            }
        } [r#""A B""#] ["[]"]

        "#[serde(try_from = \"…\")]" Hour { #[serde(try_from = "u8")] struct Hour(u8); } with {
            impl TryFrom<u8> for Hour {
                type Error = String;

                fn try_from(hour: u8) -> Result<Self, String> {
                    match hour {
                        0..24 => Ok(Hour(hour)),
                        _ => Err(format!("the day has no hour {hour}")),
                    }
                }
            }
        } ["7"] ["24", "256"]

        "#[extract(from_str)]" Id { #[extract(from_str)] struct Id(u64); } with {
            impl FromStr for Id {
                type Err = String;

                fn from_str(text: &str) -> Result<Self, String> {
                    let number = text.strip_prefix("id-").and_then(|number| number.parse().ok());
                    number.map(Id).ok_or_else(|| "an id starts with `id-`".to_owned())
                }
            }
        } [r#""id-7""#] [r#""7""#, "7"]

        "#[extract(serde)]" Size { #[derive(Deserialize, JsonSchema)] #[extract(serde)] struct Size { width: u8 } }
            [r#"{"width":7}"#] [r#"{"width":""}"#]

        "#[extract(schema = …)]" Even { #[extract(schema = even)] struct Even(u8); } ["8"] ["-8"]

        "#[extract(description = \"…\")]" Age { #[extract(description = "In years.")] struct Age(u8); } ["7"] []

        "#[extract(title = \"…\")]" Age { #[extract(title = "Age")] struct Age(u8); } ["7"] []

        "#[extract(example = …)]" Age { #[extract(example = 7)] struct Age(u8); } ["7"] []

        "#[extract(early)]" Role { #[extract(early)] enum Role { Admin, Guest } } [r#""Admin""#] [r#""Ad""#]

        "#[extract(atomic)]" User { #[extract(atomic)] struct User { name: String } } [r#"{"name":"A"}"#] ["{}"]

        "#[extract(partial = \"…\")]" User { #[extract(partial = "Draft")] struct User { name: String } } [r#"{"name":"A"}"#] []

        "#[extract(partial(derive(…)))]" User { #[extract(partial(derive(Eq, Hash)))] struct User { name: String } } [r#"{"name":"A"}"#] []

        "#[extract(validate = …)]" Span { #[extract(validate = in_order)] struct Span { from: u8, to: u8 } } with {
            fn in_order(span: &Span) -> Result<(), &'static str> {
                if span.from <= span.to { Ok(()) } else { Err("the end is before the start") }
            }
        } [r#"{"from":1,"to":2}"#] [r#"{"from":2,"to":1}"#]

        "#[extract(garde)]" User {
            #[derive(garde::Validate)] #[extract(garde)] struct User { #[garde(length(min = 1))] name: String }
        } [r#"{"name":"A"}"#] [r#"{"name":""}"#]

        "#[extract(crate = \"…\")]" User { #[extract(crate = "::instructor_core")] struct User { name: String } }
            [r#"{"name":"A"}"#] []
    }
}

fn of_fields() -> Table {
    examples! { "attributes of fields", ATTRIBUTES;
        "#[serde(rename = \"…\")]" Mail { struct Mail { #[serde(rename = "from")] sender: String } }
            [r#"{"from":"A"}"#] [r#"{"sender":"A"}"#]

        "#[serde(alias = \"…\")]" Mail { struct Mail { #[serde(alias = "sender")] from: String } }
            [r#"{"sender":"A"}"#] ["{}"]

        "#[serde(default)]" Count { struct Count { #[serde(default)] days: u8 } }
            ["{}", r#"{"days":null}"#, r#"{"days":7}"#] [r#"{"days":""}"#]

        "#[serde(default = \"…\")]" Count { struct Count { #[serde(default = "seven")] days: u8 } } ["{}"] []

        "#[serde(skip)]" Cache { struct Cache { name: String, #[serde(skip)] hits: u8 } }
            [r#"{"name":"A","hits":7}"#] []

        "#[serde(skip_deserializing)]" Cache { struct Cache { name: String, #[serde(skip_deserializing)] hits: u8 } }
            [r#"{"name":"A","hits":7}"#] []

        "#[serde(skip_serializing_if = \"…\")]" Mail {
            struct Mail { #[serde(skip_serializing_if = "String::is_empty")] from: String }
        } [r#"{"from":"A"}"#] ["{}"]

        "#[serde(with = \"…\")]" Film { struct Film { #[serde(with = "minutes")] seconds: u64 } }
            [r#"{"seconds":2}"#] [r#"{"seconds":-2}"#]

        "#[serde(deserialize_with = \"…\")]" Film {
            struct Film { #[serde(deserialize_with = "minutes::deserialize")] seconds: u64 }
        } [r#"{"seconds":2}"#] ["{}"]

        "#[serde(flatten)]" Mail { struct Mail { subject: String, #[serde(flatten)] rest: BTreeMap<String, u8> } }
            [r#"{"subject":"A","size":7}"#] [r#"{"subject":"A","size":"A"}"#]

        "#[extract(atomic)]" Mail { struct Mail { #[extract(atomic)] from: String } } [r#"{"from":"A"}"#] []

        "#[extract(needed)]" Mail { struct Mail { id: u8, #[extract(needed)] from: String } }
            [r#"{"id":7,"from":"A"}"#] []

        "#[extract(literal = \"…\")]" Mail { struct Mail { #[extract(literal = "mail")] kind: String } }
            [r#"{"kind":"mail"}"#] [r#"{"kind":"letter"}"#]

        "#[extract(skip)]" Cache { struct Cache { name: String, #[extract(skip)] hits: u8 } }
            [r#"{"name":"A","hits":7}"#] []

        "#[extract(from_str)]" Mail { struct Mail { #[extract(from_str)] from: Initial } }
            [r#"{"from":"A"}"#] [r#"{"from":"AB"}"#, r#"{"from":7}"#]

        "#[extract(from_str)]" Mail { struct Mail { #[extract(from_str)] to: Option<Vec<Initial>> } }
            [r#"{"to":["A","B"]}"#] [r#"{"to":["AB"]}"#]

        "#[extract(serde)]" Mail { struct Mail { #[extract(serde)] from: Person } }
            [r#"{"from":{"name":"A"}}"#] [r#"{"from":{}}"#]

        "#[extract(serde, schema = …)]" Mail { struct Mail { #[extract(serde, schema = a_person)] from: Other } }
            [r#"{"from":{"name":"A"}}"#] [r#"{"from":7}"#]

        "#[extract(schema = …)]" Mail { struct Mail { #[extract(schema = even)] count: u8 } }
            [r#"{"count":8}"#] [r#"{"count":-8}"#]

        "#[extract(validate = …)]" Mail { struct Mail { #[extract(validate = known)] from: String } } with {
            fn known(sender: &str) -> Result<(), String> {
                if sender == "A" { Ok(()) } else { Err(format!("nobody knows {sender}")) }
            }
        } [r#"{"from":"A"}"#] [r#"{"from":"B"}"#]

        "#[extract(description = \"…\")]" Mail { struct Mail { #[extract(description = "The sender.")] from: String } }
            [r#"{"from":"A"}"#] []

        "#[extract(title = \"…\")]" Mail { struct Mail { #[extract(title = "Sender")] from: String } }
            [r#"{"from":"A"}"#] []

        "#[extract(example = …)]" Mail { struct Mail { #[extract(example = "A", example = "B")] from: String } }
            [r#"{"from":"A"}"#] []
    }
}

fn constraints() -> Table {
    let table = examples! { "constraints", CONSTRAINTS;
        "#[extract(min = …, max = …)]" User { struct User { #[extract(min = 1, max = 150)] age: u8 } }
            [r#"{"age":1}"#, r#"{"age":150}"#] [r#"{"age":0}"#, r#"{"age":151}"#]

        "#[extract(exclusive_min = …, exclusive_max = …)]" Part {
            struct Part { #[extract(exclusive_min = 0, exclusive_max = 0.5)] of: f64 }
        } [r#"{"of":0.25}"#] [r#"{"of":0}"#, r#"{"of":0.5}"#]

        "#[extract(multiple_of = …)]" Price { struct Price { #[extract(multiple_of = 5)] cents: u32 } }
            [r#"{"cents":0}"#, r#"{"cents":15}"#] [r#"{"cents":7}"#]

        "#[extract(min_length = …, max_length = …)]" User {
            struct User { #[extract(min_length = 1, max_length = 3)] name: String }
        } [r#"{"name":"é"}"#] [r#"{"name":""}"#, r#"{"name":"ABCD"}"#]

        "#[extract(pattern = \"…\")]" Item { struct Item { #[extract(pattern = "^[A-Z]+$")] code: String } }
            [r#"{"code":"AB"}"#] [r#"{"code":"Ab"}"#]

        "#[extract(format = \"…\")]" User { struct User { #[extract(format = "email")] mail: String } }
            [r#"{"mail":"a@b.org"}"#] [r#"{"mail":"a"}"#]

        "#[extract(min_items = …, max_items = …)]" Team {
            struct Team { #[extract(min_items = 1, max_items = 2)] names: Vec<String> }
        } [r#"{"names":["A"]}"#] [r#"{"names":[]}"#, r#"{"names":["A","B","C"]}"#]

        "#[extract(unique_items)]" Team { struct Team { #[extract(unique_items)] names: Vec<String> } }
            [r#"{"names":["A","B"]}"#] [r#"{"names":["A","A"]}"#]

        "#[extract(max = …)]" Scores { struct Scores { #[extract(max = 9)] best: Option<u8> } }
            [r#"{"best":null}"#] [r#"{"best":10}"#]

        "#[extract(max = …)]" Digit { struct Digit(#[extract(max = 9)] u8); } ["9"] ["10"]
    };
    let kept = |cell: &usize| CONSTRAINTS.contains(&ATTRIBUTES[*cell]);
    let rows = table.rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate();
        let kept = cells.filter(|(cell, _)| kept(cell));
        kept.map(|(_, cell)| cell).collect()
    });
    Table {
        rows: rows.collect(),
        ..table
    }
}

fn even() -> Schema {
    Schema::of_type("integer").with("multipleOf", 2)
}

/// A type that is only `FromStr`.
#[derive(Clone, Debug, PartialEq)]
struct Initial(char);

impl FromStr for Initial {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letter = text.parse().map_err(|_| "expected one letter")?;
        Ok(Initial(letter))
    }
}

// A type that is only `Deserialize` and `JsonSchema`. Docs would stand in its schema.
#[derive(Deserialize, JsonSchema, Clone, Debug, PartialEq)]
struct Person {
    name: String,
}

/// A type that is only `Deserialize`.
#[derive(Deserialize, Clone, Debug, PartialEq)]
struct Other {
    name: String,
}

fn a_person() -> Schema {
    Schema::of_type("object")
}

mod minutes {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        Ok(u64::from(u32::deserialize(deserializer)?) * 60)
    }
}

fn seven() -> u8 {
    7
}

fn of_variants() -> Table {
    examples! { "attributes of variants", ATTRIBUTES;
        "#[serde(rename = \"…\")]" Role { enum Role { #[serde(rename = "root")] Admin, Guest } }
            [r#""root""#] [r#""Admin""#]

        "#[serde(alias = \"…\")]" Role { enum Role { #[serde(alias = "root")] Admin, Guest } } [r#""root""#] [r#""boss""#]

        "#[serde(rename_all = \"…\")]" Act { enum Act { #[serde(rename_all = "camelCase")] Go { how_far: u8 } } }
            [r#"{"Go":{"howFar":7}}"#] []

        "#[serde(skip)]" Role { enum Role { Admin, Guest, #[serde(skip)] System } } [r#""Admin""#] [r#""System""#]

        "#[extract(description = \"…\")]" Role {
            enum Role { #[extract(description = "All of it.")] Admin, Guest }
        } [r#""Admin""#] []

        "#[serde(other)]" Role { enum Role { Admin, Guest, #[serde(other)] Unheard } } [r#""Boss""#] ["7"]
    }
}
