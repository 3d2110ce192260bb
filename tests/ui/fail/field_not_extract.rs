use instructor_core::Extract;

struct Role;

#[derive(Extract)]
struct User {
    name: String,
    role: Role,
}

fn main() {}
