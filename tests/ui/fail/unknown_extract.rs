use instructor_core::Extract;

#[derive(Extract)]
#[extract(atomic, partial(derive(Hash)), crate = "::instructor_core")]
struct User {
    #[extract(from_str)]
    name: String,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    #[extract(partial = "Name")]
    Admin,
}

#[derive(Extract)]
struct Id(#[extract(literal = 5)] u64);

fn main() {
    let _ = (User::schema(), Role::schema(), Id::schema());
}
