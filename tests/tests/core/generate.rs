//! Strategies for the values of each kind, as trees of JSON.

use crate::json::Json;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn number<N: Arbitrary<Strategy: 'static> + ToString>() -> BoxedStrategy<Json> {
    any::<N>().prop_map(|n| Json::Number(n.to_string())).boxed()
}

/// Of the range that `f32` has as well.
pub(crate) fn float() -> BoxedStrategy<Json> {
    const FORMS: &[&str] = &[
        "0",
        "-0",
        "-0.0",
        "0.5",
        "1E5",
        "1e+5",
        "-12.50",
        "0.1e-7",
        "1e-400",
        "20000000000000000000001",
        "123456789012345678",
        "0.30000000000000004",
        "16777217.0000000001",
        "3.4e38",
        "1.1754943508222875e-38",
    ];
    prop_oneof![
        select(FORMS).prop_map(str::to_owned),
        any::<i32>().prop_map(|n| format!("{}", f64::from(n) / 1000.0)),
        any::<u32>().prop_filter_map("finite", |bits| {
            let value = f64::from(f32::from_bits(bits));
            value.is_finite().then(|| format!("{value:e}"))
        }),
    ]
    .prop_map(Json::Number)
    .boxed()
}

pub(crate) fn wide_float() -> BoxedStrategy<Json> {
    let bits = any::<u64>().prop_filter_map("finite", |bits| {
        let value = f64::from_bits(bits);
        value
            .is_finite()
            .then(|| Json::Number(format!("{value:e}")))
    });
    prop_oneof![float(), bits].boxed()
}

pub(crate) fn flag() -> BoxedStrategy<Json> {
    any::<bool>().prop_map(Json::Bool).boxed()
}

/// Of each length in bytes, on each side of where UTF-16 and the escapes change their form.
const CHARS: &[char] = &[
    'a',
    'b',
    'u',
    ' ',
    '{',
    ']',
    ',',
    '"',
    '\\',
    '/',
    '\n',
    '\r',
    '\t',
    '\u{8}',
    '\u{c}',
    '\0',
    '\u{1f}',
    '\u{7f}',
    '\u{80}',
    'é',
    '\u{7ff}',
    '\u{800}',
    '漢',
    '\u{2028}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{ffff}',
    '\u{10000}',
    '😀',
    '\u{10ffff}',
];

pub(crate) fn string() -> BoxedStrategy<String> {
    let odd = vec(select(CHARS), 0..8).prop_map(String::from_iter);
    // Around the eight bytes that are looked at together.
    let plain = (0..24usize).prop_map(|len| "the quick brown fox jumps"[..len].to_owned());
    let both = (plain, odd.clone()).prop_map(|(plain, odd)| plain + &odd);
    prop_oneof![both, odd].boxed()
}

pub(crate) fn text() -> BoxedStrategy<Json> {
    string().prop_map(Json::Text).boxed()
}

pub(crate) fn one_char() -> BoxedStrategy<Json> {
    select(CHARS).prop_map(|c| Json::Text(c.into())).boxed()
}

pub(crate) fn role() -> BoxedStrategy<Json> {
    const NAMES: &[&str] = &[
        "admin",
        "admin-of-everything",
        "admin \"of\" nöthing 🦀",
        "guest",
        "visitor",
    ];
    select(NAMES)
        .prop_map(|name| Json::Text(name.to_owned()))
        .boxed()
}

pub(crate) fn or_null(value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    prop_oneof![1 => Just(Json::Null), 3 => value].boxed()
}

pub(crate) fn list(item: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    vec(item, 0..4).prop_map(Json::List).boxed()
}

pub(crate) fn map(value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    btree_map(string(), value, 0..4)
        .prop_map(|entries| Json::Map(entries.into_iter().collect()))
        .boxed()
}

pub(crate) fn anything() -> BoxedStrategy<Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        flag(),
        number::<i64>(),
        number::<u64>(),
        number::<i128>(),
        wide_float(),
        text()
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![list(inner.clone().boxed()), map(inner.boxed())]
    })
    .boxed()
}

/// A field that is always there.
pub(crate) fn needed(
    name: &'static str,
    value: BoxedStrategy<Json>,
) -> BoxedStrategy<Option<(String, Json)>> {
    value
        .prop_map(move |value| Some((name.to_owned(), value)))
        .boxed()
}

/// A field that may be absent, under one of its names.
pub(crate) fn optional(
    names: &'static [&'static str],
    value: BoxedStrategy<Json>,
) -> BoxedStrategy<Option<(String, Json)>> {
    let member = (select(names), value).prop_map(|(name, value)| (name.to_owned(), value));
    option::weighted(0.7, member).boxed()
}

pub(crate) fn object<const N: usize>(
    fields: [BoxedStrategy<Option<(String, Json)>>; N],
) -> BoxedStrategy<Json> {
    Vec::from(fields)
        .prop_map(|fields| Json::Fields(fields.into_iter().flatten().collect()))
        .boxed()
}

/// Without other keys, which `serde` refuses in its own objects and where a type denies them.
pub(crate) fn sealed(object: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    object
        .prop_map(|json| match json {
            Json::Fields(fields) => Json::Sealed(fields),
            json => json,
        })
        .boxed()
}

/// A field that is mostly absent, so that a document of many is small.
pub(crate) fn rarely(
    names: &'static [&'static str],
    value: BoxedStrategy<Json>,
) -> BoxedStrategy<Option<(String, Json)>> {
    let member = (select(names), value).prop_map(|(name, value)| (name.to_owned(), value));
    option::weighted(0.2, member).boxed()
}

/// One of some strings.
pub(crate) fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<Json> {
    select(texts)
        .prop_map(|text| Json::Text(text.to_owned()))
        .boxed()
}

pub(crate) fn tuple<const N: usize>(elements: [BoxedStrategy<Json>; N]) -> BoxedStrategy<Json> {
    Vec::from(elements).prop_map(Json::List).boxed()
}

/// A variant of an externally tagged enum, under one of its names.
pub(crate) fn external(
    names: &'static [&'static str],
    content: BoxedStrategy<Json>,
) -> BoxedStrategy<Json> {
    (select(names), content)
        .prop_map(|(name, content)| Json::Map(vec![(name.to_owned(), content)]))
        .boxed()
}

/// A variant of an internally tagged enum, whose content is an object: the tag first, last, or anywhere.
pub(crate) fn internal(
    tag: &'static str,
    names: &'static [&'static str],
    content: BoxedStrategy<Json>,
) -> BoxedStrategy<Json> {
    let place = prop_oneof![Just(0), Just(usize::MAX), any::<usize>()];
    (select(names), content, place)
        .prop_map(move |(name, content, place)| {
            let (mut fields, sealed) = members(content);
            let place = match place {
                usize::MAX => fields.len(),
                place => place % (fields.len() + 1),
            };
            fields.insert(place, (tag.to_owned(), Json::Text(name.to_owned())));
            object_of(fields, sealed)
        })
        .boxed()
}

/// The members of an object, and whether it takes no others.
fn members(json: Json) -> (Vec<(String, Json)>, bool) {
    match json {
        Json::Fields(fields) => (fields, false),
        Json::Map(fields) | Json::Sealed(fields) => (fields, true),
        Json::Kept(json) => members(*json),
        _ => panic!("{json:?} has no members"),
    }
}

fn object_of(fields: Vec<(String, Json)>, sealed: bool) -> Json {
    Json::Kept(Box::new(match sealed {
        true => Json::Sealed(fields),
        false => Json::Fields(fields),
    }))
}

/// A variant of an enum whose tag and content are fields of an object, in either order.
pub(crate) fn adjacent(
    tag: &'static str,
    names: &'static [&'static str],
    content: BoxedStrategy<Option<(String, Json)>>,
) -> BoxedStrategy<Json> {
    internal(tag, names, object([content]))
}

/// Objects of which each is a flattened part of one.
pub(crate) fn beside<const N: usize>(parts: [BoxedStrategy<Json>; N]) -> BoxedStrategy<Json> {
    Vec::from(parts)
        .prop_map(|parts| {
            let (mut all, mut any_sealed) = (Vec::new(), false);
            for part in parts {
                let (fields, sealed) = members(part);
                all.extend(fields);
                any_sealed |= sealed;
            }
            object_of(all, any_sealed)
        })
        .boxed()
}

/// What `serde` keeps before it reads it.
pub(crate) fn kept(json: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    json.prop_map(|json| Json::Kept(Box::new(json))).boxed()
}

/// One of some alternatives.
pub(crate) fn any_of<const N: usize>(strategies: [BoxedStrategy<Json>; N]) -> BoxedStrategy<Json> {
    proptest::strategy::Union::new(strategies).boxed()
}
