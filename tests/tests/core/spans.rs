//! The values in a text and where each stands, found by reading the text as a whole: what the parser's word is measured
//! against.

use instructor_core::{Path, Segment};
use serde::de::IgnoredAny;
use serde_json::Value;

/// A value in a text. Places are counted in the bytes that have been read.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) path: Path,
    /// From here on the value is what is open.
    pub(crate) begun: usize,
    /// From here on it is whole. Of a number, behind the byte that ends it.
    pub(crate) closed: usize,
    /// The text of a leaf; none for a list or an object.
    pub(crate) leaf: Option<String>,
    pub(crate) null: bool,
}

impl Span {
    pub(crate) fn name(&self) -> String {
        self.path.to_string()
    }
}

/// All values of a good text, in the order in which they close.
pub(crate) fn of(text: &str) -> Vec<Span> {
    let mut reader = Reader {
        text,
        at: 0,
        path: Vec::new(),
        spans: Vec::new(),
    };
    reader.space();
    reader.value(1);
    reader.spans
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    path: Vec<Segment>,
    spans: Vec<Span>,
}

impl Reader<'_> {
    fn byte(&self) -> u8 {
        self.text.as_bytes()[self.at]
    }

    fn space(&mut self) {
        while self.at < self.text.len() && self.byte().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    fn value(&mut self, begun: usize) {
        let start = self.at;
        let mut leaf = None;
        let mut closed = None;
        match self.byte() {
            b'{' => self.members(b'}'),
            b'[' => self.members(b']'),
            b'"' => leaf = Some(self.string()),
            _ => {
                let rest = &self.text[start..];
                let end = rest.find([',', '}', ']', ' ', '\n', '\t', '\r']);
                self.at = end.map_or(self.text.len(), |end| start + end);
                let word = &self.text[start..self.at];
                leaf = Some(word.to_owned());
                closed = (!matches!(word, "true" | "false" | "null")).then_some(self.at + 1);
            }
        }
        let raw = &self.text[start..self.at];
        assert!(serde_json::from_str::<IgnoredAny>(raw).is_ok(), "{raw}");
        self.spans.push(Span {
            path: self.path.clone().into(),
            begun,
            closed: closed.unwrap_or(self.at),
            leaf,
            null: raw == "null",
        });
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while self.byte() != b'"' {
            self.at += if self.byte() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(&self.text[start..self.at]).unwrap()
    }

    fn members(&mut self, end: u8) {
        self.at += 1;
        for index in 0.. {
            let behind_comma = self.at;
            self.space();
            if self.byte() == end {
                break;
            }
            // An element is what is open from the comma before it on; the first, from its own first byte.
            let begun = if end == b'}' {
                let key = self.string();
                self.path.push(Segment::Field(key.into()));
                let behind_key = self.at;
                self.space();
                self.at += 1;
                self.space();
                behind_key
            } else {
                self.path.push(Segment::Index(index));
                if index == 0 {
                    self.at + 1
                } else {
                    behind_comma
                }
            };
            self.value(begun);
            self.path.pop();
            self.space();
            if self.byte() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
    }
}

/// What stands at `path` in `json`.
pub(crate) fn at<'a>(json: &'a Value, path: &Path) -> Option<&'a Value> {
    path.segments()
        .iter()
        .try_fold(json, |json, segment| match segment {
            Segment::Index(index) => json.get(index),
            segment => json.get(segment.name()?),
        })
}
