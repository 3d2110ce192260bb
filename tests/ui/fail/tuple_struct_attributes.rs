use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename_all = "camelCase", default)]
struct Point(
    #[serde(rename = "x")] f64,
    #[serde(default)] f64,
    #[serde(skip)] f64,
    #[serde(flatten)] String,
    #[extract(needed)] f64,
);

fn main() {
    let _ = PartialPoint::default();
}
