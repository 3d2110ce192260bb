//! A map, a tuple and an untyped value, asked of the genuine server in the shape that the strict dialect gives them.

use super::server::{Llama, Model};
use instructor_core::{Extract, FieldState, Keyword, Schema};
use instructor_openai::Client;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// What is in a shop.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Shop {
    open: (u8, bool),
    stock: BTreeMap<bool, (Option<i16>, bool)>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Note {
    number: u8,
    other: Value,
}

#[tokio::test(flavor = "multi_thread")]
async fn maps_tuples_and_values() {
    let Some(server) = Llama::start(Model::Plain).await else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();
    // The model ends most lists at once, unless it may not.
    let mut schema = Shop::schema();
    if let Some(Keyword::Named(properties)) = schema.get_mut("properties") {
        properties[1].1.set("minProperties", 2);
        properties[1].1.set("maxProperties", 3);
    }
    for seed in [1, 2, 3] {
        let shop: Shop = ask(&client, &schema, seed).await;
        assert!((1..=2).contains(&shop.stock.len()), "{shop:?}");
    }
    for seed in [1, 3, 5] {
        let _: Note = ask(&client, &Note::schema(), seed).await;
    }
}

/// With one seed the server writes one answer, streamed or not. A schema of one's own is not reshaped where there are
/// untyped values, so that goes as the type's.
async fn ask<T: Extract + PartialEq + Debug>(client: &Client, schema: &Schema, seed: u64) -> T {
    let own = *schema != T::schema();
    let whole = T::extract(client, "What is there?")
        .seed(seed)
        .max_tokens(800);
    let whole = if own {
        whole.schema(schema.clone())
    } else {
        whole
    };
    let whole = whole
        .await
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    let asked = T::stream_partial(client, "What is there?")
        .seed(seed)
        .max_tokens(800);
    let asked = if own {
        asked.schema(schema.clone())
    } else {
        asked
    };
    let mut stream = asked.await.unwrap();
    let mut texts = Vec::new();
    while let Some(snapshot) = stream.next().await {
        let snapshot = snapshot.unwrap();
        let path = snapshot.path().to_string();
        assert!(!path.contains("key") && !path.contains("value"), "{path}");
        if !snapshot.is_closed() {
            assert_eq!(snapshot.state(&snapshot.path()), FieldState::Open);
        }
        texts.push(serde_json::to_string(&snapshot).unwrap());
    }
    assert!(texts.len() > 3);
    assert_eq!(stream.complete().await.unwrap(), whole, "seed {seed}");
    whole
}
