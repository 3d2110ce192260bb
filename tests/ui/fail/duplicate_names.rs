use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename_all = "camelCase")]
struct User {
    full_name: String,
    #[serde(rename = "fullName")]
    name: String,
    #[serde(alias = "years", alias = "fullName")]
    age: u8,
    years: u8,
    #[serde(alias = "role")]
    role: String,
    // What is skipped has no name.
    #[serde(skip, rename = "years")]
    skipped: u8,
    fullname: u8,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Role {
    Admin,
    ADMIN,
    #[serde(alias = "admin")]
    Root,
}

fn main() {}
