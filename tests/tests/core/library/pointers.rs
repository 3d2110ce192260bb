//! What is around another value, and text that is held in another way.

use super::numbers::Printed;
use super::{refuses, same, schema_of};
use crate::contract::assert_shown;
use crate::feed::value;
use crate::types::Point;
use instructor_core::{Extract, Partial};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::num::Wrapping;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

#[derive(Extract, Deserialize, Serialize, Debug, Clone, PartialEq)]
struct Inner {
    text: String,
    count: Option<u8>,
}

#[derive(Extract, Deserialize, Debug, Clone, PartialEq)]
struct Outer {
    #[serde(flatten)]
    inner: Rc<Inner>,
    #[extract(literal = "a")]
    kind: Cow<'static, str>,
}

const TEXTS: &[&str] = &["\"/srv/a \\u00e9\\n\"", "\"\""];

#[test]
fn they_are_what_serde_reads() {
    same::<Cow<'static, str>>(TEXTS);
    same::<Rc<str>>(TEXTS);
    same::<PathBuf>(TEXTS);
    same::<Box<Path>>(TEXTS);
    same::<Arc<Path>>(TEXTS);
    same::<Rc<Path>>(TEXTS);
    same::<Printed<Cell<u8>>>(&["0", "255"]);
    same::<Printed<RefCell<String>>>(TEXTS);
    same::<Printed<Mutex<String>>>(TEXTS);
    same::<Printed<RwLock<Vec<u8>>>>(&["[]", "[1, 2]"]);
    same::<Rc<Inner>>(&[
        r#"{"text": "t", "count": null}"#,
        r#"{"text": "t", "count": 1}"#,
    ]);
    same::<Reverse<String>>(TEXTS);
    same::<Wrapping<i8>>(&["-128", "0"]);
    let text = r#"{"text": "t", "kind": "a", "count": 7}"#;
    assert_eq!(value::<Outer>(text), serde_json::from_str(text).unwrap());
}

#[test]
fn they_grow_as_what_is_in_them() {
    assert_shown! { Vec<PathBuf>:
        "[\"/s" => r#"["/s"]"#, "[0]";
        "rv\"" => r#"["/srv"]"#, "";
    }
    assert_shown! { Rc<Inner>:
        "{" => "{}", "";
        "\"text\":\"a" => r#"{"text":"a"}"#, "text";
    }
    assert_shown! { Vec<Wrapping<u8>>:
        "[12" => "[]", "[0]";
        "]" => "[12]", "";
    }
}

/// The partial of what one thread alone may hold crosses threads.
#[test]
fn their_partials_are_send_and_sync() {
    fn crosses<P: Partial + Send + Sync>() {}
    crosses::<<Rc<Inner> as Extract>::Partial>();
    crosses::<<Rc<str> as Extract>::Partial>();
    crosses::<<Rc<[Rc<Point>]> as Extract>::Partial>();
}

#[test]
fn anything_else_is_an_error() {
    refuses::<PathBuf>("1", "expected a string, found a number at `[0]`, byte 1");
    refuses::<Cow<'static, str>>("null", "expected a string, found null at `[0]`, byte 1");
    refuses::<Rc<Inner>>("{}", "missing `[0].text`");
    refuses::<Wrapping<u8>>("256", "256 is out of range for u8 at `[0]`, byte 1");
    refuses::<Reverse<bool>>("0", "expected a bool, found a number at `[0]`, byte 1");
}

#[test]
fn their_schemas_are_those_of_what_is_in_them() {
    assert_eq!(schema_of::<Rc<Inner>>(), schema_of::<Inner>());
    assert_eq!(schema_of::<Box<Path>>(), json!({"type": "string"}));
    assert_eq!(schema_of::<Wrapping<u8>>(), schema_of::<u8>());
    assert_eq!(schema_of::<Outer>()["required"], json!(["text", "kind"]));
}
