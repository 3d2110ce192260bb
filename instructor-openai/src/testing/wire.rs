//! The JSON of Chat Completions, its keys in the order in which OpenAI sends them.

use std::io;

use bytes::Bytes;
use serde::Serialize;

/// The event that ends a stream.
pub(super) const MARKER: Bytes = Bytes::from_static(b"data: [DONE]\n\n");

/// One event of a stream.
pub(super) fn event(data: &impl Serialize) -> io::Result<Bytes> {
    let mut event = b"data: ".to_vec();
    serde_json::to_writer(&mut event, data)?;
    event.extend_from_slice(b"\n\n");
    Ok(event.into())
}

/// One whole body.
pub(super) fn json(data: &impl Serialize) -> io::Result<Bytes> {
    Ok(serde_json::to_vec(data)?.into())
}

/// A `chat.completion`, or one `chat.completion.chunk` of it.
#[derive(Serialize)]
pub(super) struct Completion<'a> {
    pub(super) id: &'a str,
    pub(super) object: &'static str,
    pub(super) created: u32,
    pub(super) model: &'a str,
    pub(super) system_fingerprint: &'static str,
    pub(super) choices: &'a [Choice<'a>],
    /// Absent from the chunks of a request that did not ask for it; null in all but the last of
    /// one that did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) usage: Option<Option<Usage>>,
}

#[derive(Serialize)]
pub(super) struct Choice<'a> {
    pub(super) index: u32,
    #[serde(flatten)]
    pub(super) said: Said<'a>,
    pub(super) logprobs: (),
    pub(super) finish_reason: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Said<'a> {
    Message(Message<'a>),
    Delta(Message<'a>),
}

/// A message or a part of one. Of two `Option`s the outer says whether the key is there, the
/// inner whether it is null.
#[derive(Serialize, Default)]
pub(super) struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_calls: Option<[Call<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refusal: Option<Option<&'a str>>,
}

/// A tool call, or a part of one: only a part has an index, only the first has a name.
#[derive(Serialize, Default)]
pub(super) struct Call<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    pub(super) function: Function<'a>,
}

#[derive(Serialize, Default)]
pub(super) struct Function<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    pub(super) arguments: &'a str,
}

#[derive(Serialize, Clone, Copy)]
pub(super) struct Usage {
    prompt_tokens: usize,
    completion_tokens: usize,
    total_tokens: usize,
}

impl Usage {
    pub(super) fn new(prompt_tokens: usize, completion_tokens: usize) -> Self {
        Self {
            prompt_tokens,
            completion_tokens,
            total_tokens: prompt_tokens + completion_tokens,
        }
    }
}

/// The body of an error, or the data of an error event.
#[derive(Serialize)]
pub(super) struct Failure<'a> {
    error: Error<'a>,
}

#[derive(Serialize)]
struct Error<'a> {
    message: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    param: (),
    code: Option<&'a str>,
}

impl<'a> Failure<'a> {
    pub(super) fn server(message: &'a str, code: &'a str) -> Self {
        Self::new("server_error", message, Some(code))
    }

    pub(super) fn invalid_request(message: &'a str) -> Self {
        Self::new("invalid_request_error", message, None)
    }

    fn new(kind: &'static str, message: &'a str, code: Option<&'a str>) -> Self {
        Self {
            error: Error {
                message,
                kind,
                param: (),
                code,
            },
        }
    }
}
