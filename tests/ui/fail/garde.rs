//! A type that garde does not validate.
use instructor_core::Extract;

#[derive(Extract)]
#[extract(garde)]
struct User {
    name: String,
}

#[derive(Extract)]
#[extract(garde, garde)]
struct Twice {
    name: String,
}

#[derive(Extract)]
#[extract(from_str, garde)]
struct Read(u8);

fn main() {}
