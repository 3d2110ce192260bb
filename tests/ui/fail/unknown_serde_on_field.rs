use instructor_core::{Extract, Partial};
use std::time::{Duration, Instant};

mod path {}

#[derive(Extract)]
struct User {
    name: String,
    // Types that cannot be extracted make no further errors.
    #[serde(getter = "path::rest")]
    rest: Duration,
    #[serde(default, with = "path", deserialize_with = "path::read")]
    since: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u8>,
    #[serde(skip_deserializing)]
    cached: bool,
}

fn main() {
    let user = PartialUser { name: Some("Jason".to_owned()), ..Default::default() };
    println!("{:?}", user.complete().unwrap().name);
}
