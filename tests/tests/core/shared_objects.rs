//! Fields of several types in one object, whose names are the same.

use crate::feed::value;
use instructor_core::Extract;

#[derive(Extract, Debug, PartialEq)]
struct Own {
    #[serde(alias = "x")]
    a: i32,
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Extract, Debug, PartialEq)]
struct Inner {
    x: Option<i32>,
    y: Option<i32>,
}

/// The key that comes next by the schema is compared first: the alias it is, all the same.
#[test]
fn an_alias_goes_before_the_name_of_a_flattened_field() {
    let own = value::<Own>(r#"{"a": 1, "x": 2, "y": 3}"#);
    let inner = Inner {
        x: None,
        y: Some(3),
    };
    assert_eq!(own, Own { a: 2, inner });
}

#[derive(Extract, Debug, PartialEq)]
struct Both {
    #[serde(flatten)]
    first: Inner,
    #[serde(flatten)]
    second: Inner,
}

#[test]
fn of_two_flattened_fields_the_first_has_the_key() {
    let both = value::<Both>(r#"{"x": 1, "y": 2, "x": 3, "y": 4}"#);
    assert_eq!(both.first.x, Some(3));
    assert_eq!(both.first.y, Some(4));
    assert_eq!(both.second, Inner { x: None, y: None });
    let error = Both::schema().check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Both` cannot be asked for: two of its fields are called `x`; `Both` cannot be asked for: two of its fields are \
         called `y`"
    );
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "type")]
enum Tagged {
    Aliased(Aliased),
}

#[derive(Extract, Debug, PartialEq)]
struct Aliased {
    #[serde(alias = "type")]
    kind: Option<String>,
    size: u8,
}

#[test]
fn the_tag_goes_before_an_alias() {
    let expected = Tagged::Aliased(Aliased {
        kind: None,
        size: 5,
    });
    for text in [
        r#"{"type": "Aliased", "size": 5}"#,
        r#"{"size": 5, "type": "Aliased"}"#,
    ] {
        assert_eq!(value::<Tagged>(text), expected);
    }
}

#[derive(Extract, Debug, PartialEq)]
#[extract(atomic)]
struct Late {
    text: String,
}

#[derive(Extract, Debug, PartialEq)]
struct Around {
    #[serde(flatten)]
    late: Late,
}

#[test]
fn what_shows_late_cannot_share_an_object() {
    let error = Around::schema().check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`Around` cannot be asked for: `Late` is `atomic` or has a `needed` field, and cannot show later than the object \
         that it is in"
    );
    assert!(Late::schema().check().is_ok());
}
