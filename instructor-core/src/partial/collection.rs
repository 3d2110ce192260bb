//! Lists and maps, which show from their opening bracket.

use super::{Partial, Shape, Trail, Wire};
use crate::json::list::{self, Items};
use crate::json::map::{self, Entries};
use crate::json::{Cursor, Step, Turn};
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

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        list::begin(slot, cursor)
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        list::resume(self, cursor)
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
        }

        impl<V: Partial $(, $hasher)?> Partial for $map<String, V $(, $hasher)?>
        $(where $($bound)+)?
        {
            type Complete = $map<String, V::Complete $(, $hasher)?>;

            const SHAPE: Shape = Shape::Object { fields: 0 };

            fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
                map::begin(slot, cursor)
            }

            fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
                map::resume(self, cursor)
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
