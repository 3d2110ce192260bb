//! Placeholder doc.
#![allow(missing_docs)]

mod chat;
mod client;
mod error;
mod strict;
#[cfg(feature = "testing")]
pub mod testing;

pub use client::{Client, ClientBuilder};
pub use strict::strict;
