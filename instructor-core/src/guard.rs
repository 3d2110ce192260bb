//! Types that are validated by `garde`.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Problem, Result};
use crate::validate::Guarded;
use garde::Validate;
use std::any::{Any, TypeId};

impl<T: Validate<Context: Any + Send + Sync>> Guarded for T {
    fn problems(&self, context: &Context) -> Result<Vec<Problem>> {
        let Err(report) = self.validate_with(context_of::<T>(context)?) else {
            return Ok(Vec::new());
        };
        let problem = |(path, error): &(garde::Path, garde::Error)| {
            // It is written as ours are.
            let path = path.to_string().parse().unwrap_or_default();
            Problem::new(path, error.message())
        };
        Ok(report.iter().map(problem).collect())
    }
}

/// What the type wants to be told: nothing, or what the caller has passed.
fn context_of<T: Validate<Context: Any + Send + Sync>>(context: &Context) -> Result<&T::Context> {
    if TypeId::of::<T::Context>() == TypeId::of::<()>()
        && let Some(nothing) = (&() as &dyn Any).downcast_ref()
    {
        return Ok(nothing);
    }
    context.get().ok_or_else(|| {
        let message = format!(
            "the validation by garde needs a value of the type `{}`: pass it by `.context(…)`",
            std::any::type_name::<T::Context>()
        );
        Error::new(ErrorKind::Config, message)
    })
}
