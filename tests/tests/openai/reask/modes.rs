//! In every mode, streamed and not: what is sent back, message by message.

use super::*;
use crate::{MODES, serve};
use instructor_core::Mode;
use serde_json::json;

/// All ways to ask for one value.
fn modes() -> impl Iterator<Item = Mode> {
    let responses = [Mode::ResponsesJsonSchema, Mode::ResponsesTools];
    MODES.into_iter().chain(responses)
}

/// What goes back of an answer.
struct Back<'a> {
    /// The name under which it was asked for.
    name: &'a str,
    /// As much of it as was read. None where that depends on the pieces in which it came.
    written: Option<&'a str>,
    told: String,
}

impl<'a> Back<'a> {
    /// Of a guest who is too old.
    fn of_guest(written: Option<&'a str>) -> Self {
        let told = told(&format!("age: {TOO_OLD}"));
        Back {
            name: "Guest",
            written,
            told,
        }
    }

    /// What follows the question: the answer, and what is wrong with it.
    fn messages(&self, mode: Mode, id: &str) -> [Value; 2] {
        let Back { name, told, .. } = self;
        let written = self.written.unwrap_or_default();
        match mode {
            Mode::Tools => [
                json!({"role": "assistant", "content": null, "tool_calls": [
                    {"id": id, "type": "function", "function": {"name": name, "arguments": written}},
                ]}),
                json!({"role": "tool", "tool_call_id": id, "content": told}),
            ],
            Mode::Functions => [
                json!({"role": "assistant", "content": null, "function_call": {"name": name, "arguments": written}}),
                json!({"role": "function", "name": name, "content": told}),
            ],
            Mode::ResponsesTools => [
                json!({"type": "function_call", "call_id": id, "name": name, "arguments": written}),
                json!({"type": "function_call_output", "call_id": id, "output": told}),
            ],
            Mode::ResponsesJsonSchema => [
                json!({"type": "message", "role": "assistant", "content": [
                    {"type": "output_text", "text": written},
                ]}),
                json!({"type": "message", "role": "user", "content": told}),
            ],
            _ => [
                json!({"role": "assistant", "content": written}),
                json!({"role": "user", "content": told}),
            ],
        }
    }

    /// The messages of the second request are those of the first, and what goes back; all else is as it was.
    fn assert_sent(&self, server: &Server, mode: Mode) {
        let requests = server.requests();
        assert_eq!(requests.len(), 2, "{mode:?}");
        let [first, second] = [&requests[0], &requests[1]];
        let again = messages(second);
        let (before, behind) = again.split_at(messages(first).len());
        assert_eq!(before, messages(first), "{mode:?}");
        let id = behind[0]["tool_calls"][0]["id"].as_str();
        let id = id.or(behind[0]["call_id"].as_str()).unwrap_or_default();
        let expected = self.messages(mode, id);
        match self.written {
            Some(_) => assert_eq!(behind, expected, "{mode:?}"),
            // As much as had come when the fault was seen.
            None => {
                let all = behind[0].to_string();
                assert!(all.contains("250"), "{mode:?}: {all}");
                assert!(!all.contains("Lima"), "{mode:?}: {all}");
                assert_eq!(behind[1..], expected[1..], "{mode:?}");
            }
        }
        let rest = |request: &Request| {
            let mut body = request.body().clone();
            body["messages"] = Value::Null;
            body["input"] = Value::Null;
            body
        };
        assert_eq!(rest(first), rest(second), "{mode:?}");
    }
}

#[tokio::test]
async fn a_whole_answer_goes_back() {
    for mode in modes() {
        let (server, client) = serve(bad_then_good()).await;
        let guest = Guest::extract(&client, "Who?").mode(mode).max_retries(1);
        assert_eq!(guest.await.unwrap(), ana(), "{mode:?}");
        Back::of_guest(Some(OLD)).assert_sent(&server, mode);
    }
}

/// Of a whole answer the model is told all that is wrong: what does not fit, what breaks a rule, and what is missing.
#[tokio::test]
async fn all_that_is_wrong_goes_back_at_once() {
    const BAD: &str = r#"{"name":null,"age":250}"#;
    for mode in modes() {
        let (server, client) = serve([Answer::text(BAD), Answer::text(GOOD)]).await;
        let guest = Guest::extract(&client, "Who?").mode(mode).max_retries(1);
        assert_eq!(guest.await.unwrap(), ana(), "{mode:?}");
        let problems = [
            "name: expected a string, found null",
            &format!("age: {TOO_OLD}"),
            "town: missing",
        ];
        let back = Back {
            name: "Guest",
            written: Some(BAD),
            told: told(&problems.join("\n- ")),
        };
        back.assert_sent(&server, mode);
    }
}

/// The model's text is looked at while it comes, and no more of it is waited for than is needed.
#[tokio::test]
async fn a_stream_stops_before_the_rest_is_sent() {
    for mode in modes() {
        let pause = std::time::Duration::from_millis(30);
        let long = format!(
            r#"{{"name":"Ana","age":250,"town":"{}"}}"#,
            "x".repeat(4000)
        );
        let answers = [Answer::text(long).pause(pause), Answer::text(GOOD)];
        let (server, client) = serve(answers).await;
        let mut stream = Guest::stream_partial(&client, "Who?")
            .mode(mode)
            .max_retries(1)
            .await
            .unwrap();
        let mut attempts = Vec::new();
        while let Some(snapshot) = stream.next().await {
            let snapshot = snapshot.unwrap();
            // Each attempt begins with nothing.
            if attempts.last() != Some(&snapshot.attempt()) {
                assert_eq!((snapshot.age, &snapshot.town), (None, &None), "{mode:?}");
                attempts.push(snapshot.attempt());
            }
        }
        assert_eq!(attempts, [1, 2], "{mode:?}");
        assert_eq!(stream.attempt(), 2);
        assert_eq!(stream.complete().await.unwrap(), ana(), "{mode:?}");
        // A thousand deltas would have been sent, at four characters each.
        assert!(
            server.deltas_sent() < 100,
            "{mode:?}: {}",
            server.deltas_sent()
        );
        Back::of_guest(None).assert_sent(&server, mode);
    }
}

/// Of a list only the element that is no good is asked for once more.
#[tokio::test]
async fn an_element_goes_back() {
    let bo = GOOD.replace("Ana", "Bo");
    let list = format!(r#"{{"items":[{OLD},{bo}]}}"#);
    let again = format!(r#"{{"items":[{GOOD}]}}"#);
    for mode in modes() {
        let (server, client) = serve([&list, &again].map(Answer::text)).await;
        let stream = Vec::<Guest>::stream_each(&client, "Who?").mode(mode);
        let mut stream = stream.max_retries(1).await.unwrap();
        let mut came = Vec::new();
        while let Some(guest) = stream.next().await {
            came.push((stream.index(), guest.unwrap(), stream.attempt()));
        }
        let expected = [(Some(1), guest("Bo", 25), 1), (Some(0), ana(), 2)];
        assert_eq!(came, expected, "{mode:?}");
        let back = Back {
            name: "GuestList",
            written: Some(&list),
            told: told_of_first(&format!("[0].age: {TOO_OLD}")),
        };
        back.assert_sent(&server, mode);
    }
}

#[tokio::test]
async fn what_cannot_be_read_goes_back_too() {
    for (answer, problem) in [
        (
            r#"{"name":"Ana","age":}"#,
            "age: expected an integer, found `}`",
        ),
        (
            r#"{"name":"Ana","age":"old","town":"Lima"}"#,
            "age: expected an integer, found a string",
        ),
        (r#"{"name":"Ana","town":"Lima"}"#, "age: missing"),
        (r#"{"name":"Ana"}"#, "age: missing\n- town: missing"),
        (
            r#"{"name":"Ana","age":25"#,
            "age: the text ended before its value was whole",
        ),
        ("I do not know.", "expected an object, found `I`"),
    ] {
        for is_streamed in [false, true] {
            let (server, client) = serve([Answer::text(answer), Answer::text(GOOD)]).await;
            let guest = match is_streamed {
                false => Guest::extract(&client, "Who?").max_retries(1).await,
                true => {
                    let stream = Guest::stream_partial(&client, "Who?").max_retries(1);
                    stream.await.unwrap().complete().await
                }
            };
            assert_eq!(guest.unwrap(), ana(), "{answer}");
            assert_eq!(last_told(&server), told(problem), "{answer}");
        }
    }
}

#[tokio::test]
async fn words_in_place_of_a_call_go_back_as_words() {
    let words = json!({
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "I would rather not."}, "finish_reason": "stop"}],
    });
    let answers = [
        Answer::raw("application/json", words.to_string()),
        Answer::text(GOOD),
    ];
    let (server, client) = serve(answers).await;
    let guest = Guest::extract(&client, "Who?")
        .mode(Mode::Tools)
        .max_retries(1);
    assert_eq!(guest.await.unwrap(), ana());
    let again = messages(&server.requests()[1]);
    assert_eq!(
        again[1],
        json!({"role": "assistant", "content": "I would rather not."})
    );
    let told = told("the model answered in words, not with a value: I would rather not.");
    assert_eq!(again[2], json!({"role": "user", "content": told}));
}

/// An answer with nothing in it is not sent back as something.
#[tokio::test]
async fn nothing_goes_back_as_nothing() {
    let (server, client) = serve([Answer::text(""), Answer::text(GOOD)]).await;
    let guest = Guest::extract(&client, "Who?").max_retries(1);
    assert_eq!(guest.await.unwrap(), ana());
    let again = messages(&server.requests()[1]);
    assert_eq!(again.len(), 2);
    assert_eq!(again[1]["content"], told("the answer is empty"));
}

/// What the model can do.
#[derive(Extract, Debug, Clone, PartialEq)]
enum Action {
    Invite(Guest),
    Lights { on: bool },
}

#[tokio::test]
async fn each_of_several_calls_goes_back() {
    let lights = ("Lights", r#"{"on":true}"#);
    let bad = Answer::calls([("Invite", OLD), lights]);
    let good = Answer::calls([("Invite", GOOD), lights]);
    for is_streamed in [false, true] {
        let (server, client) = serve([bad.clone(), good.clone()]).await;
        let mode = Mode::ParallelTools;
        let actions = match is_streamed {
            false => {
                let actions = Vec::<Action>::extract(&client, "Do!").mode(mode);
                actions.max_retries(1).await
            }
            true => {
                let actions = Vec::<Action>::stream_partial(&client, "Do!").mode(mode);
                let actions = actions.max_retries(1).await.unwrap();
                actions.complete().await
            }
        };
        assert_eq!(
            actions.unwrap(),
            [Action::Invite(ana()), Action::Lights { on: true }]
        );
        let (calls, results) = calls_that_went_back(&server);
        assert_eq!(calls[0]["name"], "Invite");
        assert_eq!(results[0], told(&format!("[0].Invite.age: {TOO_OLD}")));
        if !is_streamed {
            assert_eq!(calls[0]["arguments"], OLD);
            assert_eq!(calls[1]["arguments"], lights.1);
            assert_eq!(results[1], "See what came of the first call.");
        }
    }
}

/// The functions that were called, and what the model is told of each call.
fn calls_that_went_back(server: &Server) -> (Vec<Value>, Vec<Value>) {
    let again = messages(&server.requests()[1]);
    let calls = again[1]["tool_calls"].as_array().unwrap();
    let results = &again[2..];
    assert_eq!(results.len(), calls.len());
    for (result, call) in results.iter().zip(calls) {
        assert_eq!(result["role"], "tool");
        assert_eq!(result["tool_call_id"], call["id"]);
    }
    let functions = calls.iter().map(|call| call["function"].clone());
    let contents = results.iter().map(|result| result["content"].clone());
    (functions.collect(), contents.collect())
}

#[tokio::test]
async fn a_call_that_is_an_element_goes_back() {
    let lights = ("Lights", r#"{"on":true}"#);
    let bad = Answer::calls([("Invite", OLD), lights]);
    let good = Answer::calls([("Invite", GOOD)]);
    let (server, client) = serve([bad, good]).await;
    let stream = Vec::<Action>::stream_each(&client, "Do!").mode(Mode::ParallelTools);
    let mut stream = stream.max_retries(1).await.unwrap();
    let mut came = Vec::new();
    while let Some(action) = stream.next().await {
        came.push((stream.index(), action.unwrap()));
    }
    let expected = [
        (Some(1), Action::Lights { on: true }),
        (Some(0), Action::Invite(ana())),
    ];
    assert_eq!(came, expected);
    let (calls, results) = calls_that_went_back(&server);
    let called = [("Invite", OLD), lights]
        .map(|(name, arguments)| json!({"name": name, "arguments": arguments}));
    assert_eq!(calls, called);
    let told = told_of_first(&format!("[0].Invite.age: {TOO_OLD}"));
    assert_eq!(results, [&*told, "See what came of the first call."]);
}

#[tokio::test]
async fn a_call_of_something_else_goes_back() {
    let answers = [
        Answer::calls([("Explode", "{}")]),
        Answer::calls([("Lights", r#"{"on":true}"#)]),
    ];
    for is_streamed in [false, true] {
        let (server, client) = serve(answers.clone()).await;
        let mode = Mode::ParallelTools;
        let mut first = None;
        if is_streamed {
            let actions = Vec::<Action>::stream_each(&client, "Do!").mode(mode);
            let mut actions = actions.max_retries(1).await.unwrap();
            while let Some(action) = actions.next().await {
                first = Some(action.unwrap());
            }
        } else {
            let actions = Vec::<Action>::extract(&client, "Do!").mode(mode);
            first = actions.max_retries(1).await.unwrap().pop();
        }
        assert_eq!(first, Some(Action::Lights { on: true }));
        let again = messages(&server.requests()[1]);
        assert_eq!(again[1]["tool_calls"][0]["function"]["name"], "Explode");
        let problem = "the model called a function `Explode`, and was given `Invite`, `Lights`";
        assert_eq!(again[2]["content"], told(problem));
    }
}
