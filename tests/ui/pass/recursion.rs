use instructor_core::{Extract, Parser};
use std::collections::BTreeMap;

#[derive(Extract, Debug)]
struct Node {
    name: String,
    children: Vec<Self>,
    next: Option<Box<Self>>,
    by_name: BTreeMap<String, Node>,
    other: Option<Box<Other<u8>>>,
}

#[derive(Extract, Debug)]
struct Other<T> {
    value: Option<T>,
    node: Vec<Node>,
    same: Vec<Other<T>>,
}

fn main() {
    let mut parser = Parser::<PartialNode>::new();
    let leaf = r#"{"name": "leaf", "children": [], "by_name": {}}"#;
    let json = format!(r#"{{"name": "root", "children": [{leaf}, {leaf}], "next": {leaf}, "by_name": {{"leaf": {leaf}}}}}"#);
    for piece in json.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    let node = parser.finish().unwrap();
    assert_eq!(node.name, "root");
    assert_eq!(node.children[1].name, "leaf");
    assert_eq!(node.next.unwrap().name, "leaf");
    assert_eq!(node.by_name["leaf"].name, "leaf");
    assert!(node.other.is_none());
}
