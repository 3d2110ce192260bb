//! `serde_json::Value`: any JSON, growing as the rest does.

use super::collection::map;
use super::entries::{Entries, Lookup};
use super::{Kinds, Look, Partial, Shape, Trail, fill};
use crate::json::number::{NumberText, parse_f64, short};
use crate::json::object;
use crate::json::state::{Literal, Phase};
use crate::json::{Cursor, Step, Stop, Turn, list};
use crate::path::Segment;
use serde::{Serialize, Serializer};
use serde_json::{Map, Number, Value};

impl Entries for Map<String, Value> {
    type Key = String;
    type Value = Value;

    fn get_mut(&mut self, key: &Lookup<Self>) -> Option<&mut Value> {
        Map::get_mut(self, key)
    }

    fn insert(&mut self, key: String, value: Value, _: Option<usize>) {
        Map::insert(self, key, value);
    }

    fn remove(&mut self, key: &Lookup<Self>) -> Option<usize> {
        Map::remove(self, key);
        None
    }
}

map!(impl[] for Map<String, Value>);

impl Partial for Value {
    type Complete = Value;

    const SHAPE: Shape = Shape::Object { fields: 0 };
    const KINDS: Kinds = Kinds::ANY;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        match cursor.peek()? {
            b'{' => {
                cursor.enter(b'{', "an object")?;
                if let Value::Object(map) = slot.insert(Value::Object(Map::new())) {
                    within(cursor, |cursor| object::run(map, cursor, Phase::First, 0))?;
                }
            }
            b'[' => {
                cursor.enter(b'[', "a list")?;
                if let Value::Array(items) = slot.insert(Value::Array(Vec::new())) {
                    within(cursor, |cursor| list::run(items, cursor, Phase::First, 0))?;
                }
            }
            b'"' if cursor.state.shapes.reshaped && !cursor.untyped => {
                cursor.when_whole(|cursor| {
                    *slot = Some(unpack(cursor)?);
                    Ok(())
                })?;
            }
            b'"' => {
                let mut text = None;
                let step = cursor.begin_text(&mut text);
                *slot = text.map(Value::String);
                step?;
            }
            b'n' => {
                cursor.literal(Literal::Null)?;
                cursor.leaf(Literal::Null.text());
                *slot = Some(Value::Null);
            }
            b't' | b'f' => {
                let mut value = None;
                fill::<bool>(&mut value, Turn::Begin, cursor)?;
                *slot = value.map(Value::Bool);
            }
            _ => {
                let number = cursor.number("a value", |cursor, number| {
                    let value = parse(cursor, number)?;
                    cursor.leaf(number.text);
                    Ok(value)
                })?;
                *slot = Some(Value::Number(number));
            }
        }
        Ok(())
    }

    fn resume(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self {
            Value::Object(map) => within(cursor, |cursor| object::resume(map, cursor)),
            Value::Array(items) => within(cursor, |cursor| list::resume(items, cursor)),
            Value::String(text) => cursor.resume_text(text),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        }
    }

    fn look(&self, look: &mut Look<'_>) {
        let inner = match (self, look.step()) {
            (_, None) => return look.leaf(self.is_null()),
            (Value::Array(items), Some(Segment::Index(index))) => items.get(*index),
            (Value::Object(map), Some(segment)) => segment.name().and_then(|name| map.get(name)),
            _ => None,
        };
        if let Some(value) = inner {
            value.look(look);
        }
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<Value> {
        Some(self)
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(self, serializer)
    }
}

/// Reads what is in an object or a list.
fn within(cursor: &mut Cursor<'_>, read: impl FnOnce(&mut Cursor<'_>) -> Step) -> Step {
    let outer = std::mem::replace(&mut cursor.untyped, true);
    let step = read(cursor);
    cursor.untyped = outer;
    step
}

/// Reads the string that a reshaped answer has for a value: the JSON in it. Of a text that is not JSON, it is the text.
fn unpack(cursor: &mut Cursor<'_>) -> Result<Value, Stop> {
    let text = cursor.text_of_string()?;
    let mut value = None;
    let read = cursor.attempt_text(&text, |cursor| {
        cursor.untyped = true;
        Value::begin(&mut value, cursor)
    });
    match (read, value) {
        (Some(state), Some(value)) => {
            cursor.accept(state);
            Ok(value)
        }
        _ => {
            cursor.leaf(&text);
            Ok(Value::String(text))
        }
    }
}

/// As `serde_json`: an integer that fits stays one, everything else is an `f64`.
fn parse(cursor: &mut Cursor<'_>, number: NumberText<'_>) -> Result<Number, Stop> {
    // `-0` has a sign to keep, which only a float can.
    if number.integer && number.text != "-0" {
        if let Ok(value) = number.text.parse::<u64>() {
            return Ok(value.into());
        }
        if let Ok(value) = number.text.parse::<i64>() {
            return Ok(value.into());
        }
    }
    match parse_f64(number).and_then(Number::from_f64) {
        Some(value) => Ok(value),
        None => Err(cursor.misfit(format!("{} is out of range for f64", short(number.text)))),
    }
}
