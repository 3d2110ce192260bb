use instructor_core::Extract;
use std::collections::BTreeMap;

#[derive(Extract)]
struct Base {
    id: u64,
}

#[derive(Extract)]
struct User {
    #[serde(flatten, rename = "b")]
    renamed: Base,
    #[serde(flatten, alias = "c")]
    aliased: Base,
    #[serde(default)]
    #[serde(flatten)]
    defaulted: BTreeMap<String, u8>,
    #[serde(flatten, skip)]
    skipped: Base,
    #[serde(flatten)]
    #[extract(atomic, needed, literal = "x")]
    ours: Base,
}

fn main() {}
