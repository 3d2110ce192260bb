//! Partials as JSON again: what is absent is left out, null is null.

use super::Partial;
use serde::ser::SerializeMap;
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

/// Writes the fields of a struct.
#[doc(hidden)]
#[allow(missing_debug_implementations)] // a serializer need not have it
pub struct ObjectWriter<S: Serializer>(S::SerializeMap);

impl<S: Serializer> ObjectWriter<S> {
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        // How many fields have arrived is not known ahead.
        serializer.serialize_map(None).map(ObjectWriter)
    }

    pub fn field<P: Partial>(
        &mut self,
        name: &'static str,
        field: &Option<P>,
    ) -> Result<(), S::Error> {
        match field {
            Some(value) => self.0.serialize_entry(name, &Wire(value)),
            None => Ok(()),
        }
    }

    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
