//! The answer is not what was asked for.

use super::play::{Fault, each, fault, survived, whole};
use crate::{ANA, BO, User};
use instructor_core::{ErrorKind, Extract, Mode};
use instructor_openai::testing::{Answer, Quirk};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A machine that the text speaks of.
#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
struct Machine {
    #[extract(pattern = "^[a-z][a-z0-9-]*$")]
    name: String,
    #[extract(min = 1, max = 128)]
    cores: u8,
    addresses: Vec<IpAddr>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Action {
    Search { query: String },
    Say { text: String },
}

#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = no_answers();
    faults.extend(no_values());
    faults.extend(calls());
    faults
}

/// Status 200, and no answer of this wire.
fn no_answers() -> Vec<Fault> {
    let foreign = |what, answer: Answer| fault(what, ErrorKind::Protocol, answer);
    let json = |body: &str| Answer::raw("application/json", body);
    vec![
        foreign(
            "a page of HTML",
            Answer::raw("text/html", "<!doctype html>\n<title>Sign in</title>"),
        ),
        foreign(
            "a page of HTML that claims to be a stream",
            Answer::raw(
                "text/event-stream",
                "<!doctype html>\n<title>Sign in</title>",
            ),
        ),
        foreign("JSON of something else", json(r#"{"status": "ok"}"#)),
        foreign("no choices", json(r#"{"id": "1", "choices": []}"#)).asked(whole::<User>),
        foreign(
            "JSON that is cut",
            json(r#"{"choices": [{"message": {"cont"#),
        )
        .asked(whole::<User>),
        foreign(
            "a stream, where `extract` asked for a body",
            Answer::raw("text/event-stream", "data: {}\n\n"),
        )
        .asked(whole::<User>),
        foreign(
            "a stream that claims to be JSON",
            Answer::text(ANA).header("content-type", "application/json"),
        ),
        fault(
            "an error with status 200",
            ErrorKind::Status,
            json(r#"{"error": {"message": "no such model", "code": "model_not_found"}}"#),
        ),
        fault("an empty body", ErrorKind::Incomplete, json("")),
        fault(
            "204: no content",
            ErrorKind::Incomplete,
            Answer::status(204, ""),
        ),
        fault(
            "a stream without events",
            ErrorKind::Incomplete,
            Answer::raw("text/event-stream", ""),
        ),
        fault(
            "a stream with nothing but its end",
            ErrorKind::Incomplete,
            Answer::raw("text/event-stream", "data: [DONE]\n\n"),
        ),
        survived(
            "a whole body, where a stream was asked for",
            json(
                r#"{"choices": [{"message": {"content": "{\"name\":\"Ana\",\"age\":41}"}, "finish_reason": "stop"}]}"#,
            ),
        ),
        survived(
            "a stream without a content type",
            Answer::text(ANA).without_header("content-type"),
        ),
        survived(
            "a stream that claims to be plain text",
            Answer::text(ANA).header("content-type", "text/plain"),
        ),
    ]
}

/// An answer whose text is not the value.
fn no_values() -> Vec<Fault> {
    let text = |what, kind, text: &str| fault(what, kind, Answer::text(text));
    let machine = |what, kind, text: &str| {
        fault(what, kind, Answer::text(text)).asked(super::play::growing::<Machine>)
    };
    vec![
        fault(
            "the model refuses",
            ErrorKind::Refusal,
            Answer::refusal("I won't name anybody."),
        ),
        text("it says nothing", ErrorKind::Incomplete, ""),
        fault(
            "it reasons, and says nothing",
            ErrorKind::Incomplete,
            Answer::text("").reasoning("Who is meant?"),
        ),
        text(
            "it answers in words",
            ErrorKind::Syntax,
            "I don't know who is meant.",
        ),
        text(
            "the same, for `extract`",
            ErrorKind::Syntax,
            "I don't know who is meant.",
        )
        .asked(whole::<User>),
        text(
            "it puts its JSON into a block, where `JsonSchema` was asked for",
            ErrorKind::Syntax,
            "```json\n{\"name\":\"Ana\"}\n```",
        )
        .set(|builder| builder.mode(Mode::JsonSchema)),
        text(
            "it answers in words, where a block was asked for (`MdJson`)",
            ErrorKind::Syntax,
            "I don't know who is meant.",
        )
        .set(|builder| builder.mode(Mode::MdJson)),
        text(
            "a comma too many",
            ErrorKind::Syntax,
            r#"{"name":"Ana","age":41,}"#,
        ),
        text(
            "a quote is missing",
            ErrorKind::Syntax,
            r#"{"name":"Ana,"age":41}"#,
        ),
        text("single quotes", ErrorKind::Syntax, "{'name':'Ana'}"),
        text(
            "a comment",
            ErrorKind::Syntax,
            "{\"name\":\"Ana\", // or Anna\n\"age\":41}",
        ),
        text(
            "a line break in a string",
            ErrorKind::Syntax,
            "{\"name\":\"Ana\nNúñez\",\"age\":41}",
        ),
        text(
            "half a character, escaped",
            ErrorKind::Syntax,
            r#"{"name":"Ana \ud83e","age":41}"#,
        ),
        text(
            "an unknown escape",
            ErrorKind::Syntax,
            r#"{"name":"Ana \x41","age":41}"#,
        ),
        text("`NaN`", ErrorKind::Syntax, r#"{"name":"Ana","age":NaN}"#),
        text(
            "a field is missing",
            ErrorKind::Missing,
            r#"{"name":"Ana"}"#,
        ),
        text("all fields are missing", ErrorKind::Missing, "{}"),
        fault(
            "a field of an element is missing",
            ErrorKind::Missing,
            Answer::text(format!(r#"[{BO},{{"name":"Ana"}}]"#)),
        )
        .asked(each::<User>),
        text(
            "a value of another type",
            ErrorKind::Type,
            r#"{"name":"Ana","age":"41"}"#,
        ),
        text(
            "null for what is needed",
            ErrorKind::Type,
            r#"{"name":null,"age":41}"#,
        ),
        text(
            "a number out of range",
            ErrorKind::Type,
            r#"{"name":"Ana","age":256}"#,
        ),
        text(
            "a list in place of an object",
            ErrorKind::Type,
            r#"["Ana",41]"#,
        ),
        text(
            "an unknown variant",
            ErrorKind::Type,
            r#"{"name":"Ana","age":41,"role":"Owner"}"#,
        ),
        text(
            "a variant with what a terminal would obey in it",
            ErrorKind::Type,
            r#"{"name":"Ana","age":41,"role":"\u001b[2J"}"#,
        ),
        machine(
            "an unknown field with it",
            ErrorKind::Type,
            r#"{"\u001b[2J":1}"#,
        ),
        text("a key with it", ErrorKind::Type, r#"{"\u001b[2J":-1}"#)
            .asked(super::play::growing::<BTreeMap<String, u8>>),
        text(
            "an unknown tag",
            ErrorKind::Type,
            r#"{"kind":"Star","points":5}"#,
        )
        .asked(super::play::growing::<Shape>),
        text("no tag", ErrorKind::Missing, r#"{"radius":5}"#).asked(super::play::growing::<Shape>),
        machine(
            "an unknown field of a type that denies them",
            ErrorKind::Type,
            r#"{"name":"build-7","os":"linux"}"#,
        ),
        machine(
            "a number beyond its bound",
            ErrorKind::Invalid,
            r#"{"name":"build-7","cores":200,"addresses":[]}"#,
        ),
        machine(
            "a string against its pattern",
            ErrorKind::Invalid,
            r#"{"name":"Build 7","cores":8,"addresses":[]}"#,
        ),
        machine(
            "what its own parser refuses",
            ErrorKind::Type,
            r#"{"name":"build-7","cores":8,"addresses":["10.0.0.256"]}"#,
        ),
        survived(
            "a key comes twice: the last one counts",
            Answer::text(r#"{"name":"Ann","age":41,"name":"Ana"}"#),
        ),
        survived(
            "an unknown field",
            Answer::text(r#"{"name":"Ana","age":41,"city":"Lima"}"#),
        ),
        survived(
            "words behind the value",
            Answer::text(format!("{ANA}\n\nThat is all that I know.")),
        ),
        survived(
            "words around a block (`MdJson`)",
            Answer::text(format!("Here:\n```json\n{ANA}\n```\nThat is all.")),
        )
        .set(|builder| builder.mode(Mode::MdJson)),
    ]
}

/// Answers to what asks for calls.
fn calls() -> Vec<Fault> {
    let tools = |fault: Fault| fault.set(|builder| builder.mode(Mode::Tools));
    let parallel = |fault: Fault| {
        let fault = fault.set(|builder| builder.mode(Mode::ParallelTools));
        fault.asked(each::<Action>)
    };
    let search = ("Search", r#"{"query":"rain"}"#);
    vec![
        tools(fault(
            "words instead of a call (`Tools`)",
            ErrorKind::Incomplete,
            // As a model that calls nothing: a stream with content.
            Answer::raw(
                "text/event-stream",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Who is meant?\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
            ),
        )),
        tools(fault(
            "a call without arguments",
            ErrorKind::Incomplete,
            Answer::calls([("User", "")]),
        )),
        tools(fault(
            "a call with half of its arguments",
            ErrorKind::Incomplete,
            Answer::calls([("User", r#"{"name":"Ana","#)]),
        )),
        tools(survived(
            "two calls, where one was asked for: the first counts",
            Answer::calls([("User", ANA), ("User", BO)]),
        )),
        tools(survived(
            "a call of another name",
            Answer::calls([("user_info", ANA)]),
        )),
        parallel(fault(
            "words instead of calls (`ParallelTools`)",
            ErrorKind::Incomplete,
            Answer::raw(
                "text/event-stream",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Nothing to do.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
            ),
        )),
        parallel(fault(
            "a call of an unknown function",
            ErrorKind::Type,
            Answer::calls([search, ("Shout", r#"{"text":"hi"}"#)]),
        )),
        parallel(fault(
            "a call that lacks an argument",
            ErrorKind::Missing,
            Answer::calls([search, ("Say", "{}")]),
        )),
        parallel(survived(
            "calls that take turns",
            Answer::calls([search, ("Say", r#"{"text":"hi"}"#)]).quirk(Quirk::Interleaved),
        )),
    ]
}
