//! Sending a request, and sending it again where that costs nothing.

use super::body::Body;
use super::secrets::Secrets;
use super::{fault, retry, trace};
use crate::client::Client;
use crate::error::{Error, Result, Timeout};
use crate::hooks::Hooks;
use crate::provider::{Encoded, Request};
use http::response::Parts;
use reqwest::Url;
use std::time::{Duration, SystemTime};
use tokio::time::{Instant, sleep, timeout, timeout_at};

/// What is read of the body of an error status.
const ERROR_BODY: usize = 64 << 10;
const ERROR_TIME: Duration = Duration::from_secs(2);

/// What went wrong with one try.
struct Failure {
    error: Error,
    /// Whether no answer has begun, and the next try may go well.
    passes: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure {
            error,
            passes: false,
        }
    }
}

/// Sends the request that `client`'s provider makes of `request`. What is to hear of it is told from now on by the hooks that
/// come back.
pub(super) async fn send(
    client: &Client,
    request: &Request,
    hooks: &Hooks,
) -> Result<(Body, Hooks)> {
    let end = after(client.timeouts().whole);
    request.schema.check()?;
    let provider = client.provider();
    let encoded = provider.encode(request)?;
    let hooks = hooks.ask(provider, request, encoded.request.uri());
    let sending = send_until(client, request, &encoded, end, &hooks);
    match hooks.trace.during(sending).await {
        Ok(body) => Ok((body, hooks)),
        Err(error) => {
            hooks.failed(&error);
            Err(error)
        }
    }
}

/// Sends it, and sends it again, until there is an answer or the time is over.
async fn send_until(
    client: &Client,
    request: &Request,
    encoded: &Encoded,
    end: Instant,
    hooks: &Hooks,
) -> Result<Body> {
    let mut tried = 0;
    loop {
        let Failure { error, passes } = match send_once(client, request, encoded, end).await {
            Ok(body) => return Ok(body),
            Err(failure) => failure,
        };
        tried += 1;
        let wait = passes
            .then(|| client.retries().wait(tried, error.retry_after()))
            .flatten();
        match wait {
            // A wait that would use up the whole time is not begun.
            Some(wait) if after(wait) < end => {
                hooks.again(&error, tried, wait);
                sleep(wait).await;
            }
            _ if tried > 1 => return Err(error.adding(&format!(" (tried {tried} times)"))),
            _ => return Err(error),
        }
    }
}

async fn send_once(
    client: &Client,
    request: &Request,
    encoded: &Encoded,
    end: Instant,
) -> Result<Body, Failure> {
    let provider = client.provider();
    let timeouts = *client.timeouts();
    let mut message = encoded.request.clone();
    let authorized = timeout_at(end, provider.authorize(&mut message)).await;
    authorized.unwrap_or_else(|_| Err(fault::timeout(Timeout::Whole, timeouts.whole)))?;
    let secrets = Secrets::of(&message);
    let message = reqwest::Request::try_from(message).map_err(fault::of_sending)?;

    // A server that answers as a whole sends nothing until it has all of it.
    let first = match request.stream {
        true => timeouts.first_event,
        false => timeouts.whole,
    };
    let first_end = after(first).min(end);
    trace::asking(request, message.url());
    let response = match timeout_at(first_end, client.http().execute(message)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let passes = error.is_connect();
            let error = fault::of_sending(error);
            return Err(Failure { error, passes });
        }
        Err(_) => return Err(fault::first_or_whole(&timeouts, first_end, end).into()),
    };
    let mut body = Body::new(response, first_end, end, timeouts, encoded.shapes, secrets);
    trace::answered(body.head());
    if body.head().status.is_success() {
        return Ok(body);
    }

    // What there is of the body says more than how it broke off. It is not waited for as an answer is.
    let mut bytes = Vec::new();
    let _ = timeout(ERROR_TIME, body.read_to(&mut bytes, ERROR_BODY)).await;
    let head = body.head();
    let error = provider
        .decode_error(head, &bytes)
        .with_status(head.status.as_u16())
        .with_request_id(body.request_id())
        .with_retry_after(retry::asked(&head.headers, SystemTime::now()));
    // What it quotes of the server's ends here.
    let error = body.secrets().redact(error).adding(&redirect(head));
    let error = match retry::is_final(&head.headers) {
        true => error.not_retryable(),
        false => error,
    };
    // No answer has begun, so hardly anything can have been billed.
    let passes = error.is_retryable();
    Err(Failure { error, passes })
}

/// What to say of a redirect that was not followed: where it leads, without what may be secret in the rest of it.
fn redirect(head: &Parts) -> String {
    let location = head.headers.get(http::header::LOCATION);
    let Some(Ok(location)) = location.map(|location| location.to_str()) else {
        return String::new();
    };
    match Url::parse(location) {
        _ if !head.status.is_redirection() => String::new(),
        Ok(url) if url.has_host() => format!(
            ": it redirects to `{}`, which is not followed: check the base URL",
            url.origin().ascii_serialization()
        ),
        _ => ": it redirects to another path of its own, which is not followed: check the base URL"
            .to_owned(),
    }
}

/// The instant so far from now. What the clock cannot hold is as good as never.
pub(super) fn after(duration: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(duration).unwrap_or(now + NEVER)
}
