//! What a stream yields.

use super::each::Each;
use crate::json::Parser;
use crate::partial::{Partial, Wire};
use crate::path::Path;
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
}

/// A parser, seen as the value that it shows.
pub(crate) trait View<P>: Send + Sync {
    /// Never `None` in a snapshot: one is made only where there is something to show.
    fn shown(&self) -> Option<&P>;

    fn path(&self) -> Path;

    fn progress(&self) -> (usize, usize);

    fn is_closed(&self) -> bool;
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
}

/// The element in progress, as if it were the root.
impl<P: Partial> View<P> for Parser<Each<P>> {
    fn shown(&self) -> Option<&P> {
        self.partial()?.open()
    }

    fn path(&self) -> Path {
        Parser::path(self)
            .segments()
            .iter()
            .skip(1)
            .cloned()
            .collect()
    }

    fn progress(&self) -> (usize, usize) {
        self.progress_of::<P>()
    }

    fn is_closed(&self) -> bool {
        false
    }
}

impl<P> Snapshot<P> {
    /// A snapshot of what `parser` shows, if it shows anything.
    pub(crate) fn of<V: View<P> + 'static>(parser: &Arc<V>) -> Option<Self> {
        parser.shown()?;
        Some(Snapshot {
            view: parser.clone(),
        })
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

    /// Which attempt at the answer this is from, counted from 1.
    pub fn attempt(&self) -> u32 {
        1
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
