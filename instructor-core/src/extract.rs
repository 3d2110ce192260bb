//! The trait of types that a model can be asked for.

use crate::json::Object;
use crate::partial::key;
use crate::partial::{Partial, PartialArray, PartialTuple, Via};
use crate::schema::{self, Definitions, Keyword, ObjectSchema, Schema};
#[cfg(feature = "http")]
use crate::{
    client::Client,
    message::Messages,
    request::{Ask, EachRequest, ExtractRequest, PartialRequest},
};
#[cfg(feature = "indexmap")]
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// A type that a model can be asked for.
///
/// Derive it: see [the derive](derive@crate::Extract) for what it takes and writes.
#[diagnostic::on_unimplemented(
    message = "a model cannot be asked for `{Self}`",
    label = "`Extract` is not implemented for `{Self}`",
    note = "add `#[derive(Extract)]` to it; of other types, bools, numbers, `char`, `String`, `Box<str>`, `Option<T>`, `Vec<T>`, \
            `[T; N]`, tuples, `Box<T>`, `Arc<T>`, maps with `String` keys and `serde_json::Value` can be asked for"
)]
pub trait Extract: Sized + 'static {
    /// The value while it arrives.
    type Partial: Partial<Complete = Self>;

    /// The name of the type, of letters, digits and `_` only.
    #[doc(hidden)]
    fn name() -> String;

    /// The schema of the type, with the named types in it defined.
    #[doc(hidden)]
    fn describe(definitions: &mut Definitions) -> Schema;

    /// The JSON Schema of the type.
    ///
    /// ```
    /// use instructor_core::Extract;
    ///
    /// /// Somebody mentioned in the text.
    /// #[derive(Extract)]
    /// struct User {
    ///     /// Full name, as written.
    ///     name: String,
    ///     age: Option<u8>,
    /// }
    ///
    /// assert_eq!(
    ///     User::schema().to_string(),
    ///     r#"{
    ///   "$schema": "https://json-schema.org/draft/2020-12/schema",
    ///   "type": "object",
    ///   "description": "Somebody mentioned in the text.",
    ///   "properties": {
    ///     "name": {
    ///       "type": "string",
    ///       "description": "Full name, as written."
    ///     },
    ///     "age": {
    ///       "type": [
    ///         "integer",
    ///         "null"
    ///       ],
    ///       "minimum": 0,
    ///       "maximum": 255
    ///     }
    ///   },
    ///   "required": [
    ///     "name"
    ///   ]
    /// }"#
    /// );
    /// ```
    fn schema() -> Schema {
        let mut definitions = Definitions::default();
        let root = Self::describe(&mut definitions);
        definitions.into_document(root)
    }

    /// Asks a model for one value, from what `messages` say.
    ///
    /// The request is configured by its methods and sent by `.await`, which gives the value, whole.
    ///
    /// # Errors
    ///
    /// Awaiting it: if the server cannot be asked or answers with an error, or if its answer is not a whole value of the type.
    #[cfg(feature = "http")]
    fn extract(client: impl AsRef<Client>, messages: impl Into<Messages>) -> ExtractRequest<Self> {
        Ask::new::<Self>(client.as_ref(), messages.into())
    }

    /// Asks a model for one value that grows while the answer is written.
    ///
    /// The request is configured by its methods and sent by `.await`, which gives a [`PartialStream`](crate::PartialStream).
    ///
    /// # Errors
    ///
    /// Awaiting it: if the server cannot be asked or answers with an error.
    #[cfg(feature = "http")]
    fn stream_partial(
        client: impl AsRef<Client>,
        messages: impl Into<Messages>,
    ) -> PartialRequest<Self> {
        Ask::new::<Self>(client.as_ref(), messages.into())
    }

    /// Asks a model for a list, each element of which is handed out when it closes: `Vec::<User>::stream_each(…)`.
    ///
    /// The request is configured by its methods and sent by `.await`, which gives an [`EachStream`](crate::EachStream).
    ///
    /// # Errors
    ///
    /// Awaiting it: if the server cannot be asked or answers with an error.
    #[cfg(feature = "http")]
    fn stream_each(
        client: impl AsRef<Client>,
        messages: impl Into<Messages>,
    ) -> EachRequest<Self::Item>
    where
        Self: List,
    {
        Ask::new::<Self>(client.as_ref(), messages.into())
    }
}

/// A type that is an object and can share it: with the fields of another struct, or with the tag of an enum.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot share the object of another type",
    label = "not a struct with named fields, nor a map",
    note = "`flatten`, and the newtype variants of an enum with `tag`, take structs with named fields and maps with `String` keys"
)]
pub trait Flatten: Extract<Partial: Object> {
    /// The docs of the type.
    const DOCS: &'static str = "";

    /// Describes the fields, as those of `object`.
    fn fields(object: &mut ObjectSchema<'_>);
}

impl<T: Flatten> Flatten for Box<T> {
    const DOCS: &'static str = T::DOCS;

    fn fields(object: &mut ObjectSchema<'_>) {
        T::fields(object);
    }
}

impl<T: Flatten> Flatten for Arc<T> {
    const DOCS: &'static str = T::DOCS;

    fn fields(object: &mut ObjectSchema<'_>) {
        T::fields(object);
    }
}

/// A type that is a list, whose elements can be handed out one by one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    note = "`stream_each` asks for a list: `Vec::<Foo>::stream_each(…)` hands out each `Foo`"
)]
pub trait List: Extract {
    /// What it is a list of.
    type Item: Extract;
}

impl<T: Extract> List for Vec<T> {
    type Item = T;
}

macro_rules! scalars {
    ($($type:ty: $name:literal, $schema:expr;)*) => {$(
        impl Extract for $type {
            type Partial = $type;

            fn name() -> String {
                $name.to_owned()
            }

            fn describe(_: &mut Definitions) -> Schema {
                $schema
            }
        }
    )*};
}

fn integer(minimum: i64, maximum: i64) -> Schema {
    Schema::of_type("integer")
        .with("minimum", minimum)
        .with("maximum", maximum)
}

// The bounds of integers of 64 bits and more are beyond what JSON numbers carry everywhere.
scalars! {
    bool: "bool", Schema::of_type("boolean");
    i8: "i8", integer(i8::MIN.into(), i8::MAX.into());
    i16: "i16", integer(i16::MIN.into(), i16::MAX.into());
    i32: "i32", integer(i32::MIN.into(), i32::MAX.into());
    i64: "i64", Schema::of_type("integer");
    i128: "i128", Schema::of_type("integer");
    isize: "isize", Schema::of_type("integer");
    u8: "u8", integer(0, u8::MAX.into());
    u16: "u16", integer(0, u16::MAX.into());
    u32: "u32", integer(0, u32::MAX.into());
    u64: "u64", Schema::of_type("integer").with("minimum", 0);
    u128: "u128", Schema::of_type("integer").with("minimum", 0);
    usize: "usize", Schema::of_type("integer").with("minimum", 0);
    f32: "f32", Schema::of_type("number");
    f64: "f64", Schema::of_type("number");
    char: "char", Schema::of_type("string").with("minLength", 1).with("maxLength", 1);
    String: "String", Schema::of_type("string");
    Value: "Value", Schema::new();
    (): "Unit", Schema::of_type("null");
}

macro_rules! tuples {
    ($($partial:ident: $($type:ident),+;)+) => {$(
        impl<$($type: Extract),+> Extract for ($($type,)+) {
            type Partial = $partial<($(Option<$type::Partial>,)+)>;

            fn name() -> String {
                [$($type::name()),+].join("_and_")
            }

            fn describe(definitions: &mut Definitions) -> Schema {
                schema::tuple(definitions, |tuple| {
                    $(tuple.element::<$type>("");)+
                })
            }
        }
    )+};
}

type Plain<T> = T;

tuples! {
    Plain: A;
    Plain: A, B;
    Plain: A, B, C;
    Plain: A, B, C, D;
    Plain: A, B, C, D, E;
    Plain: A, B, C, D, E, F;
    Plain: A, B, C, D, E, F, G;
    Plain: A, B, C, D, E, F, G, H;
    Plain: A, B, C, D, E, F, G, H, I;
    Plain: A, B, C, D, E, F, G, H, I, J;
    Plain: A, B, C, D, E, F, G, H, I, J, K;
    Plain: A, B, C, D, E, F, G, H, I, J, K, L;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N, O;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P;
}

impl<T: Extract, const N: usize> Extract for [T; N] {
    type Partial = PartialArray<T::Partial, N>;

    fn name() -> String {
        format!("{}List{N}", T::name())
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        let item = T::describe(definitions);
        Schema::of_type("array")
            .with("items", item)
            .with("minItems", N)
            .with("maxItems", N)
    }
}

impl Extract for Box<str> {
    type Partial = Via<String, Box<str>>;

    fn name() -> String {
        String::name()
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        String::describe(definitions)
    }
}

impl Extract for Arc<str> {
    type Partial = Via<String, Arc<str>>;

    fn name() -> String {
        String::name()
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        String::describe(definitions)
    }
}

impl<T: Extract> Extract for Box<T> {
    type Partial = Box<T::Partial>;

    fn name() -> String {
        T::name()
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        T::describe(definitions)
    }
}

impl<T: Extract> Extract for Arc<T> {
    type Partial = Via<Box<T::Partial>, Arc<T>>;

    fn name() -> String {
        T::name()
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        T::describe(definitions)
    }
}

impl<T: Extract> Extract for Option<T> {
    type Partial = Option<T::Partial>;

    fn name() -> String {
        format!("Optional{}", T::name())
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        T::describe(definitions).nullable()
    }
}

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

fn map<K: key::Key, T: Extract>(definitions: &mut Definitions) -> Schema {
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
        impl<K: key::Key, T: Extract $(, $hasher)?> Extract for $map<K, T $(, $hasher)?>
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
