use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Never {}

#[derive(Extract)]
enum Skipped {
    #[serde(skip)]
    A { a: u8 },
}

fn main() {}
