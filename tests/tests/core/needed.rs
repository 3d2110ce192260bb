//! `#[extract(needed)]`: an object shows once each of these fields does.

use crate::feed::{error, json_of, outcome, value};
use crate::pieces;
use instructor_core::{EachStream, Element, Extract, Parser, Partial};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct User {
    #[extract(needed)]
    id: u32,
    name: String,
    #[extract(needed)]
    #[serde(alias = "mail")]
    email: String,
    inner: Option<Inner>,
}

/// The element of a list, and needed within what is needed.
#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Inner {
    #[extract(needed)]
    deep: Deep,
    note: Option<String>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Deep {
    #[extract(needed)]
    #[extract(atomic)]
    key: String,
    text: Option<String>,
}

/// What shows after each piece; `null` is nothing.
fn shown<P: Partial>(pieces: &[&str]) -> Vec<Value> {
    let mut parser = Parser::<P>::new();
    let mut all = Vec::new();
    for piece in pieces {
        parser.feed(piece).unwrap();
        all.push(parser.partial().map_or(Value::Null, json_of));
    }
    all
}

/// The last that comes lets it show: a string as soon as it begins, a number when it is whole.
#[test]
fn it_shows_when_all_that_is_needed_does() {
    assert_eq!(
        shown::<PartialUser>(&[
            "{\"id\": 1",
            "2",
            ", \"name\": \"a",
            "b\", \"email\": ",
            "\"",
            "c"
        ]),
        [
            json!(null),
            json!(null),
            json!(null),
            json!(null),
            json!({"id": 12, "name": "ab", "email": ""}),
            json!({"id": 12, "name": "ab", "email": "c"})
        ]
    );
    assert_eq!(
        shown::<PartialUser>(&[
            "{\"mail\": \"m",
            "\", \"name\": \"ab\", \"no\": [1], \"id\": 1",
            "2",
            ",",
            "\"inner\": null}"
        ]),
        [
            json!(null),
            json!(null),
            json!(null),
            json!({"id": 12, "name": "ab", "email": "m"}),
            json!({"id": 12, "name": "ab", "email": "m", "inner": null}),
        ]
    );
    assert_eq!(
        shown::<PartialUser>(&["{\"name\": \"ab\", \"id\": 1, \"mail\": \"", "m"]),
        [
            json!({"id": 1, "name": "ab", "email": ""}),
            json!({"id": 1, "name": "ab", "email": "m"})
        ]
    );
}

#[test]
fn needed_in_what_is_needed() {
    assert_eq!(
        shown::<PartialInner>(&[
            "{\"note\": \"n\", \"deep\"",
            ": {\"text\": \"t",
            "\", \"key\": \"k",
            "\"",
            ", \"text\": \"u",
            "\"}",
            "}"
        ]),
        [
            json!(null),
            json!(null),
            json!(null),
            json!({"note": "n", "deep": {"key": "k", "text": "t"}}),
            json!({"note": "n", "deep": {"key": "k", "text": "u"}}),
            json!({"note": "n", "deep": {"key": "k", "text": "u"}}),
            json!({"note": "n", "deep": {"key": "k", "text": "u"}}),
        ]
    );
    // In a field that is not needed, it holds back that field alone.
    assert_eq!(
        shown::<PartialUser>(&[
            "{\"id\": 1, \"email\": \"\", \"inner\": {\"note\": \"",
            "\", \"deep\": {\"key\": \"",
            "k\"",
            "}}"
        ]),
        [
            json!({"id": 1, "email": ""}),
            json!({"id": 1, "email": ""}),
            json!({"id": 1, "email": "", "inner": {"note": "", "deep": {"key": "k"}}}),
            json!({"id": 1, "email": "", "inner": {"note": "", "deep": {"key": "k"}}}),
        ]
    );
}

#[test]
fn in_each_place() {
    let pieces = [
        "{\"text\": \"t\"",
        ", \"key\": \"k",
        "\", \"text\": \"",
        "v",
        "\"}",
    ];
    let deep = [
        json!(null),
        json!(null),
        json!({"key": "k", "text": ""}),
        json!({"key": "k", "text": "v"}),
        json!({"key": "k", "text": "v"}),
    ];
    assert_eq!(shown::<PartialDeep>(&pieces), deep);
    assert_eq!(shown::<Box<PartialDeep>>(&pieces), deep);
    assert_eq!(shown::<Option<PartialDeep>>(&pieces), deep);
    let below = |json: &Value, empty: Value, full: &dyn Fn(Value) -> Value| match json {
        Value::Null => empty,
        json => full(json.clone()),
    };
    for (before, after, empty, full) in [
        (
            "[",
            "]",
            json!([]),
            &(|deep| json!([deep])) as &dyn Fn(Value) -> Value,
        ),
        ("{\"k\": ", "}", json!({}), &|deep| json!({"k": deep})),
    ] {
        let first = format!("{before}{}", pieces[0]);
        let last = format!("{}{after}", pieces[4]);
        let pieces = [&first, pieces[1], pieces[2], pieces[3], &last];
        let expected: Vec<_> = deep
            .iter()
            .map(|json| below(json, empty.clone(), full))
            .collect();
        match before {
            "[" => assert_eq!(shown::<Vec<PartialDeep>>(&pieces), expected),
            _ => assert_eq!(shown::<BTreeMap<String, PartialDeep>>(&pieces), expected),
        }
    }
}

/// What never has all of it shows when it has closed, and completing names what it lacks.
#[test]
fn missing() {
    assert_eq!(
        shown::<Vec<PartialDeep>>(&["[{\"text\": \"t\"", "}", "]"]),
        [json!([]), json!([{"text": "t"}]), json!([{"text": "t"}])]
    );
    assert_eq!(
        shown::<PartialUser>(&["{\"id\": 1, \"name\": \"\"", "}"]),
        [json!(null), json!({"id": 1, "name": ""})]
    );
    assert_eq!(error::<User>(r#"{"id": 1, "name": ""}"#), "missing `email`");
    assert_eq!(error::<User>("{}"), "missing `id`, `name`, `email`");
    assert_eq!(
        error::<Vec<Inner>>(r#"[{"deep": {"key": ""}}, {"deep": {"text": null}}, {}]"#),
        "missing `[1].deep.key`, `[2].deep`"
    );
}

#[test]
fn any_cut_gives_the_value_that_serde_json_gives() {
    let inner = r#"{"note": "é", "deep": {"text": "a\u00e9", "key": "ké\n"}}"#;
    for text in [
        format!(r#"{{"id": 12, "name": "n", "email": "e", "inner": {inner}}}"#),
        format!(r#"{{"inner": {inner}, "mail": "e", "no": {inner}, "name": "", "id": 12}}"#),
        r#"{"inner": null, "email": "", "id": 0, "name": ""}"#.to_owned(),
    ] {
        let expected: User = serde_json::from_str(&text).unwrap();
        assert_eq!(value::<User>(&text), expected);
        assert_eq!(
            value::<Option<Box<User>>>(&text),
            Some(Box::new(expected.clone()))
        );
        assert_eq!(
            value::<Vec<User>>(&format!("[{text},{text}]")),
            [expected.clone(), expected.clone()]
        );
        let map = BTreeMap::from([("k".to_owned(), expected)]);
        assert_eq!(
            value::<BTreeMap<String, User>>(&format!("{{\"k\": {text}}}")),
            map
        );
    }
}

/// At each byte the same shows, wherever the text before it was cut, and what has shown does not go.
#[test]
fn what_shows_does_not_depend_on_the_cut() {
    let text = r#"[{"inner": {"note": "n", "deep": {"text": "t", "key": "k"}}, "mail": "e", "name": "x", "id": 12}, {"id": 1}]"#;
    let mut parser = Parser::<Vec<PartialUser>>::new();
    let mut showed = 0;
    for (at, byte) in text.bytes().enumerate() {
        parser.feed_bytes(&[byte]).unwrap();
        let mut again = Parser::<Vec<PartialUser>>::new();
        again.feed_bytes(&text.as_bytes()[..=at]).unwrap();
        assert_eq!(parser.partial(), again.partial(), "at byte {at}");
        assert_eq!(parser.path(), again.path(), "at byte {at}");
        let len = parser.partial().unwrap().len();
        assert!(len >= showed);
        showed = len;
    }
    assert_eq!(showed, 2);
}

/// Errors are those of the text; where nothing shows, there is no partial.
#[test]
fn errors() {
    let fault = outcome::<User>(r#"{"id": 1, "name": true"#).fault();
    assert_eq!(
        fault.message,
        "expected a string, found a bool at `name`, byte 18"
    );
    assert_eq!(fault.partial, None);
    let fault = outcome::<User>(r#"{"id": 1, "email": "", "inner": {"deep": {"key": 7"#).fault();
    assert_eq!(
        fault.message,
        "expected a string, found a number at `inner.deep.key`, byte 49"
    );
    assert_eq!(fault.partial.unwrap().inner, None);
    let fault = outcome::<Vec<Deep>>(r#"[{"key": "k"}, {"text": "a"#).fault();
    assert_eq!(fault.partial.unwrap().len(), 1);
}

#[tokio::test]
async fn an_element_of_a_stream() {
    let text = r#"[{"text": "t", "key": "k"}, {"key": "l", "text": "uv"}]"#;
    let mut stream = EachStream::<Deep>::from_text(pieces::stream(pieces::of(text, 1))).growing();
    let (mut elements, mut grew) = (Vec::new(), Vec::new());
    while let Some(item) = stream.next().await {
        match item.unwrap() {
            Element::Growing(snapshot) => {
                assert!(snapshot.key.is_some());
                grew.push(snapshot.text.clone());
            }
            Element::Closed(element) => elements.push(element.key),
        }
    }
    assert_eq!(elements, ["k", "l"]);
    assert!(grew.contains(&Some(Some("u".to_owned()))), "{grew:?}");
}
