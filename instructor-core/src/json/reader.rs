//! A text on its way into a root, of whatever type: where it is, and what is not read as it stands.

use super::cursor::Cursor;
use super::mend::Mending;
use super::preamble::Preamble;
use super::state::{State, Step};
use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

/// Where the reading of a text is.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    pub(super) state: State,
    /// Bytes of text read so far.
    pub(super) read: usize,
    /// Where the value is still looked for.
    pub(super) preamble: Option<Box<Preamble>>,
    pub(super) mending: Mending,
    /// The text behind the value.
    pub(super) trailing: String,
}

/// What a text is read into. It is behind a pointer, so that what is done about faults is compiled once, and not for each type.
pub(crate) trait ReadRoot: Debug + Send + Sync {
    fn visit(&mut self, cursor: &mut Cursor<'_>) -> Step;

    fn copy(&self) -> Box<dyn ReadRoot>;

    /// Whether what has come is a whole value.
    fn is_complete(&self) -> bool;

    /// Whether a text may be the value, or be fitted to it.
    fn takes_text(&self) -> bool;

    /// Whether any JSON is the value: then words are none.
    fn takes_anything(&self) -> bool;
}

impl Clone for Box<dyn ReadRoot> {
    fn clone(&self) -> Self {
        (**self).copy()
    }
}

/// Reads a text into a root.
pub(super) struct Reader<'a> {
    pub(super) root: &'a mut dyn ReadRoot,
    pub(super) course: &'a mut Course,
}

impl Deref for Reader<'_> {
    type Target = Course;

    fn deref(&self) -> &Course {
        self.course
    }
}

impl DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut Course {
        self.course
    }
}

impl Course {
    /// At the start of a text, or in the middle of one.
    pub(super) fn new(state: State, read: usize) -> Self {
        Course {
            state,
            read,
            preamble: None,
            mending: Mending::default(),
            trailing: String::new(),
        }
    }

    /// Bytes of text that have come.
    pub(super) fn came(&self) -> usize {
        let preamble = self.preamble.as_ref();
        let held = preamble.map_or(0, |preamble| preamble.pending());
        self.read + held + self.mending.pending()
    }

    /// Behind the value: what is left of the text.
    pub(super) fn leave(&mut self, rest: &str) {
        self.trailing.push_str(rest);
        self.read += rest.len();
    }
}

impl Reader<'_> {
    /// Reads a chunk; with `last`, no other will follow.
    pub(super) fn feed(&mut self, text: &str, last: bool) -> Step {
        match self.preamble.take() {
            Some(preamble) => self.seek(preamble, text, last),
            None if self.state.lenient => self.mend(text, last),
            None => {
                let (step, used) = self.run(text, last);
                if step.is_ok() {
                    self.leave(&text[used..]);
                }
                step
            }
        }
    }

    /// Reads text up to where the cursor stops; gives how much that is.
    pub(super) fn run(&mut self, text: &str, last: bool) -> (Step, usize) {
        let Course { state, read, .. } = &mut *self.course;
        let mut cursor = Cursor::new(text, *read, last, state);
        cursor.mends = cursor.state.lenient;
        let step = self.root.visit(&mut cursor);
        if step.is_ok() {
            cursor.note_root();
        }
        let used = match step {
            Ok(()) => cursor.pos,
            Err(_) => cursor.text.len(),
        };
        *read += used;
        state.place_repairs();
        (step, used)
    }

    /// Reads JSON that is put in here and is in no chunk; with `last`, it is all.
    pub(super) fn run_put_in(&mut self, json: &str, last: bool) -> Step {
        let Course { state, read, .. } = &mut *self.course;
        let mut cursor = Cursor::new(json, *read, last, state);
        cursor.is_put_in = true;
        let step = self.root.visit(&mut cursor);
        if step.is_ok() {
            cursor.note_root();
        }
        state.place_repairs();
        step
    }
}
