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
    #[extract(atomic, whole)]
    role: String,
}

#[derive(Extract)]
#[serde(content = "c", default)]
#[extract(early)]
enum Shape {
    #[serde(other)]
    Circle(f64),
    Square {
        #[serde(flatten)]
        side: f64,
        #[extract(needed)]
        colour: String,
    },
    Line(#[serde(rename = "from")] f64, #[extract(literal = "x")] String),
    #[serde(rename_all = "lowercase", untagged)]
    #[extract(atomic)]
    Point,
}

fn main() {}
