//! Errors before anything is sent, and those of streams that no client made.

use super::play::{Asked, Asking, Fault, fault, refused};
use crate::{ANA, User};
use instructor_core::{ErrorKind, Extract, File, Image, Message, Mode, Schema};
use instructor_openai::Client;
use instructor_openai::testing::Answer;
use std::collections::BTreeMap;

/// What has no words in the strict dialect.
#[derive(Extract, Debug, PartialEq)]
struct Open {
    name: String,
    #[serde(flatten)]
    more: BTreeMap<String, u8>,
}

pub(super) fn faults() -> Vec<Fault> {
    let config = ErrorKind::Config;
    let url = |url: &str| Client::builder().base_url(url).build();
    let request = |what, ask: fn(Client) -> Asking| {
        fault(what, ErrorKind::Request, Answer::text(ANA)).asked(ask)
    };
    vec![
        refused(
            "an unknown service",
            config,
            Client::from_provider("gorq/llama"),
        ),
        refused(
            "a service without a model",
            config,
            Client::from_provider("groq"),
        ),
        refused(
            "a service whose key is not in the environment",
            config,
            Client::from_provider("cerebras/llama"),
        ),
        refused(
            "a base URL without a scheme",
            config,
            url("localhost:8080/v1"),
        ),
        refused(
            "a base URL with a query",
            config,
            url("http://localhost/v1?key=1"),
        ),
        refused(
            "a base URL with a password",
            config,
            url("http://ana:1@localhost/v1"),
        ),
        refused(
            "a key with a line break in it",
            config,
            Client::builder().api_key("sk-\n1").build(),
        ),
        refused(
            "an organization with one",
            config,
            Client::builder().organization("o\n1").build(),
        ),
        request("a body field that the request sets", |client| {
            Box::pin(async move {
                let asked = User::extract(&client, "Who?").body("messages", "Who?");
                Asked::of::<User, User>(0, asked.await)
            })
        }),
        request("`ParallelTools` for what is no list", |client| {
            Box::pin(async move {
                let asked = User::extract(&client, "Who?").mode(Mode::ParallelTools);
                Asked::of::<User, User>(0, asked.await)
            })
        }),
        request(
            "a type that the strict dialect has no words for",
            super::play::whole::<Open>,
        ),
        request("a schema that refers to nothing", |client| {
            Box::pin(async move {
                let schema: Schema = r##"{"$ref": "#/$defs/User"}"##.parse().unwrap();
                let asked = User::extract(&client, "Who?").schema(schema);
                Asked::of::<User, User>(0, asked.await)
            })
        }),
        request("an image that a system message shows", |client| {
            Box::pin(async move {
                let image = Image::url("https://example.com/a.png").unwrap();
                let messages = [Message::system("See.").with(image), Message::user("Who?")];
                Asked::of::<User, User>(0, User::extract(&client, messages).await)
            })
        }),
        request("a file by its URL, where the wire takes bytes", |client| {
            Box::pin(async move {
                let file = File::url("https://example.com/a.pdf").unwrap();
                let asked = User::extract(&client, Message::user("Who?").with(file));
                Asked::of::<User, User>(0, asked.await)
            })
        }),
        refused(
            "a schema that is not JSON",
            ErrorKind::Request,
            "{type: object}".parse::<Schema>(),
        ),
        refused(
            "an image that is none",
            ErrorKind::Request,
            Image::bytes("%PDF-1.7"),
        ),
        refused(
            "an image that is not there",
            ErrorKind::Request,
            Image::read("/nowhere/a.png"),
        ),
        refused(
            "base64 that is none",
            ErrorKind::Request,
            Image::base64("?"),
        ),
        fault(
            "a stream of the caller's fails",
            ErrorKind::Source,
            Answer::text(ANA),
        )
        .asked(|_| {
            Box::pin(async {
                let pieces = [Ok(r#"{"name":"Ana","#), Err("the tape has run out")];
                let pieces = futures_util::stream::iter(pieces);
                let stream = instructor_core::PartialStream::<User>::from_text(pieces);
                Asked::of::<User, User>(0, stream.complete().await)
            })
        }),
        fault(
            "a stream of the caller's is not UTF-8",
            ErrorKind::Syntax,
            Answer::text(ANA),
        )
        .asked(|_| {
            Box::pin(async {
                let pieces = [Ok::<_, String>(&b"{\"name\":\"Nu"[..]), Ok(b"\xf1ez\"}")];
                let pieces = futures_util::stream::iter(pieces);
                let stream = instructor_core::PartialStream::<User>::from_bytes(pieces);
                Asked::of::<User, User>(0, stream.complete().await)
            })
        }),
    ]
}
