//! An answer that asks for too much.

use super::play::{Fault, each, fault, growing, whole};
use crate::{ANA, BO, User};
use instructor_core::{ErrorKind, Extract, Limits};
use instructor_openai::ClientBuilder;
use instructor_openai::testing::{Answer, End};
use std::time::Duration;

#[derive(Extract, Debug, Clone, PartialEq)]
struct Part {
    name: String,
    parts: Vec<Part>,
}

fn limit(what: &'static str, answer: Answer) -> Fault {
    fault(what, ErrorKind::Limit, answer)
}

pub(super) fn faults() -> Vec<Fault> {
    let deep = r#"{"name":"a","parts":[{"name":"b","parts":[{"name":"c","parts":["#;
    let blanks = Answer::text(r#"{"name":"Ana","#).end(End::Endless("        ".to_owned()));
    let pause = Duration::from_millis(1);
    vec![
        limit("`depth`: parts of parts without end", Answer::text(deep))
            .asked(growing::<Part>)
            .set(|builder| with(builder, |limits| limits.depth = 4)),
        limit(
            "`bytes`: a text without end",
            Answer::text(r#"{"name":"Ana"#)
                .end(End::Endless("aaaa".to_owned()))
                .pause(pause),
        )
        .set(|builder| with(builder, |limits| limits.bytes = 16)),
        limit(
            "the same, in what the model thinks",
            Answer::text(ANA).reasoning("Hm. ".repeat(100)),
        )
        .set(|builder| with(builder, |limits| limits.bytes = 100)),
        limit(
            "the same, for `extract`",
            Answer::raw("application/json", " ".repeat(2 << 20)),
        )
        .asked(whole::<User>)
        .set(|builder| with(builder, |limits| limits.bytes = 0)),
        limit(
            "`token`: a number without end",
            Answer::text(format!("{{\"name\":\"Ana\",\"age\":{}", "1".repeat(100))),
        )
        .set(|builder| with(builder, |limits| limits.token = 32)),
        limit("`whitespace`: blanks without end", blanks.pause(pause))
            .set(|builder| with(builder, |limits| limits.whitespace = 64)),
        limit(
            "`elements`: a list without end",
            Answer::text(format!("[{BO},{BO},{BO},{BO}]")),
        )
        .asked(each::<User>)
        .set(|builder| with(builder, |limits| limits.elements = 2)),
        limit(
            "`event`: an event without end",
            Answer::raw("text/event-stream", "data: ").end(End::Endless("aaaa".to_owned())),
        )
        .set(|builder| with(builder, |limits| limits.event = 1000)),
    ]
}

/// With one limit set.
fn with(builder: ClientBuilder, limit: fn(&mut Limits)) -> ClientBuilder {
    let mut limits = Limits::default();
    limit(&mut limits);
    builder.limits(limits)
}
