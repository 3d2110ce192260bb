//! What those who check a value may say of it.

use crate::error::{Error, ErrorKind, Problem};
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

/// What somebody says who looked at a value and failed with `failure`: there is always something.
pub(crate) fn told_by(failure: impl IntoProblems) -> Vec<Problem> {
    let mut problems = failure.into_problems();
    if problems.is_empty() {
        problems.push(Problem::new(Path::default(), "not valid"));
    }
    for problem in &mut problems {
        let message = std::mem::take(&mut problem.message);
        problem.message = plain(message.into()).into_owned();
    }
    problems
}

/// What was found wrong with a value by those who looked at it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) problems: Vec<Problem>,
    /// Why a validator could not look: the caller has set it up wrongly.
    pub(crate) config: Option<Error>,
}

impl Found {
    /// A problem of the value as a whole.
    pub(crate) fn one(message: impl Into<String>) -> Self {
        let mut found = Found::default();
        found.add(Problem::new(Path::default(), message));
        found
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        let message = plain(problem.message.into()).into_owned();
        self.problems.push(Problem::new(problem.path, message));
    }

    pub(crate) fn append(&mut self, other: Found) {
        self.problems.extend(other.problems);
        self.config = self.config.take().or(other.config);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.config.is_none()
    }

    /// The same, of the value that this one is in, where it stands at `path`.
    pub(crate) fn below(mut self, path: &Path) -> Self {
        for problem in &mut self.problems {
            problem.path = path.join(&problem.path);
        }
        self
    }

    /// What a parser that stops here says of it.
    pub(crate) fn into_fault(self) -> Option<(ErrorKind, String, Vec<Problem>)> {
        if let Some(config) = self.config {
            return Some((config.kind(), config.to_string(), Vec::new()));
        }
        let message = match &*self.problems {
            [] => return None,
            [problem] => problem.message.clone(),
            problems => listed(problems.iter().map(Problem::to_string)),
        };
        Some((ErrorKind::Invalid, message, self.problems))
    }
}

/// One behind the other.
pub(crate) fn listed(problems: impl Iterator<Item = String>) -> String {
    problems.collect::<Vec<_>>().join("; ")
}

/// Nothing that a terminal would obey: a name that the model made up may have it.
pub(crate) fn plain(message: Cow<'static, str>) -> Cow<'static, str> {
    if !message.contains(char::is_control) {
        return message;
    }
    let escape = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    message.chars().map(escape).collect::<String>().into()
}
