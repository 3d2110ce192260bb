use instructor_core::Extract;

#[derive(Extract)]
#[extract(atomic)]
struct User {
    #[extract(needed)]
    id: u64,
    #[serde(skip)]
    #[extract(atomic, needed)]
    cache: String,
}

#[derive(Extract)]
#[extract(atomic)]
struct Nothing;

#[derive(Extract, Debug, Clone, PartialEq)]
#[extract(atomic)]
enum Role {
    Admin,
}

#[derive(Extract)]
enum Action {
    #[extract(atomic)]
    Reply { text: String },
}

#[derive(Extract)]
struct Id(#[extract(atomic)] String);

fn main() {}
