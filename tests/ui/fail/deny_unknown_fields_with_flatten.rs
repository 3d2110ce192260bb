use instructor_core::Extract;

#[derive(Extract)]
struct Point {
    x: u8,
}

#[derive(Extract)]
#[serde(deny_unknown_fields)]
struct Circle {
    #[serde(flatten)]
    centre: Point,
}

fn main() {
    let _ = Circle::schema();
}
