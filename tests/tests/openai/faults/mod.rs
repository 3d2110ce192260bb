//! The tables of `docs/errors.md`: one row a fault, played by a server over a real socket, and held against the file.
//!
//! `UPDATE_DOCS=1 cargo test -p tests --test openai -- faults` writes them. What stands around them in the file stays.

mod answer;
mod before;
mod ends;
mod limits;
mod play;
mod refused;
mod responses;
mod statuses;
mod wire;

use futures_util::future::join_all;
use instructor_core::{ErrorKind, Timeout};
use play::{COLUMNS, Fault};
use tests::docs::{self, Table};
use tokio::task::JoinError;

/// Every kind there is, in the order of the docs.
const KINDS: [ErrorKind; 19] = [
    ErrorKind::Syntax,
    ErrorKind::Type,
    ErrorKind::Invalid,
    ErrorKind::Missing,
    ErrorKind::Incomplete,
    ErrorKind::Limit,
    ErrorKind::Config,
    ErrorKind::Request,
    ErrorKind::Connection,
    ErrorKind::Timeout(Timeout::Connect),
    ErrorKind::Timeout(Timeout::FirstEvent),
    ErrorKind::Timeout(Timeout::BetweenEvents),
    ErrorKind::Timeout(Timeout::Whole),
    ErrorKind::Status,
    ErrorKind::Protocol,
    ErrorKind::Length,
    ErrorKind::Refusal,
    ErrorKind::Filter,
    ErrorKind::Source,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tables_in_the_docs_are_true() {
    let groups = [
        ("before the answer", before::faults()),
        ("statuses", statuses::faults()),
        ("the answer", answer::faults()),
        ("its end", ends::faults()),
        ("the wire", wire::faults()),
        ("responses", responses::faults()),
        ("limits", limits::faults()),
        ("nothing is sent", refused::faults()),
    ];
    let all: Vec<_> = groups.iter().flat_map(|(_, faults)| faults).collect();
    assert!(all.len() >= 60, "{} faults", all.len());
    for kind in KINDS {
        let is_there = all.iter().any(|fault| fault.kind() == Some(kind));
        assert!(is_there, "no fault of kind {kind:?}");
    }
    let mut played = Vec::new();
    // One group after the other: what waits for a timeout is not to wait for others.
    for (name, faults) in groups {
        played.push((name, play(faults).await));
    }
    // Each row that is not as it should be has told so by now.
    let tables = played.into_iter().map(|(name, rows)| Table {
        name,
        columns: COLUMNS,
        rows: rows.into_iter().map(Result::unwrap).collect(),
    });
    docs::hold("errors.md", &tables.collect::<Vec<_>>());
}

/// The rows of all faults, played at the same time.
async fn play(faults: Vec<Fault>) -> Vec<Result<Vec<String>, JoinError>> {
    let ready = join_all(faults.into_iter().map(Fault::ready)).await;
    join_all(ready.into_iter().map(|fault| tokio::spawn(fault.play()))).await
}
