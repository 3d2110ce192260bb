//! What those who check a value may say of it.

use crate::error::{Error, Problem};
use crate::path::Path;
use std::borrow::Cow;

/// What a check may fail with: a text, a [`Problem`] with its path, an [`Error`], or several of one of them.
///
/// A text is about the value that is checked, as a whole. It is sent to the model: what is wrong, and what would be right.
///
/// ```
/// use instructor_core::{IntoProblems, Problem};
///
/// let one = "the total is not the sum".into_problems();
/// assert_eq!(one[0].to_string(), "the total is not the sum");
///
/// let two = vec![
///     Problem::new("items[0].price".parse()?, "negative"),
///     Problem::new("items[2].price".parse()?, "negative"),
/// ];
/// assert_eq!(two.into_problems().len(), 2);
/// # Ok::<(), instructor_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what is wrong with a value",
    label = "not a text, a `Problem`, or a list of them",
    note = "return `Result<(), String>`, or `.map_err(|error| error.to_string())`"
)]
pub trait IntoProblems {
    /// What is wrong, each with its path from the value that is checked.
    fn into_problems(self) -> Vec<Problem>;
}

impl IntoProblems for Problem {
    fn into_problems(self) -> Vec<Problem> {
        vec![self]
    }
}

impl IntoProblems for String {
    fn into_problems(self) -> Vec<Problem> {
        vec![Problem::new(Path::default(), self)]
    }
}

impl IntoProblems for &str {
    fn into_problems(self) -> Vec<Problem> {
        self.to_owned().into_problems()
    }
}

impl IntoProblems for Cow<'_, str> {
    fn into_problems(self) -> Vec<Problem> {
        self.into_owned().into_problems()
    }
}

/// What is wrong with the value, or of an error that is about none, its text.
impl IntoProblems for Error {
    fn into_problems(self) -> Vec<Problem> {
        match self.problems() {
            problems if problems.is_empty() => self.to_string().into_problems(),
            problems => problems,
        }
    }
}

impl<P: IntoProblems> IntoProblems for Vec<P> {
    fn into_problems(self) -> Vec<Problem> {
        self.into_iter().flat_map(P::into_problems).collect()
    }
}
