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
    server: Option<Server>,
}

impl Connection {
    /// What the model was told last, if the server is in this process.
    pub fn last_told(&self) -> Option<String> {
        let requests = self.server.as_ref()?.requests();
        let messages = &requests.last()?.body()["messages"];
        let last = messages.as_array()?.last()?;
        Some(last["content"].as_str()?.to_owned())
    }
}

/// Connects to OpenAI, or to whatever `OPENAI_BASE_URL` says, if `OPENAI_API_KEY` is set. Else a server in this process
/// answers with `scripted`, a few characters at a time.
pub async fn connect(scripted: &str) -> Result<Connection> {
    connect_to([scripted]).await
}

/// As [`connect`], with several answers, one after the other.
pub async fn connect_to<S: Into<String>>(
    scripted: impl IntoIterator<Item = S>,
) -> Result<Connection> {
    if std::env::var("OPENAI_API_KEY").is_ok_and(|key| !key.trim().is_empty()) {
        eprintln!("OPENAI_API_KEY is set: asking the real API");
        return Ok(Connection {
            client: Client::from_env()?,
            server: None,
        });
    }
    eprintln!(
        "OPENAI_API_KEY is not set: asking a server in this process, which answers from a script"
    );
    let answers = scripted.into_iter().map(|text| {
        Answer::text(text)
            .deltas_of(4)
            .pause(Duration::from_millis(20))
    });
    let server = Server::start(answers.collect::<Vec<_>>()).await?;
    // A proxy of the environment does not lead back here.
    let http = reqwest::Client::builder().no_proxy().build()?;
    let client = Client::builder()
        .base_url(server.base_url())
        .http(http)
        .build()?;
    Ok(Connection {
        client,
        server: Some(server),
    })
}
