use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename_all = "camelcase")]
struct User {
    full_name: String,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(rename_all(deserialize = "Snake"))]
enum Role {
    Admin,
}

fn main() {}
