//! How far a field has come.

use crate::partial::{Look, Partial};
use crate::path::Path;

/// How far a field has come: [`Parser::state`](crate::Parser::state), [`Snapshot::state`](crate::Snapshot::state).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldState {
    /// Nothing of it has come, or a null that stands for its default.
    Absent,
    /// It is null, all of that word.
    Null,
    /// It is being written. Of a number, say, nothing shows yet.
    Open,
    /// It is whole, and stays as it is.
    Closed,
}

impl FieldState {
    /// That of the value at `path` in `root`, of which `open` is what is still open.
    pub(crate) fn at<P: Partial>(root: Option<&P>, open: Option<&Path>, path: &Path) -> Self {
        if open.is_some_and(|open| path.leads_to(open.segments())) {
            return FieldState::Open;
        }
        match root.and_then(|root| Look::at(root, path.segments())) {
            None => FieldState::Absent,
            Some(true) => FieldState::Null,
            Some(false) => FieldState::Closed,
        }
    }

    /// That of `field`, somewhere in `root`.
    pub(crate) fn of<P: Partial, F: Partial>(
        root: Option<&P>,
        open: Option<&Path>,
        field: &Option<F>,
    ) -> Self {
        if let (Some(root), Some(open)) = (root, open)
            && Look::passes(root, open.segments(), field)
        {
            return FieldState::Open;
        }
        match field {
            None => FieldState::Absent,
            Some(value) => FieldState::at(Some(value), None, &Path::default()),
        }
    }
}
