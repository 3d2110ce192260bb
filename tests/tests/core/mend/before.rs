//! What stands before the value: words, blocks of code, thoughts, and lists around it.

use super::{PartialPerson, Person, person, read};
use instructor_core::{Extract, Parser, Partial};
use serde_json::{Value, json};

#[derive(Extract, Clone, Debug, PartialEq)]
enum Color {
    Red,
    Blue,
}

#[track_caller]
fn value<P: Partial>(text: &str, expected: Value) -> Vec<String> {
    let (value, repairs) = read::<P>(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(value, expected, "{text:?} {repairs:?}");
    repairs
}

#[track_caller]
fn error<P: Partial>(text: &str, expected: &str) {
    assert_eq!(read::<P>(text).unwrap_err(), expected, "{text:?}");
}

/// The partials of what `Parser` is asked for by their types.
type Numbers = <Vec<u8> as Extract>::Partial;
type Texts = <Vec<String> as Extract>::Partial;
type People = <Vec<Person> as Extract>::Partial;
type Colors = <Vec<Color> as Extract>::Partial;
type OneColor = <Color as Extract>::Partial;

#[test]
fn a_list_in_a_block_of_code_is_the_answer() {
    let misfit = |byte| format!("300 is out of range for u8 at `[0]`, byte {byte}");
    for before in [
        "",
        "```json\n",
        "So:\n\n```\n",
        "```json ",
        "<think>[1]</think>\n",
    ] {
        let text = format!("{before}[300, 1, [2]]");
        error::<Numbers>(&text, &misfit(before.len() + 1));
    }
    error::<People>(
        "```json\n[null, {\"name\": \"a\"}]\n```",
        "expected an object, found null at `[0]`, byte 9",
    );
    error::<Colors>(
        "```\n[purple, red]\n```",
        "unknown variant `purple`, expected one of `Red`, `Blue` at `[0]`, byte 5",
    );
}

#[test]
fn a_list_behind_words_is_not_read_as_text() {
    error::<Numbers>(
        "So: [300, 1]",
        "300 is out of range for u8 at `[0]`, byte 5",
    );
    error::<Colors>(
        "So: [purple, red]",
        "unknown variant `purple`, expected one of `Red`, `Blue` at `[0]`, byte 5",
    );
}

#[test]
fn what_a_text_cites_is_not_the_list() {
    value::<Numbers>("As [1] and [2] say: {\"items\": [4, 5]}", json!([4, 5]));
    value::<Numbers>("list[0] = [4, 5]", json!([4, 5]));
    value::<Texts>(
        "See [1] for [some] of them: [\"a\", \"b\"]",
        json!(["a", "b"]),
    );
    value::<People>(
        "As [1] and [2, 3] say: [{\"name\": \"a\"}]",
        json!([{"name": "a"}]),
    );
    value::<Numbers>("The list is [5].", json!([5]));
    error::<Numbers>(
        "It is [5], or [6].",
        "several values, and no list of them at byte 14",
    );
}

#[test]
fn one_value_may_come_in_a_list() {
    let repairs = ["a value from what is around it at byte 0"];
    for text in [
        "[{\"name\": \"a\"}]",
        "[ {\"name\": \"a\"} , ]",
        "[{\"name\": \"a\"}",
    ] {
        assert_eq!(value::<PartialPerson>(text, json!({"name": "a"})), repairs);
    }
    let found = value::<OneColor>("[\"red\"]", json!("Red"));
    assert_eq!(found[0], repairs[0]);
    error::<PartialPerson>(
        "[{\"name\": \"a\"}, {\"name\": \"b\"}]",
        "expected one value, found a list of several at byte 16",
    );
    for text in [
        "[{\"name\": \"a\"} {\"name\": \"b\"}]",
        "[null, {\"name\": \"a\"}, {\"name\": \"b\"}]",
        "```\n[// x\n{\"name\": \"a\"}, {\"name\": \"b\"}]",
    ] {
        let error = read::<PartialPerson>(text).unwrap_err();
        assert!(error.contains("found a list of several"), "{text}: {error}");
    }
    let cut = read::<PartialPerson>("[{\"name\": \"a\"}, ").unwrap_err();
    assert!(cut.contains("ended before"), "{cut}");
    // What stands in a list of something else is not one of several.
    person(
        "[1] {\"name\": \"a\"}, {\"name\": \"b\"}",
        json!({"name": "a"}),
    );
}

#[test]
fn a_list_may_come_in_an_object() {
    for unwrapping in [false, true] {
        for (text, names) in [
            (
                r#"{"people": [{"name": "a"}, {"name": "b"}], "count": 2}"#,
                2,
            ),
            (r#"{"items": [{"name": "a"}, {"name": "b"}]}"#, 2),
            (r#"{"name": "a"}"#, 1),
            (r#"{"person": {"name": "a"}}"#, 1),
        ] {
            let mut parser = Parser::<People>::new().repair(instructor_core::Repair::Lenient);
            if unwrapping {
                parser = parser.unwrapping();
            }
            parser.feed(text).unwrap();
            assert_eq!(parser.finish().unwrap().len(), names, "{text}");
        }
    }
}

#[test]
fn thoughts_are_no_answer() {
    value::<String>("<think>Bo?</think>\nAna", json!("Ana"));
    value::<OneColor>("<think>Red?</think> blue", json!("Blue"));
    value::<bool>("<think>Is it true?</think>no", json!(false));
    value::<String>("Use the <think> tag", json!("Use the <think> tag"));
    value::<u8>("<thinking>25 or 26?</thinking>25", json!(25));
    error::<OneColor>(
        "<think>Red it is</think>",
        "the text ended before its value was whole at byte 24",
    );
    error::<OneColor>(
        "<think>Red",
        "the text ended before its value was whole at byte 10",
    );
}

/// A string that is the root is not looked into.
#[test]
fn a_text_in_quotes_is_a_string() {
    for text in [
        r#""{""#,
        r#""see {a: 1}""#,
        r#"" [1] {\"a\": 2}""#,
        "\n\"[\"",
        "```\n\"[1]\"\n```",
    ] {
        let string: String = serde_json::from_str(text.trim_matches(['`', '\n'])).unwrap();
        value::<Value>(text, json!(string));
        value::<String>(text, json!(string));
    }
    value::<String>("\"Ana\" is the name", json!("\"Ana\" is the name"));
    let long = format!("\"{}\"", "[a] ".repeat(20_000));
    let mut parser = Parser::<String>::new().repair(instructor_core::Repair::Lenient);
    parser.feed(&long).unwrap();
    assert_eq!(parser.finish().unwrap().len(), 80_000);
    let cut = read::<String>("\"it is").unwrap_err();
    assert!(cut.contains("ended before"), "{cut}");
    error::<OneColor>(
        "\"purple\"",
        "unknown variant `purple`, expected one of `Red`, `Blue` at byte 0",
    );
}
