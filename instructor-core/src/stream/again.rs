//! What a stream does about an answer that was no good.

use super::source::Source;
use crate::error::{Attempt, Error, Result};
use crate::json::Setup;
use crate::response::Response;
use std::borrow::Cow;
use std::sync::Arc;
use std::task::{Context, Poll};

/// Asks once more where an answer was no good.
pub(crate) trait Again: Send {
    /// Which attempt it is, counted from 1.
    fn number(&self) -> u32;

    /// Whether another may follow, as far as can be told before this one has ended.
    fn may_follow(&self) -> bool;

    /// Says that the attempt came to nothing, and what is `wanted` of the next. If there is none, why.
    fn failed(&mut self, attempt: Attempt, wanted: &str) -> Result<(), Over>;

    /// The attempts before this one, if there were any.
    fn before(&self) -> Option<Over>;

    /// The next answer.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<(Source, Setup)>>;

    /// Hears that the caller is given this error.
    fn given(&self, error: &Error);

    /// What has come, with the usage of the attempts before.
    fn sum(&self, response: Response) -> Response;
}

/// There is no further attempt.
#[derive(Debug, Clone)]
pub(crate) struct Over {
    /// Those that there were.
    pub(crate) attempts: Arc<[Attempt]>,
    /// Why there is no more, if there is something to say.
    pub(crate) note: Option<Cow<'static, str>>,
}

/// What is wanted of the next answer where all of this one is.
pub(crate) const ALL: &str = "Answer again, in the same form and with all of it, corrected.";

/// The attempts of a stream: one, unless it comes of a request.
///
/// Whether there is to be another is decided behind these: [`may_follow`](Attempts::may_follow) and
/// [`meanwhile`](Attempts::meanwhile) tell what can be told while one goes on, [`over`](Attempts::over) when it has come to nothing.
#[derive(Default)]
pub(crate) struct Attempts {
    again: Option<Box<dyn Again>>,
    /// Whether the next answer is waited for.
    is_asking: bool,
}

impl Attempts {
    #[cfg(feature = "http")]
    pub(crate) fn new(again: impl Again + 'static) -> Self {
        Attempts {
            again: Some(Box::new(again)),
            is_asking: false,
        }
    }

    /// Whether it is of no request: there was none before, and none follows.
    pub(crate) fn is_only(&self) -> bool {
        self.again.is_none()
    }

    pub(crate) fn number(&self) -> u32 {
        self.again.as_ref().map_or(1, |again| again.number())
    }

    pub(crate) fn may_follow(&self) -> bool {
        self.again.as_ref().is_some_and(|again| again.may_follow())
    }

    pub(crate) fn sum(&self, response: Response) -> Response {
        match &self.again {
            Some(again) => again.sum(response),
            None => response,
        }
    }

    /// Tells that the caller is given this error.
    pub(crate) fn given(&self, error: &Error) {
        if let Some(again) = &self.again {
            again.given(error);
        }
    }

    /// What becomes of an error while the attempt goes on: it is kept, if another attempt may follow; else it is an error to be
    /// yielded.
    pub(crate) fn meanwhile(&self, error: Error) -> Result<Error> {
        let Some(again) = &self.again else {
            return Err(error);
        };
        if again.may_follow() {
            return Ok(error);
        }
        match again.before() {
            Some(over) => Err(error.after(over)),
            None => Err(error),
        }
    }

    /// Says that the attempt came to nothing. If there is no further one, the error is returned to be yielded.
    pub(crate) fn failed(
        &mut self,
        error: Error,
        attempt: Option<Attempt>,
        wanted: &str,
    ) -> Result<()> {
        match self.over(attempt, wanted) {
            Ok(()) => Ok(()),
            Err(Some(over)) => Err(error.after(over)),
            Err(None) => Err(error),
        }
    }

    /// As [`failed`](Attempts::failed), for several errors.
    pub(crate) fn over(
        &mut self,
        attempt: Option<Attempt>,
        wanted: &str,
    ) -> Result<(), Option<Over>> {
        let (Some(again), Some(attempt)) = (&mut self.again, attempt) else {
            return Err(None);
        };
        again.failed(attempt, wanted).map_err(Some)?;
        self.is_asking = true;
        Ok(())
    }

    /// The next answer, if one is waited for.
    pub(crate) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<(Source, Setup)>>> {
        let Some(again) = self.again.as_mut().filter(|_| self.is_asking) else {
            return Poll::Ready(None);
        };
        let next = std::task::ready!(again.poll_next(cx));
        self.is_asking = false;
        Poll::Ready(Some(next))
    }
}
