//! The checks of a request: what is looked at beside what its type says.

use crate::error::{Error, Problem, Result};
#[cfg(feature = "http")]
use crate::problem::{IntoProblems, told_by};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// What looks at a value when it is finished, in turn.
#[doc(hidden)]
#[cfg_attr(
    not(feature = "http"),
    expect(
        unreachable_pub,
        reason = "requests have checks, which come with the client"
    )
)]
pub struct Checks<T>(Vec<Check<T>>);

#[cfg_attr(
    not(feature = "http"),
    expect(dead_code, reason = "requests have checks, which come with the client")
)]
enum Check<T> {
    Now(Look<T, Found>),
    Later(Look<T, Later>),
}

type Look<T, Gives> = Arc<dyn Fn(&T) -> Gives + Send + Sync>;

/// What is wrong, or why that cannot be told.
type Found = Result<Vec<Problem>>;

type Later = Pin<Box<dyn Future<Output = Found> + Send>>;

impl<T> Default for Checks<T> {
    fn default() -> Self {
        Checks(Vec::new())
    }
}

impl<T> fmt::Debug for Checks<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checks({})", self.0.len())
    }
}

#[cfg(feature = "http")]
impl<T> Checks<T> {
    pub(crate) fn add<E: IntoProblems>(
        &mut self,
        check: impl Fn(&T) -> Result<(), E> + Send + Sync + 'static,
    ) {
        let check = move |value: &T| found(check(value));
        self.0.push(Check::Now(Arc::new(check)));
    }

    pub(crate) fn add_async<E: IntoProblems, F>(
        &mut self,
        check: impl Fn(&T) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = Result<(), E>> + Send + 'static,
    {
        let check = move |value: &T| -> Later {
            let checked = check(value);
            Box::pin(async move { found(checked.await) })
        };
        self.0.push(Check::Later(Arc::new(check)));
    }

    /// Whether some of them take their time.
    pub(crate) fn has_async(&self) -> bool {
        self.0.iter().any(|check| matches!(check, Check::Later(_)))
    }
}

#[cfg(feature = "http")]
fn found<E: IntoProblems>(checked: Result<(), E>) -> Found {
    match checked {
        Ok(()) => Ok(Vec::new()),
        Err(failure) => told_by(failure).map_err(Error::of_check),
    }
}

impl<T> Checks<T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks at `value`, with all of them: what is wrong is told together.
    pub(crate) fn of(&self, value: &T) -> Checking {
        let mut checking = Checking::default();
        for check in &self.0 {
            match check {
                Check::Now(check) => checking.take(check(value)),
                Check::Later(check) => checking.later.push(check(value)),
            }
        }
        checking
    }
}

/// What the checks have found so far.
#[derive(Default)]
pub(crate) struct Checking {
    problems: Vec<Problem>,
    /// Why one of them could not be made: no other counts then.
    unchecked: Option<Error>,
    /// Those that are not done yet.
    later: Vec<Later>,
}

impl Checking {
    /// Goes on, until all of them are done, or one of them cannot be made.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut later = std::mem::take(&mut self.later);
        later.retain_mut(|check| match check.as_mut().poll(cx) {
            Poll::Ready(found) => {
                self.take(found);
                false
            }
            Poll::Pending => true,
        });
        if later.is_empty() || self.unchecked.is_some() {
            return Poll::Ready(());
        }
        self.later = later;
        Poll::Pending
    }

    fn take(&mut self, found: Found) {
        match found {
            Ok(problems) => self.problems.extend(problems),
            Err(error) => self.unchecked = self.unchecked.take().or(Some(error)),
        }
    }

    /// What they found, once they are done: what is wrong.
    ///
    /// # Errors
    ///
    /// If one could not be made.
    pub(crate) fn found(&mut self) -> Result<Vec<Problem>> {
        match self.unchecked.take() {
            Some(error) => Err(error),
            None => Ok(std::mem::take(&mut self.problems)),
        }
    }

    /// Whether they found nothing, once they are done.
    pub(crate) fn passed(&mut self) -> Result<()> {
        match self.found()? {
            problems if problems.is_empty() => Ok(()),
            problems => Err(Error::of_problems(problems, Vec::new())),
        }
    }
}
