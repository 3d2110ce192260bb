//! Answers of the Responses API, whole and streamed.

use crate::events::{Events, ReadEvent};
use crate::modes::{Emit, Reader};
use instructor_core::provider::Decoder;
use instructor_core::{Limits, Result};

/// What reads a stream.
pub(crate) fn decoder(reader: Box<dyn Reader>, limits: &Limits) -> Box<dyn Decoder> {
    Box::new(Events::new(ResponsesEvents { reader }, limits))
}

struct ResponsesEvents {
    reader: Box<dyn Reader>,
}

impl ReadEvent for ResponsesEvents {
    fn read(&mut self, _: &[u8], _: Emit<'_>) -> Result<()> {
        Ok(())
    }

    fn end(&mut self, emit: Emit<'_>) {
        self.reader.end(emit);
    }
}

/// Reads an answer that came whole.
pub(crate) fn whole(_: Box<dyn Reader>, _: &[u8], _: Emit<'_>) -> Result<()> {
    Ok(())
}
