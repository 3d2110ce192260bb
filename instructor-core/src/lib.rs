//! Typed values out of language models, while they are being written.
//!
//! Derive [`Extract`] for a type, and a model can be asked for it:
//!
//! - [`Extract::extract`] gives the value,
//! - [`Extract::stream_partial`] gives [`Snapshot`]s of its partial, which grow while the answer arrives,
//! - [`Extract::stream_each`] gives the elements of a list, each the moment it closes.
//!
//! They take a [`Client`], which a provider's crate builds: `instructor-openai` is the first. Any other stream of text or bytes becomes
//! a [`PartialStream`] or an [`EachStream`] by their `from_text` and `from_bytes`; below those, [`Parser`] takes one piece of text at a
//! time.
//!
//! ```
//! use instructor_core::{Extract, Parser};
//!
//! /// Somebody mentioned in the text.
//! #[derive(Extract, Debug)]
//! struct User {
//!     /// Full name, as written.
//!     name: String,
//!     age: u8,
//! }
//!
//! let mut parser = Parser::<PartialUser>::new();
//! for piece in [r#"{"name": "Jas"#, r#"on", "age": 2"#, "5}"] {
//!     parser.feed(piece)?;
//!     println!("{:?}", parser.partial());
//! }
//! // Some(PartialUser { name: Some("Jas"), age: None })
//! // Some(PartialUser { name: Some("Jason"), age: None })
//! // Some(PartialUser { name: Some("Jason"), age: Some(25) })
//! assert_eq!(parser.finish()?.age, 25);
//! # Ok::<(), instructor_core::Error>(())
//! ```
//!
//! What shows when is told at [`Partial`].
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `derive` | yes | `#[derive(Extract)]` |
//! | `http` | yes | [`Client`], the three verbs, and what a [`provider`] needs; brings reqwest and tokio |
//! | `rustls` | yes | TLS for the client, by rustls |
//! | `tracing` | | spans for the attempts of a request, and events for the things that [`ClientBuilder::on`] hears of |
//! | `bytes` | | `Bytes` and `BytesMut`, from text in base64 |
//! | `chrono` | | `DateTime`, `NaiveDate`, `NaiveTime`, `NaiveDateTime`, `Weekday`, `Month` and `TimeDelta` |
//! | `garde` | | `#[extract(garde)]`: types that are validated by garde |
//! | `indexmap` | | `IndexMap` and `IndexSet` |
//! | `jiff` | | `Timestamp`, `Zoned`, `Span`, `SignedDuration`, and `Date`, `Time` and `DateTime` of `jiff::civil` |
//! | `rust_decimal` | | `Decimal` |
//! | `url` | | `Url` |
//! | `schemars` | | the schemas of types that `serde` reads, from their `JsonSchema` |
//! | `uuid` | | `Uuid` |

mod check;
#[cfg(feature = "http")]
mod client;
#[cfg(feature = "http")]
pub mod content;
mod context;
mod error;
mod extract;
mod fit;
#[cfg(feature = "garde")]
mod guard;
#[cfg(feature = "http")]
mod hooks;
#[cfg(feature = "http")]
mod http;
mod json;
mod library;
#[cfg(feature = "http")]
mod message;
mod partial;
mod path;
mod problem;
#[cfg(feature = "http")]
pub mod provider;
mod repair;
#[cfg(feature = "http")]
pub mod request;
mod response;
mod schema;
mod stream;
mod validate;

#[cfg(feature = "http")]
pub use client::{Client, ClientBuilder, Retries, Timeouts};
#[cfg(feature = "http")]
pub use content::{Audio, Content, File, Image};
pub use context::Context;
pub use error::{Attempt, Error, ErrorKind, Problem, Result, Timeout};
pub use extract::{Extract, List};
#[cfg(feature = "http")]
pub use hooks::{Event, EventKind, Grown};
pub use json::{Change, FieldState, Limits, Parser};
pub use library::{
    PartialDuration, PartialRange, PartialRangeFrom, PartialRangeInclusive, PartialRangeTo,
    PartialSystemTime,
};
#[cfg(feature = "http")]
pub use message::{Message, Messages, Role};
pub use partial::{Leaf, Partial, PartialArray, PartialTuple, TryVia, Via};
pub use path::{Path, Segment};
pub use problem::IntoProblems;
#[cfg(feature = "http")]
pub use provider::Mode;
pub use repair::{Repair, RepairKind, Repaired};
pub use response::{Call, Finish, Response, Usage};
pub use schema::{Keyword, Schema};
pub use stream::{ChangeStream, EachStream, Element, GrowingStream, PartialStream, Snapshot};

#[cfg(feature = "derive")]
pub use instructor_derive::Extract;

#[doc(hidden)]
pub mod __private;
