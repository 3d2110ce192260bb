//! OpenAI, and servers that speak its wire, for [`instructor_core`].
//!
//! ```no_run
//! use instructor_core::Extract;
//! use instructor_openai::Client;
//!
//! #[derive(Extract, Debug)]
//! struct User {
//!     name: String,
//!     age: u8,
//! }
//!
//! # async fn ask() -> instructor_core::Result<()> {
//! let client = Client::from_env()?; // OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, …
//! let user = User::extract(&client, "Jason is 25").temperature(0.0).await?;
//! # Ok(()) }
//! ```
//!
//! Requests go to Chat Completions, in the [`Mode`](instructor_core::Mode)s `JsonSchema` (the default: OpenAI holds the answer to the
//! schema), `Tools` and `Json`. The first two are asked in a [`Dialect`] of JSON Schema: OpenAI's own, [`strict`], unless the client has another.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `derive` | yes | `#[derive(Extract)]` |
//! | `rustls` | yes | TLS by rustls |
//! | `testing` | | a server to test against, in the test's own process: `testing` |

mod chat;
mod client;
mod content;
mod dialect;
mod draft;
mod endpoint;
mod error;
mod events;
mod memo;
mod modes;
mod provider;
mod responses;
mod services;
mod strict;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod usage;

pub use client::{Client, ClientBuilder};
pub use dialect::Dialect;
pub use services::ToolChoice;
pub use strict::strict;
