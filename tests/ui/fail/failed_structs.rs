use instructor_core::{Extract, Parser, Partial};
use std::collections::HashMap;

trait Kind {
    type Value;
}

struct Text;

impl Kind for Text {
    type Value = String;
}

#[derive(Extract)]
#[serde(untagged)]
struct Projected<K: Kind>(Vec<K::Value>, u8);

#[derive(Extract)]
#[serde(transparent)]
struct Transparent<T> {
    #[serde(alias = "b")]
    a: Vec<String>,
    #[serde(skip)]
    marker: std::marker::PhantomData<T>,
}

#[derive(Extract)]
#[extract(early)]
struct Unit;

#[derive(Extract)]
#[serde(tag = "type")]
enum Tagged {
    #[serde(with = "x")]
    A,
}

#[derive(Extract)]
struct All {
    projected: Projected<Text>,
    transparent: Transparent<Text>,
    unit: Option<Unit>,
    tagged: HashMap<String, Tagged>,
}

// None of this is an error of its own.
fn main() {
    let _ = Parser::<PartialAll>::new();
    let all = PartialAll {
        projected: Some(PartialProjected(Some(vec![String::new()]), None)),
        transparent: None,
        unit: Some(Some(PartialUnit)),
        tagged: Some(HashMap::from([(String::new(), PartialTagged::A)])),
    };
    let texts: Option<&Vec<String>> = all.transparent.as_ref().map(|transparent| &transparent.a);
    println!("{texts:?}");
    let all = all.complete().unwrap();
    println!("{} {} {}", all.projected.1, all.transparent.a.len(), matches!(all.tagged[""], Tagged::A));
}
