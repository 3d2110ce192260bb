use instructor_core::Extract;

#[derive(Extract)]
#[extract(partial(derive(Eq, Hash), name = "X"))]
struct Unknown {
    name: String,
}

#[derive(Extract)]
#[extract(partial(derive = "Eq"))]
struct NoList {
    name: String,
}

#[derive(Extract)]
#[extract(partial(derive(Eq)), partial(derive(Hash)))]
struct Twice {
    name: String,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[extract(partial(derive(Eq)))]
enum Role {
    Admin,
}

// `f64` has no `Eq`: that is said of the field.
#[derive(Extract)]
#[extract(partial(derive(Eq)))]
struct Point {
    x: f64,
}

fn main() {}
