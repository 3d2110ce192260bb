//! Connections, and which answer a request gets.

use std::error::Error;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
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

use super::ask::Ask;
use super::body::Body;
use super::play;
use super::record::Request;
use super::script::{Answer, Script};
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
    ) -> Result<Response<Body>, Box<dyn Error + Send + Sync>> {
        let (parts, body) = request.into_parts();
        let request = Request::new(parts, &body.collect().await?.to_bytes());
        let paths = ["/chat/completions", "/responses"];
        let is_known = paths.iter().any(|path| request.path().ends_with(path));
        if request.method() != "POST" || !is_known {
            let response = not_found(&request)?;
            self.turns().requests.push(request);
            return Ok(response);
        }
        let ask = Ask::new(&request);
        let (number, answer) = self.turns().take(request);
        let deltas_sent = Arc::clone(&self.deltas_sent);
        Ok(play::play(answer, ask, number, deltas_sent).await?)
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

fn not_found(request: &Request) -> io::Result<Response<Body>> {
    let message = format!("Invalid URL ({} {})", request.method(), request.path());
    let mut response = play::json(wire::json(&Failure::invalid_request(&message))?);
    *response.status_mut() = StatusCode::NOT_FOUND;
    Ok(response)
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
        let service = service_fn(|request| self.stage.respond(request));
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
