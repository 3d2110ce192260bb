//! How a value is fitted to a type that it is not quite of: where the type's own reading has failed, and only then.

use super::Kinds;
use crate::error::ErrorKind;
use crate::fit;
use crate::json::state::{Literal, Token};
use crate::json::{Cursor, Step, Stop};
use crate::repair::RepairKind;
use std::borrow::Cow;

impl Cursor<'_> {
    /// The kind of the value that begins here, or that the last chunk cut.
    pub(crate) fn kind(&mut self) -> Result<Kinds, Stop> {
        self.peek().map(Kinds::beginning_with)
    }

    /// Whether `stop` says that the value is of another kind, which is to be fitted. If so, it is no fault any more.
    #[cold]
    pub(crate) fn is_to_fit(&mut self, stop: Stop) -> bool {
        let fault = self.state.fault.as_ref();
        let is_misfit = fault.is_some_and(|fault| fault.kind == ErrorKind::Type);
        let fits = self.state.lenient && stop == Stop::Failed && is_misfit;
        if fits {
            self.state.fault = None;
        }
        fits
    }

    /// Notes that the token that was just read was fitted, once.
    #[cold]
    pub(crate) fn fitted(&mut self, kind: RepairKind) {
        let offset = self.state.token_start;
        let last = self.state.repairs.last();
        if last.is_none_or(|last| (last.kind, last.offset) != (kind, offset)) {
            self.repaired(kind, offset);
        }
    }

    /// The token that was just read is `text`, and does not fit. It may say that there is nothing.
    #[cold]
    pub(crate) fn misfit_text(
        &mut self,
        text: &str,
        message: impl Into<Cow<'static, str>>,
    ) -> Stop {
        self.state.nothing = self.state.lenient && fit::is_nothing(text);
        self.misfit(message)
    }

    /// Whether what was to be read here, all of it, is a text that says there is nothing.
    #[cold]
    pub(crate) fn is_nothing(&mut self, step: Step) -> bool {
        // A container that it is in has left a frame.
        let is_nothing = std::mem::take(&mut self.state.nothing);
        let is_this = step == Err(Stop::Failed) && self.state.frames.is_empty();
        if is_nothing && is_this {
            self.state.fault = None;
            self.fitted(RepairKind::Literal);
        }
        is_nothing && is_this
    }

    /// Reads a whole string, or the text of a number or a bool, where these are fitted.
    pub(crate) fn whole_text<R>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Self, &str) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        match self.is_scalar_to_fit()? {
            true => self.text_of_scalar(expected, read),
            false => self.whole_string(expected, read),
        }
    }

    /// Whether a number or a bool is here that is to be read as its text.
    #[inline]
    pub(crate) fn is_scalar_to_fit(&mut self) -> Result<bool, Stop> {
        Ok(self.state.lenient && self.kind()?.meets(Kinds::NUMBER.or(Kinds::BOOL)))
    }

    /// Reads a number or a bool as the text that it is.
    #[cold]
    pub(crate) fn text_of_scalar<R>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&mut Self, &str) -> Result<R, Stop>,
    ) -> Result<R, Stop> {
        let literal = match self.peek()? {
            b't' => Literal::True,
            b'f' => Literal::False,
            _ => {
                return self.number(expected, |cursor, number| {
                    cursor.fitted(RepairKind::Text);
                    read(cursor, number.text)
                });
            }
        };
        self.literal(literal)?;
        self.fitted(RepairKind::Text);
        read(self, literal.text())
    }

    /// Reads a value from the JSON in a string, which stands where an object or a list is expected. `stop` says that it
    /// does; `read` reads the value itself.
    ///
    /// The string is held until it is whole, and begins anew with each chunk until then.
    #[cold]
    pub(crate) fn unpack(
        &mut self,
        stop: Stop,
        expected: &str,
        read: impl FnOnce(&mut Cursor<'_>) -> Step,
    ) -> Step {
        let fault = self.state.fault.clone();
        if !self.is_to_fit(stop) {
            return Err(stop);
        }
        if !self.kind()?.meets(Kinds::STRING) {
            self.state.fault = fault;
            return Err(stop);
        }
        self.when_whole(|cursor| {
            cursor.state.token_start = cursor.offset();
            let text = cursor.text_of_string()?;
            cursor.read_packed(&text, expected, read)
        })
    }

    /// Reads a value from the JSON in a string that was just read.
    pub(crate) fn read_packed(
        &mut self,
        text: &str,
        expected: &str,
        read: impl FnOnce(&mut Cursor<'_>) -> Step,
    ) -> Step {
        if !is_packed(text) {
            return Err(self.misfit_text(text, format!("expected {expected}, found a string")));
        }
        let offset = self.state.token_start;
        match self.attempt_packed(text, read) {
            Ok(mut state) => {
                for repaired in &mut state.repairs {
                    repaired.offset = offset;
                }
                self.fitted(RepairKind::Packed);
                self.accept(state);
                Ok(())
            }
            Err(fault) if self.is_exhausted() => Err(self.fail(fault.kind, fault.message)),
            Err(fault) => Err(self.misfit(format!(
                "expected {expected}, found a string that does not hold one: {}",
                fault.message
            ))),
        }
    }

    /// Whether a token was cut, of a value that does not show.
    #[inline]
    pub(crate) fn is_in_token(&self) -> bool {
        self.state.token != Token::None
    }
}

/// Whether a text may be an object or a list.
pub(crate) fn is_packed(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}
