use instructor_core::Extract;

struct Role;

#[derive(Extract)]
enum Action {
    Reply { text: String, role: Role },
    Search(Role),
    Move(u8, Role),
}

fn main() {}
