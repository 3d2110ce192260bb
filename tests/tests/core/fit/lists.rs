//! A list of one that came without its brackets.

use super::*;
use std::collections::VecDeque;

const LIST: &[RepairKind] = &[RepairKind::List];

#[derive(Extract, Debug, PartialEq)]
struct Item {
    name: String,
    tags: Vec<String>,
}

#[test]
fn one_value_is_a_list_of_it() {
    fits::<Vec<String>>(r#""a""#, vec!["a".into()], LIST);
    fits::<Vec<String>>(r#""""#, vec![String::new()], LIST);
    fits::<Vec<u8>>("5", vec![5], LIST);
    fits::<Vec<bool>>("true", vec![true], LIST);
    fits::<[u8; 1]>("5", [5], LIST);
    fits::<BTreeSet<u8>>("5", BTreeSet::from([5]), LIST);
    fits::<VecDeque<u8>>("5", VecDeque::from([5]), LIST);
    fits::<Option<Vec<u8>>>("5", Some(vec![5]), LIST);
    let item = || Item {
        name: "x".into(),
        tags: vec!["y".into()],
    };
    fits::<Vec<Item>>(r#"{"name": "x", "tags": ["y"]}"#, vec![item()], LIST);
    fits::<Vec<Item>>(
        r#"{"name": "x", "tags": "y"}"#,
        vec![item()],
        &[RepairKind::List, RepairKind::List],
    );
    fits::<Vec<Vec<u8>>>("[1, [2]]", vec![vec![1], vec![2]], LIST);
    fits_as::<Vec<u8>>("5", vec![5], LIST);
    fits_as::<Vec<Item>>(
        r#"{"name": "x", "tags": []}"#,
        vec![Item {
            name: "x".into(),
            tags: vec![],
        }],
        LIST,
    );
    is::<Vec<Option<u8>>>("[null]", vec![None]);
    refused::<Vec<u8>>("{}", "expected a list, found an object");
    refused::<[u8; 2]>("5", "expected a list, found a number");
    refused::<Vec<u8>>("null", "expected a list, found null");
}

#[test]
fn a_list_that_is_held_by_a_string_is_that() {
    let packed = &[RepairKind::Packed];
    fits::<Vec<u8>>(r#""[1, 2]""#, vec![1, 2], packed);
    fits::<Vec<String>>(r#""[\"a\", \"b\"]""#, vec!["a".into(), "b".into()], packed);
    fits::<Vec<String>>(r#""[sic]""#, vec!["[sic]".into()], LIST);
    fits::<Vec<String>>(r#""[""#, vec!["[".into()], LIST);
    fits::<Vec<u8>>(
        r#""[\"1\", 2]""#,
        vec![1, 2],
        &[RepairKind::Packed, RepairKind::Number],
    );
}

#[test]
fn the_one_element_grows() {
    let mut parser = Parser::<PartialField<Vec<Item>>>::new()
        .repair(Repair::Lenient)
        .with_changes();
    parser.feed(r#"{"v": {"na"#).unwrap();
    let shown = |parser: &Parser<PartialField<Vec<Item>>>| parser.partial().unwrap().v.clone();
    assert_eq!(shown(&parser).unwrap().len(), 1);
    parser.feed(r#"me": "long n"#).unwrap();
    assert_eq!(shown(&parser).unwrap()[0].name.as_deref(), Some("long n"));
    assert_eq!(parser.path().to_string(), "v[0].name");
    parser.feed(r#"ame", "tags": "o"#).unwrap();
    assert_eq!(parser.path().to_string(), "v[0].tags[0]");
    let changes: Vec<String> = parser.changes().iter().map(ToString::to_string).collect();
    assert_eq!(
        changes,
        [r#"v[0].name + "ame", closed"#, r#"v[0].tags[0] + "o""#]
    );
    parser.feed(r#"ne"}}"#).unwrap();
    assert!(parser.is_closed());
}

/// At the root others may follow: it is the list once the text has ended.
#[test]
fn one_value_is_not_the_list_where_others_follow() {
    let read = |text: &str| {
        let mut parser = Parser::<Vec<PartialItem>>::new().repair(Repair::Lenient);
        parser.feed(text).and_then(|()| parser.finish())
    };
    let item = |name: &str| format!(r#"{{"name": "{name}", "tags": []}}"#);
    assert_eq!(read(&format!("Here: {}.", item("a"))).unwrap().len(), 1);
    let error = read(&format!("{}\n{}", item("a"), item("b"))).unwrap_err();
    assert!(error.to_string().contains("several values"), "{error}");
}

#[test]
fn the_one_string_grows() {
    for pieces in [[r#"{"v": "a"#, "b"], ["{\"v\": \"", "ab"]] {
        let mut parser = Parser::<PartialField<Vec<String>>>::new().repair(Repair::Lenient);
        for piece in pieces {
            parser.feed(piece).unwrap();
        }
        let shown = parser.partial().unwrap();
        assert_eq!(shown.v, Some(vec!["ab".to_owned()]));
    }
}

/// Lists of one of lists of one have no end: the text ended the process.
#[test]
fn a_list_of_one_is_no_list_of_itself() {
    #[derive(Extract, Debug, Clone, PartialEq)]
    #[serde(untagged)]
    enum Any {
        Small { x: u8 },
        Named { title: String },
        Many(Vec<Any>),
    }
    for text in [r#"{"y": 1}"#, r#"[{"y": 1}]"#, r#"[{"x": 1}, {"y": 1}]"#] {
        let (value, _) = read::<Any>(&[text], Repair::Lenient);
        assert!(value.is_err(), "{text}: {value:?}");
    }
    let (value, _) = read::<Any>(&[r#"[[{"x": 1}]]"#], Repair::Lenient);
    let small = Any::Many(vec![Any::Many(vec![Any::Small { x: 1 }])]);
    assert_eq!(value, Ok(small));
}
