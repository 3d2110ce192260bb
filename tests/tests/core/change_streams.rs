//! Changes of streams: the same whoever tells them and whoever keeps snapshots, and of an element, its own.

use crate::changes::{Together, expected};
use crate::everything::*;
use crate::pieces;
use crate::types::{Node, Point};
use futures_util::StreamExt;
use instructor_core::{Change, EachStream, Element, Extract, Parser, PartialStream};

/// What the changes of a stream are, one list for all its text, if snapshots are kept in that way.
async fn of_snapshots<T: Extract>(pieces: &[String], keep: fn(usize) -> bool) -> Vec<Vec<Change>> {
    let mut stream = PartialStream::<T>::from_text(pieces::stream(pieces));
    let mut all = Vec::new();
    let mut kept = Vec::new();
    while let Some(snapshot) = stream.next().await {
        let snapshot = snapshot.unwrap();
        all.push(snapshot.changes());
        match keep(all.len()) {
            true => kept.push((all.len() - 1, snapshot)),
            false => kept.clear(),
        }
        if let Some((i, snapshot)) = kept.first() {
            assert_eq!(snapshot.changes(), all[*i], "a snapshot has changed");
        }
    }
    all
}

fn keep_none(_: usize) -> bool {
    false
}

fn keep_all(_: usize) -> bool {
    true
}

fn keep_second(i: usize) -> bool {
    i.is_multiple_of(2)
}

fn keep_sometimes(i: usize) -> bool {
    i % 150 < 40
}

const KEEPS: [fn(usize) -> bool; 4] = [keep_none, keep_all, keep_second, keep_sometimes];

/// Of a parser, of the snapshots of both sides of a stream, and of the stream of changes.
#[tokio::test]
async fn they_are_the_same_whoever_tells_them() {
    for text in ALL {
        for size in [1, 2, 5] {
            let pieces = pieces::of(text, size);
            let mut parser = Parser::<PartialEvery>::new().with_changes();
            let mut expected = Vec::new();
            for piece in &pieces {
                if parser.is_closed() {
                    break;
                }
                parser.feed(piece).unwrap();
                if parser.partial().is_some() {
                    expected.push(parser.changes());
                }
            }
            for keep in KEEPS {
                assert_eq!(of_snapshots::<Every>(&pieces, keep).await, expected);
            }
            let stream = PartialStream::<Every>::from_text(pieces::stream(&pieces)).changes();
            let stream: Vec<Change> = stream.map(Result::unwrap).collect().await;
            assert_eq!(stream, expected.concat());
        }
    }
}

#[tokio::test]
async fn a_stream_of_changes_completes_the_value() {
    let pieces = pieces::of(LATE, 9);
    let whole: Every = serde_json::from_str(LATE).unwrap();
    let mut stream = PartialStream::<Every>::from_text(pieces::stream(&pieces)).changes();
    for _ in 0..3 {
        stream.next().await.unwrap().unwrap();
    }
    assert_eq!(stream.complete().await.unwrap(), whole);

    let mut stream = PartialStream::<u64>::from_text(pieces::stream(["19", "84"])).changes();
    assert_eq!(
        stream.next().await.unwrap().unwrap().to_string(),
        " + \"1984\", closed"
    );
    assert!(stream.next().await.is_none());

    let mut stream =
        PartialStream::<Point>::from_text(pieces::stream(["{\"x\": 1,", "\"y\": true}"])).changes();
    assert_eq!(
        stream.next().await.unwrap().unwrap().to_string(),
        "x + \"1\", closed"
    );
    assert!(stream.next().await.unwrap().is_err());
    assert!(stream.next().await.is_none());
}

/// Of the element in progress, as if it were the root; what closes it is told by the element.
#[tokio::test]
async fn of_an_element_paths_start_at_it() {
    let elements = [
        r#"{"name": "Jo\u00e9", "children": [{"name": "", "children": [], "next": null}], "next": null }"#,
        r#"{"name": "b", "children": []}"#,
    ];
    for (before, after) in [("[", "]"), ("{\"items\": [", "]}")] {
        for keep in KEEPS {
            let text = format!("{before}{}, {}{after}", elements[0], elements[1]);
            let mut stream =
                EachStream::<Node>::from_text(pieces::stream(pieces::of(&text, 1))).growing();
            let (mut done, mut kept) = (Vec::new(), Vec::new());
            let (mut together, mut leaves, mut progress) = (Together::default(), 0, (0, 3));
            let mut items = 0;
            while let Some(item) = stream.next().await {
                items += 1;
                match item.unwrap() {
                    Element::Growing(snapshot) => {
                        for change in snapshot.changes() {
                            together.take(&change);
                        }
                        assert!(snapshot.leaves() >= leaves);
                        assert!(snapshot.progress().0 >= progress.0 && snapshot.progress().1 == 3);
                        (leaves, progress) = (snapshot.leaves(), snapshot.progress());
                        kept.push(snapshot);
                        if !keep(items) {
                            kept.clear();
                        }
                    }
                    Element::Closed(_) => {
                        done.push(std::mem::take(&mut together));
                        (progress, leaves) = ((0, 3), 0);
                    }
                }
            }
            assert_eq!(done.len(), 2);
            for (element, together) in elements.iter().zip(done) {
                let mut expected = expected(element, &serde_json::from_str(element).unwrap());
                expected.pop();
                assert_eq!(together.open, None);
                assert_eq!(together.closed, expected);
            }
        }
    }
}

/// Each element that closes in a piece takes its changes along: the snapshot has those of its own element.
#[tokio::test]
async fn of_two_elements_in_a_piece_the_open_one_tells_its_changes() {
    let pieces = [
        "[{\"name\": \"a",
        "b\", \"children\": []}, {\"name\": \"c",
        "d",
    ];
    let mut stream = EachStream::<Node>::from_text(pieces::stream(pieces)).growing();
    let mut said = Vec::new();
    while let Some(Ok(item)) = stream.next().await {
        said.push(match item {
            Element::Growing(snapshot) => {
                assert_eq!(snapshot.path().to_string(), "name");
                snapshot.changes().iter().map(Change::to_string).collect()
            }
            Element::Closed(node) => vec![node.name],
        });
    }
    assert_eq!(
        said,
        [
            vec!["name + \"a\""],
            vec!["ab"],
            vec!["name + \"c\""],
            vec!["name + \"d\""]
        ]
    );
}
