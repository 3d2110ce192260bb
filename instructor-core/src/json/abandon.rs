//! An element that is no good: it is skipped to its end, and the list goes on behind it.

use super::cursor::Cursor;
use super::mend::Mending;
use super::parser::{Parser, Status};
use super::root::Form;
use super::setup::Setup;
use super::skip;
use super::state::{Label, Phase, Step, Token, Turn};
use crate::error::{Error, ErrorKind, Result};
use crate::partial::{Kinds, Partial, Trail};
use crate::stream::Each;
use serde::Serializer;

/// Reads the text of an element that is no good, from its start, by the grammar alone.
///
/// Where a fault has left the parser is anywhere: in a string, in a text that was held, in a bracket that no visitor counts.
/// The start of the element is known, and all of its text; so it is read once more.
#[derive(Debug)]
pub(crate) struct Abandoned {
    parser: Parser<Skipped>,
}

/// A value of which nothing is kept but where it ended.
#[derive(Debug, Clone, PartialEq)]
struct Skipped {
    end: usize,
}

impl Abandoned {
    /// An element that starts at this byte of the text.
    pub(crate) fn at(start: usize, setup: &Setup) -> Self {
        Abandoned {
            parser: Parser::new()
                .limits(setup.limits)
                .repair(setup.repair)
                .at_offset(start),
        }
    }

    /// Reads on; tells at which byte it has ended.
    pub(crate) fn feed(&mut self, text: &str) -> Result<Option<usize>> {
        self.parser.feed(text)?;
        Ok(self.parser.partial().map(|skipped| skipped.end))
    }

    /// Tells that no text will follow; with a `cause`, that more was to come.
    pub(crate) fn end(&mut self, cause: Option<Error>) -> Result<()> {
        self.parser.end_by(cause)
    }
}

impl Partial for Skipped {
    type Complete = ();

    const KINDS: Kinds = Kinds::ANY;

    fn begin(slot: &mut Option<Self>, cursor: &mut Cursor<'_>) -> Step {
        skip::visit(Turn::Resume, cursor)?;
        *slot = Some(Skipped {
            end: cursor.offset(),
        });
        Ok(())
    }

    fn complete_at(self, _: &Trail<'_>) -> Option<()> {
        Some(())
    }

    fn serialize_partial<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<P: Partial> Parser<P> {
    /// Begins in the middle of a text.
    fn at_offset(mut self, offset: usize) -> Self {
        self.course.read = offset;
        // It has begun.
        self.course.preamble = None;
        self
    }
}

impl<P: Partial> Parser<Each<P>> {
    /// Gives up the element that the parser failed in, if it did, and if the list is sound: what is wrong is of the element
    /// alone. Gives where it starts.
    ///
    /// The parser is behind it then, wherever that is: [`go_on`](Parser::go_on) tells.
    pub(crate) fn abandon(&mut self) -> Option<usize> {
        let fault = self.course.state.fault.as_deref()?;
        let is_elements = matches!(
            fault.kind,
            ErrorKind::Type | ErrorKind::Invalid | ErrorKind::Missing
        );
        // The innermost left its frame first: those of the list and of what is around it are the last.
        let around = match self.root.form {
            Form::Wrapped => 1,
            _ => 0,
        };
        let list = self.course.state.frames.len().checked_sub(around + 1)?;
        let frame = self.course.state.frames.get_mut(list)?;
        let is_in_element = frame.label == Label::Index && frame.phase == Phase::Open;
        if self.status != Status::Failed || !is_elements || !is_in_element {
            return None;
        }
        frame.phase = Phase::Next;
        let state = &mut self.course.state;
        state.frames.drain(..list);
        state.fault = None;
        state.keys.clear();
        state.parked.clear();
        state.held.clear();
        state.scratch.clear();
        state.token = Token::None;
        state.whitespace = 0;
        self.course.mending = Mending::default();
        if let Some(log) = &mut state.log {
            log.clear();
        }
        self.root.value.as_mut().map(Each::abandon)
    }

    /// Goes on behind the element that was abandoned, at this byte of the text.
    pub(crate) fn go_on(&mut self, offset: usize) {
        self.status = Status::Open;
        self.course.read = offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(text: &str) -> Option<usize> {
        let whole = {
            let mut element = Abandoned::at(7, &Setup::default());
            element.feed(text).ok().flatten()
        };
        let mut element = Abandoned::at(7, &Setup::default());
        let pieces = text
            .char_indices()
            .map(|(at, char)| &text[at..at + char.len_utf8()]);
        let mut ends = pieces.filter_map(|piece| element.feed(piece).ok().flatten());
        let in_pieces = ends.next();
        assert_eq!(in_pieces, whole, "{text}");
        whole
    }

    #[test]
    fn where_an_element_ends() {
        for element in [
            r#"{"a": [1, {"b": "}]\"\\"}], "c": 2}"#,
            "[[], [{}]]",
            r#""a\"b,]""#,
            "-1.5e3",
            "null",
            r#""é🦀""#,
        ] {
            for before in ["", " \n"] {
                let text = format!("{before}{element}, {{}}]");
                let end = before.len() + element.len() + 7;
                assert_eq!(end_of(&text), Some(end), "{text}");
            }
        }
        assert_eq!(end_of("{"), None);
        assert_eq!(end_of("12"), None);
    }
}
