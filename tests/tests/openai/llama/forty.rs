//! A struct of forty fields, of all kinds, asked of the genuine server and streamed.

use super::server::{Llama, Model};
use instructor_core::{Extract, Keyword, Mode, Schema};
use instructor_openai::{Client, Dialect};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Another kind is one more line here, and a count below.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Forty {
    flag: bool,
    byte: u8,
    long: u64,
    widest: u128,
    signed_long: i64,
    signed_widest: i128,
    single: f32,
    double: f64,
    letter: char,
    nothing: (),
    /// Some words.
    #[extract(min_length = 2, max_length = 12)]
    text: String,
    shared_text: Arc<str>,
    #[serde(rename = "größe 📏")]
    renamed: Meters,
    unit: Unit,
    pair: Pair,
    tuple: (u8, String, Option<bool>),
    array: [i8; 3],
    lists: Vec<Vec<String>>,
    #[extract(min_items = 1, max_items = 3)]
    points: Vec<Option<Point>>,
    maybe: Option<String>,
    shared: Option<Arc<Point>>,
    tree: Tree,
    page: Page<Color>,
    shape: Shape,
    act: Act,
    out: Out,
    any: Any,
    map: BTreeMap<String, u8>,
    #[serde(flatten)]
    base: Base,
    #[serde(default)]
    count: u8,
    #[extract(atomic)]
    whole: String,
    #[extract(literal = "forty")]
    kind: String,
    date: chrono::NaiveDate,
    id: uuid::Uuid,
    seen: BTreeSet<u8>,
    took: Duration,
    #[extract(min = 1, max = 12)]
    month: Option<u8>,
    #[extract(from_str, pattern = "^[a-z]{2}-[0-9]{3}$")]
    code: Code,
    #[extract(serde, schema = mean)]
    mean: Mean,
    #[serde(skip)]
    cache: u8,
}

/// The fields above, those of `base` among them, without the skipped one.
const FIELDS: usize = 40;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Meters(f64);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Unit;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Pair(u8, String);

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Point {
    x: i32,
    label: Option<String>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Tree {
    name: String,
    children: Vec<Tree>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Page<T> {
    total: u8,
    items: Vec<T>,
}

#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq)]
enum Color {
    Red,
    DarkRed,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
enum Shape {
    Circle { radius: u8 },
    Dot(Point),
    Nothing,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "do", content = "with")]
enum Act {
    Say(String),
    Go { to: String },
    Wait,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
enum Out {
    Word(String),
    Place { x: i32 },
    Stop,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Any {
    Number(u32),
    Text(String),
    List(Vec<u8>),
}

/// Two letters and a number, read by its own parser.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(try_from = "String")]
struct Code(String, u16);

impl FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (letters, number) = text.split_once('-').ok_or("expected a hyphen")?;
        let number = number.parse().map_err(|_| "expected a number")?;
        Ok(Code(letters.to_owned(), number))
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Read by `Deserialize`, with a schema that is told.
#[derive(Deserialize, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
struct Mean {
    of: u8,
    exact: bool,
}

fn mean() -> Schema {
    r#"{
        "type": "object",
        "properties": {"of": {"type": "integer", "minimum": 0, "maximum": 255}, "exact": {"type": "boolean"}},
        "required": ["of", "exact"],
        "additionalProperties": false
    }"#
    .parse()
    .unwrap()
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Base {
    number: u64,
    remark: Option<String>,
}

/// The noise of a float may have any exponent, and that of a date any day: seeds are tried, from 1 on, until this many gave
/// what there is.
const COMPLETE: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn forty_fields_arrive() {
    assert_eq!(Forty::schema().properties().len(), FIELDS);
    let Some(server) = Llama::start(Model::Plain).await else {
        return;
    };
    let client = server.client("sk-llama").dialect(Dialect::Plain);
    let client = client.build().unwrap();
    let mut complete = 0;
    for seed in 1..=30 {
        complete += usize::from(completes(&client, seed).await);
        if complete == COMPLETE {
            return;
        }
    }
    panic!("{complete} seeds gave a value");
}

/// Whether the answer completes, having grown as the contract says. All that it may fail for is a float or a date.
async fn completes(client: &Client, seed: u64) -> bool {
    let asked = Forty::stream_partial(client, "Go on.")
        .mode(Mode::JsonSchema)
        .schema(bounded(Forty::schema()))
        .seed(seed)
        .max_tokens(6000);
    let mut stream = asked.await.unwrap();
    let (mut before, mut progress) = (Value::Null, 0);
    while let Some(snapshot) = stream.next().await {
        let snapshot = match snapshot {
            Ok(snapshot) => snapshot,
            Err(error) => {
                let message = error.to_string();
                let noise = ["out of range for f", "expected a date"];
                assert!(
                    noise.iter().any(|noise| message.contains(noise)),
                    "seed {seed}: {message}\n{:?}",
                    error.partial_json()
                );
                return false;
            }
        };
        // By way of text: a `Value` cannot be made of an `i128`.
        let text = serde_json::to_string(&snapshot).unwrap();
        let now: Value = serde_json::from_str(&text).unwrap();
        assert!(grew(&before, &now), "seed {seed}: {before} became {now}");
        assert!(progress <= snapshot.progress().0);
        (before, progress) = (now, snapshot.progress().0);
        if snapshot.is_closed() {
            let whole: Forty = serde_json::from_str(&text).unwrap();
            assert_eq!(progress, FIELDS);
            assert_eq!(stream.complete().await.unwrap(), whole, "seed {seed}");
            return true;
        }
    }
    panic!("seed {seed}: the stream ended with {before}");
}

/// Whether `now` is what `before` was, or that grown: texts and lists at their end, objects by keys.
fn grew(before: &Value, now: &Value) -> bool {
    match (before, now) {
        (Value::Null, _) => true,
        (Value::String(before), Value::String(now)) => now.starts_with(before.as_str()),
        (Value::Array(before), Value::Array(now)) => {
            let all = before
                .iter()
                .zip(now)
                .all(|(before, now)| grew(before, now));
            before.len() <= now.len() && all
        }
        (Value::Object(before), Value::Object(now)) => before
            .iter()
            .all(|(key, before)| now.get(key).is_some_and(|now| grew(before, now))),
        _ => before == now,
    }
}

/// The schema with bounds on the length of all strings and lists: the model has no reason to end either.
fn bounded(mut schema: Schema) -> Schema {
    bound(&mut schema);
    schema
}

fn bound(schema: &mut Schema) {
    let is_free = schema.get("const").is_none() && schema.get("enum").is_none();
    let kinds = match schema.get("type") {
        Some(Keyword::Value(kinds)) => kinds.to_string(),
        _ => String::new(),
    };
    if kinds.contains("string") && is_free && schema.get("maxLength").is_none() {
        schema.set("maxLength", 8);
    }
    if kinds.contains("array") && schema.get("maxItems").is_none() {
        schema.set("maxItems", 2);
    }
    schema.children_mut().for_each(bound);
}
