//! The Responses API (<https://platform.openai.com/docs/api-reference/responses>).

mod decode;
mod encode;
mod items;

pub(crate) use decode::{decoder, whole};
pub(crate) use encode::Body;
