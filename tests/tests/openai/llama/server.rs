//! llama-server as a child process.

use crate::processes::{Process, START, client, named};
use instructor_core::{ErrorKind, Extract};
use instructor_openai::ClientBuilder;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A server that goes when the test does.
pub(super) struct Llama(Process);

/// What the server runs.
#[derive(Clone, Copy)]
pub(super) enum Model {
    /// Holds answers to a schema.
    Plain,
    /// Calls tools, by a template that knows nothing else.
    Tools,
    /// Writes what is no UTF-8, at which the server breaks off.
    BadUtf8,
}

impl Llama {
    /// `None`, and a word about it, if `LLAMA_SERVER` does not name it.
    pub(super) async fn start(model: Model) -> Option<Llama> {
        let server = Llama::begin(model)?;
        timeout(START, server.ready()).await.unwrap();
        Some(server)
    }

    /// The same, which does not take connections yet.
    pub(super) fn begin(model: Model) -> Option<Llama> {
        let program = program()?;
        let (name, template) = match model {
            Model::Plain => ("tiny-byte.gguf", None),
            Model::Tools => ("tiny-tool.gguf", Some("functionary.jinja")),
            Model::BadUtf8 => ("tiny-badutf8.gguf", None),
        };
        let model = program.with_file_name(name);
        Some(Llama::spawn(&program, &model, template))
    }

    /// A server that loads its model for as long as it lives: from a pipe that nobody writes to.
    pub(super) fn loading(pipe: &Path) -> Option<Llama> {
        let program = program()?;
        let _ = std::fs::remove_file(pipe);
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
        Some(Llama::spawn(&program, pipe, None))
    }

    fn spawn(program: &Path, model: &Path, template: Option<&str>) -> Llama {
        Llama(Process::spawn(|port| {
            let mut command = Command::new(program);
            command.arg("-m").arg(model).args(["--alias", "tiny"]);
            command.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
            command.args(["--api-key", "sk-llama", "-c", "16384", "-np", "2"]);
            command.args(["-t", "1", "--seed", "1"]);
            command.args(["--jinja", "--no-warmup", "--no-webui", "--temp", "1"]);
            command.args(["--top-k", "0", "--top-p", "1", "--min-p", "0"]);
            if let Some(template) = template {
                let template = program.with_file_name(template);
                command.arg("--chat-template-file").arg(template);
            }
            command
        }))
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
        client(&format!("http://127.0.0.1:{}/v1", self.0.port()), key)
    }

    /// Ends it by SIGKILL.
    pub(super) fn kill(&mut self) {
        self.0.kill();
    }
}

fn program() -> Option<PathBuf> {
    Some(
        named("LLAMA_SERVER", "llama-server")?
            .canonicalize()
            .unwrap(),
    )
}
