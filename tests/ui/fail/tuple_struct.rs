use instructor_core::Extract;

#[derive(Extract)]
struct Point(f64, f64);

#[derive(Extract)]
struct Nothing();

#[derive(Extract)]
struct Line {
    from: Point,
    to: Option<Nothing>,
}

fn main() {
    let _ = Line::schema();
}
