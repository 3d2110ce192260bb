//! nginx, which does to an answer what reverse proxies do, if `NGINX` names the program: the path picks what it does
//! (`servers/nginx.conf` in the folder that `SHARED` names).

use crate::aimock::Aimock;
use crate::outcomes::Outcome::Gives;
use crate::outcomes::{BOTH, Order, STREAMED, WHOLE, WORDS, fails, status};
use crate::processes::{Process, client, named};
use instructor_core::Mode::JsonSchema;
use instructor_core::{ErrorKind, Extract, Retries};
use instructor_openai::Client;
use instructor_openai::testing::{Answer, End, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The proxy, with a folder of its own, in front of one server.
struct Nginx {
    process: Process,
    folder: PathBuf,
}

impl Nginx {
    /// `None`, and a word about it, if the environment does not name it.
    fn before(upstream: &str) -> Option<Nginx> {
        let program = named("NGINX", "nginx")?;
        let conf = named("SHARED", "nginx")?.join("servers/nginx.conf");
        let conf = fs::read_to_string(conf).unwrap();
        let folder = |port| Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nginx-{port}"));
        let process = Process::start(|port| {
            let folder = folder(port);
            fs::create_dir_all(&folder).unwrap();
            let conf = conf
                .replace("TMP/", &format!("{}/", folder.display()))
                .replace("UPSTREAM", upstream)
                .replace("127.0.0.1:8181", &format!("127.0.0.1:{port}"));
            let path = folder.join("nginx.conf");
            fs::write(&path, conf).unwrap();
            let mut command = Command::new(&program);
            // One process, so that none is left when it is killed.
            command
                .args(["-g", "master_process off;", "-p"])
                .arg(folder);
            command.arg("-c").arg(path);
            command
        });
        let folder = folder(process.port());
        Some(Nginx { process, folder })
    }

    fn url(&self, fault: &str) -> String {
        format!("http://127.0.0.1:{}/{fault}/v1", self.process.port())
    }

    fn client(&self, fault: &str) -> Client {
        client(&self.url(fault), "sk-test").build().unwrap()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn every_fault() {
    let Some(upstream) = Aimock::get() else {
        return;
    };
    let Some(nginx) = Nginx::before(&upstream.address()) else {
        return;
    };
    let whole = || Gives(Order::whole());
    let rows = [
        ("plain", "extract", BOTH, whole()),
        ("buffered", "extract", BOTH, whole()),
        ("gzip", "extract", BOTH, whole()),
        // Lines and characters are cut anywhere.
        ("slow", "extract", BOTH, whole()),
        ("idle1s", "extract", BOTH, whole()),
        (
            "idle1s",
            "stall",
            STREAMED,
            status(504, "the server answered 504 Gateway Timeout: <html>"),
        ),
        (
            "dead",
            "extract",
            BOTH,
            status(502, "the server answered 502 Bad Gateway: <html>"),
        ),
        (
            "tiny",
            "extract",
            BOTH,
            status(413, "the server answered 413 Payload Too Large: <html>"),
        ),
        ("limit", "extract", WHOLE, whole()),
        (
            "limit",
            "extract",
            BOTH,
            status(429, "the server answered 429 Too Many Requests: <html>"),
        ),
        ("r307", "extract", BOTH, whole()),
        // What is sent on is a GET.
        (
            "r302",
            "extract",
            BOTH,
            status(404, "the server answered 404 Not Found: Not found"),
        ),
        (
            "portal",
            "extract",
            BOTH,
            fails(
                ErrorKind::Protocol,
                "the server answered with `text/html`, which is not an answer of its API (check the base URL)",
                "",
            ),
        ),
        (
            "empty",
            "extract",
            BOTH,
            fails(ErrorKind::Incomplete, "the answer is empty", ""),
        ),
        (
            "hangup",
            "extract",
            BOTH,
            fails(ErrorKind::Connection, "the connection broke", ""),
        ),
        (
            "maint",
            "extract",
            BOTH,
            status(503, "the server answered 503 Service Unavailable: <html>"),
        ),
    ];
    for (fault, model, hows, outcome) in rows {
        println!("{fault}:");
        outcome
            .of(&nginx.client(fault), model, JsonSchema, hows)
            .await;
    }
}

/// The client that is made where none is given follows a redirect on the same host, but does not make a `GET` of a question.
#[tokio::test]
async fn redirects_of_the_own_client() {
    let Some(upstream) = Aimock::get() else {
        return;
    };
    let Some(nginx) = Nginx::before(&upstream.address()) else {
        return;
    };
    for (fault, outcome) in [
        ("r307", Gives(Order::whole())),
        ("r302", status(302, "the server answered 302 Found")),
    ] {
        let client = Client::builder()
            .base_url(nginx.url(fault))
            .api_key("sk-test");
        let client = client.build().unwrap();
        outcome.of(&client, "extract", JsonSchema, BOTH).await;
    }
}

/// Maintenance until a day that is longer off than one waits.
#[tokio::test]
async fn maintenance_is_not_waited_for() {
    let Some(nginx) = Nginx::before("127.0.0.1:9") else {
        return;
    };
    let client = client(&nginx.url("maint"), "sk-test").retries(Retries::default());
    let client = client.build().unwrap();
    let started = Instant::now();
    let error = Order::extract(&client, WORDS).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{error}");
    assert_eq!(error.status(), Some(503));
    assert!(
        error.retry_after() > Some(Duration::from_secs(60)),
        "{error}"
    );
}

/// An answer that comes to a standstill is cut by a proxy that waits for a second only.
#[tokio::test]
async fn a_standstill_is_cut() {
    let half = r#"{"name":"Ana","age":41,"#;
    let upstream = Server::start(Answer::text(half).end(End::Never))
        .await
        .unwrap();
    let url = upstream.base_url();
    let address = url.trim_start_matches("http://").trim_end_matches("/v1");
    let Some(nginx) = Nginx::before(address) else {
        return;
    };
    let outcome = fails(ErrorKind::Connection, "the connection broke", half);
    outcome
        .of(&nginx.client("idle1s"), "any", JsonSchema, STREAMED)
        .await;
}
