//! Callbacks: what happens to a request, told while it happens.

use crate::error::{Error, Problem};
use crate::http::Trace;
use crate::provider::{Provider, Request};
use crate::response::{Response, Usage};
use http::Uri;
use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Something that happened to a request. [`ClientBuilder::on`](crate::ClientBuilder::on) hears of those of every request,
/// [`Ask::on`](crate::request::Ask::on) of those of one.
///
/// Its `Debug` says how long a text is and never what it says: that is to be asked for by name. So it is with the keys of maps in
/// a path, as the model wrote them: `prices[…]`.
#[non_exhaustive]
pub struct Event<'a> {
    /// The call that this is about: a number that tells requests apart which run at the same time.
    pub call: u64,
    /// Which of its attempts, from 1.
    pub attempt: u32,
    /// What happened.
    pub kind: EventKind<'a>,
}

/// What happened to a request.
///
/// An attempt begins with [`Request`](EventKind::Request). A stream goes on with [`FirstToken`](EventKind::FirstToken) and a
/// [`Snapshot`](EventKind::Snapshot) for each that is handed out. [`Response`](EventKind::Response) and
/// [`Usage`](EventKind::Usage) come when the answer has ended. What is wrong with its value is a
/// [`Problem`](EventKind::Problem) each; then the model is asked again, which is a [`Reask`](EventKind::Reask), or the
/// caller is given an [`Error`](EventKind::Error). Of a stream that is dropped nothing more is heard.
#[non_exhaustive]
pub enum EventKind<'a> {
    /// The model is about to be asked this. The key is not in it.
    #[non_exhaustive]
    Request {
        /// What is asked.
        request: &'a Request,
        /// Who is asked: [`Provider::name`].
        provider: &'a str,
        /// Which of its models: that of the request, or the provider's own.
        model: Option<&'a str>,
    },
    /// No answer has begun: the same request is sent again after a wait.
    Retry {
        /// What the last try failed with.
        error: &'a Error,
        /// How long is waited.
        wait: Duration,
    },
    /// The first text of a value has come, so long after its request was made.
    FirstToken {
        /// Since the [`Request`](EventKind::Request).
        after: Duration,
    },
    /// A value that is streamed has grown, or one of its elements has closed.
    Snapshot(Grown<'a>),
    /// The answer has ended, well or not; what came with it.
    Response(&'a Response),
    /// How many tokens the answer took, where the provider tells.
    Usage(Usage),
    /// One of the things that are wrong with a value.
    Problem(&'a Problem),
    /// The model is asked once more, and told of these. The next attempt begins.
    Reask {
        /// All that is wrong.
        problems: &'a [Problem],
    },
    /// The caller is given this error.
    Error(&'a Error),
}

/// How far a value that is streamed has come.
#[non_exhaustive]
#[derive(Clone, Copy)]
pub struct Grown<'a> {
    /// The index of the element, of a list that is handed out by its elements.
    pub index: Option<usize>,
    /// Whether it is whole: it grows no more.
    pub closed: bool,
    pub(crate) text: &'a str,
    pub(crate) partial: &'a dyn Any,
}

impl<'a> Grown<'a> {
    /// The text so far, as the model wrote it; of an element its own.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The partial, if it is a `P`.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, EventKind, Extract};
    /// #[derive(Extract)]
    /// struct User { name: String }
    ///
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let stream = User::stream_partial(&client, "Jason is 25").on(|event| {
    ///     if let EventKind::Snapshot(grown) = &event.kind {
    ///         let user = grown.partial::<PartialUser>();
    ///         println!("{:?}", user.and_then(|user| user.name.as_ref()));
    ///     }
    /// });
    /// # Ok(()) }
    /// ```
    pub fn partial<P: 'static>(&self) -> Option<&'a P> {
        self.partial.downcast_ref()
    }
}

type Hook = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// Those who want to hear of a call, which it is, and its trace.
#[derive(Clone)]
pub(crate) struct Hooks {
    hooks: Arc<[Hook]>,
    call: u64,
    attempt: u32,
    /// When the attempt began.
    began: Instant,
    pub(crate) trace: Trace,
}

impl Hooks {
    /// These hooks, for a call of their own.
    pub(crate) fn for_call(&self) -> Self {
        static CALLS: AtomicU64 = AtomicU64::new(1);
        Hooks {
            hooks: self.hooks.clone(),
            call: CALLS.fetch_add(1, Ordering::Relaxed),
            attempt: 1,
            began: Instant::now(),
            trace: self.trace.clone(),
        }
    }

    /// The call begins, which may take more than one attempt.
    pub(crate) fn begin(&mut self, request: &Request, several: bool) {
        if several {
            self.trace.call(request);
        }
    }

    /// Adds one behind the others.
    pub(crate) fn add(&mut self, hook: impl Fn(&Event<'_>) + Send + Sync + 'static) {
        let hook: Hook = Arc::new(hook);
        self.hooks = self.hooks.iter().cloned().chain([hook]).collect();
    }

    /// An attempt begins: what is to hear of it.
    pub(crate) fn ask(&self, provider: &dyn Provider, request: &Request, uri: &Uri) -> Self {
        let hooks = Hooks {
            began: Instant::now(),
            trace: self.trace.attempt(provider, request, uri, self.attempt),
            ..self.clone()
        };
        hooks.tell(EventKind::Request {
            request,
            provider: provider.name(),
            model: provider.model(request),
        });
        hooks
    }

    /// No answer has begun, so often: the same request is sent again.
    pub(crate) fn again(&self, error: &Error, tried: u32, wait: Duration) {
        self.trace.again(error, tried, wait);
        self.tell(EventKind::Retry { error, wait });
    }

    /// The first bytes of an answer have come.
    pub(crate) fn first_chunk(&self) {
        self.trace.first_chunk(self.began.elapsed());
    }

    /// The first text of a value has come.
    pub(crate) fn first_token(&self) {
        let after = self.began.elapsed();
        self.trace.first_token(after);
        self.tell(EventKind::FirstToken { after });
    }

    /// A value that is streamed has grown, or one of its elements has closed.
    pub(crate) fn grown(&self, grown: Grown<'_>) {
        self.tell(EventKind::Snapshot(grown));
    }

    /// The answer has ended: its text, and what came beside it.
    pub(crate) fn ended(&self, response: &Response, text: &str) {
        self.trace.ended(response, text);
        if self.hooks.is_empty() {
            return;
        }
        let whole = Response {
            text: text.to_owned(),
            ..response.clone()
        };
        self.tell(EventKind::Response(&whole));
        if let Some(usage) = response.usage {
            self.tell(EventKind::Usage(usage));
        }
    }

    /// All that is wrong with a value.
    pub(crate) fn problems(&self, error: &Error) {
        for problem in &error.problems() {
            self.trace.problem(error.kind(), problem);
            self.tell(EventKind::Problem(problem));
        }
    }

    /// The attempt has failed, and what is wrong with its value if it has one. Whether the model is asked once more, or the
    /// caller is given the error, is told then.
    pub(crate) fn failed(&self, error: &Error) {
        self.trace.failed(error);
        self.problems(error);
    }

    /// The model is to be asked once more. What follows is of the next attempt.
    pub(crate) fn reask(&mut self, problems: &[Problem]) {
        self.trace.reask(problems);
        self.tell(EventKind::Reask { problems });
        self.attempt += 1;
    }

    /// The caller is given this error. Its problems have been told before.
    pub(crate) fn error(&self, error: &Error) {
        self.trace.error(error);
        self.tell(EventKind::Error(error));
    }

    fn tell(&self, kind: EventKind<'_>) {
        if self.hooks.is_empty() {
            return;
        }
        let event = Event {
            call: self.call,
            attempt: self.attempt,
            kind,
        };
        let each = || self.hooks.iter().for_each(|hook| hook(&event));
        self.trace.within(each);
    }
}

impl Default for Hooks {
    fn default() -> Self {
        Hooks {
            hooks: Arc::default(),
            call: 0,
            attempt: 0,
            began: Instant::now(),
            trace: Trace::default(),
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hooks({})", self.hooks.len())
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("call", &self.call)
            .field("attempt", &self.attempt)
            .field("kind", &self.kind)
            .finish()
    }
}

impl fmt::Debug for EventKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventKind::Request {
                request,
                provider,
                model,
            } => f
                .debug_struct("Request")
                .field("provider", provider)
                .field("model", model)
                .field("name", &request.name)
                .field("mode", &request.mode)
                .field("stream", &request.stream)
                .field("messages", &request.messages.len())
                .finish(),
            EventKind::Retry { error, wait } => f
                .debug_struct("Retry")
                .field("kind", &error.kind())
                .field("wait", wait)
                .finish(),
            EventKind::FirstToken { after } => {
                f.debug_struct("FirstToken").field("after", after).finish()
            }
            EventKind::Snapshot(grown) => f.debug_tuple("Snapshot").field(grown).finish(),
            EventKind::Response(response) => f.debug_tuple("Response").field(response).finish(),
            EventKind::Usage(usage) => f.debug_tuple("Usage").field(usage).finish(),
            EventKind::Problem(problem) => problem.wordless().fmt(f),
            EventKind::Reask { problems } => f
                .debug_struct("Reask")
                .field("problems", &problems.len())
                .finish(),
            EventKind::Error(error) => f
                .debug_struct("Error")
                .field("kind", &error.kind())
                .field("status", &error.status())
                .finish(),
        }
    }
}

impl fmt::Debug for Grown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grown")
            .field("index", &self.index)
            .field("closed", &self.closed)
            .field("text", &Length(self.text))
            .finish()
    }
}

struct Length<'a>(&'a str);

impl fmt::Debug for Length<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}
