//! Partials as JSON again: what is absent is left out, null is null.

use super::Partial;
use serde::{Serialize, Serializer};

/// A partial as `serde` sees it, with the names of the JSON.
#[doc(hidden)]
#[derive(Debug)]
pub struct Wire<'a, P>(pub &'a P);

impl<P: Partial> Serialize for Wire<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Partial::serialize_partial(self.0, serializer)
    }
}
