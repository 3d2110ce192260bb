use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    #[serde(borrow)]
    Guest,
    #[serde(skip_deserializing, alias = "root")]
    Admin,
}

#[derive(Extract)]
struct User {
    role: Role,
}

fn main() {
    assert_eq!(PartialUser { role: Some(Role::Guest) }.role, Some(Role::Guest));
}
