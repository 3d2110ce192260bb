use instructor_core::Extract;

#[derive(Extract)]
#[serde(untagged)]
enum Covered {
    Point { x: f64, y: f64 },
    Sphere { x: f64, y: f64, radius: f64 },
    // Of another type, of other names, without a needed one: these are told apart.
    Pixel { x: u32, y: u32, colour: String },
    Size { width: f64, height: f64 },
    Line { x: f64 },
    Tagged { x: f64, y: Option<f64>, z: f64 },
}

#[derive(Extract)]
#[serde(untagged)]
enum Anything {
    Empty {},
    Point { x: f64, y: f64 },
}

#[derive(Extract)]
#[serde(untagged)]
enum Optional {
    Any { label: Option<String> },
    Point { x: f64, y: f64 },
}

fn main() {}
