//! `MdJson`: an answer in words with a block of JSON in it. The schema is told in words, and nothing is asked of the
//! server: for those that know no other way.

use super::Ask;
use super::reader::{Call, Emit, Reader};
use crate::draft::{Asked, Draft};
use instructor_core::Result;
use instructor_core::provider::{Delta, Request};
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

    fn reader(&self, _: &Request) -> Box<dyn Reader> {
        Box::new(Block::default())
    }
}

/// The value is in a block of code, or stands alone. What comes before it is prose; what comes behind it is the
/// parser's to ignore.
#[derive(Default)]
struct Block {
    place: Place,
    /// How many of the marks that open a block have come in a row.
    marks: usize,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Place {
    /// Nothing but white space has come.
    #[default]
    Start,
    Prose,
    /// In the line that opens the block, behind its marks.
    Opening,
    Value,
}

/// What opens a block, and what closes it.
const MARKS: usize = "```".len();

impl Block {
    /// Where the value starts in `text`, if it does.
    fn find(&mut self, text: &str) -> Option<usize> {
        for (at, byte) in text.bytes().enumerate() {
            self.place = match (self.place, byte) {
                (Place::Value, _) => return Some(at),
                (Place::Opening, b'\n') => Place::Value,
                // Some put the value behind the marks at once.
                (Place::Start | Place::Opening, b'{' | b'[') => {
                    self.place = Place::Value;
                    return Some(at);
                }
                (Place::Opening, _) => Place::Opening,
                (Place::Start, b' ' | b'\t' | b'\r' | b'\n') => Place::Start,
                (Place::Start | Place::Prose, b'`') => {
                    self.marks += 1;
                    match self.marks {
                        MARKS => Place::Opening,
                        _ => Place::Prose,
                    }
                }
                (Place::Start | Place::Prose, _) => {
                    self.marks = 0;
                    Place::Prose
                }
            };
        }
        None
    }
}

impl Reader for Block {
    fn content(&mut self, item: usize, text: &str, emit: Emit<'_>) {
        let value = match self.place {
            Place::Value => 0,
            _ => self.find(text).unwrap_or(text.len()),
        };
        let (prose, text) = text.split_at(value);
        if !prose.is_empty() {
            emit(Delta::Prose(prose));
        }
        if !text.is_empty() {
            emit(Delta::Text { call: item, text });
        }
    }

    fn call(&mut self, _: Call<'_>, _: Emit<'_>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value and the prose of `answer`, which must not depend on where it is cut.
    fn read(answer: &str) -> (String, String) {
        let run = |pieces: &[&str]| {
            let (mut value, mut prose) = (String::new(), String::new());
            let mut block = Block::default();
            for piece in pieces {
                block.content(0, piece, &mut |delta| match delta {
                    Delta::Text { text, .. } => value.push_str(text),
                    Delta::Prose(text) => prose.push_str(text),
                    delta => panic!("{delta:?}"),
                });
            }
            (value, prose)
        };
        let whole = run(&[answer]);
        for cut in (0..answer.len()).filter(|cut| answer.is_char_boundary(*cut)) {
            let (head, tail) = answer.split_at(cut);
            assert_eq!(run(&[head, tail]), whole, "cut at {cut}");
        }
        whole
    }

    #[test]
    fn the_value_is_in_the_block() {
        for (answer, value) in [
            ("```json\n{\"a\": 1}\n```", "{\"a\": 1}\n```"),
            ("Here it is:\n\n```json\n[1]\n```\nDone.", "[1]\n```\nDone."),
            ("Héllo `x` ``y``\n```\n{}\n```", "{}\n```"),
            ("```{}```", "{}```"),
            ("```JSON \r\n 12\n```", " 12\n```"),
        ] {
            assert_eq!(read(answer).0, value, "{answer}");
        }
    }

    #[test]
    fn the_value_may_stand_alone() {
        assert_eq!(read(" \n{\"a\": \"```\"}").0, "{\"a\": \"```\"}");
        assert_eq!(read("[1]").0, "[1]");
    }

    #[test]
    fn words_alone_are_prose() {
        let words = "I cannot {do} that, `sorry`.";
        assert_eq!(read(words), (String::new(), words.to_owned()));
    }
}
