//! One recording, and what it says in the plainest reading.

use instructor_openai::testing::{Answer, End};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What a server sent.
pub(super) struct Recording {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How the transfer broke, as curl numbers it.
    broke: Option<u16>,
}

/// What an answer says beside its value.
#[derive(Default)]
pub(super) struct Said {
    pub(super) id: Option<String>,
    pub(super) model: Option<String>,
    pub(super) finish: Option<String>,
    pub(super) total: Option<u64>,
    pub(super) reasoning: String,
}

pub(super) const REQUEST_ID: &str = "x-request-id";

/// Headers of one connection, which the server that plays it writes itself.
const OF_THE_CONNECTION: [&str; 6] = [
    "connection",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "transfer-encoding",
];

impl Recording {
    /// The recording of this name. One that has no status line is an event stream.
    pub(super) fn read(folder: &Path, name: &str) -> Self {
        let bytes = fs::read(folder.join(format!("{name}.txt"))).unwrap_or_default();
        let broke = fs::read_to_string(folder.join(format!("{name}.txt.curlerr"))).ok();
        let broke = broke.map(|said| {
            let (_, code) = said.split_once("curl exit ").unwrap();
            code.split(':').next().unwrap().parse().unwrap()
        });
        let event_stream = vec![("content-type".to_owned(), "text/event-stream".to_owned())];
        if !bytes.starts_with(b"HTTP/") {
            // The body alone of the one error that has no head.
            let (status, headers) = match name {
                "llama-err503-loading-body" => (503, Vec::new()),
                _ => (200, event_stream),
            };
            return Recording {
                status,
                headers,
                body: bytes,
                broke,
            };
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let (status_line, headers) = head.split_once("\r\n").unwrap();
        let headers = headers.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        });
        Recording {
            status: status_line.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
            broke,
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|header| header.0 == name)?;
        Some(&header.1)
    }

    /// Whether it is a whole answer, which is read alike where none of its stream is asked for.
    pub(super) fn is_json(&self) -> bool {
        let media_type = self.header("content-type").unwrap_or_default();
        media_type.starts_with("application/json")
    }

    pub(super) fn is_short(&self) -> bool {
        self.body.len() < 6000
    }

    /// Whether there is more of it than how it broke.
    pub(super) fn was_kept(&self) -> bool {
        self.broke.is_none() || !self.body.is_empty()
    }

    /// Whether it went on until nobody waited any longer.
    pub(super) fn is_endless(&self) -> bool {
        self.broke == Some(28)
    }

    /// The recording as an answer, in pieces of this size.
    pub(super) fn answer(&self, piece: usize) -> Answer {
        let headers = self.headers.iter();
        let answer = headers
            .filter(|(name, _)| !OF_THE_CONNECTION.contains(&&**name))
            .fold(self.played(piece), |answer, (name, value)| {
                answer.header(name, value)
            });
        // The server that plays it gives one of its own.
        match self.header(REQUEST_ID) {
            Some(_) => answer,
            None => answer.without_header(REQUEST_ID),
        }
    }

    fn played(&self, piece: usize) -> Answer {
        let body = self.body.clone();
        let content_type = self.header("content-type");
        match (self.broke, self.status) {
            // curl: an empty reply; a reset before any.
            (Some(52), _) => Answer::nothing(),
            (Some(56), _) => Answer::nothing().end(End::Reset),
            // curl: not the whole body; not in time. Of the second nothing was kept.
            (Some(18), _) if body.is_empty() => Answer::text(r#"{"name":"Ana N"#).end(End::Reset),
            (Some(18), _) => Answer::raw("text/event-stream", body)
                .pieces_of(piece)
                .end(End::Cut),
            (Some(28), _) => Answer::text(r#"{"name":""#)
                .end(End::Endless("again ".into()))
                .pause(Duration::from_millis(5)),
            (Some(code), _) => panic!("curl ended with {code}"),
            (None, 200) => Answer::raw(content_type.unwrap_or("text/plain"), body).pieces_of(piece),
            (None, status) => {
                let answer = Answer::status(status, String::from_utf8(body).unwrap());
                let content_type = content_type.unwrap_or("application/json");
                answer.header("content-type", content_type).pieces_of(piece)
            }
        }
    }

    /// Each object in it.
    fn objects(&self) -> Vec<Value> {
        if let Ok(whole) = serde_json::from_slice(&self.body) {
            return vec![whole];
        }
        let text = String::from_utf8_lossy(&self.body);
        let data = text.lines().map(|line| {
            let data = line.strip_prefix("data:").unwrap_or_default();
            serde_json::from_str(data).ok()
        });
        data.flatten().collect()
    }

    /// What it says beside the value of its first choice.
    pub(super) fn said(&self) -> Said {
        let mut said = Said::default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        for object in self.objects() {
            let note = |told: &mut Option<String>, value: &Value| {
                if told.is_none() && !text(value).is_empty() {
                    *told = Some(text(value));
                }
            };
            note(&mut said.id, &object["id"]);
            note(&mut said.model, &object["model"]);
            said.total = object["usage"]["total_tokens"].as_u64().or(said.total);
            // Responses have it all within.
            let response = &object["response"];
            note(&mut said.id, &response["id"]);
            note(&mut said.model, &response["model"]);
            let total = response["usage"]["total_tokens"].as_u64();
            said.total = total.or(said.total);
            match response["status"].as_str() {
                Some("completed") => said.finish = Some("stop".to_owned()),
                Some("incomplete") => said.finish = Some("length".to_owned()),
                _ => {}
            }
            let choices = object["choices"].as_array().cloned().unwrap_or_default();
            for choice in choices.iter().filter(|choice| choice["index"] == 0) {
                if let Some(reason) = choice["finish_reason"].as_str() {
                    said.finish = Some(reason.to_owned());
                }
                for delta in [&choice["delta"], &choice["message"]] {
                    said.reasoning += &text(&delta["reasoning_content"]);
                }
            }
        }
        said
    }

    /// The arguments of the first call, put together.
    pub(super) fn first_call(&self) -> Value {
        let mut arguments = String::new();
        for object in self.objects() {
            let choice = &object["choices"][0];
            for delta in [&choice["delta"], &choice["message"]] {
                let call = &delta["tool_calls"][0];
                if call["index"].as_u64().unwrap_or(0) == 0 {
                    arguments += call["function"]["arguments"].as_str().unwrap_or_default();
                }
            }
        }
        serde_json::from_str(&arguments).unwrap()
    }

    /// What the first choice writes, put together.
    pub(super) fn content(&self) -> Value {
        let mut content = String::new();
        for object in self.objects() {
            let choice = &object["choices"][0];
            for delta in [&choice["delta"], &choice["message"]] {
                content += delta["content"].as_str().unwrap_or_default();
            }
        }
        serde_json::from_str(&content).unwrap()
    }
}
