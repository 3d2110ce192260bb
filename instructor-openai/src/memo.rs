//! The envelope memo: from one event of a stream to the next, little but the text changes.
//!
//! An event of some 260 bytes carries a token of 4. Parsing the envelope is nearly all of the work, and it says the same
//! each time. So the last event that held nothing but text is kept, with the place of the text in it: where the next
//! one is equal before and behind that place, its text is read and the rest is not.

use crate::text::Text;
use serde::Deserialize;

/// The last event with nothing but text in it, which stands at a `P`.
#[derive(Debug)]
pub(crate) struct Memo<P> {
    event: Vec<u8>,
    /// What may differ, in order.
    holes: Vec<Hole>,
    /// None: nothing is kept.
    place: Option<P>,
}

/// A part of an event that may differ, by its place.
#[derive(Debug)]
struct Hole {
    start: usize,
    end: usize,
    inside: Inside,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// The text, without its quotes.
    Text,
    /// A string that nobody reads, without its quotes.
    String,
    /// A whole number that nobody reads.
    Number,
}

/// What OpenAI writes anew in each event: a string of random length, against those who would guess the text by the
/// event's length, and in Responses the number of the event.
const VARYING: [(&[u8], Inside); 2] = [
    (br#""obfuscation":""#, Inside::String),
    (br#""sequence_number":"#, Inside::Number),
];

impl<P> Default for Memo<P> {
    fn default() -> Self {
        Memo {
            event: Vec::new(),
            holes: Vec::new(),
            place: None,
        }
    }
}

impl<P: Copy> Memo<P> {
    /// The text of an event that differs from the kept one in nothing that counts, and where it stands.
    pub(crate) fn recall<'d>(&self, data: &'d [u8]) -> Option<(P, Text<'d>)> {
        let place = self.place?;
        let (mut kept, mut at) = (0, 0);
        let mut text = None;
        for hole in &self.holes {
            let envelope = self.event.get(kept..hole.start)?;
            let rest = data.get(at..)?.strip_prefix(envelope)?;
            let start = at + envelope.len();
            let end = start + hole.inside.end(rest)?;
            if hole.inside == Inside::Text {
                // With its quotes: whatever is wrong within is wrong here as it is in the whole.
                text = Some(data.get(start - 1..=end)?);
            }
            (kept, at) = (hole.end, end);
        }
        if self.event.get(kept..)? != data.get(at..)? {
            return None;
        }
        let mut parser = serde_json::Deserializer::from_slice(text?);
        Some((place, Text::deserialize(&mut parser).ok()?))
    }

    /// Keeps nothing.
    pub(crate) fn forget(&mut self) {
        self.place = None;
    }

    /// Keeps an event that holds `text` at `place`, and nothing else to be told.
    pub(crate) fn keep(&mut self, data: &[u8], place: P, text: &str) {
        self.forget();
        // Where the text was borrowed from: one with escapes was not, and is not kept.
        let Some(start) = text.as_ptr().addr().checked_sub(data.as_ptr().addr()) else {
            return;
        };
        let end = start + text.len();
        if data.get(start..end) != Some(text.as_bytes()) || data.get(end) != Some(&b'"') {
            return;
        }
        self.holes.clear();
        self.holes.push(Hole {
            start,
            end,
            inside: Inside::Text,
        });
        for (key, inside) in VARYING {
            // Within a string its quotes would be escaped.
            if let Some(found) = memchr::memmem::find(data, key) {
                let start = found + key.len();
                if let Some(len) = inside.end(&data[start..]) {
                    let end = start + len;
                    self.holes.push(Hole { start, end, inside });
                }
            }
        }
        self.holes.sort_unstable_by_key(|hole| hole.start);
        self.event.clear();
        self.event.extend_from_slice(data);
        self.place = Some(place);
    }
}

impl Inside {
    /// Where it ends that starts `bytes`.
    fn end(self, bytes: &[u8]) -> Option<usize> {
        match self {
            Inside::Text | Inside::String => string_end(bytes),
            Inside::Number => bytes
                .iter()
                .position(|byte| !byte.is_ascii_digit())
                .filter(|len| *len > 0),
        }
    }
}

/// Where the string ends whose inside starts `bytes`.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(event: &str, text: &str) -> Memo<u8> {
        let mut memo = Memo::default();
        let start = event.find(text).unwrap();
        memo.keep(event.as_bytes(), 3, &event[start..start + text.len()]);
        memo
    }

    fn recall(memo: &Memo<u8>, event: &str) -> Option<String> {
        let (place, Text(text)) = memo.recall(event.as_bytes())?;
        assert_eq!(place, 3);
        Some(text.into_owned())
    }

    #[test]
    fn only_the_text_may_differ() {
        let memo = kept(r#"{"id":"x","delta":{"content":"one"},"n":1}"#, "one");
        let same = |text: &str| {
            recall(
                &memo,
                &format!(r#"{{"id":"x","delta":{{"content":"{text}"}},"n":1}}"#),
            )
        };
        assert_eq!(same("two").as_deref(), Some("two"));
        assert_eq!(same("").as_deref(), Some(""));
        assert_eq!(
            same(r#"a \"quoted\" \\ \u00e9 é"#).as_deref(),
            Some(r#"a "quoted" \ é é"#)
        );
        assert_eq!(same(r#"a","n":2,"x":""#), None);
        assert_eq!(same(r"\"), None);
        assert_eq!(same(r"\x"), None);
        assert_eq!(same("\n"), None);
        for other in [
            r#"{"id":"y","delta":{"content":"two"},"n":1}"#,
            r#"{"id":"x","delta":{"content":"two"},"n":2}"#,
            r#"{"id":"x","delta":{"content":"two"},"n":1"#,
            r#"{"id":"x","delta":{"content":"two"},"n":1}}"#,
            r#"{"id":"x","delta":{"content":"tw"#,
            r#"{"id":"x","delta":{"content":null},"n":1}"#,
            "",
        ] {
            assert_eq!(recall(&memo, other), None, "{other}");
        }
    }

    #[test]
    fn obfuscation_may_differ() {
        let memo = kept(r#"{"content":"one","obfuscation":"abc","n":1}"#, "one");
        let two = r#"{"content":"two","obfuscation":"defghi","n":1}"#;
        assert_eq!(recall(&memo, two).as_deref(), Some("two"));
        assert_eq!(
            recall(&memo, r#"{"content":"two","obfuscation":"d","n":2}"#),
            None
        );
    }

    #[test]
    fn the_number_of_the_event_may_differ() {
        let memo = kept(r#"{"sequence_number":9,"delta":"one","n":1}"#, "one");
        let same = |number: &str| {
            let event = format!(r#"{{"sequence_number":{number},"delta":"two","n":1}}"#);
            recall(&memo, &event)
        };
        for number in ["9", "10", "12345678901234567890"] {
            assert_eq!(same(number).as_deref(), Some("two"), "{number}");
        }
        for other in ["", "-1", "1.5", "null", "\"1\"", "1,\"x\":2"] {
            assert_eq!(same(other), None, "{other}");
        }
        let behind = kept(
            r#"{"delta":"one","obfuscation":"ab","sequence_number":9}"#,
            "one",
        );
        let two = r#"{"delta":"two","obfuscation":"","sequence_number":10}"#;
        assert_eq!(recall(&behind, two).as_deref(), Some("two"));
        assert_eq!(recall(&behind, &two[..two.len() - 1]), None);
    }

    #[test]
    fn what_is_forgotten_is_not_recalled() {
        let event = r#"{"content":"one"}"#;
        let mut memo = kept(event, "one");
        memo.forget();
        assert_eq!(recall(&memo, event), None);
    }

    #[test]
    fn a_text_from_elsewhere_is_not_kept() {
        let mut memo = Memo::default();
        memo.keep(br#"{"content":"one"}"#, 3, &String::from("one"));
        assert!(memo.recall(br#"{"content":"one"}"#).is_none());
    }
}
