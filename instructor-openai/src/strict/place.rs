//! Places in a schema, for errors.

use instructor_core::{Error, ErrorKind, Keyword, Schema};
use std::fmt;

/// The way down to a schema, on the call stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    up: Option<&'a Place<'a>>,
    keyword: &'a str,
    /// Within the keyword.
    name: &'a str,
}

impl<'a> Place<'a> {
    pub(super) const ROOT: Place<'static> = Place {
        up: None,
        keyword: "",
        name: "",
    };

    pub(super) fn is_root(&self) -> bool {
        self.up.is_none()
    }

    fn down<'b>(&'b self, keyword: &'b str, name: &'b str) -> Place<'b> {
        Place {
            up: Some(self),
            keyword,
            name,
        }
    }

    /// The error that the schema here is not one for the dialect.
    #[cold]
    pub(super) fn refuse(&self, what: impl fmt::Display) -> Error {
        let message = format!("the schema is beyond OpenAI's strict dialect at `{self}`: {what}");
        Error::new(ErrorKind::Request, message)
    }

    /// Visits the schemas under a keyword.
    pub(super) fn each<E>(
        &self,
        keyword: &str,
        value: &Keyword,
        mut visit: impl FnMut(&Place<'_>, &Schema) -> Result<(), E>,
    ) -> Result<(), E> {
        match value {
            Keyword::Schema(schema) => visit(&self.down(keyword, ""), schema),
            Keyword::Schemas(schemas) => schemas
                .iter()
                .enumerate()
                .try_for_each(|(at, schema)| visit(&self.down(keyword, &at.to_string()), schema)),
            Keyword::Named(schemas) => schemas
                .iter()
                .try_for_each(|(name, schema)| visit(&self.down(keyword, name), schema)),
            _ => Ok(()),
        }
    }

    /// As [`each`](Place::each), of schemas to be changed.
    pub(super) fn each_mut<E>(
        &self,
        keyword: &str,
        value: &mut Keyword,
        mut visit: impl FnMut(&Place<'_>, &mut Schema) -> Result<(), E>,
    ) -> Result<(), E> {
        match value {
            Keyword::Schema(schema) => visit(&self.down(keyword, ""), schema),
            Keyword::Schemas(schemas) => schemas
                .iter_mut()
                .enumerate()
                .try_for_each(|(at, schema)| visit(&self.down(keyword, &at.to_string()), schema)),
            Keyword::Named(schemas) => schemas
                .iter_mut()
                .try_for_each(|(name, schema)| visit(&self.down(keyword, name), schema)),
            _ => Ok(()),
        }
    }

    /// Visits all schemas right below this one.
    pub(super) fn each_below<E>(
        &self,
        schema: &Schema,
        mut visit: impl FnMut(&Place<'_>, &Schema) -> Result<(), E>,
    ) -> Result<(), E> {
        schema
            .keywords()
            .try_for_each(|keyword| match schema.get(keyword) {
                Some(value) => self.each(keyword, value, &mut visit),
                None => Ok(()),
            })
    }
}

/// As a reference would be written: `#/properties/users/items`.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(up) = self.up else {
            return f.write_str("#");
        };
        write!(f, "{up}/{}", self.keyword)?;
        if !self.name.is_empty() {
            write!(f, "/{}", self.name.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
