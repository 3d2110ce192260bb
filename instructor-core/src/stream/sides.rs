//! The two sides of a stream: how snapshots stay cheap when the consumer keeps the last one.

use super::list::Each;
use super::snapshot::{Snapshot, View};
use crate::error::{Error, Result};
use crate::json::Parser;
use crate::partial::Partial;
use std::sync::Arc;

/// A parser that is fed in place while nobody holds a snapshot of it.
///
/// Where a snapshot is held, a copy of the value at each chunk would make the whole quadratic. Instead there is a
/// second parser: copied once, it takes turns with the first. The side that is free catches up on the text that it
/// missed and takes the new chunk, so that each byte is read twice at most. Only if snapshots of both sides are held is there another copy.
#[derive(Debug)]
pub(crate) struct Sides<P> {
    front: Arc<Parser<P>>,
    back: Option<Back<P>>,
    /// Chunks in a row that found no snapshot held.
    calm: u32,
}

#[derive(Debug)]
struct Back<P> {
    parser: Arc<Parser<P>>,
    missed: String,
}

/// After so many calm chunks the second side is given up.
const CALM: u32 = 64;

impl<P: Partial> Sides<P> {
    pub(crate) fn new(parser: Parser<P>) -> Self {
        Sides {
            front: Arc::new(parser),
            back: None,
            calm: 0,
        }
    }

    pub(crate) fn front(&self) -> &Parser<P> {
        &self.front
    }

    /// Keeps note of what each chunk changes. For a stream that nobody has taken a snapshot of yet.
    pub(crate) fn note_changes(&mut self) {
        if let Some(front) = Arc::get_mut(&mut self.front) {
            front.note_changes();
        }
    }

    /// Reads a chunk.
    pub(crate) fn feed(&mut self, text: &str) -> Result<()> {
        self.apply(text, |parser| parser.feed(text))
    }

    /// Tells the parser that no text will follow; with a `cause`, that more was to come.
    pub(crate) fn end(&mut self, cause: Option<Error>) -> Result<()> {
        self.apply("", |parser| parser.end_by(cause))
    }

    /// Does `step`, which reads `text`, to a side of which no snapshot is held, and makes that the front.
    fn apply(&mut self, text: &str, step: impl FnOnce(&mut Parser<P>) -> Result<()>) -> Result<()> {
        if let Some(front) = Arc::get_mut(&mut self.front) {
            self.calm += 1;
            if self.calm > CALM {
                self.back = None;
            }
            if let Some(back) = &mut self.back {
                back.missed.push_str(text);
            }
            return step(front);
        }
        self.calm = 0;
        if let Some(back) = &mut self.back
            && let Some(parser) = Arc::get_mut(&mut back.parser)
        {
            let caught_up = parser.feed_again(&back.missed);
            let result = caught_up.and_then(|()| step(parser));
            back.missed.clear();
            back.missed.push_str(text);
            std::mem::swap(&mut self.front, &mut back.parser);
            return result;
        }
        let mut parser = (*self.front).clone();
        let result = step(&mut parser);
        self.back = Some(Back {
            parser: std::mem::replace(&mut self.front, Arc::new(parser)),
            missed: text.to_owned(),
        });
        result
    }

    /// The value that has just been fed, which nobody else can hold yet.
    pub(crate) fn fresh(&mut self) -> Option<&mut P> {
        Arc::get_mut(&mut self.front)?.partial_mut()
    }

    pub(crate) fn snapshot<V>(&self) -> Option<Snapshot<V>>
    where
        Parser<P>: View<V>,
    {
        Snapshot::of(&self.front)
    }

    /// The value: moved out, or copied if a snapshot of it is held.
    pub(crate) fn into_partial(self) -> Option<P> {
        Arc::unwrap_or_clone(self.front).into_partial()
    }
}

impl<P: Partial> Sides<Each<P>> {
    /// Gives up the element that has just failed, if that is all that is wrong: see [`Parser::abandon`].
    pub(crate) fn abandon(&mut self) -> Option<usize> {
        let start = Arc::get_mut(&mut self.front)?.abandon()?;
        // The other side would fail where this one did.
        self.back = None;
        Some(start)
    }

    /// Goes on behind the element that was given up.
    pub(crate) fn go_on(&mut self, offset: usize) {
        Arc::make_mut(&mut self.front).go_on(offset);
    }
}
