//! Validators: functions of the user's that look at complete values, of fields when they close and of types when they are
//! completed.

use crate::feed::{self, Fault};
use futures_util::stream;
use instructor_core::{
    Context, EachStream, Error, ErrorKind, Extract, Parser, Partial, PartialStream, Path, Problem,
};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

thread_local! {
    /// How often `counted` has looked.
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

fn looks(f: impl FnOnce()) -> usize {
    LOOKS.set(0);
    f();
    LOOKS.get()
}

fn counted<T>(_: &T) -> Result<(), String> {
    LOOKS.set(LOOKS.get() + 1);
    Ok(())
}

fn capital(name: &str) -> Result<(), &'static str> {
    match name.starts_with(char::is_uppercase) {
        true => Ok(()),
        false => Err("a name starts with a capital letter"),
    }
}

fn one_word(name: &str) -> Result<(), String> {
    match name.contains(' ') {
        true => Err(format!("{name:?} is more than one word")),
        false => Ok(()),
    }
}

struct Cities(Vec<&'static str>);

fn known(city: &str, context: &Context) -> Result<(), String> {
    let Some(cities) = context.get::<Cities>() else {
        return Err("no cities are known".to_owned());
    };
    match cities.0.contains(&city) {
        true => Ok(()),
        false => Err(format!("expected one of {}", cities.0.join(", "))),
    }
}

fn sorted(days: &[u8]) -> Result<(), &'static str> {
    match days.is_sorted() {
        true => Ok(()),
        false => Err("not in order"),
    }
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct User {
    #[extract(max_length = 12, validate = capital, validate = "one_word")]
    name: String,
    #[extract(validate = known)]
    #[serde(default)]
    city: String,
    #[extract(validate = sorted)]
    #[serde(default)]
    days: Vec<u8>,
    #[extract(max = 150)]
    age: Option<u8>,
}

fn context() -> Context {
    Context::new().with(Cities(vec!["Oslo", "Rome"]))
}

fn parser<P: Partial>() -> Parser<P> {
    Parser::new().context(context())
}

/// The problems of a text that is read up to the first field that is wrong.
fn first<T: Extract>(text: &str) -> Vec<String> {
    let mut parser = parser::<T::Partial>();
    let read = parser.feed(text).and_then(|()| parser.finish().map(drop));
    told(read.err())
}

/// The problems of a text that is read as a whole.
fn all<T: Extract>(text: &str) -> Vec<String> {
    let mut parser = parser::<T::Partial>().collecting();
    let read = parser.feed(text).and_then(|()| parser.finish().map(drop));
    told(read.err())
}

fn told(error: Option<Error>) -> Vec<String> {
    let problems = error.map(|error| error.problems()).unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_valid_passes() {
    let text = r#"{"name": "Ana", "city": "Rome", "days": [1, 2], "age": 20}"#;
    assert!(first::<User>(text).is_empty());
    assert!(all::<User>(text).is_empty());
}

#[test]
fn all_that_is_wrong_with_a_field_is_told_when_it_closes() {
    let mut parser = parser::<PartialUser>();
    parser.feed(r#"{"name": "ana maria luisa"#).unwrap();
    let error = parser.feed("\", \"age\": 250}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.path().unwrap().to_string(), "name");
    assert_eq!(error.offset(), Some(26));
    assert_eq!(
        error.to_string(),
        "expected at most 12 characters, found 15; a name starts with a capital letter; \
         \"ana maria luisa\" is more than one word at `name`, byte 26"
    );
    assert_eq!(
        told(Some(error)),
        [
            "name: expected at most 12 characters, found 15",
            "name: a name starts with a capital letter",
            "name: \"ana maria luisa\" is more than one word",
        ]
    );
    // What showed stays.
    assert_eq!(
        parser.partial().unwrap().name.as_deref(),
        Some("ana maria luisa")
    );
}

#[test]
fn the_context_is_handed_on() {
    let text = r#"{"name": "Ana", "city": "Bonn"}"#;
    assert_eq!(first::<User>(text), ["city: expected one of Oslo, Rome"]);
    assert_eq!(all::<User>(text), ["city: expected one of Oslo, Rome"]);
    let mut without = Parser::<PartialUser>::new();
    let error = without.feed(text).unwrap_err();
    assert_eq!(told(Some(error)), ["city: no cities are known"]);
}

#[test]
fn a_whole_text_is_read_to_its_end() {
    let text = r#"{"name": "ana", "city": "Bonn", "days": [2, 1], "age": 250}"#;
    assert_eq!(
        first::<User>(text),
        ["name: a name starts with a capital letter"]
    );
    assert_eq!(
        all::<User>(text),
        [
            "name: a name starts with a capital letter",
            "city: expected one of Oslo, Rome",
            "days: not in order",
            "age: 250 is more than the maximum of 150",
        ]
    );
    let mut parser = parser::<PartialUser>().collecting();
    parser.feed(r#"{"city": "Bonn"}"#).unwrap();
    let error = parser.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(
        error.to_string(),
        "expected one of Oslo, Rome at `city`; missing `name`"
    );
    assert_eq!(error.missing_fields().len(), 1);
    assert_eq!(
        told(Some(error)),
        ["city: expected one of Oslo, Rome", "name: missing"]
    );
}

/// One that is only missing is an error of its own kind, as before.
#[test]
fn what_is_missing_alone_is_that() {
    let mut parser = parser::<PartialUser>().collecting();
    parser.feed("{}").unwrap();
    let error = parser.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    assert_eq!(told(Some(error)), ["name: missing"]);
}

#[test]
fn a_syntax_error_ends_it_at_once() {
    let mut parser = parser::<PartialUser>().collecting();
    let error = parser.feed(r#"{"name": "ana", ]"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
    let text = error.to_string();
    assert_eq!(
        told(Some(error)),
        [
            "expected a key in double quotes, found `]`",
            "name: a name starts with a capital letter"
        ]
    );
    assert_eq!(parser.feed("").unwrap_err().to_string(), text);
    // What is still open is not looked at, nor is a type.
    assert_eq!(all::<User>("{\"name\": \"ana\n").len(), 1);
    let text = BAD.replace('}', ", 7}");
    assert_eq!(all::<Person>(&text).len(), 1);
}

/// What stands before and behind a value that does not fit is told beside it.
#[test]
fn a_misfit_and_what_stands_around_it() {
    let text = r#"{"name": "ana", "days": [2, 1], "age": 256, "city": "Bonn"}"#;
    assert_eq!(
        all::<User>(text),
        [
            "age: 256 is out of range for u8",
            "name: a name starts with a capital letter",
            "city: expected one of Oslo, Rome",
            "days: not in order",
        ]
    );
}

fn adult(person: &Person) -> Result<(), Problem> {
    match person.age >= 18 {
        true => Ok(()),
        false => {
            let path = "age".parse::<Path>().unwrap();
            Err(Problem::new(path, "not an adult"))
        }
    }
}

fn spelled(person: &Person) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    for (field, text) in [("first", &person.first), ("last", &person.last)] {
        if capital(text).is_err() {
            problems.push(Problem::new(field.parse().unwrap(), "in small letters"));
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems),
    }
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[extract(validate = adult, validate = spelled, validate = counted)]
struct Person {
    first: String,
    last: String,
    age: u8,
}

const GOOD: &str = r#"{"first": "Ana", "last": "Roy", "age": 20}"#;
const BAD: &str = r#"{"first": "ana", "last": "roy", "age": 2}"#;

#[derive(Extract, Debug, PartialEq)]
struct Town {
    mayor: Person,
    people: Vec<Person>,
    by_house: BTreeMap<String, Box<Person>>,
    guest: Option<Person>,
}

#[test]
fn a_type_is_validated_when_it_is_completed() {
    let expected = [
        "age: not an adult",
        "first: in small letters",
        "last: in small letters",
    ];
    assert_eq!(first::<Person>(BAD), expected);
    assert_eq!(all::<Person>(BAD), expected);
    assert_eq!(first::<Person>(GOOD), [""; 0]);
    // Whatever pieces it comes in.
    let fault = feed::outcome::<Person>(BAD).fault();
    assert_eq!(fault.kind, ErrorKind::Invalid);
    assert_eq!(fault.path, "age");
    assert_eq!(
        fault.message,
        "not an adult at `age`; in small letters at `first`; in small letters at `last`"
    );
    let young = BAD.replace("ana", "Ana").replace("roy", "Roy");
    assert_eq!(feed::error::<Person>(&young), "not an adult at `age`");
}

#[test]
fn wherever_it_stands_and_once() {
    let young = GOOD.replace("20", "2");
    let text = format!(
        r#"{{"mayor": {GOOD}, "people": [{GOOD}, {young}], "by_house": {{"7": {young}}}, "guest": {young}}}"#
    );
    let expected = [
        "people[1].age: not an adult",
        "by_house.7.age: not an adult",
        "guest.age: not an adult",
    ];
    let stopped = looks(|| assert_eq!(first::<Town>(&text), expected));
    let collected = looks(|| assert_eq!(all::<Town>(&text), expected));
    assert_eq!((stopped, collected), (5, 5));
}

/// What lacks a field or has a field that is wrong is not shown to the validators of its type.
#[test]
fn only_what_is_whole_and_good_so_far() {
    let looked = looks(|| {
        assert_eq!(
            all::<Person>(r#"{"first": "ana", "age": 2}"#),
            ["last: missing"]
        );
    });
    assert_eq!(looked, 0);
}

#[derive(Extract, Debug, PartialEq)]
struct Counts {
    #[extract(validate = counted)]
    number: u8,
    #[extract(validate = counted)]
    text: Option<String>,
    // A function of any type is told which.
    #[extract(validate = counted::<Vec<Person>>)]
    list: Vec<Person>,
    #[extract(validate = counted)]
    #[serde(default)]
    defaulted: u8,
    #[extract(validate = counted::<Vec<u8>>, atomic)]
    whole: Vec<u8>,
}

#[test]
fn a_field_is_validated_once_in_whatever_pieces() {
    let text = r#"{"number": 1, "text": "long enough to be cut", "list": [], "whole": [1, 2]}"#;
    assert_eq!(
        looks(|| assert!(first::<Counts>(text).is_empty())),
        4,
        "absent fields are not"
    );
    let by_bytes = looks(|| {
        let mut parser = Parser::<PartialCounts>::new();
        for byte in text.bytes() {
            parser.feed_bytes(&[byte]).unwrap();
        }
        parser.finish().unwrap();
    });
    assert_eq!(by_bytes, 4);
    assert_eq!(looks(|| assert!(all::<Counts>(text).is_empty())), 4);
    let null = text.replace("\"long enough to be cut\"", "null");
    assert_eq!(looks(|| assert!(first::<Counts>(&null).is_empty())), 4);
}

/// The elements of a list that has a validator: that looks at a copy, and the type's own validators look at the end.
#[test]
fn a_container_of_validated_types() {
    let text = format!(r#"{{"number": 1, "list": [{GOOD}, {GOOD}], "whole": []}}"#);
    assert_eq!(looks(|| assert!(first::<Counts>(&text).is_empty())), 5);
    assert_eq!(looks(|| assert!(all::<Counts>(&text).is_empty())), 5);
    // One that cannot be completed yet is told of at the end.
    let lacking = r#"{"number": 1, "list": [{"first": "Ana"}], "whole": []}"#;
    let expected = ["list[0].last: missing", "list[0].age: missing"];
    assert_eq!(looks(|| assert_eq!(first::<Counts>(lacking), expected)), 2);
}

#[test]
fn each_time_that_it_closes() {
    let text = r#"{"number": 1, "number": 2, "list": [], "whole": []}"#;
    assert_eq!(looks(|| assert!(first::<Counts>(text).is_empty())), 4);
    let text = r#"{"name": "Ana", "name": "ana"}"#;
    assert_eq!(
        first::<User>(text),
        ["name: a name starts with a capital letter"]
    );
    // Of a whole text it is the last one that counts.
    assert!(all::<User>(r#"{"name": "ana", "name": "Ana"}"#).is_empty());
}

fn short(list: &[u8]) -> Result<(), String> {
    match list.len() {
        0..=2 => Ok(()),
        len => Err(format!("{len} are too many")),
    }
}

fn small(number: &u8) -> Result<(), &'static str> {
    match number {
        0..=9 => Ok(()),
        _ => Err("not a digit"),
    }
}

fn set(value: &Option<u8>) -> Result<(), &'static str> {
    value.map(drop).ok_or("say it")
}

#[derive(Extract, Debug, PartialEq)]
struct Digit(#[extract(validate = small)] u8);

#[derive(Extract, Debug, PartialEq)]
#[serde(transparent)]
struct Few {
    #[extract(validate = short)]
    list: Vec<u8>,
}

#[derive(Extract, Debug, PartialEq)]
struct Pair(#[extract(validate = small)] u8, String);

#[derive(Extract, Debug, PartialEq)]
enum Act {
    Press(#[extract(validate = small)] u8),
    Move {
        #[extract(validate = small)]
        by: u8,
    },
    Both(#[extract(validate = small)] u8, u8),
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "kind")]
#[extract(validate = gentle)]
enum Tagged {
    Move {
        #[extract(validate = small)]
        by: u8,
    },
    Greet(Greeting),
}

fn gentle(act: &Tagged) -> Result<(), &'static str> {
    match act {
        Tagged::Move { by: 9 } => Err("too far"),
        _ => Ok(()),
    }
}

#[derive(Extract, Debug, PartialEq)]
#[extract(validate = polite)]
struct Greeting {
    #[extract(validate = capital)]
    word: String,
}

fn polite(greeting: &Greeting) -> Result<(), String> {
    match &*greeting.word {
        "Hey" => Err("say it politely".to_owned()),
        _ => Ok(()),
    }
}

#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[extract(validate = not_red)]
enum Color {
    Red,
    Blue,
}

fn not_red(color: &Color) -> Result<(), &'static str> {
    match color {
        Color::Red => Err("not red"),
        Color::Blue => Ok(()),
    }
}

#[derive(Extract, Debug, PartialEq)]
struct Everything {
    digit: Option<Digit>,
    few: Option<Few>,
    pair: Option<Pair>,
    act: Option<Act>,
    tagged: Option<Tagged>,
    color: Option<Color>,
    #[serde(flatten)]
    greeting: Greeting,
    #[extract(validate = set)]
    set: Option<u8>,
    #[extract(validate = short, atomic)]
    #[serde(default)]
    whole: Vec<u8>,
    #[extract(from_str, validate = local)]
    address: Option<std::net::IpAddr>,
}

fn local(address: &Option<std::net::IpAddr>) -> Result<(), &'static str> {
    match address {
        Some(address) if !address.is_loopback() => Err("not local"),
        _ => Ok(()),
    }
}

/// What is found wrong with this value of a field of `Everything`, the same by all ways to look.
fn found(field: &str, value: &str, path: &str, problem: &str) -> Fault<PartialEverything> {
    let text = format!(r#"{{"word": "Hello", "{field}": {value}}}"#);
    let expected = [format!("{path}: {problem}")];
    assert_eq!(first::<Everything>(&text), expected, "{text}");
    assert_eq!(all::<Everything>(&text), expected, "{text}");
    feed::outcome::<Everything>(&text).fault()
}

#[test]
fn everywhere_that_a_field_can_stand() {
    for (field, value, path, problem) in [
        ("digit", "10", "digit", "not a digit"),
        ("few", "[1, 2, 3]", "few", "3 are too many"),
        ("pair", r#"[10, ""]"#, "pair[0]", "not a digit"),
        ("act", r#"{"Press": 10}"#, "act.Press", "not a digit"),
        (
            "act",
            r#"{"Move": {"by": 10}}"#,
            "act.Move.by",
            "not a digit",
        ),
        ("act", r#"{"Both": [10, 1]}"#, "act.Both[0]", "not a digit"),
        (
            "tagged",
            r#"{"kind": "Move", "by": 10}"#,
            "tagged.by",
            "not a digit",
        ),
        (
            "tagged",
            r#"{"by": 10, "kind": "Move"}"#,
            "tagged.by",
            "not a digit",
        ),
        (
            "tagged",
            r#"{"kind": "Greet", "word": "hey"}"#,
            "tagged.word",
            "a name starts with a capital letter",
        ),
        ("set", "null", "set", "say it"),
        ("whole", "[1, 2, 3]", "whole", "3 are too many"),
        ("address", "\"8.8.8.8\"", "address", "not local"),
    ] {
        let fault = found(field, value, path, problem);
        assert!(
            fault.offset.is_some(),
            "it stops when the field closes: {field} {value}"
        );
        assert_eq!(fault.path, path);
        if matches!(field, "digit" | "whole" | "address") {
            // What shows only when whole does not show if it is wrong.
            let shown = format!("{:?}", fault.partial.unwrap());
            assert!(shown.contains(&format!("{field}: None")), "{shown}");
        }
    }
    for (field, value, path, problem) in [
        (
            "tagged",
            r#"{"kind": "Move", "by": 9}"#,
            "tagged",
            "too far",
        ),
        (
            "tagged",
            r#"{"kind": "Greet", "word": "Hey"}"#,
            "tagged",
            "say it politely",
        ),
        ("color", "\"Red\"", "color", "not red"),
    ] {
        assert_eq!(found(field, value, path, problem).offset, None);
    }
    // The fields of a flattened struct, and the struct itself.
    assert_eq!(
        first::<Everything>(r#"{"word": "hello"}"#),
        ["word: a name starts with a capital letter"]
    );
    assert_eq!(
        first::<Everything>(r#"{"word": "Hey"}"#),
        ["say it politely"]
    );
    assert_eq!(all::<Everything>(r#"{"word": "Hey"}"#), ["say it politely"]);
}

#[test]
fn all_of_them_at_once() {
    let text = r#"{"digit": 10, "few": [1, 2, 3], "pair": [10, ""], "act": {"Both": [10, 1]}, "color": "Red",
        "tagged": {"kind": "Move", "by": 10}, "word": "Hey", "whole": [1, 2, 3]}"#;
    assert_eq!(
        all::<Everything>(text),
        [
            "digit: not a digit",
            "few: 3 are too many",
            "pair[0]: not a digit",
            "act.Both[0]: not a digit",
            "tagged.by: not a digit",
            "color: not red",
            "say it politely",
            "whole: 3 are too many",
        ]
    );
}

fn same<T: PartialEq>(range: &Span<T>) -> Result<(), &'static str> {
    match range.from == range.to {
        true => Err("of no length"),
        false => Ok(()),
    }
}

#[derive(Extract, Debug, PartialEq)]
#[extract(validate = same)]
struct Span<T>
where
    T: PartialEq,
{
    #[extract(validate = counted)]
    from: T,
    to: T,
}

#[test]
fn of_a_generic_type() {
    let text = r#"[{"from": "a", "to": "b"}, {"from": "c", "to": "c"}]"#;
    let looked = looks(|| assert_eq!(first::<Vec<Span<String>>>(text), ["[1]: of no length"]));
    assert_eq!(looked, 2);
}

/// What a hand has filled is validated by its own `complete`.
#[test]
fn a_partial_that_is_completed_by_hand() {
    let user = PartialUser {
        name: Some("ana".into()),
        ..PartialUser::default()
    };
    assert_eq!(
        user.complete().unwrap_err().to_string(),
        "a name starts with a capital letter at `name`"
    );
}

/// Names that the model made up may have in them what a terminal would obey.
#[test]
fn nothing_that_a_terminal_would_obey() {
    fn told(name: &str) -> Result<(), String> {
        Err(format!("no {name}"))
    }
    #[derive(Extract, Debug)]
    #[allow(dead_code)]
    struct Named {
        #[extract(validate = told)]
        name: String,
    }
    let text = r#"{"name": "\u001b[2J"}"#;
    assert_eq!(first::<Named>(text), ["name: no \\u{1b}[2J"]);
    assert_eq!(all::<Named>(text), ["name: no \\u{1b}[2J"]);
}

/// A type validator that says nothing has failed all the same.
#[test]
fn an_empty_list_of_problems() {
    fn no(_: &u8) -> Result<(), Vec<Problem>> {
        Err(Vec::new())
    }
    #[derive(Extract, Debug)]
    #[allow(dead_code)]
    struct Never(#[extract(validate = no)] u8);
    assert_eq!(first::<Never>("1"), ["not valid"]);
}

#[tokio::test]
async fn a_stream_stops_at_the_byte_that_closes_the_bad_field() {
    let text = r#"{"name": "ana", "city": "Rome"}"#;
    let taken = Arc::new(Mutex::new(0));
    let counter = taken.clone();
    let bytes: Vec<_> = text.bytes().map(|byte| [byte]).collect();
    let source = stream::iter(bytes.into_iter().map(move |byte| {
        *counter.lock().unwrap() += 1;
        Ok::<_, Error>(byte)
    }));
    let mut users = PartialStream::<User>::from_bytes(source);
    let mut last = None;
    let error = loop {
        match users.next().await.unwrap() {
            Ok(snapshot) => last = Some(snapshot),
            Err(error) => break error,
        }
    };
    assert_eq!(
        error.to_string(),
        "a name starts with a capital letter at `name`, byte 14"
    );
    assert_eq!(*taken.lock().unwrap(), r#"{"name": "ana""#.len());
    assert_eq!(last.unwrap().name.as_deref(), Some("ana"));
}

/// The second side reads all of it again: nobody looks twice.
#[tokio::test]
async fn a_kept_snapshot_costs_no_second_look() {
    let text = r#"{"number": 1, "text": "long enough to be cut", "list": [], "whole": [1, 2]}"#;
    LOOKS.set(0);
    let pieces = text.as_bytes().chunks(3).map(<[u8]>::to_vec);
    let pieces: Vec<_> = pieces.map(Ok::<_, Error>).collect();
    let mut counts = PartialStream::<Counts>::from_bytes(stream::iter(pieces));
    let mut kept = Vec::new();
    while let Some(snapshot) = counts.next().await {
        kept.push(snapshot.unwrap());
        if kept.len() > 1 {
            kept.remove(0);
        }
    }
    counts.complete().await.unwrap();
    assert_eq!(LOOKS.get(), 4);
}

#[tokio::test]
async fn elements_are_validated_when_they_close() {
    let young = GOOD.replace("20", "2");
    let text = format!("[{GOOD}, {young}, {GOOD}]");
    LOOKS.set(0);
    let pieces = text.as_bytes().chunks(7).map(<[u8]>::to_vec);
    let pieces: Vec<_> = pieces.map(Ok::<_, Error>).collect();
    let mut people = EachStream::<Person>::from_bytes(stream::iter(pieces));
    assert!(people.next().await.unwrap().is_ok());
    let error = people.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "not an adult at `[1].age`");
    assert_eq!(error.partial_json(), Some(&*young));
    assert_eq!(error.partial::<PartialPerson>().unwrap().age, Some(2));
    assert!(people.next().await.unwrap().is_ok());
    assert!(people.next().await.is_none());
    assert_eq!(LOOKS.get(), 3);
}

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Either {
    Digit(#[extract(validate = small)] u8),
    Number(u16),
}

/// Validators of fields tell untagged variants apart, as constraints do.
#[test]
fn untagged_variants() {
    assert_eq!(feed::value::<Either>("7"), Either::Digit(7));
    assert_eq!(feed::value::<Either>("70"), Either::Number(70));
    let mut parser = Parser::<PartialEither>::new().collecting();
    parser.feed("70 ").unwrap();
    assert_eq!(parser.finish().unwrap(), Either::Number(70));
}

fn even(number: &u8) -> Result<(), Error> {
    match number % 2 {
        0 => Ok(()),
        _ => Err(Error::new(ErrorKind::Invalid, "odd")),
    }
}

/// Several fields that cannot be converted are told of together, with what is missing.
#[test]
fn conversions_among_them() {
    #[derive(Debug, PartialEq, Extract)]
    #[serde(try_from = "u8")]
    struct Hour(u8);
    impl TryFrom<u8> for Hour {
        type Error = String;
        fn try_from(hour: u8) -> Result<Self, String> {
            match hour < 24 {
                true => Ok(Hour(hour)),
                false => Err(format!("the day has no hour {hour}")),
            }
        }
    }
    #[derive(Debug, Extract)]
    #[allow(dead_code)]
    struct Trip {
        from: Hour,
        to: Hour,
        #[extract(validate = even)]
        seats: u8,
        name: String,
    }
    let text = r#"{"from": 24, "to": 25, "seats": 3}"#;
    assert_eq!(first::<Trip>(text), ["from: the day has no hour 24"]);
    assert_eq!(
        all::<Trip>(text),
        [
            "from: the day has no hour 24",
            "to: the day has no hour 25",
            "seats: odd",
            "name: missing",
        ]
    );
}
