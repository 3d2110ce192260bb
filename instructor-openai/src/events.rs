//! An answer as a stream of events, whichever API's.

use crate::modes::Emit;
use instructor_core::provider::{Decoder, Delta, EventDecoder, excerpt};
use instructor_core::{Error, ErrorKind, Finish, Limits, Result};

/// What is kept of a stream without events.
const HEAD: usize = 512;

/// Reads one event after the other.
pub(crate) trait ReadEvent: Send {
    /// What the API is called.
    const API: &'static str;

    /// Reads the data of an event, which is not empty. One that is the last by what it says gives [`Delta::Done`].
    fn read(&mut self, data: &[u8], emit: Emit<'_>) -> Result<()>;

    /// The answer is whole: nothing more comes, and the model was not cut.
    fn end(&mut self, emit: Emit<'_>);

    /// Whether an event of this API has come.
    fn has_begun(&self) -> bool;

    /// What is wrong with what has come; also if more than `limit` bytes of it are kept back.
    fn check(&self, limit: usize) -> Result<()>;

    /// Reads an object that came in place of events: the whole answer, or an error.
    fn read_whole(&mut self, body: &[u8], emit: Emit<'_>) -> Result<()>;
}

/// The state of one stream.
pub(crate) struct Events<R> {
    events: EventDecoder,
    reader: R,
    ending: Ending,
    /// What came before any event: the start of it, to be shown if none comes, or all of it where it may be the answer.
    head: Vec<u8>,
    limits: Limits,
}

/// How far the end has come.
#[derive(Default)]
struct Ending {
    seen_event: bool,
    /// The first event that is of another API, if none of this one came before it.
    stranger: Option<String>,
    finish: Option<Finish>,
    done: bool,
}

impl Ending {
    /// Whether the model has said all that it wanted to.
    fn is_whole(&self) -> bool {
        match self.finish {
            Some(finish) => finish == Finish::Stop,
            None => self.done,
        }
    }
}

impl<R: ReadEvent> Events<R> {
    pub(crate) fn new(reader: R, limits: &Limits) -> Self {
        Events {
            events: EventDecoder::new().limit(limits.event),
            reader,
            ending: Ending::default(),
            head: Vec::new(),
            limits: *limits,
        }
    }

    /// Keeps what came without an event in it.
    fn keep(&mut self, bytes: &[u8]) {
        let mut all = self.head.iter().chain(bytes);
        let most = match all.find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => self.limits.event,
            _ => HEAD,
        };
        let room = most.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

/// The error of a body that is no stream.
fn without_events(body: &[u8]) -> Error {
    let body = excerpt(&String::from_utf8_lossy(body));
    let message = format!("the server sent no event of a stream (check the base URL): {body}");
    Error::new(ErrorKind::Protocol, message)
}

/// Reads the data of an event.
fn read<R: ReadEvent>(
    reader: &mut R,
    ending: &mut Ending,
    data: &[u8],
    emit: Emit<'_>,
) -> Result<()> {
    ending.seen_event = true;
    match data.trim_ascii() {
        b"" => Ok(()),
        b"[DONE]" => {
            check(reader, ending)?;
            close(reader, ending, emit);
            Ok(())
        }
        data => {
            let mut is_last = false;
            reader.read(data, &mut |delta| match delta {
                Delta::Done => is_last = true,
                delta => {
                    if let Delta::Finish(finish) = delta {
                        ending.finish = Some(finish);
                    }
                    emit(delta);
                }
            })?;
            if is_last {
                close(reader, ending, emit);
            }
            if !reader.has_begun() {
                let excerpt = || excerpt(&String::from_utf8_lossy(data));
                ending.stranger.get_or_insert_with(excerpt);
            }
            Ok(())
        }
    }
}

/// Whether what came, all of it, was of this API.
fn check<R: ReadEvent>(reader: &R, ending: &Ending) -> Result<()> {
    match &ending.stranger {
        Some(event) if !reader.has_begun() => {
            let api = R::API;
            let message = format!(
                "no event of the stream is of {api} (check the base URL and the mode): {event}"
            );
            Err(Error::new(ErrorKind::Protocol, message))
        }
        _ => Ok(()),
    }
}

/// Ends the answer where its marker stands. Some servers send it twice.
fn close<R: ReadEvent>(reader: &mut R, ending: &mut Ending, emit: Emit<'_>) {
    if !std::mem::replace(&mut ending.done, true) {
        if ending.is_whole() {
            reader.end(emit);
        }
        emit(Delta::Done);
    }
}

impl<R: ReadEvent> Decoder for Events<R> {
    fn decode(&mut self, bytes: &[u8], emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        let Events {
            events,
            reader,
            ending,
            ..
        } = self;
        events.decode(bytes, |data| read(reader, ending, data, emit))?;
        self.reader.check(self.limits.bytes)?;
        if !self.ending.seen_event {
            self.keep(bytes);
        }
        Ok(())
    }

    fn finish(&mut self, emit: &mut dyn FnMut(Delta<'_>)) -> Result<()> {
        let Events {
            events,
            reader,
            ending,
            ..
        } = self;
        let last = events.finish(|data| read(reader, ending, data, emit));
        match last {
            // The stream was cut within it: that it broke off says more.
            Err(error) if error.kind() == ErrorKind::Protocol && reader.has_begun() => {}
            last => last?,
        }
        if ending.is_whole() && !ending.done {
            reader.end(emit);
        }
        reader.check(self.limits.bytes)?;
        let head = self.head.trim_ascii();
        match head.first() {
            _ if self.ending.seen_event => check(&self.reader, &self.ending),
            // Of nothing at all the core says that it is empty.
            None => Ok(()),
            // A server that does not stream, and does not say so.
            Some(b'{') => {
                self.reader.read_whole(head, emit)?;
                emit(Delta::Done);
                Ok(())
            }
            Some(_) => Err(without_events(head)),
        }
    }
}
