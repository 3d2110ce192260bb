//! Values of a schema: random ones that fit it, whatever type it is of.

use super::pattern;
use crate::json::{Json, Random, render};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// A part of a generated value, and what was asked of it.
pub(super) struct Place {
    /// The indices of the children, from the root on.
    pub(super) path: Vec<usize>,
    pub(super) schema: Map<String, Value>,
    /// Whether other schemas would have done, here or further up.
    pub(super) is_choice: bool,
}

pub(super) struct Generator<'a> {
    root: &'a Value,
    random: Random,
    /// How many values may still come. Then all is as small as can be, or recursion would have no end.
    budget: i32,
    path: Vec<usize>,
    choices: usize,
    places: Vec<Place>,
}

/// A value that fits the schema, and its parts.
pub(super) fn value_of(schema: &Value, seed: u64) -> (Json, Vec<Place>) {
    let mut generator = Generator {
        root: schema,
        random: Random(seed),
        budget: 40,
        path: Vec::new(),
        choices: 0,
        places: Vec::new(),
    };
    let json = generator.value(schema);
    (json, generator.places)
}

/// A schema as its keywords, with what it refers to in place of the reference.
fn keywords(root: &Value, schema: &Value) -> Map<String, Value> {
    let Value::Object(keywords) = schema else {
        assert_eq!(schema, &Value::Bool(true), "nothing fits this schema");
        return Map::new();
    };
    let mut keywords = keywords.clone();
    while let Some(Value::String(reference)) = keywords.remove("$ref") {
        let definition = root.pointer(reference.trim_start_matches('#'));
        // What stands beside a reference holds as well.
        for (keyword, value) in definition.unwrap().as_object().unwrap() {
            keywords.entry(keyword).or_insert_with(|| value.clone());
        }
    }
    keywords
}

/// The schemas of which one is to fit, with what stands beside them.
fn alternatives(keywords: &Map<String, Value>) -> Option<Vec<Value>> {
    let all = keywords.get("anyOf").or_else(|| keywords.get("oneOf"))?;
    let mut beside = keywords.clone();
    for keyword in ["anyOf", "oneOf", "description", "$defs", "$schema"] {
        beside.remove(keyword);
    }
    let with_those_beside = |schema: &Value| {
        let mut schema = schema.clone();
        for (keyword, value) in &beside {
            schema[keyword] = value.clone();
        }
        schema
    };
    Some(all.as_array()?.iter().map(with_those_beside).collect())
}

impl Generator<'_> {
    fn value(&mut self, schema: &Value) -> Json {
        self.budget -= 1;
        let keywords = keywords(self.root, schema);
        let alternatives = alternatives(&keywords);
        self.choices += usize::from(alternatives.is_some());
        self.places.push(Place {
            path: self.path.clone(),
            schema: keywords.clone(),
            is_choice: self.choices > 0,
        });
        let json = match (keywords.get("const"), keywords.get("enum"), &alternatives) {
            (Some(value), ..) => json_of(value),
            (_, Some(Value::Array(values)), _) => json_of(self.pick(values)),
            (.., Some(all)) => {
                let schema = match self.budget > 0 {
                    true => self.pick(all),
                    false => all.iter().min_by_key(|one| self.height(one, 0)).unwrap(),
                };
                self.value(schema)
            }
            _ => self.of_type(&keywords),
        };
        self.choices -= usize::from(alternatives.is_some());
        json
    }

    fn below(&mut self, index: usize, schema: &Value) -> Json {
        self.path.push(index);
        let json = self.value(schema);
        self.path.pop();
        json
    }

    fn of_type(&mut self, schema: &Map<String, Value>) -> Json {
        let kind = match schema.get("type") {
            Some(Value::Array(kinds)) if self.budget > 0 => self.pick(kinds).as_str(),
            Some(Value::Array(kinds)) => kinds[0].as_str(),
            Some(kind) => kind.as_str(),
            None => return self.anything(2),
        };
        match kind.unwrap() {
            "null" => Json::Null,
            "boolean" => Json::Bool(self.random.below(2) == 0),
            "integer" => self.integer(schema),
            "number" => self.number(schema),
            "string" => Json::Text(self.string(schema)),
            "array" => self.list(schema),
            "object" => self.object(schema),
            kind => panic!("no such kind: {kind}"),
        }
    }

    fn pick<'v, T>(&mut self, from: &'v [T]) -> &'v T {
        &from[self.random.below(from.len())]
    }

    /// What a schema that says nothing takes.
    fn anything(&mut self, depth: usize) -> Json {
        let len = self.random.below(3);
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 => Json::Null,
            1 => Json::Bool(true),
            2 => self.number(&Map::new()),
            3 => Json::Text(self.text(12)),
            4 => Json::List((0..len).map(|_| self.anything(depth - 1)).collect()),
            _ => {
                let key = |index: usize| ["", "a", "the \"key\""][index].to_owned();
                let members = (0..len).map(|index| (key(index), self.anything(depth - 1)));
                Json::Map(members.collect())
            }
        }
    }

    /// Schemas set no bounds for the types of 64 bits and more: numbers stay within `i64`, which fits all.
    fn integer(&mut self, schema: &Map<String, Value>) -> Json {
        let bound = |keyword: &str, by: i128| Some(integer_of(schema.get(keyword)?) + by);
        let least = bound("minimum", 0).max(bound("exclusiveMinimum", 1));
        let most = [bound("maximum", 0), bound("exclusiveMaximum", -1)];
        let most = most.into_iter().flatten().min();
        let least = least.unwrap_or_else(|| i128::from(i64::MIN).min(most.unwrap_or(0)));
        let most = most.unwrap_or_else(|| i128::from(i64::MAX).max(least));
        let factor = schema.get("multipleOf").map_or(1, integer_of);
        let fits = |number: &i128| {
            (least..=most).contains(number)
                && number % factor == 0
                && schema
                    .get("not")
                    .is_none_or(|not| not["const"] != number_value(*number))
        };
        let spread = (self.random.below(1 << 30) as i128).pow(2) % (most - least + 1);
        let near = least.max(0).min(most) + self.random.below(1000) as i128;
        let tries = [least, most, least + spread, near, 0, 1, -1];
        let first = self.random.below(tries.len());
        let tries = tries[first..].iter().chain(&tries[..first]);
        let mut rounded = tries.flat_map(|n| [n - n % factor, n - n % factor + factor]);
        let number = rounded.find(fits);
        Json::Number(number.expect("an integer of the schema").to_string())
    }

    fn number(&mut self, schema: &Map<String, Value>) -> Json {
        let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
        let (low, above) = (bound("minimum"), bound("exclusiveMinimum"));
        let (high, below) = (bound("maximum"), bound("exclusiveMaximum"));
        let fits = |number: &f64| {
            low.is_none_or(|low| *number >= low)
                && above.is_none_or(|above| *number > above)
                && high.is_none_or(|high| *number <= high)
                && below.is_none_or(|below| *number < below)
        };
        let least = low.or(above);
        let most = high.or(below);
        let (least, most) = match (least, most) {
            (Some(least), Some(most)) => (least, most),
            (Some(least), None) => (least, least + 1000.0),
            (None, Some(most)) => (most - 1000.0, most),
            (None, None) => (-1000.0, 1000.0),
        };
        if let Some(factor) = bound("multipleOf") {
            // In decimals, as the factor is written.
            let text = factor.to_string();
            let decimals = text
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len());
            let first = (least / factor).ceil();
            let times = first + self.random.below(((most - least) / factor) as usize + 1) as f64;
            return Json::Number(format!("{:.decimals$}", times * factor));
        }
        let between = least + (most - least) * self.random.below(1001) as f64 / 1000.0;
        let mut tries = vec![between, least, most, between.round(), (least + most) / 2.0];
        if most - least == 2000.0 {
            tries.extend([0.0, 1.5e-7, -2.5e30]);
        }
        let first = self.random.below(tries.len());
        tries.rotate_left(first);
        let number = tries.into_iter().find(fits);
        // No zero has a sign: whether that is an integer is a known difference.
        Json::Number(format!(
            "{:?}",
            number.expect("a number of the schema") + 0.0
        ))
    }

    fn string(&mut self, schema: &Map<String, Value>) -> String {
        if let Some(Value::String(pattern)) = schema.get("pattern") {
            return match PATTERNS.iter().find(|(known, _)| known == pattern) {
                Some((_, texts)) => (*self.pick(texts)).to_owned(),
                None => pattern::text_of(pattern, &mut self.random),
            };
        }
        if let Some(Value::String(format)) = schema.get("format") {
            let texts = FORMATS.iter().find(|(name, _)| name == format);
            let (_, texts) = texts.unwrap_or_else(|| panic!("no texts of the format {format}"));
            return (*self.pick(texts)).to_owned();
        }
        if let Some(Value::String(encoding)) = schema.get("contentEncoding") {
            assert_eq!(encoding, "base64");
            return (*self.pick(&["", "aA==", "aGk=", "aGkh", "+/+/"])).to_owned();
        }
        let len = |keyword| schema.get(keyword).map(|len| integer_of(len) as usize);
        let least = len("minLength").unwrap_or(0);
        let most = len("maxLength").unwrap_or(least + 12);
        let length = least + self.random.below(most - least + 1);
        self.text(length)
    }

    /// Of exactly so many characters.
    fn text(&mut self, length: usize) -> String {
        const CHARS: &[char] = &[
            'a',
            'b',
            'Z',
            '7',
            ' ',
            '"',
            '\\',
            '\n',
            'é',
            '漢',
            '\u{1f980}',
            '/',
            '{',
        ];
        (0..length).map(|_| *self.pick(CHARS)).collect()
    }

    fn list(&mut self, schema: &Map<String, Value>) -> Json {
        let len = |keyword| schema.get(keyword).map(|len| integer_of(len) as usize);
        let prefix = schema.get("prefixItems").and_then(Value::as_array);
        let mut items: Vec<Json> = Vec::new();
        for schema in prefix.into_iter().flatten() {
            items.push(self.below(items.len(), schema));
        }
        let rest = match schema.get("items") {
            Some(Value::Bool(false)) => return Json::List(items),
            Some(rest) => rest.clone(),
            None => json!({}),
        };
        let least = len("minItems").unwrap_or(0);
        let spread = if self.budget > 0 { 3 } else { 0 };
        let most = len("maxItems").unwrap_or(usize::MAX).min(least + spread);
        let wanted = least + self.random.below(most - least + 1);
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let mut seen = HashSet::new();
        let mut tries = 0;
        while items.len() < wanted && tries < 100 {
            tries += 1;
            let places = self.places.len();
            let item = self.below(items.len(), &rest);
            if unique && !seen.insert(render(&item, 0)) {
                self.places.truncate(places);
                continue;
            }
            items.push(item);
        }
        Json::List(items)
    }

    fn object(&mut self, schema: &Map<String, Value>) -> Json {
        let nothing = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties = properties.unwrap_or(&nothing);
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| {
            required.is_some_and(|required| required.iter().any(|known| known == name))
        };
        let mut members: Vec<(String, Json)> = Vec::new();
        // Of many, few: so that the value stays small.
        let one_in = 2 + properties.len() / 8;
        for (name, schema) in properties {
            if is_required(name) || (self.budget > 0 && self.random.below(one_in) == 0) {
                members.push((name.clone(), self.below(members.len(), schema)));
            }
        }
        if let Some(rest @ Value::Object(_)) = schema.get("additionalProperties")
            && self.budget > 0
        {
            for _ in 0..self.random.below(4) {
                let names = schema
                    .get("propertyNames")
                    .map(|names| keywords(self.root, names));
                let key = match &names {
                    Some(names) => self.key(names),
                    None => {
                        let length = self.random.below(8);
                        self.text(length)
                    }
                };
                let taken = members.iter().any(|(name, _)| *name == key);
                if !taken && !properties.contains_key(&key) {
                    members.push((key, self.below(members.len(), rest)));
                }
            }
        }
        Json::Sealed(members)
    }

    /// The name of an entry, of this schema.
    fn key(&mut self, names: &Map<String, Value>) -> String {
        match (names.get("const"), names.get("enum")) {
            (Some(Value::String(name)), _) => name.clone(),
            (_, Some(Value::Array(all))) => self.pick(all).as_str().unwrap().to_owned(),
            _ => match alternatives(names) {
                Some(all) => {
                    let names = keywords(self.root, self.pick(&all));
                    self.key(&names)
                }
                None => self.string(names),
            },
        }
    }

    /// How deep the smallest value of a schema is; 100 and more if it has no end.
    fn height(&self, schema: &Value, depth: usize) -> usize {
        if depth > 6 {
            return 100;
        }
        let keywords = keywords(self.root, schema);
        if let Some(all) = alternatives(&keywords) {
            let heights = all.iter().map(|one| self.height(one, depth + 1));
            return heights.min().unwrap();
        }
        let required = keywords.get("required").and_then(Value::as_array);
        let names = required.into_iter().flatten().filter_map(Value::as_str);
        let fields = names.map(|name| &keywords["properties"][name]);
        let prefix = keywords.get("prefixItems").and_then(Value::as_array);
        let items = keywords.get("minItems").and_then(|_| keywords.get("items"));
        let items = items.filter(|items| items.is_object());
        let below = fields.chain(prefix.into_iter().flatten()).chain(items);
        1 + below
            .map(|schema| self.height(schema, depth + 1))
            .max()
            .unwrap_or(0)
    }
}

fn integer_of(value: &Value) -> i128 {
    let signed = value.as_i64().map(i128::from);
    let wide = signed.or_else(|| value.as_u64().map(i128::from));
    wide.or_else(|| value.as_f64().map(|float| float as i128))
        .unwrap()
}

fn number_value(number: i128) -> Value {
    i64::try_from(number).map_or(Value::Null, Value::from)
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(json_of).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone(), json_of(value)));
            Json::Map(members.collect())
        }
    }
}

/// Texts of the patterns that are wider than what they stand for: not all that looks like a date is one.
const PATTERNS: &[(&str, &[&str])] = &[
    // Keys that are integers, of any width.
    ("^(0|[1-9][0-9]*)$", &["0", "7", "42"]),
    ("^-?(0|[1-9][0-9]*)$", &["0", "7", "-42"]),
    (
        "^([0-9]{1,3}[.]){3}[0-9]{1,3}:[0-9]{1,5}$",
        &["192.0.2.1:80"],
    ),
    (
        "^\\[[0-9a-fA-F:.]+(%[0-9]+)?\\]:[0-9]{1,5}$",
        &["[2001:db8::1]:80", "[::1%5]:0"],
    ),
    (
        "^[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?$",
        &["15:22:45", "00:00:00.5"],
    ),
    (
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?$",
        &["2024-06-19T15:22:45", "1969-12-31T23:59:59.25"],
    ),
    (
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\\[[0-9A-Za-z_+:/-]+\\]$",
        &["2024-06-19T15:22:45+02:00[+02:00]"],
    ),
    (
        "^-?P(T?[0-9]+([.][0-9]{1,9})?[YMWDHS])+$",
        &["P1DT2H30M", "-PT0.5S"],
    ),
    (
        "^-?PT([0-9]+([.][0-9]{1,9})?[HMS])+$",
        &["PT2H30M", "-PT0.5S"],
    ),
];

/// Texts of each format that a schema of ours may have.
const FORMATS: &[(&str, &[&str])] = &[
    (
        "date-time",
        &["2024-06-19T15:22:45Z", "1969-12-31T23:59:59.25+05:30"],
    ),
    ("date", &["2024-02-29", "1969-12-31"]),
    ("time", &["15:22:45Z", "00:00:00.5+01:00"]),
    ("duration", &["PT5H30M", "P1DT1S", "P3Y6M4D", "P2W"]),
    ("email", &["ana@example.com", "j.s+x@mail.example.org"]),
    ("hostname", &["example.com", "localhost"]),
    ("ipv4", &["127.0.0.1", "255.255.255.255"]),
    ("ipv6", &["::1", "2001:db8::ff00:42:8329"]),
    ("uuid", &["67e55044-10b1-426f-9247-bb680e5fe0c8"]),
    (
        "uri",
        &["https://example.com/a?b=c#d", "urn:isbn:0451450523"],
    ),
    ("uri-reference", &["/a/b", "https://example.com/"]),
    ("regex", &["^a+$"]),
    ("json-pointer", &["/a/0"]),
];

/// Whatever keywords a schema has, what is made of it fits.
#[test]
fn values_fit_schemas_of_every_keyword() {
    let schemas = [
        json!({"type": "integer", "minimum": 1, "maximum": 3}),
        json!({"type": "integer", "exclusiveMinimum": -3, "exclusiveMaximum": 0}),
        json!({"type": "integer", "minimum": -128, "maximum": 127, "not": {"const": 0}}),
        json!({"type": "integer", "minimum": 10, "multipleOf": 7}),
        json!({"type": "number", "minimum": 0.5, "exclusiveMaximum": 1}),
        json!({"type": "number", "minimum": 0, "maximum": 2, "multipleOf": 0.25}),
        json!({"type": ["string", "null"], "minLength": 2, "maxLength": 3}),
        json!({"type": "string", "pattern": "^(?:[a-c]{2,3}|\\d+\\.5)-x?[^a]$"}),
        json!({"type": "string", "enum": ["a", "b"]}),
        json!({"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "maxItems": 2}),
        json!({"type": "array", "items": {"$ref": "#/$defs/Item", "minimum": 5}, "minItems": 2,
            "$defs": {"Item": {"type": "integer", "maximum": 6}}}),
        json!({"type": "array", "prefixItems": [{"const": 1}, {"type": "null"}], "items": false, "minItems": 2}),
        json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"],
            "additionalProperties": {"type": "integer"}, "propertyNames": {"enum": ["a", "b", "c"]}}),
        json!({"type": "object", "properties": {"a": {}}, "additionalProperties": false}),
        json!({"type": "object", "additionalProperties": true, "propertyNames": {"pattern": "^-?[0-9]+$"}}),
        json!({"anyOf": [{"type": "integer"}, {"type": "null"}], "maximum": 5}),
        json!({"type": "string", "contentEncoding": "base64"}),
    ];
    let formats = FORMATS
        .iter()
        .map(|(name, _)| json!({"type": "string", "format": name}));
    for schema in schemas.into_iter().chain(formats) {
        let validator = super::validator(&schema);
        for seed in 0..100 {
            let text = render(&value_of(&schema, seed).0, seed);
            let value = serde_json::from_str(&text).unwrap();
            assert!(validator.is_valid(&value), "{text} of {schema}");
        }
    }
}
