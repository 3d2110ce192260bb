use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum Action {
    Reply { r#type: String },
    Search { #[serde(alias = "type")] kind: String },
    Move { #[serde(rename = "type")] to: String },
    // Not read.
    Stop { #[serde(skip)] r#type: String },
}

fn main() {}
