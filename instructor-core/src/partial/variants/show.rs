//! The partial of an enum as JSON again, and what stands at a path of it.

use super::{Form, Tagging, Variant, Variants, meta};
use crate::partial::parts::{self, AsObject, ObjectWriter, serialize_tuple};
use crate::partial::{Look, PartVisitor, Partial, Parts, Wire};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// `Serialize` of the partial of an enum.
#[doc(hidden)]
pub fn serialize<E: Variants, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    let Variant { name, form, .. } = meta(value);
    match E::TAGGING {
        Tagging::External if *form == Form::Unit => serializer.serialize_str(name.text()),
        Tagging::External => {
            let mut map = serializer.serialize_map(None)?;
            if value.shows() {
                map.serialize_entry(name.text(), &Content(value))?;
            }
            map.end()
        }
        Tagging::Internal { tag } => {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(tag.text(), name.text())?;
            let mut writer = ObjectWriter(map);
            value.parts(&mut writer)?;
            writer.0.end()
        }
        Tagging::Adjacent { tag, content } => {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(tag.text(), name.text())?;
            if *form != Form::Unit && value.shows() {
                map.serialize_entry(content.text(), &Content(value))?;
            }
            map.end()
        }
        Tagging::Untagged => Content(value).serialize(serializer),
    }
}

/// What a variant holds, without its name.
struct Content<'a, E>(&'a E);

impl<E: Variants> Serialize for Content<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match meta(self.0).form {
            Form::Unit => serializer.serialize_none(),
            Form::Struct => AsObject(self.0).serialize(serializer),
            Form::Tuple => serialize_tuple(self.0, serializer),
            Form::Newtype => {
                let mut writer = ValueWriter {
                    serializer: Some(serializer),
                    written: None,
                };
                self.0.parts(&mut writer)?;
                match (writer.written, writer.serializer) {
                    (Some(written), _) => Ok(written),
                    (None, Some(serializer)) => serializer.serialize_none(),
                    (None, None) => Err(serde::ser::Error::custom("a newtype of several values")),
                }
            }
        }
    }
}

/// Writes a newtype's one element as itself.
struct ValueWriter<S: Serializer> {
    serializer: Option<S>,
    written: Option<S::Ok>,
}

impl<S: Serializer> PartVisitor for ValueWriter<S> {
    type Error = S::Error;

    fn field<P: Partial>(&mut self, _: &'static str, _: &Option<P>) -> Result<(), S::Error> {
        Ok(())
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), S::Error> {
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), S::Error> {
        if let (Some(value), Some(serializer)) = (slot, self.serializer.take()) {
            self.written = Some(Wire(value).serialize(serializer)?);
        }
        Ok(())
    }
}

/// `Partial::look` of an enum.
#[doc(hidden)]
pub fn look<E: Variants>(value: &E, look: &mut Look<'_>) {
    let Variant { name, form, .. } = meta(value);
    let there = match E::TAGGING {
        Tagging::External | Tagging::Adjacent { .. } if look.is_at_end() => {
            return look.leaf(false);
        }
        Tagging::External => look.step_to(name.text()),
        Tagging::Internal { tag } => {
            if look.step_to(tag.text()) {
                return look.leaf(false);
            }
            return parts::look(value, look);
        }
        Tagging::Adjacent { tag, content } => {
            if look.step_to(tag.text()) {
                return look.leaf(false);
            }
            // Of fields and elements none of which has come, nobody knows whether they have begun: they have not.
            let known =
                |look: &Look<'_>| *form == Form::Newtype || !look.is_at_end() || !is_empty(value);
            look.step_to(content.text()) && known(look)
        }
        Tagging::Untagged => true,
    };
    match form {
        _ if !there => {}
        Form::Unit => look.leaf(true),
        Form::Newtype => {
            // It has no errors.
            let _ = value.parts(&mut ValueLook(look));
        }
        Form::Tuple | Form::Struct => parts::look(value, look),
    }
}

/// Whether no part has come.
fn is_empty<P: Parts>(partial: &P) -> bool {
    let mut count = Count(0);
    // It has no errors.
    let _ = partial.parts(&mut count);
    count.0 == 0
}

/// How many parts have come.
struct Count(usize);

impl PartVisitor for Count {
    type Error = std::convert::Infallible;

    fn field<P: Partial>(&mut self, _: &'static str, slot: &Option<P>) -> Result<(), Self::Error> {
        self.element(slot)
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), Self::Error> {
        self.0 += 1;
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        self.0 += usize::from(slot.is_some());
        Ok(())
    }
}

struct ValueLook<'l, 'a>(&'l mut Look<'a>);

impl PartVisitor for ValueLook<'_, '_> {
    type Error = std::convert::Infallible;

    fn field<P: Partial>(&mut self, _: &'static str, _: &Option<P>) -> Result<(), Self::Error> {
        Ok(())
    }

    fn entry<P: Partial>(&mut self, _: &str, _: &P) -> Result<(), Self::Error> {
        Ok(())
    }

    fn element<P: Partial>(&mut self, slot: &Option<P>) -> Result<(), Self::Error> {
        self.0.slot(slot);
        Ok(())
    }
}
