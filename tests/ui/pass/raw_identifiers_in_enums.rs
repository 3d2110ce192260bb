#![allow(non_camel_case_types)]

use instructor_core::{Extract, Parser};

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "enum")]
enum r#enum {
    r#match { r#type: String, r#fn: Option<Box<r#enum>> },
    // Names that printed code might have taken for its own.
    Some { slot: u8, cursor: u8, turn: u8, __0: u8, __other0: u8, __content: u8, __self: u8 },
    None,
    Ok(r#struct),
    Err,
    Fields { __marker: u8 },
}

#[derive(Extract, Debug, PartialEq)]
struct r#struct {
    r#in: u8,
}

#[derive(Extract, Debug, PartialEq)]
enum Kinds {
    Name(u8),
    Variant(u8, u8),
    Variants,
    Step,
    Object {},
}

fn main() {
    let mut parser = Parser::<Partialenum>::new();
    parser.feed(r#"{"enum": "match", "type": "a", "fn": {"in": 1, "enum": "Ok"}}"#).unwrap();
    let inner = r#enum::Ok(r#struct { r#in: 1 });
    assert_eq!(parser.finish().unwrap(), r#enum::r#match { r#type: "a".to_owned(), r#fn: Some(Box::new(inner)) });
    let mut parser = Parser::<Partialenum>::new();
    parser.feed(r#"{"enum": "Some", "slot": 1, "cursor": 2, "turn": 3, "__0": 4, "__other0": 5, "__content": 6, "__self": 7}"#).unwrap();
    let some = r#enum::Some { slot: 1, cursor: 2, turn: 3, __0: 4, __other0: 5, __content: 6, __self: 7 };
    assert_eq!(parser.finish().unwrap(), some);
    assert_eq!(format!("{:?}", Partialenum::r#match { r#type: None, r#fn: None }), "match { type: None, fn: None }");
    let _ = (r#enum::None, r#enum::Err, r#enum::Fields { __marker: 1 });
    let _ = (Kinds::Name(1), Kinds::Variant(1, 2), Kinds::Variants, Kinds::Step, Kinds::Object {});
}
