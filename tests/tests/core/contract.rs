//! What shows, and when: the contract of the parser, for every type of `types` and however its text is cut.
//!
//! The final value is what `serde_json` reads; a snapshot holds the beginning of it, of which all is finished but what
//! stands on the open path.

use crate::feed::{self, Outcome, json_of};
use crate::samples::{Sample, run, test_each_type, texts_of};
use crate::types::*;
use instructor_core::__private::Wire;
use instructor_core::{Extract, Parser, Path, Segment};
use proptest::prelude::*;
use serde_json::{Value, json};

mod any_cut_gives_the_value_that_serde_json_gives {
    use super::*;

    fn check<T: Sample>() {
        run(8, texts_of::<T>(), |text| {
            let whole = Outcome::Value(serde_json::from_str::<T>(&text)?);
            for cut in 0..=text.len() {
                let (before, after) = text.as_bytes().split_at(cut);
                prop_assert_eq!(
                    &feed::bytes(&[before, after]),
                    &whole,
                    "cut at byte {}",
                    cut
                );
                if let Some((before, after)) = text.split_at_checked(cut) {
                    prop_assert_eq!(
                        &feed::texts(&[before, after]),
                        &whole,
                        "cut at byte {}",
                        cut
                    );
                }
            }
            for (first, second) in pairs(text.len()) {
                let (before, after) = text.as_bytes().split_at(second);
                let (start, middle) = before.split_at(first);
                prop_assert_eq!(
                    &feed::bytes(&[start, middle, after]),
                    &whole,
                    "cut at {}, {}",
                    first,
                    second
                );
            }
            let single = feed::single_bytes(text.as_bytes());
            prop_assert_eq!(&feed::bytes(&single), &whole, "byte by byte");
            Ok(())
        });
    }

    /// All places for two cuts of a short text; of a long one some hundred, of which many are close together.
    fn pairs(len: usize) -> Vec<(usize, usize)> {
        if len <= 60 {
            let from = |first| (first..=len).map(move |second| (first, second));
            return (0..=len).flat_map(from).collect();
        }
        let step = len / 50 + 1;
        let firsts = (0..len).step_by(step).enumerate();
        let pairs = firsts.flat_map(|(i, first)| [(first, first + i % 7), (first, first + i * 13)]);
        pairs.filter(|&(_, second)| second <= len).collect()
    }

    test_each_type!(check);
}

mod a_snapshot_is_the_start_of_the_value {
    use super::*;

    fn check<T: Sample>() {
        run(12, texts_of::<T>(), |text| {
            let snapshots = snapshots::<T>(&text);
            let Some(Shot {
                json: whole,
                closed: true,
                ..
            }) = snapshots.last()
            else {
                return Err(TestCaseError::fail("the root did not close"));
            };
            prop_assert_eq!(
                serde_json::from_str::<T>(&written_again::<T>(&text))?,
                serde_json::from_str::<T>(&text)?,
                "the final partial is not the value"
            );
            for pair in snapshots.windows(2) {
                let [before, after] = pair else {
                    unreachable!()
                };
                let open = (!before.closed).then(|| before.path.segments());
                let atom = T::ATOMS.contains(&"");
                prop_assert!(
                    starts::<T>(&before.json, whole, open, atom),
                    "{:#?} is not the start of {}",
                    before,
                    whole
                );
                prop_assert!(
                    starts::<T>(&before.json, &after.json, open, atom),
                    "{:#?} shrank to {:#?}",
                    before,
                    after
                );
                prop_assert!(before.progress.0 <= after.progress.0);
                prop_assert_eq!(before.progress.1, after.progress.1);
            }
            let last = snapshots.last().unwrap();
            prop_assert_eq!(last.progress.0, last.progress.1);
            Ok(())
        });
    }

    test_each_type!(check);
}

#[derive(Debug, PartialEq)]
struct Shot {
    json: Value,
    path: Path,
    progress: (usize, usize),
    closed: bool,
}

/// What shows after each character, once anything does.
fn snapshots<T: Sample>(text: &str) -> Vec<Shot> {
    let mut parser = Parser::<T::Partial>::new();
    let mut shots = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        parser.feed(&text[at..at + c.len_utf8()]).unwrap();
        let Some(partial) = parser.partial() else {
            let path = parser.path();
            assert!(may_lead_before_it_shows::<T>(path.segments()), "{path}");
            continue;
        };
        // Most characters of a key or of white space change nothing.
        let state = (
            partial.clone(),
            parser.path(),
            parser.progress(),
            parser.is_closed(),
        );
        if before.as_ref() != Some(&state) {
            let (_, path, progress, closed) = state.clone();
            shots.push(Shot {
                json: json_of(partial),
                path,
                progress,
                closed,
            });
        }
        before = Some(state);
    }
    // The end of the text is what tells that a number is whole.
    if !parser.is_closed() {
        let number = serde_json::from_str::<Value>(text).unwrap();
        assert!(number.is_number(), "{text}");
        shots.push(Shot {
            json: number,
            path: Path::default(),
            progress: (1, 1),
            closed: true,
        });
    }
    shots
}

/// The final partial as text.
fn written_again<T: Extract>(text: &str) -> String {
    let mut parser = Parser::<T::Partial>::new();
    // The white space ends a number.
    parser.feed(&format!("{text} ")).unwrap();
    serde_json::to_string(&Wire(parser.partial().unwrap())).unwrap()
}

/// Whether `part` is what shows of `whole` while `open` is the open path; without one, all is finished.
///
/// `atom`: strings here show only when whole.
fn starts<T: Sample>(part: &Value, whole: &Value, open: Option<&[Segment]>, atom: bool) -> bool {
    let Some(open) = open else {
        return part == whole;
    };
    match (part, whole) {
        // A unit variant may be an object, which holds null.
        (Value::String(part), Value::String(whole)) if !open.is_empty() => {
            atom && part == whole && open.len() == 1 && open[0].name() == Some(part)
        }
        (Value::String(part), Value::String(whole)) => {
            if atom {
                part == whole
            } else {
                whole.starts_with(part)
            }
        }
        (Value::Array(part), Value::Array(whole)) => {
            let index = match open.first() {
                None => part.len(),
                // An element of which nothing shows yet is the end of the path.
                Some(Segment::Index(index))
                    if *index == part.len() && may_lead_before_it_shows::<T>(&open[1..]) =>
                {
                    *index
                }
                Some(Segment::Index(index)) if *index + 1 == part.len() => *index,
                Some(_) => return false,
            };
            part.len() <= whole.len()
                && (part.iter().zip(whole).enumerate()).all(|(i, (part, whole))| {
                    starts::<T>(part, whole, (i == index).then(|| &open[1..]), atom)
                })
        }
        (Value::Object(part), Value::Object(whole)) => {
            let name = match open.first() {
                None => None,
                Some(Segment::Field(name)) => Some(name.as_ref()),
                Some(Segment::Key(key)) => Some(key.as_str()),
                Some(_) => return false,
            };
            let late = name.is_some_and(|name| T::LATE.contains(&name));
            let begun = name.is_none_or(|name| {
                part.contains_key(name) || late || may_lead_before_it_shows::<T>(&open[1..])
            });
            begun
                && part.iter().all(|(key, part)| {
                    let open = (Some(key.as_str()) == name).then(|| &open[1..]);
                    let key_is_in = |keys: &[&str]| keys.contains(&key.as_str());
                    let atom = (atom || key_is_in(T::ATOMS)) && !key_is_in(T::TEXTS);
                    let waits = key_is_in(T::CONTENTS) && open.is_none() && is_empty(part);
                    whole
                        .get(key)
                        .is_some_and(|whole| waits || starts::<T>(part, whole, open, atom))
                })
        }
        // Numbers, bools and null show only when whole.
        _ => open.is_empty() && part == whole,
    }
}

fn is_empty(value: &Value) -> bool {
    *value == json!([]) || *value == json!({})
}

/// Whether the path may lead on, by `rest`, from a value of which nothing shows yet: into a tag, or what shows late.
fn may_lead_before_it_shows<T: Sample>(rest: &[Segment]) -> bool {
    let is_in = |segment: &Segment, keys: &[&str]| {
        (segment.name()).is_some_and(|name| keys.contains(&name))
    };
    match rest {
        [] => true,
        [tag] if is_in(tag, T::TAGS) => true,
        _ => rest.iter().any(|segment| is_in(segment, T::LATE)),
    }
}

/// What shows after each piece, as JSON, with the open path.
pub(crate) fn shown<T: Extract>(pieces: &[&str]) -> Vec<(String, String)> {
    let mut parser = Parser::<T::Partial>::new();
    let mut shown = Vec::new();
    for piece in pieces {
        parser.feed(piece).unwrap();
        let json = parser.partial().map(|partial| json_of(partial).to_string());
        shown.push((json.unwrap_or_default(), parser.path().to_string()));
    }
    shown
}

macro_rules! assert_shown {
    ($type:ty: $($piece:literal => $json:literal, $path:literal;)*) => {
        let expected = [$(($json.to_owned(), $path.to_owned())),*];
        assert_eq!($crate::contract::shown::<$type>(&[$($piece),*]), expected);
    };
}
pub(crate) use assert_shown;

#[test]
fn a_string_grows_from_its_opening_quote() {
    assert_shown! { Vec<String>:
        " [" => "[]", "";
        " " => "[]", "";
        "\"" => r#"[""]"#, "[0]";
        "ab" => r#"["ab"]"#, "[0]";
        "\\" => r#"["ab"]"#, "[0]";
        "n" => r#"["ab\n"]"#, "[0]";
        "\\u00" => r#"["ab\n"]"#, "[0]";
        "e9" => r#"["ab\né"]"#, "[0]";
        "\\ud83d" => r#"["ab\né"]"#, "[0]";
        "\\ude0" => r#"["ab\né"]"#, "[0]";
        "0" => r#"["ab\né😀"]"#, "[0]";
        "\"" => r#"["ab\né😀"]"#, "";
        "," => r#"["ab\né😀"]"#, "[1]";
    }
}

#[test]
fn an_atom_shows_only_when_whole() {
    assert_shown! { Vec<Option<i64>>:
        "[1" => "[]", "[0]";
        "9" => "[]", "[0]";
        "84" => "[]", "[0]";
        "," => "[1984]", "[1]";
        "nul" => "[1984]", "[1]";
        "l" => "[1984,null]", "";
        ",-7 " => "[1984,null,-7]", "";
        "]" => "[1984,null,-7]", "";
    }
    assert_shown! { Vec<Role>:
        "[\"admin" => "[]", "[0]";
        "-of-everything" => "[]", "[0]";
        "\"" => r#"["admin-of-everything"]"#, "";
    }
    assert_shown! { Vec<bool>:
        "[tru" => "[]", "[0]";
        "e" => "[true]", "";
        ", f" => "[true]", "[1]";
        "alse]" => "[true,false]", "";
    }
    assert_shown! { Vec<char>:
        "[\"" => "[]", "[0]";
        "é" => "[]", "[0]";
        "\"" => r#"["é"]"#, "";
    }
}

#[test]
fn containers_show_from_their_opening_bracket() {
    assert_shown! { Invoice:
        "{" => "{}", "";
        "\"custo" => "{}", "";
        "mer\"" => "{}", "customer";
        ": " => "{}", "customer";
        "{" => r#"{"customer":{}}"#, "customer";
        "\"roles\":[" => r#"{"customer":{"roles":[]}}"#, "customer.roles";
        "]" => r#"{"customer":{"roles":[]}}"#, "customer";
        "}" => r#"{"customer":{"roles":[]}}"#, "";
        ",\"extra\":{" => r#"{"customer":{"roles":[]},"extra":{}}"#, "extra";
        "\"a b\"" => r#"{"customer":{"roles":[]},"extra":{}}"#, r#"extra["a b"]"#;
        ":\"" => r#"{"customer":{"roles":[]},"extra":{"a b":""}}"#, r#"extra["a b"]"#;
        "\"},\"unknown\":" => r#"{"customer":{"roles":[]},"extra":{"a b":""}}"#, "";
        "{\"x\":[" => r#"{"customer":{"roles":[]},"extra":{"a b":""}}"#, "";
    }
}

#[test]
fn progress_counts_the_fields_of_the_root_that_have_closed() {
    let mut parser = Parser::<PartialWide>::new();
    parser.feed("{").unwrap();
    for (count, name) in WIDE.iter().rev().enumerate() {
        assert_eq!(parser.progress(), (count, 70));
        let comma = if count == 0 { "" } else { "," };
        parser.feed(&format!("{comma}\"{name}\": 7 ")).unwrap();
    }
    assert_eq!(parser.progress(), (70, 70));

    // What is within a field does not count, nor does an unknown key; what was left out counts at the end.
    let mut parser = Parser::<PartialInvoice>::new();
    for (piece, closed) in [
        ("{\"customer\": {\"name\": \"\", \"roles\": []", 0),
        ("}, \"what\": {\"paid\": true}", 1),
        (", \"paid\": true", 2),
        (", \"paid\": false", 2),
        (", \"number\": \"\", \"lines\": [], \"extra\": {}", 5),
        ("}", 6),
    ] {
        parser.feed(piece).unwrap();
        assert_eq!(parser.progress(), (closed, 6), "{piece}");
    }
}
