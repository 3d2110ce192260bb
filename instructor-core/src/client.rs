//! The client: a provider, an HTTP client, and what holds for every request.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::hooks::{Event, Hooks};
use crate::json::Limits;
use crate::provider::Provider;
use crate::repair::Repair;
use reqwest::redirect::Policy;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

/// How many redirects are followed.
const REDIRECTS: usize = 5;

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
    retries: Retries,
    max_retries: u32,
    limits: Limits,
    repair: Option<Repair>,
    context: Context,
    hooks: Hooks,
}

/// How long to wait for what. Each is an [`ErrorKind`] of its own: [`Timeout`](crate::Timeout).
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
    /// Between two reads of the answer; 1 minute. What the consumer takes to ask for more does not count.
    pub between_events: Duration,
    /// For all of it, with the requests that are sent again; 10 minutes. What the consumer takes to ask for more counts
    /// here: an answer that has arrived by then and was not read is lost.
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

/// How often a request is sent again, and after what time.
///
/// That is done where no answer has begun, as hardly anything can have been billed for it: no connection was made, or the
/// server answered with one of the statuses 408, 409, 429 and 500 to 599. Not where the provider says that it will not help
/// (a quota that is used up, `x-should-retry: false`).
///
/// The wait doubles from one try to the next, with up to a quarter less by chance, so that clients which failed together do
/// not come back together. A server that says when to ask again (`retry-after-ms`, or `retry-after` in seconds or as a date) is
/// obeyed, up to `longest_asked`.
///
/// ```
/// use instructor_core::Retries;
///
/// let mut retries = Retries::default();
/// retries.limit = 5;
/// assert_eq!(Retries::none().limit, 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retries {
    /// How often one is sent again; 2.
    pub limit: u32,
    /// The wait before the first; 0.5 s.
    pub first: Duration,
    /// The longest wait that it doubles to; 8 s.
    pub longest: Duration,
    /// The longest wait that a server may ask for; 1 minute. If it asks for more, its error is returned at once, and says
    /// [how long](crate::Error::retry_after).
    pub longest_asked: Duration,
}

impl Retries {
    /// Each request is sent once.
    pub fn none() -> Self {
        Retries {
            limit: 0,
            ..Retries::default()
        }
    }
}

impl Default for Retries {
    fn default() -> Self {
        Retries {
            limit: 2,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(8),
            longest_asked: Duration::from_secs(60),
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
            retries: Retries::default(),
            max_retries: 0,
            limits: Limits::default(),
            repair: None,
            context: Context::new(),
            hooks: Hooks::default(),
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

    pub(crate) fn retries(&self) -> &Retries {
        &self.inner.retries
    }

    pub(crate) fn max_retries(&self) -> u32 {
        self.inner.max_retries
    }

    pub(crate) fn limits(&self) -> Limits {
        self.inner.limits
    }

    pub(crate) fn repair(&self) -> Option<Repair> {
        self.inner.repair
    }

    pub(crate) fn context(&self) -> &Context {
        &self.inner.context
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.inner.hooks
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
    retries: Retries,
    max_retries: u32,
    limits: Limits,
    repair: Option<Repair>,
    context: Context,
    hooks: Hooks,
}

impl ClientBuilder {
    /// Uses this HTTP client, with its proxies, certificates, versions of HTTP and pool.
    ///
    /// Its own timeouts hold beside those of this client, and it follows redirects as it is told to: reqwest keeps an
    /// `authorization` from another host, but no other header with a key, as Azure's. Give it
    /// [`ClientBuilder::redirects`], and it follows a redirect on the same host alone.
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// How the client that is made without [`http`](ClientBuilder::http) follows redirects, to be given to one that is
    /// injected: where the same is asked again (307, 308) of the same host. So the key and what is asked go nowhere
    /// else, and a question is not turned into a `GET`.
    ///
    /// ```no_run
    /// use instructor_core::ClientBuilder;
    ///
    /// # fn main() -> Result<(), reqwest::Error> {
    /// let http = reqwest::Client::builder()
    ///     .proxy(reqwest::Proxy::all("http://proxy.example:3128")?)
    ///     .redirect(ClientBuilder::redirects())
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn redirects() -> Policy {
        Policy::custom(|attempt| {
            let keeps_method = matches!(attempt.status().as_u16(), 307 | 308);
            let stays = attempt.previous().last().is_some_and(|from| {
                // Not even where the same host has TLS: reqwest would leave the key behind, and it has been sent in clear.
                attempt.url().origin() == from.origin()
            });
            match keeps_method && stays && attempt.previous().len() <= REDIRECTS {
                true => attempt.follow(),
                false => attempt.stop(),
            }
        })
    }

    /// Sets how long to wait.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets how often a request is sent again.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Sets how often an answer that is no good goes back to the model, unless a request says otherwise: see
    /// [`Ask::max_retries`](crate::request::Ask::max_retries).
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the bounds on an answer.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says what is done about an answer that is not quite JSON, or does not quite fit its type, unless a request says otherwise: see
    /// [`Ask::repair`](crate::request::Ask::repair).
    pub fn repair(mut self, repair: Repair) -> Self {
        self.repair = Some(repair);
        self
    }

    /// Tells the validators of every request a value beside the one that they look at: one of each type. Where a request has one of
    /// the same type, that counts: see [`Ask::context`](crate::request::Ask::context).
    pub fn context<C: Any + Send + Sync>(mut self, value: C) -> Self {
        self.context = self.context.with(value);
        self
    }

    /// As [`context`](ClientBuilder::context), for all values of a context at once, in place of those that there are: what a
    /// provider's builder has gathered.
    pub fn contexts(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Calls `hook` at each thing that happens to a request of this client: see [`EventKind`](crate::EventKind) for what and when.
    ///
    /// It is called where it happens, in the task that awaits or polls the request, so it should be quick: hand what takes
    /// time to a channel. A hook that panics panics there. Several hooks are called in the order in which they were added.
    ///
    /// ```
    /// use instructor_core::EventKind;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// static TOKENS: AtomicU64 = AtomicU64::new(0);
    ///
    /// # fn build(builder: instructor_core::ClientBuilder) -> instructor_core::Result<()> {
    /// let client = builder
    ///     .on(|event| match &event.kind {
    ///         EventKind::Usage(usage) => drop(TOKENS.fetch_add(usage.total, Ordering::Relaxed)),
    ///         EventKind::Error(error) => eprintln!("call {}: {error}", event.call),
    ///         _ => {}
    ///     })
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn on(mut self, hook: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.add(hook);
        self
    }

    /// Whether what is traced, by the feature `tracing`, holds what is said as well.
    ///
    /// Each attempt is a span `chat` at the level `info`, with the names that
    /// [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/) has for generative AI: who was asked for which
    /// model, with what settings, what the answer took, and `error.type` if it came to nothing (the status, or the
    /// [kind](ErrorKind) in small letters). Where there may be several attempts, a span `extract` is around them.
    ///
    /// With `true` a span has `gen_ai.input.messages` and `gen_ai.output.messages` too, and an event says in words what is wrong with a
    /// value, or what a server said. Without, it says of which kind that is, and where: `prices[…]`, as the keys of a map are the
    /// model's words. So may be the names in a path that a check has made of a text; one of
    /// `Segment::Field("age".into())` shows.
    #[cfg(feature = "tracing")]
    pub fn trace_content(mut self, content: bool) -> Self {
        self.hooks.trace.record_content(content);
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
                .redirect(ClientBuilder::redirects())
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
            retries: self.retries,
            max_retries: self.max_retries,
            limits: self.limits,
            repair: self.repair,
            context: self.context,
            hooks: self.hooks,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}
