//! Server-sent events, as they are pushed.

use crate::error::{Error, ErrorKind, Result};

/// Splits a byte stream into server-sent events
/// ([WHATWG HTML, 9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation)).
///
/// Bytes are looked at once, wherever they are cut. Lines may end in LF, CR or CRLF; a byte order mark, comments, fields
/// other than `data` and a missing space after the colon are taken as the standard says. Two things are kinder than it:
/// the last event counts without a blank line behind it, and the data is handed out as bytes, to be checked where it is read.
///
/// ```
/// use instructor_core::provider::EventDecoder;
///
/// let mut decoder = EventDecoder::new();
/// let mut events = Vec::new();
/// let mut emit = |data: &[u8]| Ok(events.push(String::from_utf8_lossy(data).into_owned()));
/// decoder.decode(b": hello\r\ndata: on", &mut emit)?;
/// decoder.decode(b"e\r\n\r\ndata:two", &mut emit)?;
/// decoder.finish(&mut emit)?;
/// assert_eq!(events, ["one", "two"]);
/// # Ok::<(), instructor_core::Error>(())
/// ```
#[derive(Debug)]
pub struct EventDecoder {
    /// The line that the last chunk cut.
    line: Vec<u8>,
    /// The data of the event so far, each line ended by LF.
    data: Vec<u8>,
    has_data: bool,
    /// How many bytes the lines of that data had.
    read: usize,
    /// The last line ended in CR: an LF that follows belongs to it.
    after_cr: bool,
    /// Nothing has come yet: a byte order mark may.
    at_start: bool,
    limit: usize,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl EventDecoder {
    /// A decoder at the start of a stream, for events of up to 16 MiB.
    pub fn new() -> Self {
        EventDecoder {
            line: Vec::new(),
            data: Vec::new(),
            has_data: false,
            read: 0,
            after_cr: false,
            at_start: true,
            limit: 16 << 20,
        }
    }

    /// Sets how many bytes an event may have: the lines of its data, as they stand in the stream. No other line may be longer
    /// either.
    pub fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Reads a chunk, and hands the data of each event that ends in it to `emit`.
    ///
    /// # Errors
    ///
    /// If an event passes the limit, and what `emit` gives.
    pub fn decode(
        &mut self,
        bytes: &[u8],
        mut emit: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            if std::mem::take(&mut self.after_cr) && first == b'\n' {
                rest = &rest[1..];
                continue;
            }
            let Some(end) = memchr::memchr2(b'\n', b'\r', rest) else {
                self.line.extend_from_slice(rest);
                return self.check(self.line.len());
            };
            let (line, ended) = rest.split_at(end);
            self.after_cr = ended.first() == Some(&b'\r');
            rest = &ended[1..];
            if self.line.is_empty() {
                self.line(line, &mut emit)?;
            } else {
                let mut held = std::mem::take(&mut self.line);
                held.extend_from_slice(line);
                self.line(&held, &mut emit)?;
                held.clear();
                self.line = held;
            }
        }
        Ok(())
    }

    /// Ends the stream: an event without a blank line behind it counts.
    ///
    /// # Errors
    ///
    /// What `emit` gives.
    pub fn finish(&mut self, mut emit: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let line = std::mem::take(&mut self.line);
        self.line(&line, &mut emit)?;
        self.line(b"", &mut emit)
    }

    fn line(&mut self, line: &[u8], emit: &mut impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let line = match line.strip_prefix(BYTE_ORDER_MARK) {
            Some(line) if self.at_start => line,
            _ => line,
        };
        self.at_start = false;
        if line.is_empty() {
            if !std::mem::take(&mut self.has_data) {
                return Ok(());
            }
            let emitted = emit(self.data.strip_suffix(b"\n").unwrap_or(&self.data));
            self.data.clear();
            self.read = 0;
            return emitted;
        }
        self.check(line.len())?;
        let value = match line.strip_prefix(b"data") {
            Some([]) => &[][..],
            Some([b':', b' ', value @ ..] | [b':', value @ ..]) => value,
            // A comment, or a field that does not concern us.
            _ => return Ok(()),
        };
        self.data.extend_from_slice(value);
        self.data.push(b'\n');
        self.has_data = true;
        self.read += line.len() + 1;
        Ok(())
    }

    /// Whether a line of so many bytes, or more, is within the limit.
    fn check(&self, line: usize) -> Result<()> {
        if self.read + line <= self.limit {
            return Ok(());
        }
        let limit = self.limit;
        Err(Error::new(
            ErrorKind::Limit,
            format!("an event of more than {limit} bytes"),
        ))
    }
}

impl Default for EventDecoder {
    fn default() -> Self {
        EventDecoder::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of `bytes`, which must not depend on where they are cut.
    fn events(bytes: &[u8]) -> Vec<String> {
        let run = |pieces: &mut dyn Iterator<Item = &[u8]>| {
            let mut events = Vec::new();
            let mut decoder = EventDecoder::new();
            let mut emit = |data: &[u8]| {
                events.push(String::from_utf8(data.to_vec()).unwrap());
                Ok(())
            };
            for piece in pieces {
                decoder.decode(piece, &mut emit).unwrap();
            }
            decoder.finish(&mut emit).unwrap();
            events
        };
        let whole = run(&mut std::iter::once(bytes));
        for size in 1..=bytes.len() {
            assert_eq!(run(&mut bytes.chunks(size)), whole, "in pieces of {size}");
        }
        for cut in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(
                run(&mut [head, b"", tail].into_iter()),
                whole,
                "cut at {cut}"
            );
        }
        whole
    }

    #[test]
    fn every_line_ending() {
        let expected = ["one", "two", "three"];
        assert_eq!(
            events(b"data: one\n\ndata: two\n\ndata: three\n\n"),
            expected
        );
        assert_eq!(
            events(b"data: one\r\n\r\ndata: two\r\n\r\ndata: three\r\n\r\n"),
            expected
        );
        assert_eq!(
            events(b"data: one\r\rdata: two\r\rdata: three\r\r"),
            expected
        );
        assert_eq!(
            events(b"data: one\n\r\ndata: two\r\n\ndata: three\r\r\n"),
            expected
        );
    }

    #[test]
    fn the_standard_s_oddities() {
        assert_eq!(events(b"\xEF\xBB\xBFdata: x\n\n"), ["x"]);
        assert_eq!(events(b": comment\n\n:\n\ndata: x\n: more\n\n"), ["x"]);
        assert_eq!(events(b"data:x\n\ndata:  x\n\n"), ["x", " x"]);
        assert_eq!(events(b"data: a\ndata\ndata: b\n\n"), ["a\n\nb"]);
        assert_eq!(
            events(b"event: e\nid: 1\nretry: 2\n\ndata: x\nevent: y\n\n"),
            ["x"]
        );
        assert_eq!(events(b"database: x\n\ndata\n\n"), [""]);
        assert_eq!(events("data: \u{2028}é🦀\n\n".as_bytes()), ["\u{2028}é🦀"]);
    }

    #[test]
    fn the_last_event_needs_no_blank_line() {
        assert_eq!(events(b"data: one\n\ndata: two\n"), ["one", "two"]);
        assert_eq!(events(b"data: one\n\ndata: two"), ["one", "two"]);
        assert_eq!(events(b""), [""; 0]);
    }

    /// However it is cut.
    #[test]
    fn an_event_is_bounded() {
        let events: [&[u8]; 4] = [
            b"data: 0123456789",
            b": 01234567890123",
            b"event: 012345678",
            b"data: 1\ndata: 23",
        ];
        for event in events {
            assert_eq!(event.len(), 16);
            let twice = [b"data\n\n", event, b"\n\n", event, b"\r\n\r\n"].concat();
            for size in 1..=twice.len() {
                let read = |limit| {
                    let mut decoder = EventDecoder::new().limit(limit);
                    let mut pieces = twice.chunks(size);
                    pieces.try_for_each(|piece| decoder.decode(piece, |_| Ok(())))
                };
                read(16).unwrap();
                let error = read(15).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Limit);
                assert_eq!(error.to_string(), "an event of more than 15 bytes");
            }
        }
    }

    #[test]
    fn an_endless_event_is_cut_off() {
        for endless in [&b"data: 0123456789"[..], b"data: 0123456789\n"] {
            let mut decoder = EventDecoder::new().limit(100);
            let mut pieces = std::iter::repeat_n(endless, 100);
            let ended = pieces.try_for_each(|piece| decoder.decode(piece, |_| Ok(())));
            assert_eq!(ended.unwrap_err().kind(), ErrorKind::Limit);
        }
    }
}
