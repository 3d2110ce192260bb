use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Search(Vec<String>),
    Stop,
}

fn main() {}
