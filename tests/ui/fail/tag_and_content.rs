use instructor_core::Extract;

#[derive(Extract)]
#[serde(content = "data")]
enum ContentOnly {
    A { a: u8 },
}

#[derive(Extract)]
#[serde(tag = "data", content = "data")]
enum Same {
    A { a: u8 },
}

#[derive(Extract)]
#[serde(tag = "type", untagged)]
enum Both {
    A { a: u8 },
}

#[derive(Extract)]
#[serde(untagged, content = "data")]
enum Content {
    A { a: u8 },
}

#[derive(Extract)]
#[serde(tag = "type", tag = "kind", untagged = true)]
enum Twice {
    A { a: u8 },
}

fn main() {}
