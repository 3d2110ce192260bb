use instructor_core::Extract;

struct Opaque;

#[derive(Extract)]
struct User {
    #[extract(from_str)]
    name: Opaque,
    #[extract(serde)]
    age: Option<Opaque>,
}

fn main() {
    let _ = User::schema();
}
