mod inner {
    #[derive(instructor_core::Extract)]
    pub struct User {
        name: String,
        pub age: u8,
    }
}

fn main() {
    let user = inner::PartialUser::default();
    println!("{:?} {:?}", user.age, user.name);
}
