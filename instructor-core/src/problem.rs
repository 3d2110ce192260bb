//! What those who check a value may say of it.

use crate::error::{Error, ErrorKind, Problem, Result};
use crate::path::Path;
use std::borrow::Cow;

/// What a check may fail with: a text, a [`Problem`] with its path, an [`Error`], or several of one of them.
///
/// A text is about the value that is checked, as a whole. It is sent to the model: what is wrong, and what would be right. A check
/// that fails with an empty list says "not valid".
///
/// ```
/// use instructor_core::{IntoProblems, Problem};
///
/// let one = "the total is not the sum".into_problems();
/// assert_eq!(one?[0].to_string(), "the total is not the sum");
///
/// let two = vec![
///     Problem::new("items[0].price".parse()?, "negative"),
///     Problem::new("items[2].price".parse()?, "negative"),
/// ];
/// assert_eq!(two.into_problems()?.len(), 2);
/// # Ok::<(), instructor_core::Error>(())
/// ```
///
/// A check that could not be made says nothing of the value: a database is down, another model is not reached. It fails with an
/// [`Error`] that is about no value, or about another one than that which is checked, and so ends the request: with the error's kind
/// and [source](std::error::Error::source), without a word to the model and without another try. `?` passes the errors of this crate on,
/// [`Error::other`] makes one of any other, and [`Error::invalid`] says what is wrong with the value.
///
/// ```
/// # use instructor_core::{Client, Error, Extract, Result};
/// # #[derive(Clone)] struct Database;
/// # impl Database { async fn has(&self, name: &str) -> std::io::Result<bool> { Ok(true) } }
/// # async fn ask(client: Client, database: Database) -> Result<()> {
/// let judge = client.clone();
/// let name = String::extract(&client, "Jason is 25. What is his name?")
///     .check_async(move |name: &String| {
///         let (judge, database, name) = (judge.clone(), database.clone(), name.clone());
///         async move {
///             if !database.has(&name).await.map_err(Error::other)? {
///                 return Err(Error::invalid(format!("nobody is called {name}")));
///             }
///             match bool::extract(&judge, format!("Is {name} a first name?")).await? {
///                 true => Ok(()),
///                 false => Err(Error::invalid("not a first name")),
///             }
///         }
///     })
///     .await?;
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what is wrong with a value",
    label = "not a text, a `Problem`, or a list of them",
    note = "return `Result<(), String>`, or `.map_err(|error| error.to_string())`"
)]
pub trait IntoProblems {
    /// What is wrong, each with its path from the value that is checked.
    ///
    /// # Errors
    ///
    /// If the check could not be made, why.
    fn into_problems(self) -> Result<Vec<Problem>>;
}

impl IntoProblems for Problem {
    fn into_problems(self) -> Result<Vec<Problem>> {
        Ok(vec![self])
    }
}

impl IntoProblems for String {
    fn into_problems(self) -> Result<Vec<Problem>> {
        Ok(vec![Problem::new(Path::default(), self)])
    }
}

impl IntoProblems for &str {
    fn into_problems(self) -> Result<Vec<Problem>> {
        self.to_owned().into_problems()
    }
}

impl IntoProblems for Cow<'_, str> {
    fn into_problems(self) -> Result<Vec<Problem>> {
        self.into_owned().into_problems()
    }
}

/// What is wrong with the value. One that is about no value, or about another answer, is why the check could not be made.
impl IntoProblems for Error {
    fn into_problems(self) -> Result<Vec<Problem>> {
        match self.is_of_value() {
            true => Ok(self.told()),
            false => Err(self),
        }
    }
}

impl<P: IntoProblems> IntoProblems for Vec<P> {
    fn into_problems(self) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for problem in self {
            problems.extend(problem.into_problems()?);
        }
        Ok(problems)
    }
}

/// What somebody says who looked at a value and failed with `failure`: there is always something.
pub(crate) fn told_by(failure: impl IntoProblems) -> Result<Vec<Problem>> {
    let mut problems = failure.into_problems()?;
    if problems.is_empty() {
        problems.push(Problem::new(Path::default(), "not valid"));
    }
    for problem in &mut problems {
        let message = std::mem::take(&mut problem.message);
        problem.message = plain(message.into()).into_owned();
    }
    Ok(problems)
}

/// What was found wrong with a value by those who looked at it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) problems: Vec<Problem>,
    /// Why a validator could not look.
    pub(crate) unchecked: Option<Error>,
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
        self.unchecked = self.unchecked.take().or(other.unchecked);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.unchecked.is_none()
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
        if let Some(error) = self.unchecked {
            return Some((error.kind(), error.to_string(), Vec::new()));
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
