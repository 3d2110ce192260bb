//! Keys in other forms.

use super::*;

const KEY: &[RepairKind] = &[RepairKind::Key];

#[derive(Extract, Debug, PartialEq)]
struct Person {
    full_name: String,
    #[serde(alias = "years old")]
    age: Option<u8>,
}

fn person(age: Option<u8>) -> Person {
    Person {
        full_name: "Ana".into(),
        age,
    }
}

#[test]
fn keys_are_known_in_other_forms() {
    fits::<Person>(r#"{"Full Name": "Ana"}"#, person(None), KEY);
    fits::<Person>(r#"{"fullName": "Ana"}"#, person(None), KEY);
    fits::<Person>(r#"{" FULL-NAME ": "Ana"}"#, person(None), KEY);
    fits::<Person>(
        r#"{"fullname": "Ana", "Years_Old": "7"}"#,
        person(Some(7)),
        &[RepairKind::Key, RepairKind::Key, RepairKind::Number],
    );
    fits::<Person>(r#"{"full\u0020name": "Ana", "note": 1}"#, person(None), KEY);
    is::<Person>(r#"{"full_name": "Ana", "years old": 7}"#, person(Some(7)));
    is::<Person>(r#"{"full_name": "Ana", "name": 7}"#, person(None));
}

#[test]
fn a_form_of_a_key_does_not_replace_the_key() {
    fits_as::<Person>(
        r#"{"Full Name": "Bob", "full_name": "Ana"}"#,
        person(None),
        KEY,
    );
    is::<Person>(r#"{"full_name": "Ana", "Full Name": "Bob"}"#, person(None));
}

#[test]
fn an_exact_key_is_the_one_that_it_is() {
    #[derive(Extract, Debug, PartialEq)]
    struct Both {
        id: u8,
        #[serde(rename = "ID")]
        number: u8,
    }
    is::<Both>(r#"{"ID": 1, "id": 2}"#, Both { id: 2, number: 1 });
    let (value, _) = outcome::<Both>(r#"{"Id": 1, "ID": 2}"#);
    assert_eq!(value.unwrap_err(), "`Id` may be `id` or `ID` at byte 1");
}

#[test]
fn unknown_keys_are_denied_as_ever() {
    #[derive(Extract, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Closed {
        name: String,
    }
    fits_as(r#"{"Name": "Ana"}"#, Closed { name: "Ana".into() }, KEY);
    let (value, _) = outcome::<Closed>(r#"{"nom": "Ana"}"#);
    assert_eq!(
        value.unwrap_err(),
        "unknown field `nom`, expected `name` at byte 1"
    );
}

#[test]
fn keys_of_flattened_structs_are_known_in_other_forms() {
    #[derive(Extract, Debug, PartialEq)]
    struct Page {
        #[serde(alias = "heading")]
        title: String,
        #[serde(flatten)]
        person: Person,
    }
    #[derive(Extract, Debug, PartialEq)]
    #[serde(tag = "kind")]
    enum Entry {
        Person(Person),
        Note {
            #[serde(alias = "body text")]
            text: String,
        },
    }
    fits_as(
        r#"{"Heading": "x", "FullName": "Ana", "YearsOld": 7}"#,
        Page {
            title: "x".into(),
            person: person(Some(7)),
        },
        &[RepairKind::Key, RepairKind::Key, RepairKind::Key],
    );
    fits_as(
        r#"{"kind": "Person", "full name": "Ana", "YearsOld": 7}"#,
        Entry::Person(person(Some(7))),
        &[RepairKind::Key, RepairKind::Key],
    );
    fits_as(
        r#"{"kind": "Note", "BodyText": "x"}"#,
        Entry::Note { text: "x".into() },
        KEY,
    );
}

#[test]
fn keys_that_are_data_stay_as_they_are() {
    let map = BTreeMap::from([("A".to_owned(), 1), ("a".to_owned(), 2)]);
    is::<BTreeMap<String, u8>>(r#"{"A": 1, "a": 2}"#, map);
}
