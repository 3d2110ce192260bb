use instructor_core::{Extract, Parser};

#[derive(Extract)]
enum Shape<T> {
    Circle { radius: f64 },
    Square(f64, T),
    Empty,
}

#[derive(Extract)]
struct Drawing {
    shapes: Vec<Shape<u8>>,
}

fn main() {
    let parser = Parser::<PartialDrawing>::new();
    let _: Option<Drawing> = parser.finish().ok();
    let _ = Shape::<u8>::schema();
}
