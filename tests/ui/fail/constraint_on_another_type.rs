use instructor_core::Extract;

#[derive(Extract)]
struct User {
    #[extract(min = 1)]
    name: String,
    #[extract(max_length = 1, max_items = 1)]
    age: Option<u8>,
    #[extract(min = 1)]
    list: Vec<u8>,
    #[extract(unique_items)]
    admin: bool,
}

#[derive(Extract)]
struct Name(#[extract(multiple_of = 2)] String);

fn main() {
    let _ = (User::schema(), Name::schema());
}
