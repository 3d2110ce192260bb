//! Maps: objects whose keys are data.

use crate::extract::{Extract, Flatten};
use crate::json::Object;
use crate::partial::key::Key;
use crate::schema::{Definitions, Keyword, ObjectSchema, Schema};
#[cfg(feature = "indexmap")]
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

fn map<K: Key, T: Extract>(definitions: &mut Definitions) -> Schema {
    let value: Keyword = T::describe(definitions).into();
    let keys = K::describe(definitions);
    let schema = Schema::of_type("object").with("additionalProperties", value);
    match keys {
        Some(keys) => schema.with("propertyNames", keys),
        None => schema,
    }
}

macro_rules! maps {
    ($map:ident<K, T $(, $hasher:ident)?> where $($bound:tt)+) => {
        impl<K: Key, T: Extract $(, $hasher)?> Extract for $map<K, T $(, $hasher)?>
        where
            $($bound)+
        {
            type Partial = $map<K, T::Partial $(, $hasher)?>;

            fn name() -> String {
                format!("{}Map", T::name())
            }

            fn describe(definitions: &mut Definitions) -> Schema {
                map::<K, T>(definitions)
            }
        }

        impl<T: Extract $(, $hasher)?> Flatten for $map<String, T $(, $hasher)?>
        where
            Self: Extract<Partial: Object>,
        {
            fn fields(object: &mut ObjectSchema<'_>) {
                object.entries::<T>();
            }
        }
    };
}

maps!(BTreeMap<K, T> where K: Ord, K::Lookup: Ord);
maps!(HashMap<K, T, S> where
    K: Eq + Hash,
    K::Lookup: Eq + Hash,
    S: BuildHasher + Default + Clone + Send + Sync + 'static
);
#[cfg(feature = "indexmap")]
maps!(IndexMap<K, T, S> where
    K: Eq + Hash,
    K::Lookup: Eq + Hash,
    S: BuildHasher + Default + Clone + Send + Sync + 'static
);
