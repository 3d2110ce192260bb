//! The envelope memo: from one event of a stream to the next, little but the text changes.
//!
//! An event of some 260 bytes carries a token of 4. Parsing the envelope is nearly all of the work, and it says the same
//! each time. So the last event that held nothing but text is kept, with the place of the text in it: where the next
//! one is equal before and behind that place, its text is read and the rest is not.

use serde::Deserialize;

use super::text::Text;

/// Where the text of an event stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Content,
    Reasoning,
    /// In the arguments of the call of this number.
    Arguments(usize),
}

/// The last event with nothing but text in it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    event: Vec<u8>,
    /// What may differ, in order: the insides of strings, by their places in the event. None: nothing is kept yet.
    holes: Vec<Hole>,
    place: Place,
}

#[derive(Debug)]
struct Hole {
    start: usize,
    end: usize,
    is_text: bool,
}

/// A string that OpenAI fills at random in each event, against those who would guess the text by the event's length.
const OBFUSCATION: &[u8] = br#""obfuscation":""#;

impl Memo {
    /// The text of an event that differs from the kept one in nothing that counts, and where it stands.
    pub(super) fn recall<'d>(&self, data: &'d [u8]) -> Option<(Place, Text<'d>)> {
        let (mut kept, mut at) = (0, 0);
        let mut text = None;
        for hole in &self.holes {
            let envelope = self.event.get(kept..hole.start)?;
            let rest = data.get(at..)?.strip_prefix(envelope)?;
            let start = at + envelope.len();
            let end = start + string_end(rest)?;
            if hole.is_text {
                // With its quotes: whatever is wrong within is wrong here as it is in the whole.
                text = Some(data.get(start - 1..=end)?);
            } else if !data.get(start..end)?.iter().all(is_plain) {
                // Nobody reads it, and so nobody says what is wrong in it.
                return None;
            }
            (kept, at) = (hole.end, end);
        }
        if self.event.get(kept..)? != data.get(at..)? {
            return None;
        }
        let mut parser = serde_json::Deserializer::from_slice(text?);
        Some((self.place, Text::deserialize(&mut parser).ok()?))
    }

    /// Keeps an event that holds `text` at `place`, and nothing else to be told.
    pub(super) fn keep(&mut self, data: &[u8], place: Place, text: &str) {
        self.holes.clear();
        // Where the text was borrowed from: one with escapes was not, and is not kept.
        let Some(start) = text.as_ptr().addr().checked_sub(data.as_ptr().addr()) else {
            return;
        };
        let end = start + text.len();
        if data.get(start..end) != Some(text.as_bytes()) || data.get(end) != Some(&b'"') {
            return;
        }
        self.holes.push(Hole {
            start,
            end,
            is_text: true,
        });
        let behind = &data[end..];
        if let Some(place) = memchr::memmem::find(behind, OBFUSCATION) {
            let start = end + place + OBFUSCATION.len();
            if let Some(len) = string_end(&data[start..]) {
                self.holes.push(Hole {
                    start,
                    end: start + len,
                    is_text: false,
                });
            }
        }
        self.event.clear();
        self.event.extend_from_slice(data);
        self.place = place;
    }
}

/// Whether a byte stands for itself in a string.
fn is_plain(byte: &u8) -> bool {
    *byte >= b' ' && *byte != b'\\'
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

    fn kept(event: &str, text: &str) -> Memo {
        let mut memo = Memo::default();
        let start = event.find(text).unwrap();
        memo.keep(
            event.as_bytes(),
            Place::Arguments(3),
            &event[start..start + text.len()],
        );
        memo
    }

    fn recall(memo: &Memo, event: &str) -> Option<String> {
        let (place, Text(text)) = memo.recall(event.as_bytes())?;
        assert_eq!(place, Place::Arguments(3));
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
        for other in [
            r#"{"content":"two","obfuscation":"d","n":2}"#,
            r#"{"content":"two","obfuscation":"\x","n":1}"#,
            "{\"content\":\"two\",\"obfuscation\":\"\n\",\"n\":1}",
        ] {
            assert_eq!(recall(&memo, other), None, "{other}");
        }
    }

    #[test]
    fn a_text_from_elsewhere_is_not_kept() {
        let mut memo = Memo::default();
        memo.keep(
            br#"{"content":"one"}"#,
            Place::Content,
            &String::from("one"),
        );
        assert!(memo.recall(br#"{"content":"one"}"#).is_none());
    }
}
