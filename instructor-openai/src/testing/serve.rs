//! Connections, and which answer a request gets.

use std::error::Error;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::ask::{Api, Ask};
use super::body::Body;
use super::end::End;
use super::play;
use super::record::Request;
use super::script::{Answer, Script};
use super::socket::Socket;
use super::wire::{self, Failure};

/// What a server and its connections share.
pub(super) struct Stage {
    /// Locked as one, so that requests and answers are in the same order.
    turns: Mutex<Turns>,
    open: watch::Sender<usize>,
    deltas_sent: Arc<AtomicUsize>,
}

struct Turns {
    requests: Vec<Request>,
    next: Answer,
    later: std::vec::IntoIter<Answer>,
}

impl Stage {
    pub(super) fn new(script: Script) -> io::Result<Self> {
        let mut answers = script.0.into_iter();
        let next = answers.next().ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "the script holds no answer")
        })?;
        Ok(Self {
            turns: Mutex::new(Turns {
                requests: Vec::new(),
                next,
                later: answers,
            }),
            open: watch::Sender::new(0),
            deltas_sent: Arc::default(),
        })
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.turns().requests.clone()
    }

    pub(super) fn open_connections(&self) -> usize {
        *self.open.borrow()
    }

    pub(super) async fn closed(&self) {
        // It only fails if the sender is gone, and that is ours.
        let _ = self.open.subscribe().wait_for(|open| *open == 0).await;
    }

    pub(super) fn deltas_sent(&self) -> usize {
        self.deltas_sent.load(Ordering::Relaxed)
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn respond(
        &self,
        request: hyper::Request<Incoming>,
        resets: &AtomicBool,
    ) -> Result<Response<Body>, Box<dyn Error + Send + Sync>> {
        let (parts, body) = request.into_parts();
        let request = Request::new(parts, &body.collect().await?.to_bytes());
        let Some(api) = Api::of(&request) else {
            return Ok(self.not_found(request)?);
        };
        let ask = Ask::new(api, &request);
        let (number, answer) = self.turns().take(request);
        resets.store(answer.end == End::Reset, Ordering::Relaxed);
        let deltas_sent = Arc::clone(&self.deltas_sent);
        Ok(play::play(answer, ask, number, deltas_sent).await?)
    }

    fn not_found(&self, request: Request) -> io::Result<Response<Body>> {
        let message = format!("Invalid URL ({} {})", request.method(), request.path());
        let body = wire::json(&Failure::invalid_request(&message))?;
        let mut turns = self.turns();
        turns.requests.push(request);
        let mut response = play::json(body, turns.requests.len());
        *response.status_mut() = StatusCode::NOT_FOUND;
        Ok(response)
    }
}

impl Turns {
    /// The number of this request, from 1, and the answer whose turn it is.
    fn take(&mut self, request: Request) -> (usize, Answer) {
        self.requests.push(request);
        let answer = self.next.clone();
        if let Some(next) = self.later.next() {
            self.next = next;
        }
        (self.requests.len(), answer)
    }
}

/// Serves every connection until dropped, and with it all connections.
pub(super) async fn accept(listener: TcpListener, stage: Arc<Stage>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    let connection = Connection::new(Arc::clone(&stage));
                    connections.spawn(connection.serve(socket));
                }
                // The process is out of sockets; some may close.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            // Forgets those that are done.
            Some(_) = connections.join_next() => {}
        }
    }
}

/// An open connection, counted as long as it lives.
struct Connection {
    stage: Arc<Stage>,
}

impl Connection {
    fn new(stage: Arc<Stage>) -> Self {
        stage.open.send_modify(|open| *open += 1);
        Self { stage }
    }

    async fn serve(self, socket: TcpStream) {
        // Without it, a delta could wait for the acknowledgement of the one before.
        let _ = socket.set_nodelay(true);
        let resets = Arc::default();
        let socket = Socket::new(socket, Arc::clone(&resets));
        let service = service_fn(|request| self.stage.respond(request, &resets));
        // A connection that fails is the client's doing, or the script's.
        let _ = http1::Builder::new()
            .serve_connection(TokioIo::new(socket), service)
            .await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.stage.open.send_modify(|open| *open -= 1);
    }
}
