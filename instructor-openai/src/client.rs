//! The client for OpenAI and servers that speak its wire.

use crate::dialect::Dialect;
use crate::endpoint::{Auth, Endpoint};
use crate::provider::OpenAi;
use crate::services::{Quirks, Service, ToolChoice};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue};
use instructor_core::{
    Context, Error, ErrorKind, Event, Limits, Mode, Repair, Result, Retries, Timeouts,
};
use reqwest::Url;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// OpenAI's own address.
const BASE_URL: &str = "https://api.openai.com/v1";

/// The model that is asked where none is named: a small one that has structured outputs.
const MODEL: &str = "gpt-4.1-mini";

/// Asks the models of OpenAI, or of a server that speaks its wire.
///
/// It is a reference count inside: clone it freely. The key shows in no `Debug` and no error.
///
/// ```no_run
/// use instructor_openai::Client;
///
/// # fn main() -> instructor_core::Result<()> {
/// let openai = Client::from_env()?;
/// let local = Client::builder().base_url("http://127.0.0.1:8090/v1").model("tiny").build()?;
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Client {
    core: instructor_core::Client,
}

impl Client {
    /// A client from the environment:
    ///
    /// | variable | |
    /// |---|---|
    /// | `OPENAI_API_KEY` | the key; needed |
    /// | `OPENAI_BASE_URL` | where to ask; OpenAI if unset |
    /// | `OPENAI_MODEL` | the model to ask where a request names none |
    /// | `OPENAI_ORG_ID`, `OPENAI_PROJECT_ID` | whom to bill, for keys that serve several |
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if the key is missing, or a value cannot be used.
    pub fn from_env() -> Result<Self> {
        Self::builder_from(|name| std::env::var(name).ok())?.build()
    }

    fn builder_from(variable: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder> {
        let variable = |name: &str| non_empty(variable(name)?);
        let Some(key) = variable("OPENAI_API_KEY") else {
            return Err(Error::new(
                ErrorKind::Config,
                "the environment variable `OPENAI_API_KEY` is not set: set it, or give the key to `Client::builder()`",
            ));
        };
        let mut builder = Client::builder().api_key(key);
        builder.organization = variable("OPENAI_ORG_ID");
        builder.project = variable("OPENAI_PROJECT_ID");
        if let Some(url) = variable("OPENAI_BASE_URL") {
            builder = builder.base_url(url);
        }
        if let Some(model) = variable("OPENAI_MODEL") {
            builder = builder.model(model);
        }
        Ok(builder)
    }

    /// A client to be configured. Without a key none is sent, which suits local servers.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            key: None,
            base_url: BASE_URL.to_owned(),
            organization: None,
            project: None,
            headers: Vec::new(),
            model: MODEL.to_owned(),
            mode: Mode::JsonSchema,
            dialect: Dialect::default(),
            tool_choice: None,
            service: None,
            api_version: None,
            http: None,
            timeouts: Timeouts::default(),
            retries: Retries::default(),
            max_retries: 0,
            limits: Limits::default(),
            repair: None,
            context: Context::new(),
            hooks: Vec::new(),
            #[cfg(feature = "tracing")]
            trace_content: false,
        }
    }
}

/// What a variable says, if it says anything.
pub(crate) fn non_empty(value: String) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

impl AsRef<instructor_core::Client> for Client {
    fn as_ref(&self) -> &instructor_core::Client {
        &self.core
    }
}

/// Configures a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    key: Option<String>,
    base_url: String,
    organization: Option<String>,
    project: Option<String>,
    headers: Vec<(String, String)>,
    model: String,
    mode: Mode,
    dialect: Dialect,
    tool_choice: Option<ToolChoice>,
    pub(crate) service: Option<&'static Service>,
    pub(crate) api_version: Option<String>,
    http: Option<reqwest::Client>,
    timeouts: Timeouts,
    retries: Retries,
    max_retries: u32,
    limits: Limits,
    repair: Option<Repair>,
    context: Context,
    hooks: Vec<Hook>,
    #[cfg(feature = "tracing")]
    trace_content: bool,
}

type Hook = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

impl ClientBuilder {
    /// Sets the key, which is sent as a bearer token, or to Azure as its `api-key`.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Sets where to ask: the part of the address before `/chat/completions` and `/responses`, of Azure's before
    /// `/deployments`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Bills this organization.
    pub fn organization(mut self, id: impl Into<String>) -> Self {
        self.organization = Some(id.into());
        self
    }

    /// Bills this project.
    pub fn project(mut self, id: impl Into<String>) -> Self {
        self.project = Some(id.into());
        self
    }

    /// Sends this header too, with each request: a gateway's key, OpenRouter's `HTTP-Referer`, `OpenAI-Beta`. Of the same
    /// name the last counts. As a value may be a secret, none shows in `Debug`, nor in an error or a log.
    ///
    /// ```
    /// use instructor_openai::Client;
    ///
    /// let client = Client::builder()
    ///     .base_url("https://openrouter.ai/api/v1")
    ///     .header("HTTP-Referer", "https://example.com")
    ///     .build()?;
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the model that is asked where a request names none.
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = model.into();
        self
    }

    /// Sets how structure is asked for where a request does not say; [`Mode::JsonSchema`] if unset.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets the dialect of JSON Schema that structure is asked for in; [`Dialect::Strict`] if unset.
    ///
    /// ```no_run
    /// use instructor_openai::{Client, Dialect};
    ///
    /// # fn main() -> instructor_core::Result<()> {
    /// let llama = Client::builder().base_url("http://127.0.0.1:8080/v1").dialect(Dialect::Plain).build()?;
    /// # Ok(()) }
    /// ```
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sets how a call is asked for in the modes that ask for one; as the service has it, or [`ToolChoice::Required`], if
    /// unset.
    pub fn tool_choice(mut self, choice: ToolChoice) -> Self {
        self.tool_choice = Some(choice);
        self
    }

    /// Uses this HTTP client, with its proxies, certificates, versions of HTTP and pool, its timeouts and its way with
    /// redirects: see [`instructor_core::ClientBuilder::http`].
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// Sets how long to wait.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets how often a request is sent again where no answer has begun; twice if unset.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Sets how often an answer that is no good goes back to the model, with what is wrong with it; never if unset. A request may
    /// say otherwise: see [`Ask::max_retries`](instructor_core::request::Ask::max_retries).
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the bounds on an answer.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Says what is done about an answer that is not quite JSON, or does not quite fit its type; if unset, the mode does. A request
    /// may say otherwise: see [`Ask::repair`](instructor_core::request::Ask::repair).
    ///
    /// ```
    /// use instructor_core::Repair;
    /// use instructor_openai::Client;
    ///
    /// let client = Client::builder()
    ///     .base_url("http://127.0.0.1:8080/v1")
    ///     .repair(Repair::Lenient)
    ///     .build()?;
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn repair(mut self, repair: Repair) -> Self {
        self.repair = Some(repair);
        self
    }

    /// Tells the validators of every request a value beside the one that they look at: one of each type. Where a request has one of
    /// the same type, that counts.
    pub fn context<C: Any + Send + Sync>(mut self, value: C) -> Self {
        self.context = self.context.with(value);
        self
    }

    /// Calls `hook` at each thing that happens to a request of this client, as
    /// [the core's](instructor_core::ClientBuilder::on) does.
    ///
    /// ```no_run
    /// use instructor_core::EventKind;
    /// use instructor_openai::Client;
    ///
    /// # fn main() -> instructor_core::Result<()> {
    /// let client = Client::builder_for("groq/llama-3.3-70b-versatile")?
    ///     .on(|event| {
    ///         if let EventKind::Usage(usage) = event.kind {
    ///             println!("call {}: {} tokens", event.call, usage.total);
    ///         }
    ///     })
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn on(mut self, hook: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Whether the spans of the feature `tracing` hold what is said as well, as
    /// [the core's](instructor_core::ClientBuilder::trace_content) say.
    #[cfg(feature = "tracing")]
    pub fn trace_content(mut self, content: bool) -> Self {
        self.trace_content = content;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if the key, an id or a header cannot stand in a request, a header is one that the client sets itself,
    /// the base URL cannot be used, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<Client> {
        let endpoint = self.endpoint()?;
        let mut quirks = match self.service {
            Some(service) => service.quirks,
            None => Quirks::of(&endpoint.base_url),
        };
        if let Some(choice) = self.tool_choice {
            quirks.tool_choice = choice;
        }
        let header = |what: &str, value: Option<String>| match value {
            None => Ok(None),
            Some(value) => HeaderValue::try_from(value).map(Some).map_err(|_| {
                let message = format!("the {what} has a character that cannot stand in a header");
                Error::new(ErrorKind::Config, message)
            }),
        };
        let provider = OpenAi {
            headers: further_headers(&self.headers, &endpoint)?,
            endpoint,
            quirks,
            organization: header("organization's id", self.organization)?,
            project: header("project's id", self.project)?,
            model: self.model,
            mode: self.mode,
            dialect: self.dialect,
            system: self.service.map_or("openai", |service| service.system()),
        };
        let mut core = instructor_core::Client::builder(provider)
            .timeouts(self.timeouts)
            .retries(self.retries)
            .max_retries(self.max_retries)
            .limits(self.limits)
            .contexts(self.context);
        if let Some(repair) = self.repair {
            core = core.repair(repair);
        }
        if let Some(http) = self.http {
            core = core.http(http);
        }
        for hook in self.hooks {
            core = core.on(move |event| hook(event));
        }
        #[cfg(feature = "tracing")]
        {
            core = core.trace_content(self.trace_content);
        }
        Ok(Client {
            core: core.build()?,
        })
    }

    /// Where the client sends to.
    pub(crate) fn endpoint(&self) -> Result<Endpoint> {
        let key = self.key.as_deref();
        if let Some(service) = self.service {
            service.check(&self.base_url, key)?;
        }
        // As it is asked: a name such as `exämple.com` has another form there.
        let base_url = check_base_url(&self.base_url)?;
        let base_url = base_url.as_str().trim_end_matches('/');
        let auth = self.service.map_or(Auth::Bearer, |service| service.auth);
        // The newer path of Azure has neither versions nor deployments.
        let api_version = self.api_version.clone();
        let api_version = api_version.filter(|_| !base_url.ends_with("/v1"));
        Ok(Endpoint {
            base_url: base_url.to_owned(),
            api_version,
            key: key.map(|key| auth.header(key)).transpose()?,
        })
    }
}

/// The headers that go out beside the client's own. Their values are not quoted.
fn further_headers(headers: &[(String, String)], endpoint: &Endpoint) -> Result<HeaderMap> {
    let own = [AUTHORIZATION, CONTENT_TYPE, ACCEPT, HOST, CONTENT_LENGTH];
    let mut further = HeaderMap::new();
    for (name, value) in headers {
        let fail = |fault: &str| {
            let message = format!("the header `{}` {fault}", name.escape_debug());
            Error::new(ErrorKind::Config, message)
        };
        let known = HeaderName::try_from(name)
            .map_err(|_| fail("has a name that cannot stand in a request"))?;
        let is_key = endpoint.key.as_ref().is_some_and(|(key, _)| *key == known);
        if is_key || own.contains(&known) {
            return Err(fail(
                "is set by the client itself: a key is given by `api_key`",
            ));
        }
        let mut value = HeaderValue::try_from(value.trim())
            .map_err(|_| fail("has a character that cannot stand in a header"))?;
        value.set_sensitive(true);
        further.insert(known, value);
    }
    Ok(further)
}

/// The URL below which requests can be sent. What may be a secret in it is not quoted.
fn check_base_url(url: &str) -> Result<Url> {
    let fault = match Url::parse(url) {
        Ok(parsed) if !parsed.username().is_empty() || parsed.password().is_some() => {
            "the base URL has a name or a password in it, which would show: give the key by `api_key`".to_owned()
        }
        Ok(parsed) if parsed.query().is_some() || parsed.fragment().is_some() => {
            let url = &url[..url.find(['?', '#']).unwrap_or(url.len())];
            format!("the base URL `{url}` has a query or a fragment, behind which no path can be put")
        }
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") && parsed.has_host() => return Ok(parsed),
        _ if url.contains(['@', '?']) => format!("the base URL is not a URL: it is to be like `{BASE_URL}`"),
        _ => format!("`{url}` is not a base URL: it is to be like `{BASE_URL}`"),
    };
    Err(Error::new(ErrorKind::Config, fault))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = match check_base_url(&self.base_url) {
            Ok(_) => &*self.base_url,
            Err(_) => "…",
        };
        let headers: Vec<&String> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("ClientBuilder")
            .field("key", &self.key.as_ref().map(|_| "…"))
            .field("base_url", &base_url)
            .field("organization", &self.organization)
            .field("project", &self.project)
            .field("headers", &headers)
            .field("model", &self.model)
            .field("mode", &self.mode)
            .field("dialect", &self.dialect)
            .field("tool_choice", &self.tool_choice)
            .field("service", &self.service.map(|service| service.name))
            .field("api_version", &self.api_version)
            .field("timeouts", &self.timeouts)
            .field("retries", &self.retries)
            .field("max_retries", &self.max_retries)
            .field("limits", &self.limits)
            .field("repair", &self.repair)
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Client> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Client::builder_from(variable)?.build()
    }

    #[test]
    fn a_missing_key_is_an_error_that_says_so() {
        for variables in [&[][..], &[("OPENAI_API_KEY", " ")][..]] {
            let error = from(variables).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(
                error.to_string().contains("`OPENAI_API_KEY` is not set"),
                "{error}"
            );
        }
    }

    #[test]
    fn the_environment_is_read() {
        let client = from(&[
            ("OPENAI_API_KEY", "sk-secret\n"),
            ("OPENAI_BASE_URL", "http://localhost:1/v1/"),
            ("OPENAI_ORG_ID", "org-1"),
            ("OPENAI_PROJECT_ID", "proj-1"),
            ("OPENAI_MODEL", "tiny"),
        ])
        .unwrap();
        let debug = format!("{client:?}");
        for part in ["http://localhost:1/v1", "org-1", "proj-1", "tiny"] {
            assert!(debug.contains(part), "{part} in {debug}");
        }
    }

    #[test]
    fn the_key_shows_nowhere() {
        let key = "sk-secret";
        let builder = Client::builder().api_key(key);
        assert!(!format!("{builder:?}").contains(key));
        assert!(!format!("{:?}", builder.build().unwrap()).contains(key));
        let error = Client::builder()
            .api_key("sk-sec\u{7}ret")
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(!format!("{error} {error:?}").contains("sk-"), "{error:?}");
    }

    #[test]
    fn a_header_is_checked_and_its_value_shows_nowhere() {
        let value = "hunter2-hunter2";
        let builder = Client::builder().header("X-Gateway", value);
        let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
        assert!(
            shown.contains("X-Gateway") && !shown.contains("hunter2"),
            "{shown}"
        );
        for (name, value) in [
            ("X-Gateway", "hunter2\n: x"),
            ("X Gateway", value),
            ("", value),
            ("Authorization", value),
            ("content-type", value),
            ("ACCEPT", value),
            ("host", value),
            ("Content-Length", value),
            ("api-key\u{7}", value),
        ] {
            let error = Client::builder().header(name, value).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            let name = format!("the header `{}` ", name.escape_debug());
            assert!(error.to_string().starts_with(&name), "{error}");
            assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        }
    }

    #[test]
    fn a_base_url_that_is_none_is_refused() {
        for url in ["", "localhost:8090/v1", "ftp://x/v1", "not a url"] {
            let error = Client::builder().base_url(url).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        }
    }

    #[test]
    fn the_base_url_is_asked_in_the_form_of_the_wire() {
        for (url, asked) in [
            ("http://exämple.com/v1", "http://xn--exmple-cua.com/v1"),
            ("HTTPS://API.OpenAI.com/v1//", "https://api.openai.com/v1"),
            (" http://localhost:1\n", "http://localhost:1"),
        ] {
            let builder = Client::builder().base_url(url);
            assert!(format!("{builder:?}").contains(&format!("{url:?}")));
            assert_eq!(builder.endpoint().unwrap().base_url, asked);
        }
    }

    #[test]
    fn a_client_can_be_shared() {
        fn shared<T: Send + Sync + Clone + 'static>() {}
        shared::<Client>();
    }
}
