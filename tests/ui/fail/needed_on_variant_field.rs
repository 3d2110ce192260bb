use instructor_core::Extract;

#[derive(Extract)]
enum Action {
    Reply {
        #[extract(needed)]
        text: String,
    },
    Search(#[extract(needed)] String),
    Move(#[extract(needed)] u8, u8),
}

fn main() {
    let _ = PartialAction::Reply { text: None };
}
