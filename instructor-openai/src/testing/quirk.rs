//! What servers do otherwise than OpenAI, though nothing is lost.

/// Something that one server or proxy does otherwise than OpenAI.
///
/// An answer can have several: see [`Answer::quirk`](super::Answer::quirk). Those of lines,
/// events and deltas are about streams, an answer that is one JSON body goes out without them.
///
/// ```
/// use instructor_openai::testing::{Answer, Quirk};
///
/// let calls = [("Search", r#"{"query":"rain"}"#), ("Lights", "{}")];
/// let answer = Answer::calls(calls).quirk(Quirk::WholeCalls).quirk(Quirk::Crlf);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quirk {
    /// Lines end with a carriage return and a line feed.
    Crlf,
    /// Lines end with a carriage return alone.
    Cr,
    /// The stream begins with a byte order mark.
    Bom,
    /// `data:{…}`, without the space.
    NoSpace,
    /// The data of an event is on several lines, each with its own `data:`.
    DataLines,
    /// The last event has no empty line behind it: each one's is sent with the next.
    NoLastLine,
    /// What marks the end is sent twice.
    TwoMarkers,
    /// Every object has a field that nobody knows.
    UnknownFields,
    /// Events that nobody knows come after the first event and before the last ones.
    UnknownEvents,
    /// The usage is in the last chunk that has a choice, whether asked for or not. Chat
    /// Completions only.
    UsageWithFinish,
    /// Deltas of several calls take turns.
    Interleaved,
    /// A call arrives all at once: in one chunk, or with no deltas of its arguments.
    WholeCalls,
    /// The first delta of a call has a name and no `arguments`. Chat Completions only.
    NoArguments,
    /// Every delta of a call has its id and name. Chat Completions only.
    NameRepeated,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quirks(u32);

impl Quirks {
    pub(super) fn add(&mut self, quirk: Quirk) {
        self.0 |= 1 << quirk as u32;
    }

    pub(super) fn has(self, quirk: Quirk) -> bool {
        self.0 & (1 << quirk as u32) != 0
    }
}
