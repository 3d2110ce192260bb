//! The checks of a request: what is looked at beside what its type says.

use crate::error::Problem;
#[cfg(feature = "http")]
use crate::{
    error::Error,
    problem::{IntoProblems, told_by},
};
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
    Now(Look<T, Vec<Problem>>),
    Later(Look<T, Later>),
}

type Look<T, Found> = Arc<dyn Fn(&T) -> Found + Send + Sync>;

type Later = Pin<Box<dyn Future<Output = Vec<Problem>> + Send>>;

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
        let check = move |value: &T| problems(check(value));
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
            Box::pin(async move { problems(checked.await) })
        };
        self.0.push(Check::Later(Arc::new(check)));
    }

    /// Whether some of them take their time.
    pub(crate) fn has_async(&self) -> bool {
        self.0.iter().any(|check| matches!(check, Check::Later(_)))
    }
}

#[cfg(feature = "http")]
fn problems<E: IntoProblems>(checked: Result<(), E>) -> Vec<Problem> {
    checked.map_or_else(told_by, |()| Vec::new())
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
                Check::Now(check) => checking.problems.extend(check(value)),
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
    /// Those that are not done yet.
    later: Vec<Later>,
}

impl Checking {
    /// Goes on, until all of them are done.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Checking { problems, later } = self;
        later.retain_mut(|check| match check.as_mut().poll(cx) {
            Poll::Ready(found) => {
                problems.extend(found);
                false
            }
            Poll::Pending => true,
        });
        match later.is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }

    /// What they found, once they are done.
    pub(crate) fn problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Whether they found nothing, once they are done.
    #[cfg(feature = "http")]
    pub(crate) fn passed(mut self) -> crate::Result<()> {
        match self.problems() {
            problems if problems.is_empty() => Ok(()),
            problems => Err(Error::invalid(problems, Vec::new())),
        }
    }
}
