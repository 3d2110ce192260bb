//! What the code that the derive writes calls. Not for other use: it changes without notice.

pub use crate::extract::Flatten;
pub use crate::json::{
    Cursor, Fields, Items, Name, Object, Step, Stop, Turn, UNKNOWN, list, numbered, object,
};
pub use crate::partial::constraint::{
    Check, Number, Numeric, Pattern, Sequence, Textual, check_open, check_whole, fill_checked,
    fill_checked_atomic,
};
pub use crate::partial::key::Key;
pub use crate::partial::leaf::{
    ByFromStr, BySerde, DeserializeWith, Leaf, LeafSchema, Reading, With,
};
pub use crate::partial::literal::{fill_literal, fill_literal_or_default};
pub use crate::partial::names::{self, Names};
pub use crate::partial::tuple::too_many;
pub use crate::partial::variants::{self, Tagging, Variant, Variants};
pub use crate::partial::{
    ByFrom, ByHand, ByIterator, Conversion, Flat, Kinds, Look, PartVisitor, Parts, Shape, Trail,
    Wire, begin_when, fill, fill_atomic, fill_atomic_or_default, fill_or_default, parts,
};
pub use crate::schema::{
    Definitions, ObjectSchema, Property, TupleSchema, VariantsSchema, text_schema,
};
pub use serde::de::DeserializeOwned;
pub use serde::{Deserializer, Serialize, Serializer};
