//! What `validate` does not take, and where.
use instructor_core::Extract;

fn check(_: &u8) -> Result<(), String> {
    Ok(())
}

#[derive(Extract)]
struct Forms {
    #[extract(validate)]
    bare: u8,
    #[extract(validate = |_| Ok(()))]
    closure: u8,
    #[extract(validate = "not a path")]
    text: u8,
    #[extract(validate(check))]
    list: u8,
    #[extract(validate = check, validate = check)]
    twice: u8,
}

#[derive(Extract)]
struct Places {
    #[extract(literal = "a", validate = check)]
    literal: String,
    #[extract(skip, validate = check)]
    skipped: u8,
    #[serde(flatten)]
    #[extract(validate = check)]
    flat: Forms,
}

#[derive(Extract)]
#[serde(try_from = "u8")]
#[extract(validate = check)]
struct Converted(u8);

#[derive(Extract)]
#[extract(from_str, validate = check)]
struct Read(u8);

#[derive(Extract, Clone, Debug, PartialEq)]
enum Role {
    #[extract(validate = check)]
    Admin,
}

fn main() {}
