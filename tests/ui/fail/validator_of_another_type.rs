//! A validator of another type than the field's, and others that are none.
use instructor_core::Extract;

struct Opaque;

fn of_text(_: &str) -> Result<(), String> {
    Ok(())
}

fn of_value(_: u8) -> Result<(), String> {
    Ok(())
}

fn of_bool(_: &u8) -> bool {
    true
}

fn opaque(_: &u8) -> Result<(), Opaque> {
    Ok(())
}

fn of_number(_: &u8) -> Result<(), String> {
    Ok(())
}

#[derive(Extract)]
struct User {
    #[extract(validate = of_text)]
    age: u8,
    #[extract(validate = of_number)]
    maybe: Option<u8>,
    #[extract(validate = of_value)]
    value: u8,
    #[extract(validate = of_bool)]
    flag: u8,
    #[extract(validate = opaque)]
    opaque: u8,
    #[extract(validate = nowhere)]
    nowhere: u8,
}

#[derive(Extract)]
#[extract(validate = of_text)]
struct Whole {
    age: u8,
}

fn main() {}
