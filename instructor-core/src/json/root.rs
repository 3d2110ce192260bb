//! The root value: by itself, or in the wrapper that it is asked for in.

use super::cursor::Cursor;
use super::object::{self, Fields, Name};
use super::reader::ReadRoot;
use super::state::{Label, Phase, Step, Stop, Turn, UNKNOWN};
use crate::error::ErrorKind;
use crate::partial::{Completion, Kinds, Partial, Shape, Trail, fill};
use crate::schema::{WRAPPED_ITEMS, WRAPPED_VALUE};

/// The root value, which may come in a wrapper.
#[derive(Debug, Clone)]
pub(super) struct Root<P> {
    pub(super) value: Option<P>,
    pub(super) form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// To be told by the type.
    ByType,
    /// To be told by the first byte.
    ByKind,
    /// An object, to be told by its first key.
    ByKey,
    Bare,
    Wrapped,
}

impl<P: Partial> ReadRoot for Root<P> {
    fn visit(&mut self, cursor: &mut Cursor<'_>) -> Step {
        Root::visit(self, cursor)
    }

    fn copy(&self) -> Box<dyn ReadRoot> {
        Box::new(self.clone())
    }

    fn is_complete(&self) -> bool {
        let value = self.value.clone();
        let completion = Completion::of_copy();
        value.is_some_and(|value| value.complete_at(&Trail::root(&completion)).is_some())
    }

    fn takes_text(&self) -> bool {
        P::KINDS.meets(Kinds::STRING.or(Kinds::NUMBER).or(Kinds::BOOL))
    }

    fn takes_anything(&self) -> bool {
        P::KINDS.meets(Kinds::LIST) && P::KINDS.meets(Kinds::OBJECT)
    }
}

impl<P: Partial> Root<P> {
    fn visit(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self.form {
            Form::Bare => fill(&mut self.value, Turn::Resume, cursor),
            Form::ByType => {
                self.form = match is_wrapped::<P>(cursor.state.shapes.reshaped) {
                    true => Form::ByKind,
                    false => Form::Bare,
                };
                self.visit(cursor)
            }
            Form::ByKind if cursor.peek()? == b'{' => {
                self.form = Form::ByKey;
                self.open(cursor)
            }
            Form::ByKind => {
                self.form = Form::Bare;
                fill(&mut self.value, Turn::Begin, cursor)
            }
            Form::ByKey => self.open(cursor),
            Form::Wrapped => {
                object::resume(&mut Wrapper(&mut self.value), cursor)?;
                self.unwrapped(cursor)
            }
        }
    }

    /// Reads an object up to its first key, and goes on as that says.
    fn open(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let start = cursor.pos;
        let mut phase = if cursor.has_begun() {
            cursor.reenter().phase
        } else {
            cursor.enter(b'{', "an object")?;
            Phase::First
        };
        match first_slot(cursor, &mut phase) {
            // What is no wrapper may be, leniently, the one element of a list.
            Ok(slot)
                if slot == Some(0)
                    || !(cursor.state.lenient || is_object::<P>(cursor.state.shapes.reshaped)) =>
            {
                self.form = Form::Wrapped;
                cursor.state.held.clear();
                let wrapper = &mut Wrapper(&mut self.value);
                object::run(wrapper, cursor, phase, slot.unwrap_or(0))?;
                self.unwrapped(cursor)
            }
            Ok(_) => {
                self.form = Form::Bare;
                let depth = cursor.depth - 1;
                let value = &mut self.value;
                let step = cursor.read_again(start, depth, |cursor| P::begin(value, cursor));
                match step {
                    Err(Stop::Pending) => {
                        cursor.depth = depth;
                        fill(&mut self.value, Turn::Resume, cursor)
                    }
                    step => step,
                }
            }
            Err(stop) => {
                if stop == Stop::Pending {
                    cursor.hold(start);
                }
                cursor.leave(phase, 0, Label::Nameless);
                Err(stop)
            }
        }
    }

    fn unwrapped(&self, cursor: &mut Cursor<'_>) -> Step {
        match self.value {
            Some(_) => Ok(()),
            None => Err(cursor.fail(
                ErrorKind::Type,
                format!("the object has neither `{WRAPPED_ITEMS}` nor `{WRAPPED_VALUE}` to be taken for the value"),
            )),
        }
    }
}

/// Whether a root is asked for in a wrapper: its schema is not an object's.
fn is_wrapped<P: Partial>(reshaped: bool) -> bool {
    P::SHAPE == Shape::Other || (reshaped && P::KINDS.within(true).meets(Kinds::LIST))
}

/// Whether a root may be an object itself.
fn is_object<P: Partial>(reshaped: bool) -> bool {
    P::KINDS.within(reshaped).meets(Kinds::OBJECT)
}

/// The slot that the first key has in a wrapper, if there is a key.
fn first_slot(cursor: &mut Cursor<'_>, phase: &mut Phase) -> Result<Option<usize>, Stop> {
    if *phase == Phase::First {
        if cursor.next_byte()? == b'}' {
            return Ok(None);
        }
        *phase = Phase::Key;
    }
    let slot = cursor.key(|_, key| Ok(wrapper_slot(key)))?;
    *phase = Phase::Colon;
    Ok(Some(slot))
}

fn wrapper_slot(key: &str) -> usize {
    match key == WRAPPED_ITEMS || key == WRAPPED_VALUE {
        true => 0,
        false => UNKNOWN,
    }
}

/// The object around a root that is not one. Paths do not name it: its slots have no names.
struct Wrapper<'a, P>(&'a mut Option<P>);

impl<P: Partial> Fields for Wrapper<'_, P> {
    fn slot(&self, key: &str) -> usize {
        wrapper_slot(key)
    }

    fn name(&self, _: usize) -> Option<&'static Name> {
        None
    }

    fn visit(&mut self, _: usize, turn: Turn, cursor: &mut Cursor<'_>) -> Step {
        if turn == Turn::Begin && self.0.is_some() {
            // Of a list, elements may have been handed out by now.
            return Err(cursor.fail(ErrorKind::Type, "the value is there a second time"));
        }
        fill(self.0, turn, cursor)
    }
}
