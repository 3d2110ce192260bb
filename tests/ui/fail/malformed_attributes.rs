use instructor_core::Extract;

#[derive(Extract)]
#[serde]
#[serde(rename = 5, rename_all("camelCase"), default = "not a path")]
#[extract(crate = "5", partial = "Partial User")]
struct User {
    #[serde(rename)]
    name: String,
    #[serde(alias("a", "b"))]
    age: u8,
    #[serde(skip = true)]
    cache: u8,
    #[serde(default(u8))]
    a: u8,
    #[serde(rename(deserialise = "b"))]
    b: u8,
    #[serde("c")]
    c: u8,
}

#[derive(Extract)]
#[serde = "rename"]
struct Other {
    #[extract]
    a: u8,
}

fn main() {}
