//! Elements of a list that are no good: whatever is wrong in them, and wherever the text is cut, the list goes on behind them.

use futures_util::stream;
use instructor_core::{EachStream, Element, Error, ErrorKind, Extract};
use std::collections::BTreeMap;

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
struct Row {
    id: u8,
    tags: Vec<u8>,
    prices: BTreeMap<String, u8>,
    action: Action,
    either: Either,
    #[extract(max_length = 3)]
    name: String,
    #[extract(atomic)]
    point: Option<(u8, u8)>,
    letter: char,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(tag = "type")]
enum Action {
    Say { text: String },
    Count { to: u8 },
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Either {
    Number { value: u8 },
    Text { text: String },
}

const GOOD: [(&str, &str); 8] = [
    ("id", "1"),
    ("tags", "[1, 2]"),
    ("prices", r#"{"a": 1, "b": 2}"#),
    ("action", r#"{"type": "Say", "text": "hé"}"#),
    ("either", r#"{"text": "t"}"#),
    ("name", r#""abc""#),
    ("point", "[1, 2]"),
    ("letter", r#""é""#),
];

/// What a field may be that is no good. Brackets and quotes in it are not those of the element.
const BAD: [(&str, &str); 19] = [
    ("id", "256"),
    ("id", r#""}]\"{""#),
    ("id", "null"),
    ("id", r#"{"id": [1, "]}"]}"#),
    ("tags", "[1, 300, 2]"),
    ("tags", r#"[1, "x]", 2]"#),
    ("prices", r#"{"a": 1, "b": "}", "c": 3}"#),
    ("prices", r#"{"a": {"b": [1]}}"#),
    ("action", r#"{"to": [1, "}"], "type": "Count"}"#),
    ("action", r#"{"type": "Fly", "text": "}"}"#),
    ("action", r#"{"text": "no tag"}"#),
    ("either", r#"{"value": "}"}"#),
    ("either", "[[1], {}]"),
    ("name", r#""too lo]}ng \" for it""#),
    ("point", r#"[1, "]"]"#),
    ("point", "[1, 2, 3]"),
    ("letter", r#""ab}""#),
    ("other", "1"),
    ("letter", "true"),
];

fn row(other: Option<(&str, &str)>) -> String {
    let mut fields: Vec<String> = GOOD
        .iter()
        .map(|(name, value)| match other {
            Some((bad, value)) if bad == *name => format!("\"{name}\": {value}"),
            _ => format!("\"{name}\": {value}"),
        })
        .collect();
    if let Some((name, value)) = other
        && GOOD.iter().all(|(known, _)| *known != name)
    {
        fields.insert(2, format!("\"{name}\": {value}"));
    }
    format!("{{{}}}", fields.join(", "))
}

/// What comes of a list in these pieces: the elements, or the errors with their texts.
async fn come(pieces: Vec<String>) -> Vec<Result<Row, (String, Option<String>)>> {
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, Error>));
    let mut rows = EachStream::<Row>::from_text(pieces);
    let mut came = Vec::new();
    while let Some(row) = rows.next().await {
        let told = |error: Error| (error.to_string(), error.partial_json().map(str::to_owned));
        came.push(row.map_err(told));
    }
    came
}

fn cut(text: &str, at: usize) -> Vec<String> {
    vec![text[..at].to_owned(), text[at..].to_owned()]
}

#[tokio::test]
async fn the_list_goes_on_behind_it() {
    for (name, value) in BAD {
        let bad = row(Some((name, value)));
        let good = row(None);
        for text in [
            format!("[{good}, {bad} , {good}]"),
            format!(r#"{{"items": [{good},{bad},{bad},{good}]}}"#),
            format!("[{bad}]"),
        ] {
            let whole = come(vec![text.clone()]).await;
            let bads = whole.iter().filter(|row| row.is_err()).count();
            assert_eq!(
                whole.len(),
                bads + text.matches(&good).count(),
                "{text}: {whole:?}"
            );
            assert_eq!(bads, text.matches(&bad).count(), "{text}: {whole:?}");
            for row in whole.iter().filter_map(|row| row.as_ref().err()) {
                assert_eq!(row.1.as_deref(), Some(&*bad), "{text}");
                assert!(row.0.contains("`["), "{text}: {}", row.0);
            }
            for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(come(cut(&text, at)).await, whole, "{text} cut at {at}");
            }
            let chars = text.chars().map(String::from).collect();
            assert_eq!(come(chars).await, whole, "{text}");
        }
    }
}

/// What is wrong with an element is told first, then what is wrong with the list.
#[tokio::test]
async fn an_element_that_has_no_end() {
    for (tail, kind) in [
        (r#""name": [}"#, ErrorKind::Syntax),
        (r#""name": "abc"#, ErrorKind::Incomplete),
    ] {
        let text = format!(r#"[{}, {{"id": 256, {tail}"#, row(None));
        let pieces = stream::iter([Ok::<_, Error>(text.clone())]);
        let mut rows = EachStream::<Row>::from_text(pieces);
        assert!(rows.next().await.unwrap().is_ok());
        let element = rows.next().await.unwrap().unwrap_err();
        assert_eq!(element.kind(), ErrorKind::Type, "{element}");
        assert_eq!(element.path().unwrap().to_string(), "[1].id");
        let list = rows.next().await.unwrap().unwrap_err();
        assert_eq!(list.kind(), kind, "{list}");
        assert!(rows.next().await.is_none());
    }
}

/// A snapshot that is kept does not keep the stream from going on.
#[tokio::test]
async fn snapshots_may_be_held() {
    let (good, bad) = (row(None), row(Some(("id", "256"))));
    let text = format!("[{good},{bad},{good},{bad},{good}]");
    let pieces = text.chars().map(|char| Ok::<_, Error>(char.to_string()));
    let rows = EachStream::<Row>::from_text(stream::iter(pieces.collect::<Vec<_>>()));
    let mut rows = rows.growing();
    let (mut held, mut closed, mut failed) = (None, 0, 0);
    while let Some(element) = rows.next().await {
        match element {
            Ok(Element::Growing(snapshot)) => held = Some(snapshot),
            Ok(Element::Closed(_)) => closed += 1,
            Err(error) => {
                assert_eq!(error.path().unwrap().segments().len(), 2);
                failed += 1;
            }
        }
    }
    assert!(held.is_some());
    assert_eq!((closed, failed), (3, 2));
}

/// What passes a limit, or is not JSON, ends the list.
#[tokio::test]
async fn other_faults_end_it() {
    let good = row(None);
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for bad in ["{oops}".to_owned(), row(Some(("other", &deep)))] {
        let came = come(vec![format!("[{good},{bad},{good}]")]).await;
        assert!(came[0].is_ok());
        assert!(came.last().unwrap().is_err(), "{came:?}");
        assert!(came.len() <= 3, "{came:?}");
    }
}
