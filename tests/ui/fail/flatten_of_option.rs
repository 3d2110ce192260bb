use instructor_core::Extract;

#[derive(Extract)]
struct Base {
    id: u64,
}

#[derive(Extract)]
struct User {
    name: String,
    #[serde(flatten)]
    base: Option<Base>,
}

fn main() {}
