use instructor_core::Extract;

#[derive(Extract)]
#[extract(partial = "drafts::User")]
struct User {
    name: String,
}

#[derive(Extract)]
#[extract(partial = Draft)]
struct Other {
    name: String,
}

fn main() {}
