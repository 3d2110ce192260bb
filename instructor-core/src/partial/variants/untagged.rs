//! An enum without a tag: the first variant that the value fits.

use super::{Form, Variants};
use crate::error::ErrorKind;
use crate::json::state::{Frame, Label, Phase};
use crate::json::{Cursor, Step, Stop, Turn, UNKNOWN};
use crate::partial::{Completion, Kinds, Trail};

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
            WHOLE => Label::Unknown,
            _ => Label::Nameless,
        };
        cursor.state.frames.push(Frame {
            phase: Phase::Open,
            slot: choice,
            label,
        });
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
        (None, _) => Err(cursor.unexpected(&E::KINDS.describe())),
    }
}

/// How much an error tells of what is wrong with each variant, in bytes.
const MISFIT: usize = 160;

/// Reads a whole value as the first variant that it fits.
fn first_that_fits<E: Variants>(slot: &mut Option<E>, cursor: &mut Cursor<'_>) -> Step {
    let kind = Kinds::beginning_with(cursor.peek()?);
    let mut misfits = String::new();
    for (index, variant) in E::VARIANTS.iter().enumerate() {
        if !variant
            .kinds
            .within(cursor.state.shapes.reshaped)
            .meets(kind)
        {
            continue;
        }
        let mut value = E::start(index);
        let misfit = match cursor.attempt(|cursor| value.content(Turn::Begin, cursor)) {
            Ok(attempt) => {
                let completion = Completion::of_copy();
                let copy = value.clone().complete_at(&Trail::root(&completion));
                if copy.is_some() {
                    cursor.accept(attempt);
                    *slot = Some(value);
                    return Ok(());
                }
                completion.into_error().to_string()
            }
            Err(fault) if cursor.is_exhausted() => {
                return Err(cursor.fail(fault.kind, fault.message));
            }
            Err(fault) => fault.message.into_owned(),
        };
        let comma = if misfits.is_empty() { "" } else { "; " };
        // What is wrong in enums in enums would double at each level.
        let end = misfit.floor_char_boundary(MISFIT);
        let cut = if end < misfit.len() { "…" } else { "" };
        let name = variant.name.text();
        misfits.push_str(&format!("{comma}not `{name}`: {}{cut}", &misfit[..end]));
    }
    Err(cursor.fail(
        ErrorKind::Type,
        format!("the value fits no variant: {misfits}"),
    ))
}
