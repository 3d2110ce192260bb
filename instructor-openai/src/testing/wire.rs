//! What both APIs have in common on the wire.

use std::borrow::Cow;
use std::io;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

/// An event of a stream, without its framing.
pub(super) struct Event {
    pub(super) name: Option<Cow<'static, str>>,
    pub(super) data: Cow<'static, [u8]>,
}

impl Event {
    /// Any data, under the name that it has in it, as the events of Responses do.
    pub(super) fn new(data: &str) -> Self {
        let json: Value = serde_json::from_str(data).unwrap_or_default();
        Self {
            name: json["type"].as_str().map(|name| name.to_owned().into()),
            data: data.as_bytes().to_vec().into(),
        }
    }

    /// An event that is in no documentation.
    pub(super) fn unknown() -> Self {
        Self {
            name: Some("x_unknown".into()),
            data: br#"{"type":"x_unknown","x":[0]}"#.into(),
        }
    }

    /// An event that only has data.
    pub(super) fn of(data: &impl Serialize) -> io::Result<Self> {
        Ok(Self {
            name: None,
            data: serde_json::to_vec(data)?.into(),
        })
    }

    /// An event that says its name.
    pub(super) fn named(name: &'static str, data: &impl Serialize) -> io::Result<Self> {
        Ok(Self {
            name: Some(name.into()),
            ..Self::of(data)?
        })
    }
}

/// One whole body.
pub(super) fn json(data: &impl Serialize) -> io::Result<Bytes> {
    Ok(serde_json::to_vec(data)?.into())
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
