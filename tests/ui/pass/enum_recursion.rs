//! Through lists, boxes, maps, options, other types and all four representations.
use instructor_core::{Extract, Parser};
use std::collections::{BTreeMap, HashMap};

#[derive(Extract, Debug, PartialEq)]
enum Expr {
    Number(f64),
    Neg(Box<Expr>),
    Sum(Vec<Self>),
    Pair(Box<Self>, Box<Expr>),
    Let { name: String, value: Box<Self>, body: Option<Box<Statement>> },
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "type")]
enum Statement {
    Block { all: Vec<Statement>, by_name: HashMap<String, Statement> },
    Eval(Eval),
}

#[derive(Extract, Debug, PartialEq)]
struct Eval {
    expr: Expr,
    next: Option<Box<Statement>>,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(BTreeMap<String, Json>),
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "t", content = "c")]
enum Tree<T> {
    Leaf(T),
    Node(Vec<Tree<T>>),
    Forest(Forest<T>),
}

#[derive(Extract, Debug, PartialEq)]
struct Forest<T>(Vec<Tree<T>>, Option<Box<Forest<T>>>);

fn parse<T: Extract>(text: &str) -> T {
    let mut parser = Parser::<T::Partial>::new();
    for piece in text.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    let expr: Expr = parse(r#"{"Sum": [{"Number": 1}, {"Neg": {"Number": 2}}, {"Pair": [{"Number": 3}, {"Sum": []}]}]}"#);
    let three = Expr::Pair(Box::new(Expr::Number(3.0)), Box::new(Expr::Sum(Vec::new())));
    assert_eq!(expr, Expr::Sum(vec![Expr::Number(1.0), Expr::Neg(Box::new(Expr::Number(2.0))), three]));
    let text = r#"{"Let": {"name": "x", "value": {"Number": 1}, "body": {"type": "Eval", "expr": {"Number": 2}}}}"#;
    assert!(matches!(parse(text), Expr::Let { body: Some(body), .. } if matches!(*body, Statement::Eval(_))));
    let text = r#"{"all": [{"type": "Block", "all": [], "by_name": {}}], "type": "Block", "by_name": {"a": {"type": "Eval", "expr": {"Number": 2}}}}"#;
    assert!(matches!(parse(text), Statement::Block { all, by_name } if all.len() == 1 && by_name.len() == 1));
    let Json::Map(map) = parse(r#"{"a": [1, {"b": null}, true, "x"]}"#) else { panic!() };
    assert!(matches!(&map["a"], Json::List(list) if list.len() == 4));
    let tree: Tree<u8> = parse(r#"{"t": "Node", "c": [{"t": "Leaf", "c": 1}, {"c": [[], null], "t": "Forest"}]}"#);
    assert_eq!(tree, Tree::Node(vec![Tree::Leaf(1), Tree::Forest(Forest(Vec::new(), None))]));
}
