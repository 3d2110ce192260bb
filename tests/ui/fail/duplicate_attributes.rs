use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename = "A", rename(deserialize = "B"))]
#[serde(default)]
#[serde(default = "make")]
#[extract(partial = "One", partial = "Two")]
struct User {
    #[serde(rename = "a", rename = "b")]
    name: String,
    #[serde(skip, skip)]
    age: u8,
    #[serde(rename(deserialize = "a", deserialize = "b"))]
    role: u8,
}

fn main() {}
