use instructor_core::{Extract, Parser};

macro_rules! extracted {
    ($(#[$attr:meta])* $vis:vis struct $name:ident<$param:ident> { $($field:ident: $ty:ty = $default:expr, $rename:literal;)* }) => {
        $(#[$attr])*
        #[derive(Extract, Debug)]
        $vis struct $name<$param> {
            $(#[serde(rename = $rename, default = $default)] $field: $ty,)*
            fixed: $param,
            fixed_too: String,
            children: Vec<Self>,
        }
    };
    ($vis:vis struct $name:ident($ty:ty)) => {
        #[derive(Extract, Debug)]
        $vis struct $name($vis $ty);
    };
    ($vis:vis enum $name:ident { $($variant:ident = $rename:expr),* }) => {
        #[derive(Extract, Debug, Clone, PartialEq)]
        $vis enum $name { $(#[serde(rename = $rename)] $variant),* }
    };
}

extracted! {
    /// Somebody.
    pub struct User<T> {
        name: Option<T> = "Default::default", "full name";
        role: Role = "admin", "the role";
    }
}
extracted!(pub struct Id(Vec<u64>));
extracted!(pub enum Role { Admin = "the admin", Guest = "a guest" });

fn admin() -> Role {
    Role::Admin
}

fn main() {
    let mut parser = Parser::<PartialUser<u8>>::new();
    parser.feed(r#"{"full name": 1, "fixed": 2, "fixed_too": "", "children": []}"#).unwrap();
    let user = parser.finish().unwrap();
    assert_eq!((user.name, user.role, user.fixed), (Some(1), Role::Admin, 2));
    assert!(user.fixed_too.is_empty() && user.children.is_empty());
    let _ = (Id(Vec::new()).0, Role::Guest);
}
