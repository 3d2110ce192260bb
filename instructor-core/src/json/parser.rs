//! The parser: a partial, and the state between two chunks.

use super::field_state::FieldState;
use super::log::Change;
use super::misfits::Kept;
use super::preamble::Preamble;
use super::reader::{Course, Reader};
use super::root::{Form, Root};
use super::setup::Setup;
use super::state::{Checks, Limits, State, Stop};
use super::utf8::{Invalid, Tail};
use crate::Path;
use crate::context::Context;
use crate::error::{Error, ErrorKind, Problem, Result};
use crate::partial::{Completion, Kinds, Partial, Shape, Stage, Trail};
use crate::repair::{Repair, Repaired};
use crate::response::Response;

/// Fills a partial from a JSON text that arrives in pieces.
///
/// The text can be cut anywhere, also within a character, an escape or a number; the outcome is the same. Each byte is
/// looked at once: a piece costs its own bytes and the depth of what is open, however much came before.
///
/// ```
/// use instructor_core::{Extract, Parser, Partial};
///
/// #[derive(Extract, Debug, PartialEq)]
/// struct User {
///     name: String,
///     age: u8,
/// }
///
/// let mut parser = Parser::<PartialUser>::new();
/// parser.feed(r#"{"name": "Jas"#)?;
/// let user = parser.partial().unwrap();
/// assert_eq!(user.name.as_deref(), Some("Jas"));
/// assert_eq!(user.age, None);
/// assert_eq!(parser.path().to_string(), "name");
///
/// parser.feed(r#"on", "age": 25}"#)?;
/// assert_eq!(parser.finish()?, User { name: "Jason".into(), age: 25 });
/// # Ok::<(), instructor_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Parser<P> {
    pub(super) root: Root<P>,
    pub(super) course: Course,
    tail: Tail,
    pub(super) status: Status,
    /// Of a text that is there as a whole: for what does not fit in it.
    pub(super) kept: Option<Box<Kept<P>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Closed,
    Failed,
}

impl<P: Partial> Parser<P> {
    /// A parser at the start of a text.
    pub fn new() -> Self {
        Parser {
            root: Root {
                value: None,
                form: Form::Bare,
            },
            course: Course::new(State::new(), 0),
            tail: Tail::default(),
            status: Status::Open,
            kept: None,
        }
    }

    /// Sets the bounds on the text.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.course.state.limits = limits;
        self
    }

    /// Says what is done about a text that is not quite JSON, or does not quite fit: [`Repair::Strict`] unless it is said.
    pub fn repair(mut self, repair: Repair) -> Self {
        self.course.state.lenient = repair == Repair::Lenient;
        let takes_quote = P::KINDS.meets(Kinds::STRING);
        self.course.preamble =
            (repair == Repair::Lenient).then(|| Box::new(Preamble::new(takes_quote)));
        self
    }

    /// Sets what validators are told beside the value.
    pub fn context(mut self, context: Context) -> Self {
        self.course.state.context = context;
        self
    }

    /// Reads on past what does not fit its type, breaks a constraint or does not pass a validator: [`finish`](Parser::finish)
    /// checks all fields and tells all that is wrong. For a text that is there as a whole, where there is nothing to be saved by
    /// stopping early: it is kept, and read again for what does not fit. A member of an object is passed over for that, and does
    /// not show; 16 of them are told. [`changes`](Parser::changes) and [`leaves`](Parser::leaves) begin again then.
    ///
    /// ```
    /// use instructor_core::{Extract, Parser};
    ///
    /// #[derive(Extract, Debug)]
    /// struct User {
    ///     #[extract(min_length = 1)]
    ///     name: String,
    ///     #[extract(max = 150)]
    ///     age: u8,
    ///     email: String,
    /// }
    ///
    /// let mut parser = Parser::<PartialUser>::new().collecting();
    /// parser.feed(r#"{"name": "", "age": 250, "email": 3}"#)?;
    /// let problems = parser.finish().unwrap_err().problems();
    /// assert_eq!(problems[0].to_string(), "email: expected a string, found a number");
    /// assert_eq!(problems[1].to_string(), "name: expected at least 1 character, found 0");
    /// assert_eq!(problems[2].to_string(), "age: 250 is more than the maximum of 150");
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn collecting(mut self) -> Self {
        self.course.state.checks = Checks::AtTheEnd;
        self
    }

    /// Reads the root by its kind: if it is not of an object's type and an object comes, that is taken for the
    /// wrapper which [`Schema::wrapped`](crate::Schema::wrapped) asks for, and the value in it is the root.
    ///
    /// A type of which some values are objects (an enum, an `Option<Foo>`) is asked for in a wrapper too. There the first
    /// key decides: if it is the wrapper's (`value`), the object is the wrapper, else it is the value.
    ///
    /// ```
    /// use instructor_core::Parser;
    ///
    /// for text in ["[1, 2]", r#"{"items": [1, 2]}"#] {
    ///     let mut parser = Parser::<Vec<u8>>::new().unwrapping();
    ///     parser.feed(text)?;
    ///     assert_eq!(parser.finish()?, [1, 2]);
    /// }
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn unwrapping(mut self) -> Self {
        self.root.form = Form::ByType;
        self
    }

    /// Reads an answer to a schema that was [reshaped](crate::Schema::reshaped): an untyped value is a string that holds its
    /// JSON. It shows when that is whole. A string that holds none is the value itself, and so is what is no string.
    ///
    /// Maps as lists of entries, and tuples as objects, are read by every parser.
    ///
    /// ```
    /// use instructor_core::Parser;
    /// use serde_json::{Value, json};
    /// use std::collections::BTreeMap;
    ///
    /// let mut parser = Parser::<BTreeMap<String, Value>>::new().reshaped();
    /// parser.feed(r#"[{"key": "point", "value": "{\"x\": 1}"}]"#)?;
    /// assert_eq!(parser.finish()?["point"], json!({"x": 1}));
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn reshaped(mut self) -> Self {
        self.course.state.shapes.reshaped = true;
        self
    }

    /// Reads an answer as `setup` says.
    pub(crate) fn of(setup: Setup) -> Self {
        let mut parser = Parser::new()
            .limits(setup.limits)
            .repair(setup.repair)
            .context(setup.context);
        if setup.collecting {
            parser = parser.collecting();
        }
        let shapes = setup.shapes;
        parser.course.state.shapes = shapes;
        parser.root.form = match shapes.wrapped {
            true => Form::ByKind,
            false => Form::ByType,
        };
        parser
    }

    /// Reads a piece of the text. Text after the root value is ignored.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, does not fit the type, or passes a limit. The partial stays as it was filled up to
    /// there, and every later call gives the same error.
    pub fn feed(&mut self, text: &str) -> Result<()> {
        if !text.is_empty() && !self.tail.is_empty() && self.status == Status::Open {
            return Err(self.not_utf8());
        }
        self.feed_text(text)
    }

    /// Reads a piece of the text that was read before: nobody is to look at its values a second time.
    pub(crate) fn feed_again(&mut self, text: &str) -> Result<()> {
        let checks = std::mem::replace(&mut self.course.state.checks, Checks::Never);
        let read = self.feed(text);
        self.course.state.checks = checks;
        read
    }

    /// Reads a piece of the text as bytes, which may end within a character.
    ///
    /// # Errors
    ///
    /// As [`feed`](Parser::feed), and if the bytes are not UTF-8.
    pub fn feed_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        if self.tail.is_empty()
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return self.feed_text(text);
        }
        let mut text = String::with_capacity(bytes.len() + 4);
        let valid = self.tail.push(bytes, &mut text);
        self.feed_text(&text)?;
        match valid {
            // Behind the root it is ignored, as text is.
            Err(Invalid) if self.status == Status::Open => Err(self.not_utf8()),
            _ => Ok(()),
        }
    }

    fn feed_text(&mut self, text: &str) -> Result<()> {
        let limit = self.course.state.limits.bytes;
        let left = limit.saturating_sub(self.course.came());
        if text.len() <= left {
            return self.advance(text, false);
        }
        // What is within the limit is read first, whatever the pieces.
        self.advance(&text[..text.floor_char_boundary(left)], false)?;
        if self.status == Status::Closed {
            return Ok(());
        }
        Err(self.fail(
            ErrorKind::Limit,
            format!("more than {limit} bytes of text"),
            limit,
        ))
    }

    fn not_utf8(&mut self) -> Error {
        let message = "the text is not UTF-8".to_owned();
        self.fail(ErrorKind::Syntax, message, self.course.read)
    }

    fn fail(&mut self, kind: ErrorKind, message: String, offset: usize) -> Error {
        self.status = Status::Failed;
        let _ = self.course.state.fail(kind, message, offset);
        self.course.state.error()
    }

    fn advance(&mut self, text: &str, last: bool) -> Result<()> {
        let state = &mut self.course.state;
        if let Some(log) = &mut state.log {
            match state.wants_changes {
                true => log.clear(),
                false => state.log = None,
            }
        }
        match self.status {
            Status::Closed => {
                self.course.leave(text);
                return Ok(());
            }
            Status::Failed => return Err(self.course.state.error()),
            Status::Open => {}
        }
        if self.course.state.checks == Checks::AtTheEnd {
            self.keep_text(text);
        }
        let mut step = self.reader().feed(text, last);
        if step == Err(Stop::Failed) {
            step = self.read_past(last);
        }
        match step {
            Ok(()) => self.status = Status::Closed,
            Err(Stop::Pending) => {}
            Err(Stop::Failed) => {
                self.status = Status::Failed;
                let mut others = self.misfits();
                others.extend(self.problems_so_far());
                self.course.state.others = others;
                return Err(self.course.state.error());
            }
        }
        Ok(())
    }

    pub(super) fn reader(&mut self) -> Reader<'_> {
        Reader {
            root: &mut self.root,
            course: &mut self.course,
        }
    }

    /// What came behind the value, which is ignored: words, the end of a fence, another value.
    pub fn trailing(&self) -> &str {
        &self.course.trailing
    }

    /// Adds what it knows to what came with an answer.
    pub(crate) fn tell(&self, response: &mut Response) {
        self.repairs().clone_into(&mut response.repairs);
        self.trailing().clone_into(&mut response.trailing);
    }

    /// What is wrong with the fields that have closed, if they have not been looked at.
    fn problems_so_far(&self) -> Vec<Problem> {
        let (Some(value), Checks::AtTheEnd) = (&self.root.value, self.course.state.checks) else {
            return Vec::new();
        };
        let completion = Completion::new(Stage::Fields, self.course.state.context.clone());
        // It lacks fields, which is no news.
        let _ = value.clone().complete_at(&Trail::root(&completion));
        let mut problems = completion.into_problems();
        let open = self.path();
        problems.retain(|problem| !problem.path.leads_to(open.segments()));
        problems
    }

    /// What has arrived, or `None` while nothing of the root shows.
    pub fn partial(&self) -> Option<&P> {
        self.root.value.as_ref()
    }

    /// How the text is read.
    pub(crate) fn setup(&self) -> Setup {
        Setup {
            limits: self.course.state.limits,
            shapes: self.course.state.shapes,
            repair: match self.course.state.lenient {
                true => Repair::Lenient,
                false => Repair::Strict,
            },
            context: self.course.state.context.clone(),
            collecting: self.course.state.checks == Checks::AtTheEnd,
        }
    }

    pub(crate) fn partial_mut(&mut self) -> Option<&mut P> {
        self.root.value.as_mut()
    }

    pub(crate) fn into_partial(self) -> Option<P> {
        self.root.value
    }

    /// What was mended so far.
    pub fn repairs(&self) -> &[Repaired] {
        &self.course.state.repairs
    }

    /// What is still open, as a path from the root. Everything else that shows is finished.
    ///
    /// At the end, and where an error stopped the parser, it is the place of the end or of the error.
    pub fn path(&self) -> Path {
        self.course.state.path()
    }

    /// Whether the root value has closed.
    pub fn is_closed(&self) -> bool {
        self.status == Status::Closed
    }

    /// Whether the value at `path` is absent, null, open or closed.
    ///
    /// ```
    /// use instructor_core::{FieldState, Parser};
    /// use std::collections::BTreeMap;
    ///
    /// let mut parser = Parser::<BTreeMap<String, Option<String>>>::new();
    /// parser.feed(r#"{"a": "one", "b": null, "c": "th"#)?;
    /// let states = ["a", "b", "c", "d"].map(|path| parser.state(&path.parse().unwrap()));
    /// assert_eq!(states, [FieldState::Closed, FieldState::Null, FieldState::Open, FieldState::Absent]);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn state(&self, path: &Path) -> FieldState {
        FieldState::at(self.partial(), self.open_path().as_ref(), path)
    }

    /// Whether `field`, a field somewhere in [`partial`](Parser::partial), is absent, null, open or closed. It is known by
    /// its place in memory: of a copy it is not known that it is open.
    ///
    /// ```
    /// use instructor_core::{Extract, FieldState, Parser};
    ///
    /// #[derive(Extract)]
    /// struct User {
    ///     name: String,
    ///     age: u8,
    /// }
    ///
    /// let mut parser = Parser::<PartialUser>::new();
    /// parser.feed(r#"{"name": "Jason", "age": 2"#)?;
    /// let user = parser.partial().unwrap();
    /// assert_eq!(parser.state_of(&user.name), FieldState::Closed);
    /// assert_eq!((parser.state_of(&user.age), user.age), (FieldState::Open, None));
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    pub fn state_of<F: Partial>(&self, field: &Option<F>) -> FieldState {
        FieldState::of(self.partial(), self.open_path().as_ref(), field)
    }

    /// What is open, if anything is.
    fn open_path(&self) -> Option<Path> {
        (self.status != Status::Closed && self.course.read > 0).then(|| self.path())
    }

    /// Keeps note of what each piece of text changes, for [`changes`](Parser::changes).
    pub fn with_changes(mut self) -> Self {
        self.note_changes();
        self
    }

    pub(crate) fn note_changes(&mut self) {
        self.course.state.wants_changes = true;
        self.course.state.log.get_or_insert_default();
    }

    /// What the last piece of text changed, in the order of the text. Nothing, unless the parser is made
    /// [`with_changes`](Parser::with_changes).
    pub fn changes(&self) -> Vec<Change> {
        let log = self
            .course
            .state
            .log
            .as_ref()
            .filter(|_| self.course.state.wants_changes);
        log.map(|log| log.changes(self.course.state.way()))
            .unwrap_or_default()
    }

    /// How many leaves have closed: strings, numbers, bools, nulls. It never falls, and what a duplicate key replaced
    /// still counts.
    pub fn leaves(&self) -> usize {
        self.course.state.leaves
    }

    /// How many of the root's fields have closed, and how many there are. It never falls.
    ///
    /// A root that is not a struct counts as one field. A field that the model leaves out counts once the root has closed.
    pub fn progress(&self) -> (usize, usize) {
        let (closed, fields) = self.progress_of::<P>();
        (if self.is_closed() { fields } else { closed }, fields)
    }

    /// How many fields of the innermost `Q` that counts have closed, and how many there are.
    pub(crate) fn progress_of<Q: Partial>(&self) -> (usize, usize) {
        match Q::SHAPE {
            Shape::Object { fields } if fields > 0 => (self.course.state.closed.len(), fields),
            _ => (0, 1),
        }
    }

    /// Ends the text and completes the value.
    ///
    /// # Errors
    ///
    /// If the text ended before its value was whole, in which case the error holds the partial, or if it is whole and
    /// lacks fields or does not pass its validators: the error names each problem.
    pub fn finish(mut self) -> Result<P::Complete> {
        if let Err(error) = self.end() {
            return Err(error.with_partial(self.root.value));
        }
        let completion = Completion::of(&self.setup());
        match self.root.value {
            Some(value) => complete(value, completion),
            None => Err(Error::new(ErrorKind::Incomplete, "the text has no value")),
        }
    }

    /// The error that the text ended here.
    fn incomplete(&self) -> Error {
        if self.course.read == 0 {
            return Error::new(ErrorKind::Incomplete, "the text is empty");
        }
        let message = "the text ended before its value was whole";
        Error::new(ErrorKind::Incomplete, message)
            .at_path(self.path())
            .at_offset(self.course.read)
    }

    /// Tells the parser that no text will follow, as [`finish`](Parser::finish) does, and leaves the value in it. A number
    /// that is the root is whole only then, and a text with faults may be.
    ///
    /// ```
    /// use instructor_core::{Parser, Repair};
    ///
    /// let mut parser = Parser::<Vec<String>>::new().repair(Repair::Lenient);
    /// parser.feed("['one', \"two\"")?;
    /// parser.end()?;
    /// let repairs: Vec<String> = parser.repairs().iter().map(ToString::to_string).collect();
    /// assert_eq!(repairs, ["other quotes at `[0]`, byte 1", "a missing bracket at byte 13"]);
    /// assert_eq!(parser.finish()?, ["one", "two"]);
    /// # Ok::<(), instructor_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the value is not whole.
    pub fn end(&mut self) -> Result<()> {
        self.end_by(None)
    }

    /// Tells the parser that no text will follow; with a `cause`, that more was to come.
    pub(crate) fn end_by(&mut self, cause: Option<Error>) -> Result<()> {
        if self.status == Status::Open
            && let Some(cause) = cause
        {
            // Where the text was cut, its end does not delimit a number.
            return Err(cause.at_place_of(self.incomplete()));
        }
        self.advance("", true)?;
        match self.is_closed() {
            true => self.misfit_error().map_or(Ok(()), Err),
            false => Err(self.incomplete().with_others(&self.misfits())),
        }
    }
}

/// Completes a whole partial, or says all that is wrong with it.
pub(crate) fn complete<P: Partial>(partial: P, completion: Completion) -> Result<P::Complete> {
    partial
        .complete_at(&Trail::root(&completion))
        .ok_or_else(|| completion.into_error())
}

/// What shows of a text: for an error after the partial was taken apart to complete it.
pub(crate) fn partial_of<P: Partial>(text: &str, setup: Setup) -> Option<P> {
    let mut parser = Parser::<P>::of(setup);
    // It failed, or was cut, once before; what matters is how far it got.
    let _ = parser.feed_again(text);
    parser.into_partial()
}

impl<P: Partial> Default for Parser<P> {
    fn default() -> Self {
        Parser::new()
    }
}
