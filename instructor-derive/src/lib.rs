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
/// - **Structs with named fields.** A type parameter that a field mentions must be `Extract` too.
/// - **Newtypes**, tuple structs of one field. In the JSON they are that field; the partial is a newtype as well, and
///   not `Default`.
/// - **Enums of unit variants.** In the JSON they are strings. Such an enum is its own partial, and needs
///   `#[derive(Clone, Debug, PartialEq)]`.
///
/// Fields must be owned. A type may contain itself, in a list, a map or an `Option<Box<Self>>`.
///
/// # Attributes
///
/// serde's attributes are read, as `Deserialize` reads them, whether or not the type derives it.
///
/// On a type:
///
/// - `#[serde(rename = "Name")]`: its name in the schema.
/// - `#[serde(rename_all = "camelCase")]`: the names of all fields or variants, by any of serde's rules.
/// - `#[serde(default)]`, `#[serde(default = "path")]`: where fields that are absent or null take their values from. The
///   default of the whole type is made once at each completion.
/// - `#[extract(partial = "Name")]`: the name of the partial.
/// - `#[extract(crate = "path")]`: where `instructor_core` is, for code that re-exports it.
///
/// On a field:
///
/// - `#[serde(rename = "name")]`: its name in the JSON.
/// - `#[serde(alias = "name")]`, any number of times: further names to read it from.
/// - `#[serde(default)]`, `#[serde(default = "path")]`: its value where it is absent, or null and its type has no null.
/// - `#[serde(skip)]`: it is neither asked for nor read, and takes its default.
///
/// On a variant:
///
/// - `#[serde(rename = "name")]` and `#[serde(alias = "name")]`: as on a field.
/// - `#[serde(skip)]`: it is neither asked for nor read.
///
/// Of `rename(serialize = "…", deserialize = "…")` and `rename_all(…)`, the second counts. Any other attribute of serde's
/// is an error, since the JSON would not be what it says.
#[proc_macro_derive(Extract, attributes(extract, serde, garde))]
pub fn derive_extract(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = errors::Errors::default();
    let attrs = attr::Container::parse(&input.attrs, &mut errors);
    let kind = ast::Kind::parse(&input, &attrs, &mut errors);
    let printed = match errors.finish(kind) {
        Ok(kind) => expand::expand(&input, &attrs, &kind),
        Err(error) => fallback::expand(&input, &attrs, &error),
    };
    printed.into()
}
