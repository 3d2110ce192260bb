use instructor_core::Extract;

#[derive(Extract)]
#[serde(default = "text")]
struct User {
    #[serde(default = "text")]
    age: u8,
    #[serde(default = "no::such::function")]
    role: String,
    #[serde(skip, default = "text")]
    skipped: u8,
    name: String,
}

fn text() -> String {
    String::new()
}

fn main() {}
