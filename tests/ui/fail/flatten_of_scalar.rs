use instructor_core::Extract;

#[derive(Extract)]
struct User {
    name: String,
    #[serde(flatten)]
    age: u8,
}

fn main() {}
