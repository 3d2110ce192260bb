//! What the code that the derive writes calls. Not for other use: it changes without notice.

pub use crate::json::{Cursor, Fields, Step, Stop, Turn, object};
pub use crate::partial::{ObjectWriter, Shape, Trail, Wire, fill, fill_or_default};
pub use crate::schema::{Definitions, ObjectSchema};
pub use serde::{Serialize, Serializer};
