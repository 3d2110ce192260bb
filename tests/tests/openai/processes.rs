//! Servers of others as child processes: named by the environment, on ports of their own, gone when their tests are.

use instructor_core::Retries;
use instructor_openai::{Client, ClientBuilder};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// What a server may take to start on a machine that has much else to do.
pub(crate) const START: Duration = Duration::from_secs(30);

/// A server that goes when it is dropped, also by a test that panics.
pub(crate) struct Process {
    child: Child,
    port: u16,
}

impl Process {
    /// Starts what `command` makes of a free port, and returns at once.
    pub(crate) fn spawn(command: impl FnOnce(u16) -> Command) -> Process {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let mut command = command(port);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Process { child, port }
    }

    /// Starts it, and waits until it takes connections.
    pub(crate) fn start(command: impl Fn(u16) -> Command) -> Process {
        // A port that was free may be taken by the time the server asks for it.
        let mut started = (0..3).filter_map(|_| Process::spawn(&command).listening());
        started
            .next()
            .unwrap_or_else(|| panic!("a server that ends at once"))
    }

    /// This process, once it takes connections; none if it has ended.
    fn listening(mut self) -> Option<Process> {
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if self.child.try_wait().unwrap().is_some() {
                return None;
            }
            assert!(started.elapsed() < START, "a server that does not start");
            thread::sleep(Duration::from_millis(10));
        }
        Some(self)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Ends it by SIGKILL, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What several tests use at a time: made for the first of them, dropped by the last. A static would never be.
pub(crate) struct Shared<T>(Mutex<Weak<T>>);

impl<T> Shared<T> {
    pub(crate) const fn new() -> Self {
        Shared(Mutex::new(Weak::new()))
    }

    pub(crate) fn get(&self, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let mut shared = self.0.lock().unwrap();
        if let Some(made) = shared.upgrade() {
            return Some(made);
        }
        let made = Arc::new(make()?);
        *shared = Arc::downgrade(&made);
        Some(made)
    }
}

/// The path in this variable. If it is not set nothing is asked of `server`, and that is said.
pub(crate) fn named(variable: &str, server: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable);
    if path.is_none() {
        eprintln!("skipped: {variable} is not set, so no {server} is asked");
    }
    path.map(PathBuf::from)
}

/// For a client of one of these servers, which asks once.
pub(crate) fn client(base_url: &str, key: &str) -> ClientBuilder {
    // llama-server closes a connection behind each stream and does not say so: one that is used again at once may be lost.
    let http = reqwest::Client::builder().no_proxy();
    let http = http.pool_max_idle_per_host(0).build().unwrap();
    Client::builder()
        .base_url(base_url)
        .api_key(key)
        .model("tiny")
        .http(http)
        .retries(Retries::none())
}
