//! Lists and sets, which are read as a `Vec`, and arrays.

use super::alike::alike;
use crate::extract::{Extract, List};
use crate::partial::{ByIterator, PartialArray, Via};
use crate::schema::{Definitions, Schema};
use std::borrow::Cow;
use std::collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

impl<T: Extract> Extract for Vec<T> {
    type Partial = Vec<T::Partial>;

    fn name() -> String {
        format!("{}List", T::name())
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        let item = T::describe(definitions);
        Schema::of_type("array").with("items", item)
    }
}

alike! {
    [T: Extract] Box<[T]> as Vec<T>, Via<Vec<T::Partial>, Self>;
    [T: Extract] Arc<[T]> as Vec<T>, Via<Vec<T::Partial>, Self>;
    [T: Extract] Rc<[T]> as Vec<T>, Via<Vec<T::Partial>, Self>;
    [T: Extract + Clone] Cow<'static, [T]> as Vec<T>, Via<Vec<T::Partial>, Self>;
    [T: Extract] VecDeque<T> as Vec<T>, Via<Vec<T::Partial>, Self>;
    [T: Extract] LinkedList<T> as Vec<T>, Via<Vec<T::Partial>, Self, ByIterator>;
    [T: Extract + Ord] BinaryHeap<T> as Vec<T>, Via<Vec<T::Partial>, Self>;
}

/// Sets: elements that come twice are taken, and are there once.
macro_rules! sets {
    ($($(#[$attr:meta])* [$($generics:tt)*] $type:ty;)*) => {$(
        $(#[$attr])*
        impl<$($generics)*> Extract for $type {
            type Partial = Via<Vec<T::Partial>, Self, ByIterator>;

            fn name() -> String {
                format!("{}Set", T::name())
            }

            fn describe(definitions: &mut Definitions) -> Schema {
                Vec::<T>::describe(definitions).with("uniqueItems", true)
            }
        }
    )*};
}

sets! {
    [T: Extract + Ord] BTreeSet<T>;
    [T: Extract + Eq + Hash, S: BuildHasher + Default + 'static] HashSet<T, S>;
    #[cfg(feature = "indexmap")]
    [T: Extract + Eq + Hash, S: BuildHasher + Default + 'static] indexmap::IndexSet<T, S>;
}

macro_rules! lists {
    ($($(#[$attr:meta])* [$($generics:tt)*] $type:ty;)*) => {$(
        $(#[$attr])*
        impl<$($generics)*> List for $type {
            type Item = T;
        }
    )*};
}

lists! {
    [T: Extract] Vec<T>;
    [T: Extract] Box<[T]>;
    [T: Extract] Arc<[T]>;
    [T: Extract] Rc<[T]>;
    [T: Extract + Clone] Cow<'static, [T]>;
    [T: Extract] VecDeque<T>;
    [T: Extract] LinkedList<T>;
    [T: Extract + Ord] BinaryHeap<T>;
    [T: Extract + Ord] BTreeSet<T>;
    [T: Extract + Eq + Hash, S: BuildHasher + Default + 'static] HashSet<T, S>;
    #[cfg(feature = "indexmap")]
    [T: Extract + Eq + Hash, S: BuildHasher + Default + 'static] indexmap::IndexSet<T, S>;
}

impl<T: Extract, const N: usize> Extract for [T; N] {
    type Partial = PartialArray<T::Partial, N>;

    fn name() -> String {
        format!("{}List{N}", T::name())
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        Vec::<T>::describe(definitions)
            .with("minItems", N)
            .with("maxItems", N)
    }
}
