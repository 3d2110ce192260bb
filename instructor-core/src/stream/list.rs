//! A list that is read for its elements alone.

use crate::error::Result;
use crate::json::list::{self, Items};
use crate::json::{Cursor, Step, Turn};
use crate::partial::{Kinds, Partial, Trail, fill};
use serde::Serializer;
use std::collections::VecDeque;
use std::ops::Range;

/// A list of which only the element in progress is kept, and those that have closed until they are taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Each<P> {
    open: Option<P>,
    /// Where the open element starts in the text, in bytes.
    start: usize,
    closed: VecDeque<ClosedElement<P>>,
    /// How many have closed in all, or were given up.
    count: usize,
}

/// An element that has closed, and its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClosedElement<P> {
    /// Where in the list it stood.
    pub(crate) place: usize,
    pub(crate) partial: P,
    pub(crate) text: Range<usize>,
}

impl<P> Each<P> {
    /// How many elements have closed in all, or were given up: the index of the open one.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn open(&self) -> Option<&P> {
        self.open.as_ref()
    }

    /// Where the open element starts in the text.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Gives up the open element; tells where it starts.
    pub(crate) fn abandon(&mut self) -> usize {
        self.open = None;
        self.count += 1;
        self.start
    }

    /// Takes out the elements that have closed.
    pub(crate) fn take_closed(&mut self) -> impl Iterator<Item = ClosedElement<P>> {
        self.closed.drain(..)
    }
}

impl<P> Default for Each<P> {
    fn default() -> Self {
        Each {
            open: None,
            start: 0,
            closed: VecDeque::new(),
            count: 0,
        }
    }
}

impl<P: Partial> Items for Each<P> {
    const SINGLE: Kinds = P::KINDS;

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if turn == Turn::Begin {
            cursor.restart_progress();
            self.start = cursor.offset();
        }
        fill(&mut self.open, turn, cursor)?;
        let text = self.start..cursor.offset();
        let place = self.count;
        let closed = self.open.take().map(|partial| ClosedElement {
            place,
            partial,
            text,
        });
        self.closed.extend(closed);
        self.count += 1;
        Ok(())
    }
}

impl<P: Partial> Partial for Each<P> {
    type Complete = ();

    const KINDS: Kinds = Kinds::LIST;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        list::begin(slot, cursor)
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        list::resume(self, cursor)
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<()> {
        Some(())
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.open.serialize_partial(serializer)
    }
}
