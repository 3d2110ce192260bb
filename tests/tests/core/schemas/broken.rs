//! Values that break a schema in one place: what each keyword forbids.

use super::random::{Place, value_of};
use crate::json::{Json, render};
use serde_json::{Value, json};

/// How a value comes to break a keyword.
struct Rule {
    keyword: &'static str,
    /// Values in the place of a given one, from the value of the keyword.
    breaks: fn(&Value, &Json) -> Vec<Json>,
    /// Whether an attribute of serde's may let a type read more than it asks for: `other` does, of names.
    lenient: bool,
}

const fn rule(keyword: &'static str, breaks: fn(&Value, &Json) -> Vec<Json>) -> Rule {
    Rule {
        keyword,
        breaks,
        lenient: false,
    }
}

const RULES: &[Rule] = &[
    rule("type", another_kind),
    Rule {
        lenient: true,
        ..rule("const", |_, _| another_name())
    },
    Rule {
        lenient: true,
        ..rule("enum", |_, _| another_name())
    },
    rule("anyOf", |_, _| one_of_each_kind()),
    rule("minimum", |bound, _| vec![beside(bound, -1)]),
    rule("maximum", |bound, _| vec![beside(bound, 1)]),
    rule("exclusiveMinimum", |bound, _| {
        vec![beside(bound, 0), beside(bound, -1)]
    }),
    rule("exclusiveMaximum", |bound, _| {
        vec![beside(bound, 0), beside(bound, 1)]
    }),
    rule("multipleOf", |factor, _| vec![between_multiples(factor)]),
    rule("not", |not, _| vec![number(not["const"].to_string())]),
    rule("minLength", |min, _| match len(min) {
        0 => vec![],
        min => vec![Json::Text("é".repeat(min - 1))],
    }),
    rule("maxLength", |max, _| {
        vec![Json::Text("é".repeat(len(max) + 1))]
    }),
    rule("pattern", |_, _| {
        vec![text("\n"), text(""), text("no such text \u{1f980}")]
    }),
    rule("format", |_, _| {
        vec![text("no such text \u{1f980}"), text("")]
    }),
    rule("contentEncoding", |_, _| vec![]),
    rule("minItems", |min, list| match (len(min), list) {
        (1.., Json::List(items)) => vec![Json::List(items[..len(min) - 1].to_vec())],
        _ => vec![],
    }),
    rule("maxItems", |max, list| match list {
        Json::List(items) => {
            let last = items.last().unwrap_or(&Json::Null);
            let more = items.iter().chain(std::iter::repeat(last));
            vec![Json::List(more.take(len(max) + 1).cloned().collect())]
        }
        _ => vec![],
    }),
    rule("uniqueItems", |_, list| match list {
        Json::List(items) if !items.is_empty() => {
            let again = items.iter().chain(items.last());
            vec![Json::List(again.cloned().collect())]
        }
        _ => vec![],
    }),
    rule("required", |names, object| {
        let names = names.as_array().into_iter().flatten();
        let without = names.filter_map(|name| {
            let mut members = members(object)?.clone();
            members.retain(|(key, _)| key != name);
            Some(Json::Sealed(members))
        });
        without.collect()
    }),
    rule("additionalProperties", |rest, object| {
        match members(object) {
            Some(members) if *rest == false => vec![with(members, "no such key")],
            _ => vec![],
        }
    }),
    rule("propertyNames", |_, object| match members(object) {
        Some(members) => vec![with(members, "no such key")],
        _ => vec![],
    }),
];

/// Keywords that nothing breaks by itself: they say what is meant, or what is asked of the parts.
const OTHERS: &[&str] = &[
    "$schema",
    "$defs",
    "title",
    "description",
    "examples",
    "properties",
    "items",
    "prefixItems",
];

/// A value of which one place does not fit.
pub(super) struct Broken {
    pub(super) json: Json,
    pub(super) keyword: &'static str,
    /// Whether another schema than that of the place might take it.
    pub(super) is_choice: bool,
    pub(super) lenient: bool,
}

/// All ways in which rules break a value.
pub(super) fn broken(json: &Json, places: &[Place]) -> Vec<Broken> {
    let mut all = Vec::new();
    for place in places {
        for (keyword, value) in &place.schema {
            if OTHERS.contains(&keyword.as_str()) {
                continue;
            }
            let rule = RULES.iter().find(|rule| rule.keyword == keyword);
            let rule = rule.unwrap_or_else(|| panic!("no rule for `{keyword}`"));
            for wrong in (rule.breaks)(value, at(json, &place.path)) {
                all.push(Broken {
                    json: replaced(json, &place.path, &wrong),
                    keyword: rule.keyword,
                    is_choice: place.is_choice,
                    lenient: rule.lenient,
                });
            }
        }
    }
    all
}

fn at<'a>(json: &'a Json, path: &[usize]) -> &'a Json {
    let Some((&index, rest)) = path.split_first() else {
        return json;
    };
    match json {
        Json::List(items) => at(&items[index], rest),
        json => at(&members(json).unwrap()[index].1, rest),
    }
}

fn replaced(json: &Json, path: &[usize], new: &Json) -> Json {
    let Some((&index, rest)) = path.split_first() else {
        return new.clone();
    };
    let mut json = json.clone();
    let child = match &mut json {
        Json::List(items) => &mut items[index],
        Json::Sealed(members) => &mut members[index].1,
        json => panic!("{json:?} has no parts"),
    };
    *child = replaced(child, rest, new);
    json
}

fn members(json: &Json) -> Option<&Vec<(String, Json)>> {
    match json {
        Json::Sealed(members) => Some(members),
        _ => None,
    }
}

fn with(members: &[(String, Json)], key: &str) -> Json {
    let mut members = members.to_vec();
    let value = members
        .last()
        .map_or(Json::Null, |(_, value)| value.clone());
    members.push((key.to_owned(), value));
    Json::Sealed(members)
}

/// The list has an element: an empty one is also a map without entries, in the shape that the strict dialect asks for.
fn one_of_each_kind() -> Vec<Json> {
    vec![
        Json::Bool(true),
        text("no such text"),
        number("-7.5"),
        Json::List(vec![number("0")]),
        Json::Sealed(vec![]),
    ]
}

/// Never null: of a field with a default, that is one way to say nothing.
fn another_kind(kinds: &Value, _: &Json) -> Vec<Json> {
    let is = |kind: &str| {
        *kinds == kind
            || kinds
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == kind))
    };
    let fits = |json: &Json| match json {
        Json::Null => is("null"),
        Json::Bool(_) => is("boolean"),
        Json::Number(_) => is("number"),
        Json::Text(_) => is("string"),
        Json::List(_) => is("array"),
        _ => is("object"),
    };
    one_of_each_kind()
        .into_iter()
        .filter(|json| !fits(json))
        .collect()
}

fn another_name() -> Vec<Json> {
    vec![text("no such text"), text(""), number("0")]
}

/// A number that many beyond a bound.
fn beside(bound: &Value, by: i64) -> Json {
    match bound.as_i64() {
        Some(bound) => number((i128::from(bound) + i128::from(by)).to_string()),
        None => number(format!("{:?}", bound.as_f64().unwrap() + by as f64)),
    }
}

fn between_multiples(factor: &Value) -> Json {
    match factor.as_i64() {
        Some(factor) => number((factor + 1).to_string()),
        None => number(format!("{:?}", factor.as_f64().unwrap() / 2.0)),
    }
}

fn len(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn number(text: impl Into<String>) -> Json {
    Json::Number(text.into())
}

/// Each rule breaks a schema that has its keyword, so that none is a rule of nothing.
#[test]
fn rules_break_what_they_say() {
    let schemas = [
        ("type", json!({"type": ["integer", "null"]})),
        ("const", json!({"const": "a"})),
        ("enum", json!({"enum": ["a", "b"]})),
        (
            "anyOf",
            json!({"anyOf": [{"type": "boolean"}, {"type": "string"}]}),
        ),
        ("minimum", json!({"type": "integer", "minimum": 3})),
        ("maximum", json!({"type": "number", "maximum": 0.5})),
        (
            "exclusiveMinimum",
            json!({"type": "integer", "exclusiveMinimum": 3}),
        ),
        (
            "exclusiveMaximum",
            json!({"type": "number", "exclusiveMaximum": 2.5}),
        ),
        ("multipleOf", json!({"type": "integer", "multipleOf": 5})),
        ("not", json!({"type": "integer", "not": {"const": 0}})),
        ("minLength", json!({"type": "string", "minLength": 2})),
        ("maxLength", json!({"type": "string", "maxLength": 2})),
        ("pattern", json!({"type": "string", "pattern": "^[a-z]+$"})),
        ("format", json!({"type": "string", "format": "date"})),
        ("minItems", json!({"type": "array", "minItems": 2})),
        ("maxItems", json!({"type": "array", "maxItems": 2})),
        (
            "uniqueItems",
            json!({"type": "array", "uniqueItems": true, "minItems": 1}),
        ),
        (
            "required",
            json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        ),
        (
            "additionalProperties",
            json!({"type": "object", "additionalProperties": false}),
        ),
        (
            "propertyNames",
            json!({"type": "object", "propertyNames": {"enum": ["a"]}}),
        ),
    ];
    for rule in RULES
        .iter()
        .filter(|rule| rule.keyword != "contentEncoding")
    {
        let schema = schemas.iter().find(|(keyword, _)| *keyword == rule.keyword);
        let (_, schema) = schema.unwrap_or_else(|| panic!("no schema with `{}`", rule.keyword));
        let validator = super::validator(schema);
        let (json, _) = value_of(schema, 1);
        let wrong = (rule.breaks)(&schema[rule.keyword], &json);
        assert!(!wrong.is_empty(), "`{}` breaks nothing", rule.keyword);
        let fits =
            |json: &Json| validator.is_valid(&serde_json::from_str(&render(json, 0)).unwrap());
        assert!(fits(&json));
        for wrong in wrong {
            // What nothing forbids of a kind is only forbidden of the others.
            let choice = matches!(rule.keyword, "anyOf" | "pattern");
            assert!(choice || !fits(&wrong), "{wrong:?} of {schema}");
        }
    }
}
