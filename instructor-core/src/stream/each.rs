//! Elements of a list, one by one.

use super::again::{ALL, Attempts, Over};
use super::growing::GrowingStream;
use super::list::{ClosedElement, Each};
use super::order::{Bad, Order};
use super::sides::Sides;
use super::snapshot::Snapshot;
use super::source::{Answer, Source};
use crate::check::{Checking, Checks};
use crate::error::{Attempt, Error, Result};
use crate::extract::Extract;
use crate::json::abandon::Abandoned;
use crate::json::{Limits, Parser, Setup, partial_of};
use crate::partial::{Completion, Partial, Trail};
use crate::path::Segment;
use crate::repair::Repair;
use crate::response::Response;
use futures_core::Stream;
use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// How many elements are checked at the same time.
const CHECKED_AT_ONCE: usize = 16;

/// Yields each element of a list the moment that its last byte is there.
///
/// [`Extract::stream_each`] makes one of a request, [`from_text`](EachStream::from_text) and [`from_bytes`](EachStream::from_bytes)
/// of any stream of text. Dropping the stream closes its connection.
///
/// An element that lacks a field, does not fit its type or breaks a constraint is an error with its path (`[3].age`) and its
/// text, and the stream goes on behind it, unless it is told to [`fail_fast`](EachStream::fail_fast). It ends after any other error.
///
/// With [`max_retries`](crate::request::Ask::max_retries) such an error is held back as long as there are tries left: when the
/// list has closed, the elements that are no good are asked for once more, and come behind the others.
/// [`index`](EachStream::index) tells which they are.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use instructor_core::{EachStream, Error};
///
/// let pieces = ["[1", "0, 2", "56, 30]"].map(Ok::<_, Error>);
/// let mut numbers = EachStream::<u8>::from_text(futures_util::stream::iter(pieces));
/// assert_eq!(numbers.next().await.unwrap()?, 10);
/// let error = numbers.next().await.unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "256 is out of range for u8 at `[1]`, byte 5");
/// assert_eq!(numbers.next().await.unwrap()?, 30);
/// assert!(numbers.next().await.is_none());
/// # Ok::<(), Error>(()) }).unwrap();
/// ```
pub struct EachStream<T: Extract> {
    answer: Answer,
    sides: Sides<Each<T::Partial>>,
    /// How an element is read by itself.
    setup: Setup,
    stage: Stage,
    /// How many elements have been taken out of the list.
    taken: usize,
    /// The element that is skipped, for what is wrong with it.
    abandoned: Option<Given>,
    /// What came of a list of which it is not known yet which elements it has.
    held: Vec<Came<T::Partial>>,
    /// Elements on their way out, the first of them first.
    queue: VecDeque<Checked<T>>,
    /// Those that are no good, and are asked for once more.
    bad: Vec<Bad>,
    /// Why the list did not close.
    failure: Option<(Error, Option<Attempt>)>,
    /// What follows all elements.
    last: VecDeque<(Option<usize>, Error)>,
    /// The index of the last element that was yielded.
    index: Option<usize>,
    order: Order,
    attempts: Attempts,
    checks: Checks<T>,
    fails_fast: bool,
    is_growing: bool,
}

/// Where a stream stands in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Reading,
    /// The list has closed, or never will.
    Closing,
    /// Nothing more is asked for.
    Ended,
}

/// An element that was given up, and is skipped.
struct Given {
    element: Abandoned,
    start: usize,
    error: Error,
}

/// An element as it came, or why it is none, and its text.
enum Came<P> {
    Closed(ClosedElement<P>),
    Bad {
        place: usize,
        error: Error,
        text: Range<usize>,
    },
}

/// An element that is checked.
struct Checked<T> {
    index: usize,
    element: Result<T>,
    checking: Checking,
    text: Range<usize>,
    /// What the checks found, once they are done.
    is_done: bool,
}

impl<T: Extract> EachStream<T> {
    /// The elements of a list whose text comes from `stream`.
    pub fn from_text<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<str>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::new(Source::text(stream), Setup::default())
    }

    /// The elements of a list whose text comes from `stream` as bytes, which may be cut within a character.
    pub fn from_bytes<S, I, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<I, E>> + Send + 'static,
        I: AsRef<[u8]>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::new(Source::bytes(stream), Setup::default())
    }

    /// Says what is done about a text that is not quite JSON, or does not quite fit: [`Repair::Strict`] unless it is said.
    ///
    /// This, [`context`](EachStream::context) and [`limits`](EachStream::limits) are for a stream that is made of text, before anything of it
    /// is read; they change nothing later, nor of a request, which has its own.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use instructor_core::{EachStream, Error, Repair};
    ///
    /// let pieces = ["Here you are: ['on", "e', 'two',]"].map(Ok::<_, Error>);
    /// let mut names = EachStream::<String>::from_text(futures_util::stream::iter(pieces)).repair(Repair::Lenient);
    /// assert_eq!(names.next().await.unwrap()?, "one");
    /// assert_eq!(names.next().await.unwrap()?, "two");
    /// # Ok::<(), Error>(()) }).unwrap();
    /// ```
    pub fn repair(self, repair: Repair) -> Self {
        self.set_up(|setup| setup.repair = repair)
    }

    /// Sets what validators are told beside the value.
    pub fn context(self, context: crate::Context) -> Self {
        self.set_up(|setup| setup.context = context)
    }

    /// Sets the bounds on the text.
    pub fn limits(self, limits: Limits) -> Self {
        self.set_up(|setup| setup.limits = limits)
    }

    fn set_up(mut self, set: impl FnOnce(&mut Setup)) -> Self {
        if self.attempts.is_only() && self.answer.is_unread() {
            let mut setup = self.sides.front().setup();
            set(&mut setup);
            self.setup = of_element(&setup);
            self.sides = Sides::new(Parser::of(setup));
        }
        self
    }

    pub(crate) fn new(source: Source, setup: Setup) -> Self {
        EachStream {
            answer: Answer::new(source),
            setup: of_element(&setup),
            sides: Sides::new(Parser::of(setup)),
            stage: Stage::Reading,
            taken: 0,
            abandoned: None,
            held: Vec::new(),
            queue: VecDeque::new(),
            bad: Vec::new(),
            failure: None,
            last: VecDeque::new(),
            index: None,
            order: Order::default(),
            attempts: Attempts::default(),
            checks: Checks::default(),
            fails_fast: false,
            is_growing: false,
        }
    }

    /// A stream of a request, which may be asked once more.
    #[cfg(feature = "http")]
    pub(crate) fn of(mut self, attempts: Attempts, checks: Checks<T>) -> Self {
        self.attempts = attempts;
        self.checks = checks;
        self
    }

    /// Ends the stream with the first element that is no good, and closes its connection.
    ///
    /// With tries left, the first one that is no good still is asked for once more.
    pub fn fail_fast(mut self) -> Self {
        self.fails_fast = true;
        self
    }

    /// The next element, or `None` after the last.
    ///
    /// That `None` may be up to 2 s later than the last element: what the server sends behind the list is read first, so
    /// that the connection can be used again.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Which element of the list the last one was, or the last error is about, counted from 0. They come in order, but for
    /// those that were asked for once more.
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// Which attempt at the answer is read, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.attempts.number()
    }

    /// The text of the answer so far, as the model wrote it. Of several attempts, that of the last.
    pub fn text(&self) -> &str {
        self.answer.text()
    }

    /// What the model has thought so far, where the provider tells. It comes before the first element:
    /// [`next`](EachStream::next) may be dropped and called again to look at it in between.
    pub fn reasoning(&self) -> &str {
        self.answer.reasoning()
    }

    /// What has come with the answer so far. Usage and the reason of its end come last: they are there once
    /// [`next`](EachStream::next) has given `None`. The usage is that of all attempts.
    pub fn response(&self) -> Response {
        let mut response = self.attempts.sum(self.answer.response());
        self.sides.front().tell(&mut response);
        response
    }

    /// Yields the element in progress as well, as it grows.
    pub fn growing(mut self) -> GrowingStream<T> {
        self.is_growing = true;
        self.sides.note_changes();
        GrowingStream::new(self)
    }

    pub(super) fn snapshot(&self) -> Option<Snapshot<T::Partial>> {
        let snapshot: Snapshot<T::Partial> = self.sides.snapshot()?;
        Some(snapshot.of_attempt(self.attempts.number()))
    }

    /// Tells that the element in progress has grown.
    pub(super) fn tell_growing(&self) {
        if let Some(list) = self.sides.front().partial()
            && let Some(open) = list.open()
        {
            let text = list.start()..self.answer.text().len();
            let index = self.order.index(list.count());
            self.answer.tell_grown(index, false, text, open);
        }
    }

    /// The next element that is ready.
    pub(super) fn pop(&mut self, cx: &mut Context<'_>) -> Option<Result<T>> {
        while let Some(element) = self.pop_checked(cx) {
            let Checked { index, element, .. } = element;
            match element {
                // Nothing is known of it, nor would be of the others.
                Err(error) if !error.kind().is_of_answer() => self.stop(index, error),
                Err(error) if self.attempts.may_follow() => self.bad.push(Bad { index, error }),
                Err(error) => {
                    self.index = Some(index);
                    if self.fails_fast {
                        self.close();
                    }
                    let error = self.attempts.at_last(error);
                    self.attempts.given(&error);
                    return Some(Err(error));
                }
                element => {
                    self.index = Some(index);
                    return Some(element);
                }
            }
        }
        let (index, error) = self.last.pop_front()?;
        self.index = index;
        self.attempts.given(&error);
        Some(Err(error))
    }

    /// The first element, if its checks are done. Those behind it are checked meanwhile.
    fn pop_checked(&mut self, cx: &mut Context<'_>) -> Option<Checked<T>> {
        let at_once = match self.checks.is_empty() {
            true => 1,
            false => CHECKED_AT_ONCE,
        };
        let mut queue = std::mem::take(&mut self.queue);
        for checked in queue.iter_mut().take(at_once) {
            if !checked.is_done && checked.checking.poll(cx).is_ready() {
                checked.is_done = true;
                let error = match checked.checking.found() {
                    Ok(problems) if problems.is_empty() => continue,
                    Ok(problems) => Error::invalid_element(problems, checked.index),
                    Err(error) => error,
                };
                checked.element = Err(self.told_of(error, checked.text.clone()));
            }
        }
        self.queue = queue;
        match self.queue.front() {
            Some(first) if first.is_done => self.queue.pop_front(),
            _ => None,
        }
    }

    /// Ends it with the element `index`, which could not be checked. What was held back is told before that.
    fn stop(&mut self, index: usize, error: Error) {
        let attempt = self.answer.attempt(&error);
        let error = self
            .answer
            .fail(error)
            .at_path([Segment::Index(index)].into_iter().collect());
        let behind = self.order.take_bad().into_iter();
        let behind = behind.filter(|bad| bad.index > index);
        let bad = std::mem::take(&mut self.bad).into_iter().chain(behind);
        let bad = bad.map(|Bad { index, error }| (Some(index), error));
        let over = self.attempts.over(attempt, ALL).err().flatten();
        self.last = bad
            .chain([(Some(index), error)])
            .map(|(index, error)| (index, told_after(error, &over)))
            .collect();
        self.close();
    }

    /// Ends it here.
    fn close(&mut self) {
        self.stage = Stage::Ended;
        self.answer.close();
        self.queue.clear();
    }

    /// Does what is next. `false` when all has been yielded.
    pub(super) fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        match self.stage {
            Stage::Reading => ready!(self.poll_read(cx)),
            // The checks wake it.
            Stage::Closing if !self.queue.is_empty() => return Poll::Pending,
            Stage::Closing => {
                // The connection is left to the next request; a stream that failed has closed it.
                ready!(self.answer.poll_drain(cx));
                self.close_list();
            }
            Stage::Ended => return Poll::Ready(false),
        }
        Poll::Ready(true)
    }

    /// Reads on, once.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match ready!(self.attempts.poll_next(cx)) {
            Some(Ok((source, setup))) => self.begin(source, setup),
            Some(Err(error)) => {
                let bad = self.order.take_bad().into_iter();
                let bad = bad.map(|Bad { index, error }| (Some(index), error));
                self.last = bad.chain([(None, error)]).collect();
                self.stage = Stage::Ended;
                return Poll::Ready(());
            }
            None => {}
        }
        let before = self.answer.text().len();
        let step = match ready!(self.answer.poll_read(cx)) {
            Ok(Some(_)) => self.read(before),
            Ok(None) => self.end(),
            Err(error) => Err(error),
        };
        self.take_closed();
        if let Err(error) = step {
            // Of an element without an end there is more to say than that.
            self.give_up(self.answer.text().len());
            let error = self.answer.redact(error);
            let attempt = self.answer.attempt(&error);
            let open = self.sides.front().partial().and_then(Each::open).cloned();
            let error = self.answer.fail(error).with_partial(open);
            self.failure = Some((error, attempt));
        }
        if self.failure.is_some() || self.sides.front().is_closed() {
            self.stage = Stage::Closing;
            self.settle_held();
        }
        Poll::Ready(())
    }

    /// Begins with the answer to another attempt.
    fn begin(&mut self, source: Source, setup: Setup) {
        self.answer = Answer::new(source);
        self.setup = of_element(&setup);
        self.sides = Sides::new(Parser::of(setup));
        if self.is_growing {
            self.sides.note_changes();
        }
        self.taken = 0;
        self.abandoned = None;
    }

    /// Reads the text from `start` on. Elements that are no good are skipped.
    fn read(&mut self, mut start: usize) -> Result<()> {
        loop {
            if let Some(given) = &mut self.abandoned {
                let text = self.answer.text().get(start..).unwrap_or_default();
                let Some(end) = given.element.feed(text)? else {
                    return Ok(());
                };
                self.go_on(end);
                start = end;
            }
            let text = self.answer.text().get(start..).unwrap_or_default();
            let Err(error) = self.sides.feed(text) else {
                return Ok(());
            };
            self.take_closed();
            // Nothing that follows would be yielded.
            if self.fails_fast && !self.attempts.may_follow() {
                return Err(error);
            }
            let Some(at) = self.sides.abandon() else {
                return Err(error);
            };
            self.abandoned = Some(Given {
                element: Abandoned::at(at, &self.setup),
                start: at,
                error,
            });
            start = at;
        }
    }

    /// Reads what the end of the text tells.
    fn end(&mut self) -> Result<()> {
        let cause = self.answer.cause();
        match &mut self.abandoned {
            Some(given) => {
                given.element.end(cause)?;
                Err(Error::unclosed())
            }
            None => self.sides.end(cause),
        }
    }

    /// Goes on behind the element that was abandoned.
    fn go_on(&mut self, end: usize) {
        self.sides.go_on(end);
        self.give_up(end);
    }

    /// Hands on what is wrong with the element that was abandoned, if there is one. Its text goes up to `end`.
    fn give_up(&mut self, end: usize) {
        if let Some(Given { start, error, .. }) = self.abandoned.take() {
            let place = self.taken;
            self.taken += 1;
            self.came(Came::Bad {
                place,
                error,
                text: start..end,
            });
        }
    }

    fn take_closed(&mut self) {
        let taken = self.taken;
        let Some(list) = self.sides.fresh() else {
            return;
        };
        // The side that catches up closes elements again which the other has handed out.
        let closed: Vec<_> = list
            .take_closed()
            .filter(|closed| closed.place >= taken)
            .collect();
        for closed in closed {
            self.taken = closed.place + 1;
            self.came(Came::Closed(closed));
        }
    }

    /// Takes an element: hands it on, if it is known which it is.
    fn came(&mut self, came: Came<T::Partial>) {
        match self.order.index(came.place()) {
            Some(index) => self.settle(came, index),
            None => self.held.push(came),
        }
    }

    /// Hands on what was held, now that no more will come.
    fn settle_held(&mut self) {
        let held = std::mem::take(&mut self.held);
        if self.failure.is_some() {
            return;
        }
        for came in held {
            if let Some(index) = self.order.index_among(came.place(), self.taken) {
                self.settle(came, index);
            }
        }
    }

    /// Completes an element and has it checked.
    fn settle(&mut self, came: Came<T::Partial>, index: usize) {
        let (element, text) = match came {
            Came::Closed(ClosedElement { partial, text, .. }) => {
                let answer = &self.answer;
                answer.tell_grown(Some(index), true, text.clone(), &partial);
                (complete_element(partial, index, &self.setup), text)
            }
            Came::Bad { error, text, .. } => (Err(error.of_element(index)), text),
        };
        let element = element.map_err(|error| self.told_of(error, text.clone()));
        let checking = match &element {
            Ok(value) => self.checks.of(value),
            Err(_) => Checking::default(),
        };
        self.queue.push_back(Checked {
            index,
            element,
            checking,
            text,
            is_done: false,
        });
    }

    /// The error of an element that was read from `text`.
    fn told_of(&self, error: Error, text: Range<usize>) -> Error {
        let text = self
            .answer
            .text()
            .get(text)
            .unwrap_or_default()
            .trim_start();
        let error = self.answer.redact(error);
        self.answer.tell_problems(&error);
        error
            .with_request_id(self.answer.request_id())
            .with_partial(partial_of::<T::Partial>(text, self.setup.clone()))
            .with_partial_json(text)
    }

    /// The answer has ended, and all that is good of it was yielded: asks for the rest, or tells what is wrong with it.
    fn close_list(&mut self) {
        let broke = self.failure.is_some();
        let bad = std::mem::take(&mut self.bad);
        let order = std::mem::take(&mut self.order);
        self.order = order.after(bad, self.taken, broke);
        if self.order.is_filled() {
            self.stage = Stage::Ended;
            return;
        }
        let problems: Vec<_> = self.order.problems().collect();
        let (error, attempt) = match self.failure.take() {
            Some((error, attempt)) => (Some(error), attempt),
            None => (
                None,
                self.answer
                    .attempt(&Error::of_problems(problems.clone(), Vec::new())),
            ),
        };
        let attempt = attempt.map(|mut attempt| {
            if error.is_some() {
                attempt.problems.splice(..0, problems);
            }
            attempt
        });
        match self.attempts.over(attempt, &self.order.wanted()) {
            Ok(()) => self.stage = Stage::Reading,
            Err(over) => {
                let bad = self.order.take_bad().into_iter();
                let bad = bad.map(|Bad { index, error }| (Some(index), error));
                let all = bad.chain(error.map(|error| (None, error)));
                self.last = all
                    .map(|(index, error)| (index, told_after(error, &over)))
                    .collect();
                self.stage = Stage::Ended;
            }
        }
        if self.stage == Stage::Reading {
            self.answer.close();
        }
    }
}

impl<P> Came<P> {
    fn place(&self) -> usize {
        match self {
            Came::Closed(closed) => closed.place,
            Came::Bad { place, .. } => *place,
        }
    }
}

/// An error that is told when there is no further attempt.
fn told_after(error: Error, over: &Option<Over>) -> Error {
    match over.clone() {
        Some(over) => error.after(over),
        None => error,
    }
}

/// How an element is read by itself.
fn of_element(setup: &Setup) -> Setup {
    let mut setup = setup.clone();
    setup.shapes.wrapped = false;
    setup
}

/// Completes the element `index`.
fn complete_element<P: Partial>(partial: P, index: usize, setup: &Setup) -> Result<P::Complete> {
    let completion = Completion::of(setup);
    let root = Trail::root(&completion);
    partial
        .complete_at(&root.index(index))
        .ok_or_else(|| completion.into_error())
}

impl<T: Extract> Stream for EachStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(element) = self.pop(cx) {
                return Poll::Ready(Some(element));
            }
            if !ready!(self.poll_step(cx)) {
                return Poll::Ready(None);
            }
        }
    }
}

// Nothing in it is pinned: the source has its own box.
impl<T: Extract> Unpin for EachStream<T> {}

impl<T: Extract> fmt::Debug for EachStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EachStream")
            .field("taken", &self.taken)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}
