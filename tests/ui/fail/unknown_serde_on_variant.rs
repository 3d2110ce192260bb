use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    #[serde(borrow, with = "module", deserialize_with = "module::read")]
    Guest,
    #[serde(untagged, alias = "root", bound = "", skipped)]
    Admin,
}

#[derive(Extract)]
struct User {
    role: Role,
}

fn main() {
    assert_eq!(PartialUser { role: Some(Role::Guest) }.role, Some(Role::Guest));
}
