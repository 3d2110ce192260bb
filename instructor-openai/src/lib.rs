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
//! [`Client::from_provider`] makes a client of any of the services that speak this wire.
//!
//! # Modes
//!
//! How structure is asked for, by [`ClientBuilder::mode`] or for one request by [`mode`](instructor_core::request::Ask::mode):
//!
//! | [`Mode`](instructor_core::Mode) | asked by | the value is |
//! |---|---|---|
//! | `JsonSchema`, the default | `response_format` with the schema | the answer, which the server holds to the schema |
//! | `Tools` | `tools` with one function | the arguments of the call |
//! | `ParallelTools` | `tools` with a function for each variant of an enum | the calls, as a list of the enum |
//! | `Json` | `response_format` of type `json_object`, the schema in words | the answer |
//! | `MdJson` | words alone | the block of JSON in the answer |
//! | `Functions` | `functions`, as before there were tools | the arguments of the call |
//! | `ResponsesJsonSchema` | `text.format` of the Responses API | as `JsonSchema` |
//! | `ResponsesTools` | `tools` of the Responses API | as `Tools` |
//!
//! Where a schema is sent, it is in a [`Dialect`] of JSON Schema: OpenAI's own, [`strict`], unless the client has another.
//!
//! An enum of structs is asked for as several tools, and each call is there when it closes:
//!
//! ```no_run
//! use instructor_core::{Extract, Mode};
//! # use instructor_openai::Client;
//!
//! /// What can be done.
//! #[derive(Extract, Debug)]
//! enum Action {
//!     /// Look something up.
//!     Search { query: String },
//!     /// Tell somebody something.
//!     Tell { to: String, text: String },
//! }
//!
//! # async fn ask(client: Client) -> instructor_core::Result<()> {
//! let mut actions = Vec::<Action>::stream_each(&client, "Tell Ana and Bo what the weather will be.")
//!     .mode(Mode::ParallelTools)
//!     .await?;
//! while let Some(action) = actions.next().await {
//!     println!("{:?}", action?);
//! }
//! # Ok(()) }
//! ```
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
