//! What a row says of a type: its schema, what shows of documents, why others are refused.

use crate::feed::{self, Outcome};
use instructor_core::__private::Wire;
use instructor_core::{Extract, Parser, Schema};
use std::any::type_name;
use std::fmt::Debug;
pub(super) use tests::docs::{code, prose};

/// One below the other, the same one once.
pub(super) fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let mut all = Vec::new();
    for line in lines {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all.join("<br>")
}

/// The schema of `T`; of an object of nothing but fields, only these.
pub(super) fn schema<T: Extract>() -> String {
    let mut schema = T::schema();
    schema.check().unwrap();
    schema.remove("$schema");
    let plain = ["type", "properties", "required"];
    let fields = schema.properties();
    if fields.is_empty() || schema.keywords().any(|keyword| !plain.contains(&keyword)) {
        return code(&json(&schema));
    }
    let required = serde_json::to_value(&schema).unwrap()["required"].clone();
    lines(fields.iter().map(|(name, schema)| {
        let is_required = required
            .as_array()
            .unwrap()
            .iter()
            .any(|known| known == name);
        let optional = if is_required { "" } else { ", or absent" };
        code(&format!("{name:?}: {}", json(schema))) + optional
    }))
}

fn json(schema: &Schema) -> String {
    serde_json::to_string(schema).unwrap()
}

/// What shows of a `T` at each byte of `document`, which stands in a list: there its end is told from what follows.
pub(super) fn shows_in_a_list<T: Extract>(document: &str) -> String {
    let steps = steps::<Vec<T>>(&format!("[{document}]"), |shown| {
        let inner = shown.strip_prefix('[');
        inner.and_then(|inner| inner.strip_suffix(']')).unwrap()
    });
    // Without the bracket.
    told(
        document,
        steps.into_iter().map(|(length, shown)| (length - 1, shown)),
    )
}

/// What shows of a `T` at each byte of `document`.
pub(super) fn shows<T: Extract>(document: &str) -> String {
    let mut steps = steps::<T>(document, |shown| shown);
    if steps.is_empty() {
        // A root that is a number closes with the text.
        steps.push((document.len() + 1, document.to_owned()));
    }
    told(document, steps)
}

/// The steps in words if there is one, else the first few and the last.
fn told(document: &str, steps: impl IntoIterator<Item = (usize, String)>) -> String {
    let steps: Vec<_> = steps.into_iter().collect();
    if let [(length, shown)] = &*steps
        && *length >= document.len()
    {
        let when = if *length > document.len() {
            "delimited"
        } else {
            "whole"
        };
        return format!("{} when {when}", code(shown));
    }
    let step = |(length, shown): &(usize, String)| {
        format!("{} → {}", code(&document[..*length]), code(shown))
    };
    let steps: Vec<_> = steps.iter().map(step).collect();
    match &*steps {
        [first, second, third, _, .., last] => [first, second, third, "…", last].join(", "),
        steps => steps.join(", "),
    }
}

/// The value that a document is.
pub(super) fn gives<T: Extract + Debug + PartialEq>(document: &str) -> String {
    let value: T = feed::value(document);
    format!("{}: {}", code(document), code(&format!("{value:?}")))
}

/// Where what shows changes, and to what: the number of bytes, and the part of it as JSON.
fn steps<T: Extract>(document: &str, part: impl Fn(&str) -> &str) -> Vec<(usize, String)> {
    let mut parser = Parser::<T::Partial>::new();
    let mut steps: Vec<(usize, String)> = Vec::new();
    for (index, byte) in document.bytes().enumerate() {
        parser.feed_bytes(&[byte]).unwrap();
        let Some(partial) = parser.partial() else {
            continue;
        };
        let json = serde_json::to_string(&Wire(partial)).unwrap();
        let shown = part(&json);
        let before = steps.last().map_or("", |(_, before)| before);
        if shown != before {
            steps.push((index + 1, shown.to_owned()));
        }
    }
    steps
}

/// Why the documents are none of a `T`.
pub(super) fn refused<T: Extract>(documents: &[&str]) -> String {
    lines(documents.iter().map(|document| {
        let Outcome::Fault(fault) = feed::texts::<T>(&[document]) else {
            panic!("{document} is a {}", type_name::<T>());
        };
        let single = feed::bytes::<T>(&feed::single_bytes(document.as_bytes()));
        assert_eq!(single.fault(), fault, "{document}");
        // Where it stands is no news in so short a text; the path is.
        let offset = fault.offset.unwrap_or_default();
        let mut message = &*fault.message;
        for place in [format!(", byte {offset}"), format!(" at byte {offset}")] {
            message = message.strip_suffix(&place).unwrap_or(message);
        }
        format!("{}: {}", code(document), prose(message))
    }))
}
