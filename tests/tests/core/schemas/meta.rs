//! Each schema is one: by the meta-schema, with references that lead somewhere, and with properties in the order of fields.

use super::ordered::{self, member};
use super::schema_of;
use crate::feed::json_of;
use crate::json::{Json, render};
use crate::samples::{Sample, run, test_each_type};
use crate::shapes::types::*;
use crate::types::*;
use instructor_core::__private::Wire;
use instructor_core::{Extract, Parser};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

mod the_schema_of_each_type_is_sound {
    use super::*;

    fn check<T: Sample>() {
        let schema = schema_of::<T>();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{error}, in {schema:#}");
        }
        assert_eq!(
            T::schema().check().map_err(|error| error.to_string()),
            Ok(())
        );

        let definitions = definitions(&schema);
        for name in definitions.keys() {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            assert!(!name.is_empty() && name.chars().all(plain), "{name}");
        }
        // All that the root leads to is defined, and nothing else is.
        let mut root = schema.clone();
        root.as_object_mut().unwrap().remove("$defs");
        let mut reached = BTreeSet::new();
        let mut ahead = references(&root);
        while let Some(name) = ahead.pop() {
            let definition = definitions.get(&name);
            let definition = definition.unwrap_or_else(|| panic!("`{name}` is not defined"));
            if reached.insert(name) {
                ahead.extend(references(definition));
            }
        }
        let unused: Vec<_> = definitions
            .keys()
            .filter(|name| !reached.contains(*name))
            .collect();
        assert!(unused.is_empty(), "nothing refers to {unused:?}");
    }

    test_each_type!(check);
}

fn definitions(schema: &Value) -> BTreeMap<String, Value> {
    let definitions = schema.get("$defs").cloned().unwrap_or_default();
    serde_json::from_value(definitions).unwrap_or_default()
}

/// The names that a schema refers to.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => {
            let below = members.values().flat_map(references);
            let reference = members.get("$ref").and_then(Value::as_str);
            let name = reference.map(|reference| {
                let name = reference.strip_prefix("#/$defs/");
                name.unwrap_or_else(|| panic!("{reference} is no definition"))
            });
            below.chain(name.map(str::to_owned)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The partial writes its fields as they are declared: so should the schema.
mod properties_are_in_the_order_of_fields {
    use super::*;

    fn check<T: Sample>() {
        let schema = ordered::parse(&T::schema().to_string());
        run(8, T::documents(), |document| {
            let mut parser = Parser::<T::Partial>::new();
            parser.feed(&render(&document, 0)).unwrap();
            // A root that is a number closes with the text only.
            let Some(partial) = parser.partial() else {
                return Ok(());
            };
            let written = serde_json::to_string(&Wire(partial)).unwrap();
            let written = ordered::parse(&written);
            prop_assert!(
                is_in_order(&written, &schema, &schema),
                "{:?}",
                json_of(partial)
            );
            Ok(())
        });
    }

    test_each_type!(check);
}

/// Whether the keys of `json` stand in the order of the schema's properties, at every depth.
fn is_in_order(json: &Json, schema: &Json, root: &Json) -> bool {
    if let Some(Json::Text(reference)) = member(schema, "$ref") {
        let name = reference.trim_start_matches("#/$defs/");
        // The root refers to itself by a definition as well.
        let definition = member(root, "$defs").and_then(|all| member(all, name));
        return is_in_order(json, definition.unwrap(), root);
    }
    if let Some(Json::List(any)) = member(schema, "anyOf") {
        return any.iter().any(|one| is_in_order(json, one, root));
    }
    match json {
        Json::Map(members) => {
            let nothing = Json::Map(Vec::new());
            let Json::Map(properties) = member(schema, "properties").unwrap_or(&nothing) else {
                return false;
            };
            let place = |key: &str| properties.iter().position(|(name, _)| name == key);
            let places: Vec<_> = members.iter().filter_map(|(key, _)| place(key)).collect();
            let any = member(schema, "additionalProperties").unwrap_or(&nothing);
            places.is_sorted()
                && members.iter().all(|(key, value)| {
                    let schema = place(key).map_or(any, |place| &properties[place].1);
                    is_in_order(value, schema, root)
                })
        }
        Json::List(items) => items.iter().enumerate().all(|(i, item)| {
            let prefix = match member(schema, "prefixItems") {
                Some(Json::List(prefix)) => prefix.get(i),
                _ => None,
            };
            let schema = prefix.or_else(|| member(schema, "items"));
            schema.is_none_or(|schema| is_in_order(item, schema, root))
        }),
        _ => true,
    }
}

/// The names of the properties, as they stand in the text.
fn properties<T: Extract>() -> Vec<String> {
    let schema = ordered::parse(&T::schema().to_string());
    names(member(&schema, "properties"))
}

/// The names of the definitions, in any order.
fn defined<T: Extract>() -> Vec<String> {
    let schema = ordered::parse(&T::schema().to_string());
    let mut names = names(member(&schema, "$defs"));
    names.sort();
    names
}

fn names(json: Option<&Json>) -> Vec<String> {
    match json {
        Some(Json::Map(members)) => members.iter().map(|(name, _)| name.clone()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_order_is_that_of_the_declaration() {
    assert_eq!(properties::<Point>(), ["x", "y", "label"]);
    assert_eq!(
        properties::<Integers>(),
        [
            "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"
        ]
    );
    // Those that may be absent stay where they are, and so do those that have other names; the skipped one is not there.
    assert_eq!(
        properties::<Names>(),
        [
            "firstName",
            "größe 📏",
            "emailAddress",
            "type",
            "tags",
            "daysPerWeek",
            "origin",
            "note"
        ]
    );
    // Flattened fields stand where their struct does.
    assert_eq!(
        properties::<Flat>(),
        [
            "number", "name", "points", "role", "action", "width", "height", "depth"
        ]
    );
    assert_eq!(properties::<Wide>(), WIDE);
}

#[test]
fn definitions_are_named_after_their_types() {
    assert_eq!(defined::<Invoice>(), ["Customer", "Line", "Role"]);
    assert_eq!(defined::<Vec<Point>>(), ["Point"]);
    // The root is one only if something refers to it.
    assert_eq!(defined::<Node>(), ["Node"]);
    assert_eq!(defined::<Point>(), [""; 0]);
    // The fields of a folder stand beside the tag of the entry that it is.
    assert_eq!(defined::<Folder>(), ["Entry"]);
}

#[test]
fn generic_instances_are_told_apart() {
    #[derive(Extract)]
    #[allow(dead_code)]
    struct Pages {
        points: Page<Point>,
        texts: Page<String>,
        maybe: Page<Option<String>>,
        lists: Page<Vec<u8>>,
        nested: Page<Page<u8>>,
        either: Fallible<u8, String>,
        other: Fallible<String, u8>,
        same: Box<Page<Point>>,
    }

    assert_eq!(
        defined::<Pages>(),
        [
            "Fallible_String_u8",
            "Fallible_u8_String",
            "Page_OptionalString",
            "Page_Page_u8",
            "Page_Point",
            "Page_String",
            "Page_u8",
            "Page_u8List",
            "Point"
        ]
    );
    let schema = schema_of::<Pages>();
    assert_eq!(
        schema["$defs"]["Page_Page_u8"]["properties"]["list"]["items"]["$ref"],
        "#/$defs/Page_u8"
    );
}

#[test]
fn types_of_one_name_are_told_apart() {
    mod other {
        use super::*;

        #[derive(Extract)]
        #[allow(dead_code)]
        pub(super) struct Point {
            depth: u8,
        }
    }

    #[derive(Extract)]
    #[allow(dead_code)]
    struct Both {
        first: Point,
        second: other::Point,
        again: Vec<Point>,
    }

    let schema = schema_of::<Both>();
    assert_eq!(defined::<Both>(), ["Point", "Point2"]);
    assert_eq!(
        schema["properties"]["first"],
        schema["properties"]["again"]["items"]
    );
    assert_eq!(
        schema["$defs"]["Point2"]["properties"]["depth"]["type"],
        "integer"
    );
}
