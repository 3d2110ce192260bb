//! Enums in a list, a type in itself and a generic one, asked of the genuine server by schema and by tool.

use super::server::{Llama, Model};
use instructor_core::{Extract, FieldState, Keyword, Mode, Path, Schema};
use instructor_openai::{Client, Dialect};
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// What to do next.
#[derive(Extract, serde::Deserialize, Debug, Clone, PartialEq)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Action {
    /// Answers.
    Reply {
        text: String,
        urgent: bool,
    },
    /// Looks something up.
    Search(Query),
    Wait {
        seconds: u8,
        why: Option<String>,
    },
    Stop,
}

#[derive(Extract, serde::Deserialize, Debug, Clone, PartialEq)]
struct Query {
    words: Vec<String>,
    limit: Option<u8>,
}

/// A part, with its parts.
#[derive(Extract, serde::Deserialize, Debug, Clone, PartialEq)]
struct Part {
    name: String,
    weight: Weight,
    parts: Vec<Part>,
    next: Option<Box<Part>>,
}

#[derive(Extract, serde::Deserialize, Debug, Clone, PartialEq)]
enum Weight {
    Grams(u32),
    Unknown,
    Between { least: u8, most: u8 },
}

#[derive(Extract, serde::Deserialize, Debug, Clone, PartialEq)]
struct Page<T> {
    total: u8,
    first: T,
    more: Vec<T>,
}

/// Any seeds will do.
const SCHEMA_SEEDS: [u64; 3] = [1, 2, 3];

/// The grammar of a required call lets prose come first: these are seeds with which the noise is a call at once.
const TOOL_SEEDS: [u64; 3] = [4, 6, 7];

#[tokio::test(flavor = "multi_thread")]
async fn by_schema() {
    if let Some(server) = Llama::start(Model::Plain).await {
        ask_for_all(&server, Mode::JsonSchema, SCHEMA_SEEDS).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn by_tool() {
    if let Some(server) = Llama::start(Model::Tools).await {
        ask_for_all(&server, Mode::Tools, TOOL_SEEDS).await;
    }
}

async fn ask_for_all(server: &Llama, mode: Mode, seeds: [u64; 3]) {
    let client = server.client("sk-llama").dialect(Dialect::Plain);
    let client = &client.build().unwrap();
    let mut depth = 0;
    for seed in seeds {
        let actions: Vec<Action> = growing(client, mode, seed).await;
        assert!((2..=3).contains(&actions.len()), "{mode:?}, seed {seed}");
        let part: Part = growing(client, mode, seed).await;
        depth = depth.max(part.depth());
        let _: Page<Action> = growing(client, mode, seed).await;
    }
    assert!(depth > 1, "{mode:?}: no part had parts");
}

impl Part {
    fn depth(&self) -> usize {
        let parts = self.parts.iter().chain(self.next.as_deref());
        1 + parts.map(Part::depth).max().unwrap_or(0)
    }
}

/// Asks for a `T` that grows. Snapshots obey the contract, and the text is read alike by `serde_json`.
async fn growing<T>(client: &Client, mode: Mode, seed: u64) -> T
where
    T: Extract + DeserializeOwned + Debug + PartialEq,
{
    let asked = T::stream_partial(client, "Go on.")
        .mode(mode)
        .schema(bounded(T::schema()))
        .seed(seed)
        .max_tokens(1000);
    let mut stream = asked.await.unwrap();
    let mut text = String::new();
    let mut last = None;
    while let Some(snapshot) = stream.next().await {
        let snapshot = snapshot.unwrap_or_else(|error| {
            panic!("{mode:?}, seed {seed}: {error}\n{:?}", error.partial_json())
        });
        if !snapshot.is_closed() {
            assert_eq!(snapshot.state(&snapshot.path()), FieldState::Open);
        }
        assert!(
            !snapshot
                .changes()
                .iter()
                .any(|change| change.closed && snapshot.state(&change.path) == FieldState::Open)
        );
        text = serde_json::to_string(&snapshot).unwrap();
        last = Some(snapshot);
    }
    let last = last.unwrap();
    assert!(last.is_closed());
    assert_eq!(last.state(&Path::default()), FieldState::Closed);
    let whole = stream.complete().await.unwrap();
    // The last snapshot, written again, is the value too.
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), whole);
    whole
}

/// The schema with bounds on the length of all strings and lists: the model has no reason to end either. The lists of
/// the root are not to be empty.
fn bounded(mut schema: Schema) -> Schema {
    bound(&mut schema);
    if schema.text("type") == Some("array") {
        schema.set("minItems", 2);
    }
    if let Some(Keyword::Named(properties)) = schema.get_mut("properties") {
        for (_, property) in properties {
            if property.text("type") == Some("array") {
                property.set("minItems", 1);
            }
        }
    }
    schema
}

fn bound(schema: &mut Schema) {
    match schema.text("type") {
        Some("string") if schema.get("const").is_none() && schema.get("enum").is_none() => {
            schema.set("maxLength", 12);
        }
        Some("array") => schema.set("maxItems", 3),
        _ => {}
    }
    schema.children_mut().for_each(bound);
}
