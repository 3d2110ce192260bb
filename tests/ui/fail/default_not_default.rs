use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    Admin,
}

#[derive(Extract)]
#[serde(default)]
struct User {
    name: String,
}

#[derive(Extract)]
struct Other {
    #[serde(default)]
    role: Role,
    #[serde(skip)]
    skipped: Role,
}

fn main() {}
