use instructor_core::Extract;

struct Role;

#[derive(Extract)]
struct Pair(String, Role);

fn main() {}
