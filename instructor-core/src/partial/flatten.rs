//! Structs and maps that stand in the object of another struct.

use crate::json::object::{Name, Object};
use crate::json::{Cursor, ENTRY, Step, Turn, UNKNOWN};

/// The slots of a struct's flattened parts, which follow its own: the derive asks one part after the other.
#[doc(hidden)]
#[derive(Debug)]
pub struct Flat {
    /// The slot where the next part starts.
    base: usize,
    slot: usize,
}

impl Flat {
    /// Looks for `slot` behind `own` slots.
    pub fn at(own: usize, slot: usize) -> Flat {
        Flat { base: own, slot }
    }

    /// Looks for the slot of a key behind `own` slots.
    pub fn new(own: usize) -> Flat {
        Flat::at(own, UNKNOWN)
    }

    /// Looks for the slot of `key` in a part. A field of any part goes before the entry of a map.
    pub fn key<P: Object>(mut self, part: &Option<P>, key: &str) -> Flat {
        let slot = part.as_ref().map_or(UNKNOWN, |part| part.slot(key));
        let slot = if slot < ENTRY { self.base + slot } else { slot };
        self.slot = self.slot.min(slot);
        self.base += P::FIELDS;
        self
    }

    /// The slot that was found.
    pub fn slot(self) -> usize {
        self.slot
    }

    /// The slot within `P`, if it is one of its own.
    fn inside<P: Object>(&mut self) -> Option<usize> {
        let base = self.base;
        self.base += P::FIELDS;
        match self.slot {
            slot if slot >= ENTRY => P::ENTRIES.then_some(slot),
            slot => (base..self.base).contains(&slot).then(|| slot - base),
        }
    }

    /// The name of the slot, if it is in this part.
    pub fn name<P: Object>(&mut self, part: &Option<P>) -> Option<&'static Name> {
        let slot = self.inside::<P>()?;
        part.as_ref()?.name(slot)
    }

    /// Fills the slot, if it is in this part.
    pub fn visit<P: Object>(
        &mut self,
        part: &mut Option<P>,
        turn: Turn,
        cursor: &mut Cursor<'_>,
    ) -> Option<Step> {
        let slot = self.inside::<P>()?;
        Some(part.get_or_insert_with(P::empty).visit(slot, turn, cursor))
    }
}
