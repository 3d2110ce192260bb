//! A property that is being described: what the attributes of its field say of it.

use super::{Keyword, Schema};
use crate::partial::constraint::{Number, Pattern};
use serde_json::Value;

/// The schema of a field, an element or the content of a variant, to which keywords are added.
#[doc(hidden)]
#[derive(Debug)]
pub struct Property<'a>(pub(super) &'a mut Schema);

impl<'a> Property<'a> {
    /// For the keywords of this schema.
    pub fn of(schema: &'a mut Schema) -> Self {
        Property(schema)
    }

    /// The schema with the keywords that are set on it.
    pub fn with(mut schema: Schema, keywords: impl FnOnce(Property<'_>) -> Property<'_>) -> Schema {
        keywords(Property(&mut schema));
        schema
    }

    fn set(self, keyword: &'static str, value: impl Into<Value>) -> Self {
        self.0.set(keyword, value.into());
        self
    }

    pub fn description(self, docs: &'static str) -> Self {
        self.set("description", docs)
    }

    pub fn title(self, title: &'static str) -> Self {
        self.set("title", title)
    }

    /// One more example.
    pub fn example(self, example: impl Into<Value>) -> Self {
        let example = example.into();
        match self.0.get_mut("examples") {
            Some(Keyword::Value(Value::Array(examples))) => {
                examples.push(example);
                self
            }
            _ => self.set("examples", vec![example]),
        }
    }

    /// Sets a bound from below, unless that of the type is tighter.
    fn at_least(self, keyword: &'static str, bound: impl Into<Number>) -> Self {
        self.tighten(keyword, bound.into(), |own, bound| own > bound)
    }

    /// Sets a bound from above, unless that of the type is tighter.
    fn at_most(self, keyword: &'static str, bound: impl Into<Number>) -> Self {
        self.tighten(keyword, bound.into(), |own, bound| own < bound)
    }

    fn tighten(self, keyword: &'static str, bound: Number, tighter: fn(f64, f64) -> bool) -> Self {
        match self.0.data(keyword).and_then(Value::as_f64) {
            Some(own) if tighter(own, bound.as_float()) => self,
            _ => self.set(keyword, bound),
        }
    }

    pub fn minimum(self, bound: impl Into<Number>) -> Self {
        self.at_least("minimum", bound)
    }

    pub fn maximum(self, bound: impl Into<Number>) -> Self {
        self.at_most("maximum", bound)
    }

    pub fn exclusive_minimum(self, bound: impl Into<Number>) -> Self {
        self.set("exclusiveMinimum", bound.into())
    }

    pub fn exclusive_maximum(self, bound: impl Into<Number>) -> Self {
        self.set("exclusiveMaximum", bound.into())
    }

    pub fn multiple_of(self, factor: impl Into<Number>) -> Self {
        self.set("multipleOf", factor.into())
    }

    pub fn min_length(self, min: usize) -> Self {
        self.at_least("minLength", min)
    }

    pub fn max_length(self, max: usize) -> Self {
        self.at_most("maxLength", max)
    }

    pub fn pattern(self, pattern: &Pattern) -> Self {
        self.set("pattern", pattern.text())
    }

    pub fn format(self, format: &'static str) -> Self {
        self.set("format", format)
    }

    pub fn min_items(self, min: usize) -> Self {
        self.at_least("minItems", min)
    }

    pub fn max_items(self, max: usize) -> Self {
        self.at_most("maxItems", max)
    }

    /// For the keywords of the elements.
    pub fn items(self, keywords: impl FnOnce(Property<'_>) -> Property<'_>) -> Self {
        if let Some(Keyword::Schema(items)) = self.0.get_mut("items") {
            keywords(Property(items));
        }
        self
    }

    pub fn unique_items(self) -> Self {
        self.set("uniqueItems", true)
    }
}
