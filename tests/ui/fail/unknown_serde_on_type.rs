use instructor_core::{Extract, Parser, Partial};

#[derive(Extract)]
#[serde(rename_all = "camelCase", bound = "", expecting = "a user", remote = "Other", tagged)]
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

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(field_identifier)]
enum Field {
    Name,
}

// None of this is an error of its own.
fn main() {
    let mut parser = Parser::<PartialUser>::new();
    parser.feed("{}").unwrap();
    let name: Option<&str> = parser.partial().unwrap().name.as_deref();
    let user: User = PartialUser { name: name.map(str::to_owned), role: Some(Role::Admin), friends: Some(Vec::new()) }.complete().unwrap();
    println!("{} {:?} {}", user.name, user.role, User::schema());
}
