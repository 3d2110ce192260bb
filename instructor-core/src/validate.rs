//! Validators: functions that look at a complete value, of a field or of a type.

use crate::context::Context;
use crate::path::Path;
use crate::problem::{Found, IntoProblems};
use std::marker::PhantomData;

/// A function that looks at a `T`. `How` tells apart what it takes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a validator of `{T}`",
    label = "expected a `fn(&{T}) -> Result<(), E>` or a `fn(&{T}, &Context) -> Result<(), E>`",
    note = "a validator takes the complete type: that of the field as it is declared, an `Option` among it; `E` is a text, a \
            `Problem`, or a list of them"
)]
pub trait Validator<T, How> {
    type Error;

    fn validate(&self, value: &T, context: &Context) -> Result<(), Self::Error>;
}

/// Takes the value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Plain<E>(PhantomData<E>);

/// Takes the context as well.
#[doc(hidden)]
#[derive(Debug)]
pub struct InContext<E>(PhantomData<E>);

impl<T, E, F: Fn(&T) -> Result<(), E>> Validator<T, Plain<E>> for F {
    type Error = E;

    fn validate(&self, value: &T, _: &Context) -> Result<(), E> {
        self(value)
    }
}

impl<T, E, F: Fn(&T, &Context) -> Result<(), E>> Validator<T, InContext<E>> for F {
    type Error = E;

    fn validate(&self, value: &T, context: &Context) -> Result<(), E> {
        self(value, context)
    }
}

/// A complete value that validators look at, one after the other.
#[doc(hidden)]
#[derive(Debug)]
pub struct Validation<'a, T> {
    value: &'a T,
    context: &'a Context,
    found: Found,
}

impl<'a, T> Validation<'a, T> {
    /// What validators find.
    pub(crate) fn run(
        value: &'a T,
        context: &'a Context,
        validate: impl FnOnce(Validation<'a, T>) -> Validation<'a, T>,
    ) -> Found {
        let validation = Validation {
            value,
            context,
            found: Found::default(),
        };
        validate(validation).found
    }

    /// Asks a function.
    pub fn by<V: Validator<T, How>, How>(mut self, validator: V) -> Self
    where
        V::Error: IntoProblems,
    {
        if let Err(error) = validator.validate(self.value, self.context) {
            let mut problems = error.into_problems();
            if problems.is_empty() {
                // It failed, whatever it says.
                problems = vec![crate::Problem::new(Path::default(), "not valid")];
            }
            for problem in problems {
                self.found.add(problem);
            }
        }
        self
    }
}
