//! Lists and maps, which show from their opening bracket.

use super::{Kinds, Look, PartVisitor, Partial, Parts, Shape, Trail, Wire};
use crate::json::list::{self, Items};
use crate::json::object::{self, Object};
use crate::json::{Cursor, ENTRY, Step, Turn};
use crate::path::Segment;
use serde::Serializer;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

impl<P: Partial> Items for Vec<P> {
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

/// What takes the entries of a map.
pub(super) trait Entries {
    /// What a value is while it grows.
    type Value: Partial;

    fn get_mut(&mut self, key: &str) -> Option<&mut Self::Value>;

    fn insert(&mut self, key: String, value: Self::Value);

    fn remove(&mut self, key: &str);
}

/// Fills the entry whose key has the place `slot - ENTRY` among the open ones.
pub(super) fn visit<M: Entries>(
    map: &mut M,
    slot: usize,
    turn: Turn,
    cursor: &mut Cursor<'_>,
) -> Step {
    let place = slot - ENTRY;
    let key = cursor.state.keys.get(place).map_or("", String::as_str);
    match turn {
        // What an earlier duplicate key put there goes.
        Turn::Begin => map.remove(key),
        Turn::Resume => {
            if let Some(open) = map.get_mut(key) {
                return open.resume(cursor);
            }
        }
    }
    // Filled outside the map: until it shows, there is no entry.
    let mut value = None;
    let step = M::Value::begin(&mut value, cursor);
    if let Some(value) = value {
        let key = cursor.state.keys.get(place).cloned().unwrap_or_default();
        map.insert(key, value);
    }
    step
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

            fn visit(
                &mut self,
                slot: usize,
                turn: $crate::json::Turn,
                cursor: &mut $crate::json::Cursor<'_>,
            ) -> $crate::json::Step {
                $crate::partial::collection::visit(self, slot, turn, cursor)
            }
        }
    };
}
pub(super) use map;

macro_rules! maps {
    ($map:ident<String, V $(, $hasher:ident)?> $(where $($bound:tt)+)?) => {
        impl<V: Partial $(, $hasher)?> Entries for $map<String, V $(, $hasher)?>
        $(where $($bound)+)?
        {
            type Value = V;

            fn get_mut(&mut self, key: &str) -> Option<&mut V> {
                $map::get_mut(self, key)
            }

            fn insert(&mut self, key: String, value: V) {
                $map::insert(self, key, value);
            }

            fn remove(&mut self, key: &str) {
                $map::remove(self, key);
            }
        }

        map!(impl[V: Partial $(, $hasher)?] for $map<String, V $(, $hasher)?> $(where $($bound)+)?);

        impl<V: Partial $(, $hasher)?> Parts for $map<String, V $(, $hasher)?>
        $(where $($bound)+)?
        {
            fn parts<W: PartVisitor>(&self, visitor: &mut W) -> Result<(), W::Error> {
                self.iter().try_for_each(|(key, value)| visitor.entry(key, value))
            }
        }

        impl<V: Partial $(, $hasher)?> Object for $map<String, V $(, $hasher)?>
        $(where $($bound)+)?
        {
            const FIELDS: usize = 0;
            const ENTRIES: bool = true;

            fn empty() -> Self {
                Self::default()
            }
        }

        impl<V: Partial $(, $hasher)?> Partial for $map<String, V $(, $hasher)?>
        $(where $($bound)+)?
        {
            type Complete = $map<String, V::Complete $(, $hasher)?>;

            const SHAPE: Shape = Shape::Object { fields: 0 };
            const KINDS: Kinds = Kinds::OBJECT;

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                object::begin(slot, cursor)
            }

            fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
                object::resume(self, cursor)
            }

            fn look(&self, look: &mut Look<'_>) {
                if let Some(segment) = look.step()
                    && let Some(value) = segment.name().and_then(|key| self.get(key))
                {
                    value.look(look);
                }
            }

            fn complete_at(self, trail: &Trail<'_>) -> Option<Self::Complete> {
                let len = self.len();
                let entries: Self::Complete = self
                    .into_iter()
                    .filter_map(|(key, value)| {
                        let value = value.complete_at(&trail.key(&key))?;
                        Some((key, value))
                    })
                    .collect();
                (entries.len() == len).then_some(entries)
            }

            fn serialize_partial<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
                serializer.collect_map(self.iter().map(|(key, value)| (key, Wire(value))))
            }
        }
    };
}

maps!(BTreeMap<String, V>);
maps!(HashMap<String, V, S> where S: BuildHasher + Default + Clone + Send + Sync + 'static);
