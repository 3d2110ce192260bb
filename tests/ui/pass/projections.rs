//! Bounds of associated types, of the fields of structs, tuples and variants.
use instructor_core::{Extract, Parser};
use std::fmt::Debug;

trait Kind {
    type Value;
    type Other;
}

struct Texts;

impl Kind for Texts {
    type Value = String;
    // Not to be extracted, and in no field.
    type Other = std::time::Instant;
}

#[derive(Extract)]
struct Named<K: Kind> {
    value: K::Value,
    all: Vec<<K as Kind>::Value>,
    next: Option<Box<Named<K>>>,
}

#[derive(Extract)]
struct Pair<K: Kind>(K::Value, Option<K::Value>);

#[derive(Extract)]
struct Newtype<K: Kind>(K::Value);

#[derive(Extract)]
enum Either<K, T>
where
    K: Kind,
    T: Debug,
{
    Left { value: K::Value },
    Right(T),
    Both(K::Value, T),
    #[serde(skip)]
    Never(K::Other),
}

#[derive(Extract)]
struct Page<T = Newtype<Texts>> {
    items: Vec<T>,
}

fn main() {
    let mut parser = Parser::<PartialNamed<Texts>>::new();
    parser.feed(r#"{"value": "a", "all": ["b"], "next": {"value": "c", "all": []}}"#).unwrap();
    let named = parser.finish().unwrap();
    assert_eq!((&*named.value, &*named.all[0], &*named.next.unwrap().value), ("a", "b", "c"));

    let mut parser = Parser::<PartialEither<Texts, u8>>::new();
    parser.feed(r#"{"Both": ["a", 5]}"#).unwrap();
    assert!(matches!(parser.finish().unwrap(), Either::Both(a, 5) if a == "a"));

    let mut parser = Parser::<PartialPage>::new();
    parser.feed(r#"{"items": ["a"]}"#).unwrap();
    let page: Page = parser.finish().unwrap();
    assert_eq!(page.items[0].0, "a");

    let mut parser = Parser::<PartialPair<Texts>>::new();
    parser.feed(r#"["a", null]"#).unwrap();
    let Pair(a, b) = parser.finish().unwrap();
    assert_eq!((&*a, b), ("a", None));
    let _ = (Either::<Texts, u8>::Left { value: String::new() }, Either::<Texts, u8>::Right(1), Either::<Texts, u8>::Never);
}
