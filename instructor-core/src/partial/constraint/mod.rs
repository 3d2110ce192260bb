//! Constraints on a value, checked when it closes: `#[extract(min = 1)]` and the like.

mod equal;
mod number;

pub use number::Number;

use super::leaf::{ByFromStr, Leaf};
use super::{Completion, Partial, PartialArray, Trail, TryVia, Via};
use crate::context::Context;
use crate::json::number::short;
use crate::json::state::Checks;
use crate::json::{Cursor, Step, Stop, Turn};
use crate::problem::Found;
use crate::schema::format;
use crate::validate::Validation;
use equal::first_equal;
use regex_lite::Regex;
use std::cmp::Ordering;
use std::num::{NonZero, Saturating};
use std::sync::OnceLock;

/// Fills the slot of a field that has constraints. `fill` fills it otherwise.
#[doc(hidden)]
pub fn fill_checked<P: Partial>(
    slot: &mut Option<P>,
    turn: Turn,
    cursor: &mut Cursor<'_>,
    fill: fn(&mut Option<P>, Turn, &mut Cursor<'_>) -> Step,
    check: impl FnOnce(Check<'_, P>) -> Check<'_, P>,
) -> Step {
    let step = fill(slot, turn, cursor);
    check_whole(step, slot, cursor, check)
}

/// As [`fill_checked`], of a field that shows only when whole: what breaks a constraint does not show.
#[doc(hidden)]
pub fn fill_checked_atomic<P: Partial>(
    slot: &mut Option<P>,
    turn: Turn,
    cursor: &mut Cursor<'_>,
    fill: fn(&mut Option<P>, Turn, &mut Cursor<'_>) -> Step,
    check: impl FnOnce(Check<'_, P>) -> Check<'_, P>,
) -> Step {
    let step = fill_checked(slot, turn, cursor, fill, check);
    if step == Err(Stop::Failed) {
        *slot = None;
    }
    step
}

/// Checks what has closed, if it has. Of what shows only when whole, that which breaks a constraint does not show.
#[doc(hidden)]
pub fn check_whole<P: Partial>(
    step: Step,
    slot: &mut Option<P>,
    cursor: &mut Cursor<'_>,
    check: impl FnOnce(Check<'_, P>) -> Check<'_, P>,
) -> Step {
    let Some(value) = slot else {
        return step;
    };
    let checked = check_open(step, value, cursor, check);
    if step.is_ok() && checked.is_err() && P::WHOLE {
        *slot = None;
    }
    checked
}

/// Checks what has been showing and has closed, if it has.
#[doc(hidden)]
pub fn check_open<P>(
    step: Step,
    value: &P,
    cursor: &mut Cursor<'_>,
    check: impl FnOnce(Check<'_, P>) -> Check<'_, P>,
) -> Step {
    step?;
    if cursor.state.checks != Checks::WhenClosed {
        return Ok(());
    }
    let found = Check::run(value, &cursor.state.context, check);
    cursor.judge(found)
}

/// A value that is held against what is said of its field.
#[doc(hidden)]
#[derive(Debug)]
pub struct Check<'a, P> {
    value: &'a P,
    context: &'a Context,
    found: Found,
}

impl<'a, P> Check<'a, P> {
    /// All that is wrong with the value.
    pub(crate) fn run(
        value: &'a P,
        context: &'a Context,
        check: impl FnOnce(Check<'a, P>) -> Check<'a, P>,
    ) -> Found {
        let check_it = Check {
            value,
            context,
            found: Found::default(),
        };
        check(check_it).found
    }

    /// The value is wrong if `problem` says what is.
    pub fn by(mut self, problem: impl FnOnce(&P) -> Option<String>) -> Self {
        if let Some(problem) = problem(self.value) {
            self.found.append(Found::one(problem));
        }
        self
    }

    /// Validators look at the value as it will be, unless it cannot be completed: what it lacks is told at the end.
    pub fn validate(
        mut self,
        validate: impl FnOnce(Validation<'_, P::Complete>) -> Validation<'_, P::Complete>,
    ) -> Self
    where
        P: Partial,
    {
        let completion = Completion::of_copy();
        let copy = self.value.clone().complete_at(&Trail::root(&completion));
        if let Some(complete) = copy {
            let found = Validation::run(&complete, self.context, validate);
            self.found.append(found);
        }
        self
    }
}

// A bound at each method, not at the impl: only so does the compiler say what the trait has to say.
impl<P> Check<'_, P> {
    fn number(self, problem: impl FnOnce(Number) -> Option<String>) -> Self
    where
        P: Numeric,
    {
        self.by(|value| problem(value.number()?))
    }

    pub fn minimum(self, bound: impl Into<Number>) -> Self
    where
        P: Numeric,
    {
        let bound = bound.into();
        self.number(|number| {
            let is_less = number.compare(bound) == Some(Ordering::Less);
            is_less.then(|| format!("{number} is less than the minimum of {bound}"))
        })
    }

    pub fn maximum(self, bound: impl Into<Number>) -> Self
    where
        P: Numeric,
    {
        let bound = bound.into();
        self.number(|number| {
            let is_more = number.compare(bound) == Some(Ordering::Greater);
            is_more.then(|| format!("{number} is more than the maximum of {bound}"))
        })
    }

    pub fn exclusive_minimum(self, bound: impl Into<Number>) -> Self
    where
        P: Numeric,
    {
        let bound = bound.into();
        self.number(|number| {
            let is_more = number.compare(bound) == Some(Ordering::Greater);
            (!is_more).then(|| format!("{number} is not more than {bound}"))
        })
    }

    pub fn exclusive_maximum(self, bound: impl Into<Number>) -> Self
    where
        P: Numeric,
    {
        let bound = bound.into();
        self.number(|number| {
            let is_less = number.compare(bound) == Some(Ordering::Less);
            (!is_less).then(|| format!("{number} is not less than {bound}"))
        })
    }

    pub fn multiple_of(self, factor: impl Into<Number>) -> Self
    where
        P: Numeric,
    {
        let factor = factor.into();
        self.number(|number| {
            let is_multiple = number.is_multiple_of(factor);
            (!is_multiple).then(|| format!("{number} is not a multiple of {factor}"))
        })
    }

    fn text(self, problem: impl FnOnce(&str) -> Option<String>) -> Self
    where
        P: Textual,
    {
        self.by(|value| problem(value.text()?))
    }

    /// In Unicode scalar values, as JSON Schema counts.
    pub fn min_length(self, min: usize) -> Self
    where
        P: Textual,
    {
        self.text(|text| {
            let found = text.chars().take(min).count();
            (found < min).then(|| too_few(min, "character", found))
        })
    }

    pub fn max_length(self, max: usize) -> Self
    where
        P: Textual,
    {
        self.text(|text| {
            let found = text.chars().count();
            (found > max).then(|| too_many(max, "character", found))
        })
    }

    pub fn pattern(self, pattern: &Pattern) -> Self
    where
        P: Textual,
    {
        self.text(|text| {
            let problem = || {
                format!(
                    "{:?} does not match the pattern {}",
                    short(text),
                    pattern.text
                )
            };
            (!pattern.is_match(text)).then(problem)
        })
    }

    pub fn format(self, format: &'static str) -> Self
    where
        P: Textual,
    {
        self.text(|text| {
            let problem = || format!("{:?} is not of the format `{format}`", short(text));
            (!format::holds(format, text)).then(problem)
        })
    }

    pub fn min_items(self, min: usize) -> Self
    where
        P: Sequence,
    {
        self.by(|value| {
            let found = value.elements()?;
            (found < min).then(|| too_few(min, "element", found))
        })
    }

    pub fn max_items(self, max: usize) -> Self
    where
        P: Sequence,
    {
        self.by(|value| {
            let found = value.elements()?;
            (found > max).then(|| too_many(max, "element", found))
        })
    }

    pub fn unique_items(self) -> Self
    where
        P: Sequence,
    {
        self.by(|value| {
            let (first, second) = value.equal_elements()?;
            Some(format!("the elements {first} and {second} are equal"))
        })
    }
}

fn too_few(min: usize, what: &str, found: usize) -> String {
    let s = if min == 1 { "" } else { "s" };
    format!("expected at least {min} {what}{s}, found {found}")
}

fn too_many(max: usize, what: &str, found: usize) -> String {
    let s = if max == 1 { "" } else { "s" };
    format!("expected at most {max} {what}{s}, found {found}")
}

/// The partial of a number, or of what may be one. Null has none, and breaks no constraint.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a constraint on numbers stands at a `{Self}`",
    label = "not a number",
    note = "`min`, `max`, `exclusive_min`, `exclusive_max` and `multiple_of` take numbers, also in `Option` and `Box`; for the elements \
            of a list give them a newtype: `struct Percent(#[extract(max = 100)] u8)`"
)]
pub trait Numeric {
    fn number(&self) -> Option<Number>;
}

/// The partial of a text, or of what may be one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a constraint on text stands at a `{Self}`",
    label = "not a text",
    note = "`min_length`, `max_length`, `pattern` and `format` take strings, also in `Option` and `Box`; for the elements of a list \
            give them a newtype: `struct Code(#[extract(max_length = 8)] String)`"
)]
pub trait Textual {
    fn text(&self) -> Option<&str>;
}

/// The partial of a list, or of what may be one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a constraint on lists stands at a `{Self}`",
    label = "not a list",
    note = "`min_items`, `max_items` and `unique_items` take lists, also in `Option` and `Box`"
)]
pub trait Sequence {
    /// How many there are.
    fn elements(&self) -> Option<usize>;

    /// The first two that are equal as JSON.
    fn equal_elements(&self) -> Option<(usize, usize)>;
}

macro_rules! numeric {
    ($($type:ty)*) => {$(
        impl Numeric for $type {
            fn number(&self) -> Option<Number> {
                // What is beyond is so far off that a float says enough.
                let integer = i128::try_from(*self).map(Number::Integer);
                Some(integer.unwrap_or(Number::Float(*self as f64)))
            }
        }

        impl Numeric for NonZero<$type> {
            fn number(&self) -> Option<Number> {
                self.get().number()
            }
        }
    )*};
}

numeric!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl<N: Numeric> Numeric for Saturating<N> {
    fn number(&self) -> Option<Number> {
        self.0.number()
    }
}

impl Numeric for f32 {
    fn number(&self) -> Option<Number> {
        // By way of its decimal form: 0.1 is 0.1.
        self.to_string().parse().ok().map(Number::Float)
    }
}

impl Numeric for f64 {
    fn number(&self) -> Option<Number> {
        Some(Number::Float(*self))
    }
}

impl Textual for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T> Textual for Leaf<T, ByFromStr> {
    fn text(&self) -> Option<&str> {
        Some(Leaf::text(self))
    }
}

impl<P: Partial> Sequence for Vec<P> {
    fn elements(&self) -> Option<usize> {
        Some(self.len())
    }

    fn equal_elements(&self) -> Option<(usize, usize)> {
        first_equal(self)
    }
}

impl<P: Partial, const N: usize> Sequence for PartialArray<P, N> {
    fn elements(&self) -> Option<usize> {
        Some(self.len())
    }

    fn equal_elements(&self) -> Option<(usize, usize)> {
        first_equal(self)
    }
}

/// What holds of a value holds of one that may be null, and of one in a box.
macro_rules! through {
    ($($trait:ident { $($method:ident -> $output:ty),* })*) => {$(
        impl<P: $trait> $trait for Option<P> {
            $(fn $method(&self) -> $output {
                self.as_ref()?.$method()
            })*
        }

        impl<P: $trait> $trait for Box<P> {
            $(fn $method(&self) -> $output {
                P::$method(self)
            })*
        }

        impl<P: $trait, T, How> $trait for Via<P, T, How> {
            $(fn $method(&self) -> $output {
                P::$method(self)
            })*
        }

        impl<P: $trait, T> $trait for TryVia<P, T> {
            $(fn $method(&self) -> $output {
                P::$method(self)
            })*
        }
    )*};
}

through! {
    Numeric { number -> Option<Number> }
    Textual { text -> Option<&str> }
    Sequence { elements -> Option<usize>, equal_elements -> Option<(usize, usize)> }
}

/// A pattern, compiled when it is first needed.
#[doc(hidden)]
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub const fn new(text: &'static str) -> Pattern {
        Pattern {
            text,
            regex: OnceLock::new(),
        }
    }

    pub(crate) fn text(&self) -> &'static str {
        self.text
    }

    /// Whether it is found in the text: a pattern of JSON Schema is not anchored.
    fn is_match(&self, text: &str) -> bool {
        // The derive has compiled it before.
        let regex = self.regex.get_or_init(|| Regex::new(self.text).ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
