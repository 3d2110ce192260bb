//! Fields that are not there: each is named, by its whole path and by its name in the JSON.

use crate::feed::{error, error_kind, value};
use crate::types::*;
use instructor_core::{ErrorKind, Extract, Parser, Partial};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Extract, Debug, Clone, PartialEq)]
struct Team {
    users: Vec<User>,
    by_city: BTreeMap<String, User>,
    lead: Option<Box<User>>,
    deputy: Arc<User>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct User {
    name: String,
    email: String,
}

const GOOD: &str = r#"{"name": "", "email": ""}"#;

#[test]
fn of_the_root() {
    assert_eq!(error::<User>("{}"), "missing `name`, `email`");
    assert_eq!(
        error::<User>(r#"{"email": "", "unknown": 1}"#),
        "missing `name`"
    );
    assert_eq!(error_kind::<User>("{}"), ErrorKind::Missing);
}

#[test]
fn of_an_element() {
    let text = format!(
        r#"{{"users": [{GOOD}, {GOOD}, {{"name": ""}}, {GOOD}], "by_city": {{}}, "deputy": {GOOD}}}"#
    );
    assert_eq!(error::<Team>(&text), "missing `users[2].email`");
    assert_eq!(
        error::<Vec<User>>(&format!("[{GOOD}, {{}}]")),
        "missing `[1].name`, `[1].email`"
    );
    assert_eq!(
        error::<Vec<Vec<User>>>(r#"[[], [{"name": ""}]]"#),
        "missing `[1][0].email`"
    );
}

#[test]
fn of_an_entry() {
    let text = r#"{"Oslo": {"name": ""}, "New York": {"email": ""}}"#;
    assert_eq!(
        error::<BTreeMap<String, User>>(text),
        "missing `[\"New York\"].name`, `Oslo.email`"
    );
}

/// Through options, boxes, shared values and newtypes, in one go.
#[test]
fn everywhere_at_once() {
    let text = r#"{"users": [{"name": ""}, {}], "by_city": {"Rome": {"name": ""}}, "lead": {"email": ""}, "deputy": {}}"#;
    assert_eq!(
        error::<Team>(text),
        "missing `users[0].email`, `users[1].name`, `users[1].email`, `by_city.Rome.email`, `lead.name`, `deputy.name`, `deputy.email`"
    );
    assert_eq!(error::<Team>("{}"), "missing `users`, `by_city`, `deputy`");
}

#[test]
fn by_the_name_in_the_json() {
    assert_eq!(
        error::<Names>("{}"),
        "missing `firstName`, `[\"größe 📏\"]`, `type`"
    );
}

#[test]
fn in_a_generic_type() {
    let text = r#"{"list": [{"list": [], "total": 1}, {"list": ["a"]}], "next": {"total": 0}}"#;
    assert_eq!(
        error::<Page<Page<String>>>(text),
        "missing `list[1].total`, `next.list`, `total`"
    );
}

#[test]
fn a_field_that_need_not_be_there_is_not_missing() {
    value::<Settings>("{}");
    value::<Empty>("{}");
    value::<Options>("{}");
    value::<Wide>("{}");
}

#[test]
fn the_error_tells_each_path() {
    let mut parser = Parser::<Vec<PartialUser>>::new();
    parser.feed(&format!("[{GOOD}, {{}}]")).unwrap();
    assert!(parser.is_closed());
    let error = parser.finish().unwrap_err();
    let paths: Vec<_> = error
        .missing_fields()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(paths, ["[1].name", "[1].email"]);
    assert_eq!(error.path(), Some(&error.missing_fields()[0]));
    assert_eq!(error.offset(), None);
}

#[test]
fn a_partial_that_was_made_by_hand_completes_the_same() {
    let partial = PartialTeam {
        users: Some(vec![PartialUser {
            name: Some("a".into()),
            email: None,
        }]),
        lead: Some(None),
        ..PartialTeam::default()
    };
    assert_eq!(
        partial.complete().unwrap_err().to_string(),
        "missing `users[0].email`, `by_city`, `deputy`"
    );
    let user = PartialUser {
        name: Some("a".into()),
        email: Some("b".into()),
    };
    assert_eq!(
        user.complete().unwrap(),
        User {
            name: "a".into(),
            email: "b".into()
        }
    );
}

mod null_for_a_default {
    use crate::feed::value;
    use instructor_core::Extract;

    #[derive(Extract, Debug, PartialEq)]
    struct Holder {
        #[serde(default = "some")]
        maybe: Maybe,
        #[serde(default = "some_text")]
        text: String,
    }

    #[derive(Extract, Debug, PartialEq)]
    #[serde(untagged)]
    enum Maybe {
        Nothing,
        Some { a: i32 },
    }

    fn some() -> Maybe {
        Maybe::Some { a: 7 }
    }

    fn some_text() -> String {
        "some".to_owned()
    }

    #[test]
    fn is_a_value_of_an_untagged_enum_that_has_null() {
        let holder = value::<Holder>(r#"{"maybe": null, "text": null}"#);
        assert_eq!(holder.maybe, Maybe::Nothing);
        assert_eq!(holder.text, "some");
        assert_eq!(value::<Holder>("{}").maybe, some());
    }
}
