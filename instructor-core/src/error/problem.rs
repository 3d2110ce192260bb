//! One of the things that are wrong with a value.

use crate::path::Path;
use std::fmt;

/// One of the things that are wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where in the value.
    pub path: Path,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(path: Path, message: impl Into<String>) -> Self {
        Problem {
            path,
            message: message.into(),
        }
    }

    /// For a `Debug` that says nothing of what the model wrote: where it is, but for the keys of maps, and how long its
    /// message is, which may quote the value.
    pub(crate) fn wordless(&self) -> impl fmt::Debug {
        fmt::from_fn(|f| {
            f.debug_struct("Problem")
                .field("path", &format_args!("`{}`", self.path.keyless()))
                .field("message", &format_args!("{} bytes", self.message.len()))
                .finish()
        })
    }
}

/// `age: 250 is more than the maximum of 150`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.is_root() {
            true => f.write_str(&self.message),
            false => write!(f, "{}: {}", self.path, self.message),
        }
    }
}
