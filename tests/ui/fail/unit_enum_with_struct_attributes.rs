use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
#[extract(partial = "PartialRole")]
#[serde(default)]
enum Role {
    Admin,
}

fn main() {}
