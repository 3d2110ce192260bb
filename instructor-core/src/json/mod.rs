//! Bytes to visitor calls: a recursive descent that stops where a chunk ends and goes on where it stopped.
//!
//! While a chunk lasts, visitors call each other as ordinary functions with their state in locals. When it runs out,
//! each open container leaves one [`Frame`](state::Frame) on a stack, innermost first, and returns
//! [`Stop::Pending`]. The next chunk takes the frames outermost first and is back where it was. A fault leaves its
//! frames the same way, which is where the path of an error comes from.

pub(crate) mod abandon;
pub(crate) mod cursor;
mod field_state;
pub(crate) mod hold;
#[doc(hidden)]
pub mod list;
pub(crate) mod log;
mod mend;
mod misfits;
pub(crate) mod number;
#[doc(hidden)]
pub mod numbered;
#[doc(hidden)]
pub mod object;
pub(crate) mod parked;
pub(crate) mod parser;
mod preamble;
mod reader;
pub(crate) use preamble::thoughts;
pub(crate) mod setup;
pub(crate) mod shapes;
pub(crate) mod skip;
pub(crate) mod state;
pub(crate) mod string;
pub(crate) mod utf8;

#[doc(hidden)]
pub use cursor::Cursor;
pub use field_state::FieldState;
#[doc(hidden)]
pub use list::Items;
pub use log::Change;
#[doc(hidden)]
pub use object::{Fields, Name, Object};
pub use parser::Parser;
pub(crate) use parser::{complete, partial_of};
pub(crate) use setup::Setup;
#[cfg(feature = "http")]
pub(crate) use shapes::Shapes;
pub(crate) use state::ENTRY;
pub use state::Limits;
#[doc(hidden)]
pub use state::{Step, Stop, Turn, UNKNOWN};
