use instructor_core::Extract;

#[derive(Extract)]
struct Literals {
    #[extract(literal = 5)]
    number: String,
    #[extract(literal)]
    nothing: String,
    #[extract(literal = "a", literal = "b")]
    two: String,
    #[extract(literal = "a", atomic)]
    atomic: String,
    #[serde(skip)]
    #[extract(literal = "a")]
    skipped: String,
}

#[derive(Extract)]
struct Element(#[extract(literal = "a")] String, u8);

#[derive(Extract)]
#[extract(literal = "a")]
struct Newtype(#[extract(literal = "a")] String);

fn main() {}
