use facade::nested::reexported::{Extract as Asked, Parser};

mod facade {
    pub mod nested {
        pub use ::instructor_core as reexported;
    }
}

mod instructor_core {}

#[derive(Asked, Debug)]
#[extract(crate = "crate::facade::nested::reexported", partial = "Draft")]
struct User<T> {
    name: Name,
    role: Role,
    value: T,
}

#[derive(Asked, Debug)]
#[extract(crate = "facade::nested::reexported")]
#[extract(partial = "DraftName")]
struct Name(String);

#[derive(Asked, Debug, Clone, PartialEq)]
#[extract(crate = "self::facade::nested::reexported")]
enum Role {
    Admin,
}

fn main() {
    let mut parser = Parser::<Draft<u8>>::new();
    parser.feed(r#"{"name": "Jas"#).unwrap();
    let draft: &Draft<u8> = parser.partial().unwrap();
    assert_eq!(draft.name, Some(DraftName("Jas".to_owned())));
    parser.feed(r#"on", "role": "Admin", "value": 1}"#).unwrap();
    let user = parser.finish().unwrap();
    assert_eq!((user.name.0.as_str(), user.role, user.value), ("Jason", Role::Admin, 1));
}
