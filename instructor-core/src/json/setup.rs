//! How a text is to be read.

use super::shapes::Shapes;
use super::state::Limits;
use crate::context::Context;
use crate::repair::Repair;

/// How a text is to be read, beside what its type says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setup {
    pub(crate) limits: Limits,
    /// Of an answer: what a dialect made of its shape. A text by itself has the type's own.
    pub(crate) shapes: Shapes,
    pub(crate) repair: Repair,
    pub(crate) context: Context,
    /// Whether to read on past what breaks a rule: all of it is told at the end.
    pub(crate) collecting: bool,
}
