use instructor_core::{Extract, Parser, Partial};

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "t", content = "c")]
#[extract(partial = "Draft", atomic)]
enum Action<T> {
    Reply { text: String },
    Value(T),
    Pair(T, u8),
    Maybe(Option<T>),
    Stop,
}

fn parse(text: &str) -> Action<u8> {
    let mut parser = Parser::<Draft<u8>>::new();
    for piece in text.chars() {
        assert_eq!(parser.partial(), None);
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    assert_eq!(parse(r#"{"t": "Reply", "c": {"text": "a"}}"#), Action::Reply { text: "a".to_owned() });
    assert_eq!(parse(r#"{"c": 5, "t": "Value"}"#), Action::Value(5));
    assert_eq!(parse(r#"{"c": [5, 6], "t": "Pair"}"#), Action::Pair(5, 6));
    assert_eq!(parse(r#"{"t": "Maybe"}"#), Action::Maybe(None));
    assert_eq!(parse(r#"{"t": "Stop"}"#), Action::Stop);
    let missing = Draft::<u8>::Pair(Some(1), None).complete().unwrap_err();
    assert_eq!(missing.to_string(), "missing `c[1]`");
}
