//! All that is wrong with an input, to be shown at once.

use quote::ToTokens;
use std::fmt::Display;
use syn::{Error, Result};

/// The errors so far, each at a token of the user's.
#[derive(Debug, Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The result, if nothing was wrong on the way to it.
    pub(crate) fn finish<T>(mut self, result: Result<T>) -> Result<T> {
        match (result, self.0.take()) {
            (result, None) => result,
            (Ok(_), Some(errors)) => Err(errors),
            (Err(error), Some(mut errors)) => {
                errors.combine(error);
                Err(errors)
            }
        }
    }
}
