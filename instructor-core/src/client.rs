//! The client: a provider, an HTTP client, and what holds for every request.

use crate::error::{Error, ErrorKind, Result};
use crate::json::Limits;
use crate::provider::Provider;
use std::sync::Arc;
use std::time::Duration;

/// Asks the models of one provider. A provider's crate builds it: `instructor_openai::Client`.
///
/// It is a reference count inside: clone it freely. The verbs of [`Extract`](crate::Extract) take anything that is `AsRef` to it.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    provider: Box<dyn Provider>,
    http: reqwest::Client,
    timeouts: Timeouts,
    limits: Limits,
}

/// How long to wait for what.
///
/// ```
/// use instructor_core::Timeouts;
/// use std::time::Duration;
///
/// let mut timeouts = Timeouts::default();
/// timeouts.between_events = Duration::from_secs(5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For a connection; 10 s. An [injected](ClientBuilder::http) HTTP client has its own.
    pub connect: Duration,
    /// From sending to the first bytes of the answer; 2 minutes.
    pub first_event: Duration,
    /// Between two reads of the answer; 1 minute.
    pub between_events: Duration,
    /// For all of it; 10 minutes.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts {
            connect: Duration::from_secs(10),
            first_event: Duration::from_secs(120),
            between_events: Duration::from_secs(60),
            whole: Duration::from_secs(600),
        }
    }
}

impl Client {
    /// A client for `provider`, to be configured.
    pub fn builder(provider: impl Provider) -> ClientBuilder {
        ClientBuilder {
            provider: Box::new(provider),
            http: None,
            timeouts: Timeouts::default(),
            limits: Limits::default(),
        }
    }

    pub(crate) fn provider(&self) -> &dyn Provider {
        &*self.inner.provider
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    pub(crate) fn timeouts(&self) -> &Timeouts {
        &self.inner.timeouts
    }

    pub(crate) fn limits(&self) -> Limits {
        self.inner.limits
    }
}

impl AsRef<Client> for Client {
    fn as_ref(&self) -> &Client {
        self
    }
}

/// Configures a [`Client`].
#[derive(Debug)]
pub struct ClientBuilder {
    provider: Box<dyn Provider>,
    http: Option<reqwest::Client>,
    timeouts: Timeouts,
    limits: Limits,
}

impl ClientBuilder {
    /// Uses this HTTP client, with its proxies, certificates and pool.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Sets how long to wait.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets the bounds on an answer.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if the HTTP client cannot be set up: without the feature `rustls` there may be no TLS.
    pub fn build(self) -> Result<Client> {
        let http = match self.http {
            Some(http) => http,
            None => reqwest::Client::builder()
                .connect_timeout(self.timeouts.connect)
                .build()
                .map_err(|error| {
                    Error::new(ErrorKind::Config, "the HTTP client cannot be set up")
                        .with_source(error)
                })?,
        };
        let inner = Inner {
            provider: self.provider,
            http,
            timeouts: self.timeouts,
            limits: self.limits,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}
