use instructor_core::{Extract, Partial};

#[derive(Extract)]
#[serde(rename_all = "camelCase", default)]
struct Id(#[serde(default, rename = "id")] u64);

fn main() {
    let id = PartialId(5).complete().unwrap();
    println!("{}", id.0);
}
