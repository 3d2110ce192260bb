use instructor_core::{Extract, Parser};

#[derive(Extract)]
struct Page<T> {
    number: u32,
    #[serde(flatten)]
    of: T,
}

fn main() {
    let _ = Parser::<PartialPage<u8>>::new();
}
