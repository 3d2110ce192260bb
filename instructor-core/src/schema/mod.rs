//! JSON Schema of a type, draft 2020-12, with its keywords in order.

mod check;
mod definitions;
mod fields;
#[cfg(feature = "schemars")]
mod foreign;
pub(crate) mod format;
mod kind;
mod property;
mod read;
mod reshape;
mod variants;

#[doc(hidden)]
pub use definitions::Definitions;
#[cfg(feature = "http")]
pub(crate) use definitions::plain_name;
pub(crate) use fields::tuple;
#[doc(hidden)]
pub use fields::{ObjectSchema, TupleSchema, text_schema};
#[doc(hidden)]
pub use property::Property;
pub(crate) use reshape::{ENTRY_KEY, ENTRY_VALUE, PACKED};
#[doc(hidden)]
pub use variants::VariantsSchema;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// The key under which [`Schema::wrapped`] puts a list.
pub(crate) const WRAPPED_ITEMS: &str = "items";
/// The key under which [`Schema::wrapped`] puts any other root.
pub(crate) const WRAPPED_VALUE: &str = "value";

/// A JSON Schema ([draft 2020-12](https://json-schema.org/draft/2020-12)), whose keywords and properties keep their
/// order: models write fields in the order of the schema.
///
/// [`Extract::schema`](crate::Extract::schema) makes that of a type. It displays as JSON, serializes, and can be changed.
///
/// ```
/// use instructor_core::Schema;
///
/// let schema = Schema::of_type("string").with("description", "An email address.").with("format", "email");
/// assert_eq!(
///     serde_json::to_string(&schema).unwrap(),
///     r#"{"type":"string","description":"An email address.","format":"email"}"#
/// );
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    keywords: Vec<(Cow<'static, str>, Keyword)>,
    /// Why the type that this is of cannot be asked for.
    problems: Vec<String>,
    /// Whether the value is read by what knows no other shape of it.
    is_opaque: bool,
}

/// The value of a keyword, with the schemas in it told apart from data.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Keyword {
    /// One schema: `items`, `additionalProperties`.
    Schema(Box<Schema>),
    /// Schemas in order: `anyOf`, `prefixItems`.
    Schemas(Vec<Schema>),
    /// Schemas by name: `properties`, `$defs`.
    Named(Vec<(String, Schema)>),
    /// Data: `type`, `description`, `minimum`.
    Value(Value),
}

impl Schema {
    /// The schema without keywords, which every value fits.
    pub fn new() -> Self {
        Schema::default()
    }

    /// `{"type": name}`.
    pub fn of_type(name: &'static str) -> Self {
        Schema::new().with("type", name)
    }

    /// A keyword's value.
    pub fn get(&self, keyword: &str) -> Option<&Keyword> {
        self.keywords
            .iter()
            .find(|(name, _)| name == keyword)
            .map(|(_, value)| value)
    }

    /// A keyword's value, to be changed.
    pub fn get_mut(&mut self, keyword: &str) -> Option<&mut Keyword> {
        self.keywords
            .iter_mut()
            .find(|(name, _)| name == keyword)
            .map(|(_, value)| value)
    }

    /// A keyword's text, if that is what it has.
    pub fn text(&self, keyword: &str) -> Option<&str> {
        self.data(keyword)?.as_str()
    }

    fn data(&self, keyword: &str) -> Option<&Value> {
        match self.get(keyword)? {
            Keyword::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The schemas of `properties`, in the order of the fields.
    pub fn properties(&self) -> &[(String, Schema)] {
        self.named("properties")
    }

    /// The schemas of `$defs`.
    pub fn definitions(&self) -> &[(String, Schema)] {
        self.named("$defs")
    }

    fn named(&self, keyword: &str) -> &[(String, Schema)] {
        match self.get(keyword) {
            Some(Keyword::Named(schemas)) => schemas,
            _ => &[],
        }
    }

    /// Sets a keyword: in its place if it is there, else at the end.
    pub fn set(&mut self, keyword: impl Into<Cow<'static, str>>, value: impl Into<Keyword>) {
        let (keyword, value) = (keyword.into(), value.into());
        match self.get_mut(&keyword) {
            Some(place) => *place = value,
            None => self.keywords.push((keyword, value)),
        }
    }

    /// Sets a keyword, and returns the schema.
    pub fn with(
        mut self,
        keyword: impl Into<Cow<'static, str>>,
        value: impl Into<Keyword>,
    ) -> Self {
        self.set(keyword, value);
        self
    }

    /// Takes a keyword out.
    pub fn remove(&mut self, keyword: &str) -> Option<Keyword> {
        let place = self.keywords.iter().position(|(name, _)| name == keyword)?;
        Some(self.keywords.remove(place).1)
    }

    /// The names of the keywords, in order.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(|(name, _)| name.as_ref())
    }

    /// The schemas right below this one.
    pub fn children(&self) -> impl Iterator<Item = &Schema> {
        let keywords = self.keywords.iter();
        keywords.flat_map(|(_, keyword)| keyword.schemas())
    }

    /// So too, to be changed.
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        self.keywords
            .iter_mut()
            .flat_map(|(_, keyword)| keyword.schemas_mut())
    }

    /// This schema or null.
    ///
    /// ```
    /// use instructor_core::Schema;
    ///
    /// let schema = Schema::of_type("integer").nullable();
    /// assert_eq!(serde_json::to_string(&schema).unwrap(), r#"{"type":["integer","null"]}"#);
    /// ```
    pub fn nullable(mut self) -> Self {
        if self.says_nothing() {
            return self;
        }
        if let Some(Keyword::Schemas(any)) = self.get_mut("anyOf") {
            if !any.iter().any(|schema| schema.text("type") == Some("null")) {
                any.push(Schema::of_type("null"));
            }
            return self;
        }
        let narrowed = self.get("enum").is_some() || self.get("const").is_some();
        let kinds = match self.get_mut("type") {
            Some(Keyword::Value(kinds)) if !narrowed => kinds,
            _ => {
                let any = Keyword::Schemas(vec![self, Schema::of_type("null")]);
                return Schema::new().with("anyOf", any);
            }
        };
        match kinds {
            Value::Array(kinds) if kinds.iter().any(|kind| kind == "null") => {}
            Value::Array(kinds) => kinds.push("null".into()),
            Value::String(kind) if kind == "null" => {}
            kind => *kind = Value::Array(vec![kind.take(), "null".into()]),
        }
        self
    }

    /// An object around a root that is not of type `object`: providers that take a schema want one. A list is put under
    /// `items`, anything else under `value`; [`Parser::unwrapping`](crate::Parser::unwrapping) reads it back.
    ///
    /// The description of a list says what it is a list of, and what its elements are, from the element type.
    ///
    /// ```
    /// use instructor_core::{Extract, Schema};
    ///
    /// let schema = Vec::<String>::schema().wrapped();
    /// assert_eq!(schema.properties()[0].0, "items");
    /// assert_eq!(schema.text("type"), Some("object"));
    /// ```
    pub fn wrapped(mut self) -> Self {
        // A schema that says nothing takes an object as well.
        if self.text("type") == Some("object") || self.says_nothing() {
            return self;
        }
        let definitions = self.remove("$defs");
        let meta = self.remove("$schema");
        let problems = std::mem::take(&mut self.problems);
        let is_list = self.text("type") == Some("array");
        let key = if is_list {
            WRAPPED_ITEMS
        } else {
            WRAPPED_VALUE
        };
        let description = match (self.get("items"), &definitions) {
            (Some(Keyword::Schema(item)), Some(Keyword::Named(definitions))) if is_list => {
                list_description(item, definitions)
            }
            _ => None,
        };

        let mut wrapper = Schema::new();
        wrapper.problems = problems;
        if let Some(meta) = meta {
            wrapper.set("$schema", meta);
        }
        wrapper.set("type", "object");
        if let Some(description) = description {
            wrapper.set("description", description);
        }
        wrapper.set("properties", Keyword::Named(vec![(key.to_owned(), self)]));
        wrapper.set("required", Value::from(vec![key]));
        if let Some(definitions) = definitions {
            wrapper.set("$defs", definitions);
        }
        wrapper
    }

    fn says_nothing(&self) -> bool {
        self.keywords()
            .all(|keyword| matches!(keyword, "$schema" | "description" | "title"))
    }

    /// The name of the definition that this schema refers to.
    pub fn reference(&self) -> Option<&str> {
        self.text("$ref")?.strip_prefix(DEFINITIONS)
    }
}

/// What a reference to a definition starts with.
const DEFINITIONS: &str = "#/$defs/";

/// "A list of `User`, correctly segmented", and what a user is.
fn list_description(item: &Schema, definitions: &[(String, Schema)]) -> Option<String> {
    let name = item.reference()?;
    let (_, element) = definitions.iter().find(|(defined, _)| defined == name)?;
    let mut description = format!("A list of `{name}`, correctly segmented: one element each.");
    if let Some(what) = element.text("description") {
        description.push_str(&format!("\n\n{name}: {what}"));
    }
    Some(description)
}

impl Keyword {
    /// The schemas in it.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let schemas: Box<dyn Iterator<Item = &Schema>> = match self {
            Keyword::Schema(schema) => Box::new(std::iter::once(schema.as_ref())),
            Keyword::Schemas(schemas) => Box::new(schemas.iter()),
            Keyword::Named(schemas) => Box::new(schemas.iter().map(|(_, schema)| schema)),
            Keyword::Value(_) => Box::new(std::iter::empty()),
        };
        schemas
    }

    /// The schemas in it, to be changed.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let schemas: Box<dyn Iterator<Item = &mut Schema>> = match self {
            Keyword::Schema(schema) => Box::new(std::iter::once(schema.as_mut())),
            Keyword::Schemas(schemas) => Box::new(schemas.iter_mut()),
            Keyword::Named(schemas) => Box::new(schemas.iter_mut().map(|(_, schema)| schema)),
            Keyword::Value(_) => Box::new(std::iter::empty()),
        };
        schemas
    }
}

impl From<Schema> for Keyword {
    fn from(schema: Schema) -> Self {
        Keyword::Schema(Box::new(schema))
    }
}

impl<T: Into<Value>> From<T> for Keyword {
    fn from(value: T) -> Self {
        Keyword::Value(value.into())
    }
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.keywords.iter().map(|(name, value)| (name, value));
        serializer.collect_map(entries)
    }
}

impl Serialize for Keyword {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Keyword::Schema(schema) => schema.serialize(serializer),
            Keyword::Schemas(schemas) => schemas.serialize(serializer),
            Keyword::Value(value) => value.serialize(serializer),
            Keyword::Named(schemas) => {
                let mut map = serializer.serialize_map(Some(schemas.len()))?;
                for (name, schema) in schemas {
                    map.serialize_entry(name, schema)?;
                }
                map.end()
            }
        }
    }
}

/// Indented JSON.
impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string_pretty(self).map_err(|_| fmt::Error)?;
        f.write_str(&json)
    }
}
