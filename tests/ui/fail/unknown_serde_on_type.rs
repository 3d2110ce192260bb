use instructor_core::{Extract, Parser, Partial};

#[derive(Extract)]
#[serde(deny_unknown_fields, rename_all = "camelCase", bound = "", from = "String")]
struct User {
    name: String,
    role: Role,
    friends: Vec<Self>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(variant_identifier)]
enum Role {
    Admin,
}

// None of this is an error of its own.
fn main() {
    let mut parser = Parser::<PartialUser>::new();
    parser.feed("{}").unwrap();
    let name: Option<&str> = parser.partial().unwrap().name.as_deref();
    let user: User = PartialUser { name: name.map(str::to_owned), role: Some(Role::Admin), friends: Some(Vec::new()) }.complete().unwrap();
    println!("{} {:?} {}", user.name, user.role, User::schema());
}
