//! Streams of values: what the verbs return, and what any stream of text can be made into.

mod changes;
mod each;
mod partial;
mod sides;
mod snapshot;
pub(crate) mod source;

pub use changes::ChangeStream;
pub use each::{EachStream, Element, GrowingStream};
pub use partial::PartialStream;
pub use snapshot::Snapshot;
