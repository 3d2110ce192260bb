//! The keys of maps.

use crate::schema::{Definitions, Schema};
use serde_json::Value;
use std::borrow::{Borrow, Cow};
use std::fmt::Debug;
use std::num::NonZero;
use std::sync::Arc;

/// A key of a map. In the JSON it is a string.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a map",
    note = "keys are strings, `char`, `bool`, integers, enums of unit variants, and types that are a text, such as `IpAddr`"
)]
pub trait Key: Clone + Debug + PartialEq + Send + Sync + 'static + Borrow<Self::Lookup> {
    /// What is looked for in a map: `str` for a `String`, else the type itself.
    type Lookup: ?Sized + ToOwned<Owned = Self>;

    /// The key that a text is, `None` if it is none.
    fn lookup(text: &str) -> Option<Cow<'_, Self::Lookup>>;

    /// The key in the JSON.
    fn text(&self) -> Cow<'_, str>;

    /// What the keys are, for `propertyNames`: `None` for any text.
    fn describe(definitions: &mut Definitions) -> Option<Schema>;

    /// ``one of `a`, `b` ``: for the error of a key that is none.
    fn expected() -> String;

    /// The key that a text means which is none: of an enum, the name of the variant.
    ///
    /// # Errors
    ///
    /// The keys that it may mean, if they are several.
    fn fit(text: &str) -> Fitted {
        let _ = text;
        Ok(None)
    }
}

/// [`Key::fit`]
pub(crate) type Fitted = Result<Option<&'static str>, Vec<&'static str>>;

impl Key for String {
    type Lookup = str;

    fn lookup(text: &str) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(text))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn describe(_: &mut Definitions) -> Option<Schema> {
        None
    }

    fn expected() -> String {
        "a string".to_owned()
    }
}

/// Keys of which every text is one.
macro_rules! any_text {
    ($($type:ty;)*) => {$(
        impl Key for $type {
            type Lookup = $type;

            fn lookup(text: &str) -> Option<Cow<'_, $type>> {
                Some(Cow::Owned(text.to_owned().into()))
            }

            fn text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }

            fn describe(_: &mut Definitions) -> Option<Schema> {
                None
            }

            fn expected() -> String {
                String::expected()
            }
        }
    )*};
}

any_text! {
    Box<str>;
    Arc<str>;
    Cow<'static, str>;
}

/// Keys that their own parser reads from a text, and `Display` writes.
macro_rules! text_keys {
    ($($(#[$meta:meta])* $type:ty: $expected:literal, $read:expr, $schema:expr;)*) => {$(
        $(#[$meta])*
        impl $crate::partial::key::Key for $type {
            type Lookup = $type;

            fn lookup(text: &str) -> Option<std::borrow::Cow<'_, $type>> {
                let read: fn(&str) -> Option<$type> = $read;
                read(text).map(std::borrow::Cow::Owned)
            }

            fn text(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Owned(self.to_string())
            }

            fn describe(_: &mut $crate::schema::Definitions) -> Option<$crate::schema::Schema> {
                Some($schema)
            }

            fn expected() -> String {
                $expected.to_owned()
            }
        }
    )*};
}

/// Whether a text is an integer as JSON writes them, so that keys are read as numbers are.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && (digits == "0" || !digits.starts_with('0'))
}

const SIGNED: &str = "^-?(0|[1-9][0-9]*)$";
const UNSIGNED: &str = "^(0|[1-9][0-9]*)$";

fn pattern(pattern: &'static str) -> Schema {
    Schema::new().with("pattern", pattern)
}

macro_rules! integers {
    ($pattern:ident: $($type:ty)*) => {
        text_keys! {$(
            $type: "an integer",
                |text| match text {
                    "-0" => Some(0),
                    _ => text.parse().ok().filter(|_| is_integer(text)),
                },
                pattern($pattern);
            NonZero<$type>: "an integer other than 0",
                |text| text.parse().ok().filter(|_| is_integer(text)),
                pattern($pattern);
        )*}
    };
}

integers!(SIGNED: i8 i16 i32 i64 i128 isize);
integers!(UNSIGNED: u8 u16 u32 u64 u128 usize);

text_keys! {
    bool: "`true` or `false`",
        |text| text.parse().ok(),
        Schema::new().with("enum", Value::from(vec!["true", "false"]));
    char: "one character",
        |text| {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        },
        Schema::new().with("minLength", 1).with("maxLength", 1);
}
