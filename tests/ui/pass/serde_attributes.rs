use instructor_core::{Extract, Parser};
use serde::{Deserialize, Serialize};

// What serde reads from the same attributes is what is read here.
#[derive(Extract, Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename = "Somebody", rename_all(serialize = "PascalCase", deserialize = "camelCase"))]
struct User {
    full_name: String,
    #[serde(alias = "years", alias = "age_in_years")]
    age: u8,
    #[serde(rename(serialize = "out", deserialize = "in"))]
    renamed: u8,
    #[serde(rename(serialize = "writtenOnly"))]
    read_by_rule: u8,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default = "Level::highest")]
    level: Level,
    #[serde(skip)]
    skipped: Level,
    #[serde(skip, default = "Level::highest")]
    skipped_with_default: Level,
}

#[derive(Extract, Serialize, Deserialize, Debug, Default, PartialEq)]
struct Level(u8);

impl Level {
    fn highest() -> Self {
        Level(10)
    }
}

#[derive(Extract, Serialize, Deserialize, Debug, PartialEq)]
#[serde(default)]
struct Settings {
    retries: u8,
    #[serde(default)]
    own: u8,
    #[serde(skip)]
    skipped: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { retries: 3, own: 4, skipped: "skipped".into() }
    }
}

#[derive(Extract, Serialize, Deserialize, Debug, PartialEq)]
#[serde(default = "defaults")]
struct Defaulted {
    one: u8,
    two: u8,
}

fn defaults() -> Defaulted {
    Defaulted { one: 1, two: 2 }
}

fn check<T>(json: &str)
where
    T: Extract + for<'de> Deserialize<'de> + std::fmt::Debug + PartialEq,
{
    let mut parser = Parser::<T::Partial>::new();
    parser.feed(json).unwrap();
    assert_eq!(parser.finish().unwrap(), serde_json::from_str::<T>(json).unwrap());
}

fn main() {
    check::<User>(r#"{"fullName": "Jason", "age_in_years": 25, "in": 1, "readByRule": 2}"#);
    check::<User>(r#"{"fullName": "", "years": 25, "in": 1, "readByRule": 2, "tags": ["a"], "level": 1, "skipped": 5}"#);
    check::<Settings>("{}");
    check::<Settings>(r#"{"own": 7, "retries": 8}"#);
    check::<Defaulted>(r#"{"two": 3}"#);
}
