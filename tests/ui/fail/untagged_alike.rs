use instructor_core::Extract;

#[derive(Extract)]
#[serde(untagged)]
enum Alike {
    Name(String),
    Nothing,
    Nickname(String),
    Move(f64, f64),
    Circle { x: f64, y: f64 },
    Scale(f64, f64),
    Rect { y: f64, x: f64 },
    NothingElse,
}

fn main() {}
