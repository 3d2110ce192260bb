//! Of which kind a schema says that values are.

use super::{Keyword, Schema};
use serde_json::Value;

impl Schema {
    /// Whether there is a place in it where any value fits, or one that is read by itself.
    #[cfg(feature = "http")]
    pub(crate) fn has_untyped(&self) -> bool {
        self.is_opaque
            || self.is_untyped()
            || self.has_untyped_items()
            || self
                .parts()
                .any(|(keyword, part)| !self.narrows(keyword, part) && part.has_untyped())
            || self
                .definitions()
                .iter()
                .any(|(_, part)| part.has_untyped())
    }

    /// Whether `part`, under this keyword, says no more than which of the values of this type are meant.
    pub(super) fn narrows(&self, keyword: &str, part: &Schema) -> bool {
        matches!(keyword, "allOf" | "anyOf" | "oneOf") && self.has_kind() && !part.says_kind()
    }

    fn has_any(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.get(keyword).is_some())
    }

    /// Whether it says itself of which kind the value is.
    fn has_kind(&self) -> bool {
        self.has_any(&[
            "$ref",
            "const",
            "enum",
            "items",
            "prefixItems",
            "properties",
            "type",
        ])
    }

    /// Whether it says so, or what it is combined of does.
    fn says_kind(&self) -> bool {
        let combined = ["allOf", "anyOf", "oneOf"].iter();
        let combined = combined.filter_map(|keyword| self.get(keyword));
        self.has_kind() || combined.flat_map(Keyword::schemas).any(Schema::says_kind)
    }

    /// The schemas of what is in a value, or of the value itself.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &Schema)> {
        let parts = self.keywords.iter().filter(|(name, _)| is_part(name));
        parts.flat_map(|(name, keyword)| keyword.schemas().map(move |part| (name.as_ref(), part)))
    }

    /// Whether it does not say of which kind the value is.
    pub(super) fn is_untyped(&self) -> bool {
        !self.has_kind() && !self.has_any(&["additionalProperties", "allOf", "anyOf", "oneOf"])
    }

    /// Whether it is of a list, and says nothing of its items.
    pub(super) fn has_untyped_items(&self) -> bool {
        let is_bare = |keyword| match self.get(keyword) {
            Some(Keyword::Value(value)) => value == true,
            Some(_) => false,
            None => true,
        };
        (self.has_type("array") && is_bare("items") && self.get("prefixItems").is_none())
            || (self.is_map() && is_bare("additionalProperties"))
    }

    /// Whether it says of one value in several places what it is: an object of these fields that is one of those, too.
    pub(super) fn is_mixed(&self) -> bool {
        const ELSEWHERE: [&str; 9] = [
            "allOf",
            "dependentRequired",
            "dependentSchemas",
            "else",
            "if",
            "not",
            "patternProperties",
            "then",
            "unevaluatedProperties",
        ];
        self.has_any(&ELSEWHERE)
            || (self.has_any(&["$ref", "anyOf", "oneOf"])
                && self.has_any(&["items", "properties", "type"]))
            || (self.has_any(&["$ref"]) && self.has_any(&["anyOf", "oneOf"]))
    }

    /// The properties that have to be there.
    pub(super) fn required(&self) -> Vec<&str> {
        let names = self.data("required").and_then(Value::as_array);
        let names = names.into_iter().flatten();
        names.filter_map(Value::as_str).collect()
    }

    /// Whether it says of itself that null fits.
    pub(super) fn takes_null(&self) -> bool {
        let of_any = self.get("anyOf").map(Keyword::schemas);
        self.has_type("null")
            || self.is_untyped()
            || of_any.is_some_and(|mut any| any.any(Schema::takes_null))
    }

    /// Whether `name` is the type, or one of the types.
    pub(super) fn has_type(&self, name: &str) -> bool {
        match self.data("type") {
            Some(Value::Array(names)) => names.iter().any(|kind| kind == name),
            Some(kind) => kind == name,
            None => false,
        }
    }

    /// Whether it is an object of any keys.
    pub(super) fn is_map(&self) -> bool {
        self.has_type("object")
            && self.properties().is_empty()
            && match self.get("additionalProperties") {
                Some(Keyword::Value(value)) => value == true,
                Some(_) => true,
                None => self.get("properties").is_none(),
            }
    }
}

/// Whether the schemas under a keyword are of values that are read.
pub(super) fn is_part(keyword: &str) -> bool {
    matches!(
        keyword,
        "additionalProperties"
            | "allOf"
            | "anyOf"
            | "items"
            | "oneOf"
            | "prefixItems"
            | "properties"
    )
}
