use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Reply(String),
    Stop,
}

fn main() {}
