use instructor_core::{Extract, Parser, Partial};
use std::sync::Arc;

#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[extract(early)]
enum Role {
    #[serde(alias = "root")]
    Admin,
    Auditor,
    Guest,
}

#[derive(Extract, Debug, PartialEq)]
struct User {
    #[extract(needed)]
    id: u64,
    #[extract(needed)]
    #[serde(rename = "kind")]
    #[extract(literal = "user")]
    r#type: Box<str>,
    #[extract(atomic)]
    name: String,
    #[extract(atomic)]
    #[serde(default)]
    tags: Vec<String>,
    role: Role,
    #[serde(default)]
    #[extract(literal = "v1")]
    version: Arc<str>,
}

#[derive(Extract, Debug, PartialEq)]
#[extract(atomic)]
struct Point {
    x: u8,
    y: u8,
}

fn main() {
    let mut parser = Parser::<PartialUser>::new();
    parser.feed(r#"{"id": 5, "kind": "use"#).unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed(r#"r", "name": "Jas"#).unwrap();
    let user = parser.partial().unwrap();
    assert_eq!((user.id, user.name.as_deref()), (Some(5), None));
    parser.feed(r#"on", "tags": null, "role": "A"#).unwrap();
    let user = parser.partial().unwrap();
    assert_eq!((user.name.as_deref(), user.role), (Some("Jason"), None));
    parser.feed("d").unwrap();
    assert_eq!(parser.partial().unwrap().role, Some(Role::Admin));
    parser.feed(r#"min"}"#).unwrap();
    let user = parser.finish().unwrap();
    assert_eq!((&*user.r#type, user.tags.len(), &*user.version), ("user", 0, ""));

    let mut parser = Parser::<PartialPoint>::new();
    parser.feed(r#"{"x": 1, "y": 2"#).unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("}").unwrap();
    assert_eq!(parser.finish().unwrap(), Point { x: 1, y: 2 });
    assert_eq!(Role::Guest.complete().unwrap(), Role::Guest);
    let _ = Role::Auditor;
}
