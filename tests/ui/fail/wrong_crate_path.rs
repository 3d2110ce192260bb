use instructor_core::Extract;

#[derive(Extract)]
#[extract(crate = "no_such_crate")]
struct User {
    name: String,
}

fn main() {}
