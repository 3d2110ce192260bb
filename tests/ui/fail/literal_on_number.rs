use instructor_core::Extract;

#[derive(Extract)]
struct Version {
    #[extract(literal = "1")]
    major: u8,
    #[extract(literal = "beta")]
    stage: String,
    #[extract(literal = "2")]
    minor: Option<String>,
}

fn main() {}
