use instructor_core::{Extract, Parser};

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Value {
    Nothing,
    Number(f64),
    Text(String),
    Flag(bool),
    Pair(u8, String),
    List(Vec<Value>),
    Point3 { x: f64, y: f64, z: f64 },
    Point { x: f64, y: f64 },
    // With a literal, with an optional field less, with another type: these are told apart.
    Named {
        #[extract(literal = "named")]
        kind: String,
        name: String,
    },
    Pet {
        #[extract(literal = "pet")]
        kind: String,
        name: String,
    },
}

fn parse(text: &str) -> Value {
    let mut parser = Parser::<PartialValue>::new();
    for piece in text.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    let text = |text: &str| text.to_owned();
    assert_eq!(parse("null"), Value::Nothing);
    assert_eq!(parse("1.5 "), Value::Number(1.5));
    assert_eq!(parse(r#""a""#), Value::Text(text("a")));
    assert_eq!(parse("true"), Value::Flag(true));
    assert_eq!(parse(r#"[1, "a"]"#), Value::Pair(1, text("a")));
    assert_eq!(parse("[1.5, null]"), Value::List(vec![Value::Number(1.5), Value::Nothing]));
    assert_eq!(parse(r#"{"x": 1, "y": 2}"#), Value::Point { x: 1.0, y: 2.0 });
    assert_eq!(parse(r#"{"x": 1, "y": 2, "z": 3}"#), Value::Point3 { x: 1.0, y: 2.0, z: 3.0 });
    assert_eq!(parse(r#"{"kind": "pet", "name": "a"}"#), Value::Pet { kind: text("pet"), name: text("a") });
    let _ = |kind, name| Value::Named { kind, name };
    Value::schema();
}
