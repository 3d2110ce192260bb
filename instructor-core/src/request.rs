//! Requests: configured by their methods, sent by `.await`.

use crate::check::Checks;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::extract::Extract;
use crate::hooks::{Event, Hooks};
use crate::http::{Tries, WholeAnswer};
use crate::json::{Limits, Parser, Setup, Shapes, complete, partial_of};
use crate::message::{Message, Messages, Role};
use crate::partial::Completion;
use crate::problem::IntoProblems;
use crate::provider::{Mode, Request};
use crate::repair::Repair;
use crate::response::Response;
use crate::schema::{Schema, plain_name};
use crate::stream::again::{ALL, Again, Attempts};
use crate::stream::{EachStream, PartialStream};
use serde_json::Value;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A request for one value: [`Extract::extract`].
pub type ExtractRequest<T> = Ask<Whole<T>>;

/// A request for a value that grows: [`Extract::stream_partial`].
pub type PartialRequest<T> = Ask<Growing<T>>;

/// A request for the elements of a list: [`Extract::stream_each`].
pub type EachRequest<T> = Ask<Each<T>>;

/// What is set of a request and stays here: how its answer is to be read, and what is done then.
#[doc(hidden)]
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub(crate) limits: Limits,
    /// None to go by what the provider says of the answer.
    repair: Option<Repair>,
    context: crate::Context,
    pub(crate) hooks: Hooks,
    pub(crate) max_retries: u32,
    pub(crate) max_total_tokens: Option<u64>,
    pub(crate) max_total_time: Option<Duration>,
}

impl Settings {
    pub(crate) fn setup(&self, shapes: Shapes) -> Setup {
        let loose = match shapes.loose {
            true => Repair::Lenient,
            false => Repair::Strict,
        };
        Setup {
            limits: self.limits,
            shapes,
            repair: self.repair.unwrap_or(loose),
            context: self.context.clone(),
            collecting: false,
        }
    }
}

/// A request that is configured, and sent by `.await`.
///
/// ```no_run
/// # use instructor_core::{Client, Extract};
/// # async fn ask(client: Client) -> instructor_core::Result<()> {
/// let name = String::extract(&client, "Jason is 25. What is his name?")
///     .model("gpt-4.1-mini")
///     .temperature(0.0)
///     .body("user", "someone")
///     .await?;
/// # Ok(()) }
/// ```
#[must_use = "a request is sent by `.await`"]
pub struct Ask<V> {
    client: Client,
    request: Request,
    settings: Settings,
    verb: V,
}

impl<V: Default> Ask<V> {
    pub(crate) fn new<T: Extract>(client: &Client, messages: Messages) -> Self {
        Ask {
            client: client.clone(),
            request: Request::new(messages.0, T::schema(), plain_name(&T::name())),
            settings: Settings {
                limits: client.limits(),
                repair: client.repair(),
                context: client.context().clone(),
                hooks: client.hooks().for_call(),
                max_retries: client.max_retries(),
                ..Settings::default()
            },
            verb: V::default(),
        }
    }
}

impl<V> Ask<V> {
    /// Asks this model.
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.request.model = Some(model.into());
        self
    }

    /// Samples at this temperature: 0 for the likeliest answer.
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.request.temperature = Some(temperature);
        self
    }

    /// Bounds the answer, in tokens. An answer that is cut there is an error of kind [`Length`](crate::ErrorKind::Length).
    pub fn max_tokens(mut self, tokens: u32) -> Self {
        self.request.max_tokens = Some(tokens);
        self
    }

    /// Asks for sampling that can be repeated, where the provider has that.
    pub fn seed(mut self, seed: u64) -> Self {
        self.request.seed = Some(seed);
        self
    }

    /// Puts a system message before the others, behind the system messages that are there.
    pub fn system(mut self, text: impl Into<String>) -> Self {
        let messages = &mut self.request.messages;
        let systems = messages
            .iter()
            .take_while(|message| message.role == Role::System);
        let place = systems.count();
        messages.insert(place, Message::system(text));
        self
    }

    /// Asks for structure in this way.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.request.mode = Some(mode);
        self
    }

    /// Sets a further field of the body, under the provider's name for it: `top_p`, `user`, `reasoning_effort`.
    ///
    /// A field that the request makes itself (`messages`, `stream`, the schema) is refused when it is sent.
    pub fn body(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.request.body.insert(field.into(), value.into());
        self
    }

    /// Asks by this schema, and not by the type's. The dialect rewrites it as it would the type's; the answer is still read
    /// as the type, which it has to fit.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, Extract};
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let few = Vec::<String>::schema().with("maxItems", 3);
    /// let names = Vec::<String>::extract(&client, "Jason, Ana and Bo").schema(few).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// So a value can be asked for by a schema that is made at run time. It is read as the schema has it, whatever the
    /// dialect: what has untyped values in it is not asked for in another shape.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, Extract, Schema};
    /// # use serde_json::Value;
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let schema: Schema = r#"{"type": "object", "properties": {"age": {"type": "integer"}}}"#.parse()?;
    /// let mut stream = Value::stream_partial(&client, "Jason is 25").schema(schema).await?;
    /// while let Some(value) = stream.next().await {
    ///     println!("{}", value?["age"]);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn schema(mut self, schema: Schema) -> Self {
        // A string that the model was asked for, or one with the JSON of a value in it: the type cannot tell them apart.
        self.request.keep_shape |= self.request.schema.has_untyped();
        self.request.schema = schema;
        self
    }

    /// Says what is done about an answer that is not quite JSON, or does not quite fit its type. Unless it is said, here or of the
    /// client, an answer that the provider holds to JSON is read as it stands, and any other is mended.
    pub fn repair(mut self, repair: Repair) -> Self {
        self.settings.repair = Some(repair);
        self
    }

    /// Tells the validators a value beside the one that they look at: one of each type, in place of the client's.
    pub fn context<C: std::any::Any + Send + Sync>(mut self, value: C) -> Self {
        self.settings.context = self.settings.context.with(value);
        self
    }

    /// Calls `hook` at each thing that happens to this request, after those of the client:
    /// [`ClientBuilder::on`](crate::ClientBuilder::on).
    ///
    /// ```no_run
    /// # use instructor_core::{Client, EventKind, Extract};
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let name = String::extract(&client, "Jason is 25. What is his name?")
    ///     .on(|event| {
    ///         if let EventKind::Response(response) = &event.kind {
    ///             println!("{}", response.text);
    ///         }
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn on(mut self, hook: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.settings.hooks.add(hook);
        self
    }

    /// Sets the bounds on the answer.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Asks so often once more where the answer cannot be read, lacks fields, or does not pass its checks: it goes back to the
    /// model, with all that is wrong with it. 0, unless the client says otherwise.
    ///
    /// An answer that was cut at its token limit, filtered or refused is not asked for again. How often a request is sent
    /// again to which no answer came is for [`Retries`](crate::Retries) to say.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, Extract};
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// #[derive(Extract)]
    /// struct User {
    ///     name: String,
    ///     #[extract(max = 150)]
    ///     age: u16,
    /// }
    ///
    /// let user = User::extract(&client, "Jason is 25")
    ///     .max_retries(2)
    ///     .check(|user: &User| match user.name.is_empty() {
    ///         true => Err("the name is empty"),
    ///         false => Ok(()),
    ///     })
    ///     .await;
    /// if let Err(error) = user {
    ///     for attempt in error.attempts() {
    ///         eprintln!("{:?}: {}", attempt.problems, attempt.response.text);
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.settings.max_retries = retries;
        self
    }

    /// Asks no more where all attempts together have used so many tokens. An answer that was stopped before the server told
    /// counts as one token for each four bytes of it.
    pub fn max_total_tokens(mut self, tokens: u64) -> Self {
        self.settings.max_total_tokens = Some(tokens);
        self
    }

    /// Asks no more where so much time has passed since the first attempt. One that is under way is not stopped: that is for
    /// [`Timeouts`](crate::Timeouts).
    pub fn max_total_time(mut self, time: Duration) -> Self {
        self.settings.max_total_time = Some(time);
        self
    }
}

impl<V: Verb> Ask<V> {
    /// Checks the finished value, or each element of a list, beside what its type says. What is wrong goes back to the model
    /// while there are tries left: see [`max_retries`](Ask::max_retries).
    ///
    /// It fails with a text, or with [`Problem`](crate::Problem)s that have paths. All checks are made, one after the other. A
    /// stream shows its last snapshot before them; [`complete`](PartialStream::complete) gives no value that does not pass.
    ///
    /// One that could not be made fails with an [`Error`] that says why, and the request ends with that: see [`IntoProblems`].
    pub fn check<E: IntoProblems>(
        mut self,
        check: impl Fn(&V::Value) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.verb.checks().add(check);
        self
    }

    /// As [`check`](Ask::check), for a check that takes its time: it asks a database, or another model. Of a list, up to 16
    /// elements are checked at the same time, and come in order.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, Extract};
    /// # async fn is_known(name: String) -> bool { true }
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let name = String::extract(&client, "Jason is 25. What is his name?")
    ///     .check_async(|name: &String| {
    ///         let name = name.clone();
    ///         async move {
    ///             match is_known(name.clone()).await {
    ///                 true => Ok(()),
    ///                 false => Err(format!("nobody is called {name}")),
    ///             }
    ///         }
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn check_async<E, F>(
        mut self,
        check: impl Fn(&V::Value) -> F + Send + Sync + 'static,
    ) -> Self
    where
        E: IntoProblems,
        F: Future<Output = Result<(), E>> + Send + 'static,
    {
        self.verb.checks().add_async(check);
        self
    }
}

impl<T: Extract> Ask<Each<T>> {
    /// Ends the stream with the first element that is no good: see [`EachStream::fail_fast`].
    pub fn fail_fast(mut self) -> Self {
        self.verb.fails_fast = true;
        self
    }
}

impl<T: Extract> Ask<Whole<T>> {
    /// Gives what came with the answer as well: its id, the model, the usage, the text.
    ///
    /// ```no_run
    /// # use instructor_core::{Client, Extract};
    /// # async fn ask(client: Client) -> instructor_core::Result<()> {
    /// let (name, response) = String::extract(&client, "Jason is 25. What is his name?").with_response().await?;
    /// println!("{name}: {:?}", response.usage);
    /// # Ok(()) }
    /// ```
    pub fn with_response(self) -> Ask<WithResponse<T>> {
        Ask {
            client: self.client,
            request: self.request,
            settings: self.settings,
            verb: WithResponse(self.verb.0),
        }
    }
}

impl<V: Verb> IntoFuture for Ask<V> {
    type Output = Result<V::Output>;
    type IntoFuture = Asking<V::Output>;

    fn into_future(mut self) -> Asking<V::Output> {
        let several = self.settings.max_retries > 0;
        self.settings.hooks.begin(&self.request, several);
        let tries = Tries::new(self.client, self.request, self.settings);
        Asking(self.verb.run(tries))
    }
}

impl<V> fmt::Debug for Ask<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("client", &self.client)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// A request under way. Dropping it closes its connection.
pub struct Asking<O>(Pin<Box<dyn Future<Output = Result<O>> + Send>>);

impl<O> Future for Asking<O> {
    type Output = Result<O>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<O>> {
        self.0.as_mut().poll(cx)
    }
}

impl<O> fmt::Debug for Asking<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asking").finish_non_exhaustive()
    }
}

/// What a request is for: [`Whole`], [`WithResponse`], [`Growing`] or [`Each`].
pub trait Verb: sealed::Sealed {
    /// What awaiting the request gives.
    type Output: 'static;

    /// What is checked.
    type Value;

    #[doc(hidden)]
    fn checks(&mut self) -> &mut Checks<Self::Value>;

    #[doc(hidden)]
    fn run(self, tries: Tries) -> Running<Self::Output>;
}

type Running<O> = Pin<Box<dyn Future<Output = Result<O>> + Send>>;

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Whole<T> {}
    impl<T> Sealed for super::WithResponse<T> {}
    impl<T> Sealed for super::Growing<T> {}
    impl<T> Sealed for super::Each<T> {}
}

/// For one whole value.
pub struct Whole<T>(Checks<T>);

/// For one whole value, and what came with it.
pub struct WithResponse<T>(Checks<T>);

/// For a value that grows.
pub struct Growing<T>(Checks<T>);

/// For the elements of a list.
pub struct Each<T> {
    checks: Checks<T>,
    fails_fast: bool,
}

macro_rules! verb {
    ($($Verb:ident),*) => {$(
        impl<T> Default for $Verb<T> {
            fn default() -> Self {
                $Verb(Checks::default())
            }
        }

        impl<T> fmt::Debug for $Verb<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($Verb))
            }
        }
    )*};
}

verb!(Whole, WithResponse, Growing);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Each {
            checks: Checks::default(),
            fails_fast: false,
        }
    }
}

impl<T> fmt::Debug for Each<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Each")
    }
}

impl<T: Extract> Verb for Whole<T> {
    type Output = T;
    type Value = T;

    fn checks(&mut self) -> &mut Checks<T> {
        &mut self.0
    }

    fn run(self, mut tries: Tries) -> Running<T> {
        Box::pin(async move {
            let (value, _) = ask_whole(&mut tries, &self.0).await?;
            Ok(value)
        })
    }
}

impl<T: Extract> Verb for WithResponse<T> {
    type Output = (T, Response);
    type Value = T;

    fn checks(&mut self) -> &mut Checks<T> {
        &mut self.0
    }

    fn run(self, mut tries: Tries) -> Running<(T, Response)> {
        Box::pin(async move {
            let (value, answer) = ask_whole(&mut tries, &self.0).await?;
            Ok((value, tries.sum(answer.into_response())))
        })
    }
}

/// Asks for a whole value, until there is one that is good.
async fn ask_whole<T: Extract>(tries: &mut Tries, checks: &Checks<T>) -> Result<(T, WholeAnswer)> {
    loop {
        let mut answer = tries.whole().await?;
        let setup = Setup {
            collecting: true,
            ..tries.setup(&answer)
        };
        let error = match read_whole(&mut answer, setup.clone(), checks).await {
            Ok(value) => return Ok((value, answer)),
            Err(error) => answer.redact(error),
        };
        answer.hooks().failed(&error);
        let attempt = answer.attempt(&error);
        // Whatever is wrong with it, the error holds its text.
        let error = error
            .with_partial(partial_of::<T::Partial>(&answer.text, setup))
            .with_partial_json(&answer.text)
            .with_response(answer.into_response());
        if let Err(over) = tries.failed(attempt, ALL) {
            let error = error.after(over);
            tries.given(&error);
            return Err(error);
        }
    }
}

/// Reads the value of a whole answer, and has it checked.
async fn read_whole<T: Extract>(
    answer: &mut WholeAnswer,
    setup: Setup,
    checks: &Checks<T>,
) -> Result<T> {
    let partial = partial_whole::<T>(answer, setup.clone())?;
    // A value may not be sent to another thread: while checks take their time, it is kept as its partial.
    let kept = checks.has_async().then(|| partial.clone());
    let (mut checking, kept) = {
        let value = complete(partial, Completion::of(&setup))?;
        match (checks.of(&value), kept) {
            (checking, Some(kept)) => (checking, kept),
            (mut checking, None) => return checking.passed().map(|()| value),
        }
    };
    std::future::poll_fn(|cx| checking.poll(cx)).await;
    checking.passed()?;
    complete(kept, Completion::of(&setup))
}

/// The partial of an answer that is whole.
fn partial_whole<T: Extract>(answer: &mut WholeAnswer, setup: Setup) -> Result<T::Partial> {
    if let Some(fault) = answer.fault.take() {
        return Err(fault);
    }
    let mut parser = Parser::<T::Partial>::of(setup);
    let read = parser
        .feed(&answer.text)
        .and_then(|()| parser.end_by(answer.cause()));
    parser.tell(&mut answer.read);
    let error = match (read, parser.into_partial()) {
        (Ok(()), Some(partial)) => return Ok(partial),
        (Ok(()), None) => Error::new(ErrorKind::Incomplete, "the text has no value"),
        (Err(error), _) => error,
    };
    // A filter may leave words of its own in place of the value.
    let said = answer
        .cause()
        .filter(|cause| matches!(cause.kind(), ErrorKind::Filter | ErrorKind::Refusal));
    Err(said.unwrap_or(error))
}

impl<T: Extract> Verb for Growing<T> {
    type Output = PartialStream<T>;
    type Value = T;

    fn checks(&mut self) -> &mut Checks<T> {
        &mut self.0
    }

    fn run(self, mut tries: Tries) -> Running<PartialStream<T>> {
        tries.streams();
        Box::pin(async move {
            let (source, setup) = tries.stream().await?;
            Ok(PartialStream::new(source, setup).of(Attempts::new(tries), self.0))
        })
    }
}

impl<T: Extract> Verb for Each<T> {
    type Output = EachStream<T>;
    type Value = T;

    fn checks(&mut self) -> &mut Checks<T> {
        &mut self.checks
    }

    fn run(self, mut tries: Tries) -> Running<EachStream<T>> {
        tries.streams();
        Box::pin(async move {
            let (source, setup) = tries.stream().await?;
            let stream = EachStream::new(source, setup).of(Attempts::new(tries), self.checks);
            Ok(match self.fails_fast {
                true => stream.fail_fast(),
                false => stream,
            })
        })
    }
}
