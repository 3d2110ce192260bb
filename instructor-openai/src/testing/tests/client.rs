//! HTTP/1.1 by hand, to see what really is on the wire.

use std::io;

use serde_json::Value;
use tokio::net::TcpStream;

use super::super::Server;

/// A connection that has sent a request.
pub(super) struct Client {
    socket: TcpStream,
    received: Vec<u8>,
}

/// A response, read to its end.
pub(super) struct Reply {
    pub(super) status: u16,
    head: String,
    /// The chunks as they came, or the one body.
    pub(super) chunks: Vec<String>,
    /// Whether the body was all there.
    pub(super) complete: bool,
}

impl Client {
    pub(super) async fn post(server: &Server, body: &str) -> Self {
        Self::send(server, "POST", "/chat/completions", body).await
    }

    pub(super) async fn send(server: &Server, method: &str, path: &str, body: &str) -> Self {
        let base = server.base_url();
        let host = base.trim_start_matches("http://").trim_end_matches("/v1");
        let socket = TcpStream::connect(host).await.unwrap();
        let request = format!(
            "{method} /v1{path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer sk-secret\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut rest = request.as_bytes();
        while !rest.is_empty() {
            socket.writable().await.unwrap();
            match socket.try_write(rest) {
                Ok(n) => rest = &rest[n..],
                Err(error) => assert_eq!(error.kind(), io::ErrorKind::WouldBlock),
            }
        }
        Self {
            socket,
            received: Vec::new(),
        }
    }

    /// Reads on; false at the end.
    pub(super) async fn read(&mut self) -> bool {
        self.try_read().await.unwrap()
    }

    async fn try_read(&mut self) -> io::Result<bool> {
        let mut buffer = [0; 4096];
        loop {
            self.socket.readable().await?;
            match self.socket.try_read(&mut buffer) {
                Ok(n) => {
                    self.received.extend_from_slice(&buffer[..n]);
                    return Ok(n > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads until the connection ends: all that came, and the error if it was no clean end.
    pub(super) async fn rest(mut self) -> (String, Option<io::ErrorKind>) {
        let end = loop {
            match self.try_read().await {
                Ok(true) => {}
                Ok(false) => break None,
                Err(error) => break Some(error.kind()),
            }
        };
        (String::from_utf8_lossy(&self.received).into_owned(), end)
    }

    pub(super) async fn read_until(&mut self, text: &str) {
        while !String::from_utf8_lossy(&self.received).contains(text) {
            assert!(self.read().await, "no {text:?} in the response");
        }
    }

    /// Reads until the response is whole or the connection ends.
    pub(super) async fn reply(mut self) -> Reply {
        loop {
            let open = self.read().await;
            if let Some(reply) = self.parse().filter(|reply| reply.complete || !open) {
                return reply;
            }
            assert!(open, "no response");
        }
    }

    fn parse(&self) -> Option<Reply> {
        let text = String::from_utf8_lossy(&self.received);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut reply = Reply {
            status: head.split(' ').nth(1)?.parse().unwrap(),
            head: head.to_ascii_lowercase(),
            chunks: Vec::new(),
            complete: false,
        };
        if let Some(length) = reply.header("content-length") {
            reply.complete = body.len() == length.parse::<usize>().unwrap();
            reply.chunks.push(body.to_owned());
            return Some(reply);
        }
        let mut rest = body;
        while let Some((size, after)) = rest.split_once("\r\n") {
            let size = usize::from_str_radix(size, 16).unwrap();
            reply.complete = size == 0;
            if size == 0 || after.len() < size + 2 {
                break;
            }
            reply.chunks.push(after[..size].to_owned());
            rest = &after[size + 2..];
        }
        Some(reply)
    }
}

impl Reply {
    pub(super) async fn to(server: &Server, body: &str) -> Self {
        Client::post(server, body).await.reply().await
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        Some(fields.find(|field| field.0 == name)?.1)
    }

    pub(super) fn body(&self) -> String {
        self.chunks.concat()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body()).unwrap()
    }

    /// The data of each event. Each comes in a chunk of its own.
    pub(super) fn events(&self) -> Vec<&str> {
        let chunks = self.chunks.iter();
        chunks
            .map(|chunk| {
                let data = chunk.strip_prefix("data: ").unwrap();
                data.strip_suffix("\n\n").unwrap()
            })
            .collect()
    }

    /// What the events say: the strings at this place in each delta.
    pub(super) fn said(&self, pointer: &str) -> Vec<String> {
        let deltas = self.events().into_iter().filter_map(|event| {
            let event: Value = serde_json::from_str(event).ok()?;
            let delta = event["choices"].get(0)?["delta"].clone();
            Some(delta.pointer(pointer)?.as_str()?.to_owned())
        });
        deltas.collect()
    }
}
