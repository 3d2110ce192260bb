//! Names of variants: `#[extract(early)]` shows one as soon as no other fits, all else when it is whole.

use crate::feed::{Outcome, bytes, error, json_of, outcome, value};
use crate::types::Role;
use instructor_core::{ErrorKind, Extract, FieldState, Parser, Partial};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Extract, Deserialize, Debug, Clone, Copy, PartialEq)]
#[extract(early)]
#[serde(rename_all = "kebab-case")]
enum Mood {
    /// Both of its names fit, and no other's do.
    #[serde(alias = "happyish")]
    Happy,
    Sad,
    SadOrAngry,
    #[serde(rename = "été", alias = "summer")]
    Summer,
    #[serde(rename = "éa\"漢")]
    Quoted,
    #[serde(rename = "😀")]
    Smile,
}

const NAMES: &[(&str, Mood)] = &[
    ("happy", Mood::Happy),
    ("happyish", Mood::Happy),
    ("sad", Mood::Sad),
    ("sad-or-angry", Mood::SadOrAngry),
    ("été", Mood::Summer),
    ("summer", Mood::Summer),
    ("éa\"漢", Mood::Quoted),
    ("😀", Mood::Smile),
];

/// What shows of a text that starts so: by the names alone.
fn only(start: &str) -> Option<Mood> {
    let fitting: Vec<Mood> = NAMES
        .iter()
        .filter(|(name, _)| name.starts_with(start))
        .map(|(_, mood)| *mood)
        .collect();
    let (first, rest) = fitting.split_first()?;
    rest.iter().all(|mood| mood == first).then_some(*first)
}

#[test]
fn it_shows_at_the_first_byte_that_leaves_one_variant() {
    for (name, mood) in NAMES {
        let text = serde_json::to_string(name).unwrap();
        let mut parser = Parser::<Mood>::new();
        parser.feed("\"").unwrap();
        let mut start = String::new();
        for c in name.chars() {
            start.push(c);
            let written = serde_json::to_string(&c.to_string()).unwrap();
            let written = &written[1..written.len() - 1];
            let (last, before) = written.as_bytes().split_last().unwrap();
            let shown = parser.partial().copied();
            parser.feed_bytes(before).unwrap();
            assert_eq!(
                parser.partial().copied(),
                shown,
                "within the last of {start}"
            );
            parser.feed_bytes(&[*last]).unwrap();
            assert_eq!(parser.partial().copied(), only(&start), "after {start}");
            assert_eq!(parser.state(&"".parse().unwrap()), FieldState::Open);
        }
        parser.feed("\"").unwrap();
        assert_eq!(parser.partial(), Some(mood));
        assert_eq!(parser.finish().unwrap(), *mood);
        assert_eq!(value::<Mood>(&text), *mood);
        let escaped: String = name
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect();
        assert_eq!(value::<Mood>(&format!("\"{escaped}\"")), *mood);
    }
}

/// At each byte the same shows, wherever the text before was cut.
#[test]
fn what_shows_does_not_depend_on_the_cut() {
    let text = r#"["happy", "sad", "sad-or-angry", "\u00e9t\u00e9", "été", "éa\"漢", "\ud83d\ude00", "summer"]"#;
    let all = text.as_bytes();
    for end in 0..all.len() {
        let show = |pieces: &[&[u8]]| {
            let mut parser = Parser::<Vec<Mood>>::new();
            for piece in pieces {
                parser.feed_bytes(piece).unwrap();
            }
            (parser.partial().cloned(), parser.path())
        };
        let whole = show(&[&all[..end]]);
        for cut in (0..end).step_by(3) {
            assert_eq!(show(&[&all[..cut], &all[cut..end]]), whole, "{cut}, {end}");
        }
    }
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Day {
    mood: Mood,
    maybe: Option<Mood>,
    list: Vec<Mood>,
    map: BTreeMap<String, Mood>,
    boxed: Box<Mood>,
    #[extract(atomic)]
    atom: Mood,
    role: Role,
}

#[test]
fn in_each_place() {
    let text = r#"{"mood": "sad", "maybe": "happyish", "list": ["été", "😀"], "map": {"k": "sad-or-angry"},
        "boxed": "summer", "atom": "happy", "role": "visitor"}"#;
    assert_eq!(value::<Day>(text), serde_json::from_str(text).unwrap());

    let mut parser = Parser::<PartialDay>::new();
    for (piece, shown) in [
        ("{\"mood\": \"s", json!({})),
        ("ad", json!({})),
        ("-", json!({"mood": "sad-or-angry"})),
        (
            "or-angry\", \"maybe\": \"h",
            json!({"mood": "sad-or-angry", "maybe": "happy"}),
        ),
        ("appyi", json!({"mood": "sad-or-angry", "maybe": "happy"})),
        ("sh\", \"mood\": \"", json!({"maybe": "happy"})),
        ("sad\"", json!({"mood": "sad", "maybe": "happy"})),
        (", \"atom\": \"h", json!({"mood": "sad", "maybe": "happy"})),
        (
            "appy\"",
            json!({"mood": "sad", "maybe": "happy", "atom": "happy"}),
        ),
        (
            ", \"list\": [\"su",
            json!({"mood": "sad", "maybe": "happy", "atom": "happy", "list": ["été"]}),
        ),
    ] {
        parser.feed(piece).unwrap();
        assert_eq!(json_of(parser.partial().unwrap()), shown, "after {piece}");
    }
    let day = parser.partial().unwrap();
    assert_eq!(parser.state_of(&day.list), FieldState::Open);
    assert_eq!(parser.state(&"list[0]".parse().unwrap()), FieldState::Open);
}

/// What shows turns out not to be: an error, and the same error and partial for every cut.
#[test]
fn the_wrong_continuation() {
    let all = "expected one of `happy`, `sad`, `sad-or-angry`, `été`, `éa\"漢`, `😀`";
    for (text, found, shown) in [
        ("\"hat\"", "hat", Some(Mood::Happy)),
        ("\"happ\"", "happ", Some(Mood::Happy)),
        ("\"happyis\"", "happyis", Some(Mood::Happy)),
        ("\"sad-\"", "sad-", Some(Mood::SadOrAngry)),
        ("\"sa\"", "sa", None),
        ("\"éx\"", "éx", None),
        ("\"étx\"", "étx", Some(Mood::Summer)),
        ("\"\"", "", None),
        ("\"x\"", "x", None),
        ("\"Happy\"", "Happy", None),
    ] {
        let fault = outcome::<Mood>(text).fault();
        assert_eq!(
            (fault.kind, fault.offset),
            (ErrorKind::Type, Some(0)),
            "{text}"
        );
        assert_eq!(
            fault.message,
            format!("unknown variant `{found}`, {all} at byte 0")
        );
        assert_eq!(fault.partial, shown, "{text}");
    }
    let fault = outcome::<Day>(r#"{"mood": "hot", "maybe": null}"#).fault();
    assert_eq!(fault.path, "mood");
    assert_eq!(fault.partial.unwrap().mood, Some(Mood::Happy));
}

#[test]
fn other_kinds_of_value() {
    for text in ["7", "null", "{}", "[", "true"] {
        let fault = outcome::<Mood>(text).fault();
        assert!(
            fault.message.starts_with("expected a string, found "),
            "{}",
            fault.message
        );
        assert_eq!(fault.partial, None);
    }
}

/// A name that is cut short shows nothing, unless early; only the end of the text makes it an error.
#[test]
fn cut_short() {
    for end in 1..=5 {
        let text = &"\"admin"[..=end];
        let mut parser = Parser::<Role>::new();
        parser.feed(text).unwrap();
        assert_eq!(parser.partial(), None, "{text}");
        let fault = outcome::<Role>(text).fault();
        assert_eq!((fault.kind, fault.partial), (ErrorKind::Incomplete, None));
        let Outcome::Fault(fault) = bytes::<Mood>(&[b"\"happ"]) else {
            panic!()
        };
        assert_eq!(
            (fault.kind, fault.partial),
            (ErrorKind::Incomplete, Some(Mood::Happy))
        );
    }
    // It fits none any more: still it is no error before its end.
    let mut parser = Parser::<Role>::new();
    parser.feed("\"adminx").unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("\"").unwrap_err();
    let mut parser = Parser::<PartialDay>::new();
    parser.feed("{\"role\": \"gu").unwrap();
    assert_eq!(parser.partial().unwrap().role, None);
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Book,
    Film,
    #[serde(other)]
    Unknown,
}

#[test]
fn other_stands_for_all_names_that_no_other_has() {
    for (text, kind) in [
        ("\"book\"", Kind::Book),
        ("\"boo\"", Kind::Unknown),
        ("\"\"", Kind::Unknown),
        ("\"unknown\"", Kind::Unknown),
        ("\"é\\n\"", Kind::Unknown),
    ] {
        assert_eq!(value::<Kind>(text), kind, "{text}");
        assert_eq!(serde_json::from_str::<Kind>(text).unwrap(), kind);
    }
    assert_eq!(
        error::<Kind>("7"),
        "expected a string, found a number at byte 0"
    );
    // It is not asked for.
    let schema = serde_json::to_value(Kind::schema()).unwrap();
    assert_eq!(
        (&schema["type"], &schema["enum"]),
        (&json!("string"), &json!(["book", "film"]))
    );
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
enum Single {
    Alone,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
#[extract(early)]
enum EarlySingle {
    Alone,
}

#[test]
fn a_single_variant() {
    for schema in [Single::schema(), EarlySingle::schema()] {
        let schema = serde_json::to_value(schema).unwrap();
        assert_eq!(
            (&schema["const"], schema.get("enum")),
            (&json!("Alone"), None::<&Value>)
        );
    }
    assert_eq!(value::<Single>("\"Alone\""), Single::Alone);
    assert_eq!(value::<EarlySingle>("\"Alone\""), EarlySingle::Alone);
    assert_eq!(
        error::<Single>("\"Al\""),
        "unknown variant `Al`, expected `Alone` at byte 0"
    );
    assert_eq!(
        error::<EarlySingle>("\"B\""),
        "unknown variant `B`, expected `Alone` at byte 0"
    );
    // No byte leaves more than one.
    let mut parser = Parser::<EarlySingle>::new();
    parser.feed(" ").unwrap();
    assert_eq!(parser.partial(), None);
    parser.feed("\"").unwrap();
    assert_eq!(parser.partial(), Some(&EarlySingle::Alone));
    fn is_its_own<P: Partial<Complete = P>>() {}
    is_its_own::<EarlySingle>();
}
