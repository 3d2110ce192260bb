#![allow(non_camel_case_types)]

use instructor_core::{Extract, Parser};

#[derive(Extract, Debug)]
struct r#struct {
    r#type: String,
    r#match: Option<r#enum>,
    // Names that printed code might have taken for its own.
    cursor: u8,
    slot: u8,
    trail: u8,
    core: u8,
    object: u8,
    self_: u8,
    __0: u8,
    __trail: u8,
    __core: u8,
    __default: u8,
    __marker: u8,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum r#enum {
    r#fn,
    Err,
    None,
    Some,
    Ok,
}

fn main() {
    let mut parser = Parser::<Partialstruct>::new();
    parser.feed(r#"{"type": "a", "match": "fn", "cursor": 1, "slot": 2, "trail": 3, "core": 4, "object": 5,"#).unwrap();
    parser.feed(r#""self_": 6, "__0": 7, "__trail": 8, "__core": 9, "__default": 10, "__marker": 11}"#).unwrap();
    let value = parser.finish().unwrap();
    assert_eq!(value.r#type, "a");
    assert_eq!(value.r#match, Some(r#enum::r#fn));
    assert_eq!(value.__trail, 8);
    let _ = (r#enum::Err, r#enum::None, r#enum::Some, r#enum::Ok);
}
