//! Which elements of a list an answer is to have.

use crate::error::{Error, Problem};
use crate::stream::again::ALL;

/// An element that is no good.
#[derive(Debug)]
pub(super) struct Bad {
    pub(super) index: usize,
    pub(super) error: Error,
}

/// Which elements of a list an answer is to have: the first all of them, a later one those that were no good.
#[derive(Debug)]
pub(super) struct Order {
    /// Those that are asked for once more, and come first.
    asked: Vec<Bad>,
    rest: Rest,
    /// Those of this answer that are no good.
    bad: Vec<Bad>,
}

/// What follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// All elements from this one on: they have never come.
    From(usize),
    /// Nothing. The list has that many.
    Nothing { of: usize },
}

impl Default for Order {
    fn default() -> Self {
        Order {
            asked: Vec::new(),
            rest: Rest::From(0),
            bad: Vec::new(),
        }
    }
}

impl Order {
    /// The index of the element that comes at `place`, if that is known before all have come.
    ///
    /// Where only some are asked for, a model may send all again: how many come tells.
    pub(super) fn index(&self, place: usize) -> Option<usize> {
        match (self.rest, self.asked.get(place)) {
            (Rest::Nothing { .. }, _) => None,
            (Rest::From(_), Some(bad)) => Some(bad.index),
            (Rest::From(start), None) => Some(start + place - self.asked.len()),
        }
    }

    /// The index of the element at `place`, of those that are wanted, now that so many have come and no more will. None if
    /// it is not one of them.
    pub(super) fn index_among(&self, place: usize, came: usize) -> Option<usize> {
        match self.rest {
            Rest::From(_) => self.index(place),
            Rest::Nothing { .. } if came == self.asked.len() => Some(self.asked.get(place)?.index),
            Rest::Nothing { of } if came == of => {
                let mut asked = self.asked.iter();
                asked.any(|bad| bad.index == place).then_some(place)
            }
            Rest::Nothing { .. } => None,
        }
    }

    /// Notes that an element of this answer is no good.
    pub(super) fn note_bad(&mut self, index: usize, error: Error) {
        self.bad.push(Bad { index, error });
    }

    /// The answer has ended, with so many elements: what is no good, and what it lacks, is to be asked for. Where it `broke`,
    /// there may be more behind them.
    pub(super) fn answered(&mut self, came: usize, broke: bool) {
        // Those that did not come are no better than before.
        let have_come = match self.rest {
            Rest::From(_) => came,
            Rest::Nothing { of } if !broke && (came == self.asked.len() || came == of) => {
                usize::MAX
            }
            Rest::Nothing { .. } => 0,
        };
        let behind = came.saturating_sub(self.asked.len());
        self.rest = match self.rest {
            Rest::From(start) if broke => Rest::From(start + behind),
            Rest::From(start) => Rest::Nothing { of: start + behind },
            rest => rest,
        };
        let before = std::mem::take(&mut self.asked).into_iter();
        self.asked = std::mem::take(&mut self.bad);
        self.asked.extend(before.skip(have_come));
        self.asked.sort_by_key(|bad| bad.index);
    }

    /// The answer ends with the element `index`: those before it have come, and those behind it are no better than before.
    pub(super) fn broke_at(&mut self, index: usize) {
        let before = std::mem::take(&mut self.asked).into_iter();
        self.asked = std::mem::take(&mut self.bad);
        self.asked.extend(before.filter(|bad| bad.index > index));
    }

    /// Whether nothing is left to be asked for.
    pub(super) fn is_filled(&self) -> bool {
        self.asked.is_empty() && matches!(self.rest, Rest::Nothing { .. })
    }

    /// The elements that are no good.
    pub(super) fn take_bad(&mut self) -> Vec<Bad> {
        std::mem::take(&mut self.asked)
    }

    /// All that is wrong with them.
    pub(super) fn problems(&self) -> impl Iterator<Item = Problem> {
        self.asked.iter().flat_map(|bad| bad.error.told())
    }

    /// What the model is to answer with.
    pub(super) fn wanted(&self) -> String {
        let indices: Vec<String> = self.asked.iter().map(|bad| bad.index.to_string()).collect();
        let again = match &*indices {
            [] => String::new(),
            [one] => format!("element {one}, corrected"),
            [first @ .., last] => {
                let first = first.join(", ");
                format!("elements {first} and {last}, in this order, corrected")
            }
        };
        match self.rest {
            Rest::From(0) if again.is_empty() => ALL.to_owned(),
            Rest::From(start) if again.is_empty() => format!(
                "The elements before number {start}, counted from 0, were accepted. Answer again, in the same form, with a \
                 list of those from element {start} on, and no others."
            ),
            Rest::From(start) => format!(
                "All other elements before number {start}, counted from 0, were accepted. Answer again, in the same form, \
                 with a list of {again}, and then of those from element {start} on, and no others."
            ),
            Rest::Nothing { .. } => format!(
                "All other elements, counted from 0, were accepted. Answer again, in the same form, with a list of {again}, \
                 and no others."
            ),
        }
    }
}
