use instructor_core::{Extract, Partial};
use std::time::{Duration, Instant};

mod path {}

#[derive(Extract)]
struct User {
    name: String,
    // Types that cannot be extracted make no further errors.
    #[serde(getting = "path::rest")]
    rest: Duration,
    #[serde(default, borrow, bound = "T: Clone")]
    since: Instant,
    #[serde(bound(deserialize = ""), bound(serialize = ""))]
    age: Option<u8>,
}

fn main() {
    let user = PartialUser { name: Some("Jason".to_owned()), ..Default::default() };
    println!("{:?}", user.complete().unwrap().name);
}
