use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type", content = "data")]
struct User {
    name: String,
}

#[derive(Extract)]
#[serde(untagged, rename_all_fields = "camelCase")]
struct Point(f64, f64);

fn main() {
    let _ = PartialUser { name: None };
    let _ = PartialPoint(None, None);
}
