//! A fault, and what a user of the client has of it.

use crate::User;
use instructor_core::__private::Wire;
use instructor_core::{Error, ErrorKind, Extract, Result, Retries};
use instructor_openai::testing::{Script, Server};
use instructor_openai::{Client, ClientBuilder};
use std::fmt::Debug;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tests::docs::{code, prose};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

pub(super) const COLUMNS: &[&str] = &["what happens", "kind", "message", "kept", "again"];

const KEY: &str = "sk-0123456789abcdef";

/// Something that goes wrong, or nearly.
pub(super) struct Fault {
    what: &'static str,
    /// Of the error. None: the value comes all the same.
    kind: Option<ErrorKind>,
    scene: Scene,
    ask: Ask,
    set: fn(ClientBuilder) -> ClientBuilder,
    has_own_http: bool,
}

/// What the client meets.
pub(super) enum Scene {
    Server(Script),
    /// A server that answers these bytes, whatever it is asked.
    Bytes(&'static str),
    /// A server that knows no TLS, asked by it.
    Tls,
    /// A port that nobody listens on.
    Nobody,
    /// A server that takes no more connections.
    Full,
    /// Nothing: it fails before.
    Refused(Error),
}

impl<S: Into<Script>> From<S> for Scene {
    fn from(script: S) -> Self {
        Scene::Server(script.into())
    }
}

type Ask = fn(Client) -> Asking;

pub(super) type Asking = Pin<Box<dyn Future<Output = Asked> + Send>>;

/// What comes of asking.
pub(super) struct Asked {
    /// Elements that were handed out.
    elements: usize,
    /// The value as it is printed, or the error with the partial in it as JSON.
    ended: Result<String, (Error, Option<String>)>,
}

/// An error of this kind, where a `User` is streamed.
pub(super) fn fault(what: &'static str, kind: ErrorKind, scene: impl Into<Scene>) -> Fault {
    Fault {
        what,
        kind: Some(kind),
        scene: scene.into(),
        ask: growing::<User>,
        set: |builder| builder,
        has_own_http: false,
    }
}

/// A fault that takes nothing from the value.
pub(super) fn survived(what: &'static str, scene: impl Into<Scene>) -> Fault {
    Fault {
        kind: None,
        ..fault(what, ErrorKind::Source, scene)
    }
}

/// An error before anything is sent.
pub(super) fn refused<T>(what: &'static str, kind: ErrorKind, made: Result<T>) -> Fault {
    let Err(error) = made else {
        panic!("{what} is not refused");
    };
    fault(what, kind, Scene::Refused(error))
}

impl Fault {
    /// Met by another verb, or type.
    pub(super) fn asked(mut self, ask: Ask) -> Self {
        self.ask = ask;
        self
    }

    /// Met by a client with something set.
    pub(super) fn set(mut self, set: fn(ClientBuilder) -> ClientBuilder) -> Self {
        self.set = set;
        self
    }

    /// Met by a client that makes its own HTTP client: it is about connecting, or redirects.
    pub(super) fn by_own_http(mut self) -> Self {
        self.has_own_http = true;
        self
    }

    pub(super) fn kind(&self) -> Option<ErrorKind> {
        self.kind
    }

    /// With its server started and its client built: what takes time is not to be timed.
    pub(super) async fn ready(self) -> Ready {
        let (stage, asking): (_, Asking) = match self.scene {
            Scene::Refused(error) => {
                let ended = Err((error, None));
                let asked = Asked { elements: 0, ended };
                (None, Box::pin(std::future::ready(asked)))
            }
            scene => {
                let stage = Stage::set(scene).await;
                let mut builder = builder(&stage.base_url);
                if !self.has_own_http {
                    builder = builder.http(http());
                }
                let client = (self.set)(builder).build().unwrap();
                (Some(stage), (self.ask)(client))
            }
        };
        Ready {
            what: self.what,
            kind: self.kind,
            stage,
            asking,
        }
    }
}

/// A fault that is about to be met.
pub(super) struct Ready {
    what: &'static str,
    kind: Option<ErrorKind>,
    stage: Option<Stage>,
    asking: Asking,
}

impl Ready {
    /// The row of the table.
    pub(super) async fn play(self) -> Vec<String> {
        let asked = self.asking.await;
        let requests = self.stage.map_or(0, |stage| stage.requests());
        let what = prose(self.what);
        let kind = asked.ended.as_ref().err().map(|(error, _)| error.kind());
        assert_eq!(kind, self.kind, "{what}: {:?}", asked.ended);
        let times = match requests {
            0 | 1 => String::new(),
            times => format!("sent {times} times"),
        };
        let (error, partial) = match asked.ended {
            Ok(value) => return vec![what, "none".to_owned(), String::new(), code(&value), times],
            Err(failed) => failed,
        };
        let message = error.to_string();
        let shown = format!("{message} {error:?}");
        assert!(!shown.contains(KEY), "{what} shows the key: {shown}");
        assert!(!message.contains(char::is_control), "{what}: {message:?}");
        assert!(!message.contains("127.0.0.1"), "{what} varies: {message}");
        let again = match (error.is_retryable(), &*times) {
            (true, "") => "yes".to_owned(),
            (true, times) => format!("yes, {times}"),
            (false, times) => times.to_owned(),
        };
        vec![
            what,
            code(&format!("{:?}", error.kind())),
            prose(&message),
            kept(&error, asked.elements, partial).join(", "),
            again,
        ]
    }
}

/// What a user has of an error, beside its kind and message.
fn kept(error: &Error, elements: usize, partial: Option<String>) -> Vec<String> {
    let mut kept = Vec::new();
    match elements {
        0 => {}
        1 => kept.push("1 element".to_owned()),
        n => kept.push(format!("{n} elements")),
    }
    match (partial, error.partial_json()) {
        (Some(partial), _) => kept.push(code(&partial)),
        (None, Some("") | None) => {}
        (None, Some(text)) => kept.push(format!("the text {}", code(&start(text)))),
    }
    kept.extend(error.status().map(|status| format!("status {status}")));
    kept.extend(error.code().map(|told| format!("code {}", code(told))));
    let wait = error.retry_after();
    kept.extend(wait.map(|wait| format!("`retry_after` {wait:?}")));
    if let Some(response) = error.response() {
        kept.extend(response.finish.map(|finish| code(&format!("{finish:?}"))));
        kept.extend(response.usage.map(|_| "usage".to_owned()));
    }
    kept.extend(error.request_id().map(|_| "request id".to_owned()));
    kept
}

fn start(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Asks for a `T` by `extract`.
pub(super) fn whole<T: Extract + Debug>(client: Client) -> Asking {
    Box::pin(async move { Asked::of::<T, T>(0, T::extract(&client, "Who?").await) })
}

/// Asks for a `T` by `stream_partial`.
pub(super) fn growing<T: Extract + Debug>(client: Client) -> Asking {
    Box::pin(async move {
        let value = match T::stream_partial(&client, "Who?").await {
            Ok(stream) => stream.complete().await,
            Err(error) => Err(error),
        };
        Asked::of::<T, T>(0, value)
    })
}

/// Asks for a list of `T` by `stream_each`.
pub(super) fn each<T: Extract + Debug + Send>(client: Client) -> Asking {
    Box::pin(async move {
        let mut all = Vec::new();
        let mut stream = match Vec::<T>::stream_each(&client, "Who?").await {
            Ok(stream) => stream,
            Err(error) => return Asked::of::<T, Vec<T>>(0, Err(error)),
        };
        while let Some(element) = stream.next().await {
            match element {
                Ok(element) => all.push(element),
                Err(error) => return Asked::of::<T, Vec<T>>(all.len(), Err(error)),
            }
        }
        Asked::of::<T, Vec<T>>(0, Ok(all))
    })
}

impl Asked {
    /// What came of asking for a `V`, whose error may hold the partial of a `T`.
    pub(super) fn of<T: Extract, V: Debug>(elements: usize, value: Result<V>) -> Self {
        let ended = match value {
            Ok(value) => Ok(format!("{value:?}")),
            Err(error) => {
                let partial = error.partial::<T::Partial>();
                let json = partial.map(|partial| serde_json::to_string(&Wire(partial)).unwrap());
                Err((error, json))
            }
        };
        Asked { elements, ended }
    }
}

/// A client as users have it, but for the waits before it asks again.
fn builder(base_url: &str) -> ClientBuilder {
    let mut retries = Retries::default();
    retries.first = Duration::from_millis(1);
    retries.longest = retries.first;
    Client::builder()
        .base_url(base_url)
        .api_key(KEY)
        .model("gpt-test")
        .retries(retries)
}

/// One for all: each loads the system's certificates.
fn http() -> reqwest::Client {
    static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
        let http = reqwest::Client::builder().no_proxy();
        // A port may come again.
        http.pool_max_idle_per_host(0).build().unwrap()
    });
    HTTP.clone()
}

/// A scene that is played.
struct Stage {
    base_url: String,
    server: Option<Server>,
    asked: Arc<AtomicUsize>,
    /// Connections that are held open.
    _held: Vec<TcpStream>,
    _full: Option<TcpListener>,
}

impl Stage {
    async fn set(scene: Scene) -> Self {
        let mut stage = Stage {
            base_url: String::new(),
            server: None,
            asked: Arc::default(),
            _held: Vec::new(),
            _full: None,
        };
        stage.base_url = match scene {
            Scene::Server(script) => stage.serve(script).await,
            Scene::Tls => {
                let server = stage
                    .serve(instructor_openai::testing::Answer::text(""))
                    .await;
                server.replace("http:", "https:")
            }
            Scene::Bytes(bytes) => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let address = listener.local_addr().unwrap();
                tokio::spawn(answer_bytes(listener, bytes, Arc::clone(&stage.asked)));
                format!("http://{address}/v1")
            }
            // Of the first thousand, and given to a protocol that nobody speaks.
            Scene::Nobody => "http://127.0.0.1:1/v1".to_owned(),
            Scene::Full => stage.fill().await,
            Scene::Refused(error) => panic!("nobody is asked: {error}"),
        };
        stage
    }

    async fn serve(&mut self, script: impl Into<Script>) -> String {
        let server = self.server.insert(Server::start(script).await.unwrap());
        server.base_url()
    }

    /// Connects as often as there is room: the next one waits.
    async fn fill(&mut self) -> String {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = self._full.insert(socket.listen(0).unwrap());
        let address = listener.local_addr().unwrap();
        let room = Duration::from_millis(100);
        while let Ok(held) = tokio::time::timeout(room, TcpStream::connect(address)).await {
            self._held.push(held.unwrap());
        }
        format!("http://{address}/v1")
    }

    fn requests(&self) -> usize {
        match &self.server {
            Some(server) => server.requests().len(),
            None => self.asked.load(Ordering::Relaxed),
        }
    }
}

/// Answers each connection with `bytes`, and ends it.
async fn answer_bytes(listener: TcpListener, bytes: &'static str, asked: Arc<AtomicUsize>) {
    while let Ok((mut connection, _)) = listener.accept().await {
        asked.fetch_add(1, Ordering::Relaxed);
        let mut request = vec![0; 1 << 16];
        let _ = connection.read(&mut request).await;
        let _ = connection.write_all(bytes.as_bytes()).await;
        let _ = connection.shutdown().await;
        // Bytes of the request that are not read would reset the connection.
        while connection.read(&mut request).await.is_ok_and(|n| n > 0) {}
    }
}
