//! What is an `Option` or a list is told by its trait, never by how it is spelled.
use instructor_core::{Extract, Parser, Partial};
use std::collections::BTreeMap;

type Maybe<T> = Option<T>;
type Many<T> = Vec<T>;
type Table<T> = BTreeMap<String, T>;
type Two = (u8, u8);
type Shared = Base;

#[derive(Extract, Debug, PartialEq)]
struct Base {
    id: u64,
}

#[derive(Extract, Debug, PartialEq)]
struct Aliased {
    maybe: Maybe<u8>,
    many: Many<Maybe<String>>,
    two: Two,
    #[serde(flatten)]
    base: Shared,
    #[serde(flatten)]
    rest: Table<Maybe<u8>>,
}

#[derive(Extract, Debug, PartialEq)]
struct Tuple(Maybe<u8>, Many<u8>);

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Any {
    Maybe { a: Maybe<u8>, b: u8 },
    Many(Many<u8>),
    Text(Maybe<String>),
}

fn main() {
    let mut parser = Parser::<PartialAliased>::new();
    parser.feed(r#"{"many": [null, "a"], "two": [1, 2], "id": 3, "more": null}"#).unwrap();
    let aliased = parser.finish().unwrap();
    assert_eq!((aliased.maybe, aliased.two, aliased.base), (None, (1, 2), Base { id: 3 }));
    assert_eq!(aliased.many, [None, Some("a".to_owned())]);
    assert_eq!(aliased.rest, BTreeMap::from([("more".to_owned(), None)]));
    let mut parser = Parser::<PartialAny>::new();
    parser.feed(r#"{"b": 1}"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Any::Maybe { a: None, b: 1 });
    let mut parser = Parser::<PartialAny>::new();
    parser.feed("null").unwrap();
    assert_eq!(parser.finish().unwrap(), Any::Text(None));
    assert_eq!(PartialTuple(Some(None), Some(Vec::new())).complete().unwrap(), Tuple(None, Vec::new()));
    let _ = Any::Many(Vec::new());
}
