//! Numbers of values and of bounds on them.

use serde_json::Value;
use std::cmp::Ordering;
use std::fmt::{self, Display};

/// A number of a value, or of a bound on one.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    pub(crate) fn as_float(self) -> f64 {
        match self {
            Number::Integer(integer) => integer as f64,
            Number::Float(float) => float,
        }
    }

    pub(super) fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Some(a.cmp(&b)),
            (a, b) => a.as_float().partial_cmp(&b.as_float()),
        }
    }

    /// Of floats, as far as they can tell: 0.3 is a multiple of 0.1.
    pub(super) fn is_multiple_of(self, factor: Number) -> bool {
        match (self, factor) {
            (Number::Integer(_), Number::Integer(0)) => false,
            (Number::Integer(number), Number::Integer(factor)) => {
                number.checked_rem(factor).unwrap_or(0) == 0
            }
            (number, factor) => {
                let times = number.as_float() / factor.as_float();
                let off = (times - times.round()).abs();
                off <= times.abs().max(1.0) * 4.0 * f64::EPSILON
            }
        }
    }
}

impl From<i128> for Number {
    fn from(integer: i128) -> Self {
        Number::Integer(integer)
    }
}

impl From<usize> for Number {
    fn from(size: usize) -> Self {
        Number::Integer(size as i128)
    }
}

impl From<f64> for Number {
    fn from(float: f64) -> Self {
        Number::Float(float)
    }
}

/// As in JSON, as far as that goes: `serde_json` has no integers beyond 64 bits.
impl From<Number> for Value {
    fn from(number: Number) -> Self {
        match number {
            Number::Integer(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
                (Ok(integer), _) => integer.into(),
                (_, Ok(integer)) => integer.into(),
                _ => (integer as f64).into(),
            },
            Number::Float(float) => float.into(),
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Integer(integer) => integer.fmt(f),
            Number::Float(float) => float.fmt(f),
        }
    }
}
