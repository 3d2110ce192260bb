//! What this crate says in an error, beside what its kind and message are.

use super::{Error, ErrorKind, Problem};
use crate::path::Path;
use crate::problem::listed;
use crate::response::Response;
use crate::stream::again::Over;
use std::any::Any;

impl Error {
    /// Rewrites what is shown, where `rewrite` has another text for it. A source that it would rewrite is left out.
    #[cfg(feature = "http")]
    pub(crate) fn rewritten(mut self, rewrite: impl Fn(&str) -> Option<String>) -> Self {
        let inner = &mut *self.0;
        if let Some(message) = rewrite(&inner.message) {
            inner.message = message.into();
        }
        for told in [&mut inner.code, &mut inner.request_id] {
            if let Some(other) = told.as_deref().and_then(&rewrite) {
                *told = Some(other);
            }
        }
        for path in inner.path.iter_mut().chain(&mut inner.missing) {
            path.rewrite(&rewrite);
        }
        for problem in &mut inner.problems {
            problem.path.rewrite(&rewrite);
            if let Some(message) = rewrite(&problem.message) {
                problem.message = message;
            }
        }
        let mut source = inner
            .source
            .as_deref()
            .map(|source| source as &dyn std::error::Error);
        while let Some(cause) = source {
            if rewrite(&format!("{cause} {cause:?}")).is_some() {
                inner.source = None;
                break;
            }
            source = cause.source();
        }
        self
    }

    /// The same error once more, for a second caller: without its source and what had arrived.
    pub(crate) fn again(&self) -> Self {
        let mut error = Error::new(self.0.kind, self.0.message.clone());
        error.0.path = self.0.path.clone();
        error.0.missing = self.0.missing.clone();
        error.0.problems = self.0.problems.clone();
        error.0.offset = self.0.offset;
        error.0.status = self.0.status;
        error.0.code = self.0.code.clone();
        error.0.request_id = self.0.request_id.clone();
        error.0.retry_after = self.0.retry_after;
        error.0.is_retryable = self.0.is_retryable;
        error.0.attempts = self.0.attempts.clone();
        error.0.note = self.0.note.clone();
        error
    }

    pub(crate) fn missing(paths: Vec<Path>) -> Self {
        let mut message = String::from("missing ");
        for (i, path) in paths.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            message.push_str(&format!("{comma}`{path}`"));
        }
        let mut error = Error::new(ErrorKind::Missing, message);
        error.0.path = paths.first().cloned();
        error.0.missing = paths;
        error
    }

    /// Values break what is said of them, and fields may be missing besides.
    pub(crate) fn of_problems(mut problems: Vec<Problem>, missing: Vec<Path>) -> Self {
        let absent = |path: &Path| Problem::new(path.clone(), "missing");
        problems.extend(missing.iter().map(absent));
        let message = listed(problems.iter().map(|problem| {
            let Problem { path, message } = problem;
            match path.is_root() {
                true => message.clone(),
                false if missing.contains(path) => format!("missing `{path}`"),
                false => format!("{message} at `{path}`"),
            }
        }));
        let mut error = Error::new(ErrorKind::Invalid, message);
        error.0.path = problems.first().map(|problem| problem.path.clone());
        error.0.missing = missing;
        error.0.problems = problems;
        error
    }

    pub(crate) fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// As [`of_problems`](Error::of_problems), of the element `index` of a list.
    pub(crate) fn invalid_element(mut problems: Vec<Problem>, index: usize) -> Self {
        for problem in &mut problems {
            problem.path.put_below(index);
        }
        Error::of_problems(problems, Vec::new())
    }

    /// The text ended within a list.
    pub(crate) fn unclosed() -> Self {
        let message = "the text ended before its value was whole";
        Error::new(ErrorKind::Incomplete, message)
    }

    /// Sets what is wrong with the value that this is about, each with its path from there.
    pub(crate) fn with_problems(mut self, problems: &[Problem]) -> Self {
        let at = self.0.path.clone().unwrap_or_default();
        let problems = problems.iter().map(|problem| {
            let path = at.join(&problem.path);
            Problem::new(path, problem.message.clone())
        });
        self.0.problems = problems.collect();
        if let [problem] = &*self.0.problems {
            self.0.path = Some(problem.path.clone());
        }
        self
    }

    /// Adds what is wrong elsewhere.
    pub(crate) fn with_others(mut self, others: &[Problem]) -> Self {
        if !others.is_empty() {
            let mut problems = self.problems();
            problems.extend_from_slice(others);
            self.0.problems = problems;
        }
        self
    }

    pub(crate) fn at_path(mut self, path: Path) -> Self {
        self.0.path = Some(path);
        self
    }

    /// Sets the place of the one field that is missing: a tag, which is a problem of the whole object, as nothing else of
    /// that can be read without it.
    pub(crate) fn at_missing(mut self, path: Path) -> Self {
        let object = path.parent();
        let message = self.0.message.to_string();
        self.0.problems = vec![Problem::new(object.clone(), message)];
        self.0.missing = vec![path];
        self.at_path(object)
    }

    /// Of an element of a list: says which it is, whatever it was counted as.
    pub(crate) fn of_element(mut self, index: usize) -> Self {
        let inner = &mut *self.0;
        let problems = inner.problems.iter_mut().map(|problem| &mut problem.path);
        for path in inner
            .path
            .iter_mut()
            .chain(&mut inner.missing)
            .chain(problems)
        {
            path.set_first(index);
        }
        self
    }

    pub(crate) fn at_offset(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }

    /// Takes over where `other` is.
    pub(crate) fn at_place_of(mut self, other: Error) -> Self {
        self.0.path = other.0.path;
        self.0.offset = other.0.offset;
        self
    }

    /// Sets what came with the answer that this is about.
    pub(crate) fn with_response(mut self, response: Response) -> Self {
        self.0.request_id.clone_from(&response.request_id);
        self.0.response = Some(response);
        self
    }

    pub(crate) fn with_request_id(mut self, id: Option<String>) -> Self {
        self.0.request_id = id;
        self
    }

    #[cfg(feature = "http")]
    pub(crate) fn with_retry_after(mut self, wait: Option<std::time::Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Appends to the message.
    #[cfg(feature = "http")]
    pub(crate) fn adding(mut self, words: &str) -> Self {
        self.0.message.to_mut().push_str(words);
        self
    }

    /// Sets the answers that came to nothing, and why there is no further one.
    pub(crate) fn after(mut self, over: Over) -> Self {
        self.0.attempts = Some(over.attempts);
        self.0.note = over.note;
        self
    }

    pub(crate) fn with_partial(mut self, partial: Option<impl Any + Send + Sync>) -> Self {
        self.0.partial = partial.map(|partial| Box::new(partial) as Box<dyn Any + Send + Sync>);
        self
    }

    pub(crate) fn with_partial_json(mut self, json: impl Into<String>) -> Self {
        self.0.partial_json = Some(json.into());
        self
    }
}
