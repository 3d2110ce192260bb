//! An answer that is no good goes back to the model, and the next one is read.

mod bounds;
mod checks;
mod each;
mod modes;
mod unchecked;

use instructor_core::{Error, Extract};
use instructor_openai::testing::{Answer, Request, Server};
use serde_json::Value;

/// Somebody who may be too old.
#[derive(Extract, Debug, Clone, PartialEq)]
struct Guest {
    name: String,
    #[extract(max = 150)]
    age: u16,
    town: String,
}

const OLD: &str = r#"{"name":"Ana","age":250,"town":"Lima"}"#;
const GOOD: &str = r#"{"name":"Ana","age":25,"town":"Lima"}"#;
const TOO_OLD: &str = "250 is more than the maximum of 150";

fn ana() -> Guest {
    guest("Ana", 25)
}

fn guest(name: &str, age: u16) -> Guest {
    Guest {
        name: name.to_owned(),
        age,
        town: "Lima".to_owned(),
    }
}

/// What the model is told of an answer with this wrong in it.
fn told(problem: &str) -> String {
    let wanted = "Answer again, in the same form and with all of it, corrected.";
    told_and_asked(problem, wanted)
}

/// As [`told`], of a list whose first element is all that is wrong.
fn told_of_first(problem: &str) -> String {
    let wanted = "All other elements, counted from 0, were accepted. Answer again, in the same form, with a list of \
                  element 0, corrected, and no others.";
    told_and_asked(problem, wanted)
}

fn told_and_asked(problem: &str, wanted: &str) -> String {
    format!("The answer was not accepted:\n- {problem}\n\n{wanted}")
}

/// The messages of a request, whichever the API.
fn messages(request: &Request) -> Vec<Value> {
    let body = request.body();
    let messages = body["messages"].as_array().or(body["input"].as_array());
    messages.unwrap().clone()
}

/// What the model was told last, as text.
fn last_told(server: &Server) -> String {
    let requests = server.requests();
    let last = messages(requests.last().unwrap()).pop().unwrap();
    let text = last["content"].as_str().or(last["output"].as_str());
    text.unwrap().to_owned()
}

/// How often the server was asked.
fn asked(server: &Server) -> usize {
    server.requests().len()
}

/// What was wrong with each attempt.
fn problems(error: &Error) -> Vec<Vec<String>> {
    let attempts = error.attempts().iter();
    let problems =
        attempts.map(|attempt| attempt.problems.iter().map(ToString::to_string).collect());
    problems.collect()
}

fn bad_then_good() -> [Answer; 2] {
    [Answer::text(OLD), Answer::text(GOOD)]
}
