use instructor_core::{Extract, Parser};

macro_rules! message {
    ($name:ident tagged $tag:literal { $($variant:ident { $($field:ident: $ty:ty),* })* }) => {
        #[derive(Extract, Debug, PartialEq)]
        #[serde(tag = $tag)]
        enum $name {
            $($variant { $($field: $ty,)* fixed: Option<u8> },)*
            Fixed,
        }
    };
    ($name:ident { $($variant:ident($($ty:ty),*),)* }) => {
        #[derive(Extract, Debug, PartialEq)]
        enum $name<T> {
            $($variant($($ty),*),)*
            Fixed(T),
        }
    };
    (tuple $name:ident($($ty:ty),*)) => {
        #[derive(Extract, Debug, PartialEq)]
        struct $name($($ty),*);
    };
    (flat $name:ident($ty:ty)) => {
        #[derive(Extract, Debug, PartialEq)]
        struct $name { own: u8, #[serde(flatten)] flat: $ty, #[serde(flatten)] more: $crate::Base }
    };
}

#[derive(Extract, Debug, PartialEq)]
pub struct Base {
    id: u64,
}

#[derive(Extract, Debug, PartialEq)]
struct Other {
    other: u64,
}

message!(Tagged tagged "type" { Reply { text: String } Move { x: f64, y: f64 } });
message!(Plain { Reply(String), Move(f64, f64), Many(Vec<Plain<T>>), });
message!(tuple Pair(u8, Option<String>));
message!(flat Flat(Other));

fn main() {
    let mut parser = Parser::<PartialTagged>::new();
    parser.feed(r#"{"type": "Move", "x": 1, "y": 2}"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Tagged::Move { x: 1.0, y: 2.0, fixed: None });
    let mut parser = Parser::<PartialPlain<u8>>::new();
    parser.feed(r#"{"Many": [{"Move": [1, 2]}, {"Fixed": 3}, {"Reply": "a"}]}"#).unwrap();
    let all = vec![Plain::Move(1.0, 2.0), Plain::Fixed(3), Plain::Reply("a".to_owned())];
    assert_eq!(parser.finish().unwrap(), Plain::Many(all));
    let mut parser = Parser::<PartialPair>::new();
    parser.feed(r#"[1, null]"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Pair(1, None));
    let mut parser = Parser::<PartialFlat>::new();
    parser.feed(r#"{"own": 1, "other": 2, "id": 3}"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Flat { own: 1, flat: Other { other: 2 }, more: Base { id: 3 } });
}
