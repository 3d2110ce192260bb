//! An answer as a stream of events, whichever API's.

use crate::modes::Emit;
use instructor_core::provider::{Decoder, Delta, EventDecoder, excerpt};
use instructor_core::{Error, ErrorKind, Finish, Limits, Result};

/// What is kept of a stream without events.
const HEAD: usize = 512;

/// Reads one event after the other.
pub(crate) trait ReadEvent: Send {
    /// Reads the data of an event, which is not empty. One that is the last by what it says gives [`Delta::Done`].
    fn read(&mut self, data: &[u8], emit: Emit<'_>) -> Result<()>;

    /// The answer is whole: nothing more comes, and the model was not cut.
    fn end(&mut self, emit: Emit<'_>);
}

/// The state of one stream.
pub(crate) struct Events<R> {
    events: EventDecoder,
    reader: R,
    ending: Ending,
    /// The start of what came before any event, to be shown if none comes.
    head: Vec<u8>,
}

/// How far the end has come.
#[derive(Default)]
struct Ending {
    seen_event: bool,
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
        }
    }
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
            Ok(())
        }
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
        if !self.ending.seen_event {
            let room = HEAD - self.head.len();
            self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
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
        events.finish(|data| read(reader, ending, data, emit))?;
        if ending.is_whole() && !ending.done {
            reader.end(emit);
        }
        let head = excerpt(&String::from_utf8_lossy(&self.head));
        // Of nothing at all the core says that it is empty.
        if self.ending.seen_event || head.is_empty() {
            return Ok(());
        }
        let message = format!("the server sent no event of a stream (check the base URL): {head}");
        Err(Error::new(ErrorKind::Protocol, message))
    }
}
