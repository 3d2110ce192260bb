use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename_all_fields = "camelCase")]
enum Action {
    Reply {
        full_text: String,
        #[serde(alias = "fullText")]
        text: String,
    },
    #[serde(rename = "Reply")]
    Answer { text: String },
    #[serde(alias = "Answer2", alias = "Reply")]
    Other(u8),
    // The name of one that is not read is free.
    #[serde(skip)]
    Answer2,
}

#[derive(Extract)]
#[serde(untagged)]
enum Untagged {
    // Names do not matter.
    #[serde(rename = "B")]
    A(u8),
    B(String),
}

fn main() {}
