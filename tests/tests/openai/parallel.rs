//! Several tools at once: an enum is asked for as one function a variant, and the calls are the elements of a list.

use crate::{builder, serve};
use instructor_core::{ErrorKind, Extract, Mode};
use instructor_openai::testing::{Answer, End, Quirk, Server};
use instructor_openai::{Client, Dialect};
use serde_json::{Value, json};
use std::time::Duration;

/// Look something up.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Search {
    /// What to look for.
    query: String,
    limit: Option<u8>,
}

/// What the model can do.
#[derive(Extract, Debug, Clone, PartialEq)]
enum Action {
    Search(Search),
    /// Tell somebody something.
    Tell {
        to: String,
        parts: Vec<Part>,
    },
    /// All lights off.
    Lights,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Part {
    text: String,
    inner: Vec<Part>,
}

const CALLS: [(&str, &str); 3] = [
    ("Search", r#"{"query": "a \"}\" b", "limit": 3}"#),
    (
        "Tell",
        r#"{"to": "Ana", "parts": [{"text": "one", "inner": []}]}"#,
    ),
    ("Lights", "{}"),
];

fn actions() -> Vec<Action> {
    vec![
        Action::Search(Search {
            query: "a \"}\" b".to_owned(),
            limit: Some(3),
        }),
        Action::Tell {
            to: "Ana".to_owned(),
            parts: vec![Part {
                text: "one".to_owned(),
                inner: Vec::new(),
            }],
        },
        Action::Lights,
    ]
}

#[tokio::test]
async fn each_verb_reads_the_calls_as_a_list() {
    for answer in [
        Answer::calls(CALLS),
        Answer::calls(CALLS).deltas_of(1),
        Answer::calls(CALLS).quirk(Quirk::WholeCalls),
        Answer::calls(CALLS).quirk(Quirk::NameRepeated),
        Answer::calls(CALLS).quirk(Quirk::Interleaved),
        Answer::calls(CALLS).end(End::NoMarker),
        Answer::calls(CALLS).pieces_of(1),
    ] {
        let context = format!("{answer:?}");
        let (_server, client) = serve(answer).await;
        assert_eq!(whole(&client).await, actions(), "{context}");
        assert_eq!(grown(&client).await, actions(), "{context}");
        assert_eq!(each(&client).await, actions(), "{context}");
    }
}

#[tokio::test]
async fn each_variant_is_a_function() {
    let (server, client) = serve(Answer::calls(CALLS)).await;
    each(&client).await;
    let body = server.requests()[0].body().clone();
    assert_eq!(body["tool_choice"], "required");
    assert_eq!(body["parallel_tool_calls"], true);
    let string = json!({"type": "string"});
    // In the order of the schema, where what has no data comes first.
    assert_eq!(
        body["tools"],
        json!([
            function(
                "Lights",
                "All lights off.",
                json!({
                    "type": "object",
                    "description": "All lights off.",
                    "properties": {},
                    "required": [],
                    "additionalProperties": false,
                })
            ),
            function(
                "Search",
                "Look something up.",
                json!({
                    "type": "object",
                    "description": "Look something up.",
                    "properties": {
                        "query": {"type": "string", "description": "What to look for."},
                        "limit": {"type": ["integer", "null"], "minimum": 0, "maximum": 255},
                    },
                    "required": ["query", "limit"],
                    "additionalProperties": false,
                })
            ),
            function(
                "Tell",
                "Tell somebody something.",
                json!({
                    "type": "object",
                    "description": "Tell somebody something.",
                    "properties": {"to": string, "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}}},
                    "required": ["to", "parts"],
                    "additionalProperties": false,
                    "$defs": {"Part": {
                        "type": "object",
                        "properties": {"text": string, "inner": {"type": "array", "items": {"$ref": "#/$defs/Part"}}},
                        "required": ["text", "inner"],
                        "additionalProperties": false,
                    }},
                })
            ),
        ])
    );
}

fn function(name: &str, description: &str, parameters: Value) -> Value {
    let function =
        json!({"name": name, "description": description, "strict": true, "parameters": parameters});
    json!({"type": "function", "function": function})
}

/// An element is there as soon as its call has closed, while the next is being written.
#[tokio::test]
async fn an_element_comes_when_its_call_closes() {
    let calls = [CALLS[0], ("Search", r#"{"query": "cut"#)];
    let answer = Answer::calls(calls).end(End::Never);
    let server = Server::start(answer).await.unwrap();
    let client = builder(&server).build().unwrap();
    let request = Vec::<Action>::stream_each(&client, "Do it.").mode(Mode::ParallelTools);
    let mut stream = request.await.unwrap();
    let first = tokio::time::timeout(Duration::from_secs(20), stream.next()).await;
    assert_eq!(first.unwrap().unwrap().unwrap(), actions()[0]);
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tagged {
    Search(Search),
    Off,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Search(Search),
    Off,
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Search(Search),
    Off { at: String },
}

fn search() -> Search {
    Search {
        query: "x".to_owned(),
        limit: None,
    }
}

/// Each form of an enum, whose arguments are what the form has.
#[tokio::test]
async fn every_form_of_an_enum() {
    let tagged = [
        (
            "search",
            r#"{"type": "search", "query": "x", "limit": null}"#,
        ),
        ("off", r#"{"type": "off"}"#),
    ];
    let expected = [Tagged::Search(search()), Tagged::Off];
    assert_eq!(names::<Tagged>(tagged, &expected).await, ["search", "off"]);

    let adjacent = [
        (
            "Search",
            r#"{"t": "Search", "c": {"query": "x", "limit": null}}"#,
        ),
        ("Off", r#"{"t": "Off"}"#),
    ];
    let expected = [Adjacent::Search(search()), Adjacent::Off];
    assert_eq!(
        names::<Adjacent>(adjacent, &expected).await,
        ["Search", "Off"]
    );

    let untagged = [
        ("Search", r#"{"query": "x", "limit": null}"#),
        ("at", r#"{"at": "noon"}"#),
    ];
    let at = "noon".to_owned();
    let expected = [Untagged::Search(search()), Untagged::Off { at }];
    assert_eq!(
        names::<Untagged>(untagged, &expected).await,
        ["Search", "at"]
    );

    let same = [
        ("Search", r#"{"query": "x", "limit": null}"#),
        ("Search", r#"{"query": "x", "limit": null}"#),
    ];
    assert_eq!(
        names::<Search>(same, &[search(), search()]).await,
        ["Search"]
    );
}

/// The names of the functions that a list of `T` is asked for by; the calls are read as `expected`.
async fn names<T>(calls: [(&str, &str); 2], expected: &[T]) -> Vec<String>
where
    T: Extract + PartialEq + std::fmt::Debug,
{
    let server = Server::start(Answer::calls(calls)).await.unwrap();
    for dialect in [Dialect::Strict, Dialect::Plain] {
        let client = builder(&server).dialect(dialect).build().unwrap();
        let request = Vec::<T>::extract(&client, "Do it.").mode(Mode::ParallelTools);
        assert_eq!(request.await.unwrap(), expected);
    }
    let body = server.requests()[0].body().clone();
    let tools = body["tools"].as_array().unwrap().iter();
    tools
        .map(|tool| tool["function"]["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_is_no_list_of_objects_is_refused() {
    let (server, client) = serve(Answer::calls(CALLS)).await;
    let no_list = Search::extract(&client, "Do it.").mode(Mode::ParallelTools);
    let no_object = Vec::<u8>::extract(&client, "Do it.").mode(Mode::ParallelTools);
    for (error, why) in [
        (no_list.await.unwrap_err(), "`Search` is none"),
        (no_object.await.unwrap_err(), "is not an object"),
    ] {
        assert_eq!(error.kind(), ErrorKind::Request);
        let message = error.to_string();
        assert!(
            message.starts_with("ParallelTools asks for a list, as `Vec<Action>`"),
            "{message}"
        );
        assert!(message.contains(why), "{message}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn words_instead_of_calls_are_an_error_that_quotes_them() {
    let event = json!({"choices": [{"delta": {"content": "I would rather not."}, "finish_reason": "stop"}]});
    let body = format!("data: {event}\n\ndata: [DONE]\n\n");
    let (_server, client) = serve(Answer::raw("text/event-stream", body)).await;
    let request = Vec::<Action>::stream_each(&client, "Do it.").mode(Mode::ParallelTools);
    let error = request.await.unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(
        error.to_string(),
        "the model answered in words, not with a value: I would rather not."
    );
}

/// What was whole has been handed out; the list is never passed off as whole.
#[tokio::test]
async fn calls_that_are_cut_are_an_error() {
    let calls = [CALLS[0], ("Tell", r#"{"to": "Ana", "parts": ["#)];
    for (end, kind) in [
        (End::Length, ErrorKind::Length),
        (End::ContentFilter, ErrorKind::Filter),
        (End::Stop, ErrorKind::Incomplete),
        (End::Cut, ErrorKind::Connection),
        (End::Whole, ErrorKind::Incomplete),
    ] {
        let (_server, client) = serve(Answer::calls(calls).end(end.clone())).await;
        let request = Vec::<Action>::stream_each(&client, "Do it.").mode(Mode::ParallelTools);
        let mut stream = request.await.unwrap();
        assert_eq!(
            stream.next().await.unwrap().unwrap(),
            actions()[0],
            "{end:?}"
        );
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), kind, "{end:?}: {error}");
    }
    // Cut between two calls, nothing says that there were to be no more.
    let (_server, client) = serve(Answer::calls([CALLS[0]]).end(End::Length)).await;
    let request = Vec::<Action>::extract(&client, "Do it.").mode(Mode::ParallelTools);
    assert_eq!(request.await.unwrap_err().kind(), ErrorKind::Length);
}

async fn whole(client: &Client) -> Vec<Action> {
    let request = Vec::<Action>::extract(client, "Do it.").mode(Mode::ParallelTools);
    request.await.unwrap()
}

async fn grown(client: &Client) -> Vec<Action> {
    let request = Vec::<Action>::stream_partial(client, "Do it.").mode(Mode::ParallelTools);
    request.await.unwrap().complete().await.unwrap()
}

async fn each(client: &Client) -> Vec<Action> {
    let request = Vec::<Action>::stream_each(client, "Do it.").mode(Mode::ParallelTools);
    let mut stream = request.await.unwrap();
    let mut all = Vec::new();
    while let Some(action) = stream.next().await {
        all.push(action.unwrap());
    }
    all
}

/// Names that functions cannot have are made such, and stay apart.
#[tokio::test]
async fn names_that_are_alike_on_the_wire() {
    #[derive(Extract, Debug, Clone, Copy, PartialEq)]
    enum Switch {
        #[serde(rename = "开灯")]
        On,
        #[serde(rename = "关灯")]
        Off,
        #[serde(rename = "等待")]
        Wait,
    }
    let calls = [("__", "{}"), ("___2", "{}"), ("___3", "{}")];
    let (server, client) = serve(Answer::calls(calls)).await;
    let request = Vec::<Switch>::extract(&client, "Do it.").mode(Mode::ParallelTools);
    let switches = request.await.unwrap();
    assert_eq!(switches, [Switch::On, Switch::Off, Switch::Wait]);
    let body = server.requests()[0].body().clone();
    let tools = body["tools"].as_array().unwrap().iter();
    let names: Vec<_> = tools.map(|tool| tool["function"]["name"].clone()).collect();
    assert_eq!(names, ["__", "___2", "___3"]);
}

/// What is no struct stands under its name in the arguments.
#[tokio::test]
async fn variants_that_hold_no_struct() {
    #[derive(Extract, Debug, Clone, PartialEq)]
    enum Step {
        Wait(u32),
        List(Vec<String>),
    }
    let calls = [("Wait", r#"{"Wait": 3}"#), ("List", r#"{"List": ["a"]}"#)];
    let (_server, client) = serve(Answer::calls(calls)).await;
    let request = Vec::<Step>::extract(&client, "Do it.").mode(Mode::ParallelTools);
    let steps = request.await.unwrap();
    assert_eq!(steps, [Step::Wait(3), Step::List(vec!["a".to_owned()])]);
}
