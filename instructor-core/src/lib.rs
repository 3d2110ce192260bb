//! Core.
#![allow(missing_docs)]

#[cfg(feature = "http")]
mod client;
mod error;
mod extract;
#[cfg(feature = "http")]
mod http;
mod json;
#[cfg(feature = "http")]
mod message;
mod partial;
mod path;
#[cfg(feature = "http")]
mod provider;
#[cfg(feature = "http")]
mod request;
mod schema;
mod stream;

#[cfg(feature = "http")]
pub use crate::http::EventDecoder;
#[cfg(feature = "http")]
pub use client::{Client, ClientBuilder, Timeouts};
pub use error::{Error, ErrorKind, Result, excerpt};
pub use extract::{Extract, List};
pub use json::{Limits, Parser};
#[cfg(feature = "http")]
pub use message::{Content, Message, Messages, Role};
pub use partial::{Partial, Via};
pub use path::{Path, Segment};
#[cfg(feature = "http")]
pub use provider::{Decoder, Delta, Finish, Mode, Provider, Request};
#[cfg(feature = "http")]
pub use request::{
    Ask, Asking, Each, EachRequest, ExtractRequest, Growing, PartialRequest, Verb, Whole,
};
pub use schema::{Keyword, Schema};
pub use stream::{EachStream, Element, GrowingStream, PartialStream, Snapshot};

/// Derive.
#[cfg(feature = "derive")]
pub use instructor_derive::Extract;

#[doc(hidden)]
pub mod __private;
