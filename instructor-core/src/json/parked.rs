//! Values that have begun and are not to show yet.

use super::cursor::Cursor;
use super::log::Log;
use super::state::Step;
use crate::partial::Partial;
use std::any::Any;
use std::fmt;

/// A value that is filled out of sight, and what its filling changed.
pub(crate) struct Parked {
    value: Box<dyn Value>,
    log: Option<Log>,
}

impl Parked {
    pub(crate) fn log(&mut self) -> Option<&mut Log> {
        self.log.as_mut()
    }
}

/// An `Option<P>` of any partial.
trait Value: Any + fmt::Debug + Send + Sync {
    fn copy(&self) -> Box<dyn Value>;

    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<P: Partial> Value for Option<P> {
    fn copy(&self) -> Box<dyn Value> {
        Box::new(self.clone())
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

impl Clone for Parked {
    fn clone(&self) -> Self {
        Parked {
            value: self.value.copy(),
            log: self.log.clone(),
        }
    }
}

impl fmt::Debug for Parked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Begins a value, and again, that shows once it is `ready` or has closed. `begin` is its own beginning.
pub(crate) fn begin<P: Partial>(
    slot: &mut Option<P>,
    cursor: &mut Cursor<'_>,
    ready: impl FnOnce(&P) -> bool,
    begin: impl FnOnce(&mut Option<P>, &mut Cursor<'_>) -> Step,
) -> Step {
    let (mut value, before) = match cursor.state.parked.pop() {
        Some(parked) => (
            parked.value.into_any().downcast().unwrap_or_default(),
            parked.log,
        ),
        None => (Box::<Option<P>>::default(), None),
    };
    // Where something is mended, there is a log from there on.
    let mark = cursor.state.log.as_ref().map_or((0, 0), Log::mark);
    if let Some(before) = before {
        cursor.state.log.get_or_insert_default().append(before);
    }
    let step = match &mut *value {
        Some(open) => open.resume(cursor),
        None => begin(&mut value, cursor),
    };
    let shows = step.is_ok() || (*value).as_ref().is_some_and(ready);
    if shows {
        *slot = *value;
        return step;
    }
    let log = cursor.state.log.as_mut().map(|log| log.split(mark));
    if step.is_err() {
        // Also of what failed: its log tells where in it something was mended.
        cursor.state.parked.push(Parked { value, log });
    }
    step
}
