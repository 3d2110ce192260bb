use instructor_core::Extract;

#[derive(Extract)]
#[serde(transparent)]
struct Two {
    a: u8,
    b: u8,
}

#[derive(Extract)]
#[serde(transparent)]
struct None {
    #[serde(skip)]
    a: u8,
    #[serde(default)]
    b: u8,
}

#[derive(Extract)]
#[serde(transparent)]
struct Unit;

#[derive(Extract)]
#[serde(transparent)]
enum Enum {
    A { a: u8 },
}

#[derive(Extract)]
#[serde(transparent, rename_all = "camelCase", default)]
struct Attributes {
    #[serde(rename = "b", flatten)]
    #[extract(atomic)]
    a: String,
    #[serde(skip)]
    #[extract(needed)]
    b: u8,
}

fn main() {}
