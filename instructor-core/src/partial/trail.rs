//! The way down to a value that is being completed, and what is found on it.

use super::Partial;
use super::constraint::Check;
use crate::context::Context;
use crate::error::{Error, Problem};
use crate::json::{Object, Setup};
use crate::path::{Path, Segment};
use crate::problem::{Found, plain};
use crate::validate::Validation;
use std::cell::RefCell;

/// How a value is completed: who looks at it then, and what they found.
#[derive(Debug)]
pub(crate) struct Completion {
    stage: Stage,
    context: Context,
    missing: RefCell<Vec<Path>>,
    found: RefCell<Found>,
}

/// What has not been looked at yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing: the value may come from anywhere.
    All,
    /// Fields: not all of the value is there, and no type can be looked at.
    Fields,
    /// Whole types. What stands at a field was looked at when that closed.
    Types,
    /// Nothing is to be looked at: it is a copy, for who looks at a field.
    Copy,
}

impl Completion {
    pub(crate) fn new(stage: Stage, context: Context) -> Self {
        Completion {
            stage,
            context,
            missing: RefCell::default(),
            found: RefCell::default(),
        }
    }

    /// Of a copy, of which nobody wants to know what is wrong with it.
    pub(crate) fn of_copy() -> Self {
        Completion::new(Stage::Copy, Context::default())
    }

    /// Of a value that was read so.
    pub(crate) fn of(setup: &Setup) -> Self {
        let stage = match setup.collecting {
            true => Stage::All,
            false => Stage::Types,
        };
        Completion::new(stage, setup.context.clone())
    }

    /// What was found, beside what is missing.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.found.into_inner().problems
    }

    /// Why there is no value, of which some members did not fit and are missing for that.
    pub(crate) fn into_error_with(self, misfits: &[Problem]) -> Error {
        let (mut missing, mut found) = (self.missing.into_inner(), self.found.into_inner());
        let is_for_that = |path: &Path| {
            let mut misfits = misfits.iter();
            misfits.any(|misfit| path.leads_to(misfit.path.segments()))
        };
        missing.retain(|path| !is_for_that(path));
        found.problems.retain(|problem| !is_for_that(&problem.path));
        match found.unchecked {
            Some(error) => error,
            None => Error::of_problems([misfits, &found.problems].concat(), missing),
        }
    }

    /// Why there is no value.
    pub(crate) fn into_error(self) -> Error {
        let (missing, found) = (self.missing.into_inner(), self.found.into_inner());
        match found.unchecked {
            Some(error) => error,
            None if found.problems.is_empty() => Error::missing(missing),
            None => Error::of_problems(found.problems, missing),
        }
    }
}

/// The way down to a value that is being completed, on the call stack: nothing is built unless something is wrong.
#[doc(hidden)]
#[derive(Debug)]
pub struct Trail<'a> {
    completion: &'a Completion,
    last: Option<(&'a Trail<'a>, Mark<'a>)>,
}

#[derive(Debug, Clone, Copy)]
enum Mark<'a> {
    Field(&'static str),
    Index(usize),
    Key(&'a str),
}

impl<'a> Trail<'a> {
    pub(crate) fn root(completion: &'a Completion) -> Self {
        Trail {
            completion,
            last: None,
        }
    }

    fn down<'b>(&'b self, mark: Mark<'b>) -> Trail<'b> {
        Trail {
            completion: self.completion,
            last: Some((self, mark)),
        }
    }

    /// Completes a field.
    #[inline]
    pub fn field<P: Partial>(&self, name: &'static str, field: Option<P>) -> Option<P::Complete> {
        let trail = self.down(Mark::Field(name));
        match field {
            Some(value) => value.complete_at(&trail),
            None => P::absent(&trail),
        }
    }

    /// Completes a field that has a default.
    #[inline]
    pub fn field_or<P: Partial>(
        &self,
        name: &'static str,
        field: Option<P>,
        default: impl FnOnce() -> P::Complete,
    ) -> Option<P::Complete> {
        match field {
            Some(value) => value.complete_at(&self.down(Mark::Field(name))),
            None => Some(default()),
        }
    }

    /// Completes the parts of a struct that this one took into itself.
    pub fn flat<P: Object>(&self, part: Option<P>) -> Option<P::Complete> {
        part.unwrap_or_else(P::empty).complete_at(self)
    }

    /// Completes an element of a tuple.
    pub fn element<P: Partial>(&self, index: usize, element: Option<P>) -> Option<P::Complete> {
        let trail = self.down(Mark::Index(index));
        match element {
            Some(value) => value.complete_at(&trail),
            None => {
                trail.note_missing();
                None
            }
        }
    }

    /// Completes what stands right here: the content of a newtype variant.
    pub fn content<P: Partial>(&self, content: Option<P>) -> Option<P::Complete> {
        match content {
            Some(value) => value.complete_at(self),
            None => P::absent(self),
        }
    }

    /// The way down to a field.
    pub fn named(&self, name: &'static str) -> Trail<'_> {
        self.down(Mark::Field(name))
    }

    /// The way down to an element.
    pub fn index(&self, index: usize) -> Trail<'_> {
        self.down(Mark::Index(index))
    }

    pub(crate) fn key<'b>(&'b self, key: &'b str) -> Trail<'b> {
        self.down(Mark::Key(key))
    }

    /// Checks what stands right here as the attributes of its field say, unless that was done when it closed.
    pub fn check<P>(
        &self,
        value: Option<&P>,
        check: impl FnOnce(Check<'_, P>) -> Check<'_, P>,
    ) -> Option<()> {
        let Some(value) = value else {
            return Some(());
        };
        if matches!(self.completion.stage, Stage::Types | Stage::Copy) {
            return Some(());
        }
        let found = Check::run(value, &self.completion.context, check);
        self.note(found)
    }

    /// Completes a value, and validates it as the attributes of its type say.
    pub fn validated<T>(
        &self,
        complete: impl FnOnce(&Self) -> Option<T>,
        validate: impl FnOnce(Validation<'_, T>) -> Validation<'_, T>,
    ) -> Option<T> {
        let value = complete(self)?;
        if matches!(self.completion.stage, Stage::All | Stage::Types) {
            let found = Validation::run(&value, &self.completion.context, validate);
            self.note(found)?;
        }
        Some(value)
    }

    /// Notes what was found, if that is anything.
    fn note(&self, found: Found) -> Option<()> {
        if found.is_empty() {
            return Some(());
        }
        let found = found.below(&self.path());
        self.completion.found.borrow_mut().append(found);
        None
    }

    #[cold]
    pub(crate) fn note_missing(&self) {
        let path = self.path();
        self.completion.missing.borrow_mut().push(path);
    }

    /// Notes why the value, which is whole, cannot be converted.
    #[cold]
    pub(crate) fn note_invalid<T>(&self, problem: impl Into<String>) -> Option<T> {
        let problem: String = problem.into();
        self.note(Found::one(plain(problem.into())))?;
        None
    }

    fn path(&self) -> Path {
        let mut segments = Vec::new();
        let mut trail = self;
        while let Some((up, mark)) = &trail.last {
            segments.push(match mark {
                Mark::Field(name) => Segment::Field((*name).into()),
                Mark::Index(index) => Segment::Index(*index),
                Mark::Key(key) => Segment::Key((*key).to_owned()),
            });
            trail = up;
        }
        segments.reverse();
        segments.into_iter().collect()
    }
}
