use instructor_core::{Extract, Parser, Partial};

/// Nothing at all.
#[derive(Extract, Debug, Clone, Copy, PartialEq)]
pub struct Nothing;

#[derive(Extract, Debug, PartialEq)]
struct Sized<const N: usize>;

#[derive(Extract, Debug, PartialEq)]
struct Both {
    nothing: Nothing,
    maybe: Option<Sized<3>>,
}

fn main() {
    let mut parser = Parser::<PartialBoth>::new();
    parser.feed(r#"{"nothing": nul"#).unwrap();
    assert_eq!(parser.partial().unwrap().nothing, None);
    parser.feed(r#"l, "maybe": null}"#).unwrap();
    assert_eq!(parser.partial().unwrap().nothing, Some(PartialNothing));
    assert_eq!(parser.finish().unwrap(), Both { nothing: Nothing, maybe: None });
    assert_eq!(PartialNothing::default().complete().unwrap(), Nothing);
    assert_eq!(serde_json::to_string(&PartialNothing).unwrap(), "null");
    assert!(Parser::<PartialNothing>::new().feed("{}").is_err());
    let _ = Sized::<3>;
}
