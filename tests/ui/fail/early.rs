use instructor_core::Extract;

#[derive(Extract)]
#[extract(early)]
struct User {
    name: String,
}

#[derive(Extract)]
#[extract(early)]
struct Id(u64);

#[derive(Extract)]
#[extract(early)]
enum Action {
    Reply { text: String },
    Stop,
}

#[derive(Extract)]
#[extract(early)]
#[serde(tag = "type")]
enum Tagged {
    Go,
    Stop,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[extract(early)]
enum Role {
    Admin,
    #[serde(other)]
    Other,
}

#[derive(Extract)]
struct All {
    #[extract(early)]
    role: Role,
}

fn main() {}
