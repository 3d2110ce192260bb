use instructor_core::{Extract, Parser, Partial};

/// Who it is.
#[derive(Extract, Debug, PartialEq)]
#[serde(rename = "Id")]
pub struct UserId(pub u64);

#[derive(Extract, Debug, PartialEq)]
struct Nickname(Option<String>);

#[derive(Extract, Debug, PartialEq)]
struct Users(Vec<User>);

#[derive(Extract, Debug, PartialEq)]
struct User {
    id: UserId,
    nickname: Nickname,
    friends: Option<Box<Users>>,
}

fn main() {
    let mut parser = Parser::<PartialUsers>::new();
    parser.feed(r#"[{"id": 7, "friends": [{"id": 8, "nickname": null}]}]"#).unwrap();
    let PartialUsers(users) = parser.partial().unwrap();
    assert_eq!(users[0].id, Some(PartialUserId(7)));
    let users = parser.finish().unwrap().0;
    // The field of a newtype of an option may be absent, as one of an option may.
    assert_eq!(users[0].nickname, Nickname(None));
    assert_eq!(PartialUserId(7).complete().unwrap(), UserId(7));
}
