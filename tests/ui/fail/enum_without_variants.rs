use instructor_core::Extract;

#[derive(Extract, Debug, Clone, PartialEq)]
enum Never {}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Skipped {
    #[serde(skip)]
    All,
}

fn main() {}
