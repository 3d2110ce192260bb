//! The attempts of a request: an answer that was no good goes back to the model, with what was wrong with it.

use super::{WholeAnswer, ask_stream, ask_whole};
use crate::client::Client;
use crate::error::{Attempt, Error, Problem, Result};
use crate::json::Setup;
use crate::provider::Request;
use crate::request::Settings;
use crate::response::{Response, Usage};
use crate::stream::again::{Again, Over};
use crate::stream::source::Source;
use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::Instant;

/// A request, and the attempts at it so far.
#[doc(hidden)]
pub struct Tries {
    client: Client,
    request: Request,
    settings: Settings,
    begun: Instant,
    /// Those that came to nothing.
    attempts: Vec<Attempt>,
    /// Whether the last of them is the one under way, and so no other is.
    is_noted: bool,
    asking: Option<Asking>,
}

type Asking = Pin<Box<dyn Future<Output = Result<(Source, Setup)>> + Send>>;

impl Tries {
    pub(crate) fn new(client: Client, request: Request, settings: Settings) -> Self {
        Tries {
            client,
            request,
            settings,
            begun: Instant::now(),
            attempts: Vec::new(),
            is_noted: false,
            asking: None,
        }
    }

    /// Asks for answers that come while they are written.
    pub(crate) fn streams(&mut self) {
        self.request.stream = true;
    }

    /// How an answer is to be read.
    pub(crate) fn setup(&self, answer: &WholeAnswer) -> Setup {
        self.settings.setup(answer.shapes)
    }

    /// Begins an attempt, of which the answer is to come whole.
    pub(crate) async fn whole(&mut self) -> Result<WholeAnswer> {
        self.is_noted = false;
        let Settings { limits, hooks, .. } = &self.settings;
        ask_whole(&self.client, &self.request, *limits, hooks)
            .await
            .map_err(|error| self.unanswered(error))
            .inspect_err(|error| self.given(error))
    }

    /// Begins an attempt, of which the answer is to come while it is written.
    pub(crate) async fn stream(&mut self) -> Result<(Source, Setup)> {
        stream(&self.client, &self.request, &self.settings)
            .await
            .map_err(|error| self.unanswered(error))
            .inspect_err(|error| self.given(error))
    }

    /// The error of an attempt that no answer came to.
    fn unanswered(&self, error: Error) -> Error {
        match self.attempts.is_empty() {
            true => error,
            false => error.after(self.over(self.at())),
        }
    }

    /// ` (at attempt 2)`, unless it is the first.
    fn at(&self) -> Option<Cow<'static, str>> {
        let number = self.number();
        (number > 1).then(|| format!(" (at attempt {number})").into())
    }

    fn over(&self, note: Option<Cow<'static, str>>) -> Over {
        Over {
            attempts: self.attempts.as_slice().into(),
            note,
        }
    }

    /// Whether there is another attempt after this one, the last of those noted. If not, why.
    fn decide(&self, attempt: &Attempt) -> Result<(), Option<Cow<'static, str>>> {
        let tried = self.attempts.len();
        let note = |words: String| Err((tried > 1).then(|| words.into()));
        if !attempt.is_models {
            return note(format!(" (at attempt {tried})"));
        }
        if !self.has_left(tried) {
            return note(format!(" (tried {tried} times)"));
        }
        let used: u64 = self.attempts.iter().map(tokens).sum();
        let time = self.begun.elapsed();
        match (self.settings.max_total_tokens, self.settings.max_total_time) {
            (Some(limit), _) if used >= limit => Err(Some(
                format!(" (not tried again: {used} tokens are used, and {limit} are the limit)")
                    .into(),
            )),
            (_, Some(limit)) if time >= limit => Err(Some(
                format!(" (not tried again: {time:.1?} have passed, and {limit:?} are the limit)")
                    .into(),
            )),
            _ => Ok(()),
        }
    }

    fn has_left(&self, tried: usize) -> bool {
        tried <= usize::try_from(self.settings.max_retries).unwrap_or(usize::MAX)
    }
}

async fn stream(
    client: &Client,
    request: &Request,
    settings: &Settings,
) -> Result<(Source, Setup)> {
    let stream = ask_stream(client, request, settings.limits, &settings.hooks).await?;
    let setup = settings.setup(stream.shapes);
    Ok((Source::new(stream), setup))
}

impl Again for Tries {
    fn number(&self) -> u32 {
        let under_way = usize::from(!self.is_noted);
        u32::try_from(self.attempts.len() + under_way).unwrap_or(u32::MAX)
    }

    fn may_follow(&self) -> bool {
        self.has_left(self.attempts.len() + usize::from(!self.is_noted))
    }

    fn before(&self) -> Option<Over> {
        (!self.attempts.is_empty()).then(|| self.over(self.at()))
    }

    /// Where an attempt has come to nothing, and it is decided whether there is another.
    fn failed(&mut self, attempt: Attempt, wanted: &str) -> Result<(), Over> {
        self.attempts.push(attempt);
        self.is_noted = true;
        let Some(attempt) = self.attempts.last() else {
            return Ok(());
        };
        self.decide(attempt).map_err(|note| self.over(note))?;
        let told = told(&attempt.problems, wanted);
        let provider = self.client.provider();
        let messages = provider.reask(&self.request, attempt, &told);
        self.request.messages.extend(messages);
        self.settings.hooks.reask(&attempt.problems);
        Ok(())
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<(Source, Setup)>> {
        let asking = self.asking.get_or_insert_with(|| {
            let (client, request) = (self.client.clone(), self.request.clone());
            let settings = self.settings.clone();
            Box::pin(async move { stream(&client, &request, &settings).await })
        });
        let next = ready!(asking.as_mut().poll(cx));
        self.asking = None;
        self.is_noted = false;
        Poll::Ready(next.map_err(|error| self.unanswered(error)))
    }

    fn given(&self, error: &Error) {
        self.settings.hooks.error(error);
    }

    fn sum(&self, mut response: Response) -> Response {
        let before = self.attempts.iter();
        let before = before.filter_map(|attempt| attempt.response.usage);
        let last = response.usage.filter(|_| !self.is_noted);
        response.usage = before.chain(last).reduce(Usage::plus);
        response
    }
}

impl fmt::Debug for Tries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tries")
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// How many tokens an attempt took. Where it was stopped before its usage came, a token is about four bytes.
fn tokens(attempt: &Attempt) -> u64 {
    let response = &attempt.response;
    match response.usage {
        Some(usage) => usage.total,
        None => u64::try_from((response.text.len() + response.reasoning.len()) / 4).unwrap_or(0),
    }
}

/// What the model is told of its answer.
fn told(problems: &[Problem], wanted: &str) -> String {
    let mut told = String::from("The answer was not accepted:\n");
    for problem in problems {
        // Writing to a string does not fail.
        let _ = writeln!(told, "- {problem}");
    }
    told.push('\n');
    told.push_str(wanted);
    told
}
