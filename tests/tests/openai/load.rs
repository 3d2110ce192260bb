//! Many at once, on one client.

use crate::builder;
use instructor_core::{Extract, Result};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, Server};
use std::fs::read_to_string;
use std::sync::Arc;
use tokio::sync::Barrier;

const STREAMS: usize = 1000;
const DELTAS: usize = 200;

#[derive(Extract, Debug, PartialEq)]
struct Reply {
    words: Vec<String>,
    total: u32,
}

/// All of them are open before the first is read.
#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_streams_at_once() {
    // Each has two ends here.
    let needed = 2 * STREAMS + 200;
    if let Some(most) = most_files()
        && most < needed
    {
        eprintln!("skipped: it needs {needed} open files, and `ulimit -n` is {most}");
        return;
    }
    let words: Vec<String> = (0..DELTAS - 1).map(|at| format!("word{at}")).collect();
    let mut deltas: Vec<String> = words.iter().map(|word| format!("\"{word}\",")).collect();
    deltas[0].insert_str(0, r#"{"words":["#);
    let last = deltas.last_mut().unwrap();
    last.pop();
    deltas.push(format!(r#"],"total":{}}}"#, words.len()));
    assert_eq!(deltas.len(), DELTAS);
    let server = Server::start(Answer::text("").deltas(deltas))
        .await
        .unwrap();
    let client = builder(&server).build().unwrap();

    let before = resident("VmRSS");
    let open = Arc::new(Barrier::new(STREAMS));
    let asking: Vec<_> = (0..STREAMS)
        .map(|_| tokio::spawn(ask(client.clone(), Arc::clone(&open))))
        .collect();
    let expected = Reply {
        total: words.len() as u32,
        words,
    };
    for asking in asking {
        let (reply, snapshots) = asking.await.unwrap().unwrap();
        assert_eq!(reply, expected);
        assert!(snapshots > 0 && snapshots <= DELTAS);
    }
    assert_eq!(server.deltas_sent(), STREAMS * DELTAS);
    assert_eq!(server.requests().len(), STREAMS);
    if let (Some(before), Some(peak)) = (before, resident("VmHWM")) {
        let each = (peak.saturating_sub(before)) / STREAMS;
        eprintln!("{STREAMS} streams and their server: {peak} KiB at most, {each} KiB a stream");
    }
}

/// The value of one stream, and in how many snapshots it came.
async fn ask(client: Client, open: Arc<Barrier>) -> Result<(Reply, usize)> {
    let mut stream = Reply::stream_partial(&client, "Which words?").await?;
    open.wait().await;
    let mut snapshots = 0;
    let mut shown = 0;
    while let Some(snapshot) = stream.next().await {
        let snapshot = snapshot?;
        let words = snapshot.words.as_ref().map_or(0, Vec::len);
        assert!(words >= shown);
        shown = words;
        snapshots += 1;
    }
    Ok((stream.complete().await?, snapshots))
}

/// In KiB, where Linux tells.
fn resident(what: &str) -> Option<usize> {
    let status = read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// How many files the process may have open, where Linux tells.
fn most_files() -> Option<usize> {
    let limits = read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}
