use instructor_core::{Extract, Parser, Partial};

/// A point.
#[derive(Extract, Debug, PartialEq)]
pub struct Point(pub f64, pub(crate) f64, #[extract(atomic)] Option<String>);

#[derive(Extract, Debug, PartialEq)]
struct Nothing();

#[derive(Extract, Debug, PartialEq)]
#[extract(atomic, partial = "Draft")]
struct Pair<A, B>(A, B)
where
    B: Clone;

#[derive(Extract, Debug, PartialEq)]
struct Tree(String, Vec<Tree>);

fn main() {
    let mut parser = Parser::<PartialPoint>::new();
    parser.feed("[1.5,").unwrap();
    assert_eq!(parser.partial(), Some(&PartialPoint(Some(1.5), None, None)));
    assert_eq!(serde_json::to_string(parser.partial().unwrap()).unwrap(), "[1.5]");
    parser.feed(r#" 2, "a"]"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Point(1.5, 2.0, Some("a".to_owned())));
    assert_eq!(PartialPoint::default().complete().unwrap_err().to_string(), "missing `[0]`, `[1]`, `[2]`");

    let mut parser = Parser::<Draft<u8, Tree>>::new();
    parser.feed(r#"[1, ["a", [["b", []]]]"#).unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("]").unwrap();
    assert_eq!(parser.finish().unwrap(), Pair(1, Tree("a".to_owned(), vec![Tree("b".to_owned(), Vec::new())])));

    let mut parser = Parser::<PartialNothing>::new();
    parser.feed("[]").unwrap();
    assert_eq!(parser.finish().unwrap(), Nothing());
    assert!(Parser::<PartialNothing>::new().feed("[1]").is_err());
}

impl Clone for Tree {
    fn clone(&self) -> Self {
        Tree(self.0.clone(), self.1.clone())
    }
}
