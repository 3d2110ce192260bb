//! `#[derive(Extract)]` of [`instructor-core`], which re-exports it. Depend on that.
//!
//! For a type `Foo` the derive writes `PartialFoo`, the code that fills it while its JSON arrives, and its schema. What
//! it takes is described at [the derive](macro@Extract).
//!
//! [`instructor-core`]: https://docs.rs/instructor-core

mod ast;
mod attr;
mod case;
mod docs;
mod errors;
mod expand;
mod fallback;
mod generics;
#[cfg(test)]
mod snapshots;
mod tokens;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a type one that a model can be asked for.
///
/// ```ignore
/// /// Somebody mentioned in the text.
/// #[derive(Extract)]
/// pub struct User {
///     /// Full name, as written.
///     pub name: String,
///     #[serde(default, alias = "years")]
///     pub age: u8,
/// }
/// ```
///
/// writes, next to the impls of `Extract` for `User` and of `Partial` for `PartialUser`,
///
/// ```ignore
/// /// [`User`], as far as it has arrived.
/// ///
/// /// Somebody mentioned in the text.
/// pub struct PartialUser {
///     /// Full name, as written.
///     pub name: Option<String>,
///     pub age: Option<u8>,
/// }
/// ```
///
/// whose fields are the partials of the fields' types, and which is `Default`, `Clone`, `Debug`, `PartialEq` and
/// `serde::Serialize`. It has the visibility, the docs and the lint levels of the type, and so do its fields.
///
/// Doc comments are the descriptions of the schema: of the type, its fields and its variants. The lines of a paragraph
/// are joined, paragraphs stay apart.
///
/// # Types
///
/// - **Structs with named fields** are objects.
/// - **Newtypes**, tuple structs of one field, and structs that are `#[serde(transparent)]` are that field in the JSON. The
///   partial has that one field, as its own partial, and is not `Default`.
/// - **Tuple structs** are lists, and **unit structs** are null.
/// - **Enums of unit variants** are strings. Such an enum is its own partial, and needs
///   `#[derive(Clone, Debug, PartialEq)]`.
/// - **Enums with data**, and those with a tag, in the four forms that serde has: `{"Name": …}` and `"Name"` for unit
///   variants, `#[serde(tag = "…")]`, `#[serde(tag = "…", content = "…")]` and `#[serde(untagged)]`. The partial is an enum
///   of the same variants, with each field an `Option`, and shows once the variant is known. It is not `Default`. Untagged
///   variants are tried in order, so that one which an earlier one covers is an error, as far as their tokens show it.
///
/// A type parameter that a field mentions must be `Extract` too, and an associated type in a field makes the type of the
/// field a bound. One that is flattened must be an object. Constant parameters are as they are.
///
/// Fields must be owned. A type may contain itself, in a list, a map or a `Box`.
///
/// # Attributes
///
/// serde's attributes are read, as `Deserialize` reads them, whether or not the type derives it.
///
/// On a type:
///
/// - `#[serde(rename = "Name")]`: its name in the schema.
/// - `#[serde(rename_all = "camelCase")]`: the names of all fields or variants, by any of serde's rules.
/// - `#[serde(rename_all_fields = "camelCase")]`: the names of the fields of all variants.
/// - `#[serde(default)]`, `#[serde(default = "path")]`: where fields that are absent or null take their values from. The
///   default of the whole type is made once at each completion.
/// - `#[serde(tag = "…")]`, `#[serde(content = "…")]`, `#[serde(untagged)]`: how the JSON tells the variant of an enum.
/// - `#[serde(transparent)]`: a struct is its one field that is not skipped.
/// - `#[serde(deny_unknown_fields)]`: a key that is no field's is an error. Not beside `flatten`.
/// - `#[serde(from = "Type")]`, `#[serde(try_from = "Type")]`: it is read as that type, which is converted when it is whole.
///   The partial is an alias of a [`Via`] or a [`TryVia`], which derefs to the partial of that type.
/// - `#[extract(from_str)]`: it is a string, which its `FromStr` reads. `#[extract(serde)]`: it is any JSON, which its
///   `Deserialize` reads. The partial is an alias of a [`Leaf`], and nothing else is looked at or asked of the type.
/// - `#[extract(schema = path)]`: a function that makes its schema, `fn() -> Schema`.
/// - `#[extract(description = "…")]`: goes before the docs. `#[extract(title = "…")]`, and `#[extract(example = value)]`, any
///   number of times, of what converts into a `serde_json::Value`.
/// - `#[extract(validate = path)]`, `#[extract(garde)]`: see below.
/// - `#[extract(early)]`: an enum of unit variants shows as soon as the text fits one variant only.
/// - `#[extract(atomic)]`: it shows only when whole.
/// - `#[extract(partial = "Name")]`: the name of the partial.
/// - `#[extract(partial(derive(Eq, Hash)))]`: what the partial derives besides.
/// - `#[extract(crate = "path")]`: where `instructor_core` is, for code that re-exports it.
///
/// On a field:
///
/// - `#[serde(rename = "name")]`: its name in the JSON.
/// - `#[serde(alias = "name")]`, any number of times: further names to read it from.
/// - `#[serde(default)]`, `#[serde(default = "path")]`: its value where it is absent, or null and its type has no null.
/// - `#[serde(skip)]`, `#[serde(skip_deserializing)]`, `#[extract(skip)]`: it is neither asked for nor read, and takes its
///   default.
/// - `#[serde(flatten)]`: the fields of a struct, or the entries of a map, stand beside the others. Of structs only, not of
///   variants.
/// - `#[extract(atomic)]`: it shows only when whole. On the elements of tuples too.
/// - `#[extract(needed)]`: the struct shows once all fields that are needed show. Of structs only.
/// - `#[extract(literal = "text")]`: its one value. Of a `String`, a `Box<str>` or an `Arc<str>`.
/// - `#[extract(from_str)]`, `#[extract(serde)]`: as on a type. In an `Option`, a `Vec` or a `Box`, it is about what is inside.
/// - `#[serde(with = "module")]`, `#[serde(deserialize_with = "path")]`: a function deserializes it, once it is whole. If it is
///   absent, it is missing, also an `Option`, unless it has a `default`.
/// - `#[extract(schema = path)]`: as on a type. A field that is read by serde needs it, unless the feature `schemars` of
///   `instructor-core` is on and its type is `JsonSchema`.
/// - `#[extract(description = "…")]`, `#[extract(title = "…")]` and `#[extract(example = value)]`, as on a type.
/// - `#[extract(validate = path)]`: see below.
///
/// Constraints go into the schema, and a value that breaks one is an error of the kind `Invalid` when it closes. They hold for
/// what is in an `Option` or a `Box`, and null breaks none. On the field of a newtype they hold wherever that is used.
///
/// - Of numbers: `#[extract(min = 0, max = 150)]`, `exclusive_min`, `exclusive_max`, `multiple_of`.
/// - Of strings: `#[extract(min_length = 1, max_length = 80)]`, in characters; `#[extract(pattern = "^[a-z]+$")]`, a regular
///   expression without lookaround and backreferences, which may match anywhere; `#[extract(format = "email")]`, one of JSON
///   Schema's. The formats `date-time`, `date`, `time`, `duration`, `email`, `hostname`, `ipv4`, `ipv6` and `uuid` are checked,
///   the others only go into the schema.
/// - Of lists: `#[extract(min_items = 1, max_items = 5, unique_items)]`.
///
/// On a variant:
///
/// - `#[serde(rename = "name")]` and `#[serde(alias = "name")]`: as on a field.
/// - `#[serde(rename_all = "camelCase")]`: the names of its fields.
/// - `#[serde(skip)]`, `#[serde(skip_deserializing)]`, `#[extract(skip)]`: it is neither asked for nor read.
/// - `#[extract(description = "…")]`: goes before the docs.
/// - `#[serde(other)]`: a unit variant that stands for all names that no other has. It is not asked for.
///
/// Of `rename(serialize = "…", deserialize = "…")` and `rename_all(…)`, the second counts. What only a serializer obeys
/// passes: `into`, `skip_serializing`, `skip_serializing_if`, `serialize_with`, `getter`, `bound(serialize = "…")`; so does
/// `crate`. Any other attribute of serde's is an error, since the JSON would not be what it says.
///
/// # Validation
///
/// `#[extract(validate = path)]`, any number of times, names functions that look at a complete value: `fn(&T) -> Result<(), E>` or
/// `fn(&T, &Context) -> Result<(), E>`, where `E` is a text, a `Problem` with a path, or a list of them, and the context is what the
/// caller has passed. What they say is sent to the model, where it is asked again.
///
/// ```ignore
/// #[derive(Extract)]
/// #[extract(validate = in_order)]
/// struct Trip {
///     #[extract(validate = known)]
///     city: String,
///     from: u8,
///     to: u8,
/// }
///
/// fn known(city: &str, context: &Context) -> Result<(), String> {
///     match context.get::<Cities>() {
///         Some(cities) if !cities.contains(city) => Err(format!("{city} is not a city we fly to")),
///         _ => Ok(()),
///     }
/// }
///
/// fn in_order(trip: &Trip) -> Result<(), &'static str> {
///     if trip.from <= trip.to { Ok(()) } else { Err("`to` is before `from`") }
/// }
/// ```
///
/// - **On a field** they run when its value closes, also if its key comes a second time: a stream ends there. `T` is the type of the field
///   as it is declared, an `Option` among it; of a `String`, a `Vec` or a `Box` they may take what it derefs to, and a function of any type is
///   told which, `check::<String>`. They look at a copy, of which the types in it have not been validated; if it lacks fields, that is told at
///   the end instead. A field that is absent is not validated, whatever stands in for it.
/// - **On a type** they run when a value of it is completed: at the end of the answer, or when an element of `stream_each` closes; and only if
///   all that is in it is valid.
/// - Where an answer is read as a whole, all of them run at its end, and all problems are told together.
/// - In an untagged enum, whose variants are tried one by one, those of fields tell the variants apart, and may run more than once.
/// - `#[extract(garde)]` on a type validates it by its `garde::Validate`, as a validator of the type (feature `garde` of `instructor-core`).
///   garde's context is taken from ours, by its type. What `#[garde(…)]` says of the fields goes into the schema, where that has words for it:
///   `length`, `range` and `pattern` of literals, `email`, `url`, `ipv4`, `ipv6`, and these in `inner`. What garde finds deeper than in the type's
///   own fields, by `dive`, is told by the names in Rust: give those types `#[extract(garde)]` too, which then look first.
///
/// [`Leaf`]: https://docs.rs/instructor-core/latest/instructor_core/struct.Leaf.html
/// [`Via`]: https://docs.rs/instructor-core/latest/instructor_core/struct.Via.html
/// [`TryVia`]: https://docs.rs/instructor-core/latest/instructor_core/struct.TryVia.html
#[proc_macro_derive(Extract, attributes(extract, serde, garde))]
pub fn derive_extract(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::derive(&input).into()
}
