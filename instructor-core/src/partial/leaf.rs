//! Leaves of any type: those with `FromStr`, and those with `Deserialize`.

use super::{Kinds, Partial, Trail};
use crate::error::ErrorKind;
use crate::json::number::short;
use crate::json::{Cursor, Step};
use crate::schema::{Definitions, PACKED, Schema};
use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserializer, Serialize, Serializer};
use std::fmt::{self, Debug, Display};
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

/// The partial of a `T` that is read as a whole, by its own parser: `#[extract(from_str)]`, `#[extract(serde)]`,
/// `#[serde(with = "…")]`.
///
/// It shows when the text is whole and the parser has taken it, and derefs to the value. Nothing is asked of `T` but that
/// parser: clones share the value, and two are equal, or printed, as their texts are. `R` says how it is read.
///
/// ```
/// use instructor_core::{Extract, Parser};
/// use std::net::IpAddr;
///
/// #[derive(Extract)]
/// struct Host {
///     #[extract(from_str)]
///     address: IpAddr,
/// }
///
/// let mut parser = Parser::<PartialHost>::new();
/// parser.feed(r#"{"address": "127.0.0"#)?;
/// assert_eq!(parser.partial().unwrap().address, None);
/// parser.feed(r#".1""#)?;
/// let address = parser.partial().unwrap().address.as_ref().unwrap();
/// assert!(address.is_loopback());
/// # Ok::<(), instructor_core::Error>(())
/// ```
pub struct Leaf<T, R> {
    /// The text that the value was read from: of a string, what is in it.
    text: Arc<str>,
    value: Arc<T>,
    reading: PhantomData<fn() -> R>,
}

/// How a leaf is read.
#[doc(hidden)]
pub trait Reading<T>: Sized + 'static {
    const KINDS: Kinds;

    /// Begins the leaf, and again, until its text is whole.
    fn begin(slot: &mut Option<Leaf<T, Self>>, cursor: &mut Cursor<'_>) -> Step;

    /// Reads the text of a whole leaf.
    fn read(text: &str) -> Result<T, String>;

    /// Writes the text as the JSON that it is.
    fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A string, by the type's `FromStr`.
#[doc(hidden)]
#[derive(Debug)]
pub struct ByFromStr;

/// Any JSON, by the type's `Deserialize`.
#[doc(hidden)]
pub type BySerde = With<ItsOwn>;

/// Any JSON, by a function that takes a `Deserializer`, which `W` calls.
#[doc(hidden)]
#[derive(Debug)]
pub struct With<W>(PhantomData<W>);

/// Calls the function that `deserialize_with` names. The derive writes it.
#[doc(hidden)]
pub trait DeserializeWith<T>: 'static {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// Calls the type's own `Deserialize`.
#[doc(hidden)]
#[derive(Debug)]
pub struct ItsOwn;

impl<T: DeserializeOwned> DeserializeWith<T> for ItsOwn {
    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// The schema of a type that is read by its `Deserialize`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the schema of `{Self}` is not known",
    label = "what JSON it is read from has to be said",
    note = "add `#[extract(schema = …)]` with the path of a `fn() -> Schema`, or turn on the feature `schemars` of \
            `instructor-core` and derive `JsonSchema` for the type"
)]
pub trait LeafSchema {
    fn leaf_schema(definitions: &mut Definitions) -> Schema;
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> LeafSchema for T {
    fn leaf_schema(definitions: &mut Definitions) -> Schema {
        definitions.foreign::<T>().opaque()
    }
}

impl<T, R> Leaf<T, R> {
    fn new(text: &str, value: T) -> Self {
        Leaf {
            text: text.into(),
            value: Arc::new(value),
            reading: PhantomData,
        }
    }

    /// The text that it was read from: of a string, what is in it, else the JSON.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl<T: FromStr<Err: Display>> Reading<T> for ByFromStr {
    const KINDS: Kinds = Kinds::STRING;

    fn begin(slot: &mut Option<Leaf<T, Self>>, cursor: &mut Cursor<'_>) -> Step {
        let leaf = cursor.whole_text("a string", |cursor, text| {
            let value = Self::read(text).map_err(|problem| {
                cursor.misfit_text(text, format!("cannot read {:?}: {problem}", short(text)))
            })?;
            cursor.leaf(text);
            Ok(Leaf::new(text, value))
        })?;
        *slot = Some(leaf);
        Ok(())
    }

    fn read(text: &str) -> Result<T, String> {
        text.parse().map_err(|problem: T::Err| problem.to_string())
    }

    fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }
}

impl<T, W: DeserializeWith<T>> Reading<T> for With<W> {
    const KINDS: Kinds = Kinds::ANY;

    fn begin(slot: &mut Option<Leaf<T, Self>>, cursor: &mut Cursor<'_>) -> Step {
        cursor.when_whole(|cursor| {
            let text = cursor.text;
            if cursor.state.shapes.reshaped
                && let Some(json) = packed_in(text)
                && let Ok(value) = Self::read(&json)
            {
                cursor.leaf(&json);
                *slot = Some(Leaf::new(&json, value));
                return Ok(());
            }
            let value = Self::read(text).map_err(|problem| {
                let message = format!("cannot read {}: {problem}", short(text));
                cursor.fail(ErrorKind::Type, message)
            })?;
            cursor.leaf(text);
            *slot = Some(Leaf::new(text, value));
            Ok(())
        })
    }

    fn read(text: &str) -> Result<T, String> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let read = W::deserialize(&mut deserializer).and_then(|value| {
            deserializer.end()?;
            Ok(value)
        });
        read.map_err(|error| {
            // The line and the column are those of the leaf, and its place is told by the path.
            let message = error.to_string();
            let end = message.rfind(" at line ").unwrap_or(message.len());
            message[..end].to_owned()
        })
    }

    fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

/// The JSON that a dialect without a schema for it has as a text in an object.
fn packed_in(text: &str) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(PackedVisitor).ok()
}

/// Gives up at the first key that is another.
struct PackedVisitor;

impl<'de> Visitor<'de> for PackedVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of `{PACKED}` alone")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut json = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != PACKED {
                return Err(A::Error::unknown_field(&key, &[PACKED]));
            }
            json = Some(map.next_value()?);
        }
        json.ok_or_else(|| A::Error::missing_field(PACKED))
    }
}

impl<T: Send + Sync + 'static, R: Reading<T>> Partial for Leaf<T, R> {
    type Complete = T;

    const KINDS: Kinds = R::KINDS;
    const WHOLE: bool = true;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        R::begin(slot, cursor)
    }

    fn complete_at(self, trail: &Trail<'_>) -> Option<T> {
        let Leaf { text, value, .. } = self;
        // Where a snapshot still shares it, the value is made once more.
        match Arc::try_unwrap(value).or_else(|_| R::read(&text)) {
            Ok(value) => Some(value),
            Err(problem) => trail.note_invalid(problem),
        }
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        R::serialize(&self.text, serializer)
    }
}

impl<T, R> Deref for Leaf<T, R> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, R> Clone for Leaf<T, R> {
    fn clone(&self) -> Self {
        Leaf {
            text: self.text.clone(),
            value: self.value.clone(),
            reading: PhantomData,
        }
    }
}

impl<T, R> PartialEq for Leaf<T, R> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T, R> Debug for Leaf<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.text, f)
    }
}
