//! The genuine llama-server, if `LLAMA_SERVER` names it: its grammar makes the JSON, a model of random weights the noise in it.

mod faults;
mod forty;
mod reshaped;
mod server;
mod shapes;

use crate::{Role, User};
use instructor_core::{ErrorKind, Extract, Mode};
use instructor_openai::Client;
use server::{Llama, Model};

/// Somebody, with a field of each kind that a grammar holds.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Guest {
    name: String,
    age: u8,
    score: i64,
    admin: bool,
    role: Role,
    tags: Vec<String>,
    nick: Option<String>,
}

const SEEDS: [u64; 3] = [1, 3, 5];

/// One test, since starting the server is what takes time.
#[tokio::test(flavor = "multi_thread")]
async fn llama_server_is_asked_for_structs() {
    let Some(server) = Llama::start(Model::Plain).await else {
        return;
    };
    let client = server.client("sk-llama").build().unwrap();

    for seed in SEEDS {
        whole_and_growing(&client, seed).await;
    }
    elements(&client).await;
    in_words(&client).await;
    cut(&client).await;
    wrong_key(&server).await;
}

/// With one seed the server writes one answer, streamed or not.
async fn whole_and_growing(client: &Client, seed: u64) {
    let asked = Guest::extract(client, "Jason is 25").seed(seed);
    let whole = asked.max_tokens(800).await.unwrap();

    let asked = Guest::stream_partial(client, "Jason is 25").seed(seed);
    let mut stream = asked.max_tokens(800).await.unwrap();
    let mut snapshots = Vec::new();
    while let Some(snapshot) = stream.next().await {
        snapshots.push(snapshot.unwrap());
    }
    assert!(snapshots.len() > 3, "seed {seed}: {}", snapshots.len());
    let last = snapshots.last().unwrap();
    assert!(last.is_closed());
    assert_eq!(last.age, Some(whole.age), "seed {seed}");
    for pair in snapshots.windows(2) {
        assert!(pair[0].progress() <= pair[1].progress());
    }
    assert_eq!(stream.complete().await.unwrap(), whole, "seed {seed}");
}

/// The model ends most lists at once, so seeds are tried until one has elements. It is warm: at 1 it ends them all.
async fn elements(client: &Client) {
    for seed in 1..=100 {
        let asked = Vec::<User>::stream_each(client, "Jason is 25, Ana is 41")
            .temperature(2.0)
            .seed(seed);
        let mut users = asked.max_tokens(800).await.unwrap();
        let mut handed_out = 0;
        while let Some(user) = users.next().await {
            match user {
                Ok(_) => handed_out += 1,
                Err(error) => assert_eq!(error.kind(), ErrorKind::Length, "seed {seed}: {error}"),
            }
        }
        if handed_out > 0 {
            return;
        }
    }
    panic!("no seed gave an element");
}

/// Without a schema any object may come: it is read, and most likely does not fit.
async fn in_words(client: &Client) {
    let asked = Guest::stream_partial(client, "Jason is 25").mode(Mode::Json);
    let stream = asked.seed(1).max_tokens(800).await.unwrap();
    if let Err(error) = stream.complete().await {
        let fits = [ErrorKind::Missing, ErrorKind::Type, ErrorKind::Length];
        assert!(fits.contains(&error.kind()), "{error}");
    }
}

async fn cut(client: &Client) {
    let streamed = Guest::stream_partial(client, "Jason is 25").seed(1);
    let stream = streamed.max_tokens(20).await.unwrap();
    for error in [
        stream.complete().await.unwrap_err(),
        Guest::extract(client, "Jason is 25")
            .seed(1)
            .max_tokens(20)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Length, "{error}");
        assert!(error.partial_json().unwrap().starts_with('{'));
        assert!(error.partial::<PartialGuest>().unwrap().name.is_some());
    }
}

async fn wrong_key(server: &Llama) {
    let client = server.client("sk-wrong").build().unwrap();
    for error in [
        Guest::extract(&client, "Jason is 25").await.unwrap_err(),
        Guest::stream_partial(&client, "Jason is 25")
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status(), Some(401));
        assert!(!format!("{error} {error:?}").contains("sk-wrong"));
    }
}
