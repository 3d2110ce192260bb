//! Reading a list for its elements: each as it closes, and one that is no good as its error.

use crate::error::{Error, Result};
use crate::json::abandon::Abandoned;
use crate::json::{Parser, Setup};
use crate::partial::Partial;
use crate::stream::list::{ClosedElement, Each};
use crate::stream::sides::Sides;
use crate::stream::snapshot::Snapshot;
use std::ops::Range;

/// The list of one answer.
pub(super) struct Reading<P> {
    sides: Sides<Each<P>>,
    /// How an element is read by itself.
    setup: Setup,
    /// How many elements have come, good or not.
    count: usize,
    /// The element that is skipped, for what is wrong with it.
    skipped: Option<Skipped>,
    /// Those that have come and were not taken.
    came: Vec<Came<P>>,
}

/// An element that was given up, and is skipped to its end.
struct Skipped {
    element: Abandoned,
    start: usize,
    error: Error,
}

/// An element that has come.
pub(super) struct Came<P> {
    /// Where in the list of this answer it stood.
    pub(super) place: usize,
    /// As it was filled, or why it is none.
    pub(super) partial: Result<P>,
    pub(super) text: Range<usize>,
}

impl<P: Partial> Reading<P> {
    pub(super) fn new(setup: Setup) -> Self {
        let mut of_element = setup.clone();
        of_element.shapes.wrapped = false;
        Reading {
            sides: Sides::new(Parser::of(setup)),
            setup: of_element,
            count: 0,
            skipped: None,
            came: Vec::new(),
        }
    }

    /// Keeps note of what changes. For a list of which nothing was read yet.
    pub(super) fn note_changes(&mut self) {
        self.sides.note_changes();
    }

    /// How an element is read by itself.
    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    pub(super) fn parser(&self) -> &Parser<Each<P>> {
        self.sides.front()
    }

    /// The list, and its element in progress.
    pub(super) fn open(&self) -> Option<(&Each<P>, &P)> {
        let list = self.parser().partial()?;
        Some((list, list.open()?))
    }

    pub(super) fn snapshot(&self) -> Option<Snapshot<P>> {
        self.sides.snapshot()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.parser().is_closed()
    }

    /// How many elements have come, good or not.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The elements that have come since the last time.
    pub(super) fn take(&mut self) -> Vec<Came<P>> {
        self.collect_closed();
        std::mem::take(&mut self.came)
    }

    /// Reads `text` from `start` on. An element that is no good is skipped where it `skips`, else it is the end.
    pub(super) fn feed(&mut self, text: &str, mut start: usize, skips: bool) -> Result<()> {
        loop {
            let fresh = text.get(start..).unwrap_or_default();
            if let Some(skipped) = &mut self.skipped {
                let Some(end) = skipped.element.feed(fresh)? else {
                    return Ok(());
                };
                self.sides.go_on(end);
                self.end_skipped(end);
                start = end;
                continue;
            }
            let Err(error) = self.sides.feed(fresh) else {
                return Ok(());
            };
            self.collect_closed();
            if !skips {
                return Err(error);
            }
            let Some(at) = self.sides.abandon() else {
                return Err(error);
            };
            self.skipped = Some(Skipped {
                element: Abandoned::at(at, &self.setup),
                start: at,
                error,
            });
            start = at;
        }
    }

    /// Reads what the end of the text tells; with a `cause`, that more was to come.
    pub(super) fn end(&mut self, cause: Option<Error>) -> Result<()> {
        match &mut self.skipped {
            Some(skipped) => {
                skipped.element.end(cause)?;
                Err(Error::unclosed())
            }
            None => self.sides.end(cause),
        }
    }

    /// Nothing behind `end` is read, which may be within an element that is skipped.
    pub(super) fn stop(&mut self, end: usize) {
        self.collect_closed();
        self.end_skipped(end);
    }

    /// The element that is skipped, if there is one, has come: its text goes up to `end`.
    fn end_skipped(&mut self, end: usize) {
        if let Some(Skipped { start, error, .. }) = self.skipped.take() {
            self.came.push(Came {
                place: self.count,
                partial: Err(error),
                text: start..end,
            });
            self.count += 1;
        }
    }

    fn collect_closed(&mut self) {
        let Some(list) = self.sides.fresh() else {
            return;
        };
        for ClosedElement {
            place,
            partial,
            text,
        } in list.take_closed()
        {
            // The side that catches up closes elements again which the other has handed out.
            if place >= self.count {
                self.count = place + 1;
                self.came.push(Came {
                    place,
                    partial: Ok(partial),
                    text,
                });
            }
        }
    }
}
