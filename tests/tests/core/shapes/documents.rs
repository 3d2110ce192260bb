//! Documents of each shape.

use super::types::*;
use crate::generate::*;
use crate::json::Json;
use crate::samples::{point, samples};
use proptest::prelude::*;

type Docs = BoxedStrategy<Json>;

/// Floats that are not written as integers may be, `-0` above all: see `known_differences`.
fn amount() -> Docs {
    any::<i32>()
        .prop_map(|n| Json::Number(format!("{:.2}", f64::from(n) / 100.0 + 0.005)))
        .boxed()
}

fn null() -> Docs {
    Just(Json::Null).boxed()
}

fn nothing() -> Docs {
    object([])
}

/// The fields of a reply, under these names.
fn reply(text_key: &'static str, flag_key: &'static str, copy: &'static [&'static str]) -> Docs {
    object([
        needed(text_key, text()),
        rarely(
            match flag_key {
                "DAYS" => &["DAYS"],
                _ => &["atOnce"],
            },
            match flag_key {
                "DAYS" => number::<u8>(),
                _ => flag(),
            },
        ),
        rarely(copy, or_null(text())),
    ])
}

fn pair() -> Docs {
    tuple([number::<i32>(), text()])
}

fn an_external(depth: u32) -> Docs {
    const UNITS: &[&str] = &["nothing", "nothing \"at\" äll 🦀", "zilch"];
    let flat = any_of([
        one_of(UNITS),
        external(UNITS, null()),
        external(&["reply"], reply("firstText", "atOnce", &["carbonCopy"])),
        external(&["blank"], nothing()),
        external(&["move_to"], point()),
        external(&["prices"], map(wide_float())),
        external(&["count", "sum", "the \"sum\""], number::<u64>()),
        external(&["named"], text()),
        external(&["kind"], role()),
        external(&["words"], list(text())),
        external(&["perhaps"], or_null(text())),
        external(&["pair"], pair()),
    ]);
    if depth == 0 {
        return flat;
    }
    prop_oneof![6 => flat, 1 => external(&["inner"], an_external(depth - 1))].boxed()
}

fn an_internal(depth: u32) -> Docs {
    let flat = any_of([
        internal("type", &["nothing"], nothing()),
        internal(
            "type",
            &["send-reply"],
            reply("FIRST_TEXT", "DAYS", &["CARBON_COPY", "cc", "\"cc\""]),
        ),
        internal("type", &["move-to", "go"], point()),
        internal("type", &["prices"], map(amount())),
        internal(
            "type",
            &["", "moveTo", "whatever \"else\"", "unheard"],
            object([rarely(&["text"], text())]),
        ),
    ]);
    if depth == 0 {
        return flat;
    }
    let steps = object([
        needed("firstStep", an_internal(depth - 1)),
        needed("nextSteps", list(an_internal(depth - 1))),
    ]);
    prop_oneof![5 => flat, 1 => internal("type", &["then"], steps)].boxed()
}

fn an_escaped() -> Docs {
    const TAG: &str = "the \"kind\" 📏";
    any_of([
        internal(TAG, &["a \\ b\n"], object([needed("text", text())])),
        internal(
            TAG,
            &["a \\ b"],
            object([needed("number", number::<i64>())]),
        ),
    ])
}

fn an_adjacent(depth: u32) -> Docs {
    let content = |json| needed("content", json);
    let flat = any_of([
        adjacent("variant", &["Nothing"], rarely(&["content"], null())),
        adjacent(
            "variant",
            &["Reply"],
            content(reply("firstText", "atOnce", &["carbonCopy"])),
        ),
        adjacent("variant", &["MoveTo"], content(point())),
        adjacent("variant", &["Prices"], content(map(amount()))),
        adjacent("variant", &["Count", "sum"], content(number::<u64>())),
        adjacent("variant", &["Named"], content(text())),
        adjacent("variant", &["Words"], content(list(text()))),
        adjacent(
            "variant",
            &["Perhaps"],
            optional(&["content"], or_null(text())),
        ),
        adjacent("variant", &["Pair"], content(pair())),
        adjacent(
            "variant",
            &["", "nothing", "Pair "],
            rarely(&["content"], null()),
        ),
    ]);
    if depth == 0 {
        return flat;
    }
    let inner = adjacent("variant", &["Inner"], content(an_adjacent(depth - 1)));
    prop_oneof![6 => flat, 1 => inner].boxed()
}

fn an_untagged() -> Docs {
    let reply = object([needed("the text", text()), rarely(&["cc"], or_null(text()))]);
    kept(any_of([
        null(),
        flag(),
        number::<u64>(),
        number::<i64>(),
        amount(),
        role(),
        text(),
        tuple([number::<u8>(), text()]),
        list(text()),
        point(),
        reply,
        map(amount()),
    ]))
}

fn a_distinct(depth: u32) -> Docs {
    let flat = any_of([flag(), number::<u64>(), text()]);
    if depth == 0 {
        return kept(flat);
    }
    let next = rarely(&["next"], or_null(a_distinct(depth - 1)));
    let reply = object([needed("words", text()), next]);
    kept(any_of([flat, list(a_distinct(depth - 1)), reply]))
}

fn in_untagged(depth: u32) -> Docs {
    kept(any_of([list(in_external(depth)), in_external(depth)]))
}

fn in_external(depth: u32) -> Docs {
    any_of([
        one_of(&["Stop"]),
        external(&["One"], in_adjacent(depth)),
        external(
            &["Two"],
            object([
                needed("first", in_adjacent(depth)),
                rarely(&["second"], or_null(in_adjacent(depth))),
            ]),
        ),
    ])
}

fn in_adjacent(depth: u32) -> Docs {
    let value = |json| needed("value", json);
    any_of([
        adjacent("tag", &["One"], value(in_internal(depth))),
        adjacent("tag", &["Map"], value(map(in_internal(depth)))),
        adjacent(
            "tag",
            &["Pair"],
            value(tuple([in_internal(depth), or_null(in_internal(depth))])),
        ),
    ])
}

fn in_internal(depth: u32) -> Docs {
    let flat = any_of([
        internal("kind", &["Leaf"], object([needed("text", text())])),
        internal(
            "kind",
            &["Number"],
            object([needed("number", number::<i64>())]),
        ),
    ]);
    if depth == 0 {
        return flat;
    }
    let again = object([needed("again", in_untagged(depth - 1))]);
    prop_oneof![2 => flat, 1 => internal("kind", &["Again"], again)].boxed()
}

fn an_expr(depth: u32) -> Docs {
    let number = external(&["Number"], amount());
    if depth == 0 {
        return number;
    }
    let call = object([
        needed("name", text()),
        needed("arguments", list(an_expr(depth - 1))),
    ]);
    any_of([
        number,
        external(&["Negated"], an_expr(depth - 1)),
        external(&["Sum"], tuple([an_expr(depth - 1), an_expr(depth - 1)])),
        external(&["Call"], call),
    ])
}

fn a_tree(depth: u32, value: fn() -> Docs) -> Docs {
    let leaf = internal("node", &["Leaf"], object([needed("value", value())]));
    if depth == 0 {
        return leaf;
    }
    let branch = object([
        needed("left", a_tree(depth - 1, value)),
        rarely(&["right"], or_null(a_tree(depth - 1, value))),
    ]);
    any_of([leaf, internal("node", &["Branch"], branch)])
}

fn a_fallible(good: Docs, bad: Docs) -> Docs {
    any_of([
        adjacent("is", &["Good"], needed("with", good)),
        adjacent("is", &["Bad"], needed("with", bad)),
    ])
}

fn a_folder(depth: u32) -> Docs {
    let entries = match depth {
        0 => Just(Json::List(vec![])).boxed(),
        _ => list(an_entry(depth - 1)),
    };
    object([needed("name", text()), needed("entries", entries)])
}

fn an_entry(depth: u32) -> Docs {
    let file = object([needed("name", text()), needed("size", number::<u32>())]);
    any_of([
        internal("entry", &["File"], file),
        internal("entry", &["Folder"], a_folder(depth)),
    ])
}

fn a_base() -> Docs {
    let points = list(point());
    object([
        needed("name", text()),
        any_name(&["points", "points \"of\" it"], points),
        rarely(&["role"], or_null(role())),
    ])
}

/// A field that is always there, under one of its names.
fn any_name(names: &'static [&'static str], value: Docs) -> BoxedStrategy<Option<(String, Json)>> {
    (proptest::sample::select(names), value)
        .prop_map(|(name, value)| Some((name.to_owned(), value)))
        .boxed()
}

fn an_extent() -> Docs {
    object([
        needed("width", number::<u32>()),
        optional(&["height"], amount()),
    ])
}

fn a_deep() -> Docs {
    beside([an_extent(), object([needed("depth", number::<i16>())])])
}

fn a_flat() -> Docs {
    let own = object([
        needed("number", number::<u64>()),
        rarely(&["action"], or_null(an_internal(0))),
    ]);
    beside([own, a_base(), a_deep()])
}

fn a_rest() -> Docs {
    let label = object([needed("label", text())]);
    beside([an_extent(), label, map(list(text()))])
}

fn a_grid(cell: fn() -> Docs, width: usize) -> Docs {
    let row = move || {
        proptest::collection::vec(cell(), width)
            .prop_map(Json::List)
            .boxed()
    };
    object([needed("rows", tuple([row(), row()]))])
}

fn a_marked() -> Docs {
    object([
        needed("kind", one_of(&["the \"invoice\" 🦀"])),
        needed("version", one_of(&["2"])),
        optional(&["whole"], text()),
        rarely(&["point"], or_null(point())),
        needed(
            "early",
            list(one_of(&[
                "admin",
                "admin-of-everything",
                "größe \"x\"",
                "grand",
            ])),
        ),
        needed(
            "other",
            list(one_of(&["Rust", "C++", "Cpp", "", "rust \"2024\""])),
        ),
    ])
}

fn everything(depth: u32) -> Docs {
    let mut fields = vec![
        rarely(&["external"], or_null(an_external(1))),
        rarely(&["internal"], list(an_internal(1))),
        rarely(&["adjacent \"é\""], or_null(an_adjacent(1))),
        rarely(&["untagged"], or_null(map(an_untagged()))),
        rarely(&["distinct"], or_null(a_distinct(1))),
        rarely(&["cycle"], or_null(in_untagged(1))),
        rarely(&["tree"], or_null(a_tree(1, || an_expr(1)))),
        rarely(&["fallible"], or_null(a_fallible(pair(), list(null())))),
        rarely(&["folders"], list(an_entry(1))),
        rarely(
            &["grid"],
            or_null(a_grid(|| tuple([number::<u8>(), flag()]), 2)),
        ),
        rarely(&["transparent"], or_null(map(pair()))),
        rarely(&["marked"], or_null(a_marked())),
        rarely(&["flat"], or_null(a_flat())),
        rarely(&["remark", "the remark"], or_null(text())),
    ];
    if depth > 0 {
        fields.push(rarely(&["children"], list(everything(depth - 1))));
    }
    let fields = fields.prop_map(|fields| Json::Fields(fields.into_iter().flatten().collect()));
    let rest = any_of([Just(Json::Map(vec![])).boxed(), map(a_distinct(1))]);
    beside([fields.boxed(), rest])
}

samples! {
    Vec<External> ["", "kind"] { TEXTS: ["firstText", "carbonCopy", "label", "named", "words", "perhaps", "pair"],} => list(an_external(2));
    Vec<Internal> { TAGS: ["type"],} => list(an_internal(1));
    Vec<Escaped> { TAGS: ["the \"kind\" 📏"],} => list(an_escaped());
    Vec<Adjacent> { TAGS: ["variant"], CONTENTS: ["content"],} => list(an_adjacent(2));
    Vec<Untagged> => list(an_untagged());
    Distinct => a_distinct(3);
    InUntagged ["", "One"] { TAGS: ["kind", "tag"], CONTENTS: ["value"], TEXTS: ["text"],} => in_untagged(1);
    External ["", "kind"] { TEXTS: ["firstText", "carbonCopy", "label", "named", "words", "perhaps", "pair"],} => an_external(1);
    Internal { TAGS: ["type"],} => an_internal(1);
    Adjacent { TAGS: ["variant"], CONTENTS: ["content"],} => an_adjacent(1);
    Expr => an_expr(3);
    Tree<Fallible<String, Vec<u8>>> { TAGS: ["node", "is"], CONTENTS: ["with"],} => a_tree(2, || a_fallible(text(), list(number::<u8>())));
    Folder { TAGS: ["entry"],} => a_folder(2);
    Places ["list", "maybe_again", "kind", "untagged"] {
        TEXTS: ["firstText", "carbonCopy", "label", "named", "words", "perhaps", "pair"],
        TAGS: ["type", "variant"],
        CONTENTS: ["content"],
    } => object([
        needed("list", list(an_external(0))),
        rarely(&["maybe"], or_null(an_internal(1))),
        rarely(&["maybe_again"], or_null(an_external(0))),
        needed("boxed", an_adjacent(0)),
        needed("map", map(an_internal(0))),
        needed("holes", list(or_null(an_adjacent(0)))),
        rarely(&["untagged"], list(an_untagged())),
    ]);
    Tuples ["list", "kind", "late"] {
        TEXTS: ["firstText", "carbonCopy", "label", "named", "words", "perhaps", "pair", "FIRST_TEXT", "CARBON_COPY"],
        TAGS: ["type"],
    } => object([
        needed("pair", pair()),
        needed("unit", null()),
        optional(&["nothing"], null()),
        needed("tuple", tuple([text(), or_null(number::<u8>()), point()])),
        needed("single", tuple([text()])),
        needed("nested", tuple([tuple([number::<u8>(), flag()]), tuple([text(), text()])])),
        needed("list", list(tuple([number::<i64>(), an_external(0)]))),
        needed("empty", tuple([])),
        needed("transparent", map(pair())),
        needed("grid", a_grid(|| or_null(number::<u8>()), 3)),
        rarely(&["maybe"], or_null(pair())),
        needed("many", list(null())),
        rarely(&["late"], or_null(tuple([an_internal(0), role()]))),
    ]);
    Flat ["role"] { TAGS: ["type"],} => a_flat();
    Rest => a_rest();
    Vec<FlatVariant> { TAGS: ["what"],} => list(any_of([
        internal("what", &["Flat"], a_deep()),
        internal("what", &["Rest"], a_rest()),
    ]));
    Marked ["kind", "version", "whole", "early", "other"] { LATE: ["point"], LITERALS: ["the \"invoice\" 🦀", "2"],} => a_marked();
    Everything ["external", "cycle", "kind", "version", "whole", "early", "other", "role"] {
        TEXTS: ["firstText", "carbonCopy", "label", "named", "words", "perhaps", "pair", "text"],
        TAGS: ["type", "variant", "kind", "tag", "node", "is", "entry"],
        CONTENTS: ["content", "value", "with"],
        LATE: ["point"],
        LITERALS: ["the \"invoice\" 🦀", "2"],
    } => everything(1);
}
