//! A map, a tuple and an untyped value, asked of the genuine server in the shape that the strict dialect gives them.

use super::server::{Llama, Model};
use instructor_core::{Error, ErrorKind, Extract, FieldState};
use instructor_openai::Client;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is in a shop.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Shop {
    open: (u8, bool),
    stock: BTreeMap<u8, Option<i16>>,
    other: Value,
}

#[tokio::test(flavor = "multi_thread")]
async fn maps_tuples_and_values() {
    let Some(server) = Llama::start(Model::Plain).await else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();
    let mut entries = 0;
    for seed in 1..=40 {
        let Some(shop) = ask(&client, seed).await else {
            continue;
        };
        entries += shop.stock.len();
        if entries > 2 {
            return;
        }
    }
    panic!("no seed gave entries");
}

/// With one seed the server writes one answer, streamed or not. The noise may have no end.
async fn ask(client: &Client, seed: u64) -> Option<Shop> {
    let whole = Shop::extract(client, "What is there?").seed(seed);
    let whole = ended(whole.max_tokens(300).await)?;
    let asked = Shop::stream_partial(client, "What is there?").seed(seed);
    let mut stream = asked.max_tokens(300).await.unwrap();
    let mut stock = 0;
    while let Some(snapshot) = stream.next().await {
        let snapshot = ended(snapshot)?;
        let path = snapshot.path().to_string();
        assert!(!path.contains("key") && !path.contains("value"), "{path}");
        if !snapshot.is_closed() {
            assert_eq!(snapshot.state(&snapshot.path()), FieldState::Open);
        }
        let now = snapshot.stock.as_ref().map_or(0, BTreeMap::len);
        assert!(now >= stock);
        stock = now;
    }
    assert_eq!(ended(stream.complete().await)?, whole, "seed {seed}");
    Some(whole)
}

fn ended<T>(result: Result<T, Error>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        // A key beyond a `u8`: the pattern does not say how long a number may be.
        Err(error) if error.kind() == ErrorKind::Length => None,
        Err(error) if error.to_string().contains("as a key") => None,
        Err(error) => panic!("{error}: {:?}", error.partial_json()),
    }
}
