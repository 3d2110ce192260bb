//! `PartialStream`: a snapshot for each piece of text, that nothing changes any more.

use crate::kept_snapshots::{Shown, seen};
use crate::pieces;
use crate::types::*;
use instructor_core::{Context, ErrorKind, Extract, Limits, PartialStream, Repair};
use serde_json::json;
use std::error::Error;
use std::sync::atomic::Ordering;

/// All items until the first `None`, after which there is none either.
async fn drain<T: Extract>(
    stream: &mut PartialStream<T>,
) -> Vec<instructor_core::Result<Shown<T>>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item);
    }
    assert!(stream.next().await.is_none());
    items
}

#[tokio::test]
async fn each_piece_gives_a_snapshot() {
    let pieces = [
        "",
        " ",
        "{\"na",
        "me\": \"J",
        "",
        "o",
        "e\", \"children\": [",
        "]}",
        " ignored",
    ];
    let mut stream = PartialStream::<Node>::from_text(pieces::stream(pieces));
    let items = drain(&mut stream).await;
    let all: Vec<_> = items.into_iter().map(|item| seen(&item.unwrap())).collect();
    assert_eq!(
        all,
        [
            (json!({}), String::new(), (0, 3), false),
            (json!({"name": "J"}), "name".to_owned(), (0, 3), false),
            (json!({"name": "Jo"}), "name".to_owned(), (0, 3), false),
            (
                json!({"name": "Joe", "children": []}),
                "children".to_owned(),
                (1, 3),
                false
            ),
            (
                json!({"name": "Joe", "children": []}),
                String::new(),
                (3, 3),
                true
            ),
        ]
    );
    let node = stream.complete().await.unwrap();
    assert_eq!(
        node,
        Node {
            name: "Joe".into(),
            children: vec![],
            next: None
        }
    );
}

#[tokio::test]
async fn bytes_may_be_cut_within_a_character() {
    let text = "[\"é漢😀\"]";
    let pieces: Vec<_> = text
        .bytes()
        .map(|byte| Ok::<_, std::io::Error>([byte]))
        .collect();
    let mut stream = PartialStream::<Vec<String>>::from_bytes(futures_util::stream::iter(pieces));
    let mut grown = Vec::new();
    for item in drain(&mut stream).await {
        grown.push(item.unwrap().first().cloned().unwrap_or_default());
    }
    // No snapshot for a byte that brings no text.
    assert_eq!(grown, ["", "", "é", "é漢", "é漢😀", "é漢😀", "é漢😀"]);
    assert_eq!(stream.complete().await.unwrap(), ["é漢😀"]);
}

#[tokio::test]
async fn nothing_is_read_past_the_root() {
    let (source, taken) = pieces::counted(["[1", "]", "x", "y"]);
    let mut stream = PartialStream::<Vec<u8>>::from_text(source);
    drain(&mut stream).await;
    assert_eq!(taken.load(Ordering::Relaxed), 2);
    assert_eq!(stream.complete().await.unwrap(), [1]);
    assert_eq!(taken.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn the_end_of_the_source_before_that_of_the_value() {
    let mut stream =
        PartialStream::<Point>::from_text(pieces::stream(["{\"x\": 1, \"la", "bel\": \"ab"]));
    let mut items = drain(&mut stream).await;
    let error = items.pop().unwrap().unwrap_err();
    assert!(items.iter().all(Result::is_ok));
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(
        error.to_string(),
        "the text ended before its value was whole at `label`, byte 21"
    );
    assert_eq!(error.partial_json(), Some("{\"x\": 1, \"label\": \"ab"));
    let partial = error.partial::<PartialPoint>().unwrap();
    assert_eq!((partial.x, partial.label.as_deref()), (Some(1), Some("ab")));
}

/// What was whole is whole, also if the source ends right after it.
#[tokio::test]
async fn a_number_is_ended_by_the_source() {
    let mut stream = PartialStream::<u64>::from_text(pieces::stream(["19", "84"]));
    let items = drain(&mut stream).await;
    assert_eq!(items.len(), 1);
    assert_eq!(**items[0].as_ref().unwrap(), 1984);
    assert_eq!(stream.complete().await.unwrap(), 1984);
}

#[tokio::test]
async fn a_source_that_brings_nothing() {
    for pieces in [&[][..], &[""], &["", ""]] {
        let mut stream = PartialStream::<Point>::from_text(pieces::stream(pieces.iter().copied()));
        let items = drain(&mut stream).await;
        assert_eq!(items.len(), 1);
        let error = items[0].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incomplete);
        assert_eq!(error.to_string(), "the text is empty");
        assert_eq!(error.partial::<PartialPoint>(), None);
        assert_eq!(
            stream.complete().await.unwrap_err().kind(),
            ErrorKind::Incomplete
        );
    }
}

#[tokio::test]
async fn an_error_of_the_source() {
    let mut stream =
        PartialStream::<Point>::from_text(pieces::breaking(&["{\"x\": 1, ", "\"label\": \"ab"]));
    let items = drain(&mut stream).await;
    assert_eq!(items.len(), 3);
    let error = items[2].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Source);
    assert_eq!(error.to_string(), "the stream failed: the cable is out");
    let source = error
        .source()
        .unwrap()
        .downcast_ref::<std::io::Error>()
        .unwrap();
    assert_eq!(source.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(error.partial_json(), Some("{\"x\": 1, \"label\": \"ab"));
    assert_eq!(
        error.partial::<PartialPoint>().unwrap().label.as_deref(),
        Some("ab")
    );

    // `complete` tells it, to who has read it and to who has not.
    let error = stream.complete().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Source);
    assert_eq!(error.partial::<PartialPoint>().unwrap().x, Some(1));
    let unread = PartialStream::<Point>::from_text(pieces::breaking(&["{\"x\": 1"]));
    assert_eq!(
        unread.complete().await.unwrap_err().kind(),
        ErrorKind::Source
    );
}

#[tokio::test]
async fn an_error_in_the_text() {
    let mut stream = PartialStream::<Point>::from_text(pieces::stream([
        "{\"x\": 1, ",
        "\"label\": \"ab\", \"y\": true",
        "}",
    ]));
    let items = drain(&mut stream).await;
    assert_eq!(items.len(), 2);
    let error = items[1].as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a number, found a bool at `y`, byte 29"
    );
    assert_eq!(
        error.partial_json(),
        Some("{\"x\": 1, \"label\": \"ab\", \"y\": true")
    );
    assert_eq!(
        error.partial::<PartialPoint>().unwrap().label.as_deref(),
        Some("ab")
    );
}

#[tokio::test]
async fn a_missing_field_is_an_error_of_complete_alone() {
    let mut stream =
        PartialStream::<Vec<Point>>::from_text(pieces::stream(["[{\"x\": 1, ", "\"y\": 2}]"]));
    let items = drain(&mut stream).await;
    assert!(items.iter().all(Result::is_ok));
    assert!(items[1].as_ref().unwrap().is_closed());
    drop(items);
    let error = stream.complete().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    assert_eq!(error.to_string(), "missing `[0].label`");
    assert_eq!(error.partial_json(), Some("[{\"x\": 1, \"y\": 2}]"));
    assert_eq!(error.partial::<Vec<PartialPoint>>().unwrap()[0].x, Some(1));
}

#[tokio::test]
async fn complete_reads_what_is_left() {
    let pieces = ["[1, ", "2, ", "3]"];
    let stream = PartialStream::<Vec<u8>>::from_text(pieces::stream(pieces));
    assert_eq!(stream.complete().await.unwrap(), [1, 2, 3]);
    let mut stream = PartialStream::<Vec<u8>>::from_text(pieces::stream(pieces));
    let kept = stream.next().await.unwrap().unwrap();
    assert_eq!(stream.complete().await.unwrap(), [1, 2, 3]);
    assert_eq!(*kept, [1]);
}

#[tokio::test]
async fn bytes_that_are_not_text() {
    let pieces = [&b"[\"a"[..], b"b\xff\"]"].map(Ok::<_, std::io::Error>);
    let mut stream = PartialStream::<Vec<String>>::from_bytes(futures_util::stream::iter(pieces));
    let items = drain(&mut stream).await;
    let error = items.last().unwrap().as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
    assert_eq!(error.partial::<Vec<String>>().unwrap()[0], "ab");
}

#[tokio::test]
async fn it_waits_for_its_source_and_can_be_spawned() {
    let source = pieces::slow(pieces::of("[\"one\", \"two\"]", 3));
    let stream = PartialStream::<Vec<String>>::from_text(source);
    let texts = tokio::spawn(stream.complete()).await.unwrap().unwrap();
    assert_eq!(texts, ["one", "two"]);
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Ticket {
    name: String,
    #[extract(validate = known)]
    seat: u8,
}

fn known(seat: &u8, context: &Context) -> Result<(), String> {
    match context.get::<Vec<u8>>() {
        Some(seats) if seats.contains(seat) => Ok(()),
        _ => Err(format!("there is no seat {seat}")),
    }
}

#[tokio::test]
async fn it_is_set_up_as_a_parser_is() {
    const LOOSE: &str = "Here you are:\n```\n{'Name': 'Ana', seat: '7',}\n```";
    let seats = || Context::new().with(vec![7_u8]);
    for size in [1, 5, LOOSE.len()] {
        let stream = || PartialStream::<Ticket>::from_text(pieces::stream(pieces::of(LOOSE, size)));
        let ticket = stream().context(seats()).repair(Repair::Lenient);
        let (ticket, response) = ticket.complete_with_response().await.unwrap();
        assert_eq!((&*ticket.name, ticket.seat), ("Ana", 7));
        assert!(response.repairs.len() > 3, "{:?}", response.repairs);

        let error = stream()
            .repair(Repair::Lenient)
            .complete()
            .await
            .unwrap_err();
        assert_eq!(error.problems()[0].to_string(), "seat: there is no seat 7");
        let error = stream().context(seats()).complete().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Syntax, "{error}");

        let mut limits = Limits::default();
        limits.bytes = 30;
        let short = stream()
            .context(seats())
            .limits(limits)
            .repair(Repair::Lenient);
        assert_eq!(short.complete().await.unwrap_err().kind(), ErrorKind::Limit);
    }
    let bytes = [Ok::<_, std::io::Error>(LOOSE.as_bytes())];
    let stream = PartialStream::<Ticket>::from_bytes(futures_util::stream::iter(bytes));
    let ticket = stream.repair(Repair::Lenient).context(seats()).complete();
    assert_eq!(ticket.await.unwrap().seat, 7);
}

/// Its changes are noted all the same, and what has been read stays.
#[tokio::test]
async fn it_is_set_up_before_it_is_read() {
    let pieces = ["{'x': 1, 'y'", ": 2}"];
    let stream = PartialStream::<Point>::from_text(pieces::stream(pieces));
    let mut changes = stream.repair(Repair::Lenient).changes();
    let change = changes.next().await.unwrap().unwrap();
    assert_eq!(change.path.to_string(), "x");

    let mut stream = PartialStream::<Vec<u8>>::from_text(pieces::stream(["[1, ", "2,]"]));
    let snapshot = stream.next().await.unwrap().unwrap();
    let mut stream = stream.repair(Repair::Lenient);
    assert_eq!(*snapshot, [1]);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
}

#[test]
fn streams_and_snapshots_can_go_anywhere() {
    fn anywhere<T: Send + Unpin + 'static>() {}
    fn shared<T: Send + Sync + Clone + 'static>() {}
    anywhere::<PartialStream<Invoice>>();
    anywhere::<PartialStream<Node>>();
    shared::<Shown<Invoice>>();
    shared::<Shown<Untyped>>();
    shared::<Shown<Page<Point>>>();
}
