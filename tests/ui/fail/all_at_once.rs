use instructor_core::Extract;

#[derive(Extract)]
#[serde(tag = "type", rename_all = "lower")]
#[extract(partial = "")]
struct User<'a> {
    #[serde(flatten)]
    #[serde(borrow, rename = "x")]
    name: &'a str,
    #[serde(alias = "x")]
    age: u8,
}

#[derive(Extract)]
#[serde(content = "c")]
enum Shape {
    #[serde(other)]
    Circle(f64),
    Square { side: f64 },
}

fn main() {}
