use instructor_core::{Extract, Parser, Partial};
use std::collections::BTreeMap;

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Action {
    Reply { text: String },
    Search(Search),
    Boxed(Box<Search>),
    Entries(BTreeMap<String, u8>),
    Stop,
    #[serde(other)]
    Other,
}

#[derive(Extract, Debug, PartialEq)]
struct Search {
    query: String,
    then: Option<Box<Action>>,
}

/// All of them without data, but in an object.
#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "kind")]
enum Kind {
    A,
    B,
}

fn parse<T: Extract>(text: &str) -> T {
    let mut parser = Parser::<T::Partial>::new();
    for piece in text.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    let search = || Search { query: "x".to_owned(), then: Some(Box::new(Action::Stop)) };
    assert_eq!(parse::<Action>(r#"{"text": "hi", "type": "reply"}"#), Action::Reply { text: "hi".to_owned() });
    assert_eq!(parse::<Action>(r#"{"type": "search", "query": "x", "then": {"type": "stop"}}"#), Action::Search(search()));
    assert_eq!(parse::<Action>(r#"{"type": "boxed", "query": "x", "then": {"type": "stop"}}"#), Action::Boxed(Box::new(search())));
    assert_eq!(parse::<Action>(r#"{"a": 1, "type": "entries"}"#), Action::Entries(BTreeMap::from([("a".to_owned(), 1)])));
    assert_eq!(parse::<Action>(r#"{"type": "new", "more": []}"#), Action::Other);
    assert_eq!(parse::<Kind>(r#"{"kind": "B"}"#), Kind::B);
    assert_eq!(PartialKind::A.complete().unwrap(), Kind::A);
    let missing = PartialAction::Search(None).complete().unwrap_err();
    assert_eq!(missing.to_string(), "missing `query`");
    assert!(!Action::schema().to_string().contains("other"));
}
