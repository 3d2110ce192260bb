//! llama-server as a child process.

use instructor_core::{ErrorKind, Extract};
use instructor_openai::{Client, ClientBuilder};
use std::ffi::OsStr;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A server that goes when the test does.
pub(super) struct Llama {
    child: Child,
    port: u16,
}

/// What the server runs.
#[derive(Clone, Copy)]
pub(super) enum Model {
    /// Holds answers to a schema.
    Plain,
    /// Calls tools, by a template that knows nothing else.
    Tools,
}

impl Llama {
    /// `None`, and a word about it, if `LLAMA_SERVER` does not name it.
    pub(super) async fn start(model: Model) -> Option<Llama> {
        let Some(path) = std::env::var_os("LLAMA_SERVER") else {
            eprintln!("skipped: LLAMA_SERVER is not set, so no llama-server is asked");
            return None;
        };
        let path = Path::new(&path).canonicalize().unwrap();
        let (model, template) = match model {
            Model::Plain => ("tiny-byte.gguf", None),
            Model::Tools => ("tiny-tool.gguf", Some("functionary.jinja")),
        };
        let model = path.with_file_name(model);
        let template = template.map(|template| path.with_file_name(template));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let child = Command::new(&path)
            .arg("-m")
            .arg(model)
            .args([
                "--alias",
                "tiny",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .args([
                "--api-key",
                "sk-llama",
                "-c",
                "16384",
                "-np",
                "2",
                "-t",
                "1",
                "--seed",
                "1",
            ])
            .args(["--jinja", "--no-warmup", "--no-webui"])
            .args([
                "--temp", "1", "--top-k", "0", "--top-p", "1", "--min-p", "0",
            ])
            .args(
                template
                    .iter()
                    .flat_map(|path| [OsStr::new("--chat-template-file"), path.as_os_str()]),
            )
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Llama { child, port };
        timeout(Duration::from_secs(20), server.ready())
            .await
            .unwrap();
        Some(server)
    }

    /// Before the model is loaded, connections are refused and then answered with 503.
    async fn ready(&self) {
        let client = self.client("sk-llama").build().unwrap();
        loop {
            let asked = bool::extract(&client, "Ready?").max_tokens(30).await;
            match asked.err().map(|error| (error.kind(), error.status())) {
                Some((ErrorKind::Connection, _) | (ErrorKind::Status, Some(503))) => {}
                _ => return,
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    pub(super) fn client(&self, key: &str) -> ClientBuilder {
        // It closes a connection behind each stream and does not say so: one that is used again at once may be lost.
        let http = reqwest::Client::builder().pool_max_idle_per_host(0);
        Client::builder()
            .http(http.build().unwrap())
            .base_url(format!("http://127.0.0.1:{}/v1", self.port))
            .api_key(key)
            .model("tiny")
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
