//! The trait of types that a model can be asked for.

use crate::json::Object;
use crate::partial::Partial;
use crate::schema::{Definitions, ObjectSchema, Schema};
#[cfg(feature = "http")]
use crate::{
    client::Client,
    message::Messages,
    request::{Ask, EachRequest, ExtractRequest, PartialRequest},
};

/// A type that a model can be asked for.
///
/// Derive it: see [the derive](derive@crate::Extract) for what it takes and writes.
#[diagnostic::on_unimplemented(
    message = "a model cannot be asked for `{Self}`",
    label = "`Extract` is not implemented for `{Self}`",
    note = "add `#[derive(Extract)]` to it; of other types, bools, numbers, strings, `Option<T>`, pointers, lists, sets, maps, tuples, \
            times, addresses, `serde_json::Value` and, by feature, types of other crates can be asked for: `docs/types.md` lists them"
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

/// A type that is a list, whose elements can be handed out one by one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    note = "`stream_each` asks for a list: `Vec::<Foo>::stream_each(…)` hands out each `Foo`"
)]
pub trait List: Extract {
    /// What it is a list of.
    type Item: Extract;
}
