//! `EachStream`: each element when its last byte is there, and `growing`, which shows it before.

use crate::feed::json_of;
use crate::pieces;
use crate::samples::{Sample, run, texts_of};
use crate::types::*;
use instructor_core::{
    Context, EachStream, Element, ErrorKind, Extract, GrowingStream, Limits, Repair,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::atomic::Ordering;

async fn drain<T: Extract>(mut stream: EachStream<T>) -> Vec<instructor_core::Result<T>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item);
    }
    assert!(stream.next().await.is_none());
    items
}

/// How much of `text` had been read when each element came.
async fn read_by<T: Extract + Debug>(text: &str) -> Vec<String> {
    let (source, taken) = pieces::counted(pieces::of(text, 1));
    let mut stream = EachStream::<T>::from_text(source);
    let mut read = Vec::new();
    while let Some(item) = stream.next().await {
        item.unwrap();
        read.push(text.chars().take(taken.load(Ordering::Relaxed)).collect());
    }
    read
}

#[tokio::test]
async fn an_element_comes_with_its_last_byte() {
    assert_eq!(
        read_by::<Empty>("[{}, {\"a\": 1}]").await,
        ["[{}", "[{}, {\"a\": 1}"]
    );
    assert_eq!(
        read_by::<String>("[\"é\" , \"\"]").await,
        ["[\"é\"", "[\"é\" , \"\""]
    );
    assert_eq!(read_by::<Vec<u8>>(" [[],[1]]").await, [" [[]", " [[],[1]"]);
    assert_eq!(
        read_by::<Option<Empty>>("[null,{}]").await,
        ["[null", "[null,{}"]
    );
    // What ends a number is the byte after it.
    assert_eq!(read_by::<u8>("[10, 20]").await, ["[10,", "[10, 20]"]);
    assert_eq!(
        read_by::<Empty>("{\"a\": [{}], \"items\": [{}]}").await,
        ["{\"a\": [{}], \"items\": [{}"]
    );
}

#[test]
fn the_elements_are_those_of_the_list() {
    fn check<T: Sample + Clone>() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let lists = proptest::collection::vec(texts_of::<T>(), 0..5);
        run(
            8,
            (lists, 1..30usize, any::<bool>()),
            |(texts, size, wrapped)| {
                let list = format!("[{}]", texts.join(","));
                let expected: Vec<T> = serde_json::from_str(&list)?;
                let text = if wrapped {
                    format!("{{\"items\": {list}}}")
                } else {
                    list
                };
                let stream = EachStream::<T>::from_text(pieces::stream(pieces::of(&text, size)));
                let items = runtime.block_on(drain(stream));
                let items: Vec<T> = items.into_iter().map(Result::unwrap).collect();
                prop_assert_eq!(&items, &expected);

                // Growing, they are the same, whatever is kept of what was shown.
                for keep in [0, 1, usize::MAX] {
                    let stream =
                        EachStream::<T>::from_text(pieces::stream(pieces::of(&text, size)));
                    let closed = runtime.block_on(closed_of_growing(stream.growing(), keep));
                    prop_assert_eq!(&closed, &expected);
                }
                Ok(())
            },
        );
    }

    check::<Invoice>();
    check::<Node>();
    check::<Option<Point>>();
    check::<String>();
    check::<Vec<Vec<u8>>>();
    check::<serde_json::Value>();
}

/// The elements of a stream of which the last `keep` snapshots are kept.
async fn closed_of_growing<T: Extract>(mut stream: GrowingStream<T>, keep: usize) -> Vec<T> {
    let mut closed = Vec::new();
    let mut kept = std::collections::VecDeque::new();
    while let Some(item) = stream.next().await {
        match item.unwrap() {
            Element::Closed(element) => closed.push(element),
            Element::Growing(snapshot) => {
                assert!(!snapshot.is_closed());
                kept.push_back((json_of(&*snapshot), snapshot));
                if kept.len() > keep {
                    kept.pop_front();
                }
            }
        }
    }
    for (json, snapshot) in &kept {
        assert_eq!(&json_of(&**snapshot), json, "a snapshot has changed");
    }
    closed
}

#[tokio::test]
async fn a_second_list_in_the_wrapper_is_an_error_wherever_the_text_is_cut() {
    let text = r#"{"items": [1, 2], "items": [3]}"#;
    for size in 1..=text.len() {
        let items = drain(EachStream::<u8>::from_text(pieces::stream(pieces::of(
            text, size,
        ))))
        .await;
        let [Ok(1), Ok(2), Err(error)] = &items[..] else {
            panic!("in pieces of {size}: {items:?}");
        };
        assert_eq!(error.kind(), ErrorKind::Type, "in pieces of {size}");
    }
}

#[tokio::test]
async fn an_element_that_lacks_a_field_is_in_its_error() {
    let text =
        r#"[ {"name": "a", "children": []} , {"children": []}, {"name": "c", "children": []}]"#;
    for size in [1, 7, 1000] {
        let items = drain(EachStream::<Node>::from_text(pieces::stream(pieces::of(
            text, size,
        ))))
        .await;
        let error = items[1].as_ref().unwrap_err();
        assert_eq!(error.partial_json(), Some(r#"{"children": []}"#));
        let partial = error.partial::<PartialNode>().unwrap();
        assert_eq!((&partial.name, &partial.children), (&None, &Some(vec![])));
    }
}

#[tokio::test]
async fn an_element_that_lacks_a_field_is_an_error_and_the_stream_goes_on() {
    let text = r#"[{"name": "a", "children": []}, {"children": []}, {"name": "c", "children": [{}]}, {"name": "d", "children": []}]"#;
    for size in [1, 7, 1000] {
        let items = drain(EachStream::<Node>::from_text(pieces::stream(pieces::of(
            text, size,
        ))))
        .await;
        let said: Vec<_> = items
            .iter()
            .map(|item| {
                item.as_ref()
                    .map(|node| &*node.name)
                    .map_err(ToString::to_string)
            })
            .collect();
        let missing = [
            "missing `[1].name`",
            "missing `[2].children[0].name`, `[2].children[0].children`",
        ]
        .map(str::to_owned);
        assert_eq!(
            said,
            [
                Ok("a"),
                Err(missing[0].clone()),
                Err(missing[1].clone()),
                Ok("d")
            ]
        );
        let error = items[1].as_ref().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Missing);
        assert_eq!(error.path().unwrap().to_string(), "[1].name");
    }
}

#[tokio::test]
async fn an_element_that_does_not_fit_is_an_error_and_the_stream_goes_on() {
    for size in [1, 3, 1000] {
        let text = "[1, 2, 300, 4]";
        let stream = || EachStream::<u8>::from_text(pieces::stream(pieces::of(text, size)));
        for fails_fast in [false, true] {
            let items = match fails_fast {
                false => drain(stream()).await,
                true => drain(stream().fail_fast()).await,
            };
            assert_eq!(items.len(), if fails_fast { 3 } else { 4 });
            assert_eq!(*items[1].as_ref().unwrap(), 2);
            let error = items[2].as_ref().unwrap_err();
            assert_eq!(
                error.to_string(),
                "300 is out of range for u8 at `[2]`, byte 7"
            );
            let text = error.partial_json().unwrap();
            match fails_fast {
                false => assert_eq!(text, "300"),
                true => assert!(text.starts_with("[1, 2, 300,"), "{text}"),
            }
        }
    }
}

#[tokio::test]
async fn a_list_that_does_not_end() {
    let items = drain(EachStream::<Empty>::from_text(pieces::stream([
        "[{}, {}, {\"a\"",
        ": ",
    ])))
    .await;
    assert_eq!(items.len(), 3);
    let error = items[2].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(
        error.to_string(),
        "the text ended before its value was whole at `[2]`, byte 15"
    );
    assert_eq!(error.partial_json(), Some("[{}, {}, {\"a\": "));
}

/// The half of a number that arrived is no element.
#[tokio::test]
async fn a_number_that_is_cut_is_not_handed_out() {
    let items = drain(EachStream::<u64>::from_text(pieces::stream(["[7, 19"]))).await;
    assert_eq!(*items[0].as_ref().unwrap(), 7);
    assert_eq!(items[1].as_ref().unwrap_err().kind(), ErrorKind::Incomplete);
    assert_eq!(items.len(), 2);
}

#[tokio::test]
async fn an_error_of_the_source_comes_after_what_closed() {
    let mut stream = EachStream::<u8>::from_text(pieces::breaking(&["[1, 2, ", "3"]));
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    assert_eq!(stream.next().await.unwrap().unwrap(), 2);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Source);
    assert_eq!(error.partial_json(), Some("[1, 2, 3"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn lists_without_elements() {
    for text in ["[]", " [ ] ", "{\"items\": []}", "[] and more"] {
        assert!(
            drain(EachStream::<u8>::from_text(pieces::stream([text])))
                .await
                .is_empty(),
            "{text}"
        );
    }
    for (text, message) in [
        ("7", "expected a list, found a number at byte 0"),
        ("null", "expected a list, found null at byte 0"),
        (
            "{}",
            "the object has neither `items` nor `value` to be taken for the value at byte 2",
        ),
        ("", "the text is empty"),
    ] {
        let items = drain(EachStream::<u8>::from_text(pieces::stream([text]))).await;
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].as_ref().unwrap_err().to_string(), message);
    }
}

#[tokio::test]
async fn bytes_may_be_cut_within_a_character() {
    let pieces: Vec<_> = "[\"é\", \"😀\"]"
        .bytes()
        .map(|byte| Ok::<_, std::io::Error>(vec![byte]))
        .collect();
    let items = drain(EachStream::<String>::from_bytes(
        futures_util::stream::iter(pieces),
    ))
    .await;
    let items: Vec<_> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, ["é", "😀"]);
}

#[derive(Debug, PartialEq)]
enum Seen {
    /// With the open path within the element, and the progress of the element.
    Growing(Value, String, (usize, usize)),
    Closed(String),
    Failed(ErrorKind),
}

async fn growing(pieces: &[&str]) -> Vec<Seen> {
    let mut stream =
        EachStream::<Point>::from_text(pieces::stream(pieces.iter().copied())).growing();
    let mut all = Vec::new();
    while let Some(item) = stream.next().await {
        all.push(match item {
            Ok(Element::Growing(shot)) => {
                Seen::Growing(json_of(&*shot), shot.path().to_string(), shot.progress())
            }
            Ok(Element::Closed(point)) => Seen::Closed(point.label),
            Err(error) => Seen::Failed(error.kind()),
        });
    }
    assert!(stream.next().await.is_none());
    all
}

#[tokio::test]
async fn growing_shows_the_element_in_progress() {
    let said = growing(&[
        "[",
        "{\"x\": 1, \"la",
        "bel\": \"o",
        "ne\", \"y\": 1}",
        ", {\"label\": \"t",
        "wo\", \"x\": 2, \"y\": 2}, {}, {",
        "\"x\": 3",
    ])
    .await;
    let point = |json, path: &str, closed| Seen::Growing(json, path.to_owned(), (closed, 3));
    assert_eq!(
        said,
        [
            point(json!({"x": 1}), "", 1),
            point(json!({"x": 1, "label": "o"}), "label", 1),
            Seen::Closed("one".to_owned()),
            point(json!({"label": "t"}), "label", 0),
            // One read: what closed in it, then one snapshot of what it left open.
            Seen::Closed("two".to_owned()),
            Seen::Failed(ErrorKind::Missing),
            point(json!({}), "", 0),
            point(json!({}), "x", 0),
            Seen::Failed(ErrorKind::Incomplete),
        ]
    );
}

/// A read that brought no text gives no snapshot.
#[tokio::test]
async fn growing_does_not_repeat_itself_before_an_error() {
    let shown = Seen::Growing(json!({"label": "a"}), "label".to_owned(), (0, 3));
    assert_eq!(
        growing(&["[{\"label\": \"a"]).await,
        [shown, Seen::Failed(ErrorKind::Incomplete)]
    );
}

#[tokio::test]
async fn growing_does_not_name_the_wrapper() {
    let bare = [
        "[{\"x\": 1, \"la",
        "bel\": \"o",
        "ne\", \"y\": 1}",
        ", {\"label\": \"t",
        "wo\", \"x\": 2, \"y\": 2}",
        "]",
    ];
    let mut wrapped = bare;
    let first = format!("{{\"note\": [{{}}], \"items\": {}", bare[0]);
    wrapped[0] = &first;
    wrapped[5] = "], \"after\": {}}";
    assert_eq!(growing(&wrapped).await, growing(&bare).await);
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

/// In the list, and in an element that is read by itself once it is no good.
#[tokio::test]
async fn it_is_set_up_as_a_parser_is() {
    const LOOSE: &str = "Here:\n[{'name': 'Ana', seat: '7',}, {'name': 'Bo', seat: 8, 'x': ['y',]}, {'name': 'Cy', seat: 7}]";
    let seats = || Context::new().with(vec![7_u8]);
    for size in [1, 5, LOOSE.len()] {
        let stream = || EachStream::<Ticket>::from_text(pieces::stream(pieces::of(LOOSE, size)));
        let tickets = drain(stream().context(seats()).repair(Repair::Lenient)).await;
        let [Ok(ana), Err(bo), Ok(cy)] = &*tickets else {
            panic!("{tickets:?}");
        };
        assert_eq!((&*ana.name, &*cy.name), ("Ana", "Cy"));
        assert_eq!(bo.problems()[0].to_string(), "[1].seat: there is no seat 8");
        assert_eq!(
            bo.partial::<PartialTicket>().unwrap().name.as_deref(),
            Some("Bo")
        );

        let none = drain(stream().repair(Repair::Lenient)).await;
        assert!(none.iter().all(Result::is_err) && none.len() == 3);
        let strict = drain(stream().context(seats())).await;
        assert!(matches!(&*strict, [Err(error)] if error.kind() == ErrorKind::Syntax));

        let mut limits = Limits::default();
        limits.bytes = 45;
        let short = stream()
            .limits(limits)
            .context(seats())
            .repair(Repair::Lenient);
        let short = drain(short).await;
        assert_eq!(
            short.last().unwrap().as_ref().unwrap_err().kind(),
            ErrorKind::Limit
        );
    }
    let bytes = [Ok::<_, std::io::Error>(LOOSE.as_bytes())];
    let stream = EachStream::<Ticket>::from_bytes(futures_util::stream::iter(bytes));
    let mut growing = stream.repair(Repair::Lenient).context(seats()).growing();
    let Element::Closed(ana) = growing.next().await.unwrap().unwrap() else {
        panic!("one read, which closes it");
    };
    assert_eq!(ana.seat, 7);
}

#[test]
fn streams_can_go_anywhere() {
    fn anywhere<T: Send + Unpin + 'static>() {}
    anywhere::<EachStream<Invoice>>();
    anywhere::<GrowingStream<Node>>();
    anywhere::<Element<Untyped>>();
}
