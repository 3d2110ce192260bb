//! A text that is there as a whole: all that does not fit is told, not the first of it alone.

use instructor_core::{ErrorKind, Extract, Parser, Partial, Repair};
use std::collections::BTreeMap;

#[derive(Extract, Debug, Clone, PartialEq)]
struct Order {
    name: String,
    #[extract(max = 150)]
    age: u8,
    lines: Vec<Line>,
    notes: Option<Vec<String>>,
    prices: BTreeMap<String, f64>,
    payment: Option<Payment>,
    #[extract(atomic)]
    address: Option<Address>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Line {
    quantity: u32,
    title: String,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
enum Payment {
    Cash,
    Card { number: String, year: u16 },
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Address {
    street: String,
    zip: u32,
}

/// The problems of a text, strictly and leniently, whole and in pieces of each size: always the same.
#[track_caller]
fn problems<P: Partial>(text: &str, repair: Repair) -> (ErrorKind, Vec<String>) {
    let read = |size: usize| {
        let mut parser = Parser::<P>::new().repair(repair).collecting();
        for piece in text.as_bytes().chunks(size) {
            if parser.feed_bytes(piece).is_err() {
                break;
            }
        }
        let error = parser.finish().err().unwrap();
        let problems = error.problems();
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        (error.kind(), error.to_string(), problems)
    };
    let whole = read(text.len());
    for size in 1..text.len().min(40) {
        assert_eq!(read(size), whole, "{text}, in pieces of {size}");
    }
    (whole.0, whole.2)
}

#[track_caller]
fn told<P: Partial>(text: &str, expected: &[&str]) {
    for repair in [Repair::Strict, Repair::Lenient] {
        let (kind, found) = problems::<P>(text, repair);
        assert_eq!(found, expected, "{text} ({repair:?})");
        assert_eq!(kind, ErrorKind::Type, "{text} ({repair:?})");
    }
}

#[test]
fn each_member_that_does_not_fit() {
    told::<PartialOrder>(
        r#"{"name": null, "age": [1, 2], "lines": [], "prices": {}}"#,
        &[
            "name: expected a string, found null",
            "age: expected an integer, found a list",
        ],
    );
    told::<PartialOrder>(
        r#"{"name": "Ana", "age": 300, "lines": [{"quantity": -1, "title": "a"}, {"quantity": 2, "title": "b"}, {"quantity": 0.5, "title": null}],
            "prices": {"a": {}, "b": 2.5, "c": []}}"#,
        &[
            "age: 300 is out of range for u8",
            "lines[0].quantity: -1 is out of range for u32",
            "lines[2].quantity: expected an integer, found 0.5",
            "lines[2].title: expected a string, found null",
            "prices.a: expected a number, found an object",
            "prices.c: expected a number, found a list",
        ],
    );
}

#[test]
fn with_what_is_missing_and_what_breaks_a_rule() {
    told::<PartialOrder>(
        r#"{"name": null, "age": 200, "lines": [{"title": "a"}, {"quantity": [], "title": "b"}], "notes": null}"#,
        &[
            "name: expected a string, found null",
            "lines[1].quantity: expected an integer, found a list",
            "age: 200 is more than the maximum of 150",
            "lines[0].quantity: missing",
            "prices: missing",
        ],
    );
}

#[test]
fn what_an_element_is_in_is_passed_over_with_it() {
    told::<PartialOrder>(
        r#"{"name": "Ana", "age": 3, "lines": [], "notes": ["a", null, 3], "prices": [], "payment": 3}"#,
        &[
            "notes[1]: expected a string, found null",
            "payment: expected an object, found a number",
        ],
    );
    told::<Vec<PartialLine>>(
        r#"[{"quantity": {}, "title": "a"}, {"quantity": 1, "title": null}]"#,
        &[
            "[0].quantity: expected an integer, found an object",
            "[1].title: expected a string, found null",
        ],
    );
}

#[test]
fn enums_and_what_shows_when_it_is_whole() {
    told::<PartialOrder>(
        r#"{"name": "Ana", "age": {}, "lines": [], "prices": {}, "payment": {"kind": "Gold", "number": "1", "year": 1},
            "address": {"street": null, "zip": [1, 2]}}"#,
        &[
            "age: expected an integer, found an object",
            "payment.kind: unknown variant `Gold`, expected one of `Cash`, `Card`",
            "address.street: expected a string, found null",
            "address.zip: expected an integer, found a list",
        ],
    );
    for payment in [
        r#"{"kind": "Card", "number": null, "year": {}}"#,
        r#"{"number": null, "year": {}, "kind": "Card"}"#,
    ] {
        let order = format!(
            r#"{{"name": "Ana", "age": 3, "lines": [], "prices": {{}}, "payment": {payment}}}"#
        );
        told::<PartialOrder>(
            &order,
            &[
                "payment.number: expected a string, found null",
                "payment.year: expected an integer, found an object",
            ],
        );
    }
}

#[test]
fn one_misfit_has_its_place() {
    let mut parser = Parser::<PartialLine>::new().collecting();
    parser.feed(r#"{"quantity": {}, "title": "a"}"#).unwrap();
    assert_eq!(parser.partial().unwrap().title.as_deref(), Some("a"));
    let error = parser.finish().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected an integer, found an object at `quantity`, byte 13"
    );
    assert!(error.partial::<PartialLine>().is_some());
}

#[test]
fn the_value_in_a_wrapper_is_not_passed_over() {
    let mut parser = Parser::<bool>::new().unwrapping().collecting();
    parser.feed(r#"{"value": 1}"#).unwrap_err();
    let error = parser.finish().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a bool, found a number at byte 10"
    );
    let mut parser = Parser::<<Vec<Line> as Extract>::Partial>::new()
        .unwrapping()
        .collecting();
    parser
        .feed(r#"{"items": [{"quantity": {}, "title": null}, {"title": "a"}]}"#)
        .unwrap();
    let problems = parser.finish().unwrap_err().problems();
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "[0].quantity: expected an integer, found an object",
            "[0].title: expected a string, found null",
            "[1].quantity: missing",
        ]
    );
}

#[test]
fn a_tag_that_is_unknown_is_not_told_as_missing() {
    told::<PartialPayment>(
        r#"{"kind": "Gold", "number": "1"}"#,
        &["kind: unknown variant `Gold`, expected one of `Cash`, `Card`"],
    );
}

#[test]
fn what_is_known_of_a_text_that_was_cut() {
    let (kind, found) = problems::<PartialLine>(r#"{"quantity": {}, "title": "#, Repair::Strict);
    assert_eq!(kind, ErrorKind::Incomplete);
    assert!(
        found.contains(&"quantity: expected an integer, found an object".to_owned()),
        "{found:?}"
    );
}

/// What is no JSON ends the text, and so does more than can be told.
#[test]
fn what_ends_the_text() {
    let (kind, found) = problems::<PartialLine>(r#"{"quantity": {}, "title": []}"#, Repair::Strict);
    assert_eq!(kind, ErrorKind::Type);
    assert_eq!(found.len(), 2, "{found:?}");
    let (kind, found) =
        problems::<PartialLine>(r#"{"quantity": {}, "title": "a" 4}"#, Repair::Strict);
    assert_eq!(kind, ErrorKind::Syntax);
    assert_eq!(
        found,
        [
            "expected `,` or `}`, found `4`",
            "quantity: expected an integer, found an object"
        ]
    );
    let many = r#"{"quantity": {}, "title": null}, "#.repeat(100);
    let (_, found) = problems::<Vec<PartialLine>>(&format!("[{many}]"), Repair::Strict);
    assert!((16..20).contains(&found.len()), "{found:?}");
}
