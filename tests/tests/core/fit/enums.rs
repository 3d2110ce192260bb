//! Names of variants in other forms, and variants that nothing names.

use super::*;

const NAME: &[RepairKind] = &[RepairKind::Name];

#[derive(Extract, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Payment {
    Pay,
    PayWithoutCreditCard,
    #[serde(alias = "give back")]
    Refund,
    #[serde(rename = "étape")]
    Step,
    #[serde(rename = "5")]
    Five,
}

#[test]
fn names_are_known_in_other_forms() {
    fits::<Payment>(r#""PAY""#, Payment::Pay, NAME);
    fits::<Payment>(
        r#""pay without credit-card.""#,
        Payment::PayWithoutCreditCard,
        NAME,
    );
    fits::<Payment>(
        r#""PayWithoutCreditCard""#,
        Payment::PayWithoutCreditCard,
        NAME,
    );
    fits::<Payment>(r#""Give_Back""#, Payment::Refund, NAME);
    fits::<Payment>(r#""ETAPE""#, Payment::Step, NAME);
    fits::<Payment>(r#""E\u0301tape""#, Payment::Step, NAME);
    fits::<Payment>(
        r#""I choose to pay without credit card""#,
        Payment::PayWithoutCreditCard,
        NAME,
    );
    fits::<Payment>("5", Payment::Five, &[RepairKind::Text]);
    fits::<Option<Payment>>(r#""None""#, None, &[RepairKind::Literal]);
    fits::<Vec<Payment>>(
        r#""Pay""#,
        vec![Payment::Pay],
        &[RepairKind::List, RepairKind::Name],
    );
    fits::<BTreeMap<Payment, u8>>(
        r#"{"PAY": 1}"#,
        BTreeMap::from([(Payment::Pay, 1)]),
        &[RepairKind::Key],
    );
    is::<Payment>(r#""give back""#, Payment::Refund);
    refused::<Payment>(
        r#""payment""#,
        "unknown variant `payment`, expected one of `pay`, `pay_without_credit_card`, `refund`, `étape`, `5`",
    );
    refused::<Payment>(
        r#""pay or refund""#,
        "`pay or refund` may be `pay` or `refund`",
    );
    refused::<Payment>(
        r#""do not pay""#,
        "unknown variant `do not pay`, expected one of `pay`, `pay_without_credit_card`, `refund`, `étape`, `5`",
    );
}

#[test]
fn a_name_counts_where_the_text_says_that_it_is_that() {
    for text in [
        "Pay.",
        "The answer is pay.",
        "**Answer:** pay",
        "I'd say pay because nothing else is left",
        "Pay, please",
        "pay is the best choice",
        "Pay.\\n\\nI would not wait, or ask",
    ] {
        fits::<Payment>(&format!("\"{text}\""), Payment::Pay, NAME);
    }
    for text in [
        "no refund",
        "no longer pay",
        "non-refund",
        "nothing to refund",
        "unable to pay",
        "refuse to pay",
        "refuses to pay",
        "instead of refund",
        "rather than refund",
        "pay: no",
        "pay=false",
        "pay?",
        "!pay",
        "nicht pay",
        "hesitant to pay",
        "a refund story",
    ] {
        let (value, _) = outcome::<Field<Payment>>(&format!("{{\"v\": \"{text}\"}}"));
        let error = value.unwrap_err();
        assert!(
            error.starts_with(&format!("unknown variant `{text}`")),
            "{error}"
        );
    }
}

#[test]
fn names_that_show_early_are_known_in_other_forms() {
    #[derive(Extract, Debug, Clone, PartialEq)]
    #[extract(early)]
    enum Size {
        Small,
        Large,
        #[serde(rename = "1")]
        One,
    }
    fits::<Size>(r#""LARGE""#, Size::Large, NAME);
    fits::<Size>(r#""Small, I think""#, Size::Small, NAME);
    fits::<Size>("1", Size::One, &[RepairKind::Text]);
    refused::<Size>(
        r#""Small or Large""#,
        "`Small or Large` may be `Small` or `Large`",
    );
}

#[test]
fn an_enum_that_takes_any_name_takes_it_as_it_is() {
    #[derive(Extract, Debug, Clone, PartialEq)]
    enum Color {
        #[serde(alias = "crimson")]
        Red,
        #[serde(other)]
        Other,
    }
    is::<Color>(r#""red""#, Color::Other);
    is::<Color>(r#""crimson""#, Color::Red);
}

#[test]
fn literals_are_known_in_other_forms() {
    #[derive(Extract, Debug, PartialEq)]
    struct Page {
        #[extract(literal = "landing_page")]
        kind: String,
    }
    let page = || Page {
        kind: "landing_page".into(),
    };
    fits_as(r#"{"kind": "Landing Page"}"#, page(), NAME);
    fits_as(r#"{"kind": "a landing page"}"#, page(), NAME);
    let (value, _) = outcome::<Page>(r#"{"kind": "page"}"#);
    assert_eq!(
        value.unwrap_err(),
        "expected `landing_page`, found `page` at `kind`, byte 9"
    );
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Action {
    SendMail {
        to: String,
    },
    #[serde(alias = "quit")]
    Stop,
}

#[derive(Extract, Debug, PartialEq)]
#[serde(tag = "type", content = "data")]
enum Adjacent {
    Send(u8),
    Stop,
}

#[derive(Extract, Debug, PartialEq)]
enum External {
    Send(u8),
    #[serde(alias = "quit")]
    Stop,
}

#[test]
fn tags_are_known_in_other_forms() {
    let send = || Action::SendMail { to: "Ana".into() };
    fits::<Action>(r#"{"type": "SendMail", "to": "Ana"}"#, send(), NAME);
    fits::<Action>(r#"{"to": "Ana", "type": "Send Mail"}"#, send(), NAME);
    fits::<Action>(
        r#"{"Type": "send_mail", "to": "Ana"}"#,
        send(),
        &[RepairKind::Key],
    );
    fits::<Action>(
        r#"{"To": "Ana", "TYPE": "send mail"}"#,
        send(),
        &[RepairKind::Key, RepairKind::Key, RepairKind::Name],
    );
    fits::<Action>(r#"{"type": "Quit"}"#, Action::Stop, NAME);
    fits::<Adjacent>(r#"{"type": "SEND", "data": 1}"#, Adjacent::Send(1), NAME);
    fits::<Adjacent>(
        r#"{"Data": 1, "type": "Send"}"#,
        Adjacent::Send(1),
        &[RepairKind::Key],
    );
    fits::<External>(r#"{"send": 1}"#, External::Send(1), NAME);
    fits::<External>(r#""STOP""#, External::Stop, NAME);
    fits::<External>(r#""Quit""#, External::Stop, NAME);
    let (value, _) = outcome::<Field<Action>>(r#"{"v": {"type": "stop or send mail"}}"#);
    assert_eq!(
        value.unwrap_err(),
        "`stop or send mail` may be `stop` or `send_mail` at `v.type`, byte 15"
    );
}

#[test]
fn a_tag_that_is_missing_is_named_with_the_variants() {
    let missing = "missing the tag `type`, one of `send_mail`, `stop`";
    for (text, place, path, tag) in [
        (r#"[{"to": "Ana"}]"#, "`[0]`, byte 14", "[0]", "[0].type"),
        (
            r#"[{"type": "stop"}, {}]"#,
            "`[1]`, byte 21",
            "[1]",
            "[1].type",
        ),
    ] {
        let (value, _) = outcome::<Vec<Action>>(text);
        assert_eq!(value.unwrap_err(), format!("{missing} at {place}"));
        let mut parser = Parser::<<Vec<Action> as Extract>::Partial>::new();
        let error = parser.feed(text).unwrap_err();
        assert_eq!(error.path().unwrap().to_string(), path);
        assert_eq!(error.missing_fields()[0].to_string(), tag);
        let problems: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems, [format!("{path}: {missing}")]);
    }
}

#[test]
fn a_field_is_not_taken_for_the_tag() {
    #[derive(Extract, Debug, PartialEq)]
    #[serde(tag = "type")]
    enum Device {
        Lamp {
            #[serde(rename = "Type")]
            model: String,
        },
    }
    is::<Device>(
        r#"{"Type": "x", "type": "Lamp"}"#,
        Device::Lamp { model: "x".into() },
    );
}

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Any {
    Number(u8),
    Flag(bool),
    Point { x: u8, y: u8 },
    List(Vec<u8>),
}

#[derive(Extract, Debug, PartialEq)]
#[serde(untagged)]
enum Scalar {
    Number(u8),
    Text(String),
}

#[test]
fn variants_without_a_tag_are_fitted_last() {
    is::<Scalar>(r#""5""#, Scalar::Text("5".into()));
    is::<Any>("5", Any::Number(5));
    is::<Any>(
        r#"{"x": 1, "y": 2, "radius": 3}"#,
        Any::Point { x: 1, y: 2 },
    );
    fits::<Any>(r#""yes""#, Any::Flag(true), &[RepairKind::Bool]);
    fits::<Any>(
        r#"["1", "2"]"#,
        Any::List(vec![1, 2]),
        &[RepairKind::Number; 2],
    );
    fits::<Any>(
        r#"{"x": "1", "y": 2}"#,
        Any::Point { x: 1, y: 2 },
        &[RepairKind::Number],
    );
    fits::<Any>(r#"["1", 2]"#, Any::List(vec![1, 2]), &[RepairKind::Number]);
    let (value, _) = outcome::<Field<Any>>(r#"{"v": "one"}"#);
    let error = value.unwrap_err();
    assert!(
        error.starts_with(
            "the value fits no variant: not `Number`: expected a number, found \"one\"; not `Flag`:"
        ),
        "{error}"
    );
}

const NUMBER_IN_TEXT: &[RepairKind] = &[RepairKind::Number];

#[test]
fn variants_that_fit_alike_are_named() {
    #[derive(Extract, Debug, PartialEq)]
    #[serde(untagged)]
    enum Number {
        Integer(u8),
        Float(f64),
    }
    is::<Number>("5", Number::Integer(5));
    fits::<Number>(r#""5.5""#, Number::Float(5.5), NUMBER_IN_TEXT);
    refused::<Number>(r#""5""#, "the value may be `Integer` or `Float`");
}
