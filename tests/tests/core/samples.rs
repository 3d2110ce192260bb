//! Documents of each type.

use crate::generate::*;
use crate::json::{Json, render};
use crate::types::*;
use instructor_core::Extract;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// A type that documents are generated of.
pub(crate) trait Sample: Extract + DeserializeOwned + Debug + PartialEq {
    /// The keys below which strings show only when whole: enums and chars. The root has an empty one.
    const ATOMS: &'static [&'static str] = &[];

    /// The keys below an atom's where strings grow again: the fields of a variant.
    const TEXTS: &'static [&'static str] = &[];

    /// The keys of tags: the path may end at one before its enum shows.
    const TAGS: &'static [&'static str] = &[];

    /// The keys of the contents beside a tag: they show, empty, from the tag on.
    const CONTENTS: &'static [&'static str] = &[];

    /// The keys of what shows only when whole: the path may lead into it before it shows.
    const LATE: &'static [&'static str] = &[];

    /// The one text that some strings may be, which is not asked of them by `serde`.
    const LITERALS: &'static [&'static str] = &[];

    fn documents() -> BoxedStrategy<Json>;
}

/// Documents of `T` as text, each written in its own way.
pub(crate) fn texts_of<T: Sample>() -> impl Strategy<Value = String> {
    let layout = prop_oneof![1 => Just(0), 9 => any::<u64>()];
    (T::documents(), layout).prop_map(|(json, seed)| render(&json, seed))
}

/// Gives `check` that many values of `strategy`, unless the environment asks for another number.
pub(crate) fn run<S>(cases: u32, strategy: S, check: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S: Strategy<Value: Debug>,
{
    let mut config = Config {
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if let Err(failure) = TestRunner::new(config).run(&strategy, check) {
        panic!("{failure}");
    }
}

macro_rules! samples {
    ($($type:ty $([$($atom:literal),*])? $({$($const:ident: [$($key:literal),*],)*})? => $documents:expr;)*) => {$(
        impl $crate::samples::Sample for $type {
            $(const ATOMS: &'static [&'static str] = &[$($atom),*];)?
            $($(const $const: &'static [&'static str] = &[$($key),*];)*)?

            fn documents() -> BoxedStrategy<Json> {
                $documents
            }
        }
    )*};
}
pub(crate) use samples;

pub(crate) fn point() -> BoxedStrategy<Json> {
    object([
        needed("x", number::<i32>()),
        needed("y", wide_float()),
        needed("label", text()),
    ])
}

fn page(item: fn() -> BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    object([
        needed("list", list(item())),
        optional(&["next"], or_null(item())),
        needed("total", number::<usize>()),
    ])
}

fn node() -> BoxedStrategy<Json> {
    let leaf = object([
        needed("name", text()),
        needed("children", Just(Json::List(vec![])).boxed()),
    ]);
    leaf.prop_recursive(4, 10, 3, |node| {
        let node = node.boxed();
        object([
            needed("name", text()),
            needed("children", list(node.clone())),
            optional(&["next"], or_null(node)),
        ])
    })
    .boxed()
}

samples! {
    Point => point();
    Integers => object([
        needed("i8", number::<i8>()),
        needed("i16", number::<i16>()),
        needed("i32", number::<i32>()),
        needed("i64", number::<i64>()),
        needed("i128", number::<i128>()),
        needed("isize", number::<isize>()),
        needed("u8", number::<u8>()),
        needed("u16", number::<u16>()),
        needed("u32", number::<u32>()),
        needed("u64", number::<u64>()),
        needed("u128", number::<u128>()),
        needed("usize", number::<usize>()),
    ]);
    Scalars ["char", "role"] => object([
        needed("bool", flag()),
        needed("f32", float()),
        needed("f64", wide_float()),
        needed("char", one_char()),
        needed("string", text()),
        needed("boxed", text()),
        needed("shared", text()),
        needed("role", role()),
        needed("meters", wide_float()),
        needed("tag", text()),
    ]);
    Options ["initial", "role"] => object([
        optional(&["flag"], or_null(flag())),
        optional(&["count"], or_null(number::<u8>())),
        optional(&["text"], or_null(text())),
        optional(&["shared"], or_null(text())),
        optional(&["initial"], or_null(one_char())),
        optional(&["role"], or_null(role())),
        optional(&["point"], or_null(point())),
        optional(&["boxed"], or_null(point())),
        optional(&["list"], or_null(list(number::<u8>()))),
        optional(&["map"], or_null(map(wide_float()))),
        optional(&["tag"], or_null(text())),
        optional(&["twice"], or_null(number::<u8>())),
        optional(&["inside"], or_null(number::<u8>())),
    ]);
    Lists ["roles", "chars"] => object([
        needed("numbers", list(number::<i64>())),
        needed("floats", list(float())),
        needed("texts", list(text())),
        needed("points", list(point())),
        needed("maybe", list(or_null(flag()))),
        needed("holes", list(or_null(point()))),
        needed("nested", list(list(text()))),
        needed("roles", list(role())),
        needed("chars", list(one_char())),
        needed("tags", list(text())),
    ]);
    Pointers => object([
        needed("point", point()),
        needed("shared", point()),
        needed("list", list(point())),
        needed("number", number::<u64>()),
        needed("deep", text()),
        optional(&["maybe"], or_null(point())),
    ]);
    Maps ["roles"] => object([
        needed("prices", map(number::<i64>())),
        needed("points", map(list(point()))),
        needed("nested", map(map(text()))),
        needed("maybe", map(or_null(number::<u8>()))),
        needed("roles", map(role())),
        needed("list", list(map(point()))),
    ]);
    Page<Point> => page(point);
    Page<Page<String>> => page(|| page(text));
    Node => node();
    Untyped => object([
        needed("value", anything()),
        optional(&["maybe"], anything()),
        needed("list", list(anything())),
        needed("map", map(anything())),
    ]);
    Names => object([
        needed("firstName", text()),
        needed("größe 📏", wide_float()),
        optional(&["emailAddress", "mail", "e-mail"], or_null(text())),
        needed("type", number::<u8>()),
        optional(&["tags"], list(text())),
        optional(&["daysPerWeek"], number::<u8>()),
        optional(&["origin"], or_null(point())),
        optional(&["note", "remark"], text()),
        // A field that is skipped is like one that the type does not have.
        optional(&["cache"], anything()),
    ]);
    Settings ["ROLE"] => object([
        optional(&["USER-NAME"], text()),
        optional(&["MAX-WIDTH"], number::<u16>()),
        optional(&["ROLE"], role()),
        optional(&["POINTS"], list(point())),
    ]);
    Empty => object([]);
    Invoice ["roles"] => object([
        needed("number", text()),
        needed("paid", flag()),
        needed("customer", object([
            needed("name", text()),
            optional(&["email"], or_null(text())),
            needed("roles", list(role())),
        ])),
        needed("lines", list(object([
            needed("text", text()),
            needed("amount", wide_float()),
            needed("count", number::<u32>()),
        ]))),
        optional(&["notes"], or_null(text())),
        needed("extra", map(text())),
    ]);
    Wide => proptest::sample::subsequence(WIDE, 0..=WIDE.len())
        .prop_map(|names| {
            let fields = names.into_iter().map(|name| (name.to_owned(), Json::Number("1".to_owned())));
            Json::Fields(fields.collect())
        })
        .boxed();
    Vec<Point> => list(point());
    Vec<Vec<u8>> => list(list(number::<u8>()));
    Vec<Option<String>> => list(or_null(text()));
    std::collections::BTreeMap<String, Node> => map(node());
    Option<Point> => or_null(point());
    Option<Vec<Tag>> => or_null(list(text()));
    Tags => list(text());
    String => text();
    serde_json::Value => anything();
}

include!(concat!(env!("OUT_DIR"), "/samples.rs"));
include!(concat!(env!("OUT_DIR"), "/tests.rs"));

/// Writes a test for each type, which calls the function `$check`.
macro_rules! test_each_type {
    ($check:ident) => {
        test_each_type! { $check:
            point => Point,
            integers => Integers,
            scalars => Scalars,
            options => Options,
            lists => Lists,
            pointers => Pointers,
            maps => Maps,
            generic => Page<Point>,
            generic_in_itself => Page<Page<String>>,
            recursive => Node,
            untyped => Untyped,
            names => Names,
            settings => Settings,
            empty => Empty,
            invoice => Invoice,
            wide => Wide,
            root_list => Vec<Point>,
            root_list_of_lists => Vec<Vec<u8>>,
            root_list_of_options => Vec<Option<String>>,
            root_map => std::collections::BTreeMap<String, Node>,
            root_option => Option<Point>,
            root_option_of_list => Option<Vec<Tag>>,
            root_newtype => Tags,
            root_string => String,
            root_value => serde_json::Value,
        }
        mod random {
            use super::*;
            $crate::samples::test_each_random_type!($check);
        }
        mod shapes {
            use super::*;
            $crate::shapes::test_each_shape!($check);
        }
        mod library {
            use super::*;
            $crate::library::samples::test_each_library!($check);
        }
        mod attributes {
            use super::*;
            $crate::attributes::samples::test_each_attribute!($check);
        }
    };
    ($check:ident: $($name:ident => $type:ty,)*) => {$(
        #[test]
        fn $name() {
            $check::<$type>();
        }
    )*};
}
pub(crate) use test_each_type;
