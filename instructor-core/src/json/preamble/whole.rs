//! What a whole text is in which no value was told.

use super::prose::without_thoughts;
use super::trial::Trial;
use super::{Found, Preamble, Rank};
use crate::error::ErrorKind;
use crate::fit;
use crate::json::mend::escaped;
use crate::json::reader::{Course, Reader};
use crate::json::state::{Step, Stop};
use crate::repair::RepairKind;
use serde_json::Value;

impl Reader<'_> {
    /// At the end of a text in which no value was told: what it is all the same.
    pub(super) fn settle(&mut self, preamble: Preamble) -> Step {
        let found = match preamble.found {
            Some(Found {
                second: Some(offset),
                ..
            }) => {
                let message = "several values, and no list of them";
                return Err(self.state.fail(ErrorKind::Type, message, offset));
            }
            Some(found) if found.rank > Rank::Failed => return self.read_found(&found, true),
            found => found,
        };
        let Some(all) = preamble.all else {
            return self.read_failed(found);
        };
        let text = without_thoughts(&all);
        if text.is_empty() {
            return Err(Stop::Pending);
        }
        let offset = self.read - (all.len() - all.find(text).unwrap_or(0)).min(self.read);
        for text in [Some(text), fenced(text)].into_iter().flatten() {
            if self.trial().takes_all(text) {
                self.read = offset;
                return self.mend(text, true);
            }
        }
        if !self.root.takes_anything()
            && let Some((json, kind)) = self.as_json(text, found.is_some())
        {
            self.read = offset;
            self.note_repair(kind);
            let step = self.run_put_in(&json, true);
            self.read += text.len();
            return step;
        }
        self.read_failed(found)
    }

    /// A part of the text is the value.
    fn read_found(&mut self, found: &Found, last: bool) -> Step {
        self.read = found.offset;
        self.mend(&found.text, last)
    }

    /// There is no value: the error is about what was most like one.
    fn read_failed(&mut self, found: Option<Found>) -> Step {
        let end = self.read;
        if let Some(found) = found
            && self.read_found(&found, true) == Err(Stop::Failed)
        {
            return Err(Stop::Failed);
        }
        self.state.frames.clear();
        let message = "there is no value of the type in the text";
        Err(self.state.fail(ErrorKind::Syntax, message, end))
    }

    fn trial(&self) -> Trial {
        Trial::new(
            self.root.copy(),
            Course::new(self.state.clone(), self.read),
            true,
        )
    }

    /// All the text as JSON that the type takes: as one string, as a list of that, or what else is in it. Where something in
    /// the text `failed` to be the value, it is not a string of which it is known that the type does not take it.
    fn as_json(&self, text: &str, failed: bool) -> Option<(String, RepairKind)> {
        let fitted = |json: &String| self.trial().takes(json);
        let string = format!("\"{}\"", escaped(text));
        let quoted = |json| (json, RepairKind::MissingQuotes);
        // Words may name a value, but what begins with a bracket are none: it is a text as it stands, or has one value in it.
        if text.starts_with(['[', '{']) {
            if fitted(&string) == Some(0) {
                return Some(quoted(string));
            }
            let sole = sole_in(text).filter(|json| fitted(json).is_some());
            return sole.map(|json| (json, RepairKind::Unwrapped));
        }
        let list = format!("[{string}]");
        let takes_text = self.root.takes_text();
        let found = [&string, &list]
            .into_iter()
            .find(|json| fitted(json).is_some())
            .cloned();
        found
            .or_else(|| (takes_text && !failed).then_some(string))
            .map(quoted)
    }
}

/// The string, number or bool that a list or an object has in it, and nothing else.
fn sole_in(text: &str) -> Option<String> {
    let inner = match serde_json::from_str(text).ok()? {
        Value::Array(items) => <[Value; 1]>::try_from(items).ok()?.into_iter().next()?,
        Value::Object(members) if members.len() == 1 => {
            let (key, value) = members.into_iter().next()?;
            // `{"not_spam": true}` is the opposite of what is asked for.
            (!fit::denies(&key)).then_some(value)?
        }
        _ => return None,
    };
    let is_scalar = matches!(inner, Value::String(_) | Value::Number(_) | Value::Bool(_));
    is_scalar.then(|| inner.to_string())
}

/// What is in the one block of code in a text.
fn fenced(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("```")?;
    let (block, rest) = rest.split_once("```")?;
    let (_, code) = block.split_once('\n')?;
    (!rest.contains("```")).then(|| code.trim())
}
