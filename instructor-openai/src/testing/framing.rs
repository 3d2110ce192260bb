//! Events as lines.

use bytes::Bytes;

use super::quirk::{Quirk, Quirks};
use super::wire::Event;

/// A field that nobody knows, with all that a value can be.
const UNKNOWN: &[u8] = br#""x_unknown":{"deep":[null,1.5e3,"}{"]}"#;

/// Writes the events of one stream.
pub(super) struct Framing {
    quirks: Quirks,
    begun: bool,
    /// Whether the last event still lacks its empty line.
    owing: bool,
}

impl Framing {
    pub(super) fn new(quirks: Quirks) -> Self {
        Self {
            quirks,
            begun: false,
            owing: false,
        }
    }

    pub(super) fn event(&mut self, event: &Event) -> Bytes {
        let mut out = self.start(event.data.len() + 16);
        if let Some(name) = &event.name {
            self.field(&mut out, "event", name.as_bytes());
        }
        let mut data = event.data.clone();
        if self.quirks.has(Quirk::UnknownFields) {
            data = with_unknown_fields(&data).into();
        }
        match (self.quirks.has(Quirk::DataLines), &*data) {
            // White space is free next to the braces.
            (true, [b'{', inner @ .., b'}']) => {
                for line in [b"{", inner, b"}"] {
                    self.field(&mut out, "data", line);
                }
            }
            // A script may have several lines of its own.
            _ => {
                for line in data.split(|byte| *byte == b'\n') {
                    self.field(&mut out, "data", line);
                }
            }
        }
        self.owing = self.quirks.has(Quirk::NoLastLine);
        if !self.owing {
            out.extend_from_slice(self.line_end());
        }
        out.into()
    }

    pub(super) fn comment(&mut self) -> Bytes {
        let mut out = self.start(16);
        out.extend_from_slice(b": keep-alive");
        out.extend_from_slice(self.line_end());
        out.extend_from_slice(self.line_end());
        out.into()
    }

    fn start(&mut self, room: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(room);
        if !std::mem::replace(&mut self.begun, true) && self.quirks.has(Quirk::Bom) {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        if std::mem::take(&mut self.owing) {
            out.extend_from_slice(self.line_end());
        }
        out
    }

    fn field(&self, out: &mut Vec<u8>, name: &str, value: &[u8]) {
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        if !self.quirks.has(Quirk::NoSpace) {
            out.push(b' ');
        }
        out.extend_from_slice(value);
        out.extend_from_slice(self.line_end());
    }

    fn line_end(&self) -> &'static [u8] {
        if self.quirks.has(Quirk::Crlf) {
            b"\r\n"
        } else if self.quirks.has(Quirk::Cr) {
            b"\r"
        } else {
            b"\n"
        }
    }
}

/// The same JSON, with one more field at the start of every object.
pub(super) fn with_unknown_fields(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() * 2);
    let (mut quoted, mut escaped) = (false, false);
    for (at, &byte) in json.iter().enumerate() {
        out.push(byte);
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => {
                out.extend_from_slice(UNKNOWN);
                if json.get(at + 1) != Some(&b'}') {
                    out.push(b',');
                }
            }
            _ => {}
        }
    }
    out
}
