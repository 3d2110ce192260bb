//! Checking elements, several at the same time, and handing them out in the order in which they came.

use crate::check::{Checking, Checks};
use crate::error::{Error, Result};
use std::collections::VecDeque;
use std::ops::Range;
use std::task::Context;

/// How many elements are checked at the same time.
const CHECKED_AT_ONCE: usize = 16;

/// Elements on their way out, the first of them first.
pub(super) struct Queue<T> {
    elements: VecDeque<Checked<T>>,
    checks: Checks<T>,
}

/// An element that is checked.
struct Checked<T> {
    index: usize,
    element: Result<T>,
    text: Range<usize>,
    checking: Checking,
    is_done: bool,
}

impl<T> Queue<T> {
    pub(super) fn new(checks: Checks<T>) -> Self {
        Queue {
            elements: VecDeque::new(),
            checks,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.elements.clear();
    }

    /// Adds the element `index`, which was read from `text`. One that is no good has nothing to be checked.
    pub(super) fn push(&mut self, index: usize, element: Result<T>, text: Range<usize>) {
        let checking = match &element {
            Ok(value) => self.checks.of(value),
            Err(_) => Checking::default(),
        };
        self.elements.push_back(Checked {
            index,
            element,
            text,
            checking,
            is_done: false,
        });
    }

    /// The first element, if its checks are done; those behind it are checked meanwhile. What they find is an error, which
    /// `told` makes one of the text of its element.
    pub(super) fn pop(
        &mut self,
        cx: &mut Context<'_>,
        told: impl Fn(Error, Range<usize>) -> Error,
    ) -> Option<(usize, Result<T>)> {
        let at_once = match self.checks.is_empty() {
            true => 1,
            false => CHECKED_AT_ONCE,
        };
        for checked in self.elements.iter_mut().take(at_once) {
            if !checked.is_done && checked.checking.poll(cx).is_ready() {
                checked.is_done = true;
                let error = match checked.checking.found() {
                    Ok(problems) if problems.is_empty() => continue,
                    Ok(problems) => Error::invalid_element(problems, checked.index),
                    Err(error) => error,
                };
                checked.element = Err(told(error, checked.text.clone()));
            }
        }
        let first = self.elements.pop_front_if(|first| first.is_done)?;
        Some((first.index, first.element))
    }
}
