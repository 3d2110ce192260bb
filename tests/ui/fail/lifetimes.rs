use instructor_core::{Extract, Parser, Partial};

#[derive(Extract)]
struct User<'a, 'b: 'a, T>
where
    T: Clone + 'b,
{
    name: &'a str,
    nickname: Option<&'b str>,
    age: u8,
    value: T,
}

#[derive(Extract)]
struct Name<'a>(&'a str);

fn main() {
    let mut parser = Parser::<PartialUser<u8>>::new();
    parser.feed("{}").unwrap();
    let age: Option<u8> = parser.partial().unwrap().age;
    let user = parser.finish().unwrap();
    println!("{age:?} {}", user.age);
    println!("{}", Name::schema());
    let _ = PartialName("a").complete();
}
