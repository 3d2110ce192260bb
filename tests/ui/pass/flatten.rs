use instructor_core::{Extract, Parser, Partial};
use std::collections::{BTreeMap, HashMap};

#[derive(Extract, Debug, PartialEq, Default)]
struct Base {
    id: u64,
    #[serde(alias = "label")]
    name: Option<String>,
}

#[derive(Extract, Debug, PartialEq)]
struct Deep {
    #[serde(flatten)]
    base: Box<Base>,
    depth: u8,
}

/// Of its own fields, of those of another and of those of another's other.
#[derive(Extract, Debug, PartialEq)]
pub struct User {
    first: u8,
    #[serde(flatten)]
    deep: Deep,
    #[serde(flatten)]
    pub place: Place<u8>,
    last: String,
    /// All others.
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

#[derive(Extract, Debug, PartialEq)]
pub struct Place<T> {
    place: T,
}

/// Whatever object `T` is.
#[derive(Extract, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    page_number: u32,
    #[serde(flatten)]
    of: T,
}

#[derive(Extract, Debug, PartialEq)]
struct Only {
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(default)]
#[derive(Default)]
struct Defaults {
    own: u8,
    #[serde(flatten)]
    base: Place<Option<u8>>,
}

impl Default for Place<Option<u8>> {
    fn default() -> Self {
        Place { place: None }
    }
}

fn parse<T: Extract>(text: &str) -> T {
    let mut parser = Parser::<T::Partial>::new();
    for piece in text.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    let user: User = parse(r#"{"first": 1, "id": 2, "label": "n", "other": 9, "depth": 3, "last": "l", "place": 4}"#);
    assert_eq!((user.first, user.deep.base.id, user.deep.depth, user.place.place), (1, 2, 3, 4));
    assert_eq!(user.deep.base.name.as_deref(), Some("n"));
    assert_eq!((&*user.last, &user.rest["other"]), ("l", &9));

    let page: Page<Base> = parse(r#"{"pageNumber": 1, "id": 2}"#);
    assert_eq!((page.page_number, page.of), (1, Base { id: 2, name: None }));
    let page: Page<Box<Only>> = parse(r#"{"pageNumber": 1, "id": "2"}"#);
    assert_eq!((page.page_number, &*page.of.rest["id"]), (1, "2"));
    assert_eq!(parse::<Defaults>("{}"), Defaults::default());

    let missing = PartialUser::default().complete().unwrap_err().to_string();
    assert_eq!(missing, "missing `first`, `id`, `depth`, `place`, `last`");
    let partial: PartialPage<Base> = PartialPage { page_number: Some(1), of: Some(PartialBase { id: Some(2), name: None }) };
    assert_eq!(serde_json::to_string(&partial).unwrap(), r#"{"pageNumber":1,"id":2}"#);
}
