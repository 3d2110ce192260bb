use instructor_core::Extract;

#[derive(Extract)]
struct User {
    #[extract(min = 5, max = 4, min = 6)]
    age: u8,
    #[extract(min = 5, exclusive_max = 5.0, multiple_of = 0)]
    height: f64,
    #[extract(min = "5", max = -"5", min_items = 5, max_items = 4)]
    list: Vec<u8>,
    #[extract(min_length = -1, max_length = 1.5)]
    name: String,
    #[extract(pattern = "(?=a)", format = "datetime")]
    code: String,
    #[extract(pattern = "(a", unique_items = true)]
    other: String,
    #[extract(pattern = "^[(?i]\\\\A(?i)a$")]
    folded: String,
    #[extract(literal = "a", min_length = 1)]
    kind: String,
    #[serde(flatten)]
    #[extract(min_items = 1)]
    rest: std::collections::BTreeMap<String, u8>,
    #[serde(skip)]
    #[extract(max = 1)]
    skipped: u8,
}

fn main() {
    let _ = PartialUser::default();
}
