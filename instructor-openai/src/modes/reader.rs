//! What takes the value out of what the model says.

use instructor_core::Result;
use instructor_core::provider::Delta;

/// Where the pieces of an answer go.
pub(crate) type Emit<'a> = &'a mut dyn FnMut(Delta<'_>);

/// A piece of a call of a function.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    /// Which call, as the server counts.
    pub(crate) index: usize,
    /// Its id: with the first piece, or with each.
    pub(crate) id: Option<&'a str>,
    /// The function's name: with the first piece, or with each.
    pub(crate) name: Option<&'a str>,
    pub(crate) arguments: &'a str,
}

/// Takes the value out of what the model says, piece by piece.
pub(crate) trait Reader: Send {
    /// The model writes, as number `item` of what it answers with.
    fn content(&mut self, item: usize, text: &str, emit: Emit<'_>);

    /// The model calls a function.
    fn call(&mut self, call: Call<'_>, emit: Emit<'_>);

    /// What is wrong with what the model has said so far; also if more than `limit` bytes of it are kept back.
    fn check(&self, limit: usize) -> Result<()> {
        let _ = limit;
        Ok(())
    }

    /// The model has said all that it wanted to say: it was not cut.
    fn end(&mut self, emit: Emit<'_>) {
        let _ = emit;
    }
}

/// The value is what the model writes.
pub(super) struct Content;

impl Reader for Content {
    fn content(&mut self, item: usize, text: &str, emit: Emit<'_>) {
        emit(Delta::Text { call: item, text });
    }

    fn call(&mut self, _: Call<'_>, _: Emit<'_>) {}
}

/// The value is the arguments of a call: of the first, where there are several.
pub(super) struct Arguments;

impl Reader for Arguments {
    fn content(&mut self, _: usize, text: &str, emit: Emit<'_>) {
        if !text.is_empty() {
            emit(Delta::Prose(text));
        }
    }

    fn call(&mut self, call: Call<'_>, emit: Emit<'_>) {
        if call.id.is_some() || call.name.is_some() {
            emit(Delta::Call {
                call: call.index,
                id: call.id,
                name: call.name,
                arguments: None,
            });
        }
        emit(Delta::Text {
            call: call.index,
            text: call.arguments,
        });
    }
}
