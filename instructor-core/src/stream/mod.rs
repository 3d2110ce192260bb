//! Streams of values: what the verbs return, and what any stream of text can be made into.

pub(crate) mod again;
mod changes;
mod each;
mod growing;
mod list;
mod partial;
mod sides;
mod snapshot;
pub(crate) mod source;

pub use changes::ChangeStream;
pub use each::EachStream;
pub use growing::{Element, GrowingStream};
pub(crate) use list::Each;
pub use partial::PartialStream;
pub use snapshot::Snapshot;
