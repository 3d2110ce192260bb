use instructor_core::Extract;

#[derive(Extract)]
enum Action {
    Reply { text: String },
    Stop,
}

fn main() {
    // What nothing has arrived of, is of no variant.
    let _ = PartialAction::default();
}
