use instructor_core::{Extract, Parser, Partial};

/// What to do.
#[derive(Extract, Debug, PartialEq)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Action {
    /// Say it.
    Reply {
        /// What to say.
        full_text: String,
        #[serde(default, alias = "n")]
        count: u8,
        #[serde(skip)]
        cache: Vec<u8>,
    },
    Search(Search),
    Move(f64, #[extract(atomic)] String),
    Many(Vec<Action>),
    #[serde(rename_all = "SCREAMING_SNAKE_CASE", alias = "other_one")]
    Other { full_text: Option<String> },
    Nothing {},
    None(),
    #[serde(rename = "halt")]
    Stop,
    #[serde(skip)]
    Never(std::time::Duration),
}

#[derive(Extract, Debug, PartialEq)]
pub struct Search {
    query: String,
}

fn parse(text: &str) -> Action {
    let mut parser = Parser::<PartialAction>::new();
    for piece in text.chars() {
        parser.feed(piece.encode_utf8(&mut [0; 4])).unwrap();
    }
    parser.finish().unwrap()
}

fn main() {
    let text = |text: &str| text.to_owned();
    let reply = Action::Reply { full_text: text("hi"), count: 3, cache: Vec::new() };
    assert_eq!(parse(r#"{"reply": {"fullText": "hi", "n": 3}}"#), reply);
    assert_eq!(parse(r#"{"search": {"query": "x"}}"#), Action::Search(Search { query: text("x") }));
    assert_eq!(parse(r#"{"move": [1.5, "far"]}"#), Action::Move(1.5, text("far")));
    assert_eq!(parse(r#"{"many": ["halt", {"halt": null}]}"#), Action::Many(vec![Action::Stop, Action::Stop]));
    assert_eq!(parse(r#"{"other_one": {"FULL_TEXT": "a"}}"#), Action::Other { full_text: Some(text("a")) });
    assert_eq!(parse(r#"{"nothing": {}}"#), Action::Nothing {});
    assert_eq!(parse(r#"{"none": []}"#), Action::None());

    let mut parser = Parser::<PartialAction>::new();
    parser.feed(r#"{"reply": {"fullText": "h"#).unwrap();
    let shown = PartialAction::Reply { full_text: Some(text("h")), count: None };
    assert_eq!(parser.partial(), Some(&shown));
    assert_eq!(format!("{shown:?}"), r#"Reply { full_text: Some("h"), count: None }"#);
    let json = serde_json::to_string(&shown).unwrap();
    assert_eq!(json, r#"{"reply":{"fullText":"h"}}"#);
    assert_eq!(PartialAction::Stop.complete().unwrap(), Action::Stop);
    assert_eq!(PartialAction::Move(None, None).complete().unwrap_err().to_string(), "missing `move[0]`, `move[1]`");
    let _ = Action::Never;
}
