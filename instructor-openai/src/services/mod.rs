//! The services that speak this wire, by name: `Client::from_provider("groq/llama-3.3-70b-versatile")`.

mod quirks;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use quirks::Quirks;
pub use quirks::ToolChoice;

use crate::client::{Client, ClientBuilder, non_empty};
use crate::dialect::Dialect;
use crate::endpoint::Auth;
use instructor_core::{Error, ErrorKind, Mode, Result};
use table::SERVICES;

/// A service, and what a client of it starts from.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// Empty if only the environment can tell.
    base_url: &'static str,
    base_url_variable: Option<&'static str>,
    /// What the value of that variable means.
    base_url_from: fn(&str) -> String,
    /// Variables that may hold the key, the first that is set counts.
    keys: &'static [&'static str],
    needs_key: bool,
    pub(crate) auth: Auth,
    mode: Mode,
    dialect: Dialect,
    pub(crate) quirks: Quirks,
}

/// Azure's `api-version` where none is set: the last with a date that is no preview.
const AZURE_VERSION: &str = "2024-10-21";

impl Client {
    /// A client for `service/model`, as in `groq/llama-3.3-70b-versatile`, whose key and address come from the environment.
    ///
    /// | service | key | address | asked in |
    /// |---|---|---|---|
    /// | `openai` | `OPENAI_API_KEY` | `OPENAI_BASE_URL` | `JsonSchema` |
    /// | `azure` | `AZURE_OPENAI_API_KEY` | `AZURE_OPENAI_ENDPOINT` | `JsonSchema` |
    /// | `openrouter` | `OPENROUTER_API_KEY` | | `JsonSchema` |
    /// | `groq` | `GROQ_API_KEY` | | `Tools` |
    /// | `together` | `TOGETHER_API_KEY` | `TOGETHER_BASE_URL` | `JsonSchema` |
    /// | `fireworks` | `FIREWORKS_API_KEY` | | `JsonSchema` |
    /// | `mistral` | `MISTRAL_API_KEY` | | `JsonSchema` |
    /// | `deepseek` | `DEEPSEEK_API_KEY` | | `Json` |
    /// | `xai` | `XAI_API_KEY` | | `JsonSchema` |
    /// | `perplexity` | `PERPLEXITY_API_KEY` or `PPLX_API_KEY` | `PERPLEXITY_BASE_URL` | `JsonSchema` |
    /// | `cerebras` | `CEREBRAS_API_KEY` | | `JsonSchema` |
    /// | `gemini` | `GEMINI_API_KEY` or `GOOGLE_API_KEY` | | `JsonSchema` |
    /// | `anthropic` | `ANTHROPIC_API_KEY` | | `Tools` |
    /// | `ollama` | none, or `OLLAMA_API_KEY` | `OLLAMA_HOST` | `JsonSchema` |
    /// | `llama.cpp` | none, or `LLAMA_API_KEY` | | `JsonSchema` |
    /// | `vllm` | none, or `VLLM_API_KEY` | `VLLM_BASE_URL` | `JsonSchema` |
    /// | `lmstudio` | none, or `LM_API_TOKEN` | | `JsonSchema` |
    /// | `litellm` | none, or `LITELLM_PROXY_API_KEY` | `LITELLM_PROXY_API_BASE` | `JsonSchema` |
    ///
    /// Azure's model is the name of a deployment, and its `api-version` comes from `OPENAI_API_VERSION` or
    /// `AZURE_OPENAI_API_VERSION`, else is `2024-10-21`; an endpoint that ends in `/openai/v1` has none. `openai` reads
    /// `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID` too. Each service is asked in the way that it has: what it calls a limit of
    /// tokens, whether a tool can be required. What that is, and where it was read, is in `docs/services.md`.
    ///
    /// ```no_run
    /// use instructor_openai::Client;
    ///
    /// # fn main() -> instructor_core::Result<()> {
    /// let groq = Client::from_provider("groq/llama-3.3-70b-versatile")?; // GROQ_API_KEY
    /// let router = Client::from_provider("openrouter/meta-llama/llama-3.3-70b-instruct")?;
    /// let local = Client::from_provider("ollama/llama3.2:3b")?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if there is no such service, no model is named, the key is missing, or a value cannot be used.
    pub fn from_provider(name: &str) -> Result<Client> {
        Client::builder_for(name)?.build()
    }

    /// What [`from_provider`](Client::from_provider) makes a client of, to be configured further.
    ///
    /// ```no_run
    /// use instructor_core::Mode;
    /// use instructor_openai::Client;
    ///
    /// # fn main() -> instructor_core::Result<()> {
    /// let groq = Client::builder_for("groq/openai/gpt-oss-120b")?
    ///     .api_key("gsk-…")
    ///     .mode(Mode::Json)
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if there is no such service, or no model is named.
    pub fn builder_for(name: &str) -> Result<ClientBuilder> {
        builder_for(name, |name| std::env::var(name).ok())
    }
}

fn builder_for(name: &str, variable: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder> {
    let variable = |name: &str| non_empty(variable(name)?);
    let (service, model) = split(name)?;

    let base_url = service.base_url_variable.and_then(variable);
    let base_url = match base_url {
        Some(value) => (service.base_url_from)(&value),
        None => service.base_url.to_owned(),
    };
    let mut builder = Client::builder()
        .base_url(base_url)
        .model(model)
        .mode(service.mode)
        .dialect(service.dialect);
    builder.service = Some(service);
    if let Some(key) = service.keys.iter().copied().find_map(variable) {
        builder = builder.api_key(key);
    }
    match service.name {
        "openai" => {
            if let Some(id) = variable("OPENAI_ORG_ID") {
                builder = builder.organization(id);
            }
            if let Some(id) = variable("OPENAI_PROJECT_ID") {
                builder = builder.project(id);
            }
        }
        "azure" => {
            let version = ["OPENAI_API_VERSION", "AZURE_OPENAI_API_VERSION"];
            let version = version.into_iter().find_map(variable);
            builder.api_version = Some(version.unwrap_or_else(|| AZURE_VERSION.to_owned()));
        }
        _ => {}
    }
    Ok(builder)
}

/// The service and the model of `service/model`. A model may have a `/` of its own.
fn split(name: &str) -> Result<(&'static Service, &str)> {
    let (service, model) = name.split_once('/').unwrap_or((name, ""));
    let (service, model) = (service.trim(), model.trim());
    let Some(found) = SERVICES.iter().find(|known| known.name == service) else {
        let known: Vec<&str> = SERVICES.iter().map(|known| known.name).collect();
        let message = format!(
            "`{service}` is no known service: write one of {}, then `/` and the model",
            known.join(", ")
        );
        return Err(Error::new(ErrorKind::Config, message));
    };
    if model.is_empty() {
        let message = format!("no model is named: write `{service}/` and the model");
        return Err(Error::new(ErrorKind::Config, message));
    }
    Ok((found, model))
}

impl Service {
    /// What OpenTelemetry calls it. Those for which it has no word go by their own.
    pub(crate) fn system(&self) -> &'static str {
        match self.name {
            "azure" => "azure.ai.openai",
            "mistral" => "mistral_ai",
            "xai" => "x_ai",
            "gemini" => "gcp.gemini",
            other => other,
        }
    }

    /// Whether all is there that this service needs.
    pub(crate) fn check(&self, base_url: &str, key: Option<&str>) -> Result<()> {
        let (variable, what, setter) = match key {
            _ if base_url.is_empty() => (self.base_url_variable, "address", "base_url"),
            None if self.needs_key => (self.keys.first().copied(), "key", "api_key"),
            _ => return Ok(()),
        };
        let message = format!(
            "the environment variable `{}` is not set: set it, or give the {what} of {} to `Client::builder_for(…)` by `{setter}`",
            variable.unwrap_or_default(),
            self.name
        );
        Err(Error::new(ErrorKind::Config, message))
    }
}

/// The base URL of an endpoint of Azure: of the resource, or of its `v1` path.
fn azure(endpoint: &str) -> String {
    let endpoint = endpoint.trim_end_matches('/');
    match endpoint.ends_with("/openai") || endpoint.ends_with("/openai/v1") {
        true => endpoint.to_owned(),
        false => format!("{endpoint}/openai"),
    }
}

/// The base URL of what Ollama has for a host: a name, an address, with a scheme or a port or without.
fn ollama(host: &str) -> String {
    let host = host.trim_end_matches('/');
    let (scheme, host, port) = match host.split_once("://") {
        Some((scheme, host)) => (scheme, host, ""),
        None => ("http", host, ":11434"),
    };
    let (host, path) = host.split_at(host.find('/').unwrap_or(host.len()));
    // The colons within an IPv6 address are before its bracket.
    let behind = host.rfind(']').map_or(host, |end| &host[end..]);
    let port = match behind.contains(':') {
        true => "",
        false => port,
    };
    // What a server listens on when it listens on all that there is, cannot be asked everywhere.
    let host = match host.strip_prefix("0.0.0.0").or(host.strip_prefix("[::]")) {
        Some(rest) => format!("127.0.0.1{rest}"),
        None if host.starts_with(':') => format!("127.0.0.1{host}"),
        None => host.to_owned(),
    };
    format!("{scheme}://{host}{port}{path}/v1")
}
