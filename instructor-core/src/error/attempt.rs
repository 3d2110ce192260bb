//! One answer that came to nothing.

#[cfg(feature = "http")]
use super::Error;
use super::Problem;
use crate::response::{Call, Response};
use std::fmt;

/// An answer that came to nothing: what was wrong with it, and what it said.
///
/// [`Error::attempts`] has those of a request; a [`Provider`](crate::provider::Provider) sends one back.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// All that was wrong with it, each with its path.
    pub problems: Vec<Problem>,
    /// What came: the text as the model wrote it, the usage, the id.
    pub response: Response,
    /// The calls in which it came, in the modes that ask for them.
    pub calls: Vec<Call>,
    /// What the model said beside the value, or in place of it: the start of it, if it is long.
    pub prose: String,
    /// Whether the model ended it by itself, and so may do better.
    pub(crate) is_models: bool,
}

impl Attempt {
    /// An attempt that failed with `error`.
    #[cfg(feature = "http")]
    pub(crate) fn new(error: &Error, response: Response) -> Self {
        Attempt {
            problems: error.told(),
            response,
            calls: Vec::new(),
            prose: String::new(),
            is_models: false,
        }
    }
}

/// What a model says is not for a log: texts by their length alone, calls by their number, problems without the keys of maps
/// and without their messages, which may quote it.
impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field(
                "problems",
                &fmt::from_fn(|f| {
                    f.debug_list()
                        .entries(self.problems.iter().map(Problem::wordless))
                        .finish()
                }),
            )
            .field("response", &self.response)
            .field("calls", &self.calls.len())
            .field("prose", &format_args!("{} bytes", self.prose.len()))
            .finish()
    }
}
