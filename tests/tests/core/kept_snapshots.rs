//! Snapshots that are kept: nothing changes them, and they change nothing.

use crate::feed::json_of;
use crate::pieces;
use crate::samples::{Sample, run, texts_of};
use crate::types::*;
use instructor_core::{Extract, Partial, PartialStream, Snapshot};
use proptest::prelude::*;
use serde_json::Value;

pub(crate) type Shown<T> = Snapshot<<T as Extract>::Partial>;

/// What a snapshot says.
pub(crate) fn seen<P: Partial>(snapshot: &Snapshot<P>) -> (Value, String, (usize, usize), bool) {
    // Both ways to JSON give the same.
    let json = json_of(&**snapshot);
    assert_eq!(
        serde_json::from_str::<Value>(&serde_json::to_string(snapshot).unwrap()).unwrap(),
        json
    );
    assert_eq!(snapshot.attempt(), 1);
    (
        json,
        snapshot.path().to_string(),
        snapshot.progress(),
        snapshot.is_closed(),
    )
}

/// What the consumer of a stream does with its snapshots.
#[derive(Debug, Clone, Copy)]
enum Keeps {
    None,
    Last,
    All,
    EverySecond,
    /// The last one, and nothing for a long while, in turn.
    Sometimes,
}

/// What the snapshots of a stream say, having kept them in that way.
async fn sequence<T: Extract>(
    pieces: &[String],
    keeps: Keeps,
) -> (Vec<(Value, String, (usize, usize), bool)>, T) {
    let mut stream = PartialStream::<T>::from_text(pieces::stream(pieces));
    let mut said = Vec::new();
    let mut kept: Vec<(usize, Shown<T>)> = Vec::new();
    while let Some(snapshot) = stream.next().await {
        let snapshot = snapshot.unwrap();
        let i = said.len();
        said.push(seen(&snapshot));
        match keeps {
            Keeps::None => drop(snapshot),
            Keeps::Last => kept = vec![(i, snapshot)],
            Keeps::All => kept.push((i, snapshot)),
            Keeps::EverySecond if i % 2 == 0 => kept.push((i, snapshot)),
            Keeps::EverySecond => drop(snapshot),
            Keeps::Sometimes if i % 200 < 50 => kept = vec![(i, snapshot)],
            Keeps::Sometimes => kept.clear(),
        }
        // Not only at the end: a change that a later one covers up would be one as well.
        if let Some((i, snapshot)) = kept.first() {
            assert_eq!(seen(snapshot), said[*i], "a snapshot has changed");
        }
    }
    for (i, snapshot) in &kept {
        assert_eq!(seen(snapshot), said[*i], "a snapshot has changed");
    }
    (said, stream.complete().await.unwrap())
}

fn check_snapshots<T: Sample>(cases: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    run(cases, (texts_of::<T>(), 1..20usize), |(text, size)| {
        let pieces = pieces::of(&text, size);
        let expected: T = serde_json::from_str(&text)?;
        let (said, value) = runtime.block_on(sequence::<T>(&pieces, Keeps::None));
        prop_assert_eq!(&value, &expected);
        prop_assert!(said.last().is_some_and(|(.., closed)| *closed));
        for keeps in [
            Keeps::Last,
            Keeps::All,
            Keeps::EverySecond,
            Keeps::Sometimes,
        ] {
            let (again, value) = runtime.block_on(sequence::<T>(&pieces, keeps));
            prop_assert_eq!(&again, &said, "{:?}", keeps);
            prop_assert_eq!(&value, &expected, "{:?}", keeps);
        }
        Ok(())
    });
}

#[test]
fn snapshots_do_not_depend_on_which_are_kept() {
    check_snapshots::<Invoice>(10);
    check_snapshots::<Node>(10);
    check_snapshots::<Maps>(5);
    check_snapshots::<Untyped>(5);
}

/// Long enough for the second side to be given up and taken again.
#[test]
fn nor_in_a_long_text() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let pieces = pieces::of(&format!("[\"{}\", \"b\"]", "a".repeat(800)), 1);
    let (said, value) = runtime.block_on(sequence::<Vec<String>>(&pieces, Keeps::None));
    assert_eq!(said.len(), pieces.len());
    for keeps in [
        Keeps::Last,
        Keeps::All,
        Keeps::EverySecond,
        Keeps::Sometimes,
    ] {
        assert_eq!(
            runtime.block_on(sequence::<Vec<String>>(&pieces, keeps)),
            (said.clone(), value.clone())
        );
    }
}
