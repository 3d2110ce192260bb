use instructor_core::Extract;

#[derive(Extract)]
struct Base {
    #[serde(borrow)]
    id: u64,
}

// No error of its own.
#[derive(Extract)]
struct User {
    name: String,
    #[serde(flatten)]
    base: Base,
}

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Base(Base),
}

fn main() {
    let _ = (User::schema(), Action::schema());
}
