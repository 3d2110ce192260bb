//! Requests: configured by their methods, sent by `.await`.

use crate::client::Client;
use crate::error::{ErrorKind, Result};
use crate::extract::Extract;
use crate::http::{self, WholeAnswer};
use crate::json::{Limits, Parser, Setup, Shapes, partial_of};
use crate::message::{Message, Messages, Role};
use crate::provider::{Mode, Request};
use crate::repair::Repair;
use crate::response::Response;
use crate::schema::{Schema, plain_name};
use crate::stream::source::Source;
use crate::stream::{EachStream, PartialStream};
use serde_json::Value;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

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
    limits: Limits,
    /// None to go by what the provider says of the answer.
    repair: Option<Repair>,
    context: crate::Context,
}

impl Settings {
    fn setup(&self, shapes: Shapes) -> Setup {
        let loose = match shapes.loose {
            true => Repair::Lenient,
            false => Repair::Strict,
        };
        Setup {
            limits: self.limits,
            shapes,
            repair: self.repair.unwrap_or(loose),
            context: self.context.clone(),
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
    verb: PhantomData<fn() -> V>,
}

impl<V> Ask<V> {
    pub(crate) fn new<T: Extract>(client: &Client, messages: Messages) -> Self {
        Ask {
            client: client.clone(),
            request: Request::new(messages.0, T::schema(), plain_name(&T::name())),
            settings: Settings {
                limits: client.limits(),
                ..Settings::default()
            },
            verb: PhantomData,
        }
    }

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

    /// Says what is done about an answer that is not quite JSON, or does not quite fit its type. Unless it is said, an answer
    /// that the provider holds to JSON is read as it stands, and any other is mended.
    pub fn repair(mut self, repair: Repair) -> Self {
        self.settings.repair = Some(repair);
        self
    }

    /// Tells the validators a value beside the one that they look at: one of each type.
    pub fn context<C: std::any::Any + Send + Sync>(mut self, value: C) -> Self {
        self.settings.context = self.settings.context.with(value);
        self
    }

    /// Sets the bounds on the answer.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
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
            verb: PhantomData,
        }
    }
}

impl<V: Verb> IntoFuture for Ask<V> {
    type Output = Result<V::Output>;
    type IntoFuture = Asking<V::Output>;

    fn into_future(self) -> Asking<V::Output> {
        Asking(V::run(self.client, self.request, self.settings))
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

    #[doc(hidden)]
    fn run(
        client: Client,
        request: Request,
        settings: Settings,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Output>> + Send>>;
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Whole<T> {}
    impl<T> Sealed for super::WithResponse<T> {}
    impl<T> Sealed for super::Growing<T> {}
    impl<T> Sealed for super::Each<T> {}
}

/// For one whole value.
#[derive(Debug)]
pub struct Whole<T>(PhantomData<fn() -> T>);

/// For one whole value, and what came with it.
#[derive(Debug)]
pub struct WithResponse<T>(PhantomData<fn() -> T>);

/// For a value that grows.
#[derive(Debug)]
pub struct Growing<T>(PhantomData<fn() -> T>);

/// For the elements of a list.
#[derive(Debug)]
pub struct Each<T>(PhantomData<fn() -> T>);

impl<T: Extract> Verb for Whole<T> {
    type Output = T;

    fn run(
        client: Client,
        request: Request,
        settings: Settings,
    ) -> Pin<Box<dyn Future<Output = Result<T>> + Send>> {
        Box::pin(async move {
            let answer = http::ask_whole(&client, &request, settings.limits).await?;
            let (value, _) = read_whole(answer, settings)?;
            Ok(value)
        })
    }
}

impl<T: Extract> Verb for WithResponse<T> {
    type Output = (T, Response);

    fn run(
        client: Client,
        request: Request,
        settings: Settings,
    ) -> Pin<Box<dyn Future<Output = Result<(T, Response)>> + Send>> {
        Box::pin(async move {
            let answer = http::ask_whole(&client, &request, settings.limits).await?;
            read_whole(answer, settings)
        })
    }
}

/// Reads the value of a whole answer. Whatever is wrong with it, the error holds its text.
fn read_whole<T: Extract>(answer: WholeAnswer, settings: Settings) -> Result<(T, Response)> {
    let setup = settings.setup(answer.shapes);
    let mut parser = Parser::<T::Partial>::of(setup.clone());
    let read = parser
        .feed(&answer.text)
        .and_then(|()| parser.end_by(answer.cause()))
        .and_then(|()| parser.finish());
    let error = match read {
        Ok(value) => return Ok((value, answer.into_response())),
        Err(error) => error,
    };
    // A filter may leave words of its own in place of the value.
    let said = answer
        .cause()
        .filter(|cause| matches!(cause.kind(), ErrorKind::Filter | ErrorKind::Refusal));
    let error = said.unwrap_or(error);
    Err(answer
        .redact(error)
        .with_partial(partial_of::<T::Partial>(&answer.text, setup))
        .with_partial_json(&answer.text)
        .with_response(answer.into_response()))
}

impl<T: Extract> Verb for Growing<T> {
    type Output = PartialStream<T>;

    fn run(
        client: Client,
        mut request: Request,
        settings: Settings,
    ) -> Pin<Box<dyn Future<Output = Result<PartialStream<T>>> + Send>> {
        request.stream = true;
        Box::pin(async move {
            let stream = http::ask_stream(&client, &request, settings.limits).await?;
            let setup = settings.setup(stream.shapes);
            Ok(PartialStream::new(Source::new(stream), setup))
        })
    }
}

impl<T: Extract> Verb for Each<T> {
    type Output = EachStream<T>;

    fn run(
        client: Client,
        mut request: Request,
        settings: Settings,
    ) -> Pin<Box<dyn Future<Output = Result<EachStream<T>>> + Send>> {
        request.stream = true;
        Box::pin(async move {
            let stream = http::ask_stream(&client, &request, settings.limits).await?;
            let setup = settings.setup(stream.shapes);
            Ok(EachStream::new(Source::new(stream), setup))
        })
    }
}
