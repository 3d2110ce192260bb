//! Chat Completions (<https://platform.openai.com/docs/api-reference/chat>).

mod decode;
mod encode;

pub(crate) use decode::{decoder, whole};
pub(crate) use encode::Body;
