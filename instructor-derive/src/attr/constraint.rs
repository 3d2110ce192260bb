//! What a value must keep to beyond its type: `min`, `max_length`, `pattern` and the like.
//!
//! They are printed twice, as calls of the same methods: for the schema and for the check.

use super::read::{self, string};
use crate::errors::Errors;
use quote::format_ident;
use std::cmp::Ordering;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::{Error, Ident, Lit, LitInt, LitStr, Path, Result, Token};

/// The names of JSON Schema.
const FORMATS: [&str; 19] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uuid",
    "uri-template",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];

/// Bounds from below and from above, and whether a value may be both.
const BOUNDS: [(&str, &str, bool); 6] = [
    ("min", "max", true),
    ("min", "exclusive_max", false),
    ("exclusive_min", "max", false),
    ("exclusive_min", "exclusive_max", false),
    ("min_length", "max_length", true),
    ("min_items", "max_items", true),
];

/// Those of one field, in the order that they are written in.
#[derive(Default)]
pub(crate) struct Constraints(Vec<Constraint>);

pub(crate) struct Constraint {
    /// As the user spells it.
    pub(crate) key: Path,
    /// The method that stands for it.
    pub(crate) method: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Number(Number),
    Size(usize),
    Format(LitStr),
    Pattern(LitStr),
    None,
}

#[derive(Clone, Copy)]
pub(crate) enum Number {
    Integer(i128),
    Float(f64),
}

impl Constraints {
    /// Reads the item, if it is one of these.
    pub(super) fn read(&mut self, meta: &ParseNestedMeta<'_>) -> Result<bool> {
        let Some(key) = meta.path.get_ident().map(Ident::to_string) else {
            return Ok(false);
        };
        let (method, read): (_, fn(&ParseNestedMeta<'_>) -> Result<Value>) = match &*key {
            "min" => ("minimum", bound),
            "max" => ("maximum", bound),
            "exclusive_min" => ("exclusive_minimum", bound),
            "exclusive_max" => ("exclusive_maximum", bound),
            "multiple_of" => ("multiple_of", factor),
            "min_length" | "max_length" | "min_items" | "max_items" => (&*key, size),
            "pattern" => ("pattern", pattern),
            "format" => ("format", format),
            "unique_items" => ("unique_items", |_| Ok(Value::None)),
            _ => return Ok(false),
        };
        let value = read(meta)?;
        if self.find(&key).is_some() {
            return Err(read::duplicate(meta));
        }
        self.0.push(Constraint {
            key: meta.path.clone(),
            method: format_ident!("{method}"),
            value,
        });
        Ok(true)
    }

    /// Refuses what no value keeps to.
    pub(super) fn check(&self, errors: &mut Errors) {
        for (low, high, is_both) in BOUNDS {
            let (Some(at_least), Some(at_most)) = (self.find(low), self.find(high)) else {
                continue;
            };
            let fits = match at_least.value.compare(&at_most.value) {
                Some(Ordering::Less) => true,
                Some(Ordering::Equal) => is_both,
                _ => false,
            };
            if !fits {
                errors.at(&at_most.key, format!("no value is within this and `{low}`"));
            }
        }
    }

    fn find(&self, key: &str) -> Option<&Constraint> {
        self.0
            .iter()
            .find(|constraint| constraint.key.is_ident(key))
    }

    pub(crate) fn push(&mut self, constraint: Constraint) {
        self.0.push(constraint);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Constraint> {
        self.0.iter()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|constraint| &constraint.key)
    }
}

impl Value {
    fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.compare(*b),
            (Value::Size(a), Value::Size(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl Number {
    fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Some(a.cmp(&b)),
            (a, b) => a.as_float().partial_cmp(&b.as_float()),
        }
    }

    fn as_float(self) -> f64 {
        match self {
            Number::Integer(value) => value as f64,
            Number::Float(value) => value,
        }
    }
}

/// `= 5`, `= -2.5`
fn bound(meta: &ParseNestedMeta<'_>) -> Result<Value> {
    number(meta.value()?).map(Value::Number)
}

/// `5`, `-2.5`
pub(crate) fn number(value: ParseStream<'_>) -> Result<Number> {
    let minus: Option<Token![-]> = value.parse()?;
    let literal: Lit = value.parse()?;
    let expected = || Error::new(literal.span(), "expected a number, such as 5 or -2.5");
    let number = match &literal {
        Lit::Int(digits) => {
            let sign = if minus.is_some() { "-" } else { "" };
            let parsed = format!("{sign}{}", digits.base10_digits()).parse();
            Number::Integer(parsed.map_err(|_| expected())?)
        }
        Lit::Float(digits) => {
            let parsed: f64 = digits.base10_parse().map_err(|_| expected())?;
            if !parsed.is_finite() {
                return Err(expected());
            }
            Number::Float(if minus.is_some() { -parsed } else { parsed })
        }
        _ => return Err(expected()),
    };
    Ok(number)
}

/// A number that values are multiples of.
fn factor(meta: &ParseNestedMeta<'_>) -> Result<Value> {
    let number = number(meta.value()?)?;
    if number.as_float() <= 0.0 {
        let message = "only of a number above 0 are there multiples";
        return Err(Error::new_spanned(&meta.path, message));
    }
    Ok(Value::Number(number))
}

fn size(meta: &ParseNestedMeta<'_>) -> Result<Value> {
    let literal: Lit = meta.value()?.parse()?;
    let size = match &literal {
        Lit::Int(digits) => LitInt::base10_parse(digits).ok(),
        _ => None,
    };
    let size = size.ok_or_else(|| Error::new(literal.span(), "expected a size, such as 5"));
    size.map(Value::Size)
}

fn pattern(meta: &ParseNestedMeta<'_>) -> Result<Value> {
    pattern_of(string(meta)?)
}

/// A pattern that we and JSON Schema read alike.
pub(crate) fn pattern_of(pattern: LitStr) -> Result<Value> {
    if let Some(foreign) = foreign(&pattern.value()) {
        let message = format!(
            "`{foreign}` is no part of the regular expressions of ECMA-262, which JSON Schema has"
        );
        return Err(Error::new(pattern.span(), message));
    }
    match regex_lite::Regex::new(&pattern.value()) {
        Ok(_) => Ok(Value::Pattern(pattern)),
        Err(error) => {
            let message = format!(
                "not a pattern that is supported, which are regular expressions without lookaround and backreferences: {error}"
            );
            Err(Error::new(pattern.span(), message))
        }
    }
}

/// What Rust's regular expressions have and those of ECMA-262 do not, if it is in the pattern.
fn foreign(pattern: &str) -> Option<&'static str> {
    const ESCAPES: [&str; 6] = ["\\A", "\\U", "\\a", "\\u{", "\\x{", "\\z"];
    const GROUPS: [&str; 4] = ["(?:", "(?<", "(?=", "(?!"];
    let mut rest = pattern;
    let mut in_class = false;
    while let Some(first) = rest.chars().next() {
        let starts = |with: &&str| rest.starts_with(with);
        let mut len = first.len_utf8();
        match first {
            '\\' => {
                if let Some(escape) = ESCAPES.into_iter().find(starts) {
                    return Some(escape);
                }
                // What is escaped is nothing else.
                len += rest.chars().nth(1).map_or(0, char::len_utf8);
            }
            '[' if rest.starts_with("[[:") => return Some("[[:"),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class && rest.starts_with("(?") && !GROUPS.iter().any(starts) => {
                return Some("(?");
            }
            _ => {}
        }
        rest = &rest[len..];
    }
    None
}

fn format(meta: &ParseNestedMeta<'_>) -> Result<Value> {
    let format = string(meta)?;
    if FORMATS.contains(&&*format.value()) {
        return Ok(Value::Format(format));
    }
    let formats = FORMATS.map(|format| format!("\"{format}\"")).join(", ");
    let message = format!("unknown format, expected one of {formats}");
    Err(Error::new(format.span(), message))
}
