//! The parts of a partial, told once: for writing it as JSON, and for finding what stands at a path.

use super::{Partial, Wire};
use crate::json::Object;
use crate::path::Segment;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::any::TypeId;

/// A partial that has parts. The derive writes it for structs.
#[doc(hidden)]
pub trait Parts {
    /// Shows each part to `visitor`, in order.
    fn parts<V: PartVisitor>(&self, visitor: &mut V) -> Result<(), V::Error>;
}

/// What looks at the parts of a partial. Each kind of part comes to the visitors that can meet it.
#[doc(hidden)]
pub trait PartVisitor: Sized {
    type Error;

    /// A field of an object.
    fn field<P: Partial>(
        &mut self,
        name: &'static str,
        slot: &Option<P>,
    ) -> Result<(), Self::Error>;

    /// An entry of a map.
    fn entry<P: Partial>(&mut self, key: &str, value: &P) -> Result<(), Self::Error>;

    /// The next element of a tuple.
    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error>;

    /// Parts of another partial, as if they were this one's.
    fn flat<P: Object>(&mut self, part: &Option<P>) -> Result<(), Self::Error> {
        match part {
            Some(part) => part.parts(self),
            None => Ok(()),
        }
    }
}

/// Writes the parts of an object. What is absent is left out.
#[doc(hidden)]
pub fn serialize_object<P: Parts, S: Serializer>(
    partial: &P,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // How many fields have arrived is not known ahead.
    let mut writer = ObjectWriter(serializer.serialize_map(None)?);
    partial.parts(&mut writer)?;
    writer.0.end()
}

/// Writes the parts of a tuple, up to the first that has not arrived.
#[doc(hidden)]
pub fn serialize_tuple<P: Parts, S: Serializer>(
    partial: &P,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = TupleWriter {
        seq: serializer.serialize_seq(None)?,
        ended: false,
    };
    partial.parts(&mut writer)?;
    writer.seq.end()
}

/// Writes members of an object.
pub(super) struct ObjectWriter<M>(pub(super) M);

impl<M: SerializeMap> PartVisitor for ObjectWriter<M> {
    type Error = M::Error;

    fn field<P: Partial>(
        &mut self,
        name: &'static str,
        slot: &Option<P>,
    ) -> Result<(), Self::Error> {
        match slot {
            Some(value) => self.0.serialize_entry(name, &Wire(value)),
            None => Ok(()),
        }
    }

    fn entry<P: Partial>(&mut self, key: &str, value: &P) -> Result<(), Self::Error> {
        self.0.serialize_entry(key, &Wire(value))
    }

    fn element<P: Partial>(&mut self, _: &Option<P>) -> Result<(), Self::Error> {
        Ok(())
    }
}

struct TupleWriter<Q> {
    seq: Q,
    ended: bool,
}

impl<Q: SerializeSeq> PartVisitor for TupleWriter<Q> {
    type Error = Q::Error;

    fn field<P: Partial>(&mut self, _: &'static str, _: &Option<P>) -> Result<(), Self::Error> {
        Ok(())
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), Self::Error> {
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        match slot {
            Some(value) if !self.ended => self.seq.serialize_element(&Wire(value)),
            _ => {
                self.ended = true;
                Ok(())
            }
        }
    }
}

/// Looks along a path of a partial.
#[doc(hidden)]
#[derive(Debug)]
pub struct Look<'a> {
    path: &'a [Segment],
    /// Whether the value at the end of the path is null, once it is found.
    found: Option<bool>,
    /// The field that is asked for, by address and type: two fields of one type cannot share an address.
    field: Option<(*const (), TypeId)>,
    /// Whether the path leads through that field.
    passed: bool,
}

impl<'a> Look<'a> {
    /// Whether what stands at `path` is null, if there is anything.
    pub(crate) fn at<P: Partial>(root: &P, path: &'a [Segment]) -> Option<bool> {
        let mut look = Look {
            path,
            found: None,
            field: None,
            passed: false,
        };
        root.look(&mut look);
        look.found
    }

    /// Whether `path` leads to or through `field`.
    pub(crate) fn passes<P: Partial, F: Partial>(
        root: &P,
        path: &'a [Segment],
        field: &Option<F>,
    ) -> bool {
        let address: *const Option<F> = field;
        let mut look = Look {
            path,
            found: None,
            field: Some((address.cast(), TypeId::of::<Option<F>>())),
            passed: false,
        };
        root.look(&mut look);
        look.passed
    }

    /// The value is a leaf, or what is in it has no names.
    pub fn leaf(&mut self, null: bool) {
        if self.path.is_empty() {
            self.found = Some(null);
        }
    }

    /// The next step of the way, which is then taken; `None` at its end, where the value is found.
    pub(super) fn step(&mut self) -> Option<&'a Segment> {
        let Some((first, rest)) = self.path.split_first() else {
            self.leaf(false);
            return None;
        };
        self.path = rest;
        Some(first)
    }

    /// The next step, if it is called `name`: then it is taken.
    pub(super) fn step_to(&mut self, name: &str) -> bool {
        match self.path.split_first() {
            Some((first, rest)) if first.name() == Some(name) => {
                self.path = rest;
                true
            }
            _ => false,
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.path.is_empty()
    }

    /// The path leads to or through this field.
    pub(super) fn pass<P: Partial>(&mut self, slot: &Option<P>) {
        let address: *const Option<P> = slot;
        self.passed |= self.field == Some((address.cast(), TypeId::of::<Option<P>>()));
    }

    pub(super) fn slot<P: Partial>(&mut self, slot: &Option<P>) {
        self.pass(slot);
        if let Some(value) = slot {
            value.look(self);
        }
    }
}

/// `Partial::look` of what has parts.
#[doc(hidden)]
pub fn look<P: Parts>(partial: &P, look: &mut Look<'_>) {
    let mut finder = Finder {
        segment: look.step(),
        look,
        index: 0,
        found: false,
    };
    // It has no errors.
    let _ = partial.parts(&mut finder);
}

struct Finder<'l, 'a> {
    /// The part that is looked for: none if the path ends here.
    segment: Option<&'a Segment>,
    look: &'l mut Look<'a>,
    /// Of the next element.
    index: usize,
    found: bool,
}

impl Finder<'_, '_> {
    fn name(&self) -> Option<&str> {
        self.segment.and_then(Segment::name)
    }

    fn slot<P: Partial>(&mut self, is_it: bool, slot: &Option<P>) {
        if is_it && !self.found {
            self.found = true;
            self.look.slot(slot);
        }
    }
}

impl PartVisitor for Finder<'_, '_> {
    type Error = std::convert::Infallible;

    fn field<P: Partial>(
        &mut self,
        name: &'static str,
        slot: &Option<P>,
    ) -> Result<(), Self::Error> {
        self.slot(self.name() == Some(name), slot);
        Ok(())
    }

    fn entry<P: Partial>(&mut self, key: &str, value: &P) -> Result<(), Self::Error> {
        if self.name() == Some(key) && !self.found {
            self.found = true;
            value.look(self.look);
        }
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        self.slot(
            matches!(self.segment, Some(Segment::Index(index)) if *index == self.index),
            slot,
        );
        self.index += 1;
        Ok(())
    }

    /// A part is open as long as the object that it is spread over: wherever in it the path leads.
    fn flat<P: Object>(&mut self, part: &Option<P>) -> Result<(), Self::Error> {
        self.look.pass(part);
        match part {
            Some(part) => part.parts(self),
            None => Ok(()),
        }
    }
}

/// The parts of an object as `serde` sees them.
pub(super) struct AsObject<'a, P>(pub(super) &'a P);

impl<P: Parts> Serialize for AsObject<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_object(self.0, serializer)
    }
}
