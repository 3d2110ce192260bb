//! The same models, by the Responses API.

use super::{Aimock, BAD_SCHEMA, CUT, TOO_MANY};
use crate::outcomes::Outcome::Gives;
use crate::outcomes::{BOTH, Order, STREAMED, WHOLE, fails, status};
use instructor_core::ErrorKind;
use instructor_core::Mode::{ResponsesJsonSchema, ResponsesTools};

#[tokio::test]
async fn every_model() {
    let Some(server) = Aimock::get() else {
        return;
    };
    let client = server.client().build().unwrap();
    let ana = || Order::of("Ana Núñez");
    let x = || Gives(Order::from_x("Ana", 41));
    let broke = || fails(ErrorKind::Connection, "the connection broke", "");
    let error = "the server answered 500 Internal Server Error: The server had an error";
    let rows = [
        ("extract", ResponsesJsonSchema, BOTH, Gives(Order::whole())),
        (
            "tool",
            ResponsesTools,
            BOTH,
            Gives(ana().with_item("SKU-1")),
        ),
        ("thinking", ResponsesJsonSchema, BOTH, x()),
        (
            "rate-limited",
            ResponsesJsonSchema,
            BOTH,
            status(429, TOO_MANY),
        ),
        ("boom", ResponsesJsonSchema, BOTH, status(500, error)),
        (
            "overloaded",
            ResponsesTools,
            BOTH,
            status(529, "the server answered 529: Overloaded"),
        ),
        ("badreq", ResponsesJsonSchema, BOTH, status(400, BAD_SCHEMA)),
        // It is `incomplete`, and does not say why.
        (
            "cutoff",
            ResponsesJsonSchema,
            BOTH,
            fails(ErrorKind::Incomplete, "", CUT),
        ),
        // Only what is streamed can be cut, here before the first words.
        ("truncated", ResponsesJsonSchema, WHOLE, Gives(ana())),
        ("truncated", ResponsesJsonSchema, STREAMED, broke()),
        ("disconnect", ResponsesJsonSchema, WHOLE, Gives(ana())),
        ("disconnect", ResponsesJsonSchema, STREAMED, broke()),
        ("stall", ResponsesJsonSchema, WHOLE, x()),
        // It is `failed`, and does not say why. A stream has ended before, at the first byte that is no value.
        (
            "refuse",
            ResponsesJsonSchema,
            STREAMED,
            fails(ErrorKind::Syntax, "expected an object, found `I`", "I'm"),
        ),
        (
            "refuse",
            ResponsesJsonSchema,
            WHOLE,
            fails(
                ErrorKind::Status,
                "the server answered with an error: the answer failed, and nothing says why",
                "",
            ),
        ),
    ];
    for (model, mode, hows, outcome) in rows {
        outcome.of(&client, model, mode, hows).await;
    }
}
