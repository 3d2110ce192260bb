#![deny(clippy::all)]

use instructor_core::Extract;
use std::collections::HashSet;
use std::hash::Hash;

#[derive(Extract)]
#[extract(partial(derive(Eq, std::hash::Hash)), partial = "Draft")]
struct User {
    name: String,
    value: u8,
}

#[derive(Extract, Debug)]
#[extract(partial(derive(Eq, Hash, PartialOrd)))]
enum Action {
    Reply { text: String },
    Stop,
}

#[derive(Extract)]
#[extract(partial(derive(Eq, PartialOrd, Ord)))]
struct Id(u64);

fn is_extract<T: Extract>() {}

fn main() {
    is_extract::<User>();
    let draft = Draft { name: None, value: Some(1) };
    assert!(HashSet::from([draft.clone()]).contains(&draft));
    assert!(HashSet::from([PartialAction::Stop]).contains(&PartialAction::Stop));
    assert!(PartialId(1) < PartialId(2));
    let _ = (Action::Stop, Action::Reply { text: String::new() });
    let _ = (User { name: String::new(), value: 1 }, Id(1).0);
}
