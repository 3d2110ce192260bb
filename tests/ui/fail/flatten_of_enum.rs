use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Kind {
    A { a: u8 },
    B,
}

#[derive(Extract)]
struct User {
    name: String,
    #[serde(flatten)]
    kind: Kind,
}

fn main() {}
