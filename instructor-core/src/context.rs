//! What validators are told beside the value.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// What validators are told beside the value: one of each type, cheap to clone.
///
/// ```
/// use instructor_core::Context;
///
/// struct Customers(Vec<String>);
///
/// let context = Context::new().with(Customers(vec!["Ana".into()]));
/// assert_eq!(context.get::<Customers>().unwrap().0, ["Ana"]);
/// assert!(context.get::<u8>().is_none());
/// ```
#[derive(Clone, Default)]
pub struct Context(Option<Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>);

impl Context {
    /// A context with nothing in it.
    pub fn new() -> Self {
        Context::default()
    }

    /// Adds a value, in place of one of the same type.
    pub fn with<T: Any + Send + Sync>(mut self, value: T) -> Self {
        let values = Arc::make_mut(self.0.get_or_insert_default());
        values.insert(TypeId::of::<T>(), Arc::new(value));
        self
    }

    /// The value of this type, if there is one.
    pub fn get<T: Any + Send + Sync>(&self) -> Option<&T> {
        let value = self.0.as_ref()?.get(&TypeId::of::<T>())?;
        value.downcast_ref()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.0.as_ref().map_or(0, |values| values.len());
        write!(f, "Context({values} values)")
    }
}
