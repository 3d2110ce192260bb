//! A text in an event, borrowed if it can be.

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// A string of the JSON. (In an `Option`, serde borrows no `Cow`.)
///
/// Some servers write a content as a list of parts, or the arguments of a call as the object that they are: these are
/// read as the text that the others send.
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

/// A text that may be missing.
pub(crate) fn text<'t>(text: &'t Option<Text<'_>>) -> &'t str {
    text.as_ref().map_or("", |Text(text)| text)
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Text<'de>, A::Error> {
        let mut text = String::new();
        while let Some(part) = parts.next_element::<Value>()? {
            text.push_str(part["text"].as_str().unwrap_or_default());
        }
        Ok(Text(Cow::Owned(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Text<'de>, A::Error> {
        let object = Value::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Text(Cow::Owned(object.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        let Text(text) = serde_json::from_str(json).ok()?;
        Some(text.into_owned())
    }

    #[test]
    fn parts_and_objects_are_text_too() {
        let parts = r#"[{"type": "thinking", "thinking": []}, {"type": "text", "text": "a"}, {"text": "b"}]"#;
        assert_eq!(read(parts).as_deref(), Some("ab"));
        assert_eq!(read(r#"{"a": [1]}"#).as_deref(), Some(r#"{"a":[1]}"#));
        assert_eq!(read(r#""a\n""#).as_deref(), Some("a\n"));
        assert_eq!(read("3"), None);
    }
}
