use instructor_core::Extract;

#[derive(Extract, Default)]
#[serde(default)]
enum Action {
    Reply { text: String },
    #[default]
    Stop,
}

fn main() {
    let _ = Action::default();
}
