use instructor_core::{Extract, Parser, Partial};
use std::marker::PhantomData;

/// Who it is.
#[derive(Extract, Debug, PartialEq)]
#[serde(transparent)]
pub struct Id<T> {
    /// The number.
    pub number: u64,
    of: PhantomData<T>,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(transparent)]
struct Names<T>(#[serde(default = "seven")] u8, Vec<T>, #[serde(skip)] String);

#[derive(Extract, Debug, PartialEq)]
#[serde(transparent)]
#[extract(atomic)]
struct Maybe {
    inner: Option<Text>,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(transparent)]
struct Text(String);

#[derive(Extract, Debug, PartialEq)]
struct All {
    id: Id<std::time::Instant>,
    names: Names<String>,
    maybe: Maybe,
}

fn seven() -> u8 {
    7
}

fn main() {
    let mut parser = Parser::<PartialAll>::new();
    parser.feed(r#"{"id": 5, "names": ["a"#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!(partial.id.as_ref().unwrap().number, 5);
    let PartialNames(names) = partial.names.as_ref().unwrap();
    assert_eq!(names, &["a"]);
    parser.feed(r#""]}"#).unwrap();
    let all = parser.finish().unwrap();
    assert_eq!(all.names, Names(7, vec!["a".to_owned()], String::new()));
    assert_eq!((all.id.number, all.maybe.inner), (5, None));
    let text = PartialMaybe { inner: Some(PartialText("a".to_owned())) }.complete().unwrap();
    assert_eq!(text.inner, Some(Text("a".to_owned())));
}
