//! What a stream yields.

use super::list::Each;
use crate::json::{Change, FieldState, Parser};
use crate::partial::{Partial, Wire};
use crate::path::{Path, Segment};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The value as far as it had arrived. It derefs to the partial.
///
/// A snapshot is one reference count on what the stream has filled: it is owned, can be sent anywhere, and does not
/// change. To keep the last one costs the stream at most a second reading of each byte; see [`PartialStream`](crate::PartialStream).
pub struct Snapshot<P> {
    view: Arc<dyn View<P>>,
    attempt: u32,
}

/// A parser, seen as the value that it shows.
pub(crate) trait View<P>: Send + Sync {
    /// Never `None` in a snapshot: one is made only where there is something to show.
    fn shown(&self) -> Option<&P>;

    fn path(&self) -> Path;

    fn progress(&self) -> (usize, usize);

    fn is_closed(&self) -> bool;

    fn leaves(&self) -> usize;

    fn changes(&self) -> Vec<Change>;
}

impl<P: Partial> View<P> for Parser<P> {
    fn shown(&self) -> Option<&P> {
        self.partial()
    }

    fn path(&self) -> Path {
        Parser::path(self)
    }

    fn progress(&self) -> (usize, usize) {
        Parser::progress(self)
    }

    fn is_closed(&self) -> bool {
        Parser::is_closed(self)
    }

    fn leaves(&self) -> usize {
        Parser::leaves(self)
    }

    fn changes(&self) -> Vec<Change> {
        Parser::changes(self)
    }
}

/// The element in progress, as if it were the root.
impl<P: Partial> View<P> for Parser<Each<P>> {
    fn shown(&self) -> Option<&P> {
        self.partial()?.open()
    }

    fn path(&self) -> Path {
        below_element(&Parser::path(self))
    }

    fn progress(&self) -> (usize, usize) {
        self.progress_of::<P>()
    }

    fn is_closed(&self) -> bool {
        false
    }

    fn leaves(&self) -> usize {
        Parser::leaves(self)
    }

    fn changes(&self) -> Vec<Change> {
        let open = self.partial().map(Each::count);
        let mut changes = Parser::changes(self);
        changes.retain(|change| match change.path.segments().first() {
            Some(Segment::Index(index)) => Some(*index) == open,
            _ => false,
        });
        for change in &mut changes {
            change.path = below_element(&change.path);
        }
        changes
    }
}

/// A path in a list, as one in its element.
fn below_element(path: &Path) -> Path {
    path.segments().iter().skip(1).cloned().collect()
}

impl<P> Snapshot<P> {
    /// A snapshot of what `parser` shows, if it shows anything.
    pub(crate) fn of<V: View<P> + 'static>(parser: &Arc<V>) -> Option<Self> {
        parser.shown()?;
        Some(Snapshot {
            view: parser.clone(),
            attempt: 1,
        })
    }

    pub(crate) fn of_attempt(mut self, attempt: u32) -> Self {
        self.attempt = attempt;
        self
    }

    /// What was still open, as a path from the root. Everything else that shows was finished.
    pub fn path(&self) -> Path {
        self.view.path()
    }

    /// How many of the root's fields had closed, and how many there are. From one snapshot to the next it never falls.
    ///
    /// A root that is not a struct counts as one field. A field that the model leaves out counts once the root has closed.
    pub fn progress(&self) -> (usize, usize) {
        self.view.progress()
    }

    /// Whether the value had closed. The last snapshot of a partial stream always is.
    pub fn is_closed(&self) -> bool {
        self.view.is_closed()
    }

    /// Whether the value at `path` was absent, null, open or closed.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// use instructor_core::{Error, FieldState, PartialStream};
    ///
    /// let pieces = [r#"["one", "t"#, r#"wo"]"#].map(Ok::<_, Error>);
    /// let mut stream = PartialStream::<Vec<String>>::from_text(futures_util::stream::iter(pieces));
    /// let snapshot = stream.next().await.unwrap()?;
    /// assert_eq!(snapshot.state(&"[0]".parse()?), FieldState::Closed);
    /// assert_eq!(snapshot.state(&"[1]".parse()?), FieldState::Open);
    /// # Ok::<(), Error>(()) }).unwrap();
    /// ```
    pub fn state(&self, path: &Path) -> FieldState
    where
        P: Partial,
    {
        FieldState::at(Some(&**self), self.open_path().as_ref(), path)
    }

    /// Whether `field`, a field somewhere in this snapshot, was absent, null, open or closed: `user.state_of(&user.name)`.
    /// It is known by its place in memory: of a copy it is not known that it is open.
    pub fn state_of<F: Partial>(&self, field: &Option<F>) -> FieldState
    where
        P: Partial,
    {
        FieldState::of(Some(&**self), self.open_path().as_ref(), field)
    }

    fn open_path(&self) -> Option<Path> {
        (!self.is_closed()).then(|| self.path())
    }

    /// What changed since the snapshot before, in the order of the text.
    pub fn changes(&self) -> Vec<Change> {
        self.view.changes()
    }

    /// How many leaves had closed: strings, numbers, bools, nulls. From one snapshot to the next it never falls.
    pub fn leaves(&self) -> usize {
        self.view.leaves()
    }

    /// Which attempt at the answer this is from, counted from 1. Each begins with nothing.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

impl<P> Deref for Snapshot<P> {
    type Target = P;

    fn deref(&self) -> &P {
        match self.view.shown() {
            Some(partial) => partial,
            // `of` looked, and nothing can change what is behind the count since.
            None => unreachable!("a snapshot is made only of something that shows"),
        }
    }
}

impl<P> Clone for Snapshot<P> {
    fn clone(&self) -> Self {
        Snapshot {
            view: self.view.clone(),
            attempt: self.attempt,
        }
    }
}

impl<P: fmt::Debug> fmt::Debug for Snapshot<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<P: PartialEq> PartialEq for Snapshot<P> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// The partial with the names of the JSON: what is absent is left out.
impl<P: Partial> Serialize for Snapshot<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire(&**self).serialize(serializer)
    }
}
