use instructor_core::Extract;

#[derive(Extract)]
#[extract(needed, literal = "a", partial(derive(Hash)), crate = "::instructor_core")]
struct User {
    #[extract(from_string, early)]
    name: String,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role {
    #[extract(partial = "Name", title = "The admin")]
    Admin,
}

fn main() {
    let _ = (User::schema(), Role::schema());
}
