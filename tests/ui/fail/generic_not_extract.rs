use instructor_core::Extract;

struct Marker;

#[derive(Extract)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {
    let _ = Page::<Marker>::schema();
}
