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
        fn is_some(self) {}
        fn map(self) {}
        fn or_else(self) {}
        fn unwrap_or(self) {}
        fn name(self) {}
        fn slot(self) {}
        fn visit(self) {}
        fn content(&self) {}
        fn get(&self) {}
        fn look(&self) {}
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

    #[derive(::instructor_core::Extract)]
    pub struct Pair<T>(pub u8, pub T);

    #[derive(::instructor_core::Extract)]
    pub struct Nothing;

    #[derive(::instructor_core::Extract)]
    #[serde(transparent)]
    pub struct Clear<T> {
        pub one: ::std::vec::Vec<T>,
        #[serde(skip)]
        pub two: u8,
    }

    #[derive(::instructor_core::Extract)]
    pub struct Flat<T> {
        #[extract(needed)]
        pub id: Id,
        #[serde(flatten)]
        pub base: Base,
        #[serde(flatten)]
        pub user: User<T>,
        #[extract(literal = "flat")]
        pub kind: ::std::string::String,
    }

    #[derive(::instructor_core::Extract)]
    pub struct Base {
        #[extract(atomic)]
        pub base: u8,
    }

    #[derive(::instructor_core::Extract)]
    pub enum Ok<T, U> {
        Some { some: T, none: u8 },
        None(T),
        Err(u8, T),
        Ok,
        #[serde(skip)]
        Never(::std::marker::PhantomData<U>),
    }

    #[derive(::instructor_core::Extract)]
    #[serde(tag = "type")]
    pub enum Internal {
        Some { some: u8 },
        None(Base),
        #[serde(other)]
        Ok,
    }

    #[derive(::instructor_core::Extract)]
    #[serde(untagged)]
    #[extract(atomic)]
    pub enum Untagged<T> {
        Some { some: u8 },
        None(T),
        Err(u8, u8),
    }

    #[derive(::instructor_core::Extract, ::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq)]
    #[extract(early)]
    pub enum Early {
        Some,
        None,
    }

    #[derive(::instructor_core::Extract, ::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub enum Role {
        Some,
        None,
    }
}

fn main() {
    let mut parser = instructor_core::Parser::<shadowed::PartialOk<u8, u8>>::new();
    parser.feed(r#"{"Some": {"some": 1, "none": 2}}"#).unwrap();
    assert!(matches!(parser.finish().unwrap(), shadowed::Ok::Some { some: 1, none: 2 }));
    let user = shadowed::PartialUser::<u8>::default();
    assert!(instructor_core::Partial::complete(user).is_err());
}
