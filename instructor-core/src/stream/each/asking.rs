//! Asking once more for the elements that were no good, or giving their errors.

use super::{EachStream, Reading, Stage};
use crate::error::Error;
use crate::extract::Extract;
use crate::json::Setup;
use crate::path::Segment;
use crate::stream::again::{ALL, Over};
use crate::stream::source::{Answer, Source};
use std::task::{Context, Poll, ready};

impl<T: Extract> EachStream<T> {
    /// The list will never close.
    pub(super) fn fail(&mut self, error: Error) {
        let error = self.answer.redact(error);
        let attempt = self.answer.attempt(&error);
        let open = self.reading.open().map(|(_, open)| open.clone());
        let error = self.answer.fail(error).with_partial(open);
        self.failure = Some((error, attempt));
    }

    /// The answer has ended, and all that is good of it was yielded: asks for the rest, or ends with what is wrong with it.
    pub(super) fn ask_for_rest(&mut self) {
        let broke = self.failure.is_some();
        self.order.answered(self.reading.count(), broke);
        if self.order.is_filled() {
            self.stage = Stage::Ended;
            return;
        }
        let problems: Vec<_> = self.order.problems().collect();
        let (error, attempt) = match self.failure.take() {
            Some((error, attempt)) => {
                let attempt = attempt.map(|mut attempt| {
                    attempt.problems.splice(..0, problems);
                    attempt
                });
                (Some(error), attempt)
            }
            None => {
                let error = Error::of_problems(problems, Vec::new());
                (None, self.answer.attempt(&error))
            }
        };
        match self.attempts.over(attempt, &self.order.wanted()) {
            Ok(()) => {
                self.answer.close();
                self.stage = Stage::Reading;
            }
            Err(over) => self.end(over, error.map(|error| (None, error))),
        }
    }

    /// If another answer is waited for, begins to read it. `false` if there is none.
    pub(super) fn poll_begin(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        match ready!(self.attempts.poll_next(cx)) {
            None => {}
            Some(Ok((source, setup))) => self.begin(source, setup),
            Some(Err(error)) => {
                self.end(None, Some((None, error)));
                return Poll::Ready(false);
            }
        }
        Poll::Ready(true)
    }

    fn begin(&mut self, source: Source, setup: Setup) {
        self.answer = Answer::new(source);
        self.reading = Reading::new(setup);
        if self.is_growing {
            self.reading.note_changes();
        }
    }

    /// Ends the stream with the element `index`, which could not be checked.
    pub(super) fn end_at(&mut self, index: usize, error: Error) {
        let attempt = self.answer.attempt(&error);
        let at = [Segment::Index(index)].into_iter().collect();
        let error = self.answer.fail(error).at_path(at);
        self.order.broke_at(index);
        let over = self.attempts.over(attempt, ALL).err().flatten();
        self.close();
        self.end(over, Some((Some(index), error)));
    }

    /// No other answer follows. What is left to be yielded are the elements that are still no good, and why the list is not
    /// whole.
    fn end(&mut self, over: Option<Over>, error: Option<(Option<usize>, Error)>) {
        let bad = self.order.take_bad().into_iter();
        let bad = bad.map(|bad| (Some(bad.index), bad.error));
        let all = bad.chain(error);
        let after = |error: Error| match over.clone() {
            Some(over) => error.after(over),
            None => error,
        };
        self.last = all.map(|(index, error)| (index, after(error))).collect();
        self.stage = Stage::Ended;
    }
}
