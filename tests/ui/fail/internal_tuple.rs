use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Move(f64, f64),
    Nothing(),
    Stop,
}

fn main() {}
