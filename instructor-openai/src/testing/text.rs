//! A text, and the deltas it is cut into.

use std::mem;
use std::ops::{Deref, Range};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(super) struct Text {
    whole: Arc<str>,
    cuts: Cuts,
}

#[derive(Debug, Clone)]
enum Cuts {
    /// After this many characters, at least one.
    Every(usize),
    /// At these offsets; the last is the text's length.
    At(Arc<[usize]>),
}

/// A delta: it shares the text it is of.
pub(super) struct Delta {
    whole: Arc<str>,
    range: Range<usize>,
}

impl Deref for Delta {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.range.clone()]
    }
}

impl Text {
    pub(super) fn new(whole: String) -> Self {
        Self {
            whole: whole.into(),
            cuts: Cuts::Every(4),
        }
    }

    pub(super) fn of_deltas(deltas: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut whole = String::new();
        let mut ends = Vec::new();
        for delta in deltas {
            whole.push_str(delta.as_ref());
            ends.push(whole.len());
        }
        Self {
            whole: whole.into(),
            cuts: Cuts::At(ends.into()),
        }
    }

    pub(super) fn cut_every(&mut self, n: usize) {
        self.cuts = Cuts::Every(n.max(1));
    }

    /// Makes it one delta, even if it is empty.
    pub(super) fn uncut(self) -> Self {
        Self {
            cuts: Cuts::At([self.whole.len()].into()),
            ..self
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    pub(super) fn deltas(&self) -> impl Iterator<Item = Delta> + Send + use<> {
        let text = self.clone();
        let mut start = 0;
        (0..).map_while(move |index| {
            let end = text.end_of(index, start)?;
            Some(Delta {
                whole: Arc::clone(&text.whole),
                range: mem::replace(&mut start, end)..end,
            })
        })
    }

    fn end_of(&self, index: usize, start: usize) -> Option<usize> {
        match &self.cuts {
            Cuts::At(ends) => ends.get(index).copied(),
            Cuts::Every(_) if start == self.whole.len() => None,
            Cuts::Every(n) => {
                let mut chars = self.whole[start..].char_indices();
                Some(chars.nth(*n).map_or(self.whole.len(), |(at, _)| start + at))
            }
        }
    }
}
