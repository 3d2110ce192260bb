use instructor_core::{Extract, Parser, Partial};
use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;

#[derive(Extract)]
struct Page<T, const LEN: usize = 2>
where
    T: Clone,
{
    items: Vec<T>,
    next: Option<Box<Self>>,
}

/// A parameter that nothing is read into need not be `Extract`.
#[derive(Extract)]
struct Tagged<T, Unit> {
    value: T,
    #[serde(skip)]
    unit: PhantomData<Unit>,
}

struct Metre;

/// Nor does one that is only on the way to another type.
#[derive(Extract)]
struct First<I: Iterator>
where
    I::Item: Extract,
{
    first: Option<I::Item>,
    by_name: HashMap<String, <I as Iterator>::Item>,
}

#[derive(Extract)]
struct Many<T: Debug>(Vec<T>);

#[derive(Extract, Debug, Clone, PartialEq)]
enum Kind<const N: usize> {
    One,
    Two,
}

fn is_value<P: Partial + Clone + Debug + PartialEq + serde::Serialize>() {}

fn main() {
    let mut parser = Parser::<PartialPage<u8, 3>>::new();
    parser.feed(r#"{"items": [1], "next": {"items": [2, 3]}}"#).unwrap();
    let page = parser.finish().unwrap();
    assert_eq!(page.items, [1]);
    assert_eq!(page.next.unwrap().items, [2, 3]);

    is_value::<PartialPage<String>>();
    is_value::<PartialTagged<String, Metre>>();
    is_value::<PartialFirst<std::vec::IntoIter<u8>>>();
    is_value::<PartialMany<u8>>();
    let tagged: Tagged<u8, Metre> = PartialTagged { value: Some(1), ..Default::default() }.complete().unwrap();
    assert_eq!((tagged.value, tagged.unit), (1, PhantomData));
    let many: Many<u8> = PartialMany(vec![1]).complete().unwrap();
    assert_eq!(many.0, [1]);
    assert_eq!(Kind::<2>::One.complete().unwrap(), Kind::One);
    let first = PartialFirst::<std::vec::IntoIter<u8>> { first: None, by_name: Some(HashMap::new()) };
    let first = first.complete().unwrap();
    assert!(first.first.is_none() && first.by_name.is_empty());
}
