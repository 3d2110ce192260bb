//! Lists and sets.

use super::{refuses, same, schema_of};
use crate::contract::assert_shown;
use crate::feed::value;
use crate::types::Point;
use futures_util::stream::iter;
use indexmap::IndexSet;
use instructor_core::{EachStream, Error, Extract, List, Via};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// In order, so that it can be compared.
#[derive(Extract, Deserialize, Serialize, Debug)]
#[serde(transparent)]
pub(crate) struct Heap(BinaryHeap<u8>);

impl PartialEq for Heap {
    fn eq(&self, other: &Self) -> bool {
        self.0.clone().into_sorted_vec() == other.0.clone().into_sorted_vec()
    }
}

const TEXTS: &[&str] = &[r#"["b", "", "a\n"]"#, "[]", r#"["twice", "twice"]"#];

#[test]
fn they_are_what_serde_reads() {
    same::<VecDeque<String>>(TEXTS);
    same::<LinkedList<String>>(TEXTS);
    same::<Box<[String]>>(TEXTS);
    same::<Arc<[String]>>(TEXTS);
    same::<Rc<[String]>>(TEXTS);
    same::<Cow<'static, [String]>>(TEXTS);
}

#[test]
fn sets_are_what_serde_reads() {
    let once = &TEXTS[..2];
    same::<BTreeSet<String>>(&once[1..]);
    same::<BTreeSet<String>>(&[r#"["a", "b"]"#]);
    same::<HashSet<String>>(&["[\"one\"]", "[]"]);
    same::<IndexSet<String>>(once);
    // What comes twice is taken.
    assert_eq!(value::<HashSet<u8>>("[1, 2, 1]"), HashSet::from([1, 2]));
    assert_eq!(value::<BTreeSet<u8>>("[2, 1, 2]"), BTreeSet::from([1, 2]));
    let set = value::<IndexSet<u8>>("[2, 1, 2]");
    assert_eq!(set.into_iter().collect::<Vec<_>>(), [2, 1]);
    assert_eq!(
        value::<Heap>("[2, 9, 2]"),
        serde_json::from_str("[2, 9, 2]").unwrap()
    );
}

#[test]
fn they_grow_as_a_list_does() {
    assert_shown! { VecDeque<String>:
        "[" => "[]", "";
        "\"a" => r#"["a"]"#, "[0]";
        "b\",\"" => r#"["ab",""]"#, "[1]";
    }
    // A set too: which of two is there at the end is not known before.
    assert_shown! { BTreeSet<u8>:
        "[3,3,1" => "[3,3]", "[2]";
        "]" => "[3,3,1]", "";
    }
    let partial: Via<Vec<u8>, VecDeque<u8>> = vec![1, 2].into();
    assert_eq!(partial.first(), Some(&1));
}

#[test]
fn anything_else_is_an_error() {
    refuses::<HashSet<u8>>("{}", "expected a list, found an object at `[0]`, byte 1");
    refuses::<VecDeque<u8>>(
        "[1, \"2\"]",
        "expected an integer, found a string at `[0][1]`, byte 5",
    );
    refuses::<Arc<[Point]>>(r#"[{"x": 1}]"#, "missing `[0][0].y`, `[0][0].label`");
}

#[test]
fn sets_ask_for_each_once() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let set = json!({"type": "array", "items": {"type": "string"}, "uniqueItems": true});
    assert_eq!(schema_of::<VecDeque<String>>(), list);
    assert_eq!(schema_of::<LinkedList<String>>(), list);
    assert_eq!(schema_of::<Rc<[String]>>(), list);
    assert_eq!(schema_of::<HashSet<String>>(), set);
    assert_eq!(schema_of::<BTreeSet<String>>(), set);
    assert_eq!(schema_of::<IndexSet<String>>(), set);
}

/// Their elements are handed out one by one.
#[test]
fn they_are_lists() {
    fn item_of<L: List<Item = Point>>() {}
    item_of::<VecDeque<Point>>();
    item_of::<LinkedList<Point>>();
    item_of::<Box<[Point]>>();
    item_of::<Arc<[Point]>>();
    item_of::<Rc<[Point]>>();
    item_of::<Cow<'static, [Point]>>();
    fn set_of<L: List<Item = u8>>() {}
    set_of::<HashSet<u8>>();
    set_of::<BTreeSet<u8>>();
    set_of::<BinaryHeap<u8>>();
    set_of::<IndexSet<u8>>();
    let pieces = ["[1,", " 1]"].map(Ok::<_, Error>);
    let mut each = EachStream::<<HashSet<u8> as List>::Item>::from_text(iter(pieces));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        assert_eq!(each.next().await.unwrap().unwrap(), 1);
        assert_eq!(each.next().await.unwrap().unwrap(), 1);
        assert!(each.next().await.is_none());
    });
}
