use instructor_core::Extract;

#[derive(Extract)]
enum Role {
    Admin,
    Guest,
}

#[derive(Extract)]
struct User {
    role: Role,
}

fn main() {}
