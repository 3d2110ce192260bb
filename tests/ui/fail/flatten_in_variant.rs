use instructor_core::Extract;

#[derive(Extract)]
struct Base {
    id: u64,
}

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Reply {
        text: String,
        #[serde(flatten)]
        base: Base,
    },
}

fn main() {}
