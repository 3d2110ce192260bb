//! Validators: functions that look at a complete value, of a field or of a type.

use crate::context::Context;
use crate::error::{Problem, Result};
use crate::path::{Path, Segment};
use crate::problem::{Found, IntoProblems, told_by};
use std::marker::PhantomData;
use std::ops::Deref;

/// A function that looks at a `T`, or at what a `T` derefs to: the validator of a `String` may take a `&str`. `How` tells apart
/// what it takes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a validator of `{T}`",
    label = "expected a `fn(&{T}) -> Result<(), E>` or a `fn(&{T}, &Context) -> Result<(), E>`",
    note = "a validator takes the complete value of the field as it is declared, an `Option` among it, or of a `String`, a `Vec` or a \
            `Box` what it derefs to; `E` is a text, a `Problem`, or a list of them"
)]
pub trait Validator<T, How> {
    type Error;

    fn validate(&self, value: &T, context: &Context) -> Result<(), Self::Error>;
}

/// The ways to take a value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Plain<E>(PhantomData<E>);

#[doc(hidden)]
#[derive(Debug)]
pub struct InContext<E>(PhantomData<E>);

#[doc(hidden)]
#[derive(Debug)]
pub struct Inside<E>(PhantomData<E>);

#[doc(hidden)]
#[derive(Debug)]
pub struct InsideInContext<E>(PhantomData<E>);

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

impl<T: Deref, E, F: Fn(&T::Target) -> Result<(), E>> Validator<T, Inside<E>> for F {
    type Error = E;

    fn validate(&self, value: &T, _: &Context) -> Result<(), E> {
        self(value)
    }
}

impl<T: Deref, E, F> Validator<T, InsideInContext<E>> for F
where
    F: Fn(&T::Target, &Context) -> Result<(), E>,
{
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
            match told_by(error) {
                Ok(problems) => self.found.problems.extend(problems),
                Err(error) => self.found.unchecked = Some(error.of_check()),
            }
        }
        self
    }

    /// Asks the type itself, which tells the fields by their names in Rust. `names` are those in the JSON, where they differ;
    /// a field without one stands where the type does.
    pub fn garde(mut self, names: &[(&str, Option<&str>)]) -> Self
    where
        T: Guarded,
    {
        match self.value.problems(self.context) {
            Ok(problems) => {
                for Problem { path, message } in problems {
                    self.found.add(Problem::new(renamed(path, names), message));
                }
            }
            Err(error) => self.found.unchecked = Some(error),
        }
        self
    }
}

/// A type that says itself what is wrong with its values, by `garde`.
#[doc(hidden)]
#[cfg_attr(
    feature = "garde",
    diagnostic::on_unimplemented(
        message = "`{Self}` is not validated by garde",
        label = "`garde::Validate` is not implemented for `{Self}`",
        note = "add `#[derive(garde::Validate)]` to it; its context, if it has one, has to be `Send + Sync + 'static`"
    )
)]
#[cfg_attr(
    not(feature = "garde"),
    diagnostic::on_unimplemented(
        message = "`#[extract(garde)]` needs the feature `garde` of `instructor-core`",
        label = "cannot be validated without it",
        note = "turn it on: `instructor-core = {{ version = \"…\", features = [\"garde\"] }}`"
    )
)]
pub trait Guarded {
    /// What is wrong, or why that cannot be told.
    fn problems(&self, context: &Context) -> Result<Vec<Problem>>;
}

/// The path with the name in the JSON of its first step.
fn renamed(path: Path, names: &[(&str, Option<&str>)]) -> Path {
    let Some((first, rest)) = path.segments().split_first() else {
        return path;
    };
    let is_first = |rust: &str| match first {
        Segment::Index(index) => index.to_string() == rust,
        first => first.name() == Some(rust),
    };
    match names.iter().find(|(rust, _)| is_first(rust)) {
        Some((_, Some(name))) => {
            let first = Segment::Field((*name).to_owned().into());
            std::iter::once(first).chain(rest.iter().cloned()).collect()
        }
        Some((_, None)) => rest.to_vec().into(),
        None => path,
    }
}
