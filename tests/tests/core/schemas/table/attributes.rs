//! The tables of what the derive takes: shapes of types, and attributes.

use super::Table;
use super::row::{code, gives, lines, refused, schema, shows};
use instructor_core::Extract;
use std::collections::BTreeMap;
use std::fmt::Debug;

const SHAPES: &[&str] = &["what", "example", "schema", "shows", "gives", "refused"];
const ATTRIBUTES: &[&str] = &[
    "attribute",
    "example",
    "schema",
    "shows",
    "gives",
    "refused",
];

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
macro_rules! examples {
    ($name:literal, $columns:expr; $(
        $what:literal $type:ty { $($example:tt)* } [$($document:literal),*] [$($wrong:literal),*]
    )*) => {
        Table {
            name: $name,
            columns: $columns,
            rows: vec![$({
                #[derive(Extract, Clone, Debug, PartialEq)]
                #[allow(dead_code)]
                $($example)*

                row::<$type>($what, stringify!($($example)*), &[$($document),*], &[$($wrong),*])
            }),*],
        }
    };
}

pub(super) fn tables() -> Vec<Table> {
    vec![shapes(), of_types(), of_fields(), of_variants()]
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

        "#[extract(early)]" Role { #[extract(early)] enum Role { Admin, Guest } } [r#""Admin""#] [r#""Ad""#]

        "#[extract(atomic)]" User { #[extract(atomic)] struct User { name: String } } [r#"{"name":"A"}"#] ["{}"]

        "#[extract(partial = \"…\")]" User { #[extract(partial = "Draft")] struct User { name: String } } [r#"{"name":"A"}"#] []

        "#[extract(partial(derive(…)))]" User { #[extract(partial(derive(Eq, Hash)))] struct User { name: String } } [r#"{"name":"A"}"#] []

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

        "#[serde(flatten)]" Mail { struct Mail { subject: String, #[serde(flatten)] rest: BTreeMap<String, u8> } }
            [r#"{"subject":"A","size":7}"#] [r#"{"subject":"A","size":"A"}"#]

        "#[extract(atomic)]" Mail { struct Mail { #[extract(atomic)] from: String } } [r#"{"from":"A"}"#] []

        "#[extract(needed)]" Mail { struct Mail { id: u8, #[extract(needed)] from: String } }
            [r#"{"id":7,"from":"A"}"#] []

        "#[extract(literal = \"…\")]" Mail { struct Mail { #[extract(literal = "mail")] kind: String } }
            [r#"{"kind":"mail"}"#] [r#"{"kind":"letter"}"#]
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

        "#[serde(other)]" Role { enum Role { Admin, Guest, #[serde(other)] Unheard } } [r#""Boss""#] ["7"]
    }
}
