// Names of the user's that shadow what printed code might lean on.
#![allow(dead_code, non_snake_case, unused_macros)]

mod shadowed {
    pub struct Option;
    pub struct String;
    pub struct Result;
    pub struct Vec;
    pub struct Box;
    pub trait Clone {}
    pub trait Default {}
    pub trait Debug {}
    pub trait PartialEq {}
    pub trait Partial {}
    pub trait Send {}
    pub fn Some() {}
    pub fn None() {}
    pub fn Ok() {}
    pub mod core {}
    pub mod std {}
    pub mod instructor_core {}
    pub mod serde {}

    /// Every method that printed code may call on a value.
    pub trait Hijack: Sized {
        fn clone(&self) {}
        fn eq(&self) {}
        fn resume(&self) {}
        fn complete_at(self) {}
        fn begin(&self) {}
    }
    impl<T> Hijack for T {}

    macro_rules! format {
        ($($tokens:tt)*) => { compile_error!("hijacked") };
    }
    macro_rules! unreachable {
        ($($tokens:tt)*) => { compile_error!("hijacked") };
    }

    #[derive(::instructor_core::Extract)]
    pub struct User<T> {
        pub name: ::std::string::String,
        #[serde(default)]
        pub age: u8,
        pub role: Role,
        pub id: Id,
        pub value: T,
    }

    #[derive(::instructor_core::Extract)]
    pub struct Id(pub u64);

    #[derive(::instructor_core::Extract, ::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub enum Role {
        Some,
        None,
    }
}

fn main() {
    let user = shadowed::PartialUser::<u8>::default();
    assert!(instructor_core::Partial::complete(user).is_err());
}
