//! What the examples share: a client for OpenAI, or for a server in this process where no key is set.

use instructor_openai::Client;
use instructor_openai::testing::{Answer, Server};
use std::time::Duration;

/// What the examples return: any error, printed by `main`.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A client, and the server behind it if that is in this process.
#[derive(Debug)]
pub struct Connection {
    /// The client.
    pub client: Client,
    /// Kept while the client is used: a server that is dropped closes.
    _server: Option<Server>,
}

/// Connects to OpenAI, or to whatever `OPENAI_BASE_URL` says, if `OPENAI_API_KEY` is set. Else a server in this process
/// answers with `scripted`, a few characters at a time.
pub async fn connect(scripted: &str) -> Result<Connection> {
    if std::env::var("OPENAI_API_KEY").is_ok_and(|key| !key.trim().is_empty()) {
        eprintln!("OPENAI_API_KEY is set: asking the real API");
        return Ok(Connection {
            client: Client::from_env()?,
            _server: None,
        });
    }
    eprintln!(
        "OPENAI_API_KEY is not set: asking a server in this process, which answers from a script"
    );
    let answer = Answer::text(scripted)
        .deltas_of(4)
        .pause(Duration::from_millis(20));
    let server = Server::start(answer).await?;
    // A proxy of the environment does not lead back here.
    let http = reqwest::Client::builder().no_proxy().build()?;
    let client = Client::builder()
        .base_url(server.base_url())
        .http(http)
        .build()?;
    Ok(Connection {
        client,
        _server: Some(server),
    })
}
