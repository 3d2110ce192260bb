use instructor_core::Extract;

#[derive(Extract)]
struct Age(#[extract(description = "Years.", title = "Age", example = 5, atomic)] u8);

#[derive(Extract)]
#[extract(description = 5, title = "a", title = "b", example)]
struct Name(#[extract(rename = "x")] String);

fn main() {
    let _ = (Age::schema(), Name::schema());
}
