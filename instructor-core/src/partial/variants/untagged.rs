//! An enum without a tag: the first variant that the value fits.

use super::{Form, Variant, Variants};
use crate::error::ErrorKind;
use crate::json::state::{Fault, Label, Phase, State};
use crate::json::{Cursor, Step, Stop, Turn, UNKNOWN};
use crate::partial::{Completion, Kinds, Trail};
use std::cmp::Ordering;

/// In the place of a variant: the value is held until it is whole.
const WHOLE: usize = UNKNOWN;

/// Begins an enum that nothing but its content tells.
pub(super) fn begin<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let choice = match cursor.has_begun() {
        true => cursor.state.frames.pop().map_or(WHOLE, |frame| frame.slot),
        false => choose::<E>(cursor)?,
    };
    let step = if choice == WHOLE {
        cursor.when_whole(|cursor| first_that_fits(slot, cursor))
    } else {
        let mut value = E::start(choice);
        let step = value.content(Turn::Resume, cursor);
        let shows = match E::VARIANTS[choice].form {
            Form::Unit => step.is_ok(),
            _ => value.shows(),
        };
        if shows {
            *slot = Some(value);
            return step;
        }
        step
    };
    // Where a token was cut, its kind tells the variant again. Where more is open, this is to tell it.
    if step == Err(Stop::Pending) && cursor.has_begun() {
        let label = match choice {
            WHOLE => Label::Held,
            _ => Label::Variant,
        };
        cursor.leave(Phase::Open, choice, label);
    }
    step
}

/// The one variant that begins as the value does, or [`WHOLE`] if there are more.
fn choose<E: Variants>(cursor: &mut Cursor<'_>) -> Result<usize, Stop> {
    let kind = Kinds::beginning_with(cursor.peek()?);
    let reshaped = cursor.state.shapes.reshaped;
    let variants = E::VARIANTS.iter().enumerate();
    let mut fitting = variants.filter(|(_, variant)| variant.kinds.within(reshaped).meets(kind));
    match (fitting.next(), fitting.next()) {
        (Some((variant, _)), None) => Ok(variant),
        (Some(_), Some(_)) => Ok(WHOLE),
        (None, _) if cursor.state.lenient => Ok(WHOLE),
        (None, _) => Err(cursor.unexpected(&E::KINDS.describe())),
    }
}

/// How much an error tells of what is wrong with each variant, in bytes.
const MISFIT: usize = 160;

/// Reads a whole value as the first variant that it fits as it stands, or else as the one that it is fitted to with the
/// fewest changes.
fn first_that_fits<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let kind = Kinds::beginning_with(cursor.peek()?);
    let reshaped = cursor.state.shapes.reshaped;
    let variants = E::VARIANTS.iter().enumerate();
    let variants = variants.filter(|(_, variant)| variant.kinds.within(reshaped).meets(kind));
    let mut misfits = Misfits::default();
    for (index, _) in variants {
        match read_as::<E>(index, false, cursor) {
            Ok((value, attempt)) => {
                cursor.accept(attempt);
                *slot = Some(value);
                return Ok(());
            }
            Err(fault) if cursor.is_exhausted() => {
                return Err(cursor.fail(fault.kind, fault.message));
            }
            Err(fault) => misfits.add(index, &fault, E::VARIANTS),
        }
    }
    match cursor.state.lenient {
        true => fit(slot, cursor),
        false => Err(misfits.fail(cursor)),
    }
}

/// Reads a whole value as the variant that it is fitted to with the fewest changes.
#[cold]
fn fit<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let mut misfits = Misfits::default();
    let mut best: Option<(usize, E, State)> = None;
    let mut names = Vec::new();
    for index in 0..E::VARIANTS.len() {
        let (value, attempt) = match read_as::<E>(index, true, cursor) {
            Ok(read) => read,
            Err(fault) if cursor.is_exhausted() => {
                return Err(cursor.fail(fault.kind, fault.message));
            }
            Err(fault) => {
                misfits.add(index, &fault, E::VARIANTS);
                continue;
            }
        };
        let fits = attempt.repairs.iter().filter(|one| one.kind.is_fit());
        let fits = fits.count();
        let name = E::VARIANTS[index].name.text();
        match best.as_ref().map(|(least, ..)| fits.cmp(least)) {
            Some(Ordering::Greater) => {}
            Some(Ordering::Equal) => names.push(name),
            Some(Ordering::Less) | None => {
                names = vec![name];
                best = Some((fits, value, attempt));
            }
        }
        if fits == 0 {
            break;
        }
    }
    match (best, &*names) {
        (Some((_, value, attempt)), [_]) => {
            cursor.accept(attempt);
            *slot = Some(value);
            Ok(())
        }
        (None, _) => Err(misfits.fail(cursor)),
        _ => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("the value may be {}", names.join(" or "));
            Err(cursor.fail(ErrorKind::Type, message))
        }
    }
}

/// Tries to read a whole value as this variant, all of it.
fn read_as<E: Variants>(
    index: usize,
    lenient: bool,
    cursor: &mut Cursor<'_>,
) -> Result<(E, State), Fault> {
    let mut value = E::start(index);
    let attempt = cursor.attempt(|cursor| {
        cursor.state.lenient = lenient;
        value.content(Turn::Begin, cursor)
    })?;
    let completion = Completion::of_copy();
    match value.clone().complete_at(&Trail::root(&completion)) {
        Some(_) => Ok((value, attempt)),
        None => {
            let message = completion.into_error().to_string();
            Err(Fault::new(ErrorKind::Missing, message, cursor.offset()))
        }
    }
}

/// What is wrong with each variant.
#[derive(Default)]
struct Misfits {
    text: String,
    /// Whether one was given up for a limit, and might have fitted.
    is_limit: bool,
}

impl Misfits {
    fn add(&mut self, index: usize, fault: &Fault, variants: &[Variant]) {
        self.is_limit |= fault.kind == ErrorKind::Limit;
        let comma = if self.text.is_empty() { "" } else { "; " };
        // What is wrong in enums in enums would double at each level.
        let end = fault.message.floor_char_boundary(MISFIT);
        let cut = if end < fault.message.len() { "…" } else { "" };
        let name = variants[index].name.text();
        let misfit = &fault.message[..end];
        self.text
            .push_str(&format!("{comma}not `{name}`: {misfit}{cut}"));
    }

    fn fail(self, cursor: &mut Cursor<'_>) -> Stop {
        let kind = match self.is_limit {
            true => ErrorKind::Limit,
            false => ErrorKind::Type,
        };
        let message = format!("the value fits no variant: {}", self.text);
        cursor.fail(kind, message)
    }
}
