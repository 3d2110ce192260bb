//! Types that are validated by `garde`.

use futures_util::stream;
use garde::Validate;
use instructor_core::{Context, EachStream, Error, ErrorKind, Extract, Parser, Partial};
use serde_json::{Value, json};

#[derive(Extract, Validate, Debug, Clone, PartialEq)]
#[extract(garde)]
#[serde(rename_all = "camelCase")]
struct Account {
    #[garde(ascii, length(min = 2, max = 8))]
    user_name: String,
    #[garde(email)]
    mail: Option<String>,
    #[garde(range(min = 18, max = 150))]
    age: u8,
    #[garde(
        length(max = 2),
        inner(length(chars, min = 1, max = 3), pattern("^[a-z]+$"))
    )]
    tags: Vec<String>,
    #[garde(url)]
    home_page: Option<String>,
    #[garde(range(min = -1.5, max = MAX))]
    #[extract(min = -1)]
    score: f64,
    #[garde(skip)]
    #[serde(default)]
    any: String,
}

const MAX: f64 = 9.0;

const GOOD: &str =
    r#"{"userName": "ana", "mail": "a@b.cd", "age": 20, "tags": ["ab"], "score": 1}"#;

fn parser<P: Partial>() -> Parser<P> {
    Parser::new()
}

fn problems<T: Extract>(parser: Parser<T::Partial>, text: &str) -> Vec<String> {
    let mut parser = parser;
    let read = parser.feed(text).and_then(|()| parser.finish().map(drop));
    let problems = read.err().map(|error| error.problems());
    let problems = problems.unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_garde_says_is_told_by_the_names_of_the_json() {
    assert_eq!(problems::<Account>(parser(), GOOD), [""; 0]);
    let text = r#"{"userName": "é", "mail": "a", "age": 2, "tags": ["", "A", "b"], "homePage": "x", "score": 10}"#;
    // In the order of garde, which is that of the alphabet.
    let expected = [
        "age: lower than 18",
        "homePage: not a valid url: relative URL without a base",
        "mail: not a valid email: value is missing `@`",
        "score: greater than 9",
        "tags[0]: length is lower than 1",
        "tags[0]: does not match pattern /^[a-z]+$/",
        "tags[1]: does not match pattern /^[a-z]+$/",
        "tags: length is greater than 2",
        "userName: not ascii",
    ];
    assert_eq!(problems::<Account>(parser(), text), expected);
    assert_eq!(problems::<Account>(parser().collecting(), text), expected);
    let mut parser = parser::<PartialAccount>();
    parser.feed(text).unwrap();
    let error = parser.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.path().unwrap().to_string(), "age");
}

#[test]
fn what_garde_holds_to_is_in_the_schema() {
    let schema = serde_json::to_value(Account::schema()).unwrap();
    let properties = &schema["properties"];
    assert_eq!(
        properties["userName"],
        json!({"type": "string", "minLength": 2, "maxLength": 8})
    );
    assert_eq!(properties["mail"]["format"], "email");
    assert_eq!(properties["homePage"]["format"], "uri");
    assert_eq!(
        properties["age"],
        json!({"type": "integer", "minimum": 18, "maximum": 150})
    );
    assert_eq!(
        properties["tags"],
        json!({
            "type": "array",
            "items": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]+$"},
            "maxItems": 2,
        })
    );
    // A constant is not known to the derive; of two bounds the tighter stands.
    assert_eq!(properties["score"]["maximum"], Value::Null);
    assert_eq!(properties["score"]["minimum"], -1);
    assert_eq!(properties["any"], json!({"type": "string"}));
}

#[derive(Extract, Validate, Debug, PartialEq)]
struct NotAsked {
    #[garde(length(min = 2))]
    name: String,
}

/// A type that has garde's attributes and does not ask for it here is left alone.
#[test]
fn only_where_it_is_asked_for() {
    let schema = serde_json::to_value(NotAsked::schema()).unwrap();
    assert_eq!(schema["properties"]["name"], json!({"type": "string"}));
    assert_eq!(problems::<NotAsked>(parser(), r#"{"name": ""}"#), [""; 0]);
}

struct Limits {
    longest: usize,
}

#[derive(Extract, Validate, Debug, PartialEq)]
#[garde(context(Limits))]
#[extract(garde)]
struct Note {
    #[garde(custom(short))]
    text: String,
}

fn short(text: &str, limits: &Limits) -> garde::Result {
    match text.len() <= limits.longest {
        true => Ok(()),
        false => Err(garde::Error::new("too long")),
    }
}

#[test]
fn its_context_is_taken_from_ours() {
    let text = r#"{"text": "abc"}"#;
    let with = |longest| Parser::new().context(Context::new().with(Limits { longest }));
    assert_eq!(problems::<Note>(with(3), text), [""; 0]);
    assert_eq!(problems::<Note>(with(2), text), ["text: too long"]);

    let mut without = parser::<PartialNote>();
    without.feed(text).unwrap();
    let error = without.finish().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(
        error
            .to_string()
            .ends_with("Limits`: pass it by `.context(…)`"),
        "{error}"
    );
}

#[derive(Extract, Validate, Debug, PartialEq)]
#[extract(garde)]
struct Team {
    #[garde(length(min = 1))]
    name: String,
    #[garde(dive)]
    lead: Account,
    #[garde(skip)]
    members: Vec<Account>,
    #[garde(dive)]
    #[serde(flatten)]
    place: Place,
    #[garde(dive)]
    code: Code,
}

#[derive(Extract, Validate, Debug, PartialEq)]
struct Place {
    #[garde(length(min = 1))]
    city: String,
}

#[derive(Extract, Validate, Debug, PartialEq)]
#[extract(garde)]
struct Code(#[garde(length(min = 2))] String);

#[derive(Extract, Validate, Debug, PartialEq)]
#[extract(garde)]
#[serde(tag = "kind")]
enum Step {
    Go {
        #[garde(range(max = 5))]
        #[serde(rename = "howFar")]
        far: u8,
    },
    Stop,
}

/// Each type of its own tells of itself, and what contains it is looked at when it is good.
#[test]
fn types_in_types() {
    let young = GOOD.replace("20", "2");
    let team = |name: &str, lead: &str, member: &str, city: &str, code: &str| {
        let text = format!(
            r#"{{"name": "{name}", "lead": {lead}, "members": [{GOOD}, {member}], "city": "{city}", "code": "{code}"}}"#
        );
        problems::<Team>(parser(), &text)
    };
    assert_eq!(team("a", GOOD, GOOD, "Oslo", "ab"), [""; 0]);
    assert_eq!(
        team("", &young, &young, "", "a"),
        [
            "lead.age: lower than 18",
            "members[1].age: lower than 18",
            "code: length is lower than 2",
        ]
    );
    assert_eq!(
        team("", GOOD, GOOD, "", "ab"),
        [
            "name: length is lower than 1",
            "city: length is lower than 1"
        ]
    );
    let schema = serde_json::to_value(Code::schema()).unwrap();
    assert_eq!(schema["minLength"], 2);
    assert_eq!(
        problems::<Step>(parser(), r#"{"kind": "Go", "howFar": 9}"#),
        ["howFar: greater than 5"]
    );
    assert_eq!(problems::<Step>(parser(), r#"{"kind": "Stop"}"#), [""; 0]);
}

#[tokio::test]
async fn elements_when_they_close() {
    let young = GOOD.replace("20", "2");
    let text = format!("[{young}, {GOOD}]");
    let mut accounts = EachStream::<Account>::from_text(stream::iter([Ok::<_, Error>(text)]));
    let error = accounts.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "lower than 18 at `[0].age`");
    assert_eq!(accounts.next().await.unwrap().unwrap().age, 20);
}
