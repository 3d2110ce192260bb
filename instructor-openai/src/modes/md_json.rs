//! `MdJson`: an answer in words with a block of JSON in it. The schema is told in words, and nothing is asked of the
//! server: for those that know no other way.

use super::Ask;
use super::reader::{Content, Reader};
use crate::draft::{Asked, Draft};
use instructor_core::Result;
use instructor_core::provider::Request;
use serde::Serialize;

pub(super) struct MdJson;

#[derive(Serialize)]
struct Fields {}

impl Ask for MdJson {
    fn ask(&self, mut draft: Draft<'_>) -> Result<Asked> {
        let shapes = draft.tell(
            "Answer with a block of code, which starts with ```json and ends with ```, with one JSON object in it that fits",
        );
        draft.with(Fields {}, shapes)
    }

    // Where in the words the value is, the parser finds.
    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Content)
    }
}
