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

/// The value is in a block of code, or stands alone. What comes before it is prose, or what the model thinks; what comes
/// behind it is the parser's to ignore.
#[derive(Default)]
struct Block {
    place: Place,
    /// How many marks have come in a row, towards those that open a block or close it.
    marks: usize,
    /// How many marks opened the block.
    fence: usize,
}

#[derive(Default, Clone, Copy)]
enum Place {
    /// Nothing but white space and thoughts has come.
    #[default]
    Start,
    /// So many bytes of `THINK` have come, and are kept.
    Tag(usize),
    /// In what is thought. So many bytes of `THOUGHT` have come, and are kept.
    Thinking(usize),
    Prose,
    /// In the line that opens a block, behind its marks. So many bytes of `JSON` have come.
    Opening(usize),
    /// In that line, and the block is of something else.
    Other,
    /// In the lines of such a block; whether the line has begun with no more than white space and marks.
    Within(bool),
    Value,
}

/// The fewest marks that open a block.
const MARKS: usize = "```".len();

/// What the name of a block begins with, in small letters or large, if it has one and the value is in it.
const JSON: &str = "json";

/// What stands around the thoughts of models whose server does not take them out.
const THINK: &str = "<think>";
const THOUGHT: &str = "</think>";

impl Block {
    /// Looks for the value; gives what is left of `text` where something else than prose begins.
    fn find<'a>(&mut self, text: &'a str, emit: Emit<'_>) -> &'a str {
        for (at, byte) in text.bytes().enumerate() {
            if let Place::Tag(kept) = self.place {
                if byte != THINK.as_bytes()[kept] {
                    prose(&THINK[..kept.saturating_sub(at)], emit);
                    self.place = Place::Prose;
                } else if kept + 1 < THINK.len() {
                    self.place = Place::Tag(kept + 1);
                    continue;
                } else {
                    prose(&text[..(at + 1).saturating_sub(THINK.len())], emit);
                    self.place = Place::Thinking(0);
                    return &text[at + 1..];
                }
            }
            self.place = self.next(byte);
            if let Place::Value = self.place {
                let (before, value) = text.split_at(at + usize::from(byte == b'\n'));
                prose(before, emit);
                return value;
            }
        }
        let kept = match self.place {
            Place::Tag(kept) => kept,
            _ => 0,
        };
        prose(&text[..text.len().saturating_sub(kept)], emit);
        ""
    }

    /// Where the text is behind `byte`.
    fn next(&mut self, byte: u8) -> Place {
        let is_named = |come| come == 0 || come == JSON.len();
        let is_space = byte.is_ascii_whitespace();
        match (self.place, byte) {
            (Place::Start, b'{' | b'[') => Place::Value,
            (Place::Start, b'<') => Place::Tag(1),
            (Place::Start, _) if is_space => Place::Start,
            (Place::Start | Place::Prose, b'`') => {
                self.marks += 1;
                if self.marks < MARKS {
                    return Place::Prose;
                }
                (self.marks, self.fence) = (0, MARKS);
                Place::Opening(0)
            }
            // Some put the value behind the marks at once.
            (Place::Opening(come), b'\n' | b'{' | b'[') if is_named(come) => Place::Value,
            (Place::Opening(0), b'`') => {
                self.fence += 1;
                Place::Opening(0)
            }
            (Place::Opening(0), _) if is_space => Place::Opening(0),
            (Place::Opening(come), _)
                if JSON.as_bytes().get(come) == Some(&byte.to_ascii_lowercase()) =>
            {
                Place::Opening(come + 1)
            }
            (Place::Opening(come), _) if come == JSON.len() && byte != b'`' => self.place,
            (Place::Opening(_), _) => {
                self.place = Place::Other;
                self.next(byte)
            }
            (Place::Other | Place::Within(true), b'`') => {
                self.marks += 1;
                if self.marks < self.fence {
                    return self.place;
                }
                self.marks = 0;
                Place::Prose
            }
            (place, _) => {
                self.marks = 0;
                match place {
                    Place::Other | Place::Within(_) if byte == b'\n' => Place::Within(true),
                    Place::Within(starts) => Place::Within(starts && is_space),
                    Place::Start => Place::Prose,
                    place => place,
                }
            }
        }
    }

    /// Hands on what is thought; gives what is left of `text` behind it.
    fn think<'a>(&mut self, mut kept: usize, text: &'a str, emit: Emit<'_>) -> &'a str {
        for (at, byte) in text.bytes().enumerate() {
            if byte != THOUGHT.as_bytes()[kept] {
                thought(&THOUGHT[..kept.saturating_sub(at)], emit);
                kept = usize::from(byte == b'<');
                continue;
            }
            kept += 1;
            if kept == THOUGHT.len() {
                thought(&text[..(at + 1).saturating_sub(kept)], emit);
                self.place = Place::Start;
                return &text[at + 1..];
            }
        }
        thought(&text[..text.len().saturating_sub(kept)], emit);
        self.place = Place::Thinking(kept);
        ""
    }
}

fn prose(text: &str, emit: Emit<'_>) {
    if !text.is_empty() {
        emit(Delta::Prose(text));
    }
}

fn thought(text: &str, emit: Emit<'_>) {
    if !text.is_empty() {
        emit(Delta::Reasoning(text));
    }
}

impl Reader for Block {
    fn content(&mut self, item: usize, mut text: &str, emit: Emit<'_>) {
        while !text.is_empty() {
            text = match self.place {
                Place::Value => {
                    emit(Delta::Text { call: item, text });
                    return;
                }
                Place::Thinking(kept) => self.think(kept, text, emit),
                _ => self.find(text, emit),
            };
        }
    }

    fn end(&mut self, emit: Emit<'_>) {
        match self.place {
            Place::Tag(kept) => prose(&THINK[..kept], emit),
            Place::Thinking(kept) => thought(&THOUGHT[..kept], emit),
            _ => {}
        }
    }

    fn call(&mut self, _: Call<'_>, _: Emit<'_>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was made of an answer.
    #[derive(Debug, Default, PartialEq)]
    struct Told {
        value: String,
        prose: String,
        thought: String,
    }

    /// What is made of `answer`, which must not depend on where it is cut.
    fn read(answer: &str) -> Told {
        let run = |pieces: &[&str]| {
            let mut told = Told::default();
            let mut emit = |delta: Delta<'_>| match delta {
                Delta::Text { text, .. } => told.value.push_str(text),
                Delta::Prose(text) => told.prose.push_str(text),
                Delta::Reasoning(text) => told.thought.push_str(text),
                delta => panic!("{delta:?}"),
            };
            let mut block = Block::default();
            for piece in pieces {
                block.content(0, piece, &mut emit);
            }
            block.end(&mut emit);
            told
        };
        let whole = run(&[answer]);
        let cuts = 0..answer.len();
        for cut in cuts.filter(|cut| answer.is_char_boundary(*cut)) {
            let (head, tail) = answer.split_at(cut);
            assert_eq!(run(&[head, tail]), whole, "cut at {cut}");
        }
        let pieces: Vec<&str> = answer.split_inclusive(|_| true).collect();
        assert_eq!(run(&pieces), whole, "each character alone");
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
            ("``` json5\n{}\n```", "{}\n```"),
            ("```jsonc a=b\n{}\n```", "{}\n```"),
            ("````json\n{}\n````", "{}\n````"),
            ("A ```json``` block:\n```json\n{}\n```", "{}\n```"),
        ] {
            assert_eq!(read(answer).value, value, "{answer}");
        }
    }

    #[test]
    fn the_value_may_stand_alone() {
        assert_eq!(read(" \n{\"a\": \"```\"}").value, "{\"a\": \"```\"}");
        assert_eq!(read("[1]").value, "[1]");
    }

    #[test]
    fn words_alone_are_prose() {
        let words = "I cannot {do} that, `sorry`.";
        let told = read(words);
        assert_eq!((&*told.value, &*told.prose), ("", words));
    }

    #[test]
    fn a_block_of_something_else_is_prose() {
        for prose in [
            "```bash\necho '```' {} `x`\n  ```\n",
            "Run ```sh ls [a]```, then ```js\n{\n}\n```\n",
            "````md\n```json\n{}\n```\n````\n",
            "```jso\n{}\n```\n",
        ] {
            let told = read(&format!("{prose}```json\n{{}}\n```"));
            assert_eq!(told.value, "{}\n```", "{prose}");
            assert_eq!(told.prose, format!("{prose}```json\n"));
            assert_eq!(read(prose).value, "");
        }
    }

    #[test]
    fn what_is_thought_is_not_the_value() {
        let thought = "\nIs it < or <</thin?\n```json\n{\"x\":9}\n```\n";
        for (behind, value, prose) in [
            ("\n```json\n{\"x\":1}", "{\"x\":1}", "\n\n```json\n"),
            (" {\"x\":1}", "{\"x\":1}", "\n "),
            ("I cannot.", "", "\nI cannot."),
        ] {
            let told = read(&format!("\n<think>{thought}</think>{behind}"));
            assert_eq!(told.thought, thought);
            assert_eq!((&*told.value, &*told.prose), (value, prose));
        }
        let open = read("<think>{\"x\":9}</thi");
        assert_eq!((&*open.value, &*open.thought), ("", "{\"x\":9}</thi"));
    }

    #[test]
    fn thoughts_are_at_the_start() {
        for words in ["<thin", "<thinly> {}", "I <think> so</think>", "<`{}`>"] {
            let told = read(words);
            assert_eq!((&*told.value, &*told.prose), ("", words));
            assert_eq!(told.thought, "");
        }
        assert_eq!(read("<th```json\n{}").value, "{}");
    }
}
