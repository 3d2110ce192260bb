use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type")]
enum NotUnit {
    A,
    #[serde(other)]
    Other { text: String },
}

#[derive(Extract)]
#[serde(tag = "type")]
enum Twice {
    A,
    #[serde(other)]
    Other,
    #[serde(other)]
    Another,
}

#[derive(Extract)]
#[serde(untagged)]
enum Untagged {
    A { a: u8 },
    #[serde(other)]
    Other,
}

#[derive(Extract)]
#[serde(tag = "type")]
enum Skipped {
    A,
    #[serde(other, skip)]
    Other,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Alone {
    #[serde(other)]
    Other,
    #[serde(skip)]
    Never,
}

fn main() {}
