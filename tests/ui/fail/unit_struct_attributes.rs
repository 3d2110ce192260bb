use instructor_core::Extract;

#[derive(Extract)]
#[serde(rename_all = "camelCase", default)]
struct Nothing;

fn main() {
    let _: Option<Nothing> = None;
    let _ = Nothing::schema();
    let _ = PartialNothing;
}
