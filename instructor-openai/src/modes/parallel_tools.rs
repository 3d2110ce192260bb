//! `ParallelTools`: several functions to call at once.

use super::Ask;
use super::reader::{Call, Emit, Reader};
use crate::draft::{Asked, Draft};
use instructor_core::Result;
use instructor_core::provider::Request;

pub(super) struct ParallelTools;

impl Ask for ParallelTools {
    fn ask(&self, _: Draft<'_>) -> Result<Asked> {
        Err(instructor_core::Error::new(
            instructor_core::ErrorKind::Request,
            "not yet",
        ))
    }

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Calls)
    }
}
struct Calls;
impl Reader for Calls {
    fn content(&mut self, _: usize, _: &str, _: Emit<'_>) {}
    fn call(&mut self, _: Call<'_>, _: Emit<'_>) {}
}
