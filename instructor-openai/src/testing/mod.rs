//! A server to test against: real HTTP on a loopback port, Chat Completions and Responses from a
//! script.
//!
//! No key, no network, no model. The script says what the model writes, how it is cut into
//! deltas, and how the answer ends, well or badly. The request says the form: a stream of events
//! if it has `"stream": true`, one JSON body otherwise, a tool call if it has `tools`, a function
//! call if it has `functions`.
//!
//! ```
//! use instructor_openai::testing::{Answer, Server};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let server = Server::start([
//!     Answer::status(429, "slow down").header("retry-after", "1"),
//!     Answer::text(r#"{"name":"Ana","age":41}"#).deltas_of(3),
//! ])
//! .await?;
//!
//! // Point the client under test at `server.base_url()`, ask, then look at what it sent.
//! assert!(server.base_url().starts_with("http://127.0.0.1:"));
//! assert!(server.requests().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! The first request is refused, the second and all later ones get the text.
//!
//! Any path that ends in `/chat/completions` or `/responses` is answered, so that a client may
//! add what a deployment or a proxy wants in front. All else is not found.
//!
//! # What can go wrong
//!
//! | | |
//! |---|---|
//! | **Before the answer** | |
//! | no response: closed, reset, silent | [`Answer::nothing`], with [`End::Reset`] or [`End::Never`] |
//! | a slow first byte | [`Answer::first_pause`] |
//! | headers, then silence | `Answer::raw("text/event-stream", "").end(End::Never)` |
//! | an error of a server or a proxy | [`Answer::status`], [`header("retry-after", …)`](Answer::header) |
//! | a redirect | [`Answer::redirect`] |
//! | signs of life only | [`Answer::keep_alives`], for ever with `usize::MAX` |
//! | **The answer** | |
//! | a refusal | [`Answer::refusal`] |
//! | prose, or JSON that does not fit | [`Answer::text`] |
//! | nothing at all | `Answer::text("")`, `Answer::status(200, "")` |
//! | reasoning before the text | [`Answer::reasoning`] |
//! | several calls, also taking turns | [`Answer::calls`], [`Quirk::Interleaved`] |
//! | calls as other servers write them | [`Quirk::WholeCalls`], [`Quirk::NoArguments`], [`Quirk::NameRepeated`] |
//! | no usage, or elsewhere | [`Answer::without_usage`], [`Quirk::UsageWithFinish`] |
//! | an error with status 200 | `Answer::status(200, r#"{"error":…}"#)`, [`End::ErrorEvent`] |
//! | **Its end** | |
//! | the token limit, a filter | [`End::Length`], [`End::ContentFilter`] |
//! | an unknown finish reason, or none | [`End::Reason`], [`End::NoReason`] |
//! | the marker missing, or twice | [`End::NoMarker`], [`Quirk::TwoMarkers`] |
//! | the stream stops, or the connection | [`End::Stop`], [`End::Cut`], [`End::Reset`] |
//! | the server fails, in any shape | [`End::ErrorEvent`], [`End::Event`] |
//! | silence, signs of life | [`End::Never`], [`End::KeepAlive`] |
//! | white space or text without end | [`End::Endless`], also after `Answer::text("")` |
//! | **The wire** | |
//! | other line ends, byte order mark, missing space or line | [`Quirk::Crlf`], [`Cr`](Quirk::Cr), [`Bom`](Quirk::Bom), [`NoSpace`](Quirk::NoSpace), [`NoLastLine`](Quirk::NoLastLine) |
//! | an event on several lines | [`Quirk::DataLines`] |
//! | fields and events that nobody knows | [`Quirk::UnknownFields`], [`Quirk::UnknownEvents`] |
//! | a content type missing or wrong | [`Answer::without_header`], [`Answer::header`] |
//! | a proxy that buffers, or cuts anew | [`Answer::pieces_of`] |
//! | a pause between deltas | [`Answer::pause`] |
//! | anything else | [`Answer::raw`] |
//!
//! What is not here fits into a line or two of [`Answer::raw`]. The connection breaks within a
//! character; there are several choices; the events of a stream are in the wrong order:
//!
//! ```
//! use instructor_openai::testing::{Answer, End};
//!
//! let within_a_character = Answer::raw(
//!     "text/event-stream",
//!     *b"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"caf\xc3",
//! )
//! .end(End::Cut);
//!
//! let delta = |index, text| {
//!     format!("data: {{\"choices\":[{{\"index\":{index},\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n")
//! };
//! let two_choices = [delta(0, "{"), delta(1, "["), delta(0, "}"), delta(1, "]")].concat();
//! let two_choices = Answer::raw("text/event-stream", two_choices).pieces_of(16);
//! ```
//!
//! The server runs on the Tokio runtime that started it. Ids, times and token counts are made up
//! and the same in every run: a token is one delta of the answer, or four bytes of the request,
//! of which half are said to be cached. Every answer has its request's number in the header
//! `x-request-id`: `req_1`, `req_2`, and so on.

mod ask;
mod body;
mod chat;
mod end;
mod framing;
mod play;
mod quirk;
mod record;
mod responses;
mod said;
mod script;
mod serve;
mod socket;
mod speaker;
mod stream;
mod text;
mod wire;

#[cfg(test)]
mod tests;

pub use end::End;
pub use quirk::Quirk;
pub use record::Request;
pub use script::{Answer, Script};

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use serve::Stage;

/// A server on a loopback port that answers from a [`Script`].
///
/// Dropping it closes the port and every connection, as soon as the runtime gets to it.
pub struct Server {
    address: SocketAddr,
    stage: Arc<Stage>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Fails if no port can be opened, or if the script holds no answer.
    ///
    /// # Panics
    ///
    /// Panics outside a Tokio runtime with I/O and time enabled.
    pub async fn start(script: impl Into<Script>) -> io::Result<Self> {
        let stage = Arc::new(Stage::new(script.into())?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(serve::accept(listener, Arc::clone(&stage)));
        Ok(Self {
            address,
            stage,
            accepting,
        })
    }

    /// The address to give a client: `http://127.0.0.1:PORT/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Every request so far, in the order in which they were answered.
    pub fn requests(&self) -> Vec<Request> {
        self.stage.requests()
    }

    /// How many connections are open now.
    ///
    /// A client that keeps a pool keeps its idle connections open.
    pub fn open_connections(&self) -> usize {
        self.stage.open_connections()
    }

    /// Waits until no connection is open.
    ///
    /// Returns at once if none has been made yet.
    pub async fn closed(&self) {
        self.stage.closed().await;
    }

    /// How many deltas have been sent, over all streamed answers.
    ///
    /// A delta counts before the client can have read it, and never after its connection is
    /// closed. Only what the model writes has deltas, its reasoning and arguments included, and only
    /// if it is streamed.
    pub fn deltas_sent(&self) -> usize {
        self.stage.deltas_sent()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("base_url", &self.base_url())
            .field("open_connections", &self.open_connections())
            .field("deltas_sent", &self.deltas_sent())
            .finish_non_exhaustive()
    }
}
