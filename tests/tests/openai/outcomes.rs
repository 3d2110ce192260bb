//! What is asked of servers of others, and what is to come of it.

use crate::wire::readable;
use instructor_core::{Error, ErrorKind, Extract, Mode};
use instructor_openai::Client;

/// What `aimock.json` answers with. The name is that of the tool which it knows.
#[derive(Extract, Debug, Clone, PartialEq)]
#[serde(rename = "extract_order")]
pub(crate) struct Order {
    name: String,
    age: u8,
    status: Status,
    address: Address,
    items: Vec<Item>,
}

#[derive(Extract, Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Status {
    Active,
    Closed,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(Extract, Debug, Clone, PartialEq)]
struct Item {
    sku: String,
    qty: u8,
    price: f64,
    gift: bool,
}

impl Order {
    /// The order that the words below ask for.
    pub(crate) fn whole() -> Order {
        Order::of("Ana Núñez 🦀").with_item("SKU-1 \"q\"\n")
    }

    /// An order of nothing, from Málaga.
    pub(crate) fn of(name: &str) -> Order {
        Order {
            name: name.to_owned(),
            age: 41,
            status: Status::Active,
            address: Address {
                city: "Málaga".to_owned(),
                zip: Some("29001".to_owned()),
            },
            items: Vec::new(),
        }
    }

    /// An order of nothing, from nowhere.
    pub(crate) fn from_x(name: &str, age: u8) -> Order {
        Order {
            age,
            address: Address {
                city: "x".to_owned(),
                zip: None,
            },
            ..Order::of(name)
        }
    }

    pub(crate) fn with_item(mut self, sku: &str) -> Order {
        self.items.push(Item {
            sku: sku.to_owned(),
            qty: 2,
            price: 9.99,
            gift: false,
        });
        self
    }
}

/// What an order is asked for with.
pub(crate) const WORDS: &str = "extract the order";

/// How an answer is to come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    Whole,
    Streamed,
}

pub(crate) const WHOLE: &[How] = &[How::Whole];
pub(crate) const STREAMED: &[How] = &[How::Streamed];
pub(crate) const BOTH: &[How] = &[How::Whole, How::Streamed];

pub(crate) enum Outcome {
    Gives(Order),
    Fails {
        kind: ErrorKind,
        status: Option<u16>,
        /// How its message begins.
        says: &'static str,
        /// How the text begins that had arrived.
        kept: &'static str,
    },
}

/// Fails so, with a message that begins so, and has kept text that begins so.
pub(crate) fn fails(kind: ErrorKind, says: &'static str, kept: &'static str) -> Outcome {
    Outcome::Fails {
        kind,
        status: None,
        says,
        kept,
    }
}

/// Fails with this status, before there is an answer.
pub(crate) fn status(status: u16, says: &'static str) -> Outcome {
    Outcome::Fails {
        kind: ErrorKind::Status,
        status: Some(status),
        says,
        kept: "",
    }
}

impl Outcome {
    /// Asks for an order in each of these ways, and holds what comes to this.
    pub(crate) async fn of(&self, client: &Client, model: &str, mode: Mode, hows: &[How]) {
        for how in hows {
            let context = format!("{model} in {mode:?}, {how:?}");
            let asked = match how {
                How::Whole => Order::extract(client, WORDS).model(model).mode(mode).await,
                How::Streamed => streamed(client, model, mode).await,
            };
            self.holds(asked, &context);
        }
    }

    fn holds(&self, asked: Result<Order, Error>, context: &str) {
        match (asked, self) {
            (Ok(order), Outcome::Gives(expected)) => assert_eq!(order, *expected, "{context}"),
            (
                Err(error),
                Outcome::Fails {
                    kind,
                    status,
                    says,
                    kept,
                },
            ) => {
                assert_eq!(error.kind(), *kind, "{context}: {error}");
                assert_eq!(error.status(), *status, "{context}: {error}");
                let message = error.to_string();
                assert!(message.starts_with(says), "{context}: {message}");
                let text = error.partial_json().unwrap_or_default();
                assert!(text.starts_with(kept), "{context}: {text}");
                readable(&error, context);
                assert!(!format!("{error} {error:?}").contains("sk-"), "{context}");
            }
            (Ok(order), Outcome::Fails { kind, .. }) => {
                panic!("{context}: {order:?} instead of {kind:?}")
            }
            (Err(error), Outcome::Gives(_)) => panic!("{context}: {error}"),
        }
    }
}

/// The last item is the order or the error, and the error holds what the last snapshot showed.
async fn streamed(client: &Client, model: &str, mode: Mode) -> Result<Order, Error> {
    let asked = Order::stream_partial(client, WORDS).model(model).mode(mode);
    let mut stream = asked.await?;
    let mut last = None;
    while let Some(snapshot) = stream.next().await {
        match snapshot {
            Ok(snapshot) => last = Some(snapshot),
            Err(error) => {
                assert_eq!(error.partial(), last.as_deref(), "{model}: {error}");
                return Err(error);
            }
        }
    }
    assert!(last.is_some_and(|last| last.is_closed()), "{model}");
    stream.complete().await
}
