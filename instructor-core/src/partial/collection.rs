//! Lists and maps, which show from their opening bracket.

use super::entries::{self, Entries, Lookup};
use super::key::Key;
use super::{Kinds, Look, PartVisitor, Partial, Parts, Shape, Trail, Wire};
use crate::json::list::{self, Items};
use crate::json::object::Object;
use crate::json::{Cursor, Step, Turn};
use crate::path::Segment;
use serde::Serializer;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

impl<P: Partial> Items for Vec<P> {
    const SINGLE: Kinds = P::KINDS;

    fn visit(&mut self, index: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        // The open element is continued where it stands.
        if turn == Turn::Resume
            && let Some(open) = self.get_mut(index)
        {
            return open.resume(cursor);
        }
        let mut item = None;
        let step = P::begin(&mut item, cursor);
        self.extend(item);
        step
    }
}

impl<P: Partial> Partial for Vec<P> {
    type Complete = Vec<P::Complete>;

    const KINDS: Kinds = Kinds::LIST;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        list::begin(slot, cursor)
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        list::resume(self, cursor)
    }

    fn look(&self, look: &mut Look<'_>) {
        if let Some(Segment::Index(index)) = look.step()
            && let Some(item) = self.get(*index)
        {
            item.look(look);
        }
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
        let len = self.len();
        // Collected in place where the layouts allow it; past a missing field it goes on, to name them all.
        let items: Vec<_> = self
            .into_iter()
            .enumerate()
            .filter_map(|(index, item)| item.complete_at(&trail.index(index)))
            .collect();
        (items.len() == len).then_some(items)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Wire))
    }
}

/// Makes `Fields` of `Entries`.
macro_rules! map {
    (impl[$($generics:tt)*] for $map:ty $(where $($bound:tt)+)?) => {
        impl<$($generics)*> $crate::json::Fields for $map
        $(where $($bound)+)?
        {
            fn slot(&self, _: &str) -> usize {
                $crate::json::ENTRY
            }

            fn name(&self, _: usize) -> Option<&'static $crate::json::Name> {
                None
            }

            fn key(&self, cursor: &mut $crate::json::Cursor<'_>) -> Result<usize, $crate::json::Stop> {
                $crate::partial::entries::key::<Self>(cursor)
            }

            fn visit(
                &mut self,
                slot: usize,
                turn: $crate::json::Turn,
                cursor: &mut $crate::json::Cursor<'_>,
            ) -> $crate::json::Step {
                $crate::partial::entries::visit(self, slot, turn, cursor)
            }
        }
    };
}
pub(super) use map;

macro_rules! maps {
    ($map:ident<K, V $(, $hasher:ident)?> where [$($bound:tt)+], $insert:expr, $remove:expr) => {
        impl<K: Key, V: Partial $(, $hasher)?> Entries for $map<K, V $(, $hasher)?>
        where
            $($bound)+
        {
            type Key = K;
            type Value = V;

            fn get_mut(&mut self, key: &Lookup<Self>) -> Option<&mut V> {
                $map::get_mut(self, key)
            }

            fn insert(&mut self, key: K, value: V, place: Option<usize>) {
                let insert: fn(&mut Self, K, V, Option<usize>) = $insert;
                insert(self, key, value, place);
            }

            fn remove(&mut self, key: &Lookup<Self>) -> Option<usize> {
                let remove: fn(&mut Self, &Lookup<Self>) -> Option<usize> = $remove;
                remove(self, key)
            }
        }

        map!(impl[K: Key, V: Partial $(, $hasher)?] for $map<K, V $(, $hasher)?> where $($bound)+);

        impl<K: Key, V: Partial $(, $hasher)?> Parts for $map<K, V $(, $hasher)?>
        where
            $($bound)+
        {
            fn parts<W: PartVisitor>(&self, visitor: &mut W) -> Result<(), W::Error> {
                self.iter().try_for_each(|(key, value)| visitor.entry(&key.text(), value))
            }
        }

        impl<K: Key, V: Partial $(, $hasher)?> Object for $map<K, V $(, $hasher)?>
        where
            $($bound)+
        {
            const FIELDS: usize = 0;
            const ENTRIES: bool = true;

            fn empty() -> Self {
                Self::default()
            }
        }

        impl<K: Key, V: Partial $(, $hasher)?> Partial for $map<K, V $(, $hasher)?>
        where
            $($bound)+
        {
            type Complete = $map<K, V::Complete $(, $hasher)?>;

            const SHAPE: Shape = Shape::Object { fields: 0 };
            const KINDS: Kinds = Kinds::MAP;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                entries::begin(slot, cursor)
            }

            fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
                entries::resume(self, cursor)
            }

            fn look(&self, look: &mut Look<'_>) {
                if let Some(segment) = look.step()
                    && let Some(key) = segment.name().and_then(K::lookup)
                    && let Some(value) = self.get(&*key)
                {
                    value.look(look);
                }
            }

            fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
                let len = self.len();
                let entries: Self::Complete = self
                    .into_iter()
                    .filter_map(|(key, value)| {
                        let value = value.complete_at(&trail.key(&key.text()))?;
                        Some((key, value))
                    })
                    .collect();
                (entries.len() == len).then_some(entries)
            }

            fn serialize_partial<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
                serializer.collect_map(self.iter().map(|(key, value)| (key.text(), Wire(value))))
            }
        }
    };
}

maps!(BTreeMap<K, V> where [K: Ord, K::Lookup: Ord],
    |map, key, value, _| { map.insert(key, value); },
    |map, key| { map.remove(key); None }
);
maps!(HashMap<K, V, S> where [
        K: Eq + Hash,
        K::Lookup: Eq + Hash,
        S: BuildHasher + Default + Clone + Send + Sync + 'static,
    ],
    |map, key, value, _| { map.insert(key, value); },
    |map, key| { map.remove(key); None }
);

#[cfg(feature = "indexmap")]
use indexmap::IndexMap;

// The last takes the place of what is removed, and gives it back, so that neither moves the others.
#[cfg(feature = "indexmap")]
maps!(IndexMap<K, V, S> where [
        K: Eq + Hash,
        K::Lookup: Eq + Hash,
        S: BuildHasher + Default + Clone + Send + Sync + 'static,
    ],
    |map, key, value, place| {
        let (last, _) = map.insert_full(key, value);
        if let Some(place) = place {
            map.swap_indices(place, last);
        }
    },
    |map, key| map.swap_remove_full(key).map(|(place, _, _)| place)
);
